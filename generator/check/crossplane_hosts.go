package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/layout"
)

// hostnamesAnnotation lists what routes of a namespace may claim.
const hostnamesAnnotation = "tenantry.dev/hostnames"

// hosting is a hostname that a route or an Ingress serves, and its place in it.
type hosting struct {
	object   *object
	host, at string
	gateways []gateway
}

// hostings lists every hostname that the cluster serves.
func (p *planes) hostings() []hosting {
	var out []hosting
	p.each(func(o *object) {
		var through []gateway
		for _, ref := range list(o.value, "spec", "parentRefs") {
			if g := p.gatewayOf(or(text(ref, "namespace"), o.Namespace), text(ref, "name")); g != nil {
				through = append(through, *g)
			}
		}
		for i, h := range list(o.value, "spec", "hostnames") {
			host, _ := h.(string)
			out = append(out, hosting{o, host, item("spec.hostnames", i), through})
		}
	}, "HTTPRoute")
	for _, g := range p.gateways {
		for i, rule := range list(g.value, "spec", "rules") {
			if g.Kind == "Ingress" {
				out = append(out, hosting{g.object, text(rule, "host"), item("spec.rules", i) + ".host", []gateway{g}})
			}
		}
	}
	return out
}

// checkHostnames follows each hostname that a tenant serves through the rest of the
// fleet: the guardrail's list at the namespace, and what leads clients to the
// gateway. That a route has its listener, and a listener its certificate, was judged
// with the references. And the reverse: a list or a record for a hostname that
// nothing serves is somebody's mistake, or a name left to be taken.
func (p *planes) checkHostnames() {
	served := map[string]map[string]bool{} // by namespace
	all := p.hostings()
	for _, h := range all {
		if served[h.object.Namespace] == nil {
			served[h.object.Namespace] = map[string]bool{}
		}
		served[h.object.Namespace][h.host] = true
		if h.object.unit.tenant != "" && !p.report.touched[h.object] {
			p.checkListed(h)
		}
	}
	p.each(func(o *object) {
		for _, host := range annotated(o) {
			if !served[o.Name][host] && !p.report.touched[o] {
				p.hostname(o, "metadata.annotations", fmt.Sprintf("no route of the namespace serves %q", host),
					"leave it out, or route it")
			}
		}
	}, "Namespace")
	done := map[string]bool{}
	for _, g := range p.gateways {
		if !done[g.key()] && !p.report.touched[g.object] {
			done[g.key()] = true
			p.checkTraffic(g, all)
		}
	}
}

func (p *planes) hostname(o *object, at, fact, fix string) {
	p.report.add(fault{at: o, path: at, code: hostnameIncomplete, fact: fact, fix: fix})
}

func annotated(namespace *object) []string {
	var out []string
	for host := range strings.SplitSeq(text(namespace.value, "metadata", "annotations", hostnamesAnnotation), ",") {
		if host = strings.TrimSpace(host); host != "" {
			out = append(out, host)
		}
	}
	return out
}

func (p *planes) checkListed(h hosting) {
	ns := p.objects[id{"Namespace", "", h.object.Namespace}]
	if ns == nil || slices.Contains(annotated(ns), h.host) {
		return
	}
	p.report.add(fault{
		at: h.object, path: h.at, code: hostnameIncomplete, others: []*object{ns}, fix: "add it to the annotation",
		fact: fmt.Sprintf("the annotation %s of the namespace does not list %q, so the guardrail refuses the route",
			hostnamesAnnotation, h.host),
	})
}

// checkTraffic wants a gateway's frontend, and the hostnames that it serves, in the
// stack that leads clients to it.
func (p *planes) checkTraffic(g gateway, all []hosting) {
	name := g.Name
	if g.Kind == "Ingress" {
		name = baseName(g.frontend)
	}
	dir := layout.AzureTraffic(string(p.Stamp), name)
	s := p.azureStack(dir)
	if g.frontend == "" {
		return // no stack can name what the ALB controller makes
	}
	if s == nil {
		if p.fleet.Traffic.Provider != "none" {
			p.hostname(g.object, g.at(), fmt.Sprintf("no stack leads clients to it: there is no %s", dir), `run "tenantry render"`)
		}
		return
	}
	led := false
	for _, r := range s.Resources {
		aims := false
		if !r.Existing {
			runtimes(r.Body, func(v arm.Runtime) { aims = aims || strings.EqualFold(v.ID, g.frontend) && v.Path == "fqdn" })
		}
		if aims {
			led = true
			p.checkProbe(&made{r, s}, g, all)
		}
	}
	if !led {
		p.hostname(g.object, g.at(),
			fmt.Sprintf("stack %s leads no clients to frontend %q of AGC %s", s, baseName(g.frontend), baseName(g.agc)),
			"add the frontend to the stack's targets")
	}
	p.checkRecords(s, g, all)
}

