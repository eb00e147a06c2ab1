//go:build unix

package generator_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

// programs is a folder with az, kubectl and kubelogin, all of them fakes.
var programs = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "fakeaz")
	if err != nil {
		return "", err
	}
	built := filepath.Join(dir, "az")
	if out, err := exec.Command("go", "build", "-o", built, "./internal/fakeaz").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	for _, name := range []string{"kubectl", "kubelogin"} {
		if err := os.Link(built, filepath.Join(dir, name)); err != nil {
			return "", err
		}
	}
	return dir, nil
})

// subscription is a rendered fleet in a Git repository, and what Azure has of it.
type subscription struct {
	dir, bin, state string
	keep            string // a folder for what a kill would leave after each call
}

// azure is what the fakes remember, as far as a test compares it.
type azure struct {
	Calls    int
	Built    int
	Stacks   map[string]map[string]any
	Clusters map[string]map[string]any
	Profiles map[string]struct {
		Name      string
		Endpoints []map[string]any
	}
	Deleted []string
	Members map[string]bool
	Log     []string
}

func deployed(t *testing.T, repo fstest.MapFS) *subscription {
	t.Helper()
	bin, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	s := &subscription{dir: t.TempDir(), bin: bin, state: filepath.Join(t.TempDir(), "state.json")}
	s.git(t, "init", "-q", "-b", "main")
	s.commit(t, repo)
	return s
}

