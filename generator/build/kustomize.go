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
		return d.plain(dir)
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

// plain reads a folder without a kustomization: what kustomize builds of it are
// its objects as they stand. Reading them is linear, where kustomize looks at
// every pair of objects, and a root holds one for each tenant.
func (d *disk) plain(dir string) ([]Object, error) {
	var out []Object
	seen := map[tree.Object]bool{}
	for _, p := range d.below(dir) {
		objects, err := Decode(p, data(d.files, p))
		if err != nil {
			return nil, err
		}
		for _, o := range objects {
			if o.Kind == "" || o.Name == "" || seen[o.Object] {
				return nil, fmt.Errorf("%s: %q has no kind or no name, or stands here twice", p, o)
			}
			seen[o.Object] = true
		}
		out = append(out, objects...)
	}
	return out, nil
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
