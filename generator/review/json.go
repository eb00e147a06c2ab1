package review

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/review/fields"
)

// kindPlan is the kind of the object that WriteJSON prints.
const kindPlan = "Plan"

// WriteJSON prints the review for programs: one object, in which lists are never
// null and fields are only ever added.
func WriteJSON(w io.Writer, r *Review) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r.document()); err != nil {
		return fmt.Errorf("write the plan as JSON: %w", err)
	}
	return nil
}

type jsonPlan struct {
	APIVersion string         `json:"apiVersion"`
	Kind       string         `json:"kind"`
	Summary    string         `json:"summary"`
	Clusters   []jsonCluster  `json:"clusters"`
	Azure      []jsonStack    `json:"azure"`
	Tenants    []jsonTenant   `json:"tenants"`
	Gateways   []jsonGateway  `json:"gateways"`
	Dangers    []jsonDanger   `json:"dangers"`
	Problems   []jsonProblem  `json:"problems"`
	Following  jsonFollowing  `json:"following"`
	Files      jsonFileCounts `json:"files"`
}

type jsonCluster struct {
	Name    string       `json:"name"`
	Stamp   string       `json:"stamp,omitempty"`
	Role    string       `json:"role,omitempty"`
	Op      op           `json:"op,omitempty"`
	Objects []jsonObject `json:"objects"`
}

type jsonObject struct {
	Op            op          `json:"op"`
	APIVersion    string      `json:"apiVersion"`
	Kind          string      `json:"kind"`
	Namespace     string      `json:"namespace,omitempty"`
	Name          string      `json:"name"`
	Kustomization string      `json:"kustomization"`
	From          string      `json:"from,omitempty"`
	Kept          bool        `json:"kept,omitempty"`
	Fields        []jsonField `json:"fields"`
}

type jsonField struct {
	Path      string `json:"path"`
	Op        op     `json:"op"`
	Before    any    `json:"before,omitempty"`
	After     any    `json:"after,omitempty"`
	Reordered bool   `json:"reordered,omitempty"`
}

type jsonStack struct {
	Stack      string         `json:"stack"` // its folder below infrastructure/azure
	Cluster    string         `json:"cluster,omitempty"`
	Op         op             `json:"op"`
	OnUnmanage string         `json:"onUnmanage"` // delete or detach
	Resources  []jsonResource `json:"resources"`
}

type jsonResource struct {
	Op            op          `json:"op"`
	Type          string      `json:"type"`
	Name          string      `json:"name"`
	ResourceGroup string      `json:"resourceGroup,omitempty"`
	Scope         string      `json:"scope,omitempty"`
	Symbol        string      `json:"symbol"`
	Tenant        string      `json:"tenant,omitempty"`
	From          string      `json:"from,omitempty"`
	Other         string      `json:"other,omitempty"`
	Fields        []jsonField `json:"fields"`
}

type jsonTenant struct {
	Name     string     `json:"name"`
	Op       op         `json:"op"`
	Clusters []string   `json:"clusters"`
	Before   *jsonFacts `json:"before,omitempty"`
	After    *jsonFacts `json:"after,omitempty"`
}

type jsonFacts struct {
	Plan      string     `json:"plan"`
	Stamp     string     `json:"stamp"`
	Gateway   string     `json:"gateway"`
	Hostnames []string   `json:"hostnames"`
	Source    jsonSource `json:"source"`
}

type jsonSource struct {
	URL    string `json:"url"`
	Field  string `json:"field"`
	Ref    string `json:"ref"`
	Pinned bool   `json:"pinned"`
}

type jsonGateway struct {
	Name         string         `json:"name"`
	Stamp        string         `json:"stamp"`
	Op           op             `json:"op"`
	Clusters     []string       `json:"clusters"`
	Listeners    []jsonListener `json:"listeners"`
	Certificates []jsonPart     `json:"certificates"`
}

type jsonListener struct {
	jsonPart
	Hostname string `json:"hostname"`
	Tenant   string `json:"tenant,omitempty"`
	From     string `json:"from,omitempty"`
}

type jsonPart struct {
	Op       op       `json:"op"`
	Name     string   `json:"name"`
	Clusters []string `json:"clusters"`
}

