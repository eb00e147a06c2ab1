package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
)

// checkImages holds what is pulled against where it may be pulled from. Azure Policy
// refuses a pod whose image its expression does not match, and the first to know is
// whoever waits for the pod.
func (p *planes) checkImages() {
	allowed, excluded := p.imagePolicy()
	p.each(func(o *object) {
		if o.unit.tenant == "" || text(o.value, "spec", "url") == "" {
			return
		}
		address := strings.TrimPrefix(text(o.value, "spec", "url"), "oci://")
		if !slices.ContainsFunc(p.fleet.Registries, func(r string) bool { return within(address, r) }) {
			p.report.add(fault{
				at: o, path: "spec.url", code: imageNotAllowed, fact: fmt.Sprintf("%s is in none of the fleet's registries", address),
				fix: "take it from " + strings.Join(p.fleet.Registries, " or "),
			})
		}
	}, "OCIRepository")
	if allowed == nil {
		return
	}
	p.each(func(o *object) {
		if slices.Contains(excluded, any(o.Namespace)) {
			return
		}
		walk(child(o.value, "spec"), func(at *place, key string, v any) {
			if image, ok := v.(string); ok && key == "image" && !allowed.MatchString(image) {
				p.report.add(fault{
					at: o, path: "spec." + at.String(), code: imageNotAllowed, fact: fmt.Sprintf("Azure Policy refuses the image %q", image),
					fix: "take it from one of the fleet's registries, or allow its own",
				})
			}
		})
	}, "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod")
}

// imagePolicy is the expression that images must match, nil where no policy is
// assigned, and the namespaces that it leaves alone.
func (p *planes) imagePolicy() (allowed *regexp.Regexp, excluded []any) {
	i := slices.IndexFunc(p.azure.stacks, func(s *stack) bool { return s.kind == sharedStack })
	if i < 0 {
		return nil, nil
	}
	s := p.azure.stacks[i]
	at := slices.IndexFunc(s.Resources, func(r *arm.Resource) bool {
		return child(r.Body, "properties", "parameters", "allowedContainerImagesRegex") != nil
	})
	if at < 0 {
		return nil, nil
	}
	m := &made{s.Resources[at], s}
	parameters := child(m.Body, "properties", "parameters")
	allowed, err := regexp.Compile(text(parameters, "allowedContainerImagesRegex", "value"))
	if err != nil {
		p.addAzure(m, imageNotAllowed, "its expression cannot be read: "+err.Error(), "write a regular expression")
		return nil, nil
	}
	return allowed, list(parameters, "excludedNamespaces", "value")
}