func (s *subscription) git(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-C", s.dir}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// commit makes the repository what a fleet renders.
func (s *subscription) commit(t *testing.T, repo fstest.MapFS) {
	t.Helper()
	for _, root := range layout.OwnedRoots() {
		if err := os.RemoveAll(filepath.Join(s.dir, root)); err != nil {
			t.Fatal(err)
		}
	}
	files := generate(t, repo).Tree
	for _, p := range files.Paths() {
		f, _ := files.Get(p)
		write(t, filepath.Join(s.dir, p), f)
	}
	s.git(t, "add", "-A")
	s.git(t, "commit", "-q", "-m", "fleet")
}

func write(t *testing.T, at string, f tree.File) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(at), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, f.Data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// at is the same repository with a copy of what Azure has.
func (s *subscription) at(t *testing.T) *subscription {
	t.Helper()
	text, err := os.ReadFile(s.state)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	out := *s
	out.state = filepath.Join(t.TempDir(), "state.json")
	if text != nil {
		write(t, out.state, tree.File{Data: text})
	}
	return &out
}

func (s *subscription) read(t *testing.T) azure {
	t.Helper()
	var out azure
	text, err := os.ReadFile(s.state)
	if os.IsNotExist(err) {
		return out
	}
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range out.Clusters {
		delete(c, "Asked")
	}
	return out
}

// change edits what Azure has, as a lost region would.
func (s *subscription) change(t *testing.T, edit func(all map[string]any)) {
	t.Helper()
	text, err := os.ReadFile(s.state)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	edit(all)
	if text, err = json.Marshal(all); err != nil {
		t.Fatal(err)
	}
	write(t, s.state, tree.File{Data: text})
}

// deploy runs a cluster's script, and kills it at a call of a fake; 0 never does.
func (s *subscription) deploy(t *testing.T, kill int, line string) (string, error) {
	t.Helper()
	cluster, args, _ := strings.Cut(line, " ")
	cmd := exec.Command("bash", append([]string{"clusters/" + cluster + "/bootstrap/deploy"}, strings.Fields(args)...)...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "PATH="+s.bin+":"+os.Getenv("PATH"), "FAKE_STATE="+s.state, fmt.Sprintf("FAKE_KILL=%d", kill),
		"FAKE_KEEP="+s.keep,
		"DEPLOY_POLL=0", "DEPLOY_WAIT=5", "SSH_PUBLIC_KEY=ssh-ed25519 AAAA= ops", "TMPDIR="+t.TempDir())
	// A fake kills the script with everything that it started, and nothing else.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

func (s *subscription) must(t *testing.T, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if out, err := s.deploy(t, 0, line); err != nil {
			lines := strings.Split(out, "\n")
			t.Fatalf("deploy %s: %v\n%s", line, err, strings.Join(lines[max(0, len(lines)-12):], "\n"))
		}
	}
}

// did returns what a command changed.
func (s *subscription) did(t *testing.T, line string) []string {
	t.Helper()
	before := len(s.read(t).Log)
	s.must(t, line)
	return s.read(t).Log[before:]
}

// public is a fleet whose API servers have public addresses.
func public(t *testing.T, repo fstest.MapFS) fstest.MapFS {
	t.Helper()
	for _, c := range []string{"prod-weu", "prod-neu"} {
		repo = edit(t, repo, layout.ClusterFile(c), "  role:", "  api: {access: authorizedRanges, ranges: [192.0.2.0/24]}\n  role:")
	}
	return repo
}

func TestFirstInstallDeploysEveryStackInOrderAndOnce(t *testing.T) {
	t.Parallel()
	s := deployed(t, oneShard(t, "", "contoso"))
	want := []string{
		"create acme-shared", "create acme-prod-neu-platform", "create acme-prod-weu-platform",
		"create acme-prod-neu-cluster", "create acme-prod-neu-gitops", "create acme-prod-neu-tenants-0",
		"create acme-default-traffic-shared-1",
	}
	if diff := cmp.Diff(want, s.did(t, "prod-neu all --yes")); diff != "" {
		t.Errorf("the DR cluster (-want +got):\n%s", diff)
	}
	want = []string{"create acme-prod-weu-cluster", "create acme-prod-weu-gitops", "create acme-prod-weu-tenants-0"}
	if diff := cmp.Diff(want, s.did(t, "prod-weu all --yes")); diff != "" {
		t.Errorf("the primary (-want +got):\n%s", diff)
	}
	if got := s.did(t, "prod-weu all --yes"); len(got) > 0 {
		t.Errorf("a second run did %v", got)
	}
}

func TestFluxIsGivenTheValuesThatOnlyAzureKnows(t *testing.T) {
	t.Parallel()
	for name, repo := range map[string]fstest.MapFS{
		"private": oneShard(t, gotk, "contoso"), "public": public(t, oneShard(t, gotk, "contoso")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := deployed(t, repo)
			s.must(t, "prod-weu all --yes")
			applied, _ := s.read(t).Clusters["aks-prod-weu"]["Applied"].(map[string]any)
			want := []string{"components.yaml", "prod-weu-platform.yaml", "prod-weu-tenants-0.yaml", "sync.yaml"}
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(applied))); diff != "" {
				t.Errorf("applied (-want +got):\n%s", diff)
			}
			text := fmt.Sprint(applied["prod-weu-tenants-0.yaml"])
			if !strings.Contains(text, "\n  name: azure-outputs-0\n") ||
				!strings.HasSuffix(text, "\ndata: {  \"t_contoso_client_id\": \"00000000-0000-4000-8000-000000000000\"}\n") {
				t.Errorf("the shard's ConfigMap:\n%s", text)
			}
		})
	}
}

// A mode is a command with the world that it finds.
type mode struct {
	repo, after fstest.MapFS // what is deployed, and what was merged since; nil: the same
	lost        func(all map[string]any)
	line        string
	want        []string
}

