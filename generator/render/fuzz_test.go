package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	yaml3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/plan"
	"github.com/tenantry/tenantry/generator/render"
	"github.com/tenantry/tenantry/generator/render/flux"
	"github.com/tenantry/tenantry/generator/render/pipeline"
	"github.com/tenantry/tenantry/generator/render/platform"
	"github.com/tenantry/tenantry/generator/render/tenant"
	"github.com/tenantry/tenantry/generator/tree"
)

// values is everything that a person may choose and that reaches a template.
type values struct {
	Fleet, Tenant, Host, Gateway, Plan, Cluster, Region   string
	Address, Ref, Path, Branch, Zone, Contact, CPU, Image string
}

// markers are values that stand nowhere else in what is rendered. Address and Ref
// depend on the kind of source.
func markers(kind sourceKind) values {
	v := values{
		Fleet: "zzfleet", Tenant: "zztenant", Host: "zzhost.example", Gateway: "zzgateway", Plan: "zzplan",
		Cluster: "zzcluster", Region: "zzregion",
		Path: "./zzpath", Branch: "zzbranch", Zone: "zzzone.example", Contact: "zz@zzcontact.example", CPU: "7919",
		Image: "zzimage.example/zz:7.9.1",
	}
	v.Address = "oci://zzregistry.azurecr.io/zzaddress"
	if kind.field == "git" {
		v.Address = "https://dev.azure.com/zzaddress"
	}
	v.Ref = map[string]string{
		"tag": "zztag", "branch": "zzref", "digest": "sha256:" + strings.Repeat("d", 64), "commit": strings.Repeat("c", 40),
	}[kind.ref]
	return v
}

// sourceKind is one of the ways to write a source.
type sourceKind struct{ field, ref string }

func sourceKinds() []sourceKind {
	return []sourceKind{{"oci", "tag"}, {"oci", "digest"}, {"git", "branch"}, {"git", "tag"}, {"git", "commit"}}
}

// repo writes the files of a fleet with these values. JSON is YAML, so no value
// can get out of its place on the way in.
func (v values) repo(kind sourceKind) fstest.MapFS {
	file := func(kind, name string, spec map[string]any) string {
		text, _ := json.Marshal(map[string]any{ //nolint:errchkjson // text, numbers, lists and maps
			"apiVersion": "tenantry.dev/v1alpha1", "kind": kind, "metadata": map[string]any{"name": name}, "spec": spec,
		})
		return string(text)
	}
	cluster := func(role, region, space string) map[string]any {
		return map[string]any{"role": role, "region": region, "kubernetesVersion": "1.35", "addressSpace": space}
	}
	registries := []string{"zzregistry.example"}
	if address, oci := strings.CutPrefix(v.Address, "oci://"); oci {
		host, _, _ := strings.Cut(address, "/")
		registries = append(registries, host)
	}
	newRegions := []string{}
	if regexp.MustCompile(`^[a-z][a-z0-9]{2,40}$`).MatchString(v.Region) { // a bad one is to be found once, in the cluster's file
		newRegions = append(newRegions, v.Region)
	}
	const guid = "11111111-1111-4111-8111-111111111111"
	return fleettest.With(fstest.MapFS{}, map[string]string{
		"clusters/fleet.yaml": file("Fleet", v.Fleet, map[string]any{
			"azure": map[string]any{
				"tenantId": guid, "subscriptionId": guid, "location": "swedencentral", "registry": "zzregistry", "newRegions": newRegions,
				"admins": []string{guid}, "contact": v.Contact,
			},
			"repository": map[string]any{"url": "https://github.com/zz/fleet", "branch": v.Branch},
			"traffic":    map[string]any{"provider": "none"}, "dnsZone": v.Zone, "gateways": []string{v.Gateway}, "registries": registries, "shards": 1,
			"probe": map[string]any{"image": v.Image}, "flux": map[string]any{"version": "2.9"},
			"plans": map[string]any{v.Plan: map[string]any{"cpu": v.CPU, "memory": "1Gi", "pods": 1, "isolation": "dedicatedPool"}},
		}),
		"clusters/" + v.Cluster + ".yaml": file("Cluster", v.Cluster, cluster("primary", v.Region, "10.10.0.0/16")),
		"clusters/other.yaml":             file("Cluster", "other", cluster("dr", "northeurope", "10.20.0.0/16")),
		"tenants/" + v.Tenant + ".yaml": file("Tenant", v.Tenant, map[string]any{
			"plan": v.Plan, "owners": []string{guid}, "hostnames": []string{v.Host},
			"source": map[string]any{kind.field: v.Address, kind.ref: v.Ref, "path": v.Path},
		}),
	})
}

