package check

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
)

// planes holds what is given to one cluster against what Azure is given for it:
// nothing else sees both, and each half alone looks right. A credential for an
// account that does not exist, a gateway that names another AGC and a hostname
// without a record are all found by clients.
type planes struct {
	*checker
	*cluster
	outputs     map[string]*handed      // by ConfigMap
	accounts    map[string]account      // by subject
	identities  map[string]string       // whose client id it is, by key
	assignments map[string][]assignment // by identity
	judged      map[string]bool         // identities that something was said about
	faulty      map[string]bool         // tenants that something else is wrong with
	stampRight  bool                    // nothing else is wrong with the platform of the stamp's other cluster
	gateways    []gateway
}

// handed is what a stack hands to Flux in one ConfigMap.
type handed struct {
	name   string
	stack  *stack
	values map[string]any
	read   map[string]bool
	// wrong: something was said about the map, so that what is absent from it means nothing.
	wrong bool
}

// checkPlanes runs what needs both halves. It is left out where something is wrong
// with one of them alone: for a tenant, or, where it is the platform's or Azure's,
// for the cluster. Mended, the two may fit.
func (c *checker) checkPlanes(cl *cluster) {
	faulty, ok := c.faultyTenants(cl)
	if c.azure.broken || cl.broken || !ok {
		return
	}
	p := &planes{
		checker: c, cluster: cl, outputs: map[string]*handed{}, accounts: map[string]account{}, identities: map[string]string{},
		assignments: map[string][]assignment{}, judged: map[string]bool{}, faulty: faulty, stampRight: true,
	}
	for _, other := range c.clusters {
		_, right := c.faultyTenants(other)
		p.stampRight = p.stampRight && (right && !other.broken || other.Stamp != cl.Stamp)
	}
	p.readOutputs()
	p.checkReads()
	p.checkUnread()
	p.readAccounts()
	p.checkCredentials()
	p.readGateways()
	p.checkGateways()
	p.checkFirewalls()
	p.checkSubnets()
	p.checkHostnames()
	p.readAssignments()
	p.checkRoles()
	p.checkImages()
}

// faultyTenants are the tenants of a cluster that some rule objected to; not ok,
// where one objected to the platform.
func (c *checker) faultyTenants(cl *cluster) (faulty map[string]bool, ok bool) {
	faulty = map[string]bool{}
	for _, u := range cl.units {
		if u.tenant != "" && (u.Err != nil || u.misplaced) {
			faulty[u.tenant] = true
		}
	}
	for o := range c.report.touched {
		tenant := o.unit.tenant
		if name, declares := strings.CutPrefix(o.Name, tenantUnit("")); declares && isKustomization(o) && tenant == "" {
			tenant = name
		}
		switch {
		case o.unit.cluster != cl:
		case tenant == "":
			return nil, false
		default:
			faulty[tenant] = true
		}
	}
	for _, other := range c.clusters {
		if other.Stamp == cl.Stamp {
			cl.tenantsOfOne(other, faulty)
		}
	}
	return faulty, true
}

// tenantsOfOne adds the tenants that one of two clusters has and the other has not:
// parity says so.
func (cl *cluster) tenantsOfOne(other *cluster, out map[string]bool) {
	here, there := cl.tenants(), other.tenants()
	for _, pair := range [2][2]map[string]bool{{here, there}, {there, here}} {
		for tenant := range pair[0] {
			if !pair[1][tenant] {
				out[tenant] = true
			}
		}
	}
}

// tenants are those whose overlay the cluster builds.
func (cl *cluster) tenants() map[string]bool {
	out := map[string]bool{}
	for _, u := range cl.units {
		if u.tenant != "" {
			out[u.tenant] = true
		}
	}
	return out
}

// each calls f for every object of the cluster of some kinds.
func (p *planes) each(f func(o *object), kinds ...string) {
	for _, u := range p.units {
		if p.faulty[u.tenant] {
			continue
		}
		for _, o := range u.objects {
			if slices.Contains(kinds, o.Kind) {
				f(o)
			}
		}
	}
}

// stackOf returns one of the cluster's stacks, or nil.
func (p *planes) stackOf(name string) *stack {
	return p.azureStack(layout.AzureStack(string(p.Name), name))
}

// readOutputs finds the stack that fills each ConfigMap of values that only Azure
// knows. The platform's are known when the cluster is; a shard's, when its tenants are.
func (p *planes) readOutputs() {
	for _, u := range p.units {
		part, ok := strings.CutPrefix(u.Path, layout.OutputsDir(string(p.Name), "")+"/")
		if !ok {
			continue
		}
		name := part
		if part == "platform" {
			name = string(gitopsStack)
		}
		for _, o := range u.objects {
			s := p.stackOf(name)
			if s == nil {
				p.report.add(fault{
					at: o, path: "data", code: outputMismatch, fix: `run "tenantry render"`,
					fact: fmt.Sprintf("no stack fills it: there is no %s", layout.AzureStack(string(p.Name), name)),
				})
				continue
			}
			values, _ := s.Outputs["azureOutputs"].(map[string]any)
			for key, v := range values {
				if v, ok := v.(arm.Runtime); ok {
					p.identities[key] = v.ID
				}
			}
			p.outputs[o.Name] = &handed{name: o.Name, stack: s, values: values, read: map[string]bool{}}
			p.checkHanded(p.outputs[o.Name], "./"+u.Path)
		}
	}
}

