package fleet

import (
	"fmt"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// builder fills a fleet and collects what is wrong on the way.
type builder struct {
	fleet *Fleet
	rules rules
	found diag.List
	// The table of private DNS zones, once a tenant needs it.
	privateZones map[string]groups
	// Regions that the fleet file vouches for.
	newRegions []string
	// Where the fleet file says who directs traffic.
	trafficAt diag.Pos
	// Where it says what routes are on each gateway of the fleet.
	gatewaysAt []diag.Pos
	// Files are missing because they could not be read, so an absence means nothing.
	clustersIncomplete, tenantsIncomplete bool
	managed                               map[string]ManagedRule // once something asks for it
}

// place tells where a value of one file stands.
type place func(steps ...string) diag.Pos

func (b *builder) add(pos diag.Pos, code diag.Code, message, fix string, seen ...diag.Pos) {
	b.found = append(b.found, diag.Finding{Pos: pos, Code: code, Message: message, Fix: fix, Seen: seen})
}

// maxName is how long a name may be: rendered names put a prefix of up to 13
// characters before it ("certificates-"), and Flux writes them into labels, which
// hold 63 (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels).
const maxName = 50

// maxFleetName is shorter: a cluster's resource group is called
// rg-<fleet>-<cluster>, and holds 90 characters
// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).
const maxFleetName = 90 - len("rg--") - maxName

// label parses a name that becomes part of Kubernetes and Azure names. It returns
// a bad one, too, so that what refers to it is not reported as well.
func (b *builder) label(pos diag.Pos, what, s string) name.Label {
	return b.labelOf(pos, what, s, maxName)
}

func (b *builder) labelOf(pos diag.Pos, what, s string, longest int) name.Label {
	_, err := name.ParseLabel(s)
	if err == nil && len(s) > longest {
		err = fmt.Errorf("it has %d characters, and prefixes leave room for %d", len(s), longest)
	}
	if err != nil {
		b.add(pos, "bad-name", fmt.Sprintf("%s %s is no usable name: %s", what, load.Quote(s), err),
			fmt.Sprintf("write a name of a-z, 0-9 and -, at most %d characters long", longest))
	}
	return name.Label(s)
}

func (b *builder) guid(pos diag.Pos, what, s string) name.GUID {
	g, err := name.ParseGUID(s)
	if err != nil {
		b.add(pos, "bad-guid", fmt.Sprintf("%s %s is no GUID: %s", what, load.Quote(s), err),
			"write the object's id, not its name or address")
	}
	return g
}

func (b *builder) hostname(pos diag.Pos, s string) name.Hostname {
	h, err := name.ParseHostname(s)
	if err != nil {
		b.add(pos, "bad-hostname", fmt.Sprintf("hostname %s is not usable: %s", load.Quote(s), err),
			"write a full DNS name in lower case, such as shop.example.com")
	}
	return h
}

// matches holds a value against one of the rules.
func (b *builder) matches(pos diag.Pos, r textRule, s string) string {
	if !r.allows(s) {
		b.add(pos, r.code, fmt.Sprintf("%s %s is not usable", r.what, load.Quote(s)), r.fix)
	}
	return s
}
