package fleet

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
)

// What a fleet file may leave out.
const (
	defaultBranch          = "main"
	defaultShards          = 8
	defaultRemovals        = 1
	defaultServer          = "https://acme-v02.api.letsencrypt.org/directory"
	defaultProbeImage      = "ghcr.io/stefanprodan/podinfo:6.9.2"
	defaultTenantryVersion = "v0.1.0"
	defaultPriority        = 1000
	gatewaysPerAGC         = 2
	maxFrontends           = 5 // of one AGC, by the same list
	maxAGCs                = 5 // one ALB controller serves five: azure-docs, application-gateway-for-containers-limits
)

func (b *builder) buildFleet(doc *load.Doc[v1alpha1.Fleet]) {
	spec, f, at, r := doc.Value.Spec, b.fleet, place(doc.At), b.rules
	f.Name = b.labelOf(at("metadata", "name"), "fleet", doc.Value.Metadata.Name, maxFleetName)
	b.buildAzure(spec.Azure, at)
	b.buildExisting(spec, at)
	b.buildACR(spec.Azure, at)
	b.buildParts(spec, at)
	b.buildPolicies(spec, at)
	b.buildMonitoring(spec.Monitoring, at)
	b.buildRepository(spec, at)
	f.DNSZone = b.hostname(at("spec", "dnsZone"), spec.DNSZone)
	b.trafficAt = at("spec", "traffic", "provider")
	f.DRMode = DRMode(cmp.Or(spec.DR.Mode, string(Warm)))
	b.buildTraffic(spec.Traffic, at)
	b.buildFlux(spec.Flux)
	f.CertificateServer = b.matches(at("spec", "certificates", "server"), r.https,
		cmp.Or(spec.Certificates.Server, defaultServer))
	if f.ChartRegistry = spec.Charts.Registry; f.ChartRegistry != "" {
		b.matches(at("spec", "charts", "registry"), r.registryHost, f.ChartRegistry)
	}
	f.ProbeImage = b.matches(at("spec", "probe", "image"), r.image, cmp.Or(spec.Probe.Image, defaultProbeImage))
	b.checkImageVersion(at("spec", "probe", "image"), f.ProbeImage)
	f.TenantryVersion = b.matches(at("spec", "tenantry", "version"), r.version,
		cmp.Or(spec.Tenantry.Version, defaultTenantryVersion))
	f.Shards = cmp.Or(spec.Shards, defaultShards)
	f.Removals = cmp.Or(spec.Removals, defaultRemovals)
	f.Signer = b.signer(func(field string) diag.Pos { return at("spec", "signer", field) }, spec.Signer)
	b.buildGateways(spec.Gateways, at)
	b.buildStorageClasses(spec.StorageClasses, at)
	b.buildPlans(spec.Plans, at)
	f.Registries = spec.Registries
	for i, host := range spec.Registries {
		b.matches(at("spec", "registries", strconv.Itoa(i)), r.registryHost, host)
	}
}

func (b *builder) buildRepository(spec v1alpha1.FleetSpec, at place) {
	r := b.rules
	repo := &b.fleet.Repository
	repo.URL = b.matches(at("spec", "repository", "url"), r.https, spec.Repository.URL)
	repo.Branch = b.matches(at("spec", "repository", "branch"), r.branch, cmp.Or(spec.Repository.Branch, defaultBranch))
	repo.Forge = Forge(cmp.Or(spec.Forge, forgeOf(repo.URL)))
	if repo.Forge == "" {
		b.add(at("spec", "repository", "url"), "unknown-forge",
			fmt.Sprintf("the kind of forge behind %s is not known from its host", load.Quote(repo.URL)),
			"add forge: github, gitlab, gitea or azureDevOps below spec")
	}
}

// forgeOf knows the public forges by their host; others are named in the fleet file.
func forgeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch host := u.Hostname(); {
	case host == "github.com":
		return string(GitHub)
	case host == "gitlab.com":
		return string(GitLab)
	case host == "dev.azure.com" || strings.HasSuffix(host, ".visualstudio.com"):
		return string(AzureDevOps)
	}
	return ""
}

