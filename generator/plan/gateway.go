package plan

import (
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
	ProbeImage   string
	Cells        []GatewayCell
}

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
	Gateway   name.Label
	Stamp     name.Label
	Cluster   name.Label
	AGCID     string        // Azure resource id
	WAFID     string        // of the firewall policy of all AGCs, likewise
	Frontend  string        // name of the AGC's frontend
	ProbeHost name.Hostname // what Traffic Manager asks
}

// ProbeCertificate is the platform's own certificate on a gateway.
func (g Gateway) ProbeCertificate() string { return "gateway-" + string(g.Name) }

func (p *Plan) addGateways(f *fleet.Fleet) {
	for _, s := range f.Stamps {
		for _, g := range f.Gateways {
			gw := Gateway{Name: g.Name, Stamp: s.Name, ProbeImage: f.ProbeImage}
			p.addListeners(&gw)
			for _, c := range s.Clusters() {
				gw.Cells = append(gw.Cells, gatewayCell(f, g, c))
			}
			p.Gateways = append(p.Gateways, gw)
		}
	}
}

func (p *Plan) addListeners(gw *Gateway) {
	for i := range p.Tenants {
		t := &p.Tenants[i]
		if t.Stamp != gw.Stamp || t.Gateway != gw.Name {
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
	return GatewayCell{
		Gateway:   g.Name,
		Stamp:     c.Stamp,
		Cluster:   c.Name,
		AGCID:     azure.AGCID(f, c.Name, g.AGC),
		WAFID:     azure.WAFPolicyID(f, c.Name),
		Frontend:  azure.Frontend(g.Name),
		ProbeHost: azure.ProbeHost(f, g.Name, c.Name),
	}
}
