//go:build unix

package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// listStacks tells of every stack; what was still running when somebody asked first
// has ended when it asks again.
func (s *state) listStacks() []any {
	out := []any{}
	for _, name := range slices.Sorted(maps.Keys(s.Stacks)) {
		st := s.Stacks[name]
		out = append(out, map[string]any{
			"name": name, "tags": st.Tags, "properties": map[string]any{"provisioningState": st.State},
		})
		if st.State == "deploying" {
			st.State = "succeeded"
		}
	}
	return out
}

func (s *state) showStack(name string) (any, error) {
	st, known := s.Stacks[name]
	if !known {
		return nil, fmt.Errorf("ResourceNotFound: stack %s", name)
	}
	return map[string]any{"name": name, "properties": map[string]any{
		"provisioningState": st.State, "outputs": map[string]any{"azureOutputs": map[string]any{"value": st.Outputs}},
	}}, nil
}

// ids lists what a template makes.
func (t *template) ids() []string {
	var out []string
	t.each(func(_ string, r resource) {
		if !r.Existing {
			out = append(out, r.Type+" "+r.Name)
		}
	})
	return out
}

func (s *state) whatIf(c call) (any, error) {
	t, err := readTemplate(c.get("--template-file"))
	if err != nil {
		return nil, err
	}
	if _, err := parametersOf(c, t); err != nil {
		return nil, err
	}
	if err := s.refuse(t); err != nil {
		return nil, err
	}
	id := c.get("--stack-id")
	var before []string
	if st := s.Stacks[id[strings.LastIndex(id, "/")+1:]]; st != nil {
		before = st.Members
	}
	after := t.ids()
	changes := []any{}
	add := func(kind, id string) {
		changes = append(changes, map[string]any{"id": id, "changeType": kind, "changeCertainty": "definite"})
	}
	for _, id := range after {
		kind := "create"
		if slices.Contains(before, id) {
			kind = "noChange"
		}
		add(kind, id)
	}
	gone := map[bool]string{true: "detach", false: "delete"}[c.get("--action-on-unmanage") == "detachAll"]
	for _, id := range before {
		if !slices.Contains(after, id) {
			add(gone, id)
		}
	}
	return map[string]any{"properties": map[string]any{"changes": map[string]any{"resourceChanges": changes}}}, nil
}

// refuse says what Azure would not deploy: what stands on a cluster that is not there.
func (s *state) refuse(t *template) error {
	const kind = "Microsoft.ContainerService/managedClusters"
	made := t.ids()
	var err error
	t.each(func(_ string, r resource) {
		if r.Existing && r.Type == kind && s.Clusters[r.Name] == nil && !slices.Contains(made, kind+" "+r.Name) {
			err = fmt.Errorf("ResourceNotFound: cluster %s", r.Name)
		}
	})
	return err
}

func (s *state) createStack(c call) error {
	name := c.get("--name")
	st, known := s.Stacks[name]
	if known && st.State != "succeeded" {
		return fmt.Errorf("DeploymentStackInNonTerminalState: %s is %s", name, st.State)
	}
	if known && st.Location != c.get("--location") {
		return fmt.Errorf("InvalidDeploymentLocation: %s is in %s", name, st.Location)
	}
	t, err := readTemplate(c.get("--template-file"))
	if err != nil {
		return err
	}
	params, err := parametersOf(c, t)
	if err == nil {
		err = s.refuse(t)
	}
	if err != nil {
		return err
	}
	if !known {
		st = &stack{}
		s.Stacks[name] = st
	}
	before := st.Members
	*st = stack{
		Location: c.get("--location"), State: "succeeded", Unmanage: c.get("--action-on-unmanage"),
		Tags: map[string]string{}, Parameters: params, Members: t.ids(), Outputs: map[string]string{},
	}
	s.running = st
	if s.dying {
		st.State = "deploying"
	}
	for _, tag := range c.args["--tags"] {
		k, v, _ := strings.Cut(tag, "=")
		st.Tags[k] = v
	}
	if out, ok := t.Outputs["azureOutputs"].Value.(map[string]any); ok {
		for k := range out {
			st.Outputs[k] = "00000000-0000-4000-8000-000000000000"
		}
	}
	s.log("create " + name)
	s.leave(before, st.Members, st.Unmanage)
	for _, id := range st.Members {
		s.Members[id] = true
	}
	for _, child := range []bool{false, true} { // parents first
		t.each(func(group string, r resource) {
			if child == (strings.Count(r.Type, "/") > 1) {
				err = errors.Join(err, s.effect(group, r, params))
			}
		})
	}
	return err
}

