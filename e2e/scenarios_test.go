package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/tenantry/tenantry/e2e/lab"
	"github.com/tenantry/tenantry/e2e/reference"
)

// patience is how long a cluster may take to be as a commit says: several times what it takes on two cores.
const patience = 5 * time.Minute

// scenario is a running fleet that the parts of one test share.
type scenario struct {
	*desk
	report  lab.Report
	leaving string // a tenant whose workload is taken out
}

// start brings up a desk with both clusters.
func start(t *testing.T, lenient bool) *scenario {
	t.Helper()
	s := &scenario{}
	t.Cleanup(func() {
		if err := s.report.Print(t.Output()); err != nil {
			t.Error(err)
		}
	})
	s.desk = newDesk(deadline(t), t,
		lab.ClusterOptions{Name: primary, LenientSubstitution: lenient},
		lab.ClusterOptions{Name: dr, LenientSubstitution: lenient})
	return s
}

// TestScenarios are the three moments, in one life of one fleet: the committed fleet becomes Ready, tenants are added
// in each way there is, and a lost cluster comes back from Git.
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
		{"ATenantLeavesInTwoSteps", s.leave},
	} {
		if !t.Run(part.name, part.run) {
			t.FailNow()
		}
	}
}

func (s *scenario) reconcile(t *testing.T) {
	started := time.Now()
	forEach(t, []string{primary, dr}, func(name string) error {
		if err := s.fleet.Deploy(s.ctx, name); err != nil {
			return err
		}
		return s.ready(name)
	})
	s.report.Add(lab.Result{
		Scenario: "reconcile", Took: time.Since(started), Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("%d tenants on each of two clusters", len(s.fleet.Tenants)),
	})
}

// ready waits until a cluster is as main says. The route of a tenant that leaves leads nowhere already.
func (s *scenario) ready(cluster string) error {
	return s.wait(cluster, lab.Except(reference.Ready(s.commit), func(object string) bool {
		return s.leaving != "" && strings.HasPrefix(object, "HTTPRoute "+s.leaving+"/")
	}))
}

func (s *scenario) wait(cluster string, until lab.Check) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	return s.lab.Cluster(cluster).Wait(ctx, until)
}

// propose is moment one by hand: tenant add, render, propose, a reviewable pull request, merge.
func (s *scenario) propose(t *testing.T) {
	started := time.Now()
	dir := s.clone(t)
	s.addTenant(t, dir, "adatum")
	s.tenantry(t, 0, dir, "render")
	t.Log(s.tenantry(t, 0, dir, "propose").stdout)
	proposed := time.Since(started)
	opened := s.onlyPull(t, "tenantry/adatum")
	t.Logf("pull request %d: %s\n%s", opened.Number, opened.Title, opened.Body)
	said := s.checkPlan(t, opened, dir)

	// Run again, with a second name, it updates the same pull request and the same comment.
	replaceIn(t, filepath.Join(dir, "tenants/adatum.yaml"), "[adatum.apps", "[api.adatum.apps.acme.example, adatum.apps")
	t.Log(s.tenantry(t, 0, dir, "propose").stdout)
	p := s.onlyPull(t, "tenantry/adatum")
	if p.Number != opened.Number || p.Head.SHA == opened.Head.SHA || !strings.Contains(p.Body, "api.adatum.apps.acme.example") {
		t.Errorf("pull request %d at %s was not updated but is %d at %s:\n%s",
			opened.Number, opened.Head.SHA, p.Number, p.Head.SHA, p.Body)
	}
	if again := s.checkPlan(t, p, dir); again.ID != said.ID {
		t.Errorf("the full plan is comment %d, and was %d: it was not updated in place", again.ID, said.ID)
	}
	s.checkFiles(t, dir, "tenantry/adatum", "adatum")
	took := s.served(t, "adatum", p)
	s.report.Add(lab.Result{
		Scenario: "new tenant, proposed", Took: took, Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("from the merge to both clusters; add, render and propose took %.1f s", proposed.Seconds()),
	})
}

