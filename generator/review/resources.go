package review

import (
	"regexp"
	"strings"

	"github.com/tenantry/tenantry/generator/review/arm"
	"github.com/tenantry/tenantry/generator/review/fields"
)

// changes matches the resources of both sides by what Azure knows them by: type,
// name, resource group and scope. Of what is left, two of one type with one
// symbolic name are the same thing under another name.
func (s stack) changes(gone, come []arm.Resource) []azureResource {
	old := map[string]arm.Resource{}
	for _, r := range gone {
		old[r.ID()] = r
	}
	var out []azureResource
	renamed := map[string]int{} // where those that appear stand, by symbol and type
	for _, r := range come {
		was, there := old[r.ID()]
		delete(old, r.ID())
		ch := azureResource{Resource: r, op: appears, tenant: s.tenantOf(r)}
		if there {
			ch.op, ch.fields = changes, fields.Diff(was.Body, r.Body)
			if len(ch.fields) == 0 {
				continue
			}
		} else {
			renamed[r.Symbol+"\n"+r.Type] = len(out)
		}
		out = append(out, ch)
	}
	for _, r := range gone {
		if _, left := old[r.ID()]; !left {
			continue
		}
		ch := azureResource{Resource: r, op: disappears, tenant: s.tenantOf(r)}
		if i, ok := renamed[r.Symbol+"\n"+r.Type]; ok {
			ch.other, out[i].other = out[i].label(), ch.label()
		}
		out = append(out, ch)
	}
	return out
}

// moveBetween finds what leaves one stack and comes to another. A name that only
// Azure can compute says nothing outside its stack.
func moveBetween(stacks []stack) {
	type seat struct{ stack, resource int }
	left := map[string]seat{}
	for i, s := range stacks {
		for j, r := range s.resources {
			if r.op == disappears && !strings.HasPrefix(r.Name, "[") {
				left[r.ID()] = seat{i, j}
			}
		}
	}
	for i := range stacks {
		for j := range stacks[i].resources {
			r := &stacks[i].resources[j]
			from, moved := left[r.ID()]
			if r.op != appears || !moved {
				continue
			}
			was := stacks[from.stack].resources[from.resource]
			r.op, r.from, r.fields = moves, stacks[from.stack].path, fields.Diff(was.Body, r.Body)
			stacks[from.stack].resources[from.resource].op = "" // said of the other stack
		}
	}
	for i := range stacks {
		var out []azureResource
		for _, r := range stacks[i].resources {
			if r.op != "" {
				out = append(out, r)
			}
		}
		stacks[i].resources = out
	}
}

// tenantOf tells whose a resource is: in a shard's stack each tenant has a module,
// whose symbol is made from its name, in which there is no underscore.
func (s stack) tenantOf(r arm.Resource) string {
	module, _, _ := strings.Cut(r.Symbol, ".")
	name, ok := strings.CutPrefix(module, "t_")
	if !ok || !strings.HasPrefix(s.name, tenantStack) {
		return ""
	}
	return strings.ReplaceAll(name, "_", "-")
}

// renamed reports whether another name takes the place of one.
func (r azureResource) renamed() bool { return r.other != "" && r.other != r.label() }

// label is what people know a resource by: its name, after the name of what it
// extends; or, if only Azure can compute that, what the template calls it.
func (r azureResource) label() string {
	switch extended := namesIn(r.Scope); {
	case strings.HasPrefix(r.Name, "["), r.Scope != "" && extended == "":
		return r.Symbol
	case extended != "":
		return extended + "/" + r.Name
	}
	return r.Name
}

var quoted = regexp.MustCompile(`'[^']*'`)

// namesIn reads the names out of an id that an expression makes, as
// resourceId('Microsoft.KeyVault/vaults', 'kv-a') does. It returns "" if there
// are none.
func namesIn(scope string) string {
	var names []string
	for _, word := range quoted.FindAllString(scope, -1) {
		if word = strings.Trim(word, "'"); strings.HasPrefix(word, "Microsoft.") {
			names = nil // what stands before the type is where it lies
		} else {
			names = append(names, word)
		}
	}
	return strings.Join(names, "/")
}

// kind is the last word of a type, of one: Microsoft.KeyVault/vaults is a vault.
func (r azureResource) kind() string {
	word := r.Type[strings.LastIndex(r.Type, "/")+1:]
	for _, end := range []struct{ many, one string }{{"ies", "y"}, {"sses", "ss"}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(word, end.many); ok {
			return stem + end.one
		}
	}
	return word
}

// touchesAzure lists, by tenant, the clusters for which something of the tenant
// happens in Azure.
func (r *Review) touchesAzure() map[string][]string {
	out := map[string][]string{}
	for _, cl := range r.clusters {
		for _, s := range r.stacks {
			if s.ofCluster() != cl.name {
				continue
			}
			for _, res := range s.resources {
				all := out[res.tenant]
				if res.tenant != "" && (len(all) == 0 || all[len(all)-1] != cl.name) {
					out[res.tenant] = append(all, cl.name)
				}
			}
		}
	}
	return out
}
