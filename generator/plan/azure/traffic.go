package azure

import (
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// Traffic is what leads clients to one gateway of a stamp: one stack, of Traffic
// Manager or, where the fleet has one, of Front Door.
type Traffic struct {
	Fleet            *Fleet
	Stamp, Gateway   name.Label
	ProbePath        string
	Targets          []Target
	Records          []Record
	ForeignHostnames []name.Hostname // whose owners point them here

	Profile      string // of Traffic Manager, as are the next two
	RelativeName string // below trafficmanager.net
	Method       string // Priority, Weighted or Performance

	Group   string // of origins, and the route to them; of Front Door, as is the rest
	Latency int    // milliseconds that an origin may be slower than the fastest and still get its share
	Domains []Domain
}

// Module is the module of the stack that clients come through.
func (t *Traffic) Module() string {
	if t.Fleet.FrontDoor != nil {
		return "frontDoor"
	}
	return "profile"
}

// DomainSymbol is the symbol of a hostname's domain.
func (t *Traffic) DomainSymbol(h name.Hostname) string { return domainSymbol(h) }

// Target is the gateway on one cluster.
type Target struct {
	Symbol, Group, AGC, Frontend, Region string
	Cluster                              name.Label
	Knobs                                []Knob
	State                                string // Enabled or Disabled
	ProbeHost                            name.Hostname
	ProbeRecord                          string // the same, relative to the fleet's zone
}

// Knob is a parameter that says a target's share, with what it is at first.
type Knob struct {
	Name, Why string
	Value     int
}

// ShareParameter is the parameter of a target's turn or weight, or "none";
// StateParameter is that of its state.
func (t *Traffic) ShareParameter(target Target) string {
	if len(target.Knobs) == 0 {
		return "none" // clusters share by latency
	}
	return target.Knobs[0].Name + "_" + target.Symbol
}

// StateParameter is described with ShareParameter.
func (t *Traffic) StateParameter(target Target) string { return "state_" + target.Symbol }

// Names lists what the stack detaches when it leaves the template, and what is then
// deleted by name, a line each: the records of the fleet's zone and the endpoints.
func (t *Traffic) Names() []string {
	var out []string
	for _, target := range t.Targets {
		if t.Fleet.FrontDoor != nil {
			out = append(out, "record "+target.ProbeRecord)
		} else {
			out = append(out, fmt.Sprintf("endpoint %s %s", t.Profile, target.Cluster))
		}
	}
	for _, r := range t.Records {
		out = append(out, "record "+r.Name)
	}
	return out
}

// Record is a hostname in the fleet's zone.
type Record struct {
	Symbol, Name string // the name is relative to the zone
}

// Origins within the latency share by weight; Front Door takes up to a second.
const anyLatency = 1000

// evenWeight is the weight of each cluster while both serve alike.
const evenWeight = 100

func trafficOf(f *fleet.Fleet, shared *Fleet, s fleet.Stamp) []*Traffic {
	if f.Traffic.Provider != fleet.TrafficManager && shared.FrontDoor == nil {
		return nil
	}
	var out []*Traffic
	for _, g := range f.Gateways {
		t := &Traffic{
			Fleet: shared, Stamp: s.Name, Gateway: g.Name, Method: "Priority", ProbePath: "/healthz",
			Profile:      fmt.Sprintf("traf-%s-%s", s.Name, g.Name),
			RelativeName: world(f, fmt.Sprintf("%s-%s-%s", f.Name, s.Name, g.Name), maxDNSLabel, string(s.Name), string(g.Name)),
			Group:        name.Short(fmt.Sprintf("%s-%s-%s", f.Name, s.Name, g.Name), maxOriginGroup),
		}
		if f.Traffic.Mode == "activeActive" {
			t.share(f.Traffic.Method)
		}
		for i, c := range s.Clusters() {
			t.Targets = append(t.Targets, t.target(f, g, c, i+1))
		}
		t.addHostnames(f)
		out = append(out, t)
	}
	return out
}

// share divides clients among clusters that all serve.
func (t *Traffic) share(method string) {
	t.Method = "Performance"
	if method == fleet.Weighted {
		t.Method, t.Latency = "Weighted", anyLatency
	}
}

// target is the gateway on the cluster whose turn is given, counted from one. A
// cluster without running tenants is switched off: its probe answers all the same.
func (t *Traffic) target(f *fleet.Fleet, g fleet.Gateway, c fleet.Cluster, turn int) Target {
	out := Target{
		Symbol: symbol("cluster", c.Name), Group: Group(f, c.Name), AGC: AGCName(c.Name, g.AGC), Frontend: Frontend(g.Name),
		Region: c.Region, Cluster: c.Name, ProbeHost: ProbeHost(f, g.Name, c.Name), ProbeRecord: fmt.Sprintf("%s.%s", g.Name, c.Name),
		Knobs: t.knobs(turn), State: "Enabled",
	}
	if c.Role == fleet.DR && (f.DRMode == fleet.PilotLight || f.DRMode == fleet.Cold) {
		out.State = "Disabled"
	}
	return out
}

// knobs are what the provider wants to know of a cluster: an origin of Front Door
// has both a turn and a weight, whatever the method.
func (t *Traffic) knobs(turn int) []Knob {
	priority := Knob{"priority", "The cluster's turn, the smallest first.", turn}
	weight := Knob{"weight", "Its share among clusters of one turn.", evenWeight}
	if t.Method != "Priority" {
		priority.Value = 1
	}
	switch {
	case t.Fleet.FrontDoor != nil:
		return []Knob{priority, weight}
	case t.Method == "Priority":
		return []Knob{priority}
	case t.Method == "Weighted":
		return []Knob{weight}
	}
	return nil
}

// ProbeHost is the platform's own hostname of a gateway on one cluster.
func ProbeHost(f *fleet.Fleet, gateway, cluster name.Label) name.Hostname {
	return name.Hostname(fmt.Sprintf("%s.%s.%s", gateway, cluster, f.DNSZone))
}

func (t *Traffic) addHostnames(f *fleet.Fleet) {
	for _, tenant := range f.Tenants {
		if tenant.Stamp != t.Stamp || tenant.Gateway != t.Gateway {
			continue
		}
		for _, h := range tenant.Hostnames {
			if t.Fleet.FrontDoor != nil {
				t.Domains = append(t.Domains, domain(f, h))
			}
			if own := relative(f, h); own != "" {
				t.Records = append(t.Records, Record{"record_" + hostSymbol(own), own})
			} else {
				t.ForeignHostnames = append(t.ForeignHostnames, h)
			}
		}
	}
}

// relative is a hostname without the fleet's zone, or "" where it is not in it.
func relative(f *fleet.Fleet, h name.Hostname) string {
	if !h.Under(f.DNSZone) {
		return ""
	}
	return strings.TrimSuffix(string(h), "."+string(f.DNSZone))
}

// hostSymbol makes the rest of an identifier from a hostname. No name holds a
// capital, so a dot and a dash never become the same.
func hostSymbol(h string) string { return strings.NewReplacer(".", "_DOT_", "-", "_").Replace(h) }