// checkFiles expects that a branch changes exactly a new tenant's files and those of its gateway and of its shard.
func (s *scenario) checkFiles(t *testing.T, dir, branch, name string) {
	t.Helper()
	s.git(t, dir, "fetch", "--quiet", "origin", branch)
	root := s.git(t, dir, "show", "FETCH_HEAD:clusters/prod-weu/flux/tenant-"+name+".yaml")
	shard := regexp.MustCompile(`azure-outputs-(\d+)`).FindStringSubmatch(root)
	if shard == nil {
		t.Fatalf("%s reads no values of Azure:\n%s", name, root)
	}
	want := strings.Fields(strings.NewReplacer("NAME", name, "SHARD", shard[1]).Replace(`
		clusters/prod-neu/flux/tenant-NAME.yaml
		clusters/prod-weu/flux/tenant-NAME.yaml
		infrastructure/azure/default/traffic-shared-1/main.json
		infrastructure/azure/default/traffic-shared-1/names.txt
		infrastructure/azure/default/traffic-shared-1/records.bicep
		infrastructure/azure/prod-neu/tenants-SHARD/main.bicep
		infrastructure/azure/prod-neu/tenants-SHARD/main.json
		infrastructure/azure/prod-weu/tenants-SHARD/main.bicep
		infrastructure/azure/prod-weu/tenants-SHARD/main.json
		infrastructure/gateways/default/shared-1/certificates/certificates.yaml
		infrastructure/gateways/default/shared-1/gateway/gateway.yaml
		tenants/NAME.yaml
		tenants/NAME/base/access.yaml
		tenants/NAME/base/delivery.yaml
		tenants/NAME/base/kustomization.yaml
		tenants/NAME/base/namespace.yaml
		tenants/NAME/base/network.yaml
		tenants/NAME/base/routes.yaml
		tenants/NAME/prod-neu/azure.bicep
		tenants/NAME/prod-neu/kustomization.yaml
		tenants/NAME/prod-weu/azure.bicep
		tenants/NAME/prod-weu/kustomization.yaml`))
	changed := strings.Fields(s.git(t, dir, "diff", "--name-only", "origin/main", "FETCH_HEAD"))
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("files of the pull request (-want +got):\n%s", diff)
	}
}

// served merges a tenant's pull request and waits until both clusters have the tenant Ready, with its route. Nothing
// of anybody else's may have been touched. It returns how long that took, from the merge on.
func (s *scenario) served(t *testing.T, name string, p pull) time.Duration {
	t.Helper()
	before := map[string]lab.Versions{}
	for _, cluster := range []string{primary, dr} {
		before[cluster] = versions(s.ctx, t, s.lab.Cluster(cluster))
	}
	started := time.Now()
	s.merge(t, p)
	s.follow(t)
	took := time.Since(started)
	shard := s.shard(t, name)
	for cluster, was := range before {
		c := s.lab.Cluster(cluster)
		now := versions(s.ctx, t, c)
		for _, touched := range was.Touched(now) {
			// The one map of a shard's client ids holds the new one, too.
			if touched != "ConfigMap flux-system/azure-outputs-"+shard+" was changed" {
				t.Errorf("%s: %s", cluster, touched)
			}
		}
		for _, created := range was.Created(now) {
			if !s.belongs(t, c, created, name) {
				t.Errorf("%s: %s appeared, which is not %s's", cluster, created, name)
			}
		}
		if _, ok := now["HTTPRoute.gateway.networking.k8s.io "+name+"/web"]; !ok {
			t.Errorf("%s: %s has no route", cluster, name)
		}
	}
	return took
}

// follow does what happens after a merge: the teams push, Azure deploys, and both clusters become as main says.
func (s *scenario) follow(t *testing.T) {
	t.Helper()
	files, err := s.lab.Forge.Read(s.ctx, lab.FleetSource)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.fleet.Learn(files); err != nil {
		t.Fatal(err)
	}
	if err := s.fleet.PushSources(s.ctx); err != nil {
		t.Fatal(err)
	}
	forEach(t, []string{primary, dr}, func(cluster string) error {
		if err := s.fleet.HandOver(s.ctx, cluster); err != nil {
			return err
		}
		if err := s.lab.Cluster(cluster).ReconcileFleet(s.ctx); err != nil {
			return err
		}
		return s.ready(cluster)
	})
}

