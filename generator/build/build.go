// Package build builds with kustomize what each Flux Kustomization of a rendered
// tree will build on its cluster.
//
// It finds the Kustomizations as Flux does: from the root clusters/<c>/flux and
// the folders that the Azure deployment points at. Its result is the data that
// check proves and review compares.
package build

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/tree"
)

// Object is one Kubernetes object as Flux would apply it, before the values that
// only Azure knows are substituted.
type Object struct {
	tree.Object
	Value map[string]any
}

// Unit is what one Flux Kustomization of the platform applies.
type Unit struct {
	Cluster string
	Name    string // of the Kustomization
	Path    string // what it builds, relative to the repository
	Spec    map[string]any
	Objects []Object
	Err     error // the build was refused; Objects is empty
}

// Cluster is everything that the repository applies to one cluster: the root
// first, then what the Azure deployment points at, then the root's
// Kustomizations by name.
type Cluster struct {
	Name  string
	Units []*Unit
}

// RootUnit is the name of the unit that holds all the others.
const RootUnit = "flux"

// Builder builds units of one tree.
type Builder struct {
	files *tree.Tree
	disk  *disk
	read  map[string][]Document // by file
}

// New prepares to build units of a tree. The tree must not change afterwards.
func New(files *tree.Tree) (*Builder, error) {
	d, err := newDisk(files)
	if err != nil {
		return nil, err
	}
	return &Builder{files: files, disk: d, read: map[string][]Document{}}, nil
}

// Outline lists the units of a cluster; only the root and the folders of Azure's
// outputs are built. The caller builds the others with [Builder.Build], or leaves
// them if it knows that nothing in them changed.
func (b *Builder) Outline(cluster string) *Cluster {
	c := &Cluster{Name: cluster}
	root := &Unit{Cluster: cluster, Name: RootUnit, Path: layout.FluxDir(cluster)}
	if b.disk.has(root.Path) {
		c.Units = append(c.Units, root)
		b.Build(root)
	}
	outputs := layout.OutputsDir(cluster, "")
	for _, part := range b.disk.folders(outputs) {
		u := &Unit{Cluster: cluster, Name: "azure-outputs-" + part, Path: path.Join(outputs, part)}
		b.Build(u)
		c.Units = append(c.Units, u)
	}
	var nested []*Unit
	for _, o := range root.Objects {
		if o.Kind == "Kustomization" && Field(o.Value, "spec", "sourceRef", "name") == plan.SourceName {
			spec, _ := o.Value["spec"].(map[string]any)
			p, _ := spec["path"].(string)
			nested = append(nested, &Unit{
				Cluster: cluster, Name: o.Name, Path: path.Clean(strings.TrimPrefix(p, "./")), Spec: spec,
			})
		}
	}
	slices.SortFunc(nested, func(a, b *Unit) int { return strings.Compare(a.Name, b.Name) })
	c.Units = append(c.Units, nested...)
	return c
}

// Build fills a unit's objects, or its Err: a [FileError] where one file is known
// to be the cause.
func (b *Builder) Build(u *Unit) {
	objects, err := b.disk.build(u.Path)
	var blamed *FileError
	if err != nil && !errors.As(err, &blamed) {
		err = b.blame(u.Path, err)
	}
	if err != nil {
		u.Err = fmt.Errorf("build %s: %w", u.Path, err)
		return
	}
	u.Objects = objects
}

// Field returns the string at a path of keys inside an object, or "".
func Field(value map[string]any, keys ...string) string {
	for i, k := range keys {
		if i == len(keys)-1 {
			s, _ := value[k].(string)
			return s
		}
		value, _ = value[k].(map[string]any)
	}
	return ""
}