type jsonDanger struct {
	Kind     dangerKind `json:"kind"`
	Message  string     `json:"message"`
	Tenant   string     `json:"tenant,omitempty"`
	Object   string     `json:"object,omitempty"`
	Clusters []string   `json:"clusters"`
}

type jsonProblem struct {
	Cluster       string `json:"cluster"`
	Kustomization string `json:"kustomization"`
	Stack         string `json:"stack,omitempty"`
	Side          string `json:"side"`
	Message       string `json:"message"`
}

type jsonFollowing struct {
	Touched []string `json:"touched"`
	Count   int      `json:"count"`
	Of      int      `json:"of"`
}

type jsonFileCounts struct {
	Appear    int        `json:"appear"`
	Change    int        `json:"change"`
	Disappear int        `json:"disappear"`
	Elsewhere []jsonFile `json:"elsewhere"`
}

type jsonFile struct {
	Op   op     `json:"op"`
	Path string `json:"path"`
}

// each maps a list; the result is never nil, so that JSON has no null.
func each[From, To any](list []From, to func(From) To) []To {
	out := make([]To, 0, len(list))
	for _, item := range list {
		out = append(out, to(item))
	}
	return out
}

func same(s string) string { return s }

func (r *Review) document() jsonPlan {
	out := jsonPlan{
		APIVersion: v1alpha1.APIVersion, Kind: kindPlan, Summary: r.summary(),
		Clusters: each(r.clusters, cluster.document),
		Azure:    each(r.stacks, stack.document),
		Tenants:  each(r.tenants, tenant.document),
		Gateways: each(r.gateways, gateway.document),
		Dangers: each(r.dangers, func(d danger) jsonDanger {
			return jsonDanger{d.kind, d.line.String(), d.tenant, d.object, each(d.clusters, same)}
		}),
		Problems: each(r.problems, func(p problem) jsonProblem {
			return jsonProblem{p.cluster, p.unit, p.stack, p.side, p.message}
		}),
		Following: jsonFollowing{each(r.following.touched, same), r.following.count, r.following.of},
	}
	f := r.files
	out.Files = jsonFileCounts{f.appear, f.change, f.disappear, each(f.elsewhere, func(f file) jsonFile {
		return jsonFile{f.op, f.path}
	})}
	return out
}

func (c cluster) document() jsonCluster {
	return jsonCluster{c.name, c.stamp, c.role, c.op, each(c.changes, change.document)}
}

func (c change) document() jsonObject {
	o := c.object
	return jsonObject{
		Op: c.op, APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Namespace, Name: o.Name,
		Kustomization: c.unit, From: c.from, Kept: c.kept,
		Fields: each(c.fields, fieldDocument),
	}
}

func fieldDocument(f fields.Field) jsonField {
	return jsonField{f.Path, f.Op, f.Before, f.After, f.Reordered}
}

func (s stack) document() jsonStack {
	unmanage := "detach"
	if s.deletes() {
		unmanage = "delete"
	}
	return jsonStack{s.path, s.ofCluster(), s.op, unmanage, each(s.resources, func(r azureResource) jsonResource {
		return jsonResource{
			Op: r.op, Type: r.Type, Name: r.Name, ResourceGroup: r.Group, Scope: r.Scope, Symbol: r.Symbol,
			Tenant: r.tenant, From: r.from, Other: r.other, Fields: each(r.fields, fieldDocument),
		}
	})}
}

func (t tenant) document() jsonTenant {
	return jsonTenant{t.name, t.op, each(t.clusters, same), t.before.document(), t.after.document()}
}

func (f *facts) document() *jsonFacts {
	if f == nil {
		return nil
	}
	s := f.source
	return &jsonFacts{
		Plan: f.plan, Stamp: f.stamp, Gateway: f.gateway, Hostnames: each(f.hostnames, same),
		Source: jsonSource{s.url, s.field, s.ref, s.pinned()},
	}
}

func (g gateway) document() jsonGateway {
	return jsonGateway{
		Name: g.name, Stamp: g.stamp, Op: g.op, Clusters: each(g.clusters, same),
		Listeners: each(g.listeners, func(l listener) jsonListener {
			return jsonListener{jsonPart{l.op, l.name, each(l.clusters, same)}, l.hostname, l.tenant, l.from}
		}),
		Certificates: each(g.certificates, func(c certificate) jsonPart {
			return jsonPart{c.op, c.name, each(c.clusters, same)}
		}),
	}
}
