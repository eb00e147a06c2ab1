package check

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// namespaceLabel is on every namespace:
// https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
const namespaceLabel = "kubernetes.io/metadata.name"

// checkGateway follows a Gateway's listeners to certificates that cover them: a
// listener without one serves nothing, or a name that browsers refuse.
func (c *checker) checkGateway(o *object) {
	c.require(o, "spec.gatewayClassName", id{"GatewayClass", "", text(o.value, "spec", "gatewayClassName")})
	c.checkLoadBalancer(o)
	for i, l := range list(o.value, "spec", "listeners") {
		for j, ref := range list(l, "tls", "certificateRefs") {
			secret := named(ref, "Secret", o.Namespace)
			at := item(item("spec.listeners", i)+".tls.certificateRefs", j)
			cert, ok := o.unit.cluster.certificates[secret]
			switch {
			case !ok && !o.unit.cluster.has(secret):
				c.dangling(o, at, fmt.Sprintf("no Certificate fills %s", secret),
					"name the secretName of a Certificate in this namespace")
			case ok && !covers(cert, c.servedName(o, l)):
				c.dangling(o, at,
					fmt.Sprintf("%s does not hold the listener's hostname %q", cert, c.servedName(o, l)),
					"name the Secret of a Certificate with that hostname")
			}
		}
	}
}

// checkLoadBalancer follows a Gateway or an Ingress to the AGC that it sits on, where that is an
// object of Kubernetes. Naming another as well would make two owners of a frontend:
// https://github.com/Azure/AKS/issues/4323
func (c *checker) checkLoadBalancer(o *object) {
	const prefix = albAnnotation
	at := func(key string) string { return annotationPath(prefix + key) }
	name, namespace := annotation(o, prefix+"alb-name"), annotation(o, prefix+"alb-namespace")
	other := annotation(o, prefix+"alb-id")
	switch {
	case name == "" && namespace == "" && other == "":
		c.dangling(o, "metadata.annotations", "no AGC is named", "add the annotation "+prefix+"alb-id, or alb-name and alb-namespace")
	case name == "" && namespace == "":
	case other != "":
		c.dangling(o, at("alb-id"), "an AGC of Azure is named beside one of Kubernetes", "keep alb-id, or alb-name and alb-namespace")
	default:
		c.require(o, at("alb-name"), id{"ApplicationLoadBalancer", namespace, name})
	}
}

// checkAssociations wants an AGC in the network of its own cluster: from another one
// it reaches no pod.
func (c *checker) checkAssociations(o *object) {
	var own []string
	for n := range o.unit.cluster.Network.Subnets.AGC {
		own = append(own, azure.AGCSubnetID(c.fleet, o.unit.cluster.Cluster, n+1))
	}
	for i, a := range list(o.value, "spec", "associations") {
		if subnet, _ := a.(string); !slices.Contains(own, subnet) {
			c.dangling(o, item("spec.associations", i), fmt.Sprintf("%q is no subnet for AGCs of this cluster", subnet),
				nearest(subnet, own))
		}
	}
}

// covers reports whether a Certificate holds a hostname, by itself or with a
// wildcard for its first label.
func covers(cert *object, hostname string) bool {
	names := list(cert.value, "spec", "dnsNames")
	_, domain, _ := strings.Cut(hostname, ".")
	return hostname == "" || slices.Contains(names, any(hostname)) || slices.Contains(names, any("*."+domain))
}

func (c *checker) checkIssuer(o *object) {
	ref := child(o.value, "spec", "issuerRef")
	issuer := id{or(text(ref, "kind"), "Issuer"), o.Namespace, text(ref, "name")}
	if issuer.kind == "ClusterIssuer" {
		issuer.namespace = ""
	}
	c.require(o, "spec.issuerRef.name", issuer)
}

// checkParents follows a route to listeners that will take it. The controller
// says in the route's status that a listener does not; nobody reads that.
func (c *checker) checkParents(o *object) {
	for i, ref := range list(o.value, "spec", "parentRefs") {
		path := item("spec.parentRefs", i)
		gateway := named(ref, "Gateway", o.Namespace)
		gw, ok := o.unit.cluster.objects[gateway]
		if !ok {
			c.require(o, path, gateway)
			continue
		}
		c.checkParent(o, path, gw, text(ref, "sectionName"))
	}
}

// checkParent wants one listener, called section if that is given, that admits
// the route.
func (c *checker) checkParent(o *object, path string, gw *object, section string) {
	var named []string
	var refused []string
	for _, l := range list(gw.value, "spec", "listeners") {
		named = append(named, text(l, "name"))
		if section != "" && section != text(l, "name") {
			continue
		}
		why := refusal(o, gw, l)
		if why == "" {
			return
		}
		refused = append(refused, why)
	}
	if len(refused) > 0 && c.report.touched[gw] {
		return // mended, the gateway may take the route
	}
	if len(refused) == 0 {
		c.dangling(o, path+".sectionName", fmt.Sprintf("%s has no listener %q", gw, section), nearest(section, named))
		return
	}
	fact := fmt.Sprintf("no listener of %s takes the route", gw)
	if section != "" {
		fact = fmt.Sprintf("listener %q of %s %s", section, gw, refused[0])
	}
	c.report.add(fault{
		at: o, path: path, code: danglingRef, fact: fact, others: []*object{gw},
		fix: "name the listener of one of the route's hostnames that is open to its namespace",
	})
}

