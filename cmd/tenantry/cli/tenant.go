package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

func newTenantCmd(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "tenant",
		Short: "Add and list tenants",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTenantAddCmd(g), newTenantListCmd(g))
	return cmd
}

// newTenant is what a tenant's file says.
type newTenant struct {
	Name, Plan, Gateway string
	Owners, Hostnames   []string
	Source              []sourceField
}

type sourceField struct {
	Key, Value string
}

type tenantAddOptions struct {
	*global
	tenant newTenant
	source map[string]*string
}

// sourceFields are the fields of a source, in the order in which a file lists them.
func sourceFields() []string {
	return []string{"oci", "git", "tag", "digest", "branch", "commit", "path"}
}

func newTenantAddCmd(g *global) *cobra.Command {
	o := &tenantAddOptions{global: g, source: map[string]*string{}}
	cmd := &cobra.Command{
		Use:   "add <name>",
		Short: "Write a new tenant's file",
		Long: `Add writes tenants/<name>.yaml after checking it against the whole fleet: nothing is written if a hostname is
taken, a plan unknown or a name reserved. The tenant is placed on the first gateway that has room.`,
		Example: `  tenantry tenant add contoso --plan standard --owner 33333333-3333-4333-8333-333333333333 \
    --hostname shop.contoso.com --oci oci://acmefleet.azurecr.io/tenants/contoso --tag stable`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runTenantAdd(o, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&o.tenant.Plan, "plan", "", "one of the fleet's plans")
	f.StringArrayVar(&o.tenant.Owners, "owner", nil, "Entra group object id; may be repeated")
	f.StringArrayVar(&o.tenant.Hostnames, "hostname", nil, "hostname that the tenant serves; may be repeated")
	f.StringVar(&o.tenant.Gateway, "gateway", "", "gateway to sit on (default the first one with room)")
	for _, key := range sourceFields() {
		o.source[key] = f.String(key, "", "source."+key+" of the tenant's file")
	}
	for _, required := range []string{"plan", "owner", "hostname"} {
		_ = cmd.MarkFlagRequired(required) // fails only for a flag that does not exist
	}
	cmd.MarkFlagsOneRequired("oci", "git")
	cmd.MarkFlagsMutuallyExclusive("oci", "git")
	return cmd
}

func runTenantAdd(o *tenantAddOptions, tenant string) error {
	if _, err := name.ParseLabel(tenant); err != nil {
		return fmt.Errorf("tenant %q cannot be called so: %w", tenant, err)
	}
	f, found, err := generator.Validate(o.repo())
	if err != nil {
		return err
	}
	// A fleet without tenants is wrong in every other respect, but this is how it gets its first.
	if len(found) > 1 || len(found) == 1 && found[0].Code != "no-tenants" {
		return o.report(found)
	}
	t := o.tenant
	t.Name = tenant
	if f != nil && t.Gateway == "" {
		t.Gateway = gatewayWithRoom(f, len(t.Hostnames))
	}
	for _, key := range sourceFields() {
		if v := *o.source[key]; v != "" {
			t.Source = append(t.Source, sourceField{key, v})
		}
	}
	path := layout.TenantFile(tenant)
	data, err := t.text()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(o.dir, filepath.FromSlash(path))); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already; nothing was written", path)
	}
	found, err = validateWith(o.repo(), path, data)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	if err := createFile(filepath.Join(o.dir, filepath.FromSlash(path)), data); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(o.env.Stdout, "create %s\n", path); err != nil {
		return err
	}
	o.advise("next: \"tenantry render\", then \"tenantry plan\"")
	return nil
}

// roomOnGateway is how many listeners a gateway takes before new tenants go to
// the next: 64 is Gateway API's limit, two are the platform's, and 10 % is kept.
const roomOnGateway = 55