func (s *state) leave(before, after []string, unmanage string) {
	for _, id := range before {
		switch {
		case slices.Contains(after, id):
		case unmanage == "detachAll":
			s.Members[id] = false
			s.log("detach " + id)
		default:
			s.remove(id)
		}
	}
}

// effect is what a resource brings about that later calls ask for.
func (s *state) effect(group string, r resource, params map[string]string) error {
	if r.Existing {
		return nil
	}
	switch r.Type {
	case "Microsoft.Resources/resourceGroups":
		s.addGroup(r.Name)
	case "Microsoft.ContainerService/managedClusters":
		if s.Clusters[r.Name] == nil {
			s.Built++
			s.Clusters[r.Name] = &cluster{
				Group: group, Nodes: r.Properties.NodeResourceGroup, Issuer: "https://issuer.example/" + strconv.Itoa(s.Built),
				Applied: map[string]string{}, Asked: map[string]int{},
			}
		}
	case "Microsoft.KeyVault/vaults":
		if slices.Contains(s.Deleted, r.Name) {
			if params["vaultCreateMode"] != "recover" {
				return fmt.Errorf("VaultAlreadyExists: %s is deleted and not purged", r.Name)
			}
			s.Deleted = slices.DeleteFunc(s.Deleted, func(v string) bool { return v == r.Name })
		}
	case "Microsoft.Compute/virtualMachines":
		if old := s.Keys[r.Name]; old != "" && old != params["sshPublicKey"] {
			return fmt.Errorf("PropertyChangeNotAllowed: the key of %s", r.Name)
		}
		s.Keys[r.Name] = params["sshPublicKey"]
	case "Microsoft.Consumption/budgets":
		if old := s.Budgets[r.Name]; old != "" && old != params["budgetStart"] {
			return fmt.Errorf("400: the start date of %s cannot be updated", r.Name)
		}
		s.Budgets[r.Name] = params["budgetStart"]
	case "Microsoft.Network/trafficmanagerprofiles":
		if s.Profiles[r.Properties.DNSConfig.RelativeName] == nil {
			s.Profiles[r.Properties.DNSConfig.RelativeName] = &profile{Name: r.Name}
		}
	case "Microsoft.Network/trafficmanagerprofiles/ExternalEndpoints":
		s.setEndpoint(r.Name, params)
	}
	return nil
}

func (s *state) setEndpoint(full string, params map[string]string) {
	in, name, _ := strings.Cut(full, "/")
	symbol := "cluster_" + strings.ReplaceAll(name, "-", "_")
	e := endpoint{Name: name, State: params["state_"+symbol]}
	for knob, at := range map[string]*any{"priority_": &e.Priority, "weight_": &e.Weight} {
		if v, given := params[knob+symbol]; given {
			*at = v
		}
	}
	for _, p := range s.Profiles {
		if p.Name != in {
			continue
		}
		for i := range p.Endpoints {
			if p.Endpoints[i].Name == name {
				p.Endpoints[i] = e
				return
			}
		}
		p.Endpoints = append(p.Endpoints, e)
		slices.SortFunc(p.Endpoints, func(a, b endpoint) int { return strings.Compare(a.Name, b.Name) })
	}
}

func (s *state) deleteStack(name, unmanage string) error {
	st, known := s.Stacks[name]
	if !known {
		return fmt.Errorf("ResourceNotFound: stack %s", name)
	}
	s.log("delete " + name + " " + unmanage)
	s.leave(st.Members, nil, unmanage)
	if unmanage != "detachAll" {
		for _, id := range st.Members {
			kind, what, _ := strings.Cut(id, " ")
			switch kind {
			case "Microsoft.ContainerService/managedClusters":
				delete(s.Clusters, what)
			case "Microsoft.Resources/resourceGroups":
				s.Groups = slices.DeleteFunc(s.Groups, func(g string) bool { return unmanage == "deleteAll" && g == what })
			}
		}
	}
	delete(s.Stacks, name)
	return nil
}
