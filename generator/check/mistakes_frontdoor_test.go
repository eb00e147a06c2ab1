package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/diag"
)

// TestFrontDoorIsProven: each rule about a fleet behind Front Door finds exactly its mistake.
func TestFrontDoorIsProven(t *testing.T) {
	t.Parallel()
	repo := plainTenants()
	edit(t, repo, "clusters/fleet.yaml", "[shared-1]", "[shared-1, shared-2]")
	edit(t, repo, "clusters/fleet.yaml", "  dnsZone:", "  traffic: {provider: frontDoor}\n  dnsZone:")
	edit(t, repo, "tenants/fabrikam.yaml", "  plan:", "  placement: {gateway: shared-2}\n  plan:")
	r := render(t, repo)
	prover, err := check.NewProver(t.Context(), r.Fleet, mistake{}.apply(t, r.Tree))
	if err != nil || len(prover.First()) > 0 {
		t.Fatal(prover.First(), err)
	}
	for name, m := range frontDoorMistakes() {
		t.Run(name, func(t *testing.T) {
			found, err := prover.Check(t.Context(), m.apply(t, r.Tree))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(m.want, found); d != "" {
				t.Errorf("findings differ (-want +got):\n%s", d)
			}
		})
	}
}

// frontDoorMistakes are mistakes in a gateway without hostnames and in its routes.
func frontDoorMistakes() map[string]mistake {
	const (
		gateway = "infrastructure/gateways/default/shared-1/gateway/gateway.yaml"
		probe   = "infrastructure/gateways/default/shared-1/gateway/probe.yaml"
		certs   = "clusters/prod-neu/gateways/shared-1/certificates/kustomization.yaml"
		routes  = "tenants/contoso/base/routes.yaml"
		fleet   = "clusters/fleet.yaml"
		inputs  = "tenants/contoso.yaml"
		lock    = "          headers: # from the fleet's Front Door and nobody else\n            - type: Exact\n" +
			"              name: X-Azure-FDID\n              value: ${front_door_id}\n"
	)
	unlocked := diag.List{{
		Pos: diag.Pos{File: routes, Line: 3, Col: 1}, Code: "past-front-door",
		Message: "HTTPRoute/contoso/web: spec.rules[0]: this takes requests that did not come through the fleet's Front Door",
		Fix:     "add to every match the header X-Azure-FDID with the value ${front_door_id}",
		Seen:    []diag.Pos{{File: inputs}},
	}}
	onGateway := func(message, fix string) diag.List {
		return diag.List{{
			Pos: diag.Pos{File: gateway, Line: 6, Col: 1}, Code: "foreign-reference",
			Message: "Gateway/gateways/shared-1: spec.listeners[0].allowedRoutes" + message, Fix: fix, Seen: []diag.Pos{{File: fleet}},
		}}
	}
	return map[string]mistake{
		"a route that anybody reaches":           {routes, lock, "", unlocked},
		"a route for another Front Door":         {routes, "${front_door_id}", "88888888-8888-4888-8888-888888888888", unlocked},
		"a route that takes any value that fits": {routes, "type: Exact", "type: RegularExpression", unlocked},
		"a second match that anybody reaches":    {routes, "      backendRefs", "        - path: {type: Exact, value: /open}\n      backendRefs", unlocked},
		"a rule without matches":                 {routes, "  rules:\n", "  rules:\n    - backendRefs: [{name: web, port: 80}]\n", unlocked},
		"a variable of the platform's controllers": {
			routes, lock, lock + "            - {name: X-Client, value: \"${cert_manager_client_id}\"}\n", diag.List{{
				Pos: diag.Pos{File: routes, Line: 3, Col: 1}, Code: "foreign-reference",
				Message: "HTTPRoute/contoso/web: spec.rules[0].matches[0].headers[1].value: variable ${cert_manager_client_id} does not " +
					`belong to tenant "contoso"`,
				Fix: `name what belongs to tenant "contoso", or leave it out`, Seen: []diag.Pos{{File: inputs}},
			}},
		},
		"a listener that takes a neighbour's routes": {
			gateway, "                  - contoso\n", "                  - contoso\n                  - fabrikam\n",
			onGateway(`: listener "https" admits routes of tenant "fabrikam", which sits on another gateway`, "leave its namespace out"),
		},
		"a listener that takes everybody's routes": {
			gateway, "from: Selector", "from: All",
			onGateway(`: listener "https" serves every hostname, and takes routes of every namespace`,
				"list the namespaces of the gateway's tenants"),
		},
		"a listener that takes every kind of route": {
			gateway, "          - kind: HTTPRoute\n", "          - kind: HTTPRoute\n          - kind: GRPCRoute\n",
			onGateway(`.kinds: listener "https" serves every hostname, and takes more than HTTPRoutes`,
				"write kinds: [{kind: HTTPRoute}]"),
		},
		"a tenant that is let in nowhere": {
			gateway, "                  - contoso\n", "", diag.List{{
				Pos: diag.Pos{File: routes, Line: 3, Col: 1}, Code: "dangling-reference",
				Message: `HTTPRoute/contoso/web: spec.parentRefs[0]: listener "https" of Gateway/gateways/shared-1 does not admit ` +
					`routes from namespace "contoso"`,
				Fix:  "name the listener of one of the route's hostnames that is open to its namespace",
				Seen: []diag.Pos{{File: gateway, Line: 6, Col: 1}, {File: inputs}},
			}},
		},
		"a probe that answers for every hostname": {
			probe, "  hostnames: # each cluster is asked by its own\n    - shared-1.prod-weu.apps.acme.example\n" +
				"    - shared-1.prod-neu.apps.acme.example\n", "", diag.List{{
				Pos: diag.Pos{File: probe, Line: 79, Col: 1}, Code: "foreign-reference",
				Message: "HTTPRoute/gateways/probe-shared-1: spec.hostnames: a route without hostnames claims every tenant's",
				Fix:     "list the platform's own hostnames", Seen: []diag.Pos{{File: fleet}},
			}},
		},
		"a probe that answers for a tenant": {
			probe, "    - shared-1.prod-weu.apps.acme.example\n", "    - contoso.apps.acme.example\n", diag.List{{
				Pos: diag.Pos{File: probe, Line: 79, Col: 1}, Code: "foreign-reference",
				Message: `HTTPRoute/gateways/probe-shared-1: spec.hostnames[0]: hostname "contoso.apps.acme.example" belongs to ` +
					`tenant "contoso"`,
				Fix: "list the platform's own hostnames", Seen: []diag.Pos{{File: fleet}},
			}},
		},
		"a certificate of the other cluster's name": {
			certs, "shared-1.prod-neu", "shared-1.prod-weu", diag.List{{
				Pos: diag.Pos{File: "clusters/prod-neu/gateways/shared-1/gateway/kustomization.yaml"}, Code: "dangling-reference",
				Message: "Gateway/gateways/shared-1: spec.listeners[0].tls.certificateRefs[0]: Certificate/gateways/gateway-shared-1 " +
					`does not hold the listener's hostname "shared-1.prod-neu.apps.acme.example"`,
				Fix:  "name the Secret of a Certificate with that hostname",
				Seen: []diag.Pos{{File: gateway, Line: 6, Col: 1}, {File: fleet}},
			}},
		},
	}
}