// gatewayWithRoom names the first gateway that takes so many more hostnames. It
// is empty where that is the one that a file without placement means, or where
// none has room.
func gatewayWithRoom(f *fleet.Fleet, hostnames int) string {
	if f.Traffic.Provider == fleet.FrontDoor {
		return gatewayOfAGCWithRoom(f)
	}
	taken := map[string]int{}
	for _, t := range f.Tenants {
		taken[string(t.Gateway)] += len(t.Hostnames)
	}
	for i, g := range f.Gateways {
		if taken[string(g.Name)]+hostnames <= roomOnGateway {
			if i == 0 {
				return ""
			}
			return string(g.Name)
		}
	}
	return ""
}

// roomOnAGC is how many tenants an AGC takes behind Front Door, where a gateway has
// one listener whatever their number: it has room for 100 Services, and 10 % is kept.
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
const roomOnAGC = 90

// gatewayOfAGCWithRoom is gatewayWithRoom behind Front Door.
func gatewayOfAGCWithRoom(f *fleet.Fleet) string {
	agcs, taken := map[name.Label]int{}, map[int]int{}
	for _, g := range f.Gateways {
		agcs[g.Name] = g.AGC
	}
	for _, t := range f.Tenants {
		taken[agcs[t.Gateway]]++
	}
	for i, g := range f.Gateways {
		if taken[g.AGC] < roomOnAGC {
			if i == 0 {
				return ""
			}
			return string(g.Name)
		}
	}
	return ""
}

func (t *newTenant) text() ([]byte, error) {
	set, err := render.Parse("start")
	if err != nil {
		return nil, err
	}
	return set.Text("tenant.yaml", t)
}

// validateWith checks a repository as if it had one more file.
func validateWith(repo fs.FS, path string, data []byte) (diag.List, error) {
	files, err := tree.ReadFlat(repo, layout.Clusters, layout.Tenants)
	if err != nil {
		return nil, err
	}
	if err := files.Add(path, tree.File{Data: data}); err != nil {
		return nil, err
	}
	return validateTree(files)
}

func validateTree(files *tree.Tree) (diag.List, error) {
	_, found, err := generator.Validate(files.FS())
	return found, err
}

type tenantListOptions struct {
	*global
	output string
}

func newTenantListCmd(g *global) *cobra.Command {
	o := &tenantListOptions{global: g}
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the tenants",
		Example: "  tenantry tenant list\n  tenantry tenant list -o json",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return runTenantList(o) },
	}
	cmd.Flags().StringVarP(&o.output, "output", "o", "text", "text or json")
	return cmd
}

// tenantLine is one tenant as a list shows it.
type tenantLine struct {
	Name      string   `json:"name"`
	Plan      string   `json:"plan"`
	Stamp     string   `json:"stamp"`
	Gateway   string   `json:"gateway"`
	Hostnames []string `json:"hostnames"`
	Source    string   `json:"source"`
	Pinned    bool     `json:"pinned"`
}

func runTenantList(o *tenantListOptions) error {
	if o.output != "text" && o.output != "json" {
		return fmt.Errorf("--output: %w", unknown("format", o.output, []string{"text", "json"}))
	}
	f, found, err := generator.Validate(o.repo())
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return o.report(found)
	}
	lines := make([]tenantLine, 0, len(f.Tenants))
	for _, t := range f.Tenants {
		line := tenantLine{
			Name: string(t.Name), Plan: string(t.Plan), Stamp: string(t.Stamp), Gateway: string(t.Gateway),
			Source: t.Source.OCI + t.Source.Git, Pinned: t.Source.Pinned(),
		}
		for _, h := range t.Hostnames {
			line.Hostnames = append(line.Hostnames, string(h))
		}
		lines = append(lines, line)
	}
	if o.output == "json" {
		enc := json.NewEncoder(o.env.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(map[string]any{"apiVersion": v1alpha1.APIVersion, "kind": "TenantList", "items": lines})
	}
	w := tabwriter.NewWriter(o.env.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tPLAN\tGATEWAY\tHOSTNAMES\tSOURCE")
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", l.Name, l.Plan, l.Stamp+"/"+l.Gateway, strings.Join(l.Hostnames, ","), l.Source)
	}
	return w.Flush()
}
