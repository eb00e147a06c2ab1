package check_test

import "github.com/tenantry/tenantry/generator/diag"

// gatewayMistakes are mistakes in what Gateways, routes and certificates refer to.
func gatewayMistakes() map[string]mistake {
	return map[string]mistake{
		"a firewall policy guards a Gateway that does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml",
			old:  "    name: shared-1\n    namespace: gateways",
			new:  "    name: shared-9\n    namespace: gateways",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: "WebApplicationFirewallPolicy/gateways/shared-1: spec.targetRef: Gateway/gateways/shared-9 does not " +
					"exist on this cluster",
				Fix:  `write "shared-1"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a firewall policy guards a listener that does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml",
			old:  "      - contoso.apps.acme.example",
			new:  "      - contosos.apps.acme.example",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "WebApplicationFirewallPolicy/gateways/tenant-contoso: spec.targetRef.sectionNames[0]: " +
					`Gateway/gateways/shared-1 has no listener "contosos.apps.acme.example"`,
				Fix:  `write "contoso.apps.acme.example"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a firewall policy looks into another namespace": {
			file: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml",
			old:  "  name: tenant-contoso\n  namespace: gateways",
			new:  "  name: tenant-contoso\n  namespace: cert-manager",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 19, Col: 1},
				Code: "dangling-reference",
				Message: "WebApplicationFirewallPolicy/cert-manager/tenant-contoso: spec.targetRef: a policy holds for its " +
					"own namespace alone, and Gateway/gateways/shared-1 is in another",
				Fix:  "put the policy into namespace gateways",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a route's firewall policy names a part of it": {
			file: "tenants/fabrikam/base/routes.yaml",
			old:  "    kind: HTTPRoute\n    name: web\n",
			new:  "    kind: HTTPRoute\n    name: web\n    sectionNames: [login]\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/fabrikam/base/routes.yaml", Line: 48, Col: 1},
				Code: "dangling-reference",
				Message: "WebApplicationFirewallPolicy/fabrikam/web: spec.targetRef: HTTPRoute/fabrikam/web has no listeners " +
					"that sectionNames could name",
				Fix:  "leave sectionNames out",
				Seen: []diag.Pos{{File: "tenants/fabrikam.yaml"}},
			}},
		},
		"a Gateway's class does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "azure-alb-external",
			new:  "azure-alb-internal",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code: "dangling-reference",
				Message: "Gateway/gateways/shared-1: spec.gatewayClassName: GatewayClass/azure-alb-internal does not " +
					"exist on this cluster",
				Fix:  "name a GatewayClass that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a listener's certificate does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "name: tenant-contoso-tls",
			new:  "name: tenant-contoso",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code: "dangling-reference",
				Message: "Gateway/gateways/shared-1: spec.listeners[2].tls.certificateRefs[0]: no Certificate fills " +
					"Secret/gateways/tenant-contoso",
				Fix:  "name the secretName of a Certificate in this namespace",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a listener's certificate is for another hostname": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "name: tenant-contoso-tls",
			new:  "name: tenant-fabrikam-tls",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
				Code: "dangling-reference",
				Message: `Gateway/gateways/shared-1: spec.listeners[2].tls.certificateRefs[0]: ` +
					`Certificate/gateways/tenant-fabrikam does not hold the listener's hostname ` +
					`"contoso.apps.acme.example"`,
				Fix:  "name the Secret of a Certificate with that hostname",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a listener's certificate is for the other cluster's hostname": {
			file: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml",
			old:  "value: shared-1.prod-neu.apps.acme.example",
			new:  "value: shared-1.prod-weu.apps.acme.example",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml"},
				Code: "dangling-reference",
				Message: `Gateway/gateways/shared-1: spec.listeners[1].tls.certificateRefs[0]: ` +
					`Certificate/gateways/gateway-shared-1 does not hold the listener's hostname ` +
					`"shared-1.prod-weu.apps.acme.example"`,
				Fix: "name the Secret of a Certificate with that hostname",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a certificate's issuer does not exist": {
			file: "infrastructure/gateways/default/shared-1/certificates/certificates.yaml",
			old:  "    kind: Issuer\n",
			new:  "    kind: ClusterIssuer\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/certificates/certificates.yaml", Line: 5, Col: 1},
				Code: "dangling-reference",
				Message: "Certificate/gateways/gateway-shared-1: spec.issuerRef.name: ClusterIssuer/shared-1 does not " +
					"exist on this cluster",
				Fix:  "name a ClusterIssuer that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a route's Gateway does not exist": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "name: shared-1",
			new:  "name: shared-9",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "dangling-reference",
				Message: "HTTPRoute/contoso/web: spec.parentRefs[0]: Gateway/gateways/shared-9 does not exist on this " +
					"cluster",
				Fix:  `write "shared-1"`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route's listener does not exist": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "sectionName: contoso.apps",
			new:  "sectionName: contosa.apps",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "dangling-reference",
				Message: `HTTPRoute/contoso/web: spec.parentRefs[0].sectionName: Gateway/gateways/shared-1 has no ` +
					`listener "contosa.apps.acme.example"`,
				Fix:  `write "contoso.apps.acme.example"`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a route's listener has another hostname": {
			file: "tenants/contoso/base/routes.yaml",
			old:  "sectionName: contoso.apps.acme.example",
			new:  "sectionName: probe",
			want: diag.List{{
				Pos:  diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1},
				Code: "dangling-reference",
				Message: `HTTPRoute/contoso/web: spec.parentRefs[0]: listener "probe" of Gateway/gateways/shared-1 serves ` +
					`none of the route's hostnames`,
				Fix: "name the listener of one of the route's hostnames that is open to its namespace",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
					{File: "tenants/contoso.yaml"},
				},
			}},
		},
		"a route's listener is closed to its namespace": {
			file: "infrastructure/gateways/default/shared-1/gateway/redirect.yaml",
			old:  "sectionName: http",
			new:  "sectionName: contoso.apps.acme.example",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/redirect.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: `HTTPRoute/gateways/redirect-shared-1: spec.parentRefs[0]: listener "contoso.apps.acme.example" ` +
					`of Gateway/gateways/shared-1 does not admit routes from namespace "gateways"`,
				Fix: "name the listener of one of the route's hostnames that is open to its namespace",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a route's listener is closed to its kind": {
			file: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml",
			old:  "          - kind: HTTPRoute",
			new:  "          - kind: GRPCRoute",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/redirect.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: `HTTPRoute/gateways/redirect-shared-1: spec.parentRefs[0]: listener "http" of ` +
					`Gateway/gateways/shared-1 does not admit HTTPRoutes`,
				Fix: "name the listener of one of the route's hostnames that is open to its namespace",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a route's Service does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "        - name: probe-shared-1\n          port: 80",
			new:  "        - name: prob-shared-1\n          port: 80",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 79, Col: 1},
				Code: "dangling-reference",
				Message: "HTTPRoute/gateways/probe-shared-1: spec.rules[0].backendRefs[0]: Service/gateways/prob-shared-1 " +
					"does not exist on this cluster",
				Fix:  `write "probe-shared-1"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a route's Service has no such port": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "        - name: probe-shared-1\n          port: 80",
			new:  "        - name: probe-shared-1\n          port: 8080",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 79, Col: 1},
				Code: "dangling-reference",
				Message: "HTTPRoute/gateways/probe-shared-1: spec.rules[0].backendRefs[0]: " +
					"Service/gateways/probe-shared-1 has no port 8080",
				Fix: "name a port of the Service",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 55, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a health check's Service does not exist": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "    kind: Service\n    name: probe-shared-1",
			new:  "    kind: Service\n    name: probe",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 97, Col: 1},
				Code: "dangling-reference",
				Message: "HealthCheckPolicy/gateways/probe-shared-1: spec.targetRef: Service/gateways/probe does not " +
					"exist on this cluster",
				Fix:  "name a Service that this cluster has, or render that one",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a health check's Service has no such port": {
			file: "infrastructure/gateways/default/shared-1/gateway/probe.yaml",
			old:  "  default:\n",
			new:  "  default:\n    port: 81\n",
			want: diag.List{{
				Pos:  diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 97, Col: 1},
				Code: "dangling-reference",
				Message: "HealthCheckPolicy/gateways/probe-shared-1: spec.default.port: Service/gateways/probe-shared-1 " +
					"has no port 81",
				Fix: "name a port of the Service",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 55, Col: 1},
					{File: "clusters/fleet.yaml"},
				},
			}},
		},
	}
}