func (s *scenario) shard(t *testing.T, tenant string) string {
	t.Helper()
	for _, one := range s.fleet.Tenants {
		if one.Name == tenant {
			return strings.TrimPrefix(one.Shard, "tenants-")
		}
	}
	t.Fatalf("%s is no tenant", tenant)
	return ""
}

// belongs says that an object, by "Kind.group namespace/name", is a tenant's. The API server makes an IPAddress of
// each Service's address: it is whose the Service is.
func (s *scenario) belongs(t *testing.T, c *lab.Cluster, object, tenant string) bool {
	t.Helper()
	kind, name, _ := strings.Cut(object, " ")
	switch {
	case kind == "Namespace":
		return name == tenant
	case kind == "IPAddress.networking.k8s.io":
		var address networking.IPAddress
		if err := c.Client.Get(s.ctx, client.ObjectKey{Name: name}, &address); err != nil {
			t.Fatal(err)
		}
		return address.Spec.ParentRef != nil && address.Spec.ParentRef.Namespace == tenant
	case strings.HasPrefix(name, tenant+"/"):
		return true
	}
	return name == "gateways/tenant-"+tenant || name == "gateways/tenant-"+tenant+"-tls" // its certificate, and the Secret of that
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
	s.workflow(t, 1, dir, "pull_request") // its gate: the rendered folders are stale

	started := time.Now()
	s.workflow(t, 0, dir, "push")
	proposed := time.Since(started)
	p := s.onlyPull(t, "add-lamna")
	t.Logf("pull request %d: %s", p.Number, p.Title)
	s.git(t, dir, "pull", "--quiet", "origin", "add-lamna")
	s.checkFiles(t, dir, "add-lamna", "lamna")
	s.checkPlan(t, p, dir)
	s.workflow(t, 0, dir, "pull_request")

	took := s.served(t, "lamna", p)
	s.report.Add(lab.Result{
		Scenario: "new tenant, bare file", Took: took, Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("from the merge to both clusters; the workflow took %.1f s", proposed.Seconds()),
	})
}

// refresh lets the base move under a proposal so that the forge cannot merge it: the workflow of the merge renders the
// branch again, and then it can.
func (s *scenario) refresh(t *testing.T) {
	first, second := s.clone(t), s.clone(t)
	for dir, name := range map[string]string{first: "proseware", second: "relecloud"} {
		s.addTenant(t, dir, name)
		s.tenantry(t, 0, dir, "propose", "--quiet")
	}
	s.merge(t, s.onlyPull(t, "tenantry/proseware"))
	stale := s.onlyPull(t, "tenantry/relecloud")
	s.settle(t, stale, false) // both are in the gateway's file
	main := s.clone(t)
	started := time.Now()
	s.workflow(t, 0, main, "push")
	refreshed := time.Since(started)
	p := s.onlyPull(t, "tenantry/relecloud")
	if p.Number != stale.Number || p.Head.SHA == stale.Head.SHA {
		t.Errorf("pull request %d at %s was not brought up to date but is %d at %s",
			stale.Number, stale.Head.SHA, p.Number, p.Head.SHA)
	}
	s.checkFiles(t, main, "tenantry/relecloud", "relecloud")
	s.git(t, main, "switch", "--quiet", "--detach", "FETCH_HEAD")
	s.checkPlan(t, p, main)

	started = time.Now()
	s.merge(t, p)
	s.follow(t)
	s.report.Add(lab.Result{
		Scenario: "moved base", Took: time.Since(started), Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		Note: fmt.Sprintf("from the merge of two tenants to both clusters; the workflow took %.1f s", refreshed.Seconds()),
	})
}

