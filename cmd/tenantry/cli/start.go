package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// start is what the first files of a new repository say.
type start struct {
	*global
	Name, Zone, URL, Forge, Registry string
}

func newInitCmd(g *global) *cobra.Command {
	s := &start{global: g}
	cmd := &cobra.Command{
		Use:   "init <dir>",
		Short: "Write a new fleet repository, ready to push",
		Long: `Init writes the files of a fleet with one stamp, a primary and a DR cluster, and one tenant, and renders
them. The folder must be empty, or hold nothing but a .git folder.`,
		Example: "  tenantry init fleet --name acme --zone apps.acme.example --url https://github.com/acme/fleet",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return runInit(cmd.Context(), s, args[0]) },
	}
	cmd.Flags().StringVar(&s.Name, "name", "acme", "name of the fleet")
	cmd.Flags().StringVar(&s.Zone, "zone", "", "DNS zone of the fleet (default apps.<name>.example)")
	cmd.Flags().StringVar(&s.URL, "url", "", "https address of the repository (default a placeholder on github.com)")
	cmd.Flags().StringVar(&s.Forge, "forge", "", "github, gitlab, gitea or azureDevOps, where the address does not tell")
	return cmd
}

func runInit(ctx context.Context, s *start, dir string) error {
	if _, err := name.ParseLabel(s.Name); err != nil {
		return fmt.Errorf("fleet %q cannot be called so: %w", s.Name, err)
	}
	if err := mustBeEmpty(dir); err != nil {
		return err
	}
	s.Zone = cmp.Or(s.Zone, "apps."+s.Name+".example")
	s.URL = cmp.Or(s.URL, "https://github.com/"+s.Name+"/fleet")
	s.Registry = regexp.MustCompile(`[^a-z0-9]`).ReplaceAllString(s.Name, "") + "fleet"
	files, err := s.files()
	if err != nil {
		return err
	}
	// The input is checked before anything is written.
	if found, err := validateTree(files); err != nil || len(found) > 0 {
		if err != nil {
			return err
		}
		return s.report(found)
	}
	if err := createFiles(dir, files); err != nil {
		return err
	}
	s.dir = dir
	if err := runRender(ctx, &renderOptions{global: s.global, brief: true}); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.env.Stdout, "created fleet %s in %s\n", s.Name, dir); err != nil {
		return err
	}
	s.advise("next: put your ids into %s, then run \"tenantry -C %s tenant add NAME\"", filepath.Join(dir, layout.Fleet), dir)
	return nil
}

func mustBeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fmt.Errorf("%s is not empty: it holds %s; choose a new folder", dir, e.Name())
		}
	}
	return nil
}

type startCluster struct {
	Name, Role, Region, Space string
}

func (s *start) files() (*tree.Tree, error) {
	set, err := render.Parse("start")
	if err != nil {
		return nil, err
	}
	primary := startCluster{"prod-weu", "primary", "westeurope", "10.10.0.0/16"}
	dr := startCluster{"prod-neu", "dr", "northeurope", "10.20.0.0/16"}
	first := newTenant{
		Name: "hello", Plan: "standard", Owners: []string{"00000000-0000-4000-8000-000000000003"},
		Hostnames: []string{"hello." + s.Zone},
		Source:    []sourceField{{"oci", "oci://" + s.Registry + ".azurecr.io/tenants/hello"}, {"tag", "stable"}},
	}
	out := &tree.Tree{}
	for _, f := range []struct {
		path, template string
		data           any
	}{
		{layout.Fleet, "fleet.yaml", s},
		{layout.ClusterFile(primary.Name), "cluster.yaml", primary},
		{layout.ClusterFile(dr.Name), "cluster.yaml", dr},
		{layout.TenantFile(first.Name), "tenant.yaml", first},
		{"README.md", "readme.md", s},
	} {
		data, err := set.Text(f.template, f.data)
		if err != nil {
			return nil, err
		}
		if err := out.Add(f.path, tree.File{Data: data}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// createFiles writes files that must not exist yet.
func createFiles(dir string, files *tree.Tree) error {
	for _, p := range files.Paths() {
		f, _ := files.Get(p)
		if err := createFile(filepath.Join(dir, filepath.FromSlash(p)), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// createFile writes one file and refuses to touch one that is there.
func createFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close(), os.Remove(path))
	}
	return f.Close()
}