func (b *builder) buildFlux(spec v1alpha1.Flux) {
	f := &b.fleet.Flux
	f.Profile = Profile(cmp.Or(spec.Profile, string(AKSExtension)))
	byDefault := "2.6" // what the extension is known to run: https://github.com/Azure/AKS/issues/5625
	if f.Profile == GOTK {
		byDefault = "2.9" // the release whose manifests are embedded
	}
	_, minor, _ := strings.Cut(cmp.Or(spec.Version, byDefault), ".")
	f.Minor, _ = strconv.Atoi(minor) // one of the words that the format allows
}

// checkImageVersion refuses an image that means something else tomorrow.
func (b *builder) checkImageVersion(pos diag.Pos, image string) {
	last := image[strings.LastIndex(image, "/")+1:]
	if b.rules.image.allows(image) && !strings.ContainsAny(last, ":@") {
		b.add(pos, "bad-image", fmt.Sprintf("image %s names no version", load.Quote(image)), "add an exact tag or a digest")
	}
}

func (b *builder) buildGateways(gateways []v1alpha1.Gateway, at place) {
	first, sitting := map[string]int{}, map[int]int{}
	for i, g := range gateways {
		pos := at("spec", "gateways", strconv.Itoa(i))
		if j, taken := first[g.Name]; taken {
			b.add(pos, "gateway-twice", fmt.Sprintf("gateway %s is listed twice", load.Quote(g.Name)), "remove one of the two",
				at("spec", "gateways", strconv.Itoa(j)))
			continue
		}
		first[g.Name] = i
		agc := cmp.Or(g.AGC, i/gatewaysPerAGC+1)
		if agc > maxAGCs {
			b.add(pos, "too-many-gateways",
				fmt.Sprintf("gateway %s would sit on AGC %d, and one cluster serves at most %d", load.Quote(g.Name), agc, maxAGCs),
				"use fewer gateways, or say with {name, agc} which ones share an AGC")
		}
		if sitting[agc]++; sitting[agc] == maxFrontends+1 {
			b.add(pos, "too-many-gateways",
				fmt.Sprintf("gateway %s would be frontend %d of AGC %d, which has at most %d",
					load.Quote(g.Name), sitting[agc], agc, maxFrontends),
				"say with {name, agc} that it sits on another AGC")
		}
		if g.API == "ingress" && b.fleet.Traffic.Provider == FrontDoor {
			b.add(at("spec", "gateways", strconv.Itoa(i), "api"), "front-door-ingress",
				fmt.Sprintf("an Ingress cannot ask whether a request came through Front Door, and gateway %s has no other routes",
					load.Quote(g.Name)), "remove api: ingress, or write another traffic.provider", b.trafficAt)
		}
		gateway := Gateway{Name: b.label(pos, "gateway", g.Name), AGC: agc, Ingress: g.API == "ingress"}
		if gateway.Ingress && ownWAF(g.WAF) {
			b.add(at("spec", "gateways", strconv.Itoa(i), "waf"), "waf-with-ingress",
				fmt.Sprintf("no firewall can stand before gateway %s, whose routes are Ingresses", load.Quote(g.Name)),
				"write api: gateway, or remove waf", at("spec", "gateways", strconv.Itoa(i), "api"))
		}
		if ownWAF(g.WAF) {
			own := b.buildWAF(g.WAF, func(steps ...string) diag.Pos {
				return at(append([]string{"spec", "gateways", strconv.Itoa(i), "waf"}, steps...)...)
			}, b.fleet.WAF, gatewayLevel())
			gateway.WAF = &own
		}
		b.fleet.Gateways = append(b.fleet.Gateways, gateway)
		b.gatewaysAt = append(b.gatewaysAt, at("spec", "gateways", strconv.Itoa(i), "api"))
	}
}

// quantity parses an amount and returns it as Kubernetes prints it, so that the
// API server does not rewrite what was applied.
func (b *builder) quantity(pos diag.Pos, what string, q v1alpha1.Quantity) string {
	parsed, err := resource.ParseQuantity(string(q))
	if err != nil || parsed.Sign() <= 0 {
		b.add(pos, "bad-quantity", fmt.Sprintf("%s %s is no amount above zero", what, load.Quote(string(q))),
			`write it as Kubernetes does, such as "4", 500m or 8Gi`)
	}
	return parsed.String()
}
