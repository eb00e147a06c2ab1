package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/plan/azure"
)

// frontDoorHeader is what Front Door adds to each request: the id of its profile.
// https://learn.microsoft.com/azure/frontdoor/origin-security
const frontDoorHeader = "X-Azure-FDID"

func (c *checker) behindFrontDoor() bool { return c.fleet.Traffic.Provider == fleet.FrontDoor }

// checkOpenListener wants a listener without a hostname, which serves whatever
// arrives, to be open to the tenants of its own gateway, for HTTPRoutes: nothing
// else bounds the hostnames that are claimed on it.
func (c *checker) checkOpenListener(cl *cluster, gw *object, path string, l any) {
	called := text(l, "name")
	if !routesOnly(l) {
		c.foreign(gw, path+".kinds", fmt.Sprintf("listener %q serves every hostname, and takes more than HTTPRoutes", called),
			"write kinds: [{kind: HTTPRoute}]")
	}
	if text(l, "allowedRoutes", "namespaces", "from") == "All" {
		c.foreign(gw, path, fmt.Sprintf("listener %q serves every hostname, and takes routes of every namespace", called),
			"list the namespaces of the gateway's tenants")
		return
	}
	for _, t := range c.fleet.Tenants {
		own := string(t.Gateway) == gw.Name && t.Stamp == cl.Stamp
		if !own && admitsNamespace(gw, l, string(t.Name)) {
			c.foreign(gw, path,
				fmt.Sprintf("listener %q admits routes of tenant %q, which sits on another gateway", called, t.Name),
				"leave its namespace out")
			return
		}
	}
}

// routesOnly reports whether a listener takes HTTPRoutes and nothing else.
func routesOnly(listener any) bool {
	kinds := list(listener, "allowedRoutes", "kinds")
	return len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k any) bool { return text(k, "kind") != "HTTPRoute" })
}

// checkLock wants each match of a tenant's route to ask for the Front Door's id:
// an AGC frontend answers the whole Internet, and who comes to it directly passes
// no firewall of Front Door.
func (c *checker) checkLock(o *object) {
	if !c.behindFrontDoor() {
		return
	}
	want := plan.FrontDoorMatch(c.fleet)
	asks := func(match any) bool {
		return slices.ContainsFunc(list(match, "headers"), func(h any) bool {
			return strings.EqualFold(text(h, "name"), frontDoorHeader) && or(text(h, "type"), "Exact") == "Exact" &&
				text(h, "value") == want
		})
	}
	for i, rule := range list(o.value, "spec", "rules") {
		matches := list(rule, "matches")
		if len(matches) > 0 && !slices.ContainsFunc(matches, func(m any) bool { return !asks(m) }) {
			continue
		}
		c.report.add(fault{
			at: o, path: item("spec.rules", i), code: pastFrontDoor,
			fact: "this takes requests that did not come through the fleet's Front Door",
			fix:  fmt.Sprintf("add to every match the header %s with the value %s", frontDoorHeader, want),
		})
	}
}

// checkPlatformRoute wants the platform's routes to leave tenants' hostnames
// alone. Without hostnames, on the one listener of a gateway behind Front Door, a
// route would answer for all of them.
func (c *checker) checkPlatformRoute(o *object) {
	if !c.behindFrontDoor() {
		return
	}
	hosts := list(o.value, "spec", "hostnames")
	if len(hosts) == 0 {
		c.foreign(o, "spec.hostnames", "a route without hostnames claims every tenant's", "list the platform's own hostnames")
	}
	for i, h := range hosts {
		host, _ := h.(string)
		if owner := c.owners.hosts[host]; owner != "" {
			c.foreign(o, item("spec.hostnames", i), fmt.Sprintf("hostname %q belongs to tenant %q", host, owner),
				"list the platform's own hostnames")
		}
	}
}

// servedName is the hostname that a listener's certificate must hold. Front Door
// comes to a listener without one by the gateway's name on its cluster, and
// insists that the certificate is for that.
// https://learn.microsoft.com/azure/frontdoor/end-to-end-tls
func (c *checker) servedName(gw *object, listener any) string {
	host := text(listener, "hostname")
	if host == "" && c.behindFrontDoor() {
		return string(azure.ProbeHost(c.fleet, name.Label(gw.Name), gw.unit.cluster.Name))
	}
	return host
}
