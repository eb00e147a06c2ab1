//go:build unix

package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
)

// answer does what a command does.
func (s *state) answer(c call) (any, error) {
	switch c.name {
	case "stack sub list":
		return s.listStacks(), nil
	case "stack sub show":
		return s.showStack(c.get("--name"))
	case "stack sub create":
		return nil, s.createStack(c)
	case "stack sub delete":
		return nil, s.deleteStack(c.get("--name"), c.get("--action-on-unmanage"))
	case "stack-whatif sub create":
		return s.whatIf(c)
	case "group exists":
		return slices.Contains(s.Groups, c.get("--name")), nil
	case "aks list":
		return s.listClusters(), nil
	case "aks get-credentials":
		return nil, s.credentials(c)
	case "aks command invoke":
		return s.invoke(c)
	case "consumption budget list":
		return named(s.Budgets, func(v string) any { return map[string]any{"startDate": v + "T00:00:00Z"} }, "timePeriod"), nil
	case "keyvault list-deleted":
		out := []any{}
		for _, v := range s.Deleted {
			out = append(out, map[string]any{"name": v})
		}
		return out, nil
	case "vm list":
		return named(s.Keys, func(v string) any {
			return map[string]any{"linuxConfiguration": map[string]any{"ssh": map[string]any{
				"publicKeys": []any{map[string]any{"keyData": v}},
			}}}
		}, "osProfile"), nil
	case "kubelogin convert-kubeconfig":
		_, err := os.Stat(os.Getenv("KUBECONFIG"))
		return nil, err
	case "kubectl apply", "kubectl wait":
		name, err := os.ReadFile(os.Getenv("KUBECONFIG"))
		if err != nil {
			return nil, err
		}
		return nil, s.kubectl(string(name), c, func(f string) string { return f })
	}
	return s.network(c)
}

func named(all map[string]string, value func(string) any, key string) []any {
	out := []any{}
	for n, v := range all {
		out = append(out, map[string]any{"name": n, key: value(v)})
	}
	return out
}

func (s *state) network(c call) (any, error) {
	switch c.name {
	case "network traffic-manager profile list":
		return s.listProfiles(), nil
	case "network traffic-manager endpoint update":
		return nil, s.switchEndpoint(c)
	case "network traffic-manager endpoint delete":
		s.remove("Microsoft.Network/trafficmanagerprofiles/ExternalEndpoints " + c.get("--profile-name") + "/" + c.get("--name"))
		for _, p := range s.Profiles {
			if p.Name == c.get("--profile-name") {
				p.Endpoints = slices.DeleteFunc(p.Endpoints, func(e endpoint) bool { return e.Name == c.get("--name") })
			}
		}
	case "network dns record-set cname delete":
		s.remove("Microsoft.Network/dnsZones/CNAME " + c.get("--zone-name") + "/" + c.get("--name"))
	default:
		return nil, fmt.Errorf("%s is not answered", c.name)
	}
	return nil, nil
}

func (s *state) listProfiles() []any {
	out := []any{}
	for relative, p := range s.Profiles {
		ends := []any{}
		for _, e := range p.Endpoints {
			ends = append(ends, map[string]any{
				"name": e.Name, "endpointStatus": e.State, "priority": e.Priority, "weight": e.Weight,
			})
		}
		out = append(out, map[string]any{
			"name": p.Name, "dnsConfig": map[string]any{"relativeName": relative}, "endpoints": ends,
		})
	}
	return out
}

func (s *state) switchEndpoint(c call) error {
	for _, p := range s.Profiles {
		for i := range p.Endpoints {
			if e := &p.Endpoints[i]; p.Name == c.get("--profile-name") && e.Name == c.get("--name") {
				e.State = c.get("--endpoint-status")
				s.log(p.Name + ": " + e.Name + " " + e.State)
				return nil
			}
		}
	}
	return fmt.Errorf("ResourceNotFound: endpoint %s", c.get("--name"))
}

func (s *state) remove(id string) {
	if _, there := s.Members[id]; there {
		s.log("delete " + id)
		delete(s.Members, id)
	}
}

func (s *state) listClusters() []any {
	out := []any{}
	for name, c := range s.Clusters {
		out = append(out, map[string]any{
			"name": name, "nodeResourceGroup": c.Nodes, "oidcIssuerProfile": map[string]any{"issuerUrl": c.Issuer},
		})
	}
	return out
}

// there refuses a cluster that is not in the group that a call names.
func (s *state) there(c call) error {
	found, known := s.Clusters[c.get("--name")]
	if !known || found.Group != c.get("--resource-group") {
		return fmt.Errorf("ResourceNotFound: cluster %s in %s", c.get("--name"), c.get("--resource-group"))
	}
	return nil
}

func (s *state) credentials(c call) error {
	if err := s.there(c); err != nil {
		return err
	}
	return os.WriteFile(c.get("--file"), []byte(c.get("--name")), 0o600)
}

// invoke runs kubectl inside the cluster, where attached files lie without their folders.
func (s *state) invoke(c call) (any, error) {
	if err := s.there(c); err != nil {
		return nil, err
	}
	inner, err := parse(strings.Fields(c.get("--command")))
	if err != nil {
		return nil, err
	}
	code, logs := 0, ""
	err = s.kubectl(c.get("--name"), inner, func(f string) string {
		for _, attached := range c.args["--file"] {
			if path.Base(attached) == f {
				return attached
			}
		}
		return "not attached: " + f
	})
	if err != nil {
		code, logs = 1, err.Error()
	}
	return map[string]any{"exitCode": code, "logs": logs, "reason": nil}, nil
}

func (s *state) kubectl(name string, c call, file func(string) string) error {
	k, known := s.Clusters[name]
	if !known {
		return fmt.Errorf("no cluster %s answers", name)
	}
	if c.name == "kubectl apply" {
		text, err := os.ReadFile(file(c.get("--filename")))
		if err != nil {
			return err
		}
		k.Applied[c.get("--filename")] = string(text)
		return nil
	}
	// What is waited for is not there at first.
	what := strings.Join(c.words, " ")
	if k.Asked[what]++; k.Asked[what] == 1 && !strings.HasPrefix(what, "crd/") {
		return fmt.Errorf("timed out waiting for %s", what)
	}
	return nil
}
