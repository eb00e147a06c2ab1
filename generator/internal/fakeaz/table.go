//go:build unix

package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The kinds of values that an argument takes.
type arity int

const (
	flag arity = iota
	one
	many
)

// command is what the published reference says of a command.
type command struct {
	required []string
	args     map[string]arity
}

// global are the arguments of every command.
func global() map[string]arity {
	return map[string]arity{"--subscription": one, "--output": one, "--query": one, "--only-show-errors": flag}
}

// commands is the table of the commands that a deployment uses, with every argument
// that the reference has for them, by https://learn.microsoft.com/cli/azure and the
// help of az itself. An argument that is not here is refused as az refuses it.
func commands() map[string]command {
	stack := map[string]arity{ // https://learn.microsoft.com/cli/azure/stack/sub
		"--action-on-unmanage": one, "--deny-settings-mode": one, "--location": one, "--name": one, "--parameters": many,
		"--template-file": one, "--template-spec": one, "--template-uri": one, "--description": one, "--query-string": one,
		"--deployment-resource-group": one, "--deny-settings-apply-to-child-scopes": flag, "--deny-settings-excluded-actions": one,
		"--deny-settings-excluded-principals": one, "--validation-level": one,
	}
	needed := []string{"--action-on-unmanage", "--deny-settings-mode", "--location", "--name"}
	resource := map[string]arity{"--name": one, "--resource-group": one}
	named := []string{"--name", "--resource-group"}
	endpoint := with(resource, map[string]arity{ // https://learn.microsoft.com/cli/azure/network/traffic-manager/endpoint
		"--profile-name": one, "--type": one,
	})
	return map[string]command{
		"stack sub create": {needed, with(stack, map[string]arity{
			"--tags": many, "--yes": flag, "--no-wait": flag, "--bypass-stack-out-of-sync-error": one,
		})},
		"stack sub delete": {[]string{"--action-on-unmanage"}, map[string]arity{
			"--action-on-unmanage": one, "--id": one, "--name": one, "--yes": flag, "--bypass-stack-out-of-sync-error": one,
		}},
		"stack sub list": {},
		"stack sub show": {nil, map[string]arity{"--id": one, "--name": one}},
		// https://learn.microsoft.com/cli/azure/stack-whatif/sub, in az since 2.89
		"stack-whatif sub create": {append([]string{"--retention-interval", "--stack-id"}, needed...), with(stack, map[string]arity{
			"--retention-interval": one, "--stack-id": one, "--no-pretty-print": flag, "--with-property-changes": one, "--tags": many,
		})},
		"group exists": {[]string{"--name"}, map[string]arity{"--name": one}}, // https://learn.microsoft.com/cli/azure/group
		"aks list":     {nil, map[string]arity{"--resource-group": one}},      // https://learn.microsoft.com/cli/azure/aks
		"aks get-credentials": {named, with(resource, map[string]arity{
			"--admin": flag, "--context": one, "--file": one, "--format": one, "--overwrite-existing": flag, "--public-fqdn": flag,
		})},
		"aks command invoke": {named, with(resource, map[string]arity{ // https://learn.microsoft.com/cli/azure/aks/command
			"--command": one, "--file": many, "--no-wait": flag,
		})},
		// https://learn.microsoft.com/cli/azure/consumption/budget
		"consumption budget list": {nil, map[string]arity{"--resource-group": one, "--max-results": one}},
		// https://learn.microsoft.com/cli/azure/keyvault
		"keyvault list-deleted": {nil, map[string]arity{"--resource-type": one}},
		// https://learn.microsoft.com/cli/azure/vm
		"vm list": {nil, map[string]arity{"--resource-group": one, "--show-details": flag, "--vmss": one}},
		// https://learn.microsoft.com/cli/azure/network/traffic-manager/profile
		"network traffic-manager profile list": {nil, map[string]arity{"--resource-group": one}},
		"network traffic-manager endpoint update": {
			append([]string{"--profile-name", "--type"}, named...),
			with(endpoint, map[string]arity{"--endpoint-status": one, "--priority": one, "--weight": one, "--target": one}),
		},
		"network traffic-manager endpoint delete": {append([]string{"--profile-name", "--type"}, named...), endpoint},
		// https://learn.microsoft.com/cli/azure/network/dns/record-set/cname
		"network dns record-set cname delete": {append([]string{"--zone-name"}, named...), with(resource, map[string]arity{
			"--zone-name": one, "--if-match": one, "--yes": flag,
		})},
		// https://kubernetes.io/docs/reference/kubectl/generated
		"kubectl apply": {[]string{"--filename"}, map[string]arity{
			"--server-side": flag, "--field-manager": one, "--filename": one, "--force-conflicts": flag,
		}},
		"kubectl wait": {[]string{"--for"}, map[string]arity{"--for": one, "--namespace": one, "--timeout": one, "--all": flag}},
		// https://azure.github.io/kubelogin/cli/convert-kubeconfig.html
		"kubelogin convert-kubeconfig": {[]string{"--login"}, map[string]arity{"--login": one}},
	}
}

