package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// checkReferences reports every reference to something that its own cluster will
// not have. Flux waits for what does not exist without end, ALB controller drops
// a route without a word to its tenant, and a binding without a role is no right
// at all; none of it is seen until somebody calls.
//
// The root's own references are always judged. The others are passed over while
// some part of the platform cannot be built: what is absent then means nothing.
func (c *checker) checkReferences(cl *cluster) {
	for _, u := range cl.units {
		if cl.blind || cl.broken && u != cl.root {
			continue
		}
		for _, o := range u.objects {
			c.checkObject(o)
		}
	}
}

// checkObject follows what one object refers to.
func (c *checker) checkObject(o *object) {
	switch o.Kind {
	case "Kustomization":
		c.checkKustomization(o)
	case "HelmRelease":
		c.checkHelmRelease(o)
	case "OCIRepository", "GitRepository":
		c.checkVerification(o)
	}
	if o.unit.bootstrap {
		return // Flux's own manifests name accounts of controllers that are not installed
	}
	c.checkNamespace(o)
	switch o.Kind {
	case "RoleBinding", "ClusterRoleBinding":
		c.checkBinding(o)
	case "ValidatingAdmissionPolicyBinding":
		c.require(o, "spec.policyName", id{"ValidatingAdmissionPolicy", "", text(o.value, "spec", "policyName")})
	case "Gateway":
		c.checkGateway(o)
	case "ApplicationLoadBalancer":
		c.checkAssociations(o)
	case "Ingress":
		c.checkIngress(o)
	case "Certificate":
		c.checkIssuer(o)
	case "HTTPRoute":
		c.checkParents(o)
		c.checkBackends(o)
	case "HealthCheckPolicy":
		c.checkHealthCheck(o)
	case "WebApplicationFirewallPolicy":
		c.checkFirewall(o)
	case "ResourceQuota":
		c.checkQuota(o)
	case "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod":
		c.checkPods(o)
	}
}

// named reads a reference; what it leaves out is the kind and the namespace given.
func named(ref any, kind, namespace string) id {
	return id{or(text(ref, "kind"), kind), or(text(ref, "namespace"), namespace), text(ref, "name")}
}

// require reports a reference to what the cluster does not have.
func (c *checker) require(o *object, path string, ref id) {
	cl := o.unit.cluster
	if cl.has(ref) {
		return
	}
	fix := fmt.Sprintf("name a %s that this cluster has, or render that one", ref.kind)
	if near := diag.Nearest(ref.name, cl.names(ref.kind, ref.namespace)); near != "" {
		fix = fmt.Sprintf("write %q", near)
	}
	c.dangling(o, path, fmt.Sprintf("%s does not exist on this cluster", ref), fix)
}

func (c *checker) dangling(o *object, path, fact, fix string) {
	c.report.add(fault{at: o, path: path, code: danglingRef, fact: fact, fix: fix})
}

// checkNamespace wants a namespace for whatever lives in one.
func (c *checker) checkNamespace(o *object) {
	const path = "metadata.namespace"
	switch {
	case clusterScoped(o.Kind):
	case o.Namespace != "":
		c.require(o, path, id{"Namespace", "", o.Namespace})
	case o.unit.tenant == "": // else outside-namespace has said so
		c.dangling(o, path, "there is no namespace, so it would land in default", "name the namespace that it belongs to")
	}
}

// clusterScoped reports whether objects of a kind live in no namespace. It knows
// those of all the kinds that package schema accepts.
func clusterScoped(kind string) bool {
	switch kind {
	case "Namespace", "Node", "PersistentVolume",
		"ClusterRole", "ClusterRoleBinding", "PriorityClass", "RuntimeClass", "CertificateSigningRequest",
		"StorageClass", "CSIDriver", "CSINode", "VolumeAttachment", "VolumeAttributesClass",
		"IngressClass", "IPAddress", "ServiceCIDR", "FlowSchema", "PriorityLevelConfiguration",
		"CustomResourceDefinition", "APIService",
		"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
		"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
		"GatewayClass", "ClusterIssuer", "CiliumClusterwideNetworkPolicy":
		return true
	}
	return false
}

// checkBinding follows a binding to its role and to the accounts that get it.
func (c *checker) checkBinding(o *object) {
	role := id{text(o.value, "roleRef", "kind"), "", text(o.value, "roleRef", "name")}
	if role.kind == "Role" {
		role.namespace = o.Namespace
	}
	c.require(o, "roleRef.name", role)
	for i, s := range list(o.value, "subjects") {
		if text(s, "kind") == "ServiceAccount" {
			c.require(o, item("subjects", i), id{"ServiceAccount", text(s, "namespace"), text(s, "name")})
		}
	}
}

// checkPods follows a pod template to its account and its priority. A pod that
// names a class that does not exist is refused for ever.
func (c *checker) checkPods(o *object) {
	keys := []string{"spec", "template", "spec"}
	switch o.Kind {
	case "Pod":
		keys = []string{"spec"}
	case "CronJob":
		keys = []string{"spec", "jobTemplate", "spec", "template", "spec"}
	}
	spec, path := child(o.value, keys...), ""
	for _, k := range keys {
		path = step(path, k)
	}
	if name := text(spec, "serviceAccountName"); name != "" {
		c.require(o, step(path, "serviceAccountName"), id{"ServiceAccount", o.Namespace, name})
	}
	if name := text(spec, "priorityClassName"); name != "" {
		c.require(o, step(path, "priorityClassName"), id{"PriorityClass", "", name})
	}
}

// checkQuota follows a quota to the storage classes that it gives something of: a
// claim of a class that does not exist waits for ever.
func (c *checker) checkQuota(o *object) {
	hard, _ := child(o.value, "spec", "hard").(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(hard)) {
		class, ok := strings.CutSuffix(key, ".storageclass.storage.k8s.io/requests.storage")
		if ok && hard[key] != "0" {
			c.require(o, step("spec.hard", key), id{"StorageClass", "", class})
		}
	}
}
