package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/tenantry/tenantry/generator/plan"
)

// checkKustomization follows a Flux Kustomization. Flux looks for everything in
// the Kustomization's own namespace unless a namespace is named.
func (c *checker) checkKustomization(o *object) {
	spec := child(o.value, "spec")
	source := id{text(spec, "sourceRef", "kind"), or(text(spec, "sourceRef", "namespace"), o.Namespace), text(spec, "sourceRef", "name")}
	c.require(o, "spec.sourceRef.name", source)
	fleets := id{"GitRepository", plan.FluxNamespace, plan.SourceName}
	if dir := unitPath(spec); source == fleets && o.unit.tenant == "" && !c.hasFolder(dir) {
		c.dangling(o, "spec.path", fmt.Sprintf("the folder %s does not exist", dir), "name a folder of this repository that holds objects")
	}
	c.checkAccount(o)
	c.checkDependsOn(o)
	for i, ref := range list(spec, "postBuild", "substituteFrom") {
		c.checkValues(o, item("spec.postBuild.substituteFrom", i), ref)
	}
	for i, p := range list(spec, "patches") {
		c.checkPatch(o, item("spec.patches", i), p)
	}
}

// checkHelmRelease follows a HelmRelease to its chart, its account, its values,
// and the namespaces that it fills.
func (c *checker) checkHelmRelease(o *object) {
	spec := child(o.value, "spec")
	for at, ref := range map[string]any{"spec.chartRef": child(spec, "chartRef"), "spec.chart.spec.sourceRef": child(spec, "chart", "spec", "sourceRef")} {
		if ref != nil {
			c.require(o, at+".name", id{text(ref, "kind"), or(text(ref, "namespace"), o.Namespace), text(ref, "name")})
		}
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
		c.require(o, item("spec.dependsOn", i), id{o.Kind, or(text(ref, "namespace"), o.Namespace), text(ref, "name")})
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
