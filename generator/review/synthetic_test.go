package review_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/review"
	"github.com/tenantry/tenantry/generator/tree"
)

// unit is a Flux Kustomization that a test writes by hand.
type unit struct {
	name, path string
	spec       string // what its spec has beside path and source
	objects    string // YAML documents
}

func policies(objects string) unit {
	return unit{name: "policies", path: "infrastructure/policies", spec: "prune: true", objects: objects}
}

func tenantUnit(tenant, objects string) unit {
	return unit{
		name: "tenant-" + tenant, path: "tenants/" + tenant + "/prod-weu", spec: "prune: true", objects: objects,
	}
}

func gatewayUnit(gateway, objects string) unit {
	return unit{
		name: "gateway-" + gateway, path: "clusters/prod-weu/gateways/" + gateway + "/gateway",
		spec: "prune: true", objects: objects,
	}
}

// treeOf is the tree of one cluster, prod-weu, that reconciles some units.
func treeOf(t *testing.T, units ...unit) *tree.Tree {
	t.Helper()
	out := &tree.Tree{}
	for _, u := range units {
		addUnit(t, out, "prod-weu", u)
	}
	return out
}

func addUnit(t *testing.T, out *tree.Tree, cluster string, u unit) {
	t.Helper()
	for path, text := range map[string]string{
		u.path + "/objects.yaml": u.objects,
		"clusters/" + cluster + "/flux/" + u.name + ".yaml": fmt.Sprintf(`apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: %s, namespace: flux-system}
spec:
  path: ./%s
  sourceRef: {kind: GitRepository, name: fleet}
  %s
`, u.name, u.path, u.spec),
	} {
		if err := out.Add(path, tree.File{Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
}

// onePlan is the plan of that cluster.
func onePlan() *plan.Plan {
	return &plan.Plan{Clusters: []plan.Cluster{{Name: "prod-weu", Stamp: "default", Role: "primary"}}}
}

// manyByHand are a gateway and n tenants on two clusters, each tenant as small as
// it can be, and their plan.
func manyByHand(t *testing.T, n int, hostname func(tenant string, i int) string) (*tree.Tree, *plan.Plan) {
	t.Helper()
	out, p := &tree.Tree{}, &plan.Plan{}
	var listeners []string
	for i := range n {
		name := fmt.Sprintf("t%03d", i)
		listeners = append(listeners, listener(hostname(name, i), name))
	}
	for _, c := range []plan.Cluster{
		{Name: "prod-weu", Stamp: "default", Role: "primary"}, {Name: "prod-neu", Stamp: "default", Role: "dr"},
	} {
		p.Clusters = append(p.Clusters, c)
		gw := gatewayUnit("shared-1", gateway(listeners...))
		gw.path = strings.ReplaceAll(gw.path, "prod-weu", string(c.Name))
		addUnit(t, out, string(c.Name), gw)
		for i := range n {
			name := fmt.Sprintf("t%03d", i)
			u := tenantUnit(name, tenantObjects(name, hostname(name, i)))
			u.path = "tenants/" + name + "/" + string(c.Name)
			addUnit(t, out, string(c.Name), u)
		}
	}
	return out, p
}

func tenantObjects(tenant, hostname string) string {
	return strings.ReplaceAll(`apiVersion: v1
kind: Namespace
metadata: {name: TENANT, labels: {tenantry.dev/plan: standard}}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: workload, namespace: TENANT}
spec: {url: "oci://acmefleet.azurecr.io/tenants/TENANT", ref: {tag: stable}}
---
`+strings.ReplaceAll(route("shared-1", hostname), "contoso", "TENANT"), "TENANT", tenant)
}

// planJSON is what a program reads.
type planJSON struct {
	Summary  string
	Clusters []struct {
		Name    string
		Objects []struct {
			Op, Kind, Name, Namespace, Kustomization, From string
			Kept                                           bool
		}
	}
	Azure    []struct{ Stack, OnUnmanage string }
	Dangers  []dangerJSON
	Problems []problemJSON
}

type dangerJSON struct {
	Kind, Message, Tenant, Object string
}

type problemJSON struct{ Cluster, Kustomization, Stack, Side, Message string }

func compareTrees(t *testing.T, before, after *tree.Tree) *review.Review {
	t.Helper()
	r, err := review.Compare(t.Context(), before, after, onePlan(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func decode(t *testing.T, r *review.Review) planJSON {
	t.Helper()
	var out bytes.Buffer
	if err := review.WriteJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	var p planJSON
	if err := json.Unmarshal(out.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// thing is an object of which tests choose the spec.
func thing(spec string) string {
	return "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: x}\nspec: " + spec + "\n"
}
