package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/plan"
)

// checkIsolation reports objects that stand where they do not belong, and objects
// of a tenant that name another tenant's. Everything in a unit is applied with the
// platform's rights, so nothing but this check and a policy on the cluster stands
// between one line in a tenant's folder and another tenant's namespace.
func (c *checker) checkIsolation(cl *cluster) {
	for _, u := range cl.units {
		for _, o := range u.objects {
			if u.tenant != "" {
				c.checkTenantObject(o)
			} else {
				c.checkPlatformObject(o)
			}
		}
	}
}

// checkPlatformObject wants the platform to stay out of tenants' namespaces, and
// tenants' accounts out of the platform's bindings.
func (c *checker) checkPlatformObject(o *object) {
	if c.owners.tenants[o.Namespace] {
		c.outside(o, "metadata.namespace",
			fmt.Sprintf("the platform applies this into the namespace of tenant %q", o.Namespace),
			"put it into the tenant's folder, or into a namespace of the platform")
	}
	if o.Kind == "Namespace" && c.owners.tenants[o.Name] {
		c.outside(o, "metadata.name", fmt.Sprintf("the platform applies the namespace of tenant %q", o.Name),
			"leave it to the tenant's folder")
	}
	switch o.Kind {
	case "HTTPRoute":
		c.checkPlatformRoute(o)
	case "Ingress":
		c.checkPlatformIngress(o)
	}
	if o.Kind != "RoleBinding" && o.Kind != "ClusterRoleBinding" {
		return
	}
	for i, s := range list(o.value, "subjects") {
		ns := or(text(s, "namespace"), serviceAccountNamespace(text(s, "name")))
		if c.owners.tenants[ns] {
			c.foreign(o, item("subjects", i), fmt.Sprintf("an account of tenant %q gets rights outside its namespace", ns),
				"leave it out: what a tenant may do is bound in its own namespace")
		}
	}
}

func (c *checker) outside(o *object, path, fact, fix string) {
	c.report.add(fault{at: o, path: path, code: outsideNamespace, fact: fact, fix: fix})
}

func (c *checker) foreign(o *object, path, fact, fix string) {
	c.report.add(fault{at: o, path: path, code: foreignRef, fact: fact, fix: fix})
}

// checkTenantObject judges one object of a tenant's unit.
func (c *checker) checkTenantObject(o *object) {
	c.checkInside(o)
	switch o.Kind {
	case "RoleBinding":
		c.checkRights(o)
	case "Kustomization", "HelmRelease":
		c.checkDelivery(o)
	case "HTTPRoute", "GRPCRoute", "TLSRoute":
		c.checkClaims(o)
		c.checkLock(o)
	case "NetworkPolicy":
		c.checkEgress(o)
	case "CiliumNetworkPolicy":
		c.checkCiliumEgress(o)
	case "SecretProviderClass", "Component":
		c.checkVault(o)
	case "Ingress", "IngressExtension":
		c.checkIngressClaims(o)
	case "Certificate":
		c.checkCertificateClaims(o)
	case "HealthCheckPolicy", "WebApplicationFirewallPolicy":
		c.ownNamespace(o, "spec.targetRef", child(o.value, "spec", "targetRef"))
	}
	c.checkNames(o) // last: the rules above say more about the same words
}

// checkInside wants a tenant's objects in the tenant's namespace. An object of the
// whole cluster is everybody's, whoever applies it.
func (c *checker) checkInside(o *object) {
	t := o.unit.tenant
	switch {
	case o.Kind == "Namespace" && o.Name == t:
	case o.Kind == "Namespace":
		c.outside(o, "metadata.name", fmt.Sprintf("tenant %q has the namespace %q and no other", t, t), "leave it out")
	case clusterScoped(o.Kind):
		c.outside(o, "", fmt.Sprintf("belongs to the whole cluster, and tenant %q applies it", t),
			"leave it out, or put it below infrastructure/")
	case o.Namespace == "":
		c.outside(o, "metadata.namespace", "there is no namespace, so it would land in default", "write namespace: "+t)
	case o.Namespace != t:
		c.outside(o, "metadata.namespace", fmt.Sprintf("tenant %q applies this into namespace %q", t, o.Namespace),
			"write namespace: "+t)
	}
}

// checkRights wants the subjects and the role of a binding to be the tenant's own:
// with edit or admin a tenant could lift its own fences.
func (c *checker) checkRights(o *object) {
	t := o.unit.tenant
	role, kind := text(o.value, "roleRef", "name"), text(o.value, "roleRef", "kind")
	if roles := plan.TenantRoles(); kind != "ClusterRole" || !slices.Contains(roles, role) {
		c.foreign(o, "roleRef.name", fmt.Sprintf("tenant %q binds the %s %q, which is not made for tenants", t, kind, role),
			"bind one of "+strings.Join(roles, ", "))
	}
	for i, s := range list(o.value, "subjects") {
		at, name := item("subjects", i), text(s, "name")
		switch {
		case text(s, "kind") == "ServiceAccount":
			if ns := text(s, "namespace"); ns != t {
				c.foreign(o, at, fmt.Sprintf("an account of namespace %q gets rights of tenant %q", ns, t),
					"name an account of the tenant's own namespace")
			}
		case strings.HasPrefix(name, "system:") && serviceAccountNamespace(name) != t:
			c.foreign(o, at, fmt.Sprintf("%q gets rights of tenant %q", name, t),
				"name the tenant's Entra groups, or its own accounts")
		}
	}
}

