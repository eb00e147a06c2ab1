package check

import (
	"bytes"
	"fmt"
	"strings"
)

// outputsVariable is the one thing that Azure's own Kustomizations substitute.
const outputsVariable = "${azure_outputs}"

// checkVariables reports a variable that nobody replaces, and a $ that somebody
// takes for one. Before version 2.9 Flux says nothing: pods get the literal text,
// or nothing at all, as their identity, and sign in as nobody.
func (c *checker) checkVariables(u *unit) {
	if u.bootstrap {
		return // Flux does not apply it
	}
	for _, o := range u.objects {
		if bytes.IndexByte(o.json, '$') < 0 || keepsDollars(o) {
			continue
		}
		walk(o.value, func(at *place, _ string, v any) {
			switch v := v.(type) {
			case string:
				c.checkString(u, o, at, v)
			case map[string]any:
				for key := range v {
					c.checkString(u, o, &place{at, key, -1}, key)
				}
			}
		})
	}
}

// checkString judges one string with a $ in it.
func (c *checker) checkString(u *unit, o *object, at *place, s string) {
	f := fault{at: o, code: unsubstituted}
	stray := strings.Contains(strings.ReplaceAll(variable.ReplaceAllString(s, ""), "$$", ""), "$")
	switch {
	case !strings.Contains(s, "$"):
		return
	case !u.substitutes() && strings.Contains(s, "${"):
		f.fact = fmt.Sprintf("%q is never replaced: %s substitutes nothing", s, u.called())
		f.fix = "add postBuild.substituteFrom to the Kustomization, or write the value itself"
	case u.azure() && s != outputsVariable:
		f.fact = fmt.Sprintf("%q is never replaced: the Azure deployment knows %s alone", s, outputsVariable)
		f.fix = "write data: " + outputsVariable
	case u.substitutes() && stray:
		f.fact = fmt.Sprintf("%q holds a $ that %s tries to substitute", s, u.called())
		f.fix = "write $$ where a dollar sign is meant"
	default:
		return
	}
	f.path = at.String()
	if u.declared != nil {
		f.others = append(f.others, u.declared)
	}
	c.report.add(f)
}

// substitutes reports whether a build of the unit is rewritten.
func (u *unit) substitutes() bool {
	build := child(u.Spec, "postBuild")
	return u.azure() || len(list(build, "substituteFrom")) > 0 || child(build, "substitute") != nil
}

// azure reports whether the Azure deployment reconciles the unit, and not the root.
func (u *unit) azure() bool { return u.declared == nil && u.cluster.root != u && !u.bootstrap }

// keepsDollars reports whether Flux passes an object over when it substitutes:
// https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
func keepsDollars(o *object) bool {
	const key, off = "kustomize.toolkit.fluxcd.io/substitute", "disabled"
	return text(o.value, "metadata", "labels", key) == off || text(o.value, "metadata", "annotations", key) == off
}
