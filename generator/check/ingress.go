package check

import (
	"fmt"
	"slices"
	"strings"
)

// What the ALB controller reads in an Ingress:
// https://learn.microsoft.com/azure/application-gateway/for-containers/how-to-url-redirect-ingress-api
const (
	albAnnotation       = "alb.networking.azure.io/"
	frontendAnnotation  = albAnnotation + "alb-frontend"
	extensionAnnotation = albAnnotation + "alb-ingress-extension"
)

func annotation(o *object, key string) string { return text(o.value, "metadata", "annotations", key) }

func annotationPath(key string) string { return fmt.Sprintf("metadata.annotations[%s]", key) }

// checkIngressClaims wants an Ingress of a tenant, and what extends it, to claim
// hostnames of the tenant, by name: one without a hostname, and a default backend,
// take whatever nobody else on the frontend does. Unlike a route an Ingress has no
// listener above it that says who may attach.
func (c *checker) checkIngressClaims(o *object) {
	spec := child(o.value, "spec")
	if child(spec, "defaultBackend") != nil {
		c.foreign(o, "spec.defaultBackend", "a default backend takes what nobody else on the frontend does", "leave it out")
	}
	for i, rule := range list(spec, "rules") {
		c.checkHost(o, item("spec.rules", i)+".host", text(rule, "host"))
		for j, more := range list(rule, "additionalHostnames") {
			host, _ := more.(string)
			c.checkHost(o, item(item("spec.rules", i)+".additionalHostnames", j), host)
		}
	}
	for i, tls := range list(spec, "tls") {
		for j, h := range list(tls, "hosts") {
			host, _ := h.(string)
			c.checkHost(o, item(item("spec.tls", i)+".hosts", j), host)
		}
	}
}

// checkCertificateClaims wants the platform's issuer to sign a tenant's own
// hostnames and nothing else.
func (c *checker) checkCertificateClaims(o *object) {
	for i, h := range list(o.value, "spec", "dnsNames") {
		host, _ := h.(string)
		c.checkHost(o, item("spec.dnsNames", i), host)
	}
	for _, field := range []string{"commonName", "literalSubject", "ipAddresses", "uris", "emailAddresses", "otherNames", "isCA"} {
		if child(o.value, "spec", field) != nil {
			c.foreign(o, "spec."+field, "a tenant's certificate holds its hostnames and nothing else", "leave it out")
		}
	}
	if kind := text(o.value, "spec", "issuerRef", "kind"); kind != "ClusterIssuer" {
		c.foreign(o, "spec.issuerRef.kind", "an issuer in a tenant's namespace has its account's key there",
			"name the ClusterIssuer of the tenant's gateway")
	}
}

func (c *checker) checkHost(o *object, path, host string) {
	switch {
	case host == "":
		c.foreign(o, path, "without a hostname it claims every one that nobody else on the frontend does",
			"list the tenant's hostnames")
	case c.owners.hosts[host] != o.unit.tenant:
		c.foreign(o, path, fmt.Sprintf("hostname %q is not one of tenant %q", host, o.unit.tenant),
			"list only what the tenant's file lists")
	}
}

// checkPlatformIngress wants the platform to leave tenants' hostnames to them.
func (c *checker) checkPlatformIngress(o *object) {
	for i, rule := range list(o.value, "spec", "rules") {
		if t := c.owners.hosts[text(rule, "host")]; t != "" {
			c.foreign(o, item("spec.rules", i)+".host", fmt.Sprintf("hostname %q belongs to tenant %q", text(rule, "host"), t),
				"leave it to the tenant's folder")
		}
	}
}

// checkIngress follows an Ingress to its class, its AGC and frontend, its
// certificate, what extends it and, of the platform's, its Services.
func (c *checker) checkIngress(o *object) {
	c.require(o, "spec.ingressClassName", id{"IngressClass", "", text(o.value, "spec", "ingressClassName")})
	c.checkLoadBalancer(o)
	c.checkFrontend(o)
	c.checkEncryption(o)
	if o.unit.tenant != "" {
		return // its Services come from the tenant's own source
	}
	for i, rule := range list(o.value, "spec", "rules") {
		for j, p := range list(rule, "http", "paths") {
			path := item(item("spec.rules", i)+".http.paths", j) + ".backend.service"
			service := id{"Service", o.Namespace, text(p, "backend", "service", "name")}
			c.require(o, path, service)
			if port, ok := number(p, "backend", "service", "port", "number"); ok {
				c.requirePort(o, path, service, port)
			}
		}
	}
}

// checkEncryption wants every hostname to be served with a certificate that holds it,
// or to be redirected to where it is.
func (c *checker) checkEncryption(o *object) {
	served := map[string]bool{}
	all := list(o.value, "spec", "tls")
	for i, tls := range all {
		c.checkIngressCertificate(o, item("spec.tls", i), tls)
		for _, h := range list(tls, "hosts") {
			host, _ := h.(string)
			served[host] = true
		}
	}
	name := annotation(o, extensionAnnotation)
	switch {
	case name != "":
		c.require(o, annotationPath(extensionAnnotation), id{"IngressExtension", o.Namespace, name})
	case len(all) == 0:
		c.dangling(o, "metadata.annotations", "it has no certificate, and nothing redirects it to HTTPS",
			"add tls, or the annotation "+extensionAnnotation)
	}
	for i, rule := range list(o.value, "spec", "rules") {
		if host := text(rule, "host"); len(all) > 0 && !served[host] && !c.report.touched[o] {
			c.dangling(o, item("spec.rules", i)+".host", fmt.Sprintf("no certificate is named for %q", host), "add it to the hosts of tls")
		}
	}
}

// checkFrontend wants the frontend of a gateway whose routes are Ingresses: that of a
// Gateway takes none.
func (c *checker) checkFrontend(o *object) {
	frontend := annotation(o, frontendAnnotation)
	var known []string
	for _, g := range c.fleet.Gateways {
		if g.Ingress {
			known = append(known, string(g.Name))
		}
	}
	if !slices.Contains(known, frontend) {
		c.dangling(o, annotationPath(frontendAnnotation), fmt.Sprintf("%q is no frontend of a gateway for Ingresses", frontend),
			nearest(frontend, known))
	}
}

// checkIngressCertificate follows a Secret to the Certificate that fills it.
func (c *checker) checkIngressCertificate(o *object, path string, tls any) {
	secret := id{"Secret", o.Namespace, text(tls, "secretName")}
	cert, ok := o.unit.cluster.certificates[secret]
	if !ok {
		c.dangling(o, path+".secretName", fmt.Sprintf("no Certificate fills %s", secret),
			"name the secretName of a Certificate in this namespace")
		return
	}
	var missing []string
	for _, h := range list(tls, "hosts") {
		if host, _ := h.(string); !covers(cert, host) {
			missing = append(missing, host)
		}
	}
	if len(missing) > 0 {
		c.dangling(o, path+".secretName", fmt.Sprintf("%s does not hold %s", cert, strings.Join(missing, ", ")),
			"name the Secret of a Certificate with these hostnames")
	}
}
