package fleet

import (
	"strconv"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// Override is what is to be otherwise in a rendered Azure resource.
type Override struct {
	File       string
	Stack      Stack
	Cluster    name.Label // whose stack it is; empty: every stack of the kind
	Resource   string     // symbolic name, or file/name
	APIVersion string     // empty: the rendered one
	Set        map[string]any
	// At tells where a part of the entry stands.
	At func(steps ...string) diag.Pos
}

// buildOverrides reads the changes of one file.
func (b *builder) buildOverrides(file string, cluster name.Label, at place, list []v1alpha1.Override) {
	for i, o := range list {
		here := func(steps ...string) diag.Pos {
			return at(append([]string{"spec", "overrides", strconv.Itoa(i)}, steps...)...)
		}
		if o.APIVersion != "" {
			b.matches(here("apiVersion"), b.rules.azureVersion, o.APIVersion)
		}
		if Stack(o.Stack) == TrafficStack && b.fleet.Traffic.Provider == "none" {
			b.add(here("stack"), "unknown-resource", "the fleet has no traffic stack",
				"remove the entry, or choose a provider in spec.traffic")
		}
		b.fleet.Overrides = append(b.fleet.Overrides, Override{
			File: file, Stack: Stack(o.Stack), Cluster: cluster, Resource: o.Resource, APIVersion: o.APIVersion, Set: o.Set, At: here,
		})
	}
}

func (b *builder) buildClusterOverrides(docs []*load.Doc[v1alpha1.Cluster]) {
	for _, d := range docs {
		list := make([]v1alpha1.Override, 0, len(d.Value.Spec.Overrides))
		for _, o := range d.Value.Spec.Overrides {
			list = append(list, v1alpha1.Override(o))
		}
		b.buildOverrides(d.File, name.Label(d.Value.Metadata.Name), d.At, list)
	}
}
