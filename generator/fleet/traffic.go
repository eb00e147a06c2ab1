package fleet

import (
	"cmp"
	"fmt"
	"strconv"

	"golang.org/x/net/publicsuffix"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// The words of a fleet file about traffic that code asks for.
const (
	TrafficManager = "trafficManager"
	FrontDoor      = "frontDoor"
	Weighted       = "weighted"
	premium        = "premium"
)

func (b *builder) buildTraffic(spec v1alpha1.Traffic, at place) {
	in := func(field ...string) diag.Pos { return at(append([]string{"spec", "traffic"}, field...)...) }
	door := spec.FrontDoor
	out := v1alpha1.Traffic{
		Provider: cmp.Or(spec.Provider, TrafficManager),
		Mode:     cmp.Or(spec.Mode, "activePassive"),
		Method:   cmp.Or(spec.Method, Weighted),
		FrontDoor: v1alpha1.FrontDoor{
			Tier: cmp.Or(door.Tier, premium),
		},
	}
	if door.ID != "" {
		out.FrontDoor.ID = string(b.guid(in("frontDoor", "id"), "Front Door", door.ID))
	}
	b.fleet.Traffic = out
	b.checkModes(at)
	if spec.Method != "" && out.Mode != "activeActive" {
		b.add(in("method"), "traffic-method", "the method divides clients among clusters, and with activePassive one serves",
			"remove this line, or write mode: activeActive", in("mode"))
	}
	if out.Provider == FrontDoor {
		return
	}
	for _, where := range []struct {
		given bool
		pos   diag.Pos
	}{
		{door != v1alpha1.FrontDoor{}, in("frontDoor")},
		{!b.fleet.Azure.Existing.FrontDoor.IsZero(), at("spec", "azure", "existing", "frontDoor")},
	} {
		if where.given {
			b.add(where.pos, "front-door-unused",
				fmt.Sprintf("a Front Door is described, and clients come by %s", load.Quote(out.Provider)),
				"remove frontDoor, or write provider: frontDoor", in("provider"))
		}
	}
}

// checkModes refuses traffic to a DR cluster that runs nothing.
func (b *builder) checkModes(at place) {
	mode := b.fleet.DRMode
	if b.fleet.Traffic.Mode == "activeActive" && (mode == PilotLight || mode == Cold) {
		b.add(at("spec", "traffic", "mode"), "traffic-without-dr",
			fmt.Sprintf("activeActive sends clients to the DR cluster, where dr.mode %s runs nothing", mode),
			"write mode: activePassive, or a warmer dr.mode", at("spec", "dr", "mode"))
	}
}

// checkApex refuses a hostname that no CNAME can stand at, where clients come
// through one: Traffic Manager's alias records need endpoints with addresses, and
// a frontend of AGC has none (https://learn.microsoft.com/azure/dns/dns-alias).
func (b *builder) checkApex(d *load.Doc[v1alpha1.Tenant]) {
	if b.fleet.Traffic.Provider != TrafficManager {
		return
	}
	for i, host := range d.Value.Spec.Hostnames {
		apex, err := publicsuffix.EffectiveTLDPlusOne(host)
		if err == nil && apex == host && name.Hostname(host) != b.fleet.DNSZone {
			b.add(d.At("spec", "hostnames", strconv.Itoa(i)), "apex-hostname",
				fmt.Sprintf("hostname %s is the top of its zone, where no CNAME to Traffic Manager can stand", load.Quote(host)),
				fmt.Sprintf("use a name below it, such as www.%s, and redirect from there", host))
		}
	}
}