func modes(t *testing.T) map[string]mode {
	t.Helper()
	one, two := oneShard(t, "", "contoso"), oneShard(t, "", "contoso", "4games")
	lost := func(all map[string]any) { delete(all["Clusters"].(map[string]any), "aks-prod-weu") }
	const (
		record   = "Microsoft.Network/dnsZones/CNAME apps.acme.example/4games"
		shardWEU = "create acme-prod-weu-tenants-0"
		shardNEU = "create acme-prod-neu-tenants-0"
		traffic  = "create acme-default-traffic-shared-1"
	)
	gone := func(cluster string) []string {
		id := "id-" + cluster + "-tenant-4games"
		return []string{
			"delete Microsoft.ManagedIdentity/userAssignedIdentities " + id,
			"delete Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials " + id + "/workload",
		}
	}
	away, back := "traf-default-shared-1: prod-weu Disabled", "traf-default-shared-1: prod-weu Enabled"
	return map[string]mode{
		"a new tenant":   {one, two, nil, "prod-weu tenant 4games --yes", []string{shardNEU, shardWEU, traffic}},
		"a merge":        {one, two, nil, "prod-neu update --since HEAD~1 --yes", []string{shardNEU, shardWEU, traffic}},
		"an empty merge": {one, one, nil, "prod-neu update --since HEAD~1 --yes", []string{}},
		"a removed tenant": {two, one, nil, "prod-weu removed 4games --since HEAD~1 --yes --allow-delete", slices.Concat(
			[]string{traffic, "detach " + record, "delete " + record, shardNEU}, gone("prod-neu"), []string{shardWEU}, gone("prod-weu"))},
		"a merged removal": {two, one, nil, "prod-weu update --since HEAD~1 --yes --allow-delete", slices.Concat(
			[]string{shardNEU}, gone("prod-neu"), []string{shardWEU}, gone("prod-weu"),
			[]string{traffic, "detach " + record, "delete " + record})},
		"a lost cluster": {one, nil, lost, "prod-weu rebuild --yes", []string{
			away, "create acme-prod-weu-cluster", "create acme-prod-weu-gitops", shardWEU, back,
		}},
		"a lost region": {one, nil, func(all map[string]any) {
			lost(all)
			groups := all["Groups"].([]any)
			all["Groups"] = slices.DeleteFunc(groups, func(g any) bool { return g == "rg-acme-prod-weu" })
			for id := range all["Members"].(map[string]any) {
				if v, ok := strings.CutPrefix(id, "Microsoft.KeyVault/vaults kv-prod-weu"); ok {
					all["Deleted"] = []any{"kv-prod-weu" + v}
				}
			}
			delete(all["Keys"].(map[string]any), "vm-prod-weu-jumpbox")
		}, "prod-weu region --yes", []string{
			away, "create acme-prod-weu-platform", traffic, "create acme-prod-weu-cluster", "create acme-prod-weu-gitops", shardWEU, back,
		}},
	}
}

func start(t *testing.T, m mode) *subscription {
	t.Helper()
	s := deployed(t, m.repo)
	if m.want != nil {
		s.must(t, "prod-neu all --yes --no-what-if", "prod-weu all --yes --no-what-if")
	}
	if m.after != nil {
		s.commit2(t, m.after)
	}
	if m.lost != nil {
		s.change(t, m.lost)
	}
	return s
}

// commit2 is commit, also of what changes nothing.
func (s *subscription) commit2(t *testing.T, repo fstest.MapFS) {
	t.Helper()
	s.git(t, "rm", "-q", "-r", ".")
	files := generate(t, repo).Tree
	for _, p := range files.Paths() {
		f, _ := files.Get(p)
		write(t, filepath.Join(s.dir, p), f)
	}
	s.git(t, "add", "-A")
	s.git(t, "commit", "-q", "--allow-empty", "-m", "change")
}

// TestAStoppedRunIsCompletedByTheSameCommand takes what is left of each mode when
// it is stopped after any of its calls, while what it asked Azure for goes on, and
// runs it again: the end is the same, nothing is deployed or deleted that an
// undisturbed run would not, and nothing twice.
func TestAStoppedRunIsCompletedByTheSameCommand(t *testing.T) {
	t.Parallel()
	all := modes(t)
	all["the first install"] = mode{repo: oneShard(t, "", "contoso"), line: "prod-weu all --yes --no-what-if"}
	all["a first install with Flux of one's own"] = mode{
		repo: public(t, oneShard(t, gotk, "contoso")), line: "prod-weu all --yes --no-what-if",
	}
	for name, m := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, m)
			whole := s.at(t)
			whole.keep = t.TempDir()
			whole.must(t, m.line)
			want, before := whole.read(t), s.read(t)
			for call := before.Calls + 1; call < want.Calls; call++ {
				stopped := *s
				stopped.state = filepath.Join(whole.keep, fmt.Sprintf("%d.json", call))
				stopped.must(t, m.line)
				if diff := compareEnds(m, before, want, stopped.read(t)); diff != "" {
					t.Fatalf("stopped after call %d and run again (-want +got):\n%s", call, diff)
				}
			}
		})
	}
}