// refusal says why a listener does not take a route, or "".
func refusal(route, gw *object, listener any) string {
	host, hosts := text(listener, "hostname"), list(route.value, "spec", "hostnames")
	matches := func(h any) bool { s, _ := h.(string); return intersect(host, s) }
	switch {
	case host != "" && len(hosts) > 0 && !slices.ContainsFunc(hosts, matches):
		return "serves none of the route's hostnames"
	case !admitsKind(listener, route.Kind):
		return "does not admit " + route.Kind + "s"
	case !admitsNamespace(gw, listener, route.Namespace):
		return fmt.Sprintf("does not admit routes from namespace %q", route.Namespace)
	}
	return ""
}

// intersect reports whether two hostnames, each of which may begin with a
// wildcard, have one in common.
func intersect(a, b string) bool {
	if a == b {
		return true
	}
	under := func(h, wildcard string) bool {
		suffix, ok := strings.CutPrefix(wildcard, "*")
		return ok && strings.HasSuffix(h, suffix) && len(h) > len(suffix)
	}
	return under(a, b) || under(b, a)
}

// admitsKind reports whether a listener takes a kind of route; one that does not
// say takes what fits its protocol.
func admitsKind(listener any, kind string) bool {
	kinds := list(listener, "allowedRoutes", "kinds")
	return len(kinds) == 0 || slices.ContainsFunc(kinds, func(k any) bool { return text(k, "kind") == kind })
}

// admitsNamespace reports whether a listener takes routes from a namespace; one
// that does not say takes those of its own.
func admitsNamespace(gw *object, listener any, namespace string) bool {
	from := child(listener, "allowedRoutes", "namespaces")
	switch text(from, "from") {
	case "All":
		return true
	case "Selector":
		var selector metav1.LabelSelector
		m, _ := child(from, "selector").(map[string]any)
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m, &selector); err != nil {
			return false
		}
		s, err := metav1.LabelSelectorAsSelector(&selector)
		return err == nil && s.Matches(namespaceLabels(gw.unit.cluster, namespace))
	case "None":
		return false
	}
	return namespace == gw.Namespace
}

func namespaceLabels(cl *cluster, namespace string) labels.Set {
	out := labels.Set{namespaceLabel: namespace}
	if ns, ok := cl.objects[id{"Namespace", "", namespace}]; ok {
		m, _ := child(ns.value, "metadata", "labels").(map[string]any)
		for k, v := range m {
			out[k], _ = v.(string)
		}
	}
	return out
}

// checkBackends follows a route of the platform to its Services and their ports.
// A tenant's Services come from the tenant's own source.
func (c *checker) checkBackends(o *object) {
	if o.unit.tenant != "" {
		return
	}
	for i, rule := range list(o.value, "spec", "rules") {
		for j, ref := range list(rule, "backendRefs") {
			path := item(item("spec.rules", i)+".backendRefs", j)
			service := named(ref, "Service", o.Namespace)
			c.require(o, path, service)
			if port, ok := number(ref, "port"); ok {
				c.requirePort(o, path, service, port)
			}
		}
	}
}

// checkFirewall follows a firewall policy to what it guards: a Gateway of its own
// namespace or some of its listeners, or a route. AGC reads no policy that looks
// into another namespace, and lets everything by
// (https://learn.microsoft.com/azure/application-gateway/for-containers/api-specification-kubernetes).
func (c *checker) checkFirewall(o *object) {
	const path = "spec.targetRef"
	ref := child(o.value, "spec", "targetRef")
	target := named(ref, "Gateway", o.Namespace)
	c.require(o, path, target)
	if target.namespace != o.Namespace {
		c.dangling(o, path, fmt.Sprintf("a policy holds for its own namespace alone, and %s is in another", target),
			"put the policy into namespace "+target.namespace)
	}
	sections := list(ref, "sectionNames")
	gw, ok := o.unit.cluster.objects[target]
	switch {
	case len(sections) > 0 && target.kind != "Gateway":
		c.dangling(o, path, fmt.Sprintf("%s has no listeners that sectionNames could name", target), "leave sectionNames out")
		return
	case !ok:
		return // that it is missing was said
	}
	known := listenerNames(gw)
	for i, s := range sections {
		if name, _ := s.(string); !slices.Contains(known, name) {
			c.dangling(o, item(path+".sectionNames", i), fmt.Sprintf("%s has no listener %q", target, name), nearest(name, known))
		}
	}
}

func listenerNames(gw *object) []string {
	var out []string
	for _, l := range list(gw.value, "spec", "listeners") {
		out = append(out, text(l, "name"))
	}
	return out
}

// checkHealthCheck follows a health check of the platform to its Service.
func (c *checker) checkHealthCheck(o *object) {
	if o.unit.tenant != "" {
		return
	}
	ref := child(o.value, "spec", "targetRef")
	service := named(ref, "Service", o.Namespace)
	c.require(o, "spec.targetRef", service)
	if port, ok := number(o.value, "spec", "default", "port"); ok {
		c.requirePort(o, "spec.default.port", service, port)
	}
}

func (c *checker) requirePort(o *object, path string, ref id, port int64) {
	service, ok := o.unit.cluster.objects[ref]
	if !ok {
		return // that it is missing was said
	}
	for _, p := range list(service.value, "spec", "ports") {
		if n, _ := number(p, "port"); n == port {
			return
		}
	}
	c.report.add(fault{
		at: o, path: path, code: danglingRef, fact: fmt.Sprintf("%s has no port %d", service, port),
		fix: "name a port of the Service", others: []*object{service},
	})
}

// nearest says what to write instead of a word that none of the known ones is.
func nearest(word string, known []string) string {
	if near := diag.Nearest(word, known); near != "" {
		return fmt.Sprintf("write %q", near)
	}
	return "write one of " + strings.Join(known, ", ")
}
