package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/tenantry/tenantry/e2e/lab"
)

// breakage is one thing that is wrong with one tenant.
type breakage struct {
	tenant string
	tag    string                                                                 // of its artifact; empty: the usual one
	spoil  func(manifests []byte) []byte                                          // what that artifact holds; nil: it does not exist
	lab    func(c *lab.Cluster, namespace string)                                 // what goes wrong outside the tenant's source
	shows  func(ctx context.Context, c *lab.Cluster, tenant string) (bool, error) // that it is really broken
}

func breakages() map[string]breakage {
	return map[string]breakage{
		"ASourceThatDoesNotExist": {tenant: "tailspin", tag: "never-pushed", shows: notReady("OCIRepository", "source.toolkit.fluxcd.io")},
		"AnObjectThatIsRefused": {tenant: "north-wind", tag: "refused", spoil: func(m []byte) []byte {
			return bytes.Replace(m, []byte("      port: 80\n"), []byte("      port: 99999\n"), 1)
		}, shows: notReady("Kustomization", "kustomize.toolkit.fluxcd.io")},
		"ADeploymentThatNeverBecomesAvailable": {tenant: "4games", tag: "unavailable", spoil: func(m []byte) []byte {
			return bytes.Replace(m, []byte("      serviceAccountName: workload"),
				[]byte("      nodeSelector: {there-is: no-such-node}\n      serviceAccountName: workload"), 1)
		}, shows: func(ctx context.Context, c *lab.Cluster, tenant string) (bool, error) {
			pending, err := lab.DeploymentsAvailable(ctx, c)
			for _, p := range pending {
				if strings.Contains(p.Object, tenant+"/web") {
					return true, err
				}
			}
			return false, err
		}},
		"ACertificateThatIsNeverIssued": {tenant: "contoso", lab: func(c *lab.Cluster, tenant string) {
			c.StandIn.NeverIssue("gateways", "tenant-"+tenant)
		}, shows: func(ctx context.Context, c *lab.Cluster, tenant string) (bool, error) {
			return isNotReady(ctx, c, schema.GroupVersionKind{Group: "cert-manager.io", Version: "v1", Kind: "Certificate"},
				client.ObjectKey{Namespace: "gateways", Name: "tenant-" + tenant})
		}},
	}
}

// notReady says that a tenant's own Flux object of a kind is not Ready.
func notReady(kind, group string) func(context.Context, *lab.Cluster, string) (bool, error) {
	return func(ctx context.Context, c *lab.Cluster, tenant string) (bool, error) {
		return isNotReady(ctx, c, schema.GroupVersionKind{Group: group, Version: "v1", Kind: kind},
			client.ObjectKey{Namespace: tenant, Name: "workload"})
	}
}

func isNotReady(ctx context.Context, c *lab.Cluster, kind schema.GroupVersionKind, key client.ObjectKey) (bool, error) {
	object := &unstructured.Unstructured{}
	object.SetGroupVersionKind(kind)
	if err := c.Client.Get(ctx, key, object); err != nil {
		return false, err
	}
	conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
	for _, one := range conditions {
		if fields, ok := one.(map[string]any); ok && fields["type"] == "Ready" {
			return fields["status"] != string(metav1.ConditionTrue), nil
		}
	}
	return true, nil
}

// TestBrokenNeighboursHoldUpNobody brings an empty cluster up with one tenant broken in each of four ways, and in all
// at once: the healthy tenants are Ready as soon as without them, but for noise.
func TestBrokenNeighboursHoldUpNobody(t *testing.T) {
	ctx := deadline(t)
	nodes := pools("fabrikam", "woodgrove")
	l := startLab(ctx, t)
	fleet := referenceFleet(ctx, t, l)
	if t.Failed() {
		t.FailNow()
	}
	fleet.pushSources(ctx, t, l)
	var report lab.Report
	t.Cleanup(func() {
		if err := report.Print(t.Output()); err != nil {
			t.Error(err)
		}
	})
	one := func(t *testing.T, name string, broken ...breakage) time.Duration {
		t.Helper()
		took := fleet.bringUpBroken(ctx, t, l, lab.ClusterOptions{Name: primary, ExtraNodes: nodes}, broken)
		report.Add(lab.Result{Scenario: "neighbours: " + name, Took: took, Objects: len(normalForm(ctx, t, l.Cluster(primary)))})
		if err := l.Cluster(primary).Destroy(); err != nil {
			t.Fatal(err)
		}
		return took
	}
	limit := time.Duration(1.3*float64(one(t, "all healthy"))) + 10*time.Second
	all := breakages()
	cases := map[string][]breakage{"AllOfThem": nil}
	for name, b := range all {
		cases[name] = []breakage{b}
		cases["AllOfThem"] = append(cases["AllOfThem"], b)
	}
	for name, broken := range cases {
		t.Run(name, func(t *testing.T) {
			if took := one(t, name, broken...); took > limit {
				t.Errorf("healthy tenants were Ready after %.1f s, want at most %.1f s", took.Seconds(), limit.Seconds())
			}
		})
	}
}

