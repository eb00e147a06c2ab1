package plan_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan"
)

const (
	fleetFile = "clusters/fleet.yaml"
	contoso   = "tenants/contoso.yaml"
)

// of plans a repository that has no findings.
func of(t *testing.T, repo fstest.MapFS) *plan.Plan {
	t.Helper()
	files, found, err := load.Load(repo)
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	f, found := fleet.Build(files)
	if len(found) > 0 {
		t.Fatal(found)
	}
	return plan.Of(f)
}

// replaced is a repository with another text for a part of one of its files.
func replaced(t *testing.T, repo fstest.MapFS, file, old, instead string) fstest.MapFS {
	t.Helper()
	text := string(repo[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("there is no %q in %s", old, file)
	}
	return fleettest.With(repo, map[string]string{file: strings.Replace(text, old, instead, 1)})
}

// networks compares networks, whose fields are private.
func networks() cmp.Option {
	return cmp.Comparer(func(a, b name.CIDR) bool { return a.String() == b.String() })
}

// TestShardsNeverMove fixes the shard of known names: another hash would take every
// tenant out of one Azure stack that deletes, and put it into another.
func TestShardsNeverMove(t *testing.T) {
	t.Parallel()
	want := map[name.Label]int{
		"4games": 6, "contoso": 0, "demo": 6, "fabrikam": 6, "north-wind": 5, "tailspin": 7, "woodgrove": 7, "a": 4, "no": 2,
	}
	var names []string
	for n := range want {
		names = append(names, string(n))
	}
	got := map[name.Label]int{}
	for _, tenant := range of(t, fleettest.Repo(names...)).Tenants {
		got[tenant.Name] = tenant.Shard
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shards (-want +got):\n%s", diff)
	}
}

func TestShardsDependOnTheNameAlone(t *testing.T) {
	t.Parallel()
	shard := func(repo fstest.MapFS) int {
		p := of(t, repo)
		i := slices.IndexFunc(p.Tenants, func(t plan.Tenant) bool { return t.Name == "contoso" })
		return p.Tenants[i].Shard
	}
	want := shard(fleettest.Repo("contoso"))
	moved := replaced(t, fleettest.Repo("contoso", "alpha", "zeta"), contoso, `"shared-1"`, "shared-2")
	moved = replaced(t, moved, contoso, "plan: standard", "plan: premium")
	if got := shard(moved); got != want {
		t.Errorf("a move took contoso from shard %d to %d", want, got)
	}
}

func TestShardsAreEven(t *testing.T) {
	t.Parallel()
	const tenants = 10_000
	p := of(t, fleettest.Large(tenants))
	counts := make([]int, 8)
	for _, tenant := range p.Tenants {
		counts[tenant.Shard]++
	}
	for i, n := range counts {
		if n < tenants/8*9/10 || n > tenants/8*11/10 {
			t.Errorf("shard %d has %d of %d tenants: %v", i, n, tenants, counts)
		}
	}
}

func TestEveryTenantReadsTheOutputsOfItsShard(t *testing.T) {
	t.Parallel()
	repo := replaced(t, fleettest.Large(50), fleetFile, "  plans:", "  shards: 3\n  plans:")
	p := of(t, repo)
	for _, c := range p.Cells {
		if want := fmt.Sprintf("azure-outputs-%d", c.Tenant.Shard); c.Outputs != want || c.Tenant.Shard > 2 {
			t.Errorf("%s reads %s, want %s", c.Tenant.Name, c.Outputs, want)
		}
	}
	want := []plan.Output{
		{Part: "platform", Name: "azure-outputs"},
		{Part: "tenants-0", Name: "azure-outputs-0"},
		{Part: "tenants-1", Name: "azure-outputs-1"},
		{Part: "tenants-2", Name: "azure-outputs-2"},
	}
	for _, c := range p.Clusters {
		if diff := cmp.Diff(want, c.Outputs); diff != "" {
			t.Errorf("outputs of %s (-want +got):\n%s", c.Name, diff)
		}
	}
}

// TestAGCSubnetsNeverMove fixes the subnet of each AGC for every size of address space.
func TestAGCSubnetsNeverMove(t *testing.T) {
	t.Parallel()
	tests := map[string][2]string{ // the first and the fifth AGC's
		"10.10.0.0/16":  {"10.10.248.0/24", "10.10.252.0/24"},
		"10.10.0.0/17":  {"10.10.120.0/24", "10.10.124.0/24"},
		"10.10.64.0/18": {"10.10.120.0/24", "10.10.124.0/24"},
		"10.10.32.0/19": {"10.10.56.0/24", "10.10.60.0/24"},
		"10.10.16.0/20": {"10.10.24.0/24", "10.10.28.0/24"},
	}
	for space, want := range tests {
		repo := replaced(t, fleettest.Repo("a", "b"), "clusters/prod-weu.yaml", "10.10.0.0/16", space)
		repo = replaced(t, repo, fleetFile, "[shared-1, shared-2]", "[{name: shared-1, agc: 1}, {name: shared-2, agc: 5}]")
		repo = replaced(t, repo, "tenants/b.yaml", `"shared-1"`, "shared-2")
		p := of(t, repo)
		got := [2]string{p.Cells[0].AGCSubnet.String(), p.Cells[2].AGCSubnet.String()}
		if got != want {
			t.Errorf("%s: AGC 1 and 5 sit in %v, want %v", space, got, want)
		}
		whole, err := name.ParseCIDR(space)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range []int{0, 2} {
			if !whole.Overlaps(p.Cells[i].AGCSubnet) {
				t.Errorf("%s does not hold %s", space, p.Cells[i].AGCSubnet)
			}
		}
	}
}

// TestVariablesAreDistinctAndUsable names every short tenant that can exist: no two
// share a variable, and Flux substitutes each.
func TestVariablesAreDistinctAndUsable(t *testing.T) {
	t.Parallel()
	const alphabet = "ab0-"
	names := []string{}
	var grow func(string)
	grow = func(s string) {
		if _, err := name.ParseLabel(s); err == nil && len(s) > 1 {
			names = append(names, s)
		}
		if len(s) < 4 {
			for _, c := range alphabet {
				grow(s + string(c))
			}
		}
	}
	grow("")
	usable := regexp.MustCompile(`^[a-z_][a-z0-9_]*$`) // what Flux calls a variable, in lower case
	seen := map[string]name.Label{}
	for _, tenant := range of(t, fleettest.Repo(names...)).Tenants {
		v := tenant.ClientIDVariable
		if other, taken := seen[v]; taken {
			t.Errorf("%s and %s share %s", other, tenant.Name, v)
		}
		if !usable.MatchString(v) {
			t.Errorf("%s is no variable", v)
		}
		seen[v] = tenant.Name
	}
	if len(seen) < 150 {
		t.Errorf("only %d names were tried", len(seen))
	}
	if seen["t_0a_client_id"] != "0a" || seen["t_a__b_client_id"] != "a--b" {
		t.Error("variables are not made of the names")
	}
}

func TestPatchesOfATenant(t *testing.T) {
	t.Parallel()
	repo := replaced(t, fleettest.Repo("contoso", "1e3"), "tenants/1e3.yaml", "plan: standard", "plan: premium")
	p := of(t, repo)
	const controllers = "(Deployment|StatefulSet|DaemonSet|Job)"
	want := map[name.Label][]plan.Patch{
		"contoso": {
			{Why: "the plan's priority", Kind: controllers, Ops: []plan.Op{
				{Path: "/spec/template/spec/priorityClassName", Value: `"tenantry-standard"`},
			}},
			{Why: "the plan's priority", Kind: "CronJob", Ops: []plan.Op{
				{Path: "/spec/jobTemplate/spec/template/spec/priorityClassName", Value: `"tenantry-standard"`},
			}},
		},
		"1e3": {
			{Why: "the plan's priority and the tenant's own nodes", Kind: controllers, Ops: []plan.Op{
				{Path: "/spec/template/spec/priorityClassName", Value: `"tenantry-premium"`},
				{Path: "/spec/template/spec/nodeSelector", Value: `{tenantry.dev/pool: "1e3"}`},
				{Path: "/spec/template/spec/tolerations", Value: `[{key: tenantry.dev/pool, value: "1e3", effect: NoSchedule}]`},
			}},
			{Why: "the plan's priority and the tenant's own nodes", Kind: "CronJob", Ops: []plan.Op{
				{Path: "/spec/jobTemplate/spec/template/spec/priorityClassName", Value: `"tenantry-premium"`},
				{Path: "/spec/jobTemplate/spec/template/spec/nodeSelector", Value: `{tenantry.dev/pool: "1e3"}`},
				{
					Path:  "/spec/jobTemplate/spec/template/spec/tolerations",
					Value: `[{key: tenantry.dev/pool, value: "1e3", effect: NoSchedule}]`,
				},
			}},
		},
	}
	got := map[name.Label][]plan.Patch{}
	for _, tenant := range p.Tenants {
		got[tenant.Name] = tenant.Patches
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("patches (-want +got):\n%s", diff)
	}
}

func TestReplicasFollowTheDRModeOnTheDRClusterAlone(t *testing.T) {
	t.Parallel()
	patch := func(why, n string) []plan.Patch {
		return []plan.Patch{{Why: why, Kind: "(Deployment|StatefulSet)", Ops: []plan.Op{{Path: "/spec/replicas", Value: n}}}}
	}
	for mode, want := range map[string][]plan.Patch{
		"activeActive": nil,
		"warm":         patch("one replica while the primary serves", "1"),
		"pilotLight":   patch("no replica while the primary serves", "0"),
		"cold":         nil,
	} {
		p := of(t, replaced(t, fleettest.Repo("contoso"), fleetFile, "  plans:", "  dr: {mode: "+mode+"}\n  plans:"))
		if p.Cells[0].Role != fleet.Primary || p.Cells[0].Patches != nil {
			t.Errorf("%s: the primary has patches %v", mode, p.Cells[0].Patches)
		}
		if diff := cmp.Diff(want, p.Cells[1].Patches); diff != "" {
			t.Errorf("%s: patches of the DR cluster (-want +got):\n%s", mode, diff)
		}
	}
}

func TestSourcesAsFluxKnowsThem(t *testing.T) {
	t.Parallel()
	digest, commit := "sha256:"+strings.Repeat("a", 64), strings.Repeat("b", 40)
	tests := map[string]plan.Source{
		"oci: oci://acmefleet.azurecr.io/a, tag: v1": {
			Kind: "OCIRepository", URL: "oci://acmefleet.azurecr.io/a", Provider: "azure", RefField: "tag", Ref: "v1", Path: "./",
			Moving: true,
		},
		"oci: oci://acmefleet.azurecr.io/a, digest: '" + digest + "'": {
			Kind: "OCIRepository", URL: "oci://acmefleet.azurecr.io/a", Provider: "azure", RefField: "digest", Ref: digest, Path: "./",
		},
		"oci: 'oci://registry.example:5000/mirror.azurecr.io/a', tag: v1": {
			Kind: "OCIRepository", URL: "oci://registry.example:5000/mirror.azurecr.io/a", Provider: "generic", RefField: "tag", Ref: "v1",
			Path: "./", Moving: true,
		},
		"oci: 'oci://localhost:5000/a', tag: v1": {
			Kind: "OCIRepository", URL: "oci://localhost:5000/a", Provider: "generic", Insecure: true, RefField: "tag", Ref: "v1",
			Path: "./", Moving: true,
		},
		"git: https://dev.azure.com/a/b/_git/c, branch: main, path: deploy": {
			Kind: "GitRepository", URL: "https://dev.azure.com/a/b/_git/c", Provider: "azure", RefField: "branch", Ref: "main",
			Path: "./deploy", Moving: true,
		},
		"git: https://github.com/a/b, commit: " + commit: {
			Kind: "GitRepository", URL: "https://github.com/a/b", Provider: "generic", RefField: "commit", Ref: commit, Path: "./",
		},
		"git: https://github.com/a/b, tag: v1": {
			Kind: "GitRepository", URL: "https://github.com/a/b", Provider: "generic", RefField: "tag", Ref: "v1", Path: "./",
			Moving: true,
		},
	}
	for written, want := range tests {
		repo := replaced(t, fleettest.Repo("contoso"), contoso, "oci: oci://acmefleet.azurecr.io/tenants/contoso, tag: stable", written)
		repo = replaced(t, repo, fleetFile, "[acmefleet.azurecr.io]",
			"[acmefleet.azurecr.io, 'registry.example:5000', 'localhost:5000']")
		if diff := cmp.Diff(want, of(t, repo).Tenants[0].Source); diff != "" {
			t.Errorf("%s (-want +got):\n%s", written, diff)
		}
	}
}

func TestChartsComeFromTheirRegistriesOrFromAMirror(t *testing.T) {
	t.Parallel()
	type access struct {
		ALB, CertManager, Provider string
		Insecure                   bool
	}
	const alb, certManager = "/application-lb/charts/alb-controller", "/jetstack/charts/cert-manager"
	for mirror, want := range map[string]access{
		"":                     {"oci://mcr.microsoft.com" + alb, "oci://quay.io" + certManager, "generic", false},
		"acmefleet.azurecr.io": {"oci://acmefleet.azurecr.io" + alb, "oci://acmefleet.azurecr.io" + certManager, "azure", false},
		"127.0.0.1:5000":       {"oci://127.0.0.1:5000" + alb, "oci://127.0.0.1:5000" + certManager, "generic", true},
		"localhost.example":    {"oci://localhost.example" + alb, "oci://localhost.example" + certManager, "generic", false},
	} {
		repo := fleettest.Repo("contoso")
		if mirror != "" {
			repo = replaced(t, repo, fleetFile, "  plans:", "  charts: {registry: '"+mirror+"'}\n  plans:")
		}
		c := of(t, repo).Controllers
		got := access{c.ALB.URL, c.CertManager.URL, c.ALB.Provider, c.CertManager.Insecure}
		if got != want || c.ALB.Insecure != c.CertManager.Insecure || c.ALB.Provider != c.CertManager.Provider {
			t.Errorf("mirror %q: %+v, want %+v", mirror, got, want)
		}
	}
}

func TestGatewaysHoldTheirOwnTenantsInOrder(t *testing.T) {
	t.Parallel()
	repo := replaced(t, fleettest.Repo("contoso", "fabrikam", "tailspin"), "tenants/tailspin.yaml", `"shared-1"`, "shared-2")
	repo = replaced(t, repo, contoso, "[contoso.apps.acme.example]", "[www.contoso.com, a.contoso.com]")
	repo = replaced(t, repo, fleetFile, "[shared-1, shared-2]", "[shared-1, {name: shared-2, agc: 3}]")
	cell := func(gateway, cluster, agc string) plan.GatewayCell {
		providers := "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-" + cluster + "/providers/"
		return plan.GatewayCell{
			Gateway: name.Label(gateway), Stamp: "default", Cluster: name.Label(cluster), Frontend: gateway,
			AGCID:     providers + "Microsoft.ServiceNetworking/trafficControllers/agc-" + cluster + "-" + agc,
			WAFID:     providers + "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-" + cluster,
			ProbeHost: name.Hostname(gateway + "." + cluster + ".apps.acme.example"),
		}
	}
	const image = "ghcr.io/stefanprodan/podinfo:6.9.2"
	want := []plan.Gateway{
		{
			Name: "shared-1", Stamp: "default", ProbeImage: image,
			Listeners: []plan.Listener{
				{Hostname: "www.contoso.com", Tenant: "contoso", Secret: "tenant-contoso-tls"},
				{Hostname: "a.contoso.com", Tenant: "contoso", Secret: "tenant-contoso-tls"},
				{Hostname: "fabrikam.apps.acme.example", Tenant: "fabrikam", Secret: "tenant-fabrikam-tls"},
			},
			Certificates: []plan.Certificate{
				{
					Name: "tenant-contoso", Secret: "tenant-contoso-tls", Tenant: "contoso",
					Hostnames: []name.Hostname{"www.contoso.com", "a.contoso.com"},
				},
				{
					Name: "tenant-fabrikam", Secret: "tenant-fabrikam-tls", Tenant: "fabrikam",
					Hostnames: []name.Hostname{"fabrikam.apps.acme.example"},
				},
			},
			Cells: []plan.GatewayCell{cell("shared-1", "prod-weu", "1"), cell("shared-1", "prod-neu", "1")},
		},
		{
			Name: "shared-2", Stamp: "default", ProbeImage: image,
			Listeners: []plan.Listener{{Hostname: "tailspin.apps.acme.example", Tenant: "tailspin", Secret: "tenant-tailspin-tls"}},
			Certificates: []plan.Certificate{
				{
					Name: "tenant-tailspin", Secret: "tenant-tailspin-tls", Tenant: "tailspin",
					Hostnames: []name.Hostname{"tailspin.apps.acme.example"},
				},
			},
			Cells: []plan.GatewayCell{cell("shared-2", "prod-weu", "3"), cell("shared-2", "prod-neu", "3")},
		},
	}
	if diff := cmp.Diff(want, of(t, repo).Gateways, networks()); diff != "" {
		t.Errorf("gateways (-want +got):\n%s", diff)
	}
}

// mayBeEmpty lists the fields of the Azure half in which nothing means none.
func mayBeEmpty() []string {
	return []string{
		"Fleet.DDoSPlan", "Fleet.DDoSPlanID", "Fleet.SSHPublicKey", "Network.Firewall", "Network.Hub",
		"ClusterNames.KeyVault", "ClusterNames.StorageAccount", "ClusterNames.Grafana", "Subnet.Delegation", "Subnet.Group",
		"PoolSettings.Placement", "Pool.After", "Role.Group", "Role.Principal", "Role.Scope", "Endpoint.ResourceID",
		"Endpoint.Target", "Cell.WAFID", "Tenant.FrontDoorID", "FrontDoor.ID", "Domain.Record",
		"Fleet.RegistryID", "Fleet.ZoneID", "Fleet.WorkspaceID", "Place.Subscription",
		"Network.Existing", "Cluster.Workspace", "Cluster.WorkspaceID", "Cluster.NetworkID", "Cluster.HubPlace", "Subnet.After",
		"Subnet.Egress", "ACR.AgentSubnet", "Tenant.After", "Credential.Symbol", "Credential.Identity", "Gateway.LoadBalancer",
		"Cell.AGCID", "Alert.Dimension", "Alert.Value", "Recording.Workload", "Monitoring.Access",
		"Container.CPU", "Container.Memory", "Plan.StorageSum", "Limit.Why", "Egress.Dapr",
	}
}

// TestNothingIsLeftOpen walks a plan and looks for text that nobody decided.
func TestNothingIsLeftOpen(t *testing.T) {
	t.Parallel()
	p := of(t, fleettest.Repo("contoso", "fabrikam"))
	q := of(t, fleettest.With(fleettest.Repo("contoso"), map[string]string{
		layout.Fleet: fleettest.FleetFile("shared-1") + "  traffic: {provider: frontDoor}\n",
	}))
	var walk func(at string, v reflect.Value)
	walk = func(at string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() { // a pool that a tenant does not have
				walk(at, v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", at, i), v.Index(i))
			}
		case reflect.Struct:
			for f := range v.Type().Fields() {
				none := v.FieldByIndex(f.Index).IsZero() && slices.Contains(mayBeEmpty(), v.Type().Name()+"."+f.Name)
				if f.IsExported() && !none {
					walk(at+"."+f.Name, v.FieldByIndex(f.Index))
				}
			}
		case reflect.String:
			if v.Len() == 0 {
				t.Errorf("%s is empty", at)
			}
		}
	}
	walk("plan", reflect.ValueOf(p))
	walk("plan behind Front Door", reflect.ValueOf(q))
}
