package platform

import (
	"path"

	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/tree"
)

// issuer is what one gateway's issuer prints.
type issuer struct {
	plan.Issuer
	Gateway name.Label
	Kind    string
}

// gateway lists the files of one gateway: its base, its certificates' base, and
// the overlays of both for each cluster.
func gateway(p *plan.Plan, g *plan.Gateway) []render.Page {
	out := append(gatewayBase(g), certificatesBase(p, g)...)
	for i := range g.Cells {
		c := &g.Cells[i]
		out = append(out,
			render.Page{
				Path:     path.Join(layout.GatewayOverlay(string(c.Cluster), string(g.Name)), "kustomization.yaml"),
				Template: "gateway/overlay.yaml", Data: c, Origin: layout.Fleet,
			},
			render.Page{
				Path:     path.Join(layout.CertificatesOverlay(string(c.Cluster), string(g.Name)), "kustomization.yaml"),
				Template: "certificates/overlay.yaml", Data: c, Origin: layout.Fleet,
			})
	}
	return out
}

func object(apiVersion, kind, name string) tree.Object {
	return tree.Object{APIVersion: apiVersion, Kind: kind, Namespace: plan.GatewayNamespace, Name: name}
}

func gatewayBase(g *plan.Gateway) []render.Page {
	page := func(file string, objects ...tree.Object) render.Page {
		return render.Page{
			Path: path.Join(layout.GatewayBase(string(g.Stamp), string(g.Name)), file), Template: "gateway/" + file,
			Data: g, Origin: layout.Fleet, Objects: objects,
		}
	}
	const api = "gateway.networking.k8s.io/v1"
	firewalls := []tree.Object{object("alb.networking.azure.io/v1", "WebApplicationFirewallPolicy", string(g.Name))}
	for _, w := range g.Firewalls {
		firewalls = append(firewalls, object("alb.networking.azure.io/v1", "WebApplicationFirewallPolicy", w.Name()))
	}
	probe := "probe-" + string(g.Name)
	backend := []tree.Object{
		object("apps/v1", "Deployment", probe),
		object("v1", "Service", probe),
		object("policy/v1", "PodDisruptionBudget", probe),
	}
	check := object("alb.networking.azure.io/v1", "HealthCheckPolicy", probe)
	if g.Ingress {
		return []render.Page{
			page("kustomization.yaml"),
			page("ingress.yaml", object("networking.k8s.io/v1", "Ingress", probe)),
			page("probe.yaml", append(backend, check)...),
		}
	}
	out := []render.Page{
		page("kustomization.yaml"),
		page("gateway.yaml", object(api, "Gateway", string(g.Name))),
		page("firewall.yaml", firewalls...),
		page("probe.yaml", append(backend, object(api, "HTTPRoute", probe), check)...),
	}
	if !g.FrontDoor { // which redirects by itself
		out = append(out, page("redirect.yaml", object(api, "HTTPRoute", "redirect-"+string(g.Name))))
	}
	return out
}

func certificatesBase(p *plan.Plan, g *plan.Gateway) []render.Page {
	page := func(file string, data any, objects ...tree.Object) render.Page {
		return render.Page{
			Path:     path.Join(layout.CertificatesBase(string(g.Stamp), string(g.Name)), file),
			Template: "certificates/" + file, Data: data, Origin: layout.Fleet, Objects: objects,
		}
	}
	const api = "cert-manager.io/v1"
	certificates := []tree.Object{object(api, "Certificate", g.ProbeCertificate())}
	issuerOf := object(api, g.IssuerKind(), string(g.Name))
	if g.Ingress {
		issuerOf.Namespace = ""
	}
	for _, c := range g.Certificates {
		certificates = append(certificates, object(api, "Certificate", c.Name))
	}
	return []render.Page{
		page("kustomization.yaml", nil),
		page("issuer.yaml", issuer{p.Issuer, g.Name, g.IssuerKind()}, issuerOf),
		page("certificates.yaml", g, certificates...),
	}
}
