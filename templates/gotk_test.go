package templates_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	kustomize "sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/tenantry/tenantry/templates/upstream"
)

// TestFluxManifestsAreWhatFluxReleased builds the manifests of the gotk profile
// again, as the release of Flux does: each controller's config/crd and
// config/manager, put where Flux's manifests/bases refer to the released files.
//
// It is not parallel: kustomize is not safe for two goroutines.
func TestFluxManifestsAreWhatFluxReleased(t *testing.T) {
	disk := filesys.MakeFsInMemory()
	install(t, disk, upstream.Flux(), "manifests", "/flux")
	for name, module := range map[string]upstream.Module{
		"source-controller":    upstream.SourceController(),
		"kustomize-controller": upstream.KustomizeController(),
		"helm-controller":      upstream.HelmController(),
	} {
		install(t, disk, module, "config", "/"+name)
		base := "/flux/bases/" + name
		build(t, disk, "/"+name+"/crd", base+"/crds.yaml")
		build(t, disk, "/"+name+"/manager", base+"/deployment.yaml")
		useBuilt(t, disk, base+"/kustomization.yaml")
		compare(t, "flux/gotk/"+name+".yaml", build(t, disk, base, ""))
	}
	for _, name := range []string{"rbac", "policies"} {
		compare(t, "flux/gotk/"+name+".yaml", build(t, disk, "/flux/"+name, ""))
	}
}

// install copies a folder of a module to the in-memory disk.
func install(t *testing.T, disk filesys.FileSystem, module upstream.Module, from, to string) {
	t.Helper()
	files, err := module.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(files, from)
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(sub, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sub, name)
		if err != nil {
			return err
		}
		return disk.WriteFile(path.Join(to, name), data)
	})
	if err != nil {
		t.Fatal(fmt.Errorf("copy %s of %s: %w", from, module, err))
	}
}

// useBuilt replaces the addresses of released files with the names of the files
// that were built here.
func useBuilt(t *testing.T, disk filesys.FileSystem, kustomization string) {
	t.Helper()
	data, err := disk.ReadFile(kustomization)
	if err != nil {
		t.Fatal(err)
	}
	released := regexp.MustCompile(`https://github\.com/\S+\.(crds|deployment)\.yaml`)
	if n := len(released.FindAll(data, -1)); n != 2 {
		t.Fatalf("%s refers to %d released files, want 2", kustomization, n)
	}
	if err := disk.WriteFile(kustomization, released.ReplaceAll(data, []byte("$1.yaml"))); err != nil {
		t.Fatal(err)
	}
}

// build runs kustomize in a folder, and writes what comes out to a file when one
// is named.
func build(t *testing.T, disk filesys.FileSystem, folder, out string) []byte {
	t.Helper()
	built, err := krusty.MakeKustomizer(&krusty.Options{
		LoadRestrictions: kustomize.LoadRestrictionsRootOnly,
		PluginConfig:     kustomize.DisabledPluginConfig(),
	}).Run(disk, folder)
	if err != nil {
		t.Fatal(fmt.Errorf("build %s: %w", folder, err))
	}
	data, err := built.AsYaml()
	if err != nil {
		t.Fatal(fmt.Errorf("print %s: %w", folder, err))
	}
	if out != "" {
		if err := disk.WriteFile(out, data); err != nil {
			t.Fatal(err)
		}
	}
	return data
}
