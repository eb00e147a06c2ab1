package generator_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore" //nolint:depguard // Flux's source-controller reads .sourceignore with it
	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
	"github.com/tenantry/tenantry/generator/worktree"
)

// written is a repository to which a tree was rendered.
func written(repo fstest.MapFS, files *tree.Tree) fstest.MapFS {
	out := maps.Clone(repo)
	for p, text := range texts(files) {
		out[p] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestSameInputGivesTheSameBytes(t *testing.T) {
	repo := fleettest.Large(40)
	want := texts(generate(t, repo).Tree)
	before := runtime.GOMAXPROCS(0)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
	for _, processors := range []int{1, 8, 3, 8} {
		runtime.GOMAXPROCS(processors)
		if diff := cmp.Diff(want, texts(generate(t, repo).Tree)); diff != "" {
			t.Errorf("on %d processors (-want +got):\n%s", processors, diff)
		}
	}
}

func TestTheSurroundingsChangeNothing(t *testing.T) {
	repo := fleettest.Repo("contoso", "4games", "north-wind")
	want := texts(generate(t, repo).Tree)
	for name, value := range map[string]string{
		"LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "HOME": "/nowhere", "USER": "nobody",
		"TENANTRY_TOKEN": "x",
	} {
		t.Setenv(name, value)
	}
	t.Chdir(t.TempDir())
	if diff := cmp.Diff(want, texts(generate(t, repo).Tree)); diff != "" {
		t.Errorf("elsewhere (-want +got):\n%s", diff)
	}
}

// backwards lists folders in the opposite order.
type backwards struct{ fstest.MapFS }

// ReadDir breaks the promise of fs.ReadDirFS on purpose.
func (b backwards) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := b.MapFS.ReadDir(name)
	slices.Reverse(entries)
	return entries, err
}

func TestTheOrderOfFilesChangesNothing(t *testing.T) {
	t.Parallel()
	repo := fleettest.Repo("contoso", "4games", "north-wind")
	want := texts(generate(t, repo).Tree)
	r, found, err := generator.Generate(backwards{repo}, generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	if diff := cmp.Diff(want, texts(r.Tree)); diff != "" {
		t.Errorf("backwards (-want +got):\n%s", diff)
	}
}

func TestRenderAfterRenderChangesNothing(t *testing.T) {
	t.Parallel()
	repo := fleettest.With(fleettest.Repo("contoso", "fabrikam"), map[string]string{
		".gitattributes": "*.png binary\n", ".sourceignore": "# mine",
	})
	for range 2 {
		first := generate(t, repo)
		repo = written(repo, first.Tree)
		if diff := cmp.Diff(texts(first.Tree), texts(generate(t, repo).Tree)); diff != "" {
			t.Errorf("rendered again (-first +second):\n%s", diff)
		}
	}
	if text := string(repo[".gitattributes"].Data); !strings.HasPrefix(text, "*.png binary\n# tenantry: begin") {
		t.Errorf(".gitattributes lost its owner's line:\n%s", text)
	}
}

func TestRenderedFoldersComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	repo := fleettest.Repo("contoso", "fabrikam")
	want := texts(generate(t, repo).Tree)
	full := written(repo, generate(t, repo).Tree)
	for _, folder := range []string{"clusters/prod-neu/", "tenants/contoso/", "infrastructure/", ".schemas/", ".github/", ""} {
		lost := maps.Clone(full)
		for p := range full {
			if strings.HasPrefix(p, folder) && layout.Owned(p) {
				delete(lost, p)
			}
		}
		if diff := cmp.Diff(want, texts(generate(t, lost).Tree)); diff != "" {
			t.Errorf("without %q (-before +after):\n%s", folder, diff)
		}
	}
}

// change is what a person's change does to the rendered files.
type change struct{ Created, Changed, Deleted []string }

func changeOf(before, after *tree.Tree) change {
	a, b := texts(before), texts(after)
	var out change
	for _, p := range after.Paths() {
		if text, was := a[p]; !was {
			out.Created = append(out.Created, p)
		} else if text != b[p] {
			out.Changed = append(out.Changed, p)
		}
	}
	for _, p := range before.Paths() {
		if _, is := b[p]; !is {
			out.Deleted = append(out.Deleted, p)
		}
	}
	return out
}

// TestNewTenantTouchesNobodyElse lists every file that a new tenant creates and
// changes; its removal is the reverse.
func TestNewTenantTouchesNobodyElse(t *testing.T) {
	t.Parallel()
	before := fleettest.Large(25)
	after := fleettest.With(before, map[string]string{
		"tenants/new-one.yaml": fleettest.TenantFile("new-one", "shared-3"),
	})
	own := []string{
		"clusters/prod-neu/flux/tenant-new-one.yaml",
		"clusters/prod-weu/flux/tenant-new-one.yaml",
		"tenants/new-one/base/access.yaml",
		"tenants/new-one/base/delivery.yaml",
		"tenants/new-one/base/kustomization.yaml",
		"tenants/new-one/base/namespace.yaml",
		"tenants/new-one/base/network.yaml",
		"tenants/new-one/base/routes.yaml",
		"tenants/new-one/prod-neu/azure.bicep",
		"tenants/new-one/prod-neu/kustomization.yaml",
		"tenants/new-one/prod-weu/azure.bicep",
		"tenants/new-one/prod-weu/kustomization.yaml",
	}
	shared := []string{
		"infrastructure/azure/default/traffic-shared-3/main.json",
		"infrastructure/azure/default/traffic-shared-3/names.txt",
		"infrastructure/azure/default/traffic-shared-3/records.bicep",
		"infrastructure/azure/prod-neu/tenants-0/main.bicep",
		"infrastructure/azure/prod-neu/tenants-0/main.json",
		"infrastructure/azure/prod-weu/tenants-0/main.bicep",
		"infrastructure/azure/prod-weu/tenants-0/main.json",
		"infrastructure/gateways/default/shared-3/certificates/certificates.yaml",
		"infrastructure/gateways/default/shared-3/gateway/gateway.yaml",
	}
	a, b := generate(t, before).Tree, generate(t, after).Tree
	if diff := cmp.Diff(change{Created: own, Changed: shared}, changeOf(a, b)); diff != "" {
		t.Errorf("a new tenant (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(change{Changed: shared, Deleted: own}, changeOf(b, a)); diff != "" {
		t.Errorf("its removal (-want +got):\n%s", diff)
	}
}

func TestAMoveTouchesTheTwoGatewaysAlone(t *testing.T) {
	t.Parallel()
	before := fleettest.Large(25)
	after := edit(t, before, "tenants/tenant-00003.yaml", `"shared-4"`, `"shared-9"`)
	want := change{Changed: []string{
		"infrastructure/azure/default/traffic-shared-4/main.json",
		"infrastructure/azure/default/traffic-shared-4/names.txt",
		"infrastructure/azure/default/traffic-shared-4/records.bicep",
		"infrastructure/azure/default/traffic-shared-9/main.json",
		"infrastructure/azure/default/traffic-shared-9/names.txt",
		"infrastructure/azure/default/traffic-shared-9/records.bicep",
		"infrastructure/gateways/default/shared-4/certificates/certificates.yaml",
		"infrastructure/gateways/default/shared-4/gateway/gateway.yaml",
		"infrastructure/gateways/default/shared-9/certificates/certificates.yaml",
		"infrastructure/gateways/default/shared-9/gateway/gateway.yaml",
		"tenants/tenant-00003/base/routes.yaml",
		"tenants/tenant-00003/prod-neu/kustomization.yaml",
		"tenants/tenant-00003/prod-weu/kustomization.yaml",
	}}
	if diff := cmp.Diff(want, changeOf(generate(t, before).Tree, generate(t, after).Tree)); diff != "" {
		t.Errorf("a move (-want +got):\n%s", diff)
	}
}

// variants are repositories that together use every part of the format.
func variants(t *testing.T) map[string]fstest.MapFS {
	t.Helper()
	repo := fleettest.Repo("contoso", "4games")
	repo = edit(t, repo, layout.TenantFile("4games"), "standard", "premium")
	repo = edit(t, repo, layout.TenantFile("4games"), "oci: oci://acmefleet.azurecr.io/tenants/4games, tag: stable",
		"git: https://dev.azure.com/acme/4games/_git/deploy, branch: main")
	out := map[string]fstest.MapFS{
		"aksExtension": repo,
		"gotk":         edit(t, repo, layout.Fleet, "  plans:", "  flux: {profile: gotk}\n  plans:"),
	}
	out["greedy tenants"] = greedy(t)
	out["every part of Azure"] = everyPart(t, repo)
	for name, traffic := range map[string]string{
		"Traffic Manager by latency": "mode: activeActive, method: performance",
		"Front Door":                 "provider: frontDoor",
		"Front Door of others": "provider: frontDoor, mode: activeActive, frontDoor: {tier: standard, " +
			"id: 88888888-8888-4888-8888-888888888888}",
	} {
		out[name] = edit(t, repo, layout.Fleet, "  plans:", "  traffic: {"+traffic+"}\n  plans:")
	}
	const others = "/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups/rg-edge/providers/"
	out["Front Door of others"] = edit(t, out["Front Door of others"], layout.Fleet, "    contact:", `    existing:
      frontDoor: `+others+`Microsoft.Cdn/profiles/edge
      dnsZone: `+others+`Microsoft.Network/dnsZones/apps.acme.example
    contact:`)
	for name, kept := range fleettest.Kept(t, "testdata/fleets") {
		out["fleet "+name] = kept
	}
	out["what exists already"] = read(t, "testdata/existing")
	for _, version := range []string{"2.6", "2.7", "2.8", "2.9"} {
		out["aksExtension "+version] = edit(t, repo, layout.Fleet, "  plans:", `  flux: {version: "`+version+`"}`+"\n  plans:")
	}
	for _, mode := range []string{"activeActive", "warm", "pilotLight", "cold"} {
		out["dr "+mode] = edit(t, repo, layout.Fleet, "  plans:", "  dr: {mode: "+mode+"}\n  plans:")
	}
	return out
}

// greedy has tenants that ask for all that the Kubernetes half has beside its defaults.
func greedy(t *testing.T) fstest.MapFS {
	t.Helper()
	repo := edit(t, fleettest.Repo("contoso", "dapr", "client"), layout.Fleet, "  plans:",
		"  parts: {advancedNetworking: enabled, dapr: enabled, keda: enabled, verticalPodAutoscaler: enabled}\n"+
			"  storageClasses: {fast: {type: disk, sku: PremiumV2_LRS, reclaim: retain}, share: {type: files, sku: Premium_ZRS}}\n  plans:")
	repo = edit(t, repo, layout.Fleet, "pods: 40", "pods: 40, container: {cpu: 500m, memory: 128Mi}, "+
		"storage: {fast: 100Gi, share: 1Ti}, claims: 3, objects: {jobs: 5}, scaling: {horizontal: disabled, events: enabled, vertical: enabled}")
	repo = edit(t, repo, "tenants/contoso.yaml", "  plan:", `  readers: [55555555-5555-4555-8555-555555555555]
  secrets: [api-key, pin]
  storage: volumes
  spread: strict
  disruptionBudgets: {web: {selector: {app.kubernetes.io/name: web, tier: "1"}, maxUnavailable: 1}, worker: {selector: {app: w}, maxUnavailable: 25%}}
  privateEndpoints:
    - resourceId: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg/providers/Microsoft.Sql/servers/a
      groupId: sqlServer
  egress:
    - {to: internet, ports: [80, 443]}
    - {to: 10.0.0.0/8, ports: [5432]}
    - {to: 192.0.2.0/24, protocol: UDP, ports: [514]}
    - {to: api.example.com}
    - {to: "*.example.net", ports: [443, 8443]}
    - {to: apiServer}
  plan:`)
	repo = edit(t, repo, "tenants/dapr.yaml", "  plan:", "  secrets: [dapr-key]\n  secretStore: dapr\n  storage: external\n  plan:")
	repo = edit(t, repo, "tenants/client.yaml", "  plan:", "  secrets: [client-key]\n  secretStore: client\n  plan:")
	return repo
}

// everyPart asks for all that the Azure half has beside its defaults.
func everyPart(t *testing.T, repo fstest.MapFS) fstest.MapFS {
	t.Helper()
	repo = edit(t, repo, layout.Fleet, "    contact:", `    budget: 9000
    pushFrom: internet
    pushRanges: [192.0.2.0/24, 198.51.100.7/32]
    acr:
      untaggedDays: 7
      cache: [{name: k8s-images, source: registry.k8s.io/*, target: k8s/*}]
      tasks: {run: bypass, builds: [{name: base-go, context: "https://github.com/acme/images", image: "base/go:stable"}]}
    contact:`)
	repo = edit(t, repo, layout.Fleet, "https://dev.azure.com/acme/platform/_git/fleet", "https://github.com/acme/fleet")
	repo = edit(t, repo, layout.Fleet, "  plans:", `  traffic: {mode: activeActive}
  dr: {mode: activeActive}
  waf: {mode: detection}
  parts: {backup: enabled, defender: enabled, ddos: enabled, istio: enabled, dapr: enabled, keda: enabled, verticalPodAutoscaler: enabled}
  plans:`)
	repo = edit(t, repo, layout.ClusterFile("prod-weu"), "  role:", `  network:
    pods: overlay
    policy: calico
    firewall: 10.0.1.4
    hub: /subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub
  api: {access: authorizedRanges, ranges: [192.0.2.0/24]}
  tier: Premium
  pools: {general: {min: 3, max: 20}, fast: {zones: [1], close: enabled}}
  role:`)
	repo = edit(t, repo, layout.ClusterFile("prod-neu"), "  role:", `  network: {policy: azure}
  api: {access: authorizedRanges, ranges: [192.0.2.0/24]}
  jumpbox: enabled
  role:`)
	const contosos = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-contoso/providers/"
	return edit(t, repo, layout.TenantFile("contoso"), "  plan:", `  secrets: [contoso-database, contoso-api]
  waf: {mode: prevention}
  privateEndpoints:
    - {resourceId: `+contosos+`Microsoft.Sql/servers/contoso, groupId: sqlServer}
    - {resourceId: `+contosos+`Microsoft.Storage/storageAccounts/contoso, groupId: blob}
  plan:`)
}

func TestEveryRenderedPathIsOursOrShared(t *testing.T) {
	t.Parallel()
	for name, repo := range variants(t) {
		files := generate(t, repo).Tree
		for _, p := range files.Paths() {
			if !layout.Owned(p) && !layout.Shared(p) {
				t.Errorf("%s: %s is a person's", name, p)
			}
			if layout.Input(p) {
				t.Errorf("%s: %s is written by people", name, p)
			}
			f, _ := files.Get(p)
			if f.Origin == "" && path.Dir(p) != layout.Schemas {
				t.Errorf("%s: %s comes from nowhere", name, p)
			}
		}
	}
}

func TestEveryRenderedFileIsProven(t *testing.T) {
	t.Parallel()
	for name, repo := range variants(t) {
		files := generate(t, repo).Tree
		if err := render.Prove(files, files.Paths()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFluxUnpacksFewFiles holds the artifact that Flux makes of the repository
// against what clusters apply. Each of its files costs at every commit, for every
// Kustomization.
func TestFluxUnpacksFewFiles(t *testing.T) {
	t.Parallel()
	artifact := func(repo fstest.MapFS) []string {
		repo = written(repo, generate(t, repo).Tree)
		for _, p := range []string{
			"go.mod", "cmd/tenantry/main.go", "templates/tenant/overlay.yaml.tmpl", "docs/a.yaml", "README.md",
			"infrastructure/azure/shared/main.bicep", "clusters/README.md", "e2e/testdata/clusters/x/flux/a.yaml",
		} {
			repo[p] = &fstest.MapFile{}
		}
		var patterns []gitignore.Pattern
		for line := range strings.Lines(string(repo[layout.SourceIgnore].Data)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				patterns = append(patterns, gitignore.ParsePattern(line, nil))
			}
		}
		ignored := gitignore.NewMatcher(patterns)
		var out []string
		for p := range repo {
			if !ignored.Match(strings.Split(p, "/"), false) {
				out = append(out, p)
			}
		}
		slices.Sort(out)
		return out
	}
	without := artifact(fleettest.Repo("contoso"))
	with := artifact(fleettest.Repo("contoso", "fabrikam"))
	base := strings.Join(without, "\n")
	clusters := map[string]int{"prod-weu": 0, "prod-neu": 0}
	for _, p := range with {
		if slices.Contains(without, p) {
			continue
		}
		for c := range clusters {
			if !strings.Contains(p, map[string]string{"prod-weu": "prod-neu", "prod-neu": "prod-weu"}[c]) {
				clusters[c]++ // this cluster's, or the base's
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"prod-weu": 8, "prod-neu": 8}, clusters); diff != "" {
		t.Errorf("files of a tenant on each cluster, of which there may be nine (-want +got):\n%s", diff)
	}
	for _, p := range without {
		applied := strings.HasPrefix(p, "infrastructure/") || strings.HasPrefix(p, "clusters/prod-") ||
			strings.HasPrefix(p, "tenants/contoso/")
		if !applied && p != "clusters/README.md" || strings.HasPrefix(p, "infrastructure/azure/") ||
			strings.Contains(p, "/bootstrap/") || layout.Input(p) {
			t.Errorf("%s is in the artifact, and no cluster applies it", p)
		}
	}
	for _, p := range []string{
		"clusters/prod-weu/flux/.gitkeep", "clusters/prod-neu/azure-outputs/platform/configmap.yaml",
		"infrastructure/crds/gateway-api.yaml", "tenants/contoso/base/kustomization.yaml",
	} {
		if !strings.Contains(base, p) {
			t.Errorf("%s is not in the artifact, and a cluster applies it", p)
		}
	}
}

// TestRepositoryIsRendered renders the fleet in this very repository and expects no
// difference: the repository is its own golden file.
func TestRepositoryIsRendered(t *testing.T) {
	t.Parallel()
	r, found, err := generator.Generate(os.DirFS(".."), generator.Options{})
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	changes, err := worktree.Diff(t.Context(), "..", r.Tree)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		t.Errorf("would %v %s: run \"make render\" and commit the result", c.Op, c.Path)
	}
}