// rendered reads, plans and renders a repository, unless there are findings.
func rendered(t testing.TB, repo fstest.MapFS) (*plan.Plan, *tree.Tree, diag.List) {
	t.Helper()
	files, found, err := load.Load(repo)
	if err != nil {
		t.Fatal(err)
	}
	f, more := fleet.Build(files)
	if found = append(found, more...); len(found) > 0 {
		return nil, nil, found
	}
	p, out := plan.Of(f), &tree.Tree{}
	existing := func(string) ([]byte, error) { return nil, nil }
	for _, err := range []error{
		tenant.Render(p, out), platform.Render(p, out), flux.Render(p, nil, out), pipeline.Render(p, existing, out),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return p, out, nil
}

// odd is a set of values that some reader of YAML could take for something else.
type odd struct {
	kind   int // index into sourceKinds
	change func(*values)
}

// accepted are values that are right, however they look.
func accepted() []odd {
	var out []odd
	for _, name := range []string{
		"no", "null", "y", "true", "1e3", "0x10", "123", "0", "2026-11-24", "4games", "a--b", "e",
		"nan", "on",
	} {
		out = append(out,
			odd{0, func(v *values) {
				v.Fleet, v.Tenant, v.Gateway, v.Plan, v.Cluster = name, "x"+name, name, name, "c"+name
				v.Host, v.Zone, v.Branch, v.Path, v.Ref = name+".no", name+".y", name, name, name
			}},
			odd{3, func(v *values) { v.Tenant, v.Cluster, v.Plan, v.Ref = name, name, name, name }})
	}
	for kind := range sourceKinds() {
		out = append(out, odd{kind, func(*values) {}})
	}
	return append(out,
		odd{1, func(v *values) { v.Host, v.Zone = "0.0e", "1.e" }},
		odd{2, func(v *values) { v.Address, v.Branch = "https://a.example:8443/a%20b/~c", "a/b.c-d_e" }},
		odd{0, func(v *values) { v.Address, v.Path = "oci://a.example:5000/b", "./a/b-c/d_e.f/" }},
		odd{0, func(v *values) {
			v.Contact, v.CPU, v.Image = "a.b+c%d@e.example", "1E", "a.b:5000/c@sha256:"+strings.Repeat("1", 64)
		}})
}

// refused are values that would get out of their place if they were printed.
func refused() []odd {
	return []odd{
		{0, func(v *values) { v.Branch = "a'b" }},
		{0, func(v *values) { v.Branch = "${{ github.token }}" }},
		{0, func(v *values) { v.Path = "a\nb" }},
		{0, func(v *values) { v.Contact = "a@b.c\n---\nx: y" }},
		{0, func(v *values) { v.Host = "a.b # c" }},
		{0, func(v *values) { v.Ref = `v1"` }},
		{0, func(v *values) { v.Image = "{{ .Name }}" }},
		{0, func(v *values) { v.Tenant = "a: b" }},
		{0, func(v *values) { v.Address = "oci://a.example/${b}" }},
		{2, func(v *values) { v.Address = "https://a.example/b #c" }},
		{0, func(v *values) { v.Zone = "a.b\n" }},
		{0, func(v *values) { v.CPU = "1; x: y" }},
	}
}

func (o odd) values() values {
	v := markers(sourceKinds()[o.kind])
	o.change(&v)
	return v
}

// marked is a fleet with marked values, rendered.
type marked struct {
	plan *plan.Plan
	tree *tree.Tree
}

// markedTrees renders one marked fleet for each kind of source.
func markedTrees(t testing.TB) []marked {
	t.Helper()
	var out []marked
	for _, kind := range sourceKinds() {
		p, files, found := rendered(t, markers(kind).repo(kind))
		if len(found) > 0 {
			t.Fatal(found)
		}
		out = append(out, marked{p, files})
	}
	return out
}

// readBack renders a fleet with the given values and reads it back: it must be the
// marked one with the planned values in place of the marks. It returns the findings
// of values that are not accepted at all.
func readBack(t *testing.T, want marked, kind sourceKind, v values) diag.List {
	t.Helper()
	p, got, found := rendered(t, v.repo(kind))
	if len(found) > 0 {
		return found
	}
	if err := render.Prove(got, got.Paths()); err != nil {
		t.Error(err)
	}
	compare(t, want.tree, got, strings.NewReplacer(pairs(want.plan, p)...))
	return nil
}

func TestTemplatesGiveOddValuesBack(t *testing.T) {
	t.Parallel()
	trees := markedTrees(t)
	for i, o := range accepted() {
		v := o.values()
		t.Run(fmt.Sprint("accepted ", i), func(t *testing.T) {
			t.Parallel()
			if found := readBack(t, trees[o.kind], sourceKinds()[o.kind], v); len(found) > 0 {
				t.Errorf("%v has findings: %v", v, found)
			}
		})
	}
	for _, o := range refused() {
		v := o.values()
		if found := readBack(t, trees[o.kind], sourceKinds()[o.kind], v); len(found) != 1 {
			t.Errorf("%v has findings %v, want one", v, found)
		}
	}
}

// FuzzTemplates does the same with any values: none that is accepted can add,
// change or take away a document, a key or another value.
func FuzzTemplates(f *testing.F) {
	seeds := refused()
	for i, o := range accepted() {
		if i%4 == 0 { // the others are tried by the test above
			seeds = append(seeds, o)
		}
	}
	for _, o := range seeds {
		v := o.values()
		f.Add(o.kind, v.Fleet, v.Tenant, v.Host, v.Gateway, v.Plan, v.Cluster, v.Region,
			v.Address, v.Ref, v.Path, v.Branch, v.Zone, v.Contact, v.CPU, v.Image)
	}
	trees := markedTrees(f)
	f.Fuzz(func(t *testing.T, kind int, fl, te, ho, ga, pl, cl, re, ad, rf, pa, br, zo, co, cp, im string) {
		k := int(uint(kind) % uint(len(trees)))
		readBack(t, trees[k], sourceKinds()[k], values{fl, te, ho, ga, pl, cl, re, ad, rf, pa, br, zo, co, cp, im})
	})
}

// pairs lists each marked value of a plan with the one that another plan has there.
func pairs(from, to *plan.Plan) []string {
	var out []string
	add := func(a, b any) { out = append(out, fmt.Sprint(a), fmt.Sprint(b)) }
	a, b := from.Tenants[0], to.Tenants[0]
	add(a.ClientIDVariable, b.ClientIDVariable)
	add(a.Source.URL, b.Source.URL)
	add(a.Source.Ref, b.Source.Ref)
	add(a.Source.Path, b.Source.Path)
	add(a.Hostnames[0], b.Hostnames[0])
	add(a.Plan.CPU, b.Plan.CPU)
	add(a.Plan.Name, b.Plan.Name)
	add(a.Name, b.Name)
	add(a.Gateway, b.Gateway)
	add(from.Clusters[0].Name, to.Clusters[0].Name)
	add(from.Clusters[0].Region, to.Clusters[0].Region)
	add(from.Repository.Branch, to.Repository.Branch)
	add(from.Issuer.Zone, to.Issuer.Zone)
	add(from.Issuer.Contact, to.Issuer.Contact)
	add(from.ProbeImage, to.ProbeImage)
	add(from.Fleet, to.Fleet)
	return out
}

// compare holds two trees against one another: the same files, and in each the
// same documents, but for what a replacer puts in place of marked values.
func compare(t *testing.T, want, got *tree.Tree, replace *strings.Replacer) {
	t.Helper()
	paths := map[string]bool{}
	for _, p := range got.Paths() {
		paths[p] = true
	}
	for _, marked := range want.Paths() {
		p := replace.Replace(marked)
		w, _ := want.Get(marked)
		g, ok := got.Get(p)
		if !ok {
			t.Errorf("%s is not rendered", p)
			continue
		}
		delete(paths, p)
		if w.Verbatim {
			if !bytes.Equal(w.Data, g.Data) {
				t.Errorf("%s differs", p)
			}
			continue
		}
		expected := substitute(parse(t, marked, w.Data), replace)
		if diff := cmp.Diff(expected, normal(parse(t, p, g.Data))); diff != "" {
			t.Errorf("%s (-planned +read back):\n%s\n%s", p, diff, g.Data)
		}
	}
	for p := range paths {
		t.Errorf("%s is rendered, and was not planned", p)
	}
}

// parse reads every document of a file, with the reader of YAML 1.2 and with the
// one of YAML 1.1, which must agree.
func parse(t *testing.T, p string, data []byte) []any {
	t.Helper()
	var out []any
	dec := yaml3.NewDecoder(bytes.NewReader(data))
	for {
		var doc any
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", p, err, data)
		}
		out = append(out, doc)
	}
	if strings.HasPrefix(path.Base(path.Dir(p)), ".") || strings.HasPrefix(path.Base(p), "tenantry") {
		return out // GitHub and Azure read YAML 1.2, in which the key "on" is text
	}
	n := 0
	for part := range strings.SplitSeq("\n"+string(data), "\n---\n") {
		var doc any
		if err := yaml.UnmarshalStrict([]byte(part), &doc); err != nil {
			t.Fatalf("%s: as YAML 1.1: %v\n%s", p, err, data)
		}
		if doc == nil {
			continue // the comment before the first document
		}
		if n < len(out) {
			if diff := cmp.Diff(jsonOf(t, out[n]), jsonOf(t, doc)); diff != "" {
				t.Errorf("%s: document %d (-YAML 1.2 +YAML 1.1):\n%s", p, n, diff)
			}
		}
		n++
	}
	if n != len(out) {
		t.Errorf("%s: %d documents, and %d as YAML 1.1", p, len(out), n)
	}
	return out
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// nested returns what a text holds that is itself YAML, as kustomize's patches are.
func nested(s string) (any, bool) {
	if !strings.Contains(s, "\n") {
		return nil, false
	}
	var v any
	if err := yaml.UnmarshalStrict([]byte(s), &v); err != nil {
		return nil, false
	}
	_, text := v.(string)
	return v, !text && v != nil
}

// substitute replaces marked values in keys and texts.
func substitute(v any, r *strings.Replacer) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[r.Replace(k)] = substitute(item, r)
		}
		if url, ok := out["url"].(string); ok && out["provider"] == "azure" && !isAzure(url) {
			out["provider"] = "generic"
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = substitute(item, r)
		}
		return out
	case string:
		if inner, ok := nested(v); ok {
			return substitute(inner, r)
		}
		return r.Replace(v)
	}
	return v
}

// normal is substitute without a replacement.
func normal(v any) any { return substitute(v, strings.NewReplacer()) }

func isAzure(url string) bool {
	host, _, _ := strings.Cut(strings.TrimPrefix(url, "oci://"), "/")
	return strings.HasSuffix(host, ".azurecr.io") || strings.HasPrefix(url, "https://dev.azure.com/")
}
