// Package layout says where every file of a fleet repository lives and whose it is.
//
// In clusters/ and tenants/ a file is a person's and a folder is the
// generator's; infrastructure/ and .schemas/ are the generator's, and so are
// the rendered pipelines.
package layout

import (
	"path"
	"strings"
)

// The folders that hold what people write and what is rendered.
const (
	Clusters       = "clusters"
	Tenants        = "tenants"
	Infrastructure = "infrastructure"
	Schemas        = ".schemas"
)

// Files that exist once in a repository.
const (
	Fleet          = Clusters + "/fleet.yaml"
	GitHubWorkflow = ".github/workflows/tenantry.yaml"
	AzurePipeline  = ".azure/tenantry.yaml"
	// What deploys the Azure half after a merge.
	GitHubDeployment = ".github/workflows/tenantry-azure.yaml"
	AzureDeployment  = ".azure/tenantry-azure.yaml"
	GitAttributes    = ".gitattributes"
	SourceIgnore     = ".sourceignore"
)

// ClusterFile is the file in which people describe a cluster.
func ClusterFile(cluster string) string { return Clusters + "/" + cluster + ".yaml" }

// TenantFile is the file in which people describe a tenant.
func TenantFile(tenant string) string { return Tenants + "/" + tenant + ".yaml" }

// TenantBicep is the file in which people declare what a tenant has in Azure beside
// what is rendered.
func TenantBicep(tenant string) string { return Tenants + "/" + tenant + ".bicep" }

// FluxDir is the root that Flux reconciles on a cluster: flat, one file per
// Flux Kustomization, nothing else.
func FluxDir(cluster string) string { return path.Join(Clusters, cluster, "flux") }

// BootstrapDir holds what starts Flux where no extension does.
func BootstrapDir(cluster string) string { return path.Join(Clusters, cluster, "bootstrap") }

// OutputsDir holds the ConfigMap of values that only Azure knows: "platform",
// or one shard of tenants.
func OutputsDir(cluster, part string) string {
	return path.Join(Clusters, cluster, "azure-outputs", part)
}

// ControllersOverlay is the cluster's overlay over ControllersBase.
func ControllersOverlay(cluster string) string { return path.Join(Clusters, cluster, "controllers") }

// GatewayOverlay is the cluster's overlay over GatewayBase.
func GatewayOverlay(cluster, gateway string) string {
	return path.Join(Clusters, cluster, "gateways", gateway, "gateway")
}

// CertificatesOverlay is the cluster's overlay over CertificatesBase.
func CertificatesOverlay(cluster, gateway string) string {
	return path.Join(Clusters, cluster, "gateways", gateway, "certificates")
}

// LoadBalancers holds the AGCs that a cluster's ALB controller makes by itself.
func LoadBalancers(cluster string) string { return path.Join(Clusters, cluster, "load-balancers") }

// Policies is the same on every cluster.
const Policies = Infrastructure + "/policies"

// CRDs holds the APIs that a cluster is given: fewer where AKS's add-on brings some.
func CRDs(addOn bool) string { return Infrastructure + "/crds" + variant(addOn) }

// ControllersBase holds the controllers of every cluster, without that which AKS's
// add-on is.
func ControllersBase(addOn bool) string { return Infrastructure + "/controllers" + variant(addOn) }

func variant(addOn bool) string {
	if addOn {
		return "-addon"
	}
	return ""
}

// Azure holds the Bicep of the six stacks and their ARM.
const Azure = Infrastructure + "/azure"

// AzureShared is the stack of what belongs to no cluster.
const AzureShared = Azure + "/shared"

// AzureModules holds the modules that tenants share.
const AzureModules = Azure + "/tenant"

// AzureStack is one of a cluster's stacks: platform, cluster, gitops, or tenants-<shard>.
func AzureStack(cluster, stack string) string { return path.Join(Azure, cluster, stack) }

// AzureTraffic is the stack that leads clients to one gateway of a stamp.
func AzureTraffic(stamp, gateway string) string { return path.Join(Azure, stamp, "traffic-"+gateway) }

// TrafficNames is the file beside a traffic stack's template that lists what it
// holds by name.
const TrafficNames = "names.txt"

// Deploy holds how stacks are deployed, the same in every fleet.
const Deploy = Infrastructure + "/deploy"

// DeployScript is what deploys the stacks that a cluster stands on.
func DeployScript(cluster string) string { return path.Join(BootstrapDir(cluster), "deploy") }

// TenantAzure is the module of what one tenant has in Azure for one cluster. It
// lies beside the overlay, which does not name it.
func TenantAzure(tenant, cluster string) string {
	return path.Join(Tenants, tenant, cluster, "azure.bicep")
}

// TenantFirewall is the module of a tenant's own firewall policy, beside [TenantAzure].
func TenantFirewall(tenant, cluster string) string {
	return path.Join(Tenants, tenant, cluster, "waf.bicep")
}

// GatewayBase is what every cluster of a stamp has of a gateway.
func GatewayBase(stamp, gateway string) string {
	return path.Join(Infrastructure, "gateways", stamp, gateway, "gateway")
}

// CertificatesBase is what every cluster of a stamp has of a gateway's certificates.
func CertificatesBase(stamp, gateway string) string {
	return path.Join(Infrastructure, "gateways", stamp, gateway, "certificates")
}

// TenantBase is the whole tenant, the same on every cluster.
func TenantBase(tenant string) string { return path.Join(Tenants, tenant, "base") }

// Delivery is the file in a tenant's base that brings its own manifests. A tenant
// that is drained has none.
const Delivery = "delivery.yaml"

// TenantOverlay is what differs for a tenant on one cluster.
func TenantOverlay(tenant, cluster string) string { return path.Join(Tenants, tenant, cluster) }

// Owned reports whether the generator may create, change and delete path,
// which is slash-separated and relative to the repository.
func Owned(p string) bool {
	switch p {
	case GitHubWorkflow, AzurePipeline, GitHubDeployment, AzureDeployment:
		return true
	}
	top, rest, nested := strings.Cut(p, "/")
	switch top {
	case Infrastructure, Schemas:
		return nested
	case Clusters, Tenants:
		return strings.Contains(rest, "/") // a file directly in here is a person's
	}
	return false
}

// Shared reports whether path is a person's file in which a marked block is the
// generator's: it may be created and changed, never deleted.
func Shared(p string) bool { return p == GitAttributes || p == SourceIgnore }

// OwnedRoots lists the folders that may hold owned files, for a walk.
func OwnedRoots() []string {
	return []string{Clusters, Infrastructure, Schemas, Tenants}
}

// OwnedFiles lists the owned files outside OwnedRoots.
func OwnedFiles() []string {
	return []string{AzureDeployment, AzurePipeline, GitHubDeployment, GitHubWorkflow}
}

// Input reports whether p is a file that people write: a fleet, cluster or
// tenant file, or Bicep beside one.
func Input(p string) bool {
	dir, file := path.Split(p)
	return (dir == Clusters+"/" || dir == Tenants+"/") &&
		(strings.HasSuffix(file, ".yaml") || strings.HasSuffix(file, ".bicep"))
}
