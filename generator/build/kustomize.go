package build

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/tree"
)

// disk is a tree as kustomize wants it, in memory.
type disk struct {
	fs      filesys.FileSystem
	files   *tree.Tree
	paths   []string
	guarded map[string]error // by folder
}

// kustomizationFile is the one of kustomize's three names that is rendered.
const kustomizationFile = "kustomization.yaml"

func newDisk(files *tree.Tree) (*disk, error) {
	d := &disk{fs: filesys.MakeFsInMemory(), files: files, guarded: map[string]error{}}
	for _, p := range files.Paths() {
		if !strings.HasSuffix(p, ".yaml") {
			continue
		}
		d.paths = append(d.paths, p)
		f, _ := files.Get(p)
		if err := d.fs.WriteFile("/"+p, f.Data); err != nil {
			return nil, fmt.Errorf("copy %s for kustomize: %w", p, err)
		}
	}
	return d, nil
}

// below returns the YAML files below a folder, in alphabetical order.
func (d *disk) below(dir string) []string {
	from, _ := slices.BinarySearch(d.paths, dir+"/")
	to := from
	for to < len(d.paths) && strings.HasPrefix(d.paths[to], dir+"/") {
		to++
	}
	return d.paths[from:to]
}

func (d *disk) has(dir string) bool { return len(d.below(dir)) > 0 }

// folders returns the names of the folders directly below dir.
func (d *disk) folders(dir string) []string {
	var out []string
	for _, p := range d.below(dir) {
		name, _, nested := strings.Cut(strings.TrimPrefix(p, dir+"/"), "/")
		if nested && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// build runs kustomize as kustomize-controller does: a folder without a
// kustomization is built as if one listed all its files.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#generating-a-kustomizationyaml-file
func (d *disk) build(dir string) ([]Object, error) {
	if !d.has(dir) {
		return nil, errors.New("there is no such folder, or it is empty")
	}
	if err := d.guard(dir); err != nil {
		return nil, err
	}
	if _, ok := d.files.Get(path.Join(dir, kustomizationFile)); !ok {
		if err := d.generate(dir); err != nil {
			return nil, err
		}
		defer func() { _ = d.fs.RemoveAll("/" + path.Join(dir, kustomizationFile)) }() // in memory
	}
	m, err := run(d.fs, "/"+dir)
	if err != nil {
		return nil, err
	}
	out := make([]Object, 0, m.Size())
	for _, r := range m.Resources() {
		value, err := r.Map()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", r.CurId(), err)
		}
		out = append(out, Object{
			Object: tree.Object{
				APIVersion: r.GetApiVersion(), Kind: r.GetKind(), Namespace: r.GetNamespace(), Name: r.GetName(),
			},
			Value: value,
		})
	}
	return out, nil
}

func (d *disk) generate(dir string) error {
	var k types.Kustomization
	k.APIVersion, k.Kind = types.KustomizationVersion, types.KustomizationKind
	for _, p := range d.below(dir) {
		k.Resources = append(k.Resources, strings.TrimPrefix(p, dir+"/"))
	}
	text, err := yaml.Marshal(k)
	if err != nil {
		return err
	}
	return d.fs.WriteFile("/"+path.Join(dir, kustomizationFile), text)
}

// kustomizeLock lets one build run at a time: kustomize keeps its OpenAPI schema
// in a global and is not safe for concurrent use (kubernetes-sigs/kustomize#3659).
var kustomizeLock sync.Mutex //nolint:gochecknoglobals // guards a global of the library

// run builds one folder. kustomize panics on some malformed objects; whoever
// calls it has to turn that into an error.
func run(fs filesys.FileSystem, dir string) (m resmap.ResMap, err error) {
	kustomizeLock.Lock()
	defer kustomizeLock.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("kustomize gave up: %v", r)
		}
	}()
	opts := &krusty.Options{LoadRestrictions: types.LoadRestrictionsNone, PluginConfig: types.DisabledPluginConfig()}
	return krusty.MakeKustomizer(opts).Run(fs, dir)
}