// checkDelivery wants what a tenant brings to be applied as the tenant. With
// another account, or with a kubeconfig, it would be applied as somebody else; a
// source or a release in another namespace is somebody else's.
func (c *checker) checkDelivery(o *object) {
	t, spec := o.unit.tenant, child(o.value, "spec")
	if name := text(spec, "serviceAccountName"); name != plan.ReconcilerAccount {
		c.foreign(o, "spec.serviceAccountName", fmt.Sprintf("the tenant's objects are applied as %q", name),
			"write serviceAccountName: "+plan.ReconcilerAccount)
	}
	fields := []string{"targetNamespace"}
	if o.Kind == "HelmRelease" {
		fields = append(fields, "storageNamespace")
	}
	for _, field := range fields {
		if ns := text(spec, field); ns != t {
			c.foreign(o, "spec."+field, fmt.Sprintf("the tenant's objects go to namespace %q", ns),
				fmt.Sprintf("write %s: %s", field, t))
		}
	}
	for _, field := range []string{"kubeConfig", "decryption"} {
		if child(spec, field) != nil {
			c.foreign(o, "spec."+field, "a tenant's delivery uses no keys but its own account's", "leave it out")
		}
	}
	c.ownNamespace(o, "spec.sourceRef", child(spec, "sourceRef"))
	c.ownNamespace(o, "spec.chartRef", child(spec, "chartRef"))
	for i, ref := range list(spec, "dependsOn") {
		c.ownNamespace(o, item("spec.dependsOn", i), ref)
	}
}

// ownNamespace wants a reference of a tenant to stay in its namespace.
func (c *checker) ownNamespace(o *object, path string, ref any) {
	if ns := text(ref, "namespace"); ns != "" && ns != o.unit.tenant {
		c.foreign(o, path+".namespace", fmt.Sprintf("this reaches into namespace %q", ns),
			"leave the namespace out: it is the tenant's own")
	}
}

// checkClaims wants a route to claim hostnames of its tenant, by name, and to lead
// to the tenant's own Services. A route without hostnames takes whatever its
// listener serves.
func (c *checker) checkClaims(o *object) {
	hosts := list(o.value, "spec", "hostnames")
	if len(hosts) == 0 {
		c.foreign(o, "spec.hostnames", "a route without hostnames claims every one of its listeners",
			"list the tenant's hostnames")
	}
	for i, h := range hosts {
		host, _ := h.(string)
		if owner := c.owners.hosts[host]; owner != o.unit.tenant {
			c.foreign(o, item("spec.hostnames", i),
				fmt.Sprintf("hostname %q is not one of tenant %q", host, o.unit.tenant),
				"list only what the tenant's file lists")
		}
	}
	walk(child(o.value, "spec"), func(at *place, key string, v any) {
		ref, isMap := v.(map[string]any)
		if isMap && (key == "backendRefs" || key == "backendRef") {
			c.ownNamespace(o, "spec."+at.String(), ref)
		}
	})
}

// checkListeners wants each listener open to the one tenant whose hostname it
// serves, and to nobody if it is the platform's: who may attach a route to a
// listener receives its clients.
func (c *checker) checkListeners(cl *cluster) {
	for _, u := range cl.units {
		for _, o := range u.objects {
			if o.Kind != "Gateway" {
				continue
			}
			for i, l := range list(o.value, "spec", "listeners") {
				path := item("spec.listeners", i) + ".allowedRoutes"
				if c.behindFrontDoor() && text(l, "hostname") == "" {
					c.checkOpenListener(cl, o, path, l)
				} else {
					c.checkListener(o, path, l)
				}
			}
		}
	}
}

func (c *checker) checkListener(gw *object, path string, l any) {
	name, owner := text(l, "name"), c.owners.hosts[text(l, "hostname")]
	if owner != "" {
		if !admitsOnly(l, owner) {
			c.foreign(gw, path, fmt.Sprintf("listener %q is not open to tenant %q alone", name, owner),
				fmt.Sprintf("admit HTTPRoutes from namespaces with the label %s: %s", namespaceLabel, owner))
		}
		return
	}
	if t := c.firstAdmitted(gw, l); t != "" {
		c.foreign(gw, path, fmt.Sprintf("listener %q of the platform admits routes of tenant %q", name, t),
			"write namespaces: {from: Same}")
	}
}

// firstAdmitted is some tenant whose routes a listener takes, or "".
func (c *checker) firstAdmitted(gw *object, listener any) string {
	if from := text(listener, "allowedRoutes", "namespaces", "from"); from != "All" && from != "Selector" {
		return ""
	}
	for _, t := range c.fleet.Tenants {
		if admitsNamespace(gw, listener, string(t.Name)) {
			return string(t.Name)
		}
	}
	return ""
}

// admitsOnly reports whether a listener takes HTTPRoutes of one namespace and
// nothing else.
func admitsOnly(listener any, namespace string) bool {
	allowed := child(listener, "allowedRoutes")
	selector, _ := child(allowed, "namespaces", "selector").(map[string]any)
	match, _ := selector["matchLabels"].(map[string]any)
	return text(allowed, "namespaces", "from") == "Selector" && match[namespaceLabel] == namespace && routesOnly(listener)
}
