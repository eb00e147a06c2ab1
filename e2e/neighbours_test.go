package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/tenantry/tenantry/e2e/lab"
	"github.com/tenantry/tenantry/e2e/reference"
)

// breakage is one thing that is wrong with one tenant.
type breakage struct {
	tenant string
	tag    string                       // that the tenant follows then; empty: its own
	spoil  func(manifest []byte) []byte // what that tag holds; nil: there is no such tag
	lab    func(c *lab.Cluster)         // what goes wrong outside the tenant's source
	shows  symptom
}

// symptom is the condition that is False on an object that is really broken, with words that say why.
type symptom struct {
	kind      schema.GroupVersionKind
	namespace string
	name      string // empty: any
	condition string
	words     string
}

// breakages are the ways to be broken, each of a tenant of its own.
func breakages() map[string]breakage {
	return map[string]breakage{
		"ASourceThatDoesNotExist": {
			tenant: "tailspin", tag: "never-pushed",
			shows: symptom{kind("source.toolkit.fluxcd.io", "OCIRepository"), "tailspin", "workload", "Ready", "never-pushed"},
		},
		"AnObjectThatIsRefused": {
			tenant: "north-wind", tag: "refused",
			spoil: replacing("      port: 80\n", "      port: 99999\n"),
			shows: symptom{kustomizations(), "north-wind", "workload", "Ready", "99999"},
		},
		"ADeploymentThatNeverBecomesAvailable": {
			tenant: "4games", tag: "unavailable",
			spoil: replacing("      serviceAccountName: workload",
				"      nodeSelector: {there-is: no-such-node}\n      serviceAccountName: workload"),
			shows: symptom{kind("", "Pod"), "4games", "", "PodScheduled", "nodes are available"},
		},
		"ACertificateThatIsNeverIssued": {
			tenant: "contoso",
			lab:    func(c *lab.Cluster) { c.StandIn.NeverIssue("gateways", "tenant-contoso") },
			shows:  symptom{kind("cert-manager.io", "Certificate"), "gateways", "tenant-contoso", "Ready", "challenge is pending"},
		},
	}
}

func kind(group, name string) schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: group, Version: "v1", Kind: name}
}

// replacing spoils a manifest, or leaves it as it is when the text is not there.
func replacing(old, text string) func([]byte) []byte {
	return func(manifest []byte) []byte { return bytes.Replace(manifest, []byte(old), []byte(text), 1) }
}

// check asks that the symptom is seen.
func (s symptom) check(ctx context.Context, c *lab.Cluster) ([]lab.Pending, error) {
	list := &unstructured.UnstructuredList{}
	list.SetGroupVersionKind(s.kind)
	if err := c.Client.List(ctx, list, client.InNamespace(s.namespace)); err != nil {
		return nil, err
	}
	for _, object := range list.Items {
		if s.name != "" && s.name != object.GetName() {
			continue
		}
		conditions, _, _ := unstructured.NestedSlice(object.Object, "status", "conditions")
		for _, entry := range conditions {
			one, _ := entry.(map[string]any)
			if one["type"] == s.condition && one["status"] == "False" && strings.Contains(fmt.Sprint(one["message"]), s.words) {
				return nil, nil
			}
		}
	}
	return []lab.Pending{{
		Object: s.kind.Kind + " " + s.namespace + "/" + s.name,
		Why:    fmt.Sprintf("was to be broken, but %s is not False with %q", s.condition, s.words),
	}}, nil
}

// TestBrokenNeighboursHoldUpNobody brings an empty cluster up with one tenant broken in each of four ways, and in all
// at once: the healthy tenants are Ready as soon as without them, but for noise.
func TestBrokenNeighboursHoldUpNobody(t *testing.T) {
	n := neighbours{desk: newDesk(deadline(t), t)}
	t.Cleanup(func() {
		if err := n.report.Print(t.Output()); err != nil {
			t.Error(err)
		}
	})
	limit := time.Duration(1.3*float64(n.bringUp(t, "all healthy"))) + 10*time.Second
	all := breakages()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) { n.within(t, limit, name, all[name]) })
	}
	t.Run("AllOfThem", func(t *testing.T) {
		n.within(t, limit, "all of them", slices.Collect(maps.Values(all))...)
	})
}