// lostCluster is moment three: etcd is thrown away, and Git brings everything back.
func (s *scenario) lostCluster(t *testing.T) {
	before := normalForm(s.ctx, t, s.lab.Cluster(dr))
	if err := s.lab.Cluster(dr).Destroy(); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if _, err := s.lab.StartCluster(s.ctx, lab.ClusterOptions{Name: dr}); err != nil {
		t.Fatal(err)
	}
	empty := time.Now()
	if err := s.fleet.Deploy(s.ctx, dr); err != nil {
		t.Fatal(err)
	}
	if err := s.ready(dr); err != nil {
		t.Fatal(err)
	}
	took := time.Since(empty)
	after := normalForm(s.ctx, t, s.lab.Cluster(dr))
	s.report.Add(lab.Result{
		Scenario: "lost cluster", Took: took, Objects: len(after),
		Note: fmt.Sprintf("from the empty cluster, which took %.1f s, with %d tenants",
			empty.Sub(started).Seconds(), len(s.fleet.Tenants)),
	})
	if differences := lab.Differences(before, after); len(differences) > 0 {
		t.Errorf("the rebuilt cluster differs:\n%s", strings.Join(differences, "\n"))
	}
}

// TestFlux26AndLateOutputs brings both clusters to the committed fleet with the substitution of Flux before 2.9, and
// with values of Azure that come only after Flux has tried to apply everything: first the platform's, then the tenants'.
func TestFlux26AndLateOutputs(t *testing.T) {
	t.Parallel()
	s := start(t, true)
	for _, step := range []struct {
		name, note string
		azure      func(ctx context.Context, cluster string) error
		until      lab.Check
	}{
		{"no outputs", "the platform waits for its values", s.fleet.DeployRoot, platformWaits()},
		{"the platform's outputs", "every tenant waits for its identity", s.fleet.HandOverPlatform, tenantsWait(s.fleet.Tenants, s.commit)},
		{"all outputs", "by retryInterval, without a commit", s.fleet.HandOver, reference.Ready(s.commit)},
	} {
		started := time.Now()
		forEach(t, []string{primary, dr}, func(cluster string) error {
			if err := step.azure(s.ctx, cluster); err != nil {
				return err
			}
			return s.wait(cluster, step.until)
		})
		s.report.Add(lab.Result{
			Scenario: "Flux 2.6, " + step.name, Took: time.Since(started), Note: step.note,
			Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
		})
	}
}

// platformWaits asks that all that needs the platform's values says that they are not there.
func platformWaits() lab.Check {
	var all []lab.Check
	for _, name := range []string{"alb-controller", "cert-manager"} {
		helm := schema.GroupVersionKind{Group: "helm.toolkit.fluxcd.io", Version: "v2", Kind: "HelmRelease"}
		all = append(all, symptom{helm, lab.FluxNamespace, name, "Ready", "azure-outputs"}.check)
	}
	for _, name := range []string{"certificates-shared-1", "certificates-shared-2"} {
		all = append(all, symptom{kustomizations(), lab.FluxNamespace, name, "Ready", "azure-outputs"}.check)
	}
	return lab.All(all...)
}

// tenantsWait asks that no tenant is Ready without its identity, that Flux says why of each, and that one that has none
// waits for nothing.
func tenantsWait(tenants []reference.Tenant, commit string) lab.Check {
	var all []lab.Check
	for _, one := range tenants {
		if len(one.Keys) == 0 {
			all = append(all, lab.Except(lab.FluxReady(commit), func(object string) bool { return !strings.Contains(object, one.Name) }))
			continue
		}
		all = append(all, symptom{kustomizations(), lab.FluxNamespace, "tenant-" + one.Name, "Ready", "is no GUID"}.check)
	}
	return lab.All(all...)
}

func kustomizations() schema.GroupVersionKind {
	return kind("kustomize.toolkit.fluxcd.io", "Kustomization")
}

// replaceIn replaces a text in a file.
func replaceIn(t *testing.T, name, old, text string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(data, []byte(old), []byte(text), 1)
	if bytes.Equal(changed, data) {
		t.Fatalf("%s does not hold %q:\n%s", name, old, data)
	}
	if err := os.WriteFile(name, changed, 0o644); err != nil {
		t.Fatal(err)
	}
}
