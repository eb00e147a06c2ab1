package check

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/plan"
)

// checkKustomization follows a Flux Kustomization. Flux looks for everything in
// the Kustomization's own namespace unless a namespace is named.
func (c *checker) checkKustomization(o *object) {
	spec := child(o.value, "spec")
	source := named(child(spec, "sourceRef"), "", o.Namespace)
	c.require(o, "spec.sourceRef.name", source)
	fleets := id{"GitRepository", plan.FluxNamespace, plan.SourceName}
	if dir := unitPath(spec); source == fleets && o.unit.tenant == "" && !c.hasFolder(dir) {
		c.dangling(o, "spec.path", fmt.Sprintf("the folder %s does not exist", dir),
			"name a folder of this repository that holds objects")
	}
	c.checkAccount(o)
	c.checkDependsOn(o)
	for i, ref := range list(spec, "postBuild", "substituteFrom") {
		c.checkValues(o, item("spec.postBuild.substituteFrom", i), ref)
	}
	c.checkPatches(o)
}

// checkHelmRelease follows a HelmRelease to its chart, its account, its values,
// and the namespaces that it fills.
func (c *checker) checkHelmRelease(o *object) {
	spec := child(o.value, "spec")
	if ref := child(spec, "chartRef"); ref != nil {
		c.require(o, "spec.chartRef.name", named(ref, "", o.Namespace))
	}
	if ref := child(spec, "chart", "spec", "sourceRef"); ref != nil {
		c.require(o, "spec.chart.spec.sourceRef.name", named(ref, "", o.Namespace))
	}
	for _, field := range []string{"targetNamespace", "storageNamespace"} {
		if ns := text(spec, field); ns != "" {
			c.require(o, "spec."+field, id{"Namespace", "", ns})
		}
	}
	c.checkAccount(o)
	c.checkDependsOn(o)
	for i, ref := range list(spec, "valuesFrom") {
		c.checkValues(o, item("spec.valuesFrom", i), ref)
	}
	c.checkPatches(o)
}

// checkVerification follows a source to the keys of who must have signed it.
func (c *checker) checkVerification(o *object) {
	if name := text(o.value, "spec", "verify", "secretRef", "name"); name != "" {
		c.require(o, "spec.verify.secretRef.name", id{"Secret", o.Namespace, name})
	}
}

// checkAccount wants a named account: without one Flux takes the namespace's
// default, which may do nothing, or its own, which may do everything.
func (c *checker) checkAccount(o *object) {
	const path = "spec.serviceAccountName"
	name := text(o.value, "spec", "serviceAccountName")
	if name == "" {
		c.dangling(o, path, "no account is named", "add the account as which Flux applies this")
		return
	}
	c.require(o, path, id{"ServiceAccount", o.Namespace, name})
}

func (c *checker) checkDependsOn(o *object) {
	for i, ref := range list(o.value, "spec", "dependsOn") {
		c.require(o, item("spec.dependsOn", i), named(ref, o.Kind, o.Namespace))
	}
}

// checkValues follows a source of variables or values that is not optional.
func (c *checker) checkValues(o *object, path string, ref any) {
	if optional, _ := child(ref, "optional").(bool); !optional {
		c.require(o, path, id{text(ref, "kind"), o.Namespace, text(ref, "name")})
	}
}

// unitPath is the folder that a Kustomization's spec builds.
func unitPath(spec any) string {
	return path.Clean(strings.TrimPrefix(text(spec, "path"), "./"))
}

// hasFolder reports whether some file lies below a folder.
func (c *checker) hasFolder(dir string) bool {
	return len(c.below(dir)) > 0
}

// patch is what a Flux Kustomization changes in objects that a source brings.
type patch struct {
	value      any // operations, or a part of an object
	priorities []string
	err        error
}

// placedPatch is one patch, and where it stands in its object.
type placedPatch struct {
	at    *place
	value any
}