func with(a, b map[string]arity) map[string]arity {
	out := map[string]arity{}
	maps.Copy(out, a)
	maps.Copy(out, b)
	return out
}

// call is a command line that the table accepts.
type call struct {
	name  string
	args  map[string][]string
	words []string // what kubectl is asked for
}

func (c call) get(name string) string {
	if v := c.args[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// parse reads a command line as strictly as the reference is.
func parse(line []string) (call, error) {
	c := call{args: map[string][]string{}}
	n := slices.IndexFunc(line, func(s string) bool { return strings.HasPrefix(s, "-") })
	if n < 0 {
		n = len(line)
	}
	kube := strings.HasPrefix(line[0], "kube")
	if kube {
		n = 2
	}
	c.name = strings.Join(line[:min(n, len(line))], " ")
	spec, known := commands()[c.name]
	if !known {
		return c, fmt.Errorf("%q is no command", c.name)
	}
	if !kube {
		spec.args = with(spec.args, global())
	}
	for rest := line[n:]; len(rest) > 0; {
		arg := rest[0]
		rest = rest[1:]
		if !strings.HasPrefix(arg, "-") {
			if !kube {
				return c, fmt.Errorf("%s: unrecognized argument %q", c.name, arg)
			}
			c.words = append(c.words, arg)
			continue
		}
		kind, known := spec.args[arg]
		if !known {
			return c, fmt.Errorf("%s: unrecognized argument %s", c.name, arg)
		}
		n := valuesOf(kind, rest)
		if kind != flag && n == 0 {
			return c, fmt.Errorf("%s: %s wants a value", c.name, arg)
		}
		c.args[arg], rest = rest[:n], rest[n:]
	}
	for _, r := range spec.required {
		if _, given := c.args[r]; !given {
			return c, fmt.Errorf("%s: %s is required", c.name, r)
		}
	}
	return c, allowed(c)
}

// valuesOf counts the values at the beginning of what follows an argument.
func valuesOf(kind arity, rest []string) int {
	n := slices.IndexFunc(rest, func(s string) bool { return strings.HasPrefix(s, "-") })
	if n < 0 {
		n = len(rest)
	}
	switch kind {
	case flag:
		return 0
	case one:
		return min(n, 1)
	}
	return n
}

// allowed checks the values that the reference lists.
func allowed(c call) error {
	for name, values := range map[string][]string{
		"--action-on-unmanage": {"deleteAll", "deleteResources", "detachAll"},
		"--deny-settings-mode": {"denyDelete", "denyWriteAndDelete", "none"},
		"--output":             {"json", "jsonc", "none", "table", "tsv", "yaml", "yamlc"},
		"--type":               {"azureEndpoints", "externalEndpoints", "nestedEndpoints"},
		"--endpoint-status":    {"Enabled", "Disabled"},
		"--login":              {"azurecli"},
	} {
		if v := c.get(name); v != "" && !slices.Contains(values, v) {
			return fmt.Errorf("%s: %s: invalid choice %q", c.name, name, v)
		}
	}
	return nil
}