// TestAKilledScriptIsCompletedByTheSameCommand does the same with kills that are real.
func TestAKilledScriptIsCompletedByTheSameCommand(t *testing.T) {
	t.Parallel()
	m := modes(t)["a merged removal"]
	s := start(t, m)
	whole := s.at(t)
	whole.must(t, m.line)
	want, before := whole.read(t), s.read(t)
	for call := before.Calls + 1; call <= want.Calls; call++ {
		killed := s.at(t)
		if out, err := killed.deploy(t, call, m.line); err == nil {
			t.Fatalf("killed at call %d, it ended well:\n%s", call, out)
		}
		killed.must(t, m.line)
		if diff := compareEnds(m, before, want, killed.read(t)); diff != "" {
			t.Fatalf("killed at call %d and run again (-want +got):\n%s", call, diff)
		}
	}
}

func compareEnds(m mode, before, want, got azure) string {
	got.Calls = want.Calls
	got.Log, want.Log = once(got.Log[len(before.Log):], m), once(want.Log[len(before.Log):], m)
	return cmp.Diff(want, got)
}

// once sorts a log. A lost region's traffic may be deployed and switched twice, as
// Azure has nothing that tells whether it was.
func once(log []string, m mode) []string {
	log = slices.Sorted(slices.Values(log))
	if strings.Contains(m.line, " region") {
		return slices.Compact(log)
	}
	return log
}

func TestEachModeDoesWhatItSaysAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, m := range modes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, m)
			got := s.did(t, m.line)
			if diff := cmp.Diff(m.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestADeploymentMovesNoClient(t *testing.T) {
	t.Parallel()
	m := modes(t)["a new tenant"]
	s := start(t, m)
	s.must(t, "prod-weu traffic away")
	before := s.read(t).Profiles
	s.must(t, m.line)
	if diff := cmp.Diff(before, s.read(t).Profiles); diff != "" {
		t.Errorf("a tenant that came during a failover (-before +after):\n%s", diff)
	}
	if out, err := s.deploy(t, 0, "prod-neu traffic away"); err != nil || !strings.Contains(out, "nobody else serves") {
		t.Errorf("the last cluster stops to serve: %v\n%s", err, out)
	}
	if diff := cmp.Diff(before, s.read(t).Profiles); diff != "" {
		t.Errorf("the last cluster (-before +after):\n%s", diff)
	}
}

func TestNothingHappensWithoutAYes(t *testing.T) {
	t.Parallel()
	worlds := map[string]*subscription{}
	for name, m := range modes(t) {
		if strings.HasPrefix(name, "a new") || strings.HasPrefix(name, "an empty") || strings.HasPrefix(name, "a removed") {
			worlds[name] = start(t, m)
		}
	}
	for line, world := range map[string]string{
		"prod-weu tenant 4games":                        "a new tenant",
		"prod-weu removed 4games --since HEAD~1 --yes":  "a removed tenant",
		"prod-weu update --since HEAD~1 --yes":          "a removed tenant",
		"prod-weu retire prod-weu --yes":                "an empty merge",
		"prod-weu retire prod-neu --yes --allow-delete": "an empty merge",
		"prod-weu rebuild --since nowhere":              "an empty merge",
		"prod-weu update --yes":                         "an empty merge",
		"prod-weu tenant --yes":                         "an empty merge",
		"prod-weu all of-it --yes":                      "an empty merge",
		"prod-weu all --force":                          "an empty merge",
		"prod-weu removed contoso --since HEAD~1 --yes": "an empty merge",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			s := worlds[world].at(t)
			before := s.read(t)
			out, err := s.deploy(t, 0, line)
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 2 {
				t.Errorf("%v:\n%s", err, out)
			}
			for _, l := range s.read(t).Log[len(before.Log):] {
				if strings.HasPrefix(l, "delete ") {
					t.Errorf("it did %s", l)
				}
			}
		})
	}
}

func TestAWhatIfTellsAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := start(t, modes(t)["a merged removal"])
	before := s.read(t)
	out, err := s.deploy(t, 0, "prod-weu what-if --since HEAD~1")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := `# acme-prod-neu-tenants-0
delete	Microsoft.ManagedIdentity/userAssignedIdentities id-prod-neu-tenant-4games
delete	Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials id-prod-neu-tenant-4games/workload
# acme-prod-weu-tenants-0
delete	Microsoft.ManagedIdentity/userAssignedIdentities id-prod-weu-tenant-4games
delete	Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials id-prod-weu-tenant-4games/workload
# acme-default-traffic-shared-1
detach	Microsoft.Network/dnsZones/CNAME apps.acme.example/4games
# names that nothing renders any more
delete	record 4games
`
	if diff := cmp.Diff(want, out); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(before.Log, s.read(t).Log); diff != "" {
		t.Errorf("it changed (-before +after):\n%s", diff)
	}
}

// TestARetiredClusterLeavesWhatItsRegionKeeps: identities, keys and addresses are
// the platform's, and nobody could make them again.
func TestARetiredClusterLeavesWhatItsRegionKeeps(t *testing.T) {
	t.Parallel()
	s := start(t, modes(t)["an empty merge"])
	before := s.read(t)
	s.must(t, "prod-weu retire prod-weu --yes --allow-delete")
	after := s.read(t)
	stacks := slices.Sorted(maps.Keys(after.Stacks))
	want := []string{
		"acme-default-traffic-shared-1", "acme-prod-neu-cluster", "acme-prod-neu-gitops", "acme-prod-neu-platform",
		"acme-prod-neu-tenants-0", "acme-prod-weu-platform", "acme-shared",
	}
	if diff := cmp.Diff(want, stacks); diff != "" {
		t.Errorf("stacks (-want +got):\n%s", diff)
	}
	for id := range before.Members {
		for _, kept := range []string{"Microsoft.KeyVault/vaults ", "Microsoft.Network/", "id-prod-weu-flux"} {
			if _, there := after.Members[id]; !there && strings.Contains(id, kept) {
				t.Errorf("%s is gone", id)
			}
		}
	}
	if after.Clusters["aks-prod-weu"] != nil || after.Profiles["acme-default-shared-1-2jjqcy"].Endpoints[1]["State"] != "Disabled" {
		t.Errorf("clusters %v, profiles %v", after.Clusters, after.Profiles)
	}
}

// TestTenantsWaitForTheirVolumes: where there are backups, a rebuilt cluster's
// tenants come after the restore that a person says is done.
func TestTenantsWaitForTheirVolumes(t *testing.T) {
	t.Parallel()
	m := modes(t)["a lost cluster"]
	m.repo = oneShard(t, "  parts: {backup: enabled}\n", "contoso")
	s := start(t, m)
	before := s.read(t)
	out, err := s.deploy(t, 0, m.line)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(out, "--restored") {
		t.Errorf("%v\n%s", err, out)
	}
	s.must(t, m.line+" --restored")
	if diff := cmp.Diff(m.want, s.read(t).Log[len(before.Log):]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAClusterThatCannotBeReachedIsLeftOut, and so is a cold one that nobody built.
func TestAClusterThatCannotBeReachedIsLeftOut(t *testing.T) {
	t.Parallel()
	m := modes(t)["a new tenant"]
	s := start(t, m)
	s.change(t, func(all map[string]any) { delete(all["Clusters"].(map[string]any), "aks-prod-weu") })
	want := []string{"create acme-prod-neu-tenants-0", "create acme-default-traffic-shared-1"}
	if diff := cmp.Diff(want, s.did(t, m.line+" --without prod-weu")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	cold := deployed(t, oneShard(t, "  dr: {mode: cold}\n", "contoso"))
	cold.must(t, "prod-weu all --yes --no-what-if")
	cold.commit2(t, oneShard(t, "  dr: {mode: cold}\n", "contoso", "4games"))
	want = []string{"create acme-prod-weu-tenants-0", "create acme-default-traffic-shared-1"}
	if diff := cmp.Diff(want, cold.did(t, "prod-weu update --since HEAD~1 --yes")); diff != "" {
		t.Errorf("a cold DR cluster (-want +got):\n%s", diff)
	}
}