// checkHanded wants Flux to be given the map that the stack's output shows: the
// script of the other profiles takes the one, the extension the other.
func (p *planes) checkHanded(h *handed, dir string) {
	for _, r := range h.stack.Resources {
		if r.Type != "Microsoft.KubernetesConfiguration/fluxConfigurations" || r.Existing {
			continue
		}
		for _, k := range child(r.Body, "properties", "kustomizations").(map[string]any) {
			given, _ := child(k, "postBuild", "substitute", "azure_outputs").(arm.JSONText)
			values, _ := given.Value.(map[string]any)
			if text(k, "path") == dir && !sameKeys(values, h.values) {
				h.wrong = true
				p.addAzure(&made{r, h.stack}, outputMismatch, fmt.Sprintf("it hands over %s, and the output azureOutputs has %s",
					keysOf(values), keysOf(h.values)), "write the same keys in both", p.place(h.stack, "azureOutputs"))
			}
		}
	}
}

func sameKeys(a, b map[string]any) bool {
	return maps.EqualFunc(a, b, func(x, y any) bool { return fmt.Sprint(x) == fmt.Sprint(y) })
}

func keysOf(m map[string]any) string {
	if len(m) == 0 {
		return "nothing"
	}
	const most = 3
	keys := slices.Sorted(maps.Keys(m))
	if len(keys) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(keys[:most], ", "), len(keys)-most)
	}
	return strings.Join(keys, ", ")
}

// checkReads wants every key that a manifest reads to be written by a stack. A
// HelmRelease without its value fails; a Kustomization of Flux before 2.9 puts
// nothing in its place.
func (p *planes) checkReads() {
	for _, u := range p.units {
		var from []*handed
		if p.faulty[u.tenant] {
			continue
		}
		for _, ref := range list(u.Spec, "postBuild", "substituteFrom") {
			if h, ok := p.outputs[text(ref, "name")]; ok {
				from = append(from, h)
			}
		}
		for _, o := range u.objects {
			if len(from) > 0 {
				p.checkVariablesOf(o, from)
			}
			if o.Kind == "HelmRelease" {
				p.checkValuesOf(o)
			}
		}
	}
}

func (p *planes) checkVariablesOf(o *object, from []*handed) {
	if !strings.Contains(string(o.json), "${") || keepsDollars(o) {
		return
	}
	walk(o.value, func(at *place, _ string, v any) {
		s, _ := v.(string)
		for _, found := range variable.FindAllString(s, -1) {
			p.reads(o, at.String(), found[2:len(found)-1], from)
		}
	})
}

func (p *planes) checkValuesOf(o *object) {
	for i, ref := range list(o.value, "spec", "valuesFrom") {
		if h, ok := p.outputs[text(ref, "name")]; ok && text(ref, "kind") == "ConfigMap" {
			p.reads(o, item("spec.valuesFrom", i)+".valuesKey", text(ref, "valuesKey"), []*handed{h})
		}
	}
}

func (p *planes) reads(o *object, at, key string, from []*handed) {
	var known, names []string
	for _, h := range from {
		if _, ok := h.values[key]; ok {
			h.read[key] = true
			return
		}
		known, names = append(known, slices.Sorted(maps.Keys(h.values))...), append(names, h.name)
	}
	for _, h := range from {
		if h.wrong {
			return
		}
		h.wrong = true
	}
	fix := "let the stack write it, or read what it writes"
	if near := diag.Nearest(key, known); near != "" {
		fix = fmt.Sprintf("write %q", near)
	}
	p.report.add(fault{
		at: o, path: at, code: outputMismatch, fix: fix,
		fact: fmt.Sprintf("no stack writes %q into %s", key, strings.Join(names, " or ")),
	})
}

// checkUnread wants every key that a stack writes to be read: what nobody reads was
// meant for somebody.
func (p *planes) checkUnread() {
	for _, name := range slices.Sorted(maps.Keys(p.outputs)) {
		h := p.outputs[name]
		for _, key := range slices.Sorted(maps.Keys(h.values)) {
			if !h.wrong && !h.read[key] && !p.faulty[p.owners.variable(key)] {
				p.judged[strings.ToLower(p.identities[key])] = true
				p.report.addAt(p.place(h.stack, "azureOutputs"), outputMismatch,
					fmt.Sprintf("stack %s hands %q to Flux, and no manifest of the cluster reads it", h.stack, key),
					"leave it out, or read it from ConfigMap "+name)
			}
		}
	}
}

// baseName is the last part of an id.
func baseName(id string) string { return path.Base(id) }
