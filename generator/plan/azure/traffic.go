package azure

import (
	"fmt"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// Traffic is what leads clients to one gateway of a stamp: one stack.
type Traffic struct {
	Fleet            *Fleet
	Stamp, Gateway   name.Label
	Profile          string
	RelativeName     string // below trafficmanager.net
	Method           string // Priority or Weighted
	Knob             string // the parameter of each target that says its share: priority or weight
	ProbePath        string
	Targets          []Target
	Records          []Record
	ForeignHostnames []name.Hostname // whose owners point them here
}

// Target is the gateway on one cluster.
type Target struct {
	Symbol, Group, AGC, Frontend, Region string
	Cluster                              name.Label
	Share                                int // its turn, or its weight
	ProbeHost                            name.Hostname
}

// ShareParameter is the parameter of a target's priority or weight, StateParameter
// that of its state.
func (t *Traffic) ShareParameter(target Target) string { return t.Knob + "_" + target.Symbol }

// StateParameter is described with ShareParameter.
func (t *Traffic) StateParameter(target Target) string { return "state_" + target.Symbol }

// Names lists what the stack detaches when it leaves the template, and what is then
// deleted by name, a line each: the records of the fleet's zone and the endpoints.
func (t *Traffic) Names() []string {
	var out []string
	for _, target := range t.Targets {
		out = append(out, fmt.Sprintf("endpoint %s %s", t.Profile, target.Cluster))
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

func trafficOf(f *fleet.Fleet, shared *Fleet, s fleet.Stamp) []*Traffic {
	if f.Traffic.Provider != "trafficManager" {
		return nil
	}
	var out []*Traffic
	for _, g := range f.Gateways {
		t := &Traffic{
			Fleet: shared, Stamp: s.Name, Gateway: g.Name, Method: "Priority", Knob: "priority", ProbePath: "/healthz",
			Profile:      fmt.Sprintf("traf-%s-%s", s.Name, g.Name),
			RelativeName: world(f, fmt.Sprintf("%s-%s-%s", f.Name, s.Name, g.Name), maxDNSLabel, string(s.Name), string(g.Name)),
		}
		if f.Traffic.Mode == "activeActive" {
			t.Method, t.Knob = "Weighted", "weight"
		}
		for i, c := range s.Clusters() {
			share := i + 1
			if t.Knob == "weight" {
				share = 100
			}
			t.Targets = append(t.Targets, Target{
				Symbol: symbol("cluster", c.Name), Group: Group(f, c.Name), AGC: AGCName(c.Name, g.AGC), Frontend: Frontend(g.Name),
				Region: c.Region, Cluster: c.Name, Share: share, ProbeHost: ProbeHost(f, g.Name, c.Name),
			})
		}
		t.addHostnames(f)
		out = append(out, t)
	}
	return out
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
			if !h.Under(f.DNSZone) {
				t.ForeignHostnames = append(t.ForeignHostnames, h)
				continue
			}
			relative := strings.TrimSuffix(string(h), "."+string(f.DNSZone))
			// No name holds a capital, so a dot and a dash never become the same symbol.
			id := strings.NewReplacer(".", "_DOT_", "-", "_").Replace(relative)
			t.Records = append(t.Records, Record{"record_" + id, relative})
		}
	}
}
