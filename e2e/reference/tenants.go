package reference

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/gitea"
	"github.com/tenantry/tenantry/e2e/lab"
)

// Tenant is what a tenant's team and Azure know of one tenant.
type Tenant struct {
	Name string
	// Shard is the folder of azure-outputs that the tenant's values are in, and Keys their names there. Both are empty
	// for a tenant that has no identity.
	Shard string
	Keys  []string
	// Pool says that Azure gives the tenant nodes of its own.
	Pool bool
	// OCI is the repository and the tag of the tenant's artifact; empty for a Git source.
	OCI string
	// Git is the tenant's repository on the forge, without the organisation; Branch and Path are where in it.
	Git    string
	Branch string
	Path   string
}

// tenantFile is the part of a tenant's file that matters here.
type tenantFile struct {
	Metadata struct{ Name string }
	Spec     struct {
		Plan   string
		Source struct{ OCI, Git, Tag, Branch, Path string }
	}
}

// fleetFile is the part of the fleet's file that matters here.
type fleetFile struct {
	Spec struct {
		Plans map[string]struct{ Isolation string }
	}
}

// tenantsOf reads a rendered repository's tenants, in the order of their names.
func tenantsOf(files fs.FS) ([]Tenant, error) {
	var fleet fleetFile
	if err := read(files, "clusters/fleet.yaml", &fleet); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "tenants/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list tenants: %w", err)
	}
	var tenants []Tenant
	for _, name := range names {
		var file tenantFile
		if err := read(files, name, &file); err != nil {
			return nil, err
		}
		one := Tenant{
			Name: file.Metadata.Name, Pool: fleet.Spec.Plans[file.Spec.Plan].Isolation == "dedicatedPool",
		}
		one.sourceFrom(file)
		if err := one.valuesFrom(files); err != nil {
			return nil, err
		}
		tenants = append(tenants, one)
	}
	return tenants, nil
}

func read(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read the fleet: %w", err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

func (t *Tenant) sourceFrom(file tenantFile) {
	source := file.Spec.Source
	if source.OCI != "" {
		_, repository, _ := strings.Cut(strings.TrimPrefix(source.OCI, "oci://"), "/")
		t.OCI = repository + ":" + source.Tag
		return
	}
	t.Git = strings.TrimSuffix(path.Base(source.Git), ".git")
	t.Branch, t.Path = source.Branch, strings.TrimPrefix(source.Path, "./")
}

// Where a tenant's rendered files say which values of Azure they read.
var (
	outputsName = regexp.MustCompile(`name: azure-outputs-(\d+)`)
	variable    = regexp.MustCompile(`\$\{([a-z0-9_]+)\}`)
)

// valuesFrom reads which values of Azure a tenant waits for. In Azure the same model renders what creates them.
func (t *Tenant) valuesFrom(files fs.FS) error {
	applied, err := fs.Glob(files, "clusters/*/flux/tenant-"+t.Name+".yaml")
	if err != nil || len(applied) == 0 {
		return fmt.Errorf("tenant %s is not rendered (%w)", t.Name, err)
	}
	data, err := fs.ReadFile(files, applied[0])
	if err != nil {
		return fmt.Errorf("read the fleet: %w", err)
	}
	shard := outputsName.FindSubmatch(data)
	if shard == nil {
		return nil // it has no identity in Azure
	}
	t.Shard = "tenants-" + string(shard[1])
	manifests, err := fs.Glob(files, "tenants/"+t.Name+"/*/*.yaml")
	if err != nil {
		return fmt.Errorf("list the files of tenant %s: %w", t.Name, err)
	}
	for _, name := range manifests {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("read the fleet: %w", err)
		}
		for _, found := range variable.FindAllSubmatch(data, -1) {
			t.Keys = append(t.Keys, string(found[1]))
		}
	}
	slices.Sort(t.Keys)
	t.Keys = slices.Compact(t.Keys)
	return nil
}

// PushSources plays the tenants' teams: each pushes the demonstration application's manifests to where its source is,
// once. A source in the fleet's own repository is there already.
func (f *Fleet) PushSources(ctx context.Context) error {
	workload, err := f.Workload()
	if err != nil {
		return err
	}
	for _, t := range f.Tenants {
		at := t.OCI + t.Git
		if f.pushed[at] || t.Git == lab.FleetSource {
			continue
		}
		if err := f.pushSource(ctx, t, workload); err != nil {
			return fmt.Errorf("push the source of tenant %s: %w", t.Name, err)
		}
		f.pushed[at] = true
	}
	return nil
}

// Workload is the demonstration application's manifests, by file name.
func (f *Fleet) Workload() (map[string][]byte, error) {
	return folder(filepath.Join(f.checkout, "cmd", "demo", "deploy"))
}

func (f *Fleet) pushSource(ctx context.Context, t Tenant, workload map[string][]byte) error {
	if t.OCI != "" {
		_, err := f.lab.Registry.PushManifests(ctx, t.OCI, workload)
		return err
	}
	repository := fstest.MapFS{}
	for name, data := range workload {
		repository[path.Join(t.Path, name)] = &fstest.MapFile{Data: data, Mode: 0o644}
	}
	if _, err := f.lab.Forge.Push(ctx, t.Git, repository, "deploy"); err != nil {
		return err
	}
	if t.Branch == "main" || t.Branch == "" {
		return nil
	}
	body := map[string]string{"new_branch_name": t.Branch, "old_branch_name": "main"}
	return f.lab.Forge.API(ctx, "POST", "repos/"+gitea.Org+"/"+t.Git+"/branches", body, nil)
}
