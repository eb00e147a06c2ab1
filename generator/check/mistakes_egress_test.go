package check_test

import "github.com/tenantry/tenantry/generator/diag"

const bindFix = "bind one of tenantry-tenant-reconciler, tenantry-tenant-hpa, tenantry-tenant-keda, tenantry-tenant-vpa, " +
	"tenantry-tenant-owner, tenantry-tenant-reader"

// egressMistakes are mistakes in what a tenant's pods may reach, and in where their
// secrets and volumes come from. Their tenant asks for some of everything.
func egressMistakes() map[string]mistake {
	const (
		network = "tenants/contoso/base/egress.yaml"
		overlay = "tenants/contoso/prod-neu/kustomization.yaml"
		reach   = "leave it out, or list it under except"
		names   = "name hosts under toFQDNs, the entity kube-apiserver, or the cluster's DNS"
	)
	one := func(file string, line int, code diag.Code, message, fix string) diag.List {
		return diag.List{{
			Pos: diag.Pos{File: file, Line: line, Col: 1}, Code: code, Message: message, Fix: fix,
			Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
		}}
	}
	egress := func(message, fix string) diag.List {
		return one(network, 17, "foreign-reference", "NetworkPolicy/contoso/allow-egress: "+message, fix)
	}
	return map[string]mistake{
		"the internet with the pods of everybody": {
			file: network, old: "              - 10.0.0.0/8\n", want: egress("spec.egress[0].to[0].ipBlock: network 0.0.0.0/0 opens "+
				"10.10.0.0/16, which no tenant may reach", reach),
		},
		"the internet with the metadata service": {
			file: network, old: "              - 169.254.0.0/16\n", want: egress("spec.egress[0].to[0].ipBlock: network 0.0.0.0/0 "+
				"opens 169.254.0.0/16, which no tenant may reach", reach),
		},
		"a subnet of the DR cluster": {
			file: network, old: "cidr: 203.0.113.0/24", new: "cidr: 10.20.64.0/24",
			want: egress("spec.egress[1].to[0].ipBlock: network 10.20.64.0/24 opens 10.20.0.0/16, which no tenant may reach", reach),
		},
		"an egress to anywhere": {
			file: network, old: "    - to: # a network that the tenant's file names\n        - ipBlock:\n            cidr: 203.0.113.0/24\n      ports:",
			new:  "    - ports:",
			want: egress("spec.egress[1]: a rule without a destination opens everything", "name what the tenant's pods may reach"),
		},
		"an egress to the pods of every namespace": {
			file: network, old: "        - ipBlock:\n            cidr: 203.0.113.0/24\n", new: "        - namespaceSelector: {}\n",
			want: egress("spec.egress[1].to[0].namespaceSelector: this takes the pods of every namespace with these labels",
				"name one namespace by the label kubernetes.io/metadata.name"),
		},
		"private endpoints of the other cluster": {
			file: overlay, old: "10.20.253.0/24", new: "10.10.253.0/24",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "foreign-reference",
				Message: "NetworkPolicy/contoso/allow-private-endpoints: spec.egress[0].to[0].ipBlock: network 10.10.253.0/24 opens " +
					"10.10.0.0/16, which no tenant may reach",
				Fix: reach, Seen: []diag.Pos{{File: network, Line: 6, Col: 1}, {File: "tenants/contoso.yaml"}},
			}},
		},
		"Cilium's whole world": {
			file: network, old: "    - toFQDNs:\n        - matchName: \"api.example.com\"\n", new: "    - toCIDR: [0.0.0.0/0]\n",
			want: one(network, 47, "foreign-reference",
				"CiliumNetworkPolicy/contoso/allow-names: spec.egress[1]: a rule of Cilium's reaches more than a tenant may", names),
		},
		"pods that are not the cluster's DNS": {
			file: network, old: "k8s:io.kubernetes.pod.namespace: kube-system", new: "k8s:io.kubernetes.pod.namespace: gateways",
			want: one(network, 47, "foreign-reference",
				"CiliumNetworkPolicy/contoso/allow-names: spec.egress[0].toEndpoints[0]: these pods are not a tenant's to reach", names),
		},
		"the nodes as an entity": {
			file: network, old: "        - kube-apiserver\n", new: "        - remote-node\n",
			want: one(network, 74, "foreign-reference", "CiliumNetworkPolicy/contoso/allow-api-server: spec.egress[0].toEntities[0]: "+
				"the entity remote-node is not a tenant's to reach", names),
		},
		"secrets of the other cluster's vault": {
			file: overlay, old: "value: kv-prod-neu-jshzvf", new: "value: kv-prod-weu-jshzvf",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "dangling-reference",
				Message: `SecretProviderClass/contoso/secrets: spec.parameters.keyvaultName: "kv-prod-weu-jshzvf" is not the key vault of ` +
					`this cluster`,
				Fix:  `write "kv-prod-neu-jshzvf"`,
				Seen: []diag.Pos{{File: "tenants/contoso/base/secrets.yaml", Line: 4, Col: 1}, {File: "tenants/contoso.yaml"}},
			}},
		},
		"a quota of a class that no cluster has": {
			file: "tenants/contoso/base/namespace.yaml", old: "tenantry-ssd.storageclass", new: "tenantry-sdd.storageclass",
			want: one("tenants/contoso/base/namespace.yaml", 16, "dangling-reference",
				`ResourceQuota/contoso/plan: spec.hard["tenantry-sdd.storageclass.storage.k8s.io/requests.storage"]: `+
					"StorageClass/tenantry-sdd does not exist on this cluster", `write "tenantry-ssd"`),
		},
	}
}
