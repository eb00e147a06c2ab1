package check

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/tree"
)

// cluster is everything that one cluster is given.
type cluster struct {
	fleet.Cluster
	root    *unit   // nil where the tree has none
	units   []*unit // the root first, the bootstrap last
	objects map[id]*object
	// certificates are the cert-manager Certificates by the Secret that they fill.
	certificates map[id]*object
	// broken: some unit of the platform could not be judged, so that the absence of
	// an object means nothing.
	broken bool
	// blind: not even what the root needs could be judged.
	blind bool
}

// unit is what one Flux Kustomization applies, or what starts Flux.
type unit struct {
	*build.Unit
	cluster   *cluster
	tenant    string  // whose overlay it builds; empty for the platform's
	declared  *object // its Flux Kustomization; nil for the root, Azure's and the bootstrap
	objects   []*object
	bootstrap bool
	misplaced bool // its path is wrong, so what it builds is not judged
}

// object is one object of a unit.
type object struct {
	tree.Object
	value map[string]any
	json  []byte
	unit  *unit
}

// id is how references name an object. No two groups that are rendered share a
// kind, and those that could are told apart where it matters, see checkDuplicates.
type id struct{ kind, namespace, name string }

// String prints the object as tree.Object does.
func (i id) String() string {
	return tree.Object{Kind: i.kind, Namespace: i.namespace, Name: i.name}.String()
}

// built is what a path was built into. Paths like infrastructure/crds are applied
// to every cluster and built once.
type built struct {
	unit    *build.Unit
	objects []parsed
}

// parsed is an object and its JSON.
type parsed struct {
	build.Object
	json []byte
}

// outline lists the units of a cluster and who owns them.
func (c *checker) outline(model fleet.Cluster) *cluster {
	cl := &cluster{Cluster: model, objects: map[id]*object{}, certificates: map[id]*object{}}
	declared := map[string]*object{}
	for _, bu := range c.builder.Outline(string(model.Name)).Units {
		u := &unit{Unit: bu, cluster: cl, declared: declared[bu.Name]}
		if top, name, rest := layoutParts(bu.Path); top == layout.Tenants && rest != "" {
			u.tenant = name
		}
		if bu.Path == layout.FluxDir(string(model.Name)) && u.declared == nil {
			cl.root = u
			c.buildUnit(u)
			for _, o := range u.objects {
				if isKustomization(o) {
					declared[o.Name] = o
				}
			}
		}
		cl.units = append(cl.units, u)
	}
	if u := c.bootstrap(cl); u != nil {
		cl.units = append(cl.units, u)
	}
	return cl
}

// buildUnit fills a unit's objects, unless it has them already.
func (c *checker) buildUnit(u *unit) {
	if u.objects != nil || u.bootstrap || u.misplaced {
		return
	}
	b, ok := c.built[u.Path]
	if !ok {
		if u.Objects == nil && u.Err == nil {
			c.builder.Build(u.Unit)
		}
		b = &built{unit: u.Unit}
		for _, o := range u.Objects {
			b.objects = append(b.objects, parse(o))
		}
		c.built[u.Path] = b
	}
	u.Err = b.unit.Err
	u.fill(b.objects)
}

func (u *unit) fill(objects []parsed) {
	list := make([]object, len(objects))
	for i, p := range objects {
		list[i] = object{Object: p.Object.Object, value: p.Value, json: p.json, unit: u}
		u.objects = append(u.objects, &list[i])
	}
}

// parse keeps an object's JSON, which several rules compare. What kustomize has
// read is always JSON.
func parse(o build.Object) parsed {
	text, err := json.Marshal(o.Value)
	if err != nil {
		text = nil // the schema's rule says that this is no object
	}
	return parsed{Object: o, json: text}
}

// index makes references resolvable. A first object wins; checkDuplicates
// reports the second.
func (cl *cluster) index() {
	for _, u := range cl.units {
		for _, o := range u.objects {
			key := id{o.Kind, o.Namespace, o.Name}
			if _, taken := cl.objects[key]; !taken {
				cl.objects[key] = o
			}
			if o.Kind == "Certificate" {
				cl.certificates[id{"Secret", o.Namespace, text(o.value, "spec", "secretName")}] = o
			}
		}
		if u.tenant == "" && (u.Err != nil || u.misplaced) {
			cl.broken = true
			cl.blind = cl.blind || u.declared == nil
		}
	}
	if cl.root == nil {
		cl.broken, cl.blind = true, true
		return
	}
	became := map[*object]bool{}
	for _, u := range cl.units {
		became[u.declared] = true
	}
	for _, o := range cl.root.objects {
		if isKustomization(o) && !became[o] && !strings.HasPrefix(o.Name, tenantUnit("")) {
			cl.broken = true // it builds from another source
		}
	}
}

// has reports whether the cluster has an object, or will have it from somebody
// else than this repository.
func (cl *cluster) has(ref id) bool {
	if _, ok := cl.objects[ref]; ok {
		return true
	}
	switch ref.kind {
	case "Namespace":
		switch ref.name {
		case "default", "kube-system", "kube-public", "kube-node-lease", plan.FluxNamespace:
			return true
		}
	case "ServiceAccount": // Kubernetes puts one into every namespace
		return ref.name == "default" && cl.has(id{"Namespace", "", ref.namespace})
	case "ClusterRole": // https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
		switch ref.name {
		case "cluster-admin", "admin", "edit", "view":
			return true
		}
		return strings.HasPrefix(ref.name, "system:")
	case "PriorityClass":
		return ref.name == "system-cluster-critical" || ref.name == "system-node-critical"
	case "GatewayClass", "IngressClass": // the ALB controller brings them
		return ref.name == "azure-alb-external"
	case "GitRepository": // the Azure deployment or the bootstrap brings it
		return ref.namespace == plan.FluxNamespace && ref.name == plan.SourceName
	}
	return false
}

// names lists what a reference could have named, for a hint.
func (cl *cluster) names(kind, namespace string) []string {
	var out []string
	for key := range cl.objects {
		if key.kind == kind && key.namespace == namespace {
			out = append(out, key.name)
		}
	}
	return out
}

func isKustomization(o *object) bool {
	return o.Kind == "Kustomization" && group(o) == "kustomize.toolkit.fluxcd.io"
}

func group(o *object) string {
	g, _, found := strings.Cut(o.APIVersion, "/")
	if !found {
		return ""
	}
	return g
}

// tenantUnit is how the root calls a tenant's Kustomization.
func tenantUnit(tenant string) string { return "tenant-" + tenant }

// layoutParts cuts tenants/contoso/prod-weu into its owner's kind, its owner and
// the rest.
func layoutParts(p string) (top, owner, rest string) {
	top, rest, _ = strings.Cut(p, "/")
	owner, rest, _ = strings.Cut(rest, "/")
	return top, owner, rest
}

// called names a unit for a message.
func (u *unit) called() string {
	switch {
	case u.declared != nil:
		return fmt.Sprintf("Kustomization %s", u.Name)
	case u == u.cluster.root:
		return "the root"
	case u.bootstrap:
		return "the bootstrap"
	}
	return "the Azure deployment"
}