// patchesOf returns the patches of a Flux Kustomization, and those after which a
// HelmRelease's chart is applied.
func patchesOf(o *object) []placedPatch {
	var out []placedPatch
	add := func(at *place, patches []any) {
		for i, p := range patches {
			out = append(out, placedPatch{&place{&place{at, "patches", -1}, "", i}, p})
		}
	}
	spec := &place{nil, "spec", -1}
	add(spec, list(o.value, "spec", "patches"))
	for i, r := range list(o.value, "spec", "postRenderers") {
		renderer := &place{&place{&place{spec, "postRenderers", -1}, "", i}, "kustomize", -1}
		add(renderer, list(r, "kustomize", "patches"))
	}
	return out
}

func (c *checker) checkPatches(o *object) {
	for _, p := range patchesOf(o) {
		c.checkPatch(o, p.at.String(), p.value)
	}
}

// checkPatch reads one patch of a Flux Kustomization or HelmRelease. One that cannot be read
// stops the tenant's whole source, and only on the cluster.
func (c *checker) checkPatch(o *object, path string, value any) {
	for _, field := range []string{"group", "version", "kind", "namespace", "name"} {
		if _, err := regexp.Compile(text(value, "target", field)); err != nil {
			c.report.add(fault{
				at: o, path: path + ".target." + field, code: doesNotBuild,
				fact: fmt.Sprintf("%q is no regular expression", text(value, "target", field)),
				fix:  "write a name, or names in round brackets with | between them",
			})
		}
	}
	p := c.readPatch(text(value, "patch"))
	if p.err != nil {
		c.report.add(fault{
			at: o, path: path + ".patch", code: doesNotBuild, fact: p.err.Error(),
			fix: "write a list of JSON patch operations, or the part of an object that changes",
		})
	}
	for _, name := range p.priorities {
		c.require(o, path+".patch", id{"PriorityClass", "", name})
	}
}

// readPatch reads a patch once, however many tenants have it.
func (c *checker) readPatch(text string) *patch {
	if p, ok := c.patches[text]; ok {
		return p
	}
	p := &patch{}
	c.patches[text] = p
	if err := yaml.Unmarshal([]byte(text), &p.value); err != nil {
		said := strings.TrimPrefix(err.Error(), "error converting YAML to JSON: yaml: ")
		p.err = fmt.Errorf("the patch is no YAML: %s", said)
		return p
	}
	switch v := p.value.(type) {
	case []any:
		for i, op := range v {
			if err := checkOperation(op); err != nil {
				p.err = fmt.Errorf("operation %d: %w", i+1, err)
				return p
			}
		}
	case map[string]any:
	default:
		p.err = errors.New("the patch is neither a list of operations nor a part of an object")
	}
	p.priorities = priorities(p.value)
	return p
}

// checkOperation holds one operation against RFC 6902.
func checkOperation(op any) error {
	kind, at := text(op, "op"), text(op, "path")
	fields, _ := op.(map[string]any)
	_, hasValue := fields["value"]
	_, hasFrom := fields["from"]
	switch {
	case !slices.Contains([]string{"add", "remove", "replace", "move", "copy", "test"}, kind):
		return fmt.Errorf("op %q is none of JSON patch's", kind)
	case !strings.HasPrefix(at, "/"):
		return fmt.Errorf("path %q does not begin with a slash", at)
	case !hasValue && slices.Contains([]string{"add", "replace", "test"}, kind):
		return fmt.Errorf("%s %s has no value", kind, at)
	case !hasFrom && (kind == "move" || kind == "copy"):
		return fmt.Errorf("%s %s does not say from where", kind, at)
	}
	return nil
}

// priorities lists the priority classes that a patch gives to pods.
func priorities(patch any) []string {
	const field = "priorityClassName"
	var out []string
	walk(patch, func(_ *place, key string, v any) {
		switch v := v.(type) {
		case string:
			if key == field {
				out = append(out, v)
			}
		case map[string]any:
			if strings.HasSuffix(text(v, "path"), "/"+field) && text(v, "value") != "" {
				out = append(out, text(v, "value"))
			}
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}
