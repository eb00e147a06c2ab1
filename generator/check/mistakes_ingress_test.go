package check_test

import (
	"maps"

	"github.com/tenantry/tenantry/generator/diag"
)

const (
	ingressRoutes  = "tenants/contoso/base/ingress.yaml"
	ingressProbe   = "infrastructure/gateways/default/shared-1/gateway/ingress.yaml"
	ingressOverlay = "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml"
	contosoHost    = "contoso.apps.acme.example"
	fabrikamHost   = "fabrikam.apps.acme.example"
)

// inRoutes is one finding at a document of contoso's routes.
func inRoutes(line int, code diag.Code, message, fix string) diag.List {
	return diag.List{{
		Pos: diag.Pos{File: ingressRoutes, Line: line, Col: 1}, Code: code, Message: message, Fix: fix,
		Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
	}}
}

// ingressMistakes are mistakes in Ingresses, in what extends them and in their
// certificates.
func ingressMistakes() map[string]mistake {
	all := ingressClaims()
	for _, table := range []map[string]mistake{ingressReferences(), platformIngressMistakes()} {
		maps.Copy(all, table)
	}
	return all
}

// ingressClaims are mistakes in what a tenant's Ingresses and certificates claim.
func ingressClaims() map[string]mistake {
	const (
		foreign  = "foreign-reference"
		notOwn   = `hostname "` + fabrikamHost + `" is not one of tenant "contoso"`
		listOwn  = "list only what the tenant's file lists"
		web      = "Ingress/contoso/web: "
		redirect = "IngressExtension/contoso/web-redirect: "
		cert     = "Certificate/contoso/tenant-contoso: "
	)
	return map[string]mistake{
		"an Ingress claims another tenant's hostname": {
			file: ingressRoutes, old: "  rules:\n    - host: " + contosoHost, new: "  rules:\n    - host: " + fabrikamHost,
			want: inRoutes(4, foreign, web+"spec.rules[0].host: "+notOwn, listOwn),
		},
		"an Ingress claims every hostname": {
			file: ingressRoutes, old: "    - host: " + contosoHost + "\n      http:", new: "    - http:",
			want: inRoutes(4, foreign, web+"spec.rules[0].host: without a hostname it claims every one that nobody else on the "+
				"frontend does", "list the tenant's hostnames"),
		},
		"an Ingress has a default backend": {
			file: ingressRoutes, old: "  tls:\n", new: "  defaultBackend: {service: {name: web, port: {number: 80}}}\n  tls:\n",
			want: inRoutes(4, foreign, web+"spec.defaultBackend: a default backend takes what nobody else on the frontend does",
				"leave it out"),
		},
		"an extension redirects another tenant's hostname": {
			file: ingressRoutes, old: "    - host: " + contosoHost + "\n      requestRedirect",
			new:  "    - host: " + fabrikamHost + "\n      requestRedirect",
			want: inRoutes(51, foreign, redirect+"spec.rules[0].host: "+notOwn, listOwn),
		},
		"an extension redirects another tenant's hostname, too": {
			file: ingressRoutes, old: "      requestRedirect", new: "      additionalHostnames: [" + fabrikamHost + "]\n      requestRedirect",
			want: inRoutes(51, foreign, redirect+"spec.rules[0].additionalHostnames[0]: "+notOwn, listOwn),
		},
		"a certificate holds a hostname that is nobody's": {
			file: ingressRoutes, old: "  dnsNames:\n", new: "  dnsNames:\n    - login.apps.acme.example\n",
			want: inRoutes(64, foreign, cert+`spec.dnsNames[0]: hostname "login.apps.acme.example" is not one of tenant "contoso"`, listOwn),
		},
		"a certificate holds an address": {
			file: ingressRoutes, old: "  dnsNames:\n", new: "  ipAddresses: [192.0.2.1]\n  dnsNames:\n",
			want: inRoutes(64, foreign, cert+"spec.ipAddresses: a tenant's certificate holds its hostnames and nothing else", "leave it out"),
		},
		"a certificate's issuer is in the tenant's namespace": {
			file: ingressRoutes, old: "    kind: ClusterIssuer", new: "    kind: Issuer",
			want: append(
				inRoutes(64, "dangling-reference", cert+"spec.issuerRef.name: Issuer/contoso/shared-1 does not exist on this cluster",
					"name a Issuer that this cluster has, or render that one"),
				inRoutes(64, foreign, cert+"spec.issuerRef.kind: an issuer in a tenant's namespace has its account's key there",
					"name the ClusterIssuer of the tenant's gateway")...),
		},
	}
}

