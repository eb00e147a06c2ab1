package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/check"
	"github.com/tenantry/tenantry/generator/diag"
)

// planesMistakes are mistakes between the two planes: each half alone is right.
func planesMistakes() map[string]mistake {
	const (
		traffic = azureDir + "default/traffic-shared-1/"
		overlay = "clusters/prod-weu/gateways/shared-1/gateway/kustomization.yaml"
	)
	return map[string]mistake{
		"a tenant reads a key that no stack writes": {
			file: "tenants/contoso/base/access.yaml", old: "${t_contoso_client_id}", new: "${t_contoso_clientid}",
			want: diag.List{{
				Pos: diag.Pos{File: "tenants/contoso/base/access.yaml", Line: 12, Col: 1}, Code: "output-mismatch",
				Message: `ServiceAccount/contoso/workload: metadata.annotations["azure.workload.identity/client-id"]: ` +
					`no stack writes "t_contoso_clientid" into azure-outputs-0`,
				Fix:  `write "t_contoso_client_id"`,
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a chart reads a key that no stack writes": {
			file: "infrastructure/controllers/alb-controller.yaml", old: "alb_controller_client_id", new: "alb_controler_client_id",
			want: diag.List{{
				Pos: diag.Pos{File: "infrastructure/controllers/alb-controller.yaml", Line: 19, Col: 1}, Code: "output-mismatch",
				Message: "HelmRelease/flux-system/alb-controller: spec.valuesFrom[0].valuesKey: no stack writes " +
					`"alb_controler_client_id" into azure-outputs`,
				Fix:  `write "alb_controller_client_id"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a stack shows other keys than it hands to Flux": {
			file: weu + "gitops/", old: "object = {\n  alb_controller_client_id", new: "object = {\n  albcontroller_client_id",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "gitops/flux.bicep fleet"}, Code: "output-mismatch",
				Message: "fluxConfigurations fleet: it hands over alb_controller_client_id, cert_manager_client_id, " +
					"and the output azureOutputs has albcontroller_client_id, cert_manager_client_id",
				Fix:  "write the same keys in both",
				Seen: []diag.Pos{{File: weu + "gitops/main.bicep azureOutputs"}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a key is read by nobody": {
			file: "tenants/contoso/base/access.yaml",
			old:  "  annotations:\n    azure.workload.identity/client-id: ${t_contoso_client_id}\n", new: "",
			want: diag.List{{
				Pos: diag.Pos{File: neu + "tenants-0/main.bicep azureOutputs"}, Code: "output-mismatch",
				Message: `stack prod-neu/tenants-0 hands "t_contoso_client_id" to Flux, and no manifest of the ` +
					"cluster reads it",
				Fix:  "leave it out, or read it from ConfigMap azure-outputs-0",
				Seen: []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}, {
				Pos: diag.Pos{File: weu + "tenants-0/main.bicep azureOutputs"}, Code: "output-mismatch",
				Message: `stack prod-weu/tenants-0 hands "t_contoso_client_id" to Flux, and no manifest of the ` +
					"cluster reads it",
				Fix:  "leave it out, or read it from ConfigMap azure-outputs-0",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a tenant's credential is for another account": {
			file: "tenants/contoso/prod-weu/azure.bicep", old: "contoso:workload", new: "contoso:worklod",
			want: diag.List{{
				Pos: diag.Pos{File: azureDir + "tenant/identity.bicep workload"}, Code: "credential-mismatch",
				Message: "userAssignedIdentities/federatedIdentityCredentials id-prod-weu-tenant-contoso/workload: no " +
					`account "system:serviceaccount:contoso:worklod" signs in to Azure on the cluster`,
				Fix:  `write "system:serviceaccount:contoso:workload"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a credential is for another identity's account": {
			file: weu + "gitops/", old: "azure-alb-system:alb-controller-sa", new: "cert-manager:cert-manager",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "gitops/credentials.bicep albControllerSignsIn"}, Code: "credential-mismatch",
				Message: "userAssignedIdentities/federatedIdentityCredentials " +
					"id-prod-weu-alb-controller/alb-controller: account " +
					`"system:serviceaccount:cert-manager:cert-manager" is annotated with the client id of ` +
					"userAssignedIdentities id-prod-weu-cert-manager",
				Fix:  "give the account the client id of this identity, or the credential to that one",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"an account has no credential": {
			file: weu + "gitops/", old: "= {\n  parent: certManagerIdentity", new: "= if (false) {\n  parent: certManagerIdentity",
			want: diag.List{{
				Pos: diag.Pos{File: "clusters/prod-weu/controllers/kustomization.yaml"}, Code: "credential-mismatch",
				Message: "HelmRelease/flux-system/cert-manager: spec.valuesFrom[0]: no federated credential lets " +
					"system:serviceaccount:cert-manager:cert-manager sign in as userAssignedIdentities " +
					"id-prod-weu-cert-manager",
				Fix:  "give the identity a credential with this subject",
				Seen: []diag.Pos{{File: "infrastructure/controllers/cert-manager.yaml", Line: 19, Col: 1}, {File: "clusters/prod-weu.yaml"}},
			}},
		},
		"Flux has no credential": {
			file: weu + "gitops/", old: "= {\n  parent: fluxIdentity", new: "= if (false) {\n  parent: fluxIdentity",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "gitops/flux.bicep flux"}, Code: "credential-mismatch",
				Message: "no federated credential lets system:serviceaccount:flux-system:source-controller sign in as " +
					"userAssignedIdentities id-prod-weu-flux",
				Fix:  "give the identity a credential with this subject",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a credential's issuer is written out": {
			file: weu + "gitops/", old: "issuer: issuer", new: "issuer: 'https://westeurope.oic.prod-aks.azure.com/a/b/'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "gitops/credentials.bicep sourceControllerSignsIn"}, Code: "credential-mismatch",
				Message: "userAssignedIdentities/federatedIdentityCredentials id-prod-weu-flux/source-controller: its " +
					"issuer is not read from the cluster",
				Fix:  "write the cluster's oidcIssuerProfile.issuerURL: a rebuilt cluster has another one",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a Gateway names another AGC": {
			file: overlay, old: "trafficControllers/agc-prod-weu-1", new: "trafficControllers/agc-prod-weu-2",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "plane-mismatch",
				Message: `Gateway/gateways/shared-1: metadata.annotations["alb.networking.azure.io/alb-id"]: no stack ` +
					"of the cluster makes the AGC " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/provider` +
					`s/Microsoft.ServiceNetworking/trafficControllers/agc-prod-weu-2"`,
				Fix: "write " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/provider` +
					`s/Microsoft.ServiceNetworking/trafficControllers/agc-prod-weu-1"`,
				Seen: []diag.Pos{{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1}, {File: "clusters/fleet.yaml"}},
			}},
		},
		"a Gateway names the other cluster's AGC": {
			file: overlay, old: "rg-acme-prod-weu/providers/Microsoft.ServiceNetworking/trafficControllers/agc-prod-weu-1",
			new: "rg-acme-prod-neu/providers/Microsoft.ServiceNetworking/trafficControllers/agc-prod-neu-1",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "plane-mismatch",
				Message: `Gateway/gateways/shared-1: metadata.annotations["alb.networking.azure.io/alb-id"]: no stack ` +
					"of the cluster makes the AGC " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-neu/provider` +
					`s/Microsoft.ServiceNetworking/trafficControllers/agc-prod-neu-1"`,
				Fix: "write " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/provider` +
					`s/Microsoft.ServiceNetworking/trafficControllers/agc-prod-weu-1"`,
				Seen: []diag.Pos{{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1}, {File: "clusters/fleet.yaml"}},
			}},
		},
		"a Gateway names another frontend": {
			file: overlay, old: "value: shared-1\n", new: "value: shared-9\n",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "plane-mismatch",
				Message: `Gateway/gateways/shared-1: spec.addresses: AGC agc-prod-weu-1 has no frontend "shared-9"`,
				Fix: "write " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/provider` +
					`s/Microsoft.ServiceNetworking/trafficControllers/agc-prod-weu-1/frontends/shared-1"`,
				Seen: []diag.Pos{{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1}, {File: "clusters/fleet.yaml"}},
			}},
		},
		"a frontend has no Gateway": {
			file: weu + "platform/", old: "resource frontend_shared_1 ",
			new: "resource frontend_more 'Microsoft.ServiceNetworking/trafficControllers/frontends@2025-01-01' = {\n  parent: agc_1\n" +
				"  name: 'more'\n  location: 'westeurope'\n  properties: {}\n}\n\nresource frontend_shared_1 ",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/gateways.bicep frontend_more"}, Code: "plane-mismatch",
				Message: "trafficControllers/frontends agc-prod-weu-1/more: no Gateway of the cluster has it",
				Fix:     "name it in a Gateway's addresses, or leave it out",
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"a firewall policy that no stack makes": {
			file: overlay, old: "Policies/waf-prod-weu", new: "Policies/waf-prod-veu",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "plane-mismatch",
				Message: "WebApplicationFirewallPolicy/gateways/shared-1: spec.webApplicationFirewall.id: no stack of " +
					"the cluster makes the firewall policy " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/provider` +
					`s/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-prod-veu"`,
				Fix: "write " +
					`"/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme-prod-weu/provider` +
					`s/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-prod-weu"`,
				Seen: []diag.Pos{{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 4, Col: 1}, {File: "clusters/fleet.yaml"}},
			}},
		},
		"a firewall policy of another region": {
			file: weu + "platform/", old: "name: 'waf-prod-weu'\n  location: 'westeurope'", new: "name: 'waf-prod-weu'\n  location: 'northeurope'",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "plane-mismatch",
				Message: "WebApplicationFirewallPolicy/gateways/shared-1: spec.webApplicationFirewall.id: " +
					"ApplicationGatewayWebApplicationFirewallPolicies waf-prod-weu is not in the region of AGC agc-prod-weu-1, " +
					"which takes no other",
				Fix: "make the policy in the AGC's region",
				Seen: []diag.Pos{
					{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 4, Col: 1}, {File: "clusters/fleet.yaml"},
				},
			}},
		},
		"a firewall without Azure's half": {
			file: weu + "platform/", old: "= {\n  parent: agc_1\n  name: 'waf'", new: "= if (false) {\n  parent: agc_1\n  name: 'waf'",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "plane-mismatch",
				Message: "WebApplicationFirewallPolicy/gateways/shared-1: spec.webApplicationFirewall.id: AGC " +
					"agc-prod-weu-1 has no security policy with ApplicationGatewayWebApplicationFirewallPolicies " +
					"waf-prod-weu",
				Fix:  "add the security policy to the AGC",
				Seen: []diag.Pos{{File: "infrastructure/gateways/default/shared-1/gateway/firewall.yaml", Line: 4, Col: 1}, {File: "clusters/fleet.yaml"}},
			}},
		},
		"a firewall without Kubernetes' half": {
			file: "infrastructure/gateways/default/shared-1/gateway/kustomization.yaml", old: "  - firewall.yaml\n", new: "",
			want: diag.List{{
				Pos: diag.Pos{File: neu + "platform/gateways.bicep agc_1Waf"}, Code: "plane-mismatch",
				Message: "trafficControllers/securityPolicies agc-prod-neu-1/waf: no WebApplicationFirewallPolicy of " +
					"the cluster names its firewall policy, so nothing is inspected",
				Fix:  "render that object, or leave the security policy out",
				Seen: []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}, {
				Pos: diag.Pos{File: weu + "platform/gateways.bicep agc_1Waf"}, Code: "plane-mismatch",
				Message: "trafficControllers/securityPolicies agc-prod-weu-1/waf: no WebApplicationFirewallPolicy of " +
					"the cluster names its firewall policy, so nothing is inspected",
				Fix:  "render that object, or leave the security policy out",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}, {
				Pos: diag.Pos{File: "tenants/contoso/prod-neu/waf.bicep security"}, Code: "plane-mismatch",
				Message: "trafficControllers/securityPolicies agc-prod-neu-1/waf-tenant-contoso: no WebApplicationFirewallPolicy of " +
					"the cluster names its firewall policy, so nothing is inspected",
				Fix:  "render that object, or leave the security policy out",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}, {
				Pos: diag.Pos{File: "tenants/contoso/prod-weu/waf.bicep security"}, Code: "plane-mismatch",
				Message: "trafficControllers/securityPolicies agc-prod-weu-1/waf-tenant-contoso: no WebApplicationFirewallPolicy of " +
					"the cluster names its firewall policy, so nothing is inspected",
				Fix:  "render that object, or leave the security policy out",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a tenant lets in the subnet of another AGC": {
			file: "tenants/contoso/prod-weu/kustomization.yaml", old: "10.10.248.0/24", new: "10.10.249.0/24",
			want: diag.List{{
				Pos: diag.Pos{File: "tenants/contoso/prod-weu/kustomization.yaml"}, Code: "plane-mismatch",
				Message: "NetworkPolicy/contoso/allow-gateway: spec.ingress[0].from[0].ipBlock.cidr: 10.10.249.0/24 " +
					"is not the subnet of the AGC in front of the namespace",
				Fix:  `write "10.10.248.0/24"`,
				Seen: []diag.Pos{{File: "tenants/contoso/base/network.yaml", Line: 51, Col: 1}, {File: "tenants/contoso.yaml"}},
			}},
		},
		"a guardrail does not know a hostname": {
			file: "tenants/contoso/base/namespace.yaml", old: "hostnames: contoso.apps", new: "hostnames: contosa.apps",
			want: diag.List{{
				Pos: diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1}, Code: "hostname-incomplete",
				Message: "HTTPRoute/contoso/web: spec.hostnames[0]: the annotation tenantry.dev/hostnames of the " +
					`namespace does not list "contoso.apps.acme.example", so the guardrail refuses the route`,
				Fix:  "add it to the annotation",
				Seen: []diag.Pos{{File: "tenants/contoso/base/namespace.yaml", Line: 3, Col: 1}, {File: "tenants/contoso.yaml"}},
			}},
		},
		"a guardrail knows a hostname that nothing serves": {
			file: "tenants/contoso/base/namespace.yaml", old: "hostnames: contoso.apps", new: "hostnames: www.apps.acme.example,contoso.apps",
			want: diag.List{{
				Pos: diag.Pos{File: "tenants/contoso/base/namespace.yaml", Line: 3, Col: 1}, Code: "hostname-incomplete",
				Message: "Namespace/contoso: metadata.annotations: no route of the namespace serves " +
					`"www.apps.acme.example"`,
				Fix:  "leave it out, or route it",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a hostname has no record": {
			file: traffic, old: "name: 'contoso'", new: "name: 'contosa'",
			want: diag.List{{
				Pos: diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1}, Code: "hostname-incomplete",
				Message: "HTTPRoute/contoso/web: spec.hostnames[0]: stack default/traffic-shared-1 has no entry for " +
					`"contoso.apps.acme.example", and does not list it for the owner of its zone`,
				Fix:  "add the record, or the note",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
		"a record is for a hostname that nothing serves": {
			file: traffic, old: "resource record_contoso ",
			new: "resource record_www 'Microsoft.Network/dnsZones/CNAME@2018-05-01' = {\n  parent: zone\n  name: 'www'\n  properties: {\n" +
				"    TTL: 300\n    CNAMERecord: {\n      cname: target\n    }\n  }\n}\n\nresource record_contoso ",
			want: diag.List{{
				Pos: diag.Pos{File: traffic + "records.bicep record_www"}, Code: "hostname-incomplete",
				Message: "dnsZones/CNAME apps.acme.example/www: no route of Gateway/gateways/shared-1 serves " +
					`"www.apps.acme.example"`,
				Fix:  "leave it out, or route it",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a probe asks for the other cluster's host": {
			file: traffic, old: "shared-1.prod-weu.apps", new: "shared-1.prod-neu.apps",
			want: diag.List{{
				Pos: diag.Pos{File: traffic + "profile.bicep cluster_prod_weu"}, Code: "hostname-incomplete",
				Message: `trafficmanagerprofiles/ExternalEndpoints traf-default-shared-1/prod-weu: its probe asks for host ` +
					`"shared-1.prod-neu.apps.acme.example", which Gateway/gateways/shared-1 does not serve`,
				Fix:  "write the hostname of the platform's own probe",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"clients are led to no frontend": {
			file: traffic, old: "frontend_cluster_prod_weu.properties.fqdn", new: "frontend_cluster_prod_weu.name",
			want: diag.List{{
				Pos: diag.Pos{File: overlay}, Code: "hostname-incomplete",
				Message: "Gateway/gateways/shared-1: spec.addresses: stack default/traffic-shared-1 leads no clients " +
					`to frontend "shared-1" of AGC agc-prod-weu-1`,
				Fix:  "add the frontend to the stack's targets",
				Seen: []diag.Pos{{File: "infrastructure/gateways/default/shared-1/gateway/gateway.yaml", Line: 5, Col: 1}, {File: "clusters/fleet.yaml"}},
			}},
		},
		"the ALB controller may not program its AGC": {
			file: weu + "platform/", old: "roleDefinitions', 'fbc52c3f-28ad-4303-a892-8a056630b8f1'",
			new: "roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/identities.bicep albControllerIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-alb-controller: it is not AppGw for Containers " +
					"Configuration Manager of trafficControllers agc-prod-weu-1, which it needs to program it",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"the ALB controller may not join its subnet": {
			file: weu + "platform/", old: "scope: subnet_agc_1\n  properties: {\n    principalId: albC",
			new: "scope: subnet_agc_1\n  properties: {\n    principalId: clusterP",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/network-access.bicep clusterPontrollerPrincipalId"}, Code: "bicep-unknown-name",
				Message: `there is no symbol "clusterPontrollerPrincipalId"`,
				Fix:     "",
				Seen:    []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"the ALB controller may not look at the nodes": {
			file: weu + "gitops/", old: "roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'",
			new: "roleDefinitions', '4abbcc35-e782-43d8-92c5-2d3f1bd2253f'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/identities.bicep albControllerIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-alb-controller: it is not Reader of resource group " +
					"rg-acme-prod-weu-nodes, which it needs to find the cluster's network",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"cert-manager may not write the zone": {
			file: weu + "platform/", old: "roleDefinitions', 'befefa01-2a29-4197-83a8-272ff33ce314'",
			new: "roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/identities.bicep certManagerIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-cert-manager: it is not DNS Zone Contributor of dnsZones " +
					"apps.acme.example, which it needs to answer DNS-01 challenges",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"an issuer names another zone": {
			file: "infrastructure/gateways/default/shared-1/certificates/issuer.yaml", old: "hostedZoneName: apps.acme", new: "hostedZoneName: app.acme",
			want: diag.List{{
				Pos: diag.Pos{File: "infrastructure/gateways/default/shared-1/certificates/issuer.yaml", Line: 5, Col: 1}, Code: "plane-mismatch",
				Message: "Issuer/gateways/shared-1: spec.acme.solvers: no stack makes dnsZones app.acme.example",
				Fix:     "name the fleet's own zone",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"nodes may not pull": {
			file: weu + "platform/", old: "    principalId: kubeletPrincipalId\n", new: "    principalId: fluxPrincipalId\n",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/identities.bicep kubeletIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-kubelet: it is not AcrPull of registries acmefleet, " +
					"which it needs to pull images",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"the registry's mode wants another role": {
			file: azureDir + "shared/", old: "'LegacyRegistryPermissions'", new: "'AbacRepositoryPermissions'",
			want: diag.List{{
				Pos: diag.Pos{File: neu + "platform/identities.bicep kubeletIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-neu-kubelet: it is not Container Registry Repository Reader " +
					"of registries acmefleet, which it needs to pull images",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}, {
				Pos: diag.Pos{File: neu + "platform/identities.bicep fluxIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-neu-flux: it is not Container Registry Repository Reader of " +
					"registries acmefleet, which it needs to fetch artifacts and charts",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-neu.yaml"}},
			}, {
				Pos: diag.Pos{File: weu + "platform/identities.bicep kubeletIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-kubelet: it is not Container Registry Repository Reader " +
					"of registries acmefleet, which it needs to pull images",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}, {
				Pos: diag.Pos{File: weu + "platform/identities.bicep fluxIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-flux: it is not Container Registry Repository Reader of " +
					"registries acmefleet, which it needs to fetch artifacts and charts",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"the control plane may not use the network": {
			file: weu + "platform/", old: "scope: network\n  properties: {\n    principalId: clusterP",
			new: "scope: subnet_agc_1\n  properties: {\n    principalId: clusterP",
			want: diag.List{{
				Pos: diag.Pos{File: weu + "platform/identities.bicep clusterIdentity"}, Code: "missing-role",
				Message: "userAssignedIdentities id-prod-weu-cluster: it is not Network Contributor of " +
					"virtualNetworks/subnets vnet-prod-weu/AksSubnet, which it needs to put nodes and pods into " +
					"it",
				Fix:  "assign the role in the first stack that has both",
				Seen: []diag.Pos{{File: "clusters/prod-weu.yaml"}},
			}},
		},
		"Azure Policy refuses the probe's image": {
			file: azureDir + "shared/", old: `|ghcr\\.io/stefanprodan/podinfo)`, new: ")",
			want: diag.List{{
				Pos: diag.Pos{File: "infrastructure/gateways/default/shared-1/gateway/probe.yaml", Line: 4, Col: 1}, Code: "image-not-allowed",
				Message: "Deployment/gateways/probe-shared-1: spec.template.spec.containers[0].image: Azure Policy " +
					`refuses the image "ghcr.io/stefanprodan/podinfo:6.9.2"`,
				Fix:  "take it from one of the fleet's registries, or allow its own",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a tenant's source is in another registry": {
			file: "tenants/contoso/base/delivery.yaml", old: "oci://acmefleet.azurecr.io", new: "oci://acmefleets.azurecr.io",
			want: diag.List{{
				Pos: diag.Pos{File: "tenants/contoso/base/delivery.yaml", Line: 3, Col: 1}, Code: "image-not-allowed",
				Message: "OCIRepository/contoso/workload: spec.url: acmefleets.azurecr.io/tenants/contoso is in none " +
					"of the fleet's registries",
				Fix:  "take it from acmefleet.azurecr.io",
				Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
			}},
		},
	}
}

// A hostname in a zone of somebody else has no record of ours: it is listed for its owner.
func TestAHostnameOfAnotherZoneIsListedForItsOwner(t *testing.T) {
	t.Parallel()
	repo := twoTenants()
	edit(t, repo, "tenants/contoso.yaml", "contoso.apps.acme.example", "shop.contoso.com")
	r := render(t, repo)
	m := mistake{file: azureDir + "default/traffic-shared-1/main.bicep", old: "//   shop.contoso.com\n"}
	found, err := check.Check(t.Context(), r.Fleet, m.apply(t, r.Tree), nil)
	want := diag.List{{
		Pos: diag.Pos{File: "tenants/contoso/base/routes.yaml", Line: 3, Col: 1}, Code: "hostname-incomplete",
		Message: `HTTPRoute/contoso/web: spec.hostnames[0]: stack default/traffic-shared-1 has no entry for "shop.contoso.com", and ` +
			"does not list it for the owner of its zone",
		Fix:  "add the record, or the note",
		Seen: []diag.Pos{{File: "tenants/contoso.yaml"}},
	}}
	if d := cmp.Diff(want, found); d != "" || err != nil {
		t.Errorf("error %v, findings differ (-want +got):\n%s", err, d)
	}
}

// Each tenant's identity reads the tenant's own secrets, one by one.
func TestATenantReadsItsOwnSecretsAndNoOthers(t *testing.T) {
	t.Parallel()
	repo := twoTenants()
	edit(t, repo, "tenants/contoso.yaml", "  plan:", "  secrets: [first, second]\n  plan:")
	r := render(t, repo)
	const module = "tenants/contoso/prod-weu/azure.bicep"
	about := func(fact, fix string) diag.Finding {
		return diag.Finding{
			Pos: diag.Pos{File: azureDir + "tenant/identity.bicep identity"}, Code: "missing-role",
			Message: "userAssignedIdentities id-prod-weu-tenant-contoso: " + fact, Fix: fix, Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
		}
	}
	for name, tt := range map[string]struct {
		mistake
		want diag.List
	}{
		"another secret": {mistake{file: module, old: "secretName: 'second'", new: "secretName: 'third'"}, diag.List{
			about("it has a role on vaults/secrets kv-prod-weu-uibzkn/third, which is more than its tenant's secrets",
				"assign the role on each of the tenant's secrets"),
			about("it is not Key Vault Secrets User of vaults/secrets kv-prod-weu-uibzkn/second, which it needs to read it",
				"assign the role in the first stack that has both"),
		}},
		"none": {mistake{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := tt.apply(t, r.Tree)
			found, err := check.Check(t.Context(), r.Fleet, files, nil)
			if d := cmp.Diff(tt.want, bySymbol(files, found)); d != "" || err != nil {
				t.Errorf("error %v, findings differ (-want +got):\n%s", err, d)
			}
		})
	}
}
