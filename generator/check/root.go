package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/plan"
)

// checkRoot wants the root that Flux reconciles to hold Flux Kustomizations, the
// account that applies them and its binding, and nothing else. Whatever stands
// there is applied by whoever reconciles the root, in any order and before the APIs
// exist; and a folder in it, or a kustomization.yaml, makes the next tenant a change
// to somebody else's file.
func (c *checker) checkRoot(cl *cluster) {
	dir := layout.FluxDir(string(cl.Name))
	if cl.root == nil {
		c.report.addAt(diag.Pos{File: dir}, doesNotBuild, "the folder that Flux reconciles does not exist",
			`run "tenantry render"`)
		return
	}
	for _, p := range c.below(dir) {
		if rest := strings.TrimPrefix(p, dir+"/"); strings.Contains(rest, "/") || rest == "kustomization.yaml" {
			c.report.addAt(diag.Pos{File: p}, notInRoot,
				"the root that Flux reconciles is flat: one file for each Kustomization", "move the file out of "+dir)
			cl.broken, cl.blind = true, true
		}
	}
	if cl.blind {
		return
	}
	for _, o := range cl.root.objects {
		switch {
		case isKustomization(o) && o.Namespace == plan.FluxNamespace:
			c.checkExplicit(o)
			c.checkWait(o)
		case o.Kind == "ServiceAccount" && o.Namespace == plan.FluxNamespace && o.Name == plan.PlatformAccount:
		case o.Kind == "ClusterRoleBinding" && bindsPlatform(o):
		default:
			c.inRoot(o, "", "does not belong in the root that Flux reconciles",
				"move it to a folder that a Kustomization of the root builds")
		}
	}
}

func (c *checker) inRoot(o *object, path, fact, fix string) {
	c.report.add(fault{at: o, path: path, code: notInRoot, fact: fact, fix: fix})
}

// bindsPlatform reports whether a binding is for the platform's account alone.
func bindsPlatform(o *object) bool {
	subjects := list(o.value, "subjects")
	return len(subjects) == 1 && text(subjects[0], "kind") == "ServiceAccount" &&
		text(subjects[0], "namespace") == plan.FluxNamespace && text(subjects[0], "name") == plan.PlatformAccount
}

// checkExplicit wants every field written down that decides what happens to other
// people's objects: defaults of Flux change between versions and profiles.
func (c *checker) checkExplicit(o *object) {
	var missing []string
	for _, field := range []string{
		"interval", "retryInterval", "timeout", "prune", "wait", "serviceAccountName", "deletionPolicy",
	} {
		if child(o.value, "spec", field) == nil {
			missing = append(missing, field)
		}
	}
	if len(missing) > 0 {
		c.inRoot(o, "spec", "leaves "+strings.Join(missing, ", ")+" to Flux's defaults", "write them down")
	}
	if account := text(o.value, "spec", "serviceAccountName"); account != "" && account != plan.PlatformAccount {
		c.inRoot(o, "spec.serviceAccountName", fmt.Sprintf("the platform is applied as %q", account),
			"write serviceAccountName: "+plan.PlatformAccount)
	}
}

// checkWait keeps health out of the graph. kustomize-controller waits inside one
// of its four workers: two broken tenants that are waited for stop every other one.
func (c *checker) checkWait(o *object) {
	waits, _ := child(o.value, "spec", "wait").(bool)
	if waits && o.Name != "crds" && o.Name != "policies" {
		c.inRoot(o, "spec.wait", "what it applies may be unhealthy, and waiting for that holds up everybody else",
			"write wait: false")
	}
	if text(o.value, "spec", "deletionPolicy") == "WaitForTermination" {
		c.inRoot(o, "spec.deletionPolicy", "waiting for deletions holds a worker that the deleted objects need",
			"write deletionPolicy: MirrorPrune")
	}
}

// below returns the files below a folder.
func (c *checker) below(dir string) []string {
	from, _ := slices.BinarySearch(c.paths, dir+"/")
	to := from
	for to < len(c.paths) && strings.HasPrefix(c.paths[to], dir+"/") {
		to++
	}
	return c.paths[from:to]
}