// bringUpBroken starts an empty cluster with some tenants broken and returns how long the others took to be Ready.
func (f *fleetUnderTest) bringUpBroken(
	ctx context.Context, t *testing.T, l *lab.Lab, opts lab.ClusterOptions, broken []breakage,
) time.Duration {
	t.Helper()
	commit, err := l.PushFleet(ctx, f.withBreakages(ctx, t, l, broken), "broken: "+fmt.Sprint(len(broken)))
	if err != nil {
		t.Fatal(err)
	}
	c, err := l.StartCluster(ctx, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range broken {
		if b.lab != nil {
			b.lab(c, b.tenant)
		}
	}
	started := time.Now()
	if err := f.deploy(ctx, l, opts.Name); err != nil {
		t.Fatal(err)
	}
	ofBroken := func(object string) bool {
		for _, b := range broken {
			if strings.Contains(object, b.tenant) {
				return true
			}
		}
		return false
	}
	var checks []lab.Check
	for _, check := range everything(commit) {
		checks = append(checks, lab.Except(check, ofBroken))
	}
	if err := c.Wait(ctx, checks...); err != nil {
		t.Fatal(err)
	}
	took := time.Since(started)
	for _, b := range broken {
		if is, err := b.shows(ctx, c, b.tenant); err != nil || !is {
			t.Errorf("%s was to be broken and is not (error: %v)", b.tenant, err)
		}
	}
	return took
}

// withBreakages is the fleet whose broken tenants follow other tags, and pushes what these hold.
func (f *fleetUnderTest) withBreakages(ctx context.Context, t *testing.T, l *lab.Lab, broken []breakage) fstest.MapFS {
	t.Helper()
	files := maps.Clone(f.files)
	for _, b := range broken {
		if b.tag == "" {
			continue
		}
		name := "tenants/" + b.tenant + ".yaml"
		was := regexpTag.FindSubmatch(files[name].Data)
		if was == nil {
			t.Fatalf("%s follows no tag", name)
		}
		files[name] = &fstest.MapFile{Data: bytes.Replace(files[name].Data, was[0], []byte("tag: "+b.tag), 1), Mode: 0o644}
		if b.spoil != nil {
			f.pushSpoiled(ctx, t, l, b)
		}
	}
	dir := filepath.Join(t.TempDir(), "fleet")
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	f.run(ctx, t, dir, "render", "--quiet")
	return readFolder(t, dir)
}

func (f *fleetUnderTest) pushSpoiled(ctx context.Context, t *testing.T, l *lab.Lab, b breakage) {
	t.Helper()
	workload := files(t, os.DirFS("../cmd/demo/deploy"))
	spoiled := b.spoil(workload["web.yaml"])
	if bytes.Equal(spoiled, workload["web.yaml"]) {
		t.Fatalf("nothing was spoiled for %s", b.tenant)
	}
	workload["web.yaml"] = spoiled
	if _, err := l.Registry.PushManifests(ctx, "tenants/"+b.tenant+":"+b.tag, workload); err != nil {
		t.Fatal(err)
	}
}

// tenantsAreRefused asks that no tenant's identity is there, and that Flux says of each tenant why.
func tenantsAreRefused(tenants []tenant) lab.Check {
	return func(ctx context.Context, c *lab.Cluster) ([]lab.Pending, error) {
		var pending []lab.Pending
		for _, one := range tenants {
			object := &unstructured.Unstructured{}
			object.SetGroupVersionKind(schema.GroupVersionKind{Group: "kustomize.toolkit.fluxcd.io", Version: "v1", Kind: "Kustomization"})
			key := client.ObjectKey{Namespace: lab.FluxNamespace, Name: "tenant-" + one.Name}
			if err := c.Client.Get(ctx, key, object); client.IgnoreNotFound(err) != nil {
				return nil, err
			}
			conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
			if text := fmt.Sprint(conditions); !strings.Contains(text, "is no GUID") {
				pending = append(pending, lab.Pending{Object: "Kustomization " + key.String(), Why: "not refused for its client id: " + text})
			}
		}
		return pending, nil
	}
}
