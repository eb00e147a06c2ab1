package bicep

// What Azure takes of one template, from
// https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits.
// The compiler's linter counts existing resources too, and modules apart.
const (
	maxParams    = 256
	maxVars      = 512
	maxResources = 800
	maxOutputs   = 64
)

// maxFindings is how many findings one run gives: whoever has more, has one cause.
const maxFindings = 1000

// withinLimits reports the first declaration too many of each kind. A file that
// has more is not looked at further.
func (f *file) withinLimits() bool {
	ok := true
	over := func(pos, limit int, what string) {
		ok = false
		f.report(pos, tooLargeCode, "split the file into modules", "a template has at most %d %s", limit, what)
	}
	if len(f.params) > maxParams {
		over(f.params[maxParams].pos, maxParams, "parameters")
	}
	if len(f.vars) > maxVars {
		over(f.vars[maxVars].pos, maxVars, "variables")
	}
	if len(f.outputs) > maxOutputs {
		over(f.outputs[maxOutputs].pos, maxOutputs, "outputs")
	}
	if len(f.modules) > maxResources {
		over(f.modules[maxResources].pos, maxResources, "modules")
	}
	if all := order(f.resources, nil); len(all) > maxResources {
		over(all[maxResources].pos, maxResources, "resources")
	}
	return ok
}