// ingressReferences are mistakes in what a tenant's Ingresses refer to.
func ingressReferences() map[string]mistake {
	const (
		dangling = "dangling-reference"
		web      = "Ingress/contoso/web: "
		redirect = "Ingress/contoso/web-redirect: "
	)
	return map[string]mistake{
		"a certificate's ClusterIssuer does not exist": {
			file: ingressRoutes, old: "    kind: ClusterIssuer\n    name: shared-1", new: "    kind: ClusterIssuer\n    name: shared-9",
			want: inRoutes(64, dangling, "Certificate/contoso/tenant-contoso: spec.issuerRef.name: ClusterIssuer/shared-9 does not "+
				"exist on this cluster", `write "shared-1"`),
		},
		"an Ingress's class does not exist": {
			file: ingressRoutes, old: "azure-alb-external", new: "azure-alb-internal",
			want: inRoutes(4, dangling, web+"spec.ingressClassName: IngressClass/azure-alb-internal does not exist on this cluster",
				"name a IngressClass that this cluster has, or render that one"),
		},
		"an Ingress names a frontend that no gateway has": {
			file: ingressRoutes, old: "alb-frontend: shared-1", new: "alb-frontend: shared-9",
			want: inRoutes(4, dangling, web+`metadata.annotations[alb.networking.azure.io/alb-frontend]: "shared-9" is no frontend of `+
				"a gateway for Ingresses", `write "shared-1"`),
		},
		"an Ingress's certificate does not exist": {
			file: ingressRoutes, old: "      secretName: tenant-contoso-tls", new: "      secretName: contoso-tls",
			want: inRoutes(4, dangling, web+"spec.tls[0].secretName: no Certificate fills Secret/contoso/contoso-tls",
				"name the secretName of a Certificate in this namespace"),
		},
		"an Ingress's certificate holds other hostnames": {
			file: ingressRoutes, old: "  dnsNames:\n    - " + contosoHost, new: "  dnsNames: []\n",
			want: inRoutes(4, dangling, web+"spec.tls[0].secretName: Certificate/contoso/tenant-contoso does not hold "+contosoHost,
				"name the Secret of a Certificate with these hostnames"),
		},
		"an Ingress's extension does not exist": {
			file: ingressRoutes, old: "alb-ingress-extension: web-redirect", new: "alb-ingress-extension: redirect",
			want: inRoutes(29, dangling, redirect+"metadata.annotations[alb.networking.azure.io/alb-ingress-extension]: "+
				"IngressExtension/contoso/redirect does not exist on this cluster",
				"name a IngressExtension that this cluster has, or render that one"),
		},
		"an Ingress serves in the clear": {
			file: ingressRoutes, old: "    alb.networking.azure.io/alb-ingress-extension: web-redirect\n",
			want: inRoutes(29, dangling, redirect+"metadata.annotations: it has no certificate, and nothing redirects it to HTTPS",
				"add tls, or the annotation alb.networking.azure.io/alb-ingress-extension"),
		},
	}
}

// platformIngressMistakes are mistakes in the platform's own Ingress, and in what
// each cluster's overlay says.
func platformIngressMistakes() map[string]mistake {
	const probe = "Ingress/gateways/probe-shared-1: "
	inOverlay := func(code diag.Code, message, fix string) diag.List {
		return diag.List{{
			Pos: diag.Pos{File: ingressOverlay}, Code: code, Message: probe + message, Fix: fix,
			Seen: []diag.Pos{{File: ingressProbe, Line: 5, Col: 1}, {File: "clusters/fleet.yaml"}},
		}}
	}
	const agcs = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/providers/" +
		"Microsoft.ServiceNetworking/trafficControllers/"
	const neu, weu = "value: shared-1.prod-neu.apps.acme.example", "value: shared-1.prod-weu.apps.acme.example"
	return map[string]mistake{
		"the platform's Ingress claims a tenant's hostname": {
			file: ingressOverlay, old: "path: /spec/rules/0/host\n        " + neu,
			new: "path: /spec/rules/0/host\n        value: " + contosoHost,
			want: inOverlay("foreign-reference", `spec.rules[0].host: hostname "`+contosoHost+`" belongs to tenant "contoso"`,
				"leave it to the tenant's folder"),
		},
		"the platform's Ingress has the other cluster's hostname": {
			file: ingressOverlay, old: "path: /spec/rules/0/host\n        " + neu, new: "path: /spec/rules/0/host\n        " + weu,
			want: inOverlay("dangling-reference", `spec.rules[0].host: no certificate is named for "shared-1.prod-weu.apps.acme.example"`,
				"add it to the hosts of tls"),
		},
		"the platform's Ingress has no such Service": {
			file: ingressProbe, old: "name: probe-shared-1\n                port", new: "name: prob-shared-1\n                port",
			want: diag.List{{
				Pos: diag.Pos{File: ingressProbe, Line: 5, Col: 1}, Code: "dangling-reference",
				Message: probe + "spec.rules[0].http.paths[0].backend.service: Service/gateways/prob-shared-1 does not exist on this cluster",
				Fix:     `write "probe-shared-1"`, Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"the platform's Ingress names a port that its Service has not": {
			file: ingressProbe, old: "number: 80", new: "number: 81",
			want: diag.List{{
				Pos: diag.Pos{File: ingressProbe, Line: 5, Col: 1}, Code: "dangling-reference",
				Message: probe + "spec.rules[0].http.paths[0].backend.service: Service/gateways/probe-shared-1 has no port 81",
				Fix:     "name a port of the Service",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 55, Col: 1}, {File: "clusters/fleet.yaml"},
				},
			}},
		},
		"an Ingress of the DR cluster on the primary's AGC": {
			file: ingressOverlay, old: "agc-prod-neu-1", new: "agc-prod-weu-1",
			want: inOverlay("plane-mismatch", `metadata.annotations["alb.networking.azure.io/alb-id"]: no stack of the cluster makes `+
				`the AGC "`+agcs+`agc-prod-weu-1"`, `write "`+agcs+`agc-prod-neu-1"`),
		},
	}
}
