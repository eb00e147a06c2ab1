package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/tenantry/tenantry/generator/diag"
)

// What one template may hold here: below what Azure takes of one, 4 MB, 1 MB a
// definition, 800 resources and 64 outputs
// (https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits),
// and below the 500 nested deployments after which what-if shows nothing more
// (https://learn.microsoft.com/azure/azure-resource-manager/bicep/deploy-what-if).
const (
	maxTemplate    = 3584 * 1024
	maxDefinition  = 900_000
	maxResources   = 700
	maxDeployments = 450
	maxOutputs     = 60
)

// checkLimits reports a stack that is about to outgrow what Azure takes: found by
// Azure, it would be found in the middle of a deployment.
func (c *checker) checkLimits() {
	for _, s := range c.azure.stacks {
		f, _ := c.files.Get(s.dir + "/main.json")
		size, definition, symbol := sizes(f.Data)
		resources := 0
		for _, r := range s.Resources {
			if !r.Existing {
				resources++
			}
		}
		for _, limit := range []struct {
			what     string
			has, max int
		}{
			{"nested deployments", s.Deployments, maxDeployments},
			{"resources", resources, maxResources},
			{"outputs", len(s.Outputs), maxOutputs},
			{"bytes", size, maxTemplate},
			{fmt.Sprintf("bytes in %s alone", symbol), definition, maxDefinition},
		} {
			if limit.has > limit.max {
				fix := "divide what it holds between more modules or stacks"
				if s.kind == tenantsStack {
					fix = "write a larger number of shards into the fleet's file"
				}
				c.report.addAt(diag.Pos{File: s.main()}, templateTooLarge,
					fmt.Sprintf("stack %s has %d %s, and %d is the most that leaves Azure's own limit out of reach",
						s, limit.has, limit.what, limit.max), fix)
			}
		}
	}
}

// sizes returns how large a template is without its white space, and its largest
// definition. Small ones are not looked at.
func sizes(text []byte) (whole, definition int, symbol string) {
	if len(text) <= maxDefinition {
		return len(text), 0, ""
	}
	var template struct{ Resources map[string]json.RawMessage }
	if json.Unmarshal(text, &template) != nil {
		return len(text), 0, "" // it was read before
	}
	for _, name := range slices.Sorted(maps.Keys(template.Resources)) {
		if n := compact(template.Resources[name]); n > definition {
			definition, symbol = n, name
		}
	}
	return compact(text), definition, symbol
}

func compact(text []byte) int {
	var out bytes.Buffer
	if json.Compact(&out, text) != nil {
		return len(text)
	}
	return out.Len()
}