// checkProbe wants the host that Traffic Manager asks for to be one that the
// gateway serves: without it every probe fails, and so does the failover.
func (p *planes) checkProbe(m *made, g gateway, all []hosting) {
	for _, h := range list(m.Body, "properties", "customHeaders") {
		host := text(h, "value")
		if !strings.EqualFold(text(h, "name"), "Host") || p.answers(g, host, all) {
			continue
		}
		p.addAzure(m, hostnameIncomplete, fmt.Sprintf("its probe asks for host %q, which %s does not serve", host, g.object),
			"write the hostname of the platform's own probe")
	}
}

// answers reports whether a gateway has a listener, or an Ingress, for a hostname.
func (p *planes) answers(g gateway, host string, all []hosting) bool {
	if slices.ContainsFunc(p.gateways, func(g gateway) bool { return p.report.touched[g.object] }) {
		return true // it may be the one
	}
	return slices.ContainsFunc(list(g.value, "spec", "listeners"), func(l any) bool {
		return text(l, "hostname") == host || text(l, "hostname") == "" && text(l, "protocol") == "HTTPS"
	}) || slices.ContainsFunc(all, func(h hosting) bool { return h.host == host && h.through(g) })
}

func (h hosting) through(g gateway) bool {
	return slices.ContainsFunc(h.gateways, func(other gateway) bool { return other.key() == g.key() })
}

// checkRecords wants each hostname that tenants serve through a gateway to have a
// record or a custom domain in the traffic stack, or to be listed there for its
// owner; and no record for a hostname that nothing serves.
func (p *planes) checkRecords(s *stack, g gateway, all []hosting) {
	entries, notes := p.entries(s), p.notes(s)
	wrong, serves := !p.stampRight, map[string]bool{}
	for _, h := range all {
		if h.object.unit.tenant == "" || !h.through(g) {
			continue
		}
		serves[h.host] = true
		if entries[h.host] != nil || notes[h.host] {
			continue
		}
		wrong = true
		if !p.report.touched[h.object] {
			p.hostname(h.object, h.at,
				fmt.Sprintf("stack %s has no entry for %q, and does not list it for the owner of its zone", s, h.host),
				"add the record, or the note")
		}
	}
	if wrong {
		return
	}
	for host, m := range entries {
		first, _, _ := strings.Cut(host, ".")
		if !serves[host] && !strings.HasPrefix(first, "_") && !p.servedByPlatform(host) && !p.faulty[p.owners.hosts[host]] {
			p.addAzure(m, hostnameIncomplete, fmt.Sprintf("no route of %s serves %q", g.object, host), "leave it out, or route it")
		}
	}
}

// servedByPlatform reports whether a hostname is one of the platform's own, on any
// cluster of the stamp: what answers probes and Front Door.
func (p *planes) servedByPlatform(host string) bool {
	if p.owners.hosts[host] != "" {
		return false
	}
	for _, cl := range p.clusters {
		for _, o := range cl.certificates {
			if slices.Contains(list(o.value, "spec", "dnsNames"), any(host)) {
				return true
			}
		}
	}
	return false
}

// entries are the records and custom domains of a traffic stack, by hostname.
func (p *planes) entries(s *stack) map[string]*made {
	out := map[string]*made{}
	for _, r := range s.Resources {
		kind, isRecord := strings.CutPrefix(r.Type, "Microsoft.Network/dnsZones/")
		switch {
		case r.Existing:
		case isRecord && (kind == "CNAME" || kind == "A" || kind == "AAAA"):
			zone, name, _ := strings.Cut(r.Name, "/")
			if name != "@" {
				zone = name + "." + zone
			}
			out[zone] = &made{r, s}
		case r.Type == "Microsoft.Cdn/profiles/customDomains":
			out[text(r.Body, "properties", "hostName")] = &made{r, s}
		}
	}
	return out
}

// notes are the words in the comments of a traffic stack: hostnames in zones of
// others are listed there for those who set their records.
func (p *planes) notes(s *stack) map[string]bool {
	out := map[string]bool{}
	for _, file := range p.below(s.dir) {
		if path.Ext(file) != ".bicep" {
			continue
		}
		f, _ := p.files.Get(file)
		for line := range strings.SplitSeq(string(f.Data), "\n") {
			if comment, ok := strings.CutPrefix(strings.TrimSpace(line), "//"); ok {
				for word := range strings.FieldsSeq(comment) {
					out[word] = true
				}
			}
		}
	}
	return out
}
