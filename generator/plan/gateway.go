package plan

import (
	"fmt"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// Gateway is what every cluster of a stamp has of one gateway.
type Gateway struct {
	Name         name.Label
	Stamp        name.Label
	Listeners    []Listener    // the tenants', by tenant, then in the tenant's order
	Certificates []Certificate // the tenants', by tenant
	Firewalls    []Firewall    // the tenants' that guard listeners, by tenant
	ProbeImage   string
	FrontDoor    bool         // one listener for all hostnames, whose certificates are Front Door's
	Namespaces   []name.Label // of the tenants that may attach routes to that listener
	Ingress      bool         // its routes are Ingresses: there is no Gateway, and tenants have their certificates
	LoadBalancer string       // the ApplicationLoadBalancer that it sits on; empty where each cluster names an AGC of Azure's
	Cells        []GatewayCell
}

// Firewall is a tenant's own firewall policy on the listeners of its hostnames.
type Firewall struct {
	Tenant    name.Label
	Hostnames []name.Hostname // the listeners' names
}

// Name is the object's: in the gateways' namespace, since a policy holds for its own namespace's objects alone.
func (f Firewall) Name() string { return "tenant-" + string(f.Tenant) }

// FrontDoorListener is the listener without a hostname of a gateway behind Front Door.
const FrontDoorListener = "https"

// Listener is the HTTPS listener of one hostname. It is called like the
// hostname: a name that no other hostname can have.
type Listener struct {
	Hostname name.Hostname
	Tenant   name.Label
	Secret   string
}

// Certificate is one tenant's certificate.
type Certificate struct {
	Name, Secret string
	Tenant       name.Label
	Hostnames    []name.Hostname
}

// GatewayCell is one gateway on one cluster.
type GatewayCell struct {
	Gateway    name.Label
	Stamp      name.Label
	Cluster    name.Label
	AGCID      string        // Azure resource id; empty where the ALB controller makes the AGC
	WAFID      string        // of the gateway's firewall policy, likewise
	TenantWAFs []TenantWAF   // those of its tenants' listeners
	Frontend   string        // name of the AGC's frontend
	ProbeHost  name.Hostname // what Traffic Manager or Front Door asks
	FrontDoor  bool
	Ingress    bool
}

// TenantWAF is the firewall policy of one tenant's listeners on one cluster.
type TenantWAF struct {
	Name, ID string // the object's, and Azure's resource id
}

// IssuerKind is the kind of the issuer of a gateway's certificates. Where they lie in
// tenants' namespaces, an issuer there would put its account's key beside them.
func (g Gateway) IssuerKind() string {
	if g.Ingress {
		return "ClusterIssuer"
	}
	return "Issuer"
}

// Frontend is the name of its AGC's frontend. Ingresses with the same one share it,
// also where the ALB controller makes it.
func (g Gateway) Frontend() string { return azure.Frontend(g.Name) }

// ProbeCertificate is the platform's own certificate on a gateway.
func (g Gateway) ProbeCertificate() string { return "gateway-" + string(g.Name) }

func (p *Plan) addGateways(f *fleet.Fleet) {
	for _, s := range f.Stamps {
		for _, g := range f.Gateways {
			gw := Gateway{
				Name: g.Name, Stamp: s.Name, ProbeImage: f.ProbeImage, Ingress: g.Ingress, FrontDoor: p.Azure.Fleet.FrontDoor != nil,
			}
			if s.Primary.AGC.Managed { // and so is the DR cluster's
				gw.LoadBalancer = loadBalancer(g.AGC)
			}
			p.addListeners(&gw)
			for _, c := range s.Clusters() {
				cell := gatewayCell(f, g, c)
				for _, w := range gw.Firewalls {
					cell.TenantWAFs = append(cell.TenantWAFs, TenantWAF{w.Name(), azure.TenantWAFPolicyID(f, c.Name, w.Tenant)})
				}
				gw.Cells = append(gw.Cells, cell)
			}
			p.Gateways = append(p.Gateways, gw)
		}
	}
}

func (p *Plan) addListeners(gw *Gateway) {
	if gw.Ingress {
		return // each tenant brings its own
	}
	for i := range p.Tenants {
		t := &p.Tenants[i]
		if t.Stamp != gw.Stamp || t.Gateway != gw.Name {
			continue
		}
		if t.ListenerWAF {
			gw.Firewalls = append(gw.Firewalls, Firewall{t.Name, t.Hostnames})
		}
		if gw.FrontDoor {
			gw.Namespaces = append(gw.Namespaces, t.Name)
			continue
		}
		secret := t.Certificate + "-tls"
		for _, h := range t.Hostnames {
			gw.Listeners = append(gw.Listeners, Listener{Hostname: h, Tenant: t.Name, Secret: secret})
		}
		gw.Certificates = append(gw.Certificates,
			Certificate{Name: t.Certificate, Secret: secret, Tenant: t.Name, Hostnames: t.Hostnames})
	}
}

func gatewayCell(f *fleet.Fleet, g fleet.Gateway, c fleet.Cluster) GatewayCell {
	out := GatewayCell{
		Gateway:   g.Name,
		Stamp:     c.Stamp,
		Cluster:   c.Name,
		WAFID:     azure.WAFPolicyID(f, c.Name, g),
		ProbeHost: azure.ProbeHost(f, g.Name, c.Name),
		FrontDoor: f.Traffic.Provider == fleet.FrontDoor,
		Ingress:   g.Ingress,
	}
	if !c.AGC.Managed {
		out.AGCID, out.Frontend = azure.AGCID(f, c.Name, g.AGC), azure.Frontend(g.Name)
	}
	return out
}

// loadBalancer names the n-th AGC in Kubernetes, where it is the same on every cluster.
func loadBalancer(n int) string { return fmt.Sprintf("agc-%d", n) }

// loadBalancers lists the AGCs that gateways sit on, where the ALB controller makes them.
func loadBalancers(f *fleet.Fleet, c fleet.Cluster) []LoadBalancer {
	if !c.AGC.Managed {
		return nil
	}
	var out []LoadBalancer
	for _, n := range azure.AGCNumbers(f) {
		out = append(out, LoadBalancer{Name: loadBalancer(n), Subnet: azure.AGCSubnetID(f, c, n)})
	}
	return out
}
