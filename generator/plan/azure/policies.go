package azure

// Policy is an assignment of a built-in definition of Azure Policy.
type Policy struct {
	Symbol, Name, Title, Definition, Effect string
	Namespaces                              bool // the definition knows excluded namespaces
}

func audit(symbol, name, title, definition string, namespaces bool) Policy {
	return Policy{symbol, name, title, definition, "Audit", namespaces}
}

// audits are the definitions that only report: what they ask for is rendered, so
// that a finding means that somebody changed it by hand.
// https://learn.microsoft.com/azure/aks/policy-reference
func audits() []Policy {
	return []Policy{
		audit("noHostPath", "host-path", "Pods mount no paths of their node",
			"098fc59e-46c7-4d99-9b16-64990e543d75", true),
		audit("externalIps", "external-ips", "Services claim no external addresses",
			"d46c275d-1680-448d-b2ec-e495a3b6cc89", true),
		audit("internalOnly", "internal-load-balancers", "Load balancers are internal",
			"3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e", true),
		audit("noDefault", "default-namespace", "Nothing runs in the namespace default",
			"9f061a12-e40d-4183-a00e-171812443373", true),
		audit("entra", "entra-integration", "Clusters sign people in with Entra ID",
			"450d2877-ebea-41e8-b00c-e286317d21bf", false),
		audit("noLocal", "local-accounts", "Clusters have no local accounts",
			"993c2fcd-2b29-49d2-9eb0-df2c3a730c32", false),
		audit("addOn", "policy-add-on", "Clusters run the Azure Policy add-on",
			"0a15ec92-a229-4763-bb14-0ea34a568f8d", false),
		audit("fixedVersion", "fixed-version", "Clusters run a version without known holes",
			"fb893a29-21bb-418c-a157-e99480ec364c", false),
		audit("rbac", "cluster-rbac", "Clusters use role-based access",
			"ac4a19c2-fa67-49b4-8ae5-0b2e78c49457", false),
		audit("noAnonymous", "registry-anonymous", "Registries refuse anonymous pulls",
			"9f2dea28-e834-476c-99c5-3507b4728395", false),
		audit("noRegistryAdmin", "registry-admin", "Registries have no admin account",
			"dc921057-6b28-4fbe-9b83-f7bec05db6c2", false),
	}
}
