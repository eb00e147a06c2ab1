package azure

import (
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// FrontDoor is the profile before all gateways: the fleet's own, or one that
// exists, with the fleet's endpoint and firewall in it.
type FrontDoor struct {
	Profile, Endpoint, WAFPolicy string
	WAFMode                      string // the fleet's, in Azure's word
	Place                        Place  // of the profile
	Existing                     bool   // the profile is somebody else's
	ID                           string // that it names in requests; empty: Azure is asked
	SKU                          string
	ManagedRules                 bool // its firewall has Microsoft's rules
}

// maxEndpoint is how long the name of a Front Door endpoint may be, by its type in
// https://github.com/Azure/bicep-types-az.
const maxEndpoint = 46

// Asked reports whether the clusters get the profile's id from the deployment.
func (d *FrontDoor) Asked() bool { return d != nil && d.ID == "" }

func frontDoorOf(f *fleet.Fleet) *FrontDoor {
	if f.Traffic.Provider != fleet.FrontDoor {
		return nil
	}
	spec, given := f.Traffic.FrontDoor, f.Azure.Existing.FrontDoor
	out := &FrontDoor{
		Profile: "afd-" + string(f.Name), Endpoint: world(f, string(f.Name), maxEndpoint, "front-door"),
		Place: placeOf(f, given, SharedGroup(f)), Existing: !given.IsZero(), ID: spec.ID,
		SKU: "Premium_AzureFrontDoor", ManagedRules: true, WAFMode: capital(string(f.WAF.Mode)),
	}
	out.WAFPolicy = "waf" + letters(out.Endpoint) // letters and digits are all that its name takes
	if spec.Tier == "standard" {
		out.SKU, out.ManagedRules = "Standard_AzureFrontDoor", false
	}
	if out.Existing {
		out.Profile = given.Name
	}
	return out
}

// Domain is a hostname as Front Door serves it.
type Domain struct {
	Symbol, Name string // the name of its resource
	Hostname     name.Hostname
	Record       string // its name relative to the fleet's zone; empty where that is another's
}

// domain names the resource of a hostname: what is no letter or digit becomes a
// dash, and the hash keeps a.b-c and a-b.c apart.
func domain(f *fleet.Fleet, h name.Hostname) Domain {
	return Domain{
		Symbol: domainSymbol(h), Hostname: h, Record: relative(f, h),
		Name: fmt.Sprintf("%s-%s", strings.ReplaceAll(string(h), ".", "-"), name.Hash(string(h), hashed)),
	}
}

func domainSymbol(h name.Hostname) string { return "domain_" + hostSymbol(string(h)) }
