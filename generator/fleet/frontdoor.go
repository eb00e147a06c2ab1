package fleet

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
)

// How much a Front Door profile holds, and how much of it a fleet uses: 90 %, so
// that a domain can move before the old one is gone.
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
const (
	premiumDomains, standardDomains = 500, 100
	premiumOrigins, standardOrigins = 200, 100
	headroom                        = 90 // per cent
)

// maxManagedName is the longest hostname that Front Door gets a certificate for.
// https://learn.microsoft.com/azure/frontdoor/domain#certificate-requirements
const maxManagedName = 64

// checkFrontDoor counts what the fleet's gateways have of one profile, and refuses
// hostnames that it takes no certificate for.
func (b *builder) checkFrontDoor(files *load.Files) {
	if b.fleet.Traffic.Provider != FrontDoor {
		return
	}
	hosts := 0
	for _, d := range files.Tenants {
		hosts += len(d.Value.Spec.Hostnames)
		for i, host := range d.Value.Spec.Hostnames {
			b.checkManagedName(d.At("spec", "hostnames", strconv.Itoa(i)), host)
		}
	}
	domains, origins := premiumDomains, premiumOrigins
	if b.fleet.Traffic.FrontDoor.Tier != premium {
		domains, origins = standardDomains, standardOrigins
	}
	b.checkProfile(files.Fleet.At("spec", "traffic", "frontDoor", "tier"), hosts, domains, "custom domains",
		"write tier: premium, which holds 500, or put tenants into a second fleet")
	clusters := 0
	for _, s := range b.fleet.Stamps {
		clusters += len(s.Clusters())
	}
	b.checkProfile(files.Fleet.At("spec", "gateways"), clusters*len(b.fleet.Gateways), origins, "origins",
		"use fewer gateways: behind Front Door no number of listeners bounds one")
}

func (b *builder) checkProfile(pos diag.Pos, used, most int, what, fix string) {
	if room := most * headroom / 100; used > room {
		b.add(pos, "front-door-full",
			fmt.Sprintf("the fleet needs %d %s, and of the %d that a Front Door profile holds %d may be used", used, what, most, room),
			fix)
	}
}

// checkManagedName refuses what Front Door takes no domain or certificate for. That
// it knows no internationalized names stands in
// https://learn.microsoft.com/azure/frontdoor/standard-premium/how-to-add-custom-domain
func (b *builder) checkManagedName(pos diag.Pos, host string) {
	switch {
	case len(host) > maxManagedName:
		b.add(pos, "front-door-hostname",
			fmt.Sprintf("hostname %s has %d characters, and Front Door gets certificates for %d",
				load.Quote(host), len(host), maxManagedName),
			"use a shorter hostname")
	case strings.HasPrefix(host, "xn--") || strings.Contains(host, ".xn--"):
		b.add(pos, "front-door-hostname",
			fmt.Sprintf("hostname %s is internationalized, which Front Door takes no domain for", load.Quote(host)),
			"use a hostname of plain letters")
	}
}
