package check_test

import "github.com/tenantry/tenantry/generator/diag"

// managedMistakes are mistakes in AGCs that are objects of Kubernetes.
func managedMistakes() map[string]mistake {
	const networks = "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/providers/" +
		"Microsoft.Network/virtualNetworks/"
	const gateway = "infrastructure/gateways/default/shared-1/gateway/gateway.yaml"
	atGateway := func(message, fix string) diag.List {
		return diag.List{{
			Pos: diag.Pos{File: gateway, Line: 5, Col: 1}, Code: "dangling-reference", Message: message, Fix: fix,
			Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
		}}
	}
	return map[string]mistake{
		"a Gateway sits on no AGC": {
			file: gateway,
			old:  "  annotations:\n    alb.networking.azure.io/alb-name: agc-1\n    alb.networking.azure.io/alb-namespace: gateways\n",
			want: atGateway("Gateway/gateways/shared-1: metadata.annotations: no AGC is named",
				"add the annotation alb.networking.azure.io/alb-id, or alb-name and alb-namespace"),
		},
		"a Gateway sits on an AGC that nobody makes": {
			file: gateway, old: "alb-name: agc-1", new: "alb-name: agc-2",
			want: atGateway("Gateway/gateways/shared-1: metadata.annotations[alb.networking.azure.io/alb-name]: "+
				"ApplicationLoadBalancer/gateways/agc-2 does not exist on this cluster", `write "agc-1"`),
		},
		"a Gateway has two AGCs": {
			file: gateway, old: "  annotations:\n", new: "  annotations:\n    alb.networking.azure.io/alb-id: /subscriptions/x\n",
			want: atGateway("Gateway/gateways/shared-1: metadata.annotations[alb.networking.azure.io/alb-id]: "+
				"an AGC of Azure is named beside one of Kubernetes", "keep alb-id, or alb-name and alb-namespace"),
		},
		"an AGC of the DR cluster in the primary's network": {
			file: "clusters/prod-neu/load-balancers/load-balancers.yaml", old: "vnet-prod-neu", new: "vnet-prod-weu",
			want: diag.List{{
				Pos:  diag.Pos{File: "clusters/prod-neu/load-balancers/load-balancers.yaml", Line: 4, Col: 1},
				Code: "dangling-reference",
				Message: `ApplicationLoadBalancer/gateways/agc-1: spec.associations[0]: "` + networks +
					`vnet-prod-weu/subnets/AgcSubnet1" is no subnet for AGCs of this cluster`,
				Fix:  `write "` + networks + `vnet-prod-neu/subnets/AgcSubnet1"`,
				Seen: []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}},
		},
	}
}