// neighbours brings up one cluster after the other.
type neighbours struct {
	*desk
	report lab.Report
}

func (n *neighbours) within(t *testing.T, limit time.Duration, name string, broken ...breakage) {
	t.Helper()
	if took := n.bringUp(t, name, broken...); took > limit {
		t.Errorf("healthy tenants were Ready after %.1f s, want at most %.1f s", took.Seconds(), limit.Seconds())
	}
}

// bringUp starts an empty cluster with some tenants broken, returns how long the others took to be Ready, and loses
// the cluster again.
func (n *neighbours) bringUp(t *testing.T, name string, broken ...breakage) time.Duration {
	t.Helper()
	commit, err := n.lab.PushFleet(n.ctx, n.broken(t, broken), "neighbours: "+name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := n.lab.StartCluster(n.ctx, lab.ClusterOptions{Name: primary})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Destroy(); err != nil {
			t.Error(err)
		}
	}()
	for _, b := range broken {
		if b.lab != nil {
			b.lab(c)
		}
	}
	ctx, cancel := context.WithTimeout(n.ctx, patience)
	defer cancel()
	started := time.Now()
	if err := n.fleet.Deploy(ctx, primary); err != nil {
		t.Fatal(err)
	}
	healthy := lab.Except(reference.Ready(commit), func(object string) bool {
		return slices.ContainsFunc(broken, func(b breakage) bool { return strings.Contains(object, b.tenant) })
	})
	if err := c.Wait(ctx, healthy); err != nil {
		t.Fatal(err)
	}
	took := time.Since(started)
	for _, b := range broken {
		if err := c.Wait(ctx, b.shows.check); err != nil {
			t.Error(err)
		}
	}
	n.report.Add(lab.Result{Scenario: "neighbours: " + name, Took: took, Objects: len(normalForm(n.ctx, t, c))})
	return took
}

// tagOf is where a tenant's file names the tag that it follows.
var tagOf = regexp.MustCompile(`tag: [a-z0-9.-]+`)

// broken is the fleet whose broken tenants follow other tags. What these hold is pushed.
func (n *neighbours) broken(t *testing.T, broken []breakage) fstest.MapFS {
	t.Helper()
	files := maps.Clone(n.fleet.Files)
	for _, b := range broken {
		if b.tag == "" {
			continue
		}
		name := "tenants/" + b.tenant + ".yaml"
		changed := tagOf.ReplaceAll(files[name].Data, []byte("tag: "+b.tag))
		if bytes.Equal(changed, files[name].Data) {
			t.Fatalf("%s follows no tag", name)
		}
		files[name] = &fstest.MapFile{Data: changed, Mode: 0o644}
		if b.spoil != nil {
			n.pushSpoiled(t, b)
		}
	}
	rendered, err := n.fleet.Render(n.ctx, files)
	if err != nil {
		t.Fatal(err)
	}
	return rendered
}

func (n *neighbours) pushSpoiled(t *testing.T, b breakage) {
	t.Helper()
	workload, err := n.fleet.Workload()
	if err != nil {
		t.Fatal(err)
	}
	spoiled := b.spoil(workload["web.yaml"])
	if bytes.Equal(spoiled, workload["web.yaml"]) {
		t.Fatalf("nothing was spoiled for %s", b.tenant)
	}
	workload["web.yaml"] = spoiled
	if _, err := n.lab.Registry.PushManifests(n.ctx, "tenants/"+b.tenant+":"+b.tag, workload); err != nil {
		t.Fatal(err)
	}
}
