package plan

import (
	"fmt"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
)

// The variables that Azure's platform stack hands over.
const (
	ALBClientID         = "alb_controller_client_id"
	CertManagerClientID = "cert_manager_client_id"
	FrontDoorID         = "front_door_id" // what the fleet's Front Door names in each request
)

// Kustomization is one Flux Kustomization of the platform, in FluxNamespace and
// applied as PlatformAccount.
type Kustomization struct {
	Name           string
	Why            string // the comment above it
	Path           string
	DependsOn      []string
	SubstituteFrom []string // ConfigMaps
	HealthChecks   []string // CustomResourceDefinitions
	Interval       string
	RetryInterval  string
	Timeout        string
	Prune          bool
	Wait           bool
	DeletionPolicy string
	Origin         string // the input file that it stems from
}

// cluster decides what Flux reconciles on one cluster. A dependency stands only
// where applying earlier would be wrong, and what may be unhealthy is never
// waited for: kustomize-controller waits inside one of its four workers.
func (p *Plan) cluster(f *fleet.Fleet, c fleet.Cluster) Cluster {
	out := Cluster{
		Name: c.Name, Stamp: c.Stamp, Role: c.Role, Region: c.Region, File: c.File,
		Cold: c.Role == fleet.DR && f.DRMode == fleet.Cold, AddOn: c.AGC.AddOn, LoadBalancers: loadBalancers(f, c),
		Watch: f.Flux.Minor >= 7, // the label does nothing before Flux 2.7
	}
	out.Outputs = []Output{{Part: "platform", Name: PlatformOutputs, Watch: out.Watch}}
	for i := range f.Shards {
		out.Outputs = append(out.Outputs,
			Output{Part: fmt.Sprintf("tenants-%d", i), Name: shardOutputs(i), Watch: out.Watch})
	}
	out.Roots = append(out.Roots, platformRoots(c)...)
	for _, g := range p.Gateways {
		if g.Stamp == c.Stamp {
			out.Roots = append(out.Roots, gatewayRoots(c.Name, g.Name)...)
		}
	}
	for _, cell := range p.Cells {
		if cell.Cluster == c.Name {
			out.Roots = append(out.Roots, tenantRoot(cell))
		}
	}
	return out
}

// root has what all Kustomizations of the platform share.
func root(name, path, why string) Kustomization {
	return Kustomization{
		Name: name, Path: "./" + path, Why: why, Origin: layout.Fleet,
		Interval: "1h", RetryInterval: "1m", Timeout: "5m",
		Prune: true, DeletionPolicy: "MirrorPrune",
	}
}

func platformRoots(c fleet.Cluster) []Kustomization {
	crds := root("crds", layout.CRDs(c.AGC.AddOn), "Gateway API and cert-manager: the APIs that everything else is written in.")
	crds.Wait, crds.Prune, crds.DeletionPolicy = true, false, "Orphan" // a pruned CRD takes every object of its kind along

	policies := root("policies", layout.Policies, "What tenants may do, and the fences around them. No tenant is applied before.")
	policies.Wait = true

	controllers := root("controllers", layout.ControllersOverlay(string(c.Name)),
		"ALB controller and cert-manager. Ready when ALB's own APIs exist; a failed upgrade holds up nobody.")
	controllers.DependsOn = []string{"crds"}
	controllers.HealthChecks = []string{"healthcheckpolicies.alb.networking.azure.io"}
	if c.AGC.AddOn {
		crds.Why = "cert-manager's APIs. AKS brings those of Gateway API, with its add-on."
		controllers.Why = "cert-manager. Ready when Gateway API's and ALB's own APIs exist, which AKS's add-on brings."
		controllers.HealthChecks = append(controllers.HealthChecks,
			"gateways.gateway.networking.k8s.io", "httproutes.gateway.networking.k8s.io")
	}
	if !c.AGC.Managed {
		return []Kustomization{crds, policies, controllers}
	}
	balancers := root("load-balancers", layout.LoadBalancers(string(c.Name)),
		"The AGCs, which the ALB controller makes in Azure and takes away again. Each takes some six minutes.")
	balancers.DependsOn = []string{"policies", "controllers"}
	return []Kustomization{crds, policies, controllers, balancers}
}

func gatewayRoots(cluster, gateway name.Label) []Kustomization {
	gw := root("gateway-"+string(gateway), layout.GatewayOverlay(string(cluster), string(gateway)),
		"One AGC frontend: its listeners, the redirect to HTTPS and the platform's probe.")
	gw.DependsOn = []string{"crds", "policies", "controllers"}

	certs := root("certificates-"+string(gateway), layout.CertificatesOverlay(string(cluster), string(gateway)),
		"The certificates of the gateway's listeners. One that cannot be issued holds up nobody.")
	certs.DependsOn = []string{"crds", "policies"}
	certs.SubstituteFrom = []string{PlatformOutputs}
	return []Kustomization{gw, certs}
}

func tenantRoot(c Cell) Kustomization {
	t := string(c.Tenant.Name)
	k := root("tenant-"+t, layout.TenantOverlay(t, string(c.Cluster)),
		"The tenant's namespace, fences, route and source. What the source holds is applied from there, as the tenant.")
	k.DependsOn = []string{"crds", "policies", "controllers"}
	if c.AsksFrontDoor {
		k.SubstituteFrom = append(k.SubstituteFrom, PlatformOutputs)
	}
	if c.Tenant.ClientIDVariable != "" {
		k.SubstituteFrom = append(k.SubstituteFrom, c.Outputs)
	}
	k.Interval = "30m"
	k.Origin = c.Tenant.File
	return k
}
