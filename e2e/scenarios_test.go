package e2e_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/e2e/lab"
)

// scenario is a running fleet that the parts of one test share.
type scenario struct {
	ctx    context.Context //nolint:containedctx // one test's
	lab    *lab.Lab
	fleet  *fleetUnderTest
	report lab.Report
	commit string // of the fleet's repository
}

// start brings up a lab with both clusters and pushes the committed fleet and every tenant's source.
func start(t *testing.T, lenient bool) *scenario {
	t.Helper()
	ctx := deadline(t)
	nodes := pools("fabrikam", "woodgrove")
	s := &scenario{ctx: ctx}
	s.lab = startLab(ctx, t,
		lab.ClusterOptions{Name: primary, ExtraNodes: nodes, LenientSubstitution: lenient},
		lab.ClusterOptions{Name: dr, ExtraNodes: nodes, LenientSubstitution: lenient})
	s.fleet = referenceFleet(ctx, t, s.lab)
	if t.Failed() {
		t.FailNow()
	}
	s.fleet.pushSources(ctx, t, s.lab)
	commit, err := s.lab.PushFleet(ctx, s.fleet.files, "the reference fleet")
	if err != nil {
		t.Fatal(err)
	}
	s.commit = commit
	t.Cleanup(func() {
		if err := s.report.Print(t.Output()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// patience is how long a cluster may take to be as a commit says: several times what it takes on two cores.
const patience = 5 * time.Minute

// ready waits until a cluster is as the commit says.
func (s *scenario) ready(cluster, commit string) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	return s.lab.Cluster(cluster).Wait(ctx, everything(commit)...)
}

// TestScenarios are the three moments: both clusters reach the committed fleet, a new tenant becomes a pull request and
// reaches both, and a lost cluster comes back from Git.
func TestScenarios(t *testing.T) {
	s := start(t, false)
	for _, part := range []struct {
		name string
		run  func(*testing.T)
	}{
		{"BothClustersReachTheCommittedFleet", s.reconcile},
		{"ANewTenantIsProposedMergedAndServed", s.propose},
		{"ACommittedFileAloneBecomesAPullRequest", s.bareFile},
		{"AStaleBranchIsRenderedAgain", s.refresh},
		{"ALostClusterComesBackFromGit", s.lostCluster},
	} {
		if !t.Run(part.name, part.run) {
			t.FailNow()
		}
	}
}

func (s *scenario) reconcile(t *testing.T) {
	started := time.Now()
	forEach(t, []string{primary, dr}, func(name string) error {
		if err := s.fleet.deploy(s.ctx, s.lab, name); err != nil {
			return err
		}
		return s.ready(name, s.commit)
	})
	s.report.Add(lab.Result{
		Scenario: "reconcile", Took: time.Since(started), Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("%d tenants on each of two clusters", len(s.fleet.tenants)),
	})
}

// clone makes a work tree of the fleet's repository, as an engineer has one.
func (s *scenario) clone(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "fleet")
	s.git(t, ".", "clone", "--quiet", s.lab.FleetURL(), dir)
	s.git(t, dir, "config", "user.name", "an engineer")
	s.git(t, dir, "config", "user.email", "engineer@acme.example")
	return dir
}

func (s *scenario) git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	return strings.TrimSpace(runIn(s.ctx, t, dir, []string{
		"GIT_TERMINAL_PROMPT=0", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=http.extraHeader",
		"GIT_CONFIG_VALUE_0=Authorization: token " + s.lab.Forge.Token,
	}, "git", args...))
}

// pull is a pull request as the forge tells it.
type pull struct {
	Number int
	Title  string
	Body   string
	State  string
	Head   struct{ Ref, SHA string }
}

// onlyPull returns the one open pull request of a branch.
func (s *scenario) onlyPull(t *testing.T, branch string) pull {
	t.Helper()
	var all, found []pull
	if err := s.lab.Forge.API(s.ctx, "GET", "repos/acme/fleet/pulls?state=open", nil, &all); err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Head.Ref == branch {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		t.Fatalf("branch %s has %d open pull requests, want 1", branch, len(found))
	}
	return found[0]
}

// merge merges a pull request and returns the commit that main is at then.
func (s *scenario) merge(t *testing.T, p pull) string {
	t.Helper()
	var err error
	for range 50 { // the forge works out in the background whether it can be merged
		err = s.lab.Forge.API(s.ctx, "POST", fmt.Sprintf("repos/acme/fleet/pulls/%d/merge", p.Number),
			map[string]any{"Do": "merge"}, nil)
		if err == nil {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	commit, err := s.lab.Forge.Head(s.ctx, lab.FleetSource, "main")
	if err != nil {
		t.Fatal(err)
	}
	return commit
}

// served waits until both clusters run the commit with one more tenant, and expects that nothing of anybody else's
// was touched.
func (s *scenario) served(t *testing.T, name, commit string, before map[string]lab.Versions) {
	t.Helper()
	forEach(t, []string{primary, dr}, func(cluster string) error {
		c := s.lab.Cluster(cluster)
		if err := s.fleet.handOver(s.ctx, c); err != nil {
			return err
		}
		if err := c.ReconcileFleet(s.ctx); err != nil {
			return err
		}
		return s.ready(cluster, commit)
	})
	for cluster, was := range before {
		now := versions(s.ctx, t, s.lab.Cluster(cluster))
		for _, touched := range was.Touched(now) {
			if !strings.HasPrefix(touched, "ConfigMap flux-system/azure-outputs-") { // Azure's, with the new identity
				t.Errorf("%s: %s", cluster, touched)
			}
		}
		var foreign []string
		for _, created := range was.Created(now) {
			if !strings.Contains(created, name) {
				foreign = append(foreign, created)
			}
		}
		if len(foreign) > 0 {
			t.Errorf("%s: objects that are not %s's appeared: %v", cluster, name, foreign)
		}
		if _, ok := now["HTTPRoute.gateway.networking.k8s.io "+name+"/web"]; !ok {
			t.Errorf("%s: %s has no route", cluster, name)
		}
	}
	s.commit = commit
}

func (s *scenario) versions(t *testing.T) map[string]lab.Versions {
	t.Helper()
	out := map[string]lab.Versions{}
	for _, name := range []string{primary, dr} {
		out[name] = versions(s.ctx, t, s.lab.Cluster(name))
	}
	return out
}

// addTenant tells the lab of a tenant whose file is in dir.
func (s *scenario) addTenant(t *testing.T, dir, name string) {
	t.Helper()
	for _, one := range tenantsOf(t, os.DirFS(dir)) {
		if one.Name == name {
			s.fleet.tenants = append(s.fleet.tenants, one)
			s.fleet.pushSource(s.ctx, t, s.lab, one)
		}
	}
}

// propose is moment one by hand: tenant add, render, propose, a reviewable pull request, merge.
func (s *scenario) propose(t *testing.T) {
	started := time.Now()
	dir := s.clone(t)
	s.fleet.run(s.ctx, t, dir, "tenant", "add", "adatum", "--plan", "standard",
		"--owner", "33333333-3333-4333-8333-333333333333", "--hostname", "adatum.apps.acme.example",
		"--oci", "oci://"+s.lab.Registry.Host+"/tenants/adatum", "--tag", "stable")
	s.fleet.run(s.ctx, t, dir, "render")
	token := []string{"TENANTRY_TOKEN=" + s.lab.Forge.Token}
	t.Log(runIn(s.ctx, t, dir, token, s.fleet.program, "propose"))
	// Run again it updates the same pull request.
	t.Log(runIn(s.ctx, t, dir, token, s.fleet.program, "propose"))

	p := s.onlyPull(t, "tenantry/adatum")
	t.Logf("pull request %d: %s\n%s", p.Number, p.Title, p.Body)
	for _, want := range []string{"adatum", "prod-weu", "prod-neu", "adatum.apps.acme.example"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("the pull request's body does not name %s", want)
		}
	}
	changed := strings.Fields(s.git(t, dir, "fetch", "--quiet", "origin", "tenantry/adatum") +
		s.git(t, dir, "diff", "--name-only", "origin/main", "FETCH_HEAD"))
	want := []string{
		"clusters/prod-neu/flux/tenant-adatum.yaml",
		"clusters/prod-weu/flux/tenant-adatum.yaml",
		"infrastructure/gateways/default/shared-1/certificates/certificates.yaml",
		"infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
		"tenants/adatum.yaml",
		"tenants/adatum/base/access.yaml",
		"tenants/adatum/base/delivery.yaml",
		"tenants/adatum/base/kustomization.yaml",
		"tenants/adatum/base/namespace.yaml",
		"tenants/adatum/base/network.yaml",
		"tenants/adatum/base/routes.yaml",
		"tenants/adatum/prod-neu/kustomization.yaml",
		"tenants/adatum/prod-weu/kustomization.yaml",
	}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("files of the pull request (-want +got):\n%s", diff)
	}
	proposed := time.Since(started)
	s.addTenant(t, dir, "adatum")
	before := s.versions(t)
	merged := time.Now()
	s.served(t, "adatum", s.merge(t, p), before)
	s.report.Add(lab.Result{
		Scenario: "new tenant, proposed", Took: time.Since(merged), Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("from the merge to both clusters; the proposal took %.1f s", proposed.Seconds()),
	})
}

const bareTenant = `apiVersion: tenantry.dev/v1alpha1
kind: Tenant
metadata:
  name: lamna
spec:
  plan: standard
  owners: [33333333-3333-4333-8333-333333333333]
  hostnames: [lamna.apps.acme.example]
  source: {oci: "oci://%s/tenants/lamna", tag: stable}
`

// bareFile is moment one by the pipeline: somebody pushes one file, the rendered workflow does the rest.
func (s *scenario) bareFile(t *testing.T) {
	dir := s.clone(t)
	s.git(t, dir, "switch", "--quiet", "--create", "add-lamna")
	text := fmt.Sprintf(bareTenant, s.lab.Registry.Host)
	if err := os.WriteFile(filepath.Join(dir, "tenants/lamna.yaml"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	s.git(t, dir, "add", "tenants/lamna.yaml")
	s.git(t, dir, "commit", "--quiet", "--message", "a tenant, and nothing else")
	s.git(t, dir, "push", "--quiet", "origin", "add-lamna")
	started := time.Now()
	s.workflow(t, dir, "push")
	p := s.onlyPull(t, "add-lamna")
	t.Logf("pull request %d: %s", p.Number, p.Title)
	s.git(t, dir, "pull", "--quiet", "origin", "add-lamna")
	s.fleet.run(s.ctx, t, dir, "render", "--check")
	proposed := time.Since(started)

	s.addTenant(t, dir, "lamna")
	before := s.versions(t)
	merged := time.Now()
	s.served(t, "lamna", s.merge(t, p), before)
	s.report.Add(lab.Result{
		Scenario: "new tenant, bare file", Took: time.Since(merged), Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("from the merge to both clusters; the workflow took %.1f s", proposed.Seconds()),
	})
}

// workflow runs the rendered GitHub workflow for real, on this machine, against the forge.
func (s *scenario) workflow(t *testing.T, dir, event string) {
	t.Helper()
	home := t.TempDir()
	out := runIn(s.ctx, t, dir, []string{
		"PATH=" + filepath.Dir(s.fleet.program) + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + home,
		"GOFLAGS=-buildvcs=false", "DOCKER_HOST=unix:///nonexistent",
	}, parts(s.ctx, t).Binary("act", "act"), event, "--workflows", ".github/workflows/tenantry.yaml",
		"--platform", "ubuntu-latest=-self-hosted", "--secret", "GITHUB_TOKEN="+s.lab.Forge.Token,
		"--env", "GITHUB_API_URL="+s.lab.Forge.URL+"/api/v1")
	t.Logf("the workflow:\n%s", out)
	if strings.Contains(out, s.lab.Forge.Token) {
		t.Error("the workflow's log shows the token")
	}
}

// refresh lets the base move under a proposal: the branch is rendered again instead of being merged by hand.
func (s *scenario) refresh(t *testing.T) {
	first, second := s.clone(t), s.clone(t)
	token := []string{"TENANTRY_TOKEN=" + s.lab.Forge.Token}
	for _, one := range []struct{ dir, name string }{{first, "proseware"}, {second, "relecloud"}} {
		s.fleet.run(s.ctx, t, one.dir, "tenant", "add", one.name, "--plan", "standard",
			"--owner", "33333333-3333-4333-8333-333333333333", "--hostname", one.name+".apps.acme.example",
			"--oci", "oci://"+s.lab.Registry.Host+"/tenants/"+one.name, "--tag", "stable")
		runIn(s.ctx, t, one.dir, token, s.fleet.program, "propose", "--quiet")
	}
	s.addTenant(t, s.rendered(t, first), "proseware")
	commit := s.merge(t, s.onlyPull(t, "tenantry/proseware"))
	// Both touched the gateway's file: the forge cannot merge the second one now.
	main := s.clone(t)
	runIn(s.ctx, t, main, token, s.fleet.program, "propose", "--refresh", "--quiet")
	s.addTenant(t, s.rendered(t, second), "relecloud")
	commit = s.merge(t, s.onlyPull(t, "tenantry/relecloud"))
	forEach(t, []string{primary, dr}, func(cluster string) error {
		c := s.lab.Cluster(cluster)
		if err := s.fleet.handOver(s.ctx, c); err != nil {
			return err
		}
		if err := c.ReconcileFleet(s.ctx); err != nil {
			return err
		}
		return s.ready(cluster, commit)
	})
	s.commit = commit
}

// rendered renders in a clone and returns it.
func (s *scenario) rendered(t *testing.T, dir string) string {
	t.Helper()
	s.fleet.run(s.ctx, t, dir, "render", "--quiet")
	return dir
}

// lostCluster is moment three: etcd is thrown away, and Git brings everything back.
func (s *scenario) lostCluster(t *testing.T) {
	before := normalForm(s.ctx, t, s.lab.Cluster(dr))
	if err := s.lab.Cluster(dr).Destroy(); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if _, err := s.lab.StartCluster(s.ctx, lab.ClusterOptions{Name: dr, ExtraNodes: pools("fabrikam", "woodgrove")}); err != nil {
		t.Fatal(err)
	}
	empty := time.Now()
	if err := s.fleet.deploy(s.ctx, s.lab, dr); err != nil {
		t.Fatal(err)
	}
	if err := s.ready(dr, s.commit); err != nil {
		t.Fatal(err)
	}
	after := normalForm(s.ctx, t, s.lab.Cluster(dr))
	s.report.Add(lab.Result{
		Scenario: "lost cluster", Took: time.Since(empty), Objects: len(after),
		Note: fmt.Sprintf("from the empty cluster, which took %.1f s", empty.Sub(started).Seconds()),
	})
	if differences := lab.Differences(before, after); len(differences) > 0 {
		t.Errorf("the rebuilt cluster differs:\n%s", strings.Join(differences, "\n"))
	}
}

// TestFlux26AndLateOutputs brings both clusters to the committed fleet with the substitution of Flux before 2.9, and
// with values of Azure that come only after Flux has tried to apply everything.
func TestFlux26AndLateOutputs(t *testing.T) {
	s := start(t, true)
	started := time.Now()
	forEach(t, []string{primary, dr}, func(name string) error {
		c := s.lab.Cluster(name)
		if err := c.ApplyRoot(s.ctx, lab.Root{URL: s.lab.FleetURL()}); err != nil {
			return err
		}
		for folder := range s.fleet.outputs() { // Azure has made the Kustomizations, and no identity yet
			if err := c.ApplyOutputs(s.ctx, folder, nil); err != nil {
				return err
			}
		}
		return c.Wait(s.ctx, tenantsAreRefused(s.fleet.tenants))
	})
	s.report.Add(lab.Result{Scenario: "Flux 2.6, no outputs", Took: time.Since(started), Note: "every tenant waits for its identity"})
	started = time.Now()
	forEach(t, []string{primary, dr}, func(name string) error {
		if err := s.fleet.handOver(s.ctx, s.lab.Cluster(name)); err != nil {
			return err
		}
		return s.ready(name, s.commit)
	})
	s.report.Add(lab.Result{
		Scenario: "Flux 2.6, late outputs", Took: time.Since(started),
		Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))), Note: "from the values, by retryInterval, without a commit",
	})
}
