package azure

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// WAF is one firewall policy, in Azure's words.
type WAF struct {
	Symbol, Name string
	Why          string
	Mode         string // Prevention or Detection
	Rules        []WAFRule
	Exclusions   []WAFExclusion
	Sets         []WAFRuleSet
}

// WAFRule is a rule of somebody's own.
type WAFRule struct {
	Name, Action string
	Priority     int
	Conditions   []WAFCondition
	Requests     int // let through in Duration; zero: no limit
	Duration, By string
}

// WAFCondition is one of a rule's conditions.
type WAFCondition struct {
	Variable, Selector, Operator string
	Negate                       bool
	Values, Transforms           []string
}

// WAFExclusion is a part of requests that managed rules do not look at.
type WAFExclusion struct {
	Variable, Operator, Selector string
	Sets                         []WAFRuleSet // none: every rule
}

// WAFRuleSet is a managed set, and which of its rules something is said about.
type WAFRuleSet struct {
	Type, Version string
	Groups        []WAFGroup
}

// WAFGroup is one group of a set's rules.
type WAFGroup struct {
	Name  string
	Rules []WAFOverride
}

// WAFOverride is what one managed rule is told to do.
type WAFOverride struct {
	ID     string
	Off    bool
	Action string // empty: as the set says
}

// wafOf puts a policy into Azure's words.
func wafOf(symbol, policy, why string, w fleet.WAF) WAF {
	out := WAF{Symbol: symbol, Name: policy, Why: why, Mode: capital(string(w.Mode))}
	for _, r := range w.Rules {
		out.Rules = append(out.Rules, wafRule(r))
	}
	for _, e := range w.Exclusions {
		x := WAFExclusion{capital(e.Variable), capital(e.Operator), e.Selector, nil}
		for _, set := range fleet.WAFRuleSets() {
			s := WAFRuleSet{Type: set.Type, Version: set.Version}
			for _, r := range e.Rules {
				s.add(r, WAFOverride{ID: r.ID})
			}
			if len(s.Groups) > 0 {
				x.Sets = append(x.Sets, s)
			}
		}
		out.Exclusions = append(out.Exclusions, x)
	}
	for _, set := range fleet.WAFRuleSets() {
		s := WAFRuleSet{Type: set.Type, Version: set.Version}
		for _, u := range w.Managed {
			o := WAFOverride{ID: u.ID, Action: capital(u.Action)}
			if u.Action == "disabled" {
				o.Off, o.Action = true, ""
			}
			s.add(u.ManagedRule, o)
		}
		out.Sets = append(out.Sets, s)
	}
	return out
}

// setWAFs decides the firewall policies of the platform, and which AGC uses which.
func (c *Cluster) setWAFs(f *fleet.Fleet) {
	c.WAFs = []WAF{wafOf("waf", wafPolicy(c.Name), "Every gateway without one of its own stands behind this.", f.WAF)}
	for i := range c.AGCs {
		a := &c.AGCs[i]
		if slices.ContainsFunc(f.Gateways, func(g fleet.Gateway) bool { return g.AGC == a.Number && g.WAF == nil && !g.Ingress }) {
			a.Policies = []AGCPolicy{{a.Symbol + "Waf", "waf", "waf"}}
		}
	}
	for _, g := range f.Gateways {
		if g.WAF == nil {
			continue
		}
		w := wafOf(symbol("waf", g.Name), gatewayWAFPolicy(g.Name),
			fmt.Sprintf("The gateway %s has this in its place: the fleet's, and what the gateway adds.", g.Name), *g.WAF)
		c.WAFs = append(c.WAFs, w)
		for i := range c.AGCs {
			if a := &c.AGCs[i]; a.Number == g.AGC {
				a.Policies = append(a.Policies, AGCPolicy{a.Symbol + symbol("Waf", g.Name), w.Name, w.Symbol})
			}
		}
	}
}

// add puts a rule into its group, if it is of this set.
func (s *WAFRuleSet) add(r fleet.ManagedRule, o WAFOverride) {
	if r.Set.Type != s.Type {
		return
	}
	i := slices.IndexFunc(s.Groups, func(g WAFGroup) bool { return g.Name == r.Group })
	if i < 0 {
		i = len(s.Groups)
		s.Groups = append(s.Groups, WAFGroup{Name: r.Group})
	}
	s.Groups[i].Rules = append(s.Groups[i].Rules, o)
}

func wafRule(r fleet.WAFRule) WAFRule {
	out := WAFRule{Name: r.Name, Action: capital(r.Action), Priority: r.Priority, Requests: r.RateLimit.Requests}
	if out.Requests > 0 {
		out.Duration = map[int]string{1: "OneMin", 5: "FiveMins"}[r.RateLimit.Minutes]
		out.By = map[string]string{"clientAddress": "ClientAddr", "country": "GeoLocation", "everybody": "None"}[r.RateLimit.By]
	}
	for _, c := range r.When {
		x := WAFCondition{
			Variable: capital(c.Variable), Selector: c.Selector, Operator: capital(c.Operator),
			Negate: c.Negate == "enabled", Values: c.Values,
		}
		if c.Operator == "ipMatch" {
			x.Operator = "IPMatch"
		}
		for _, t := range c.Transforms {
			x.Transforms = append(x.Transforms, capital(t))
		}
		out.Conditions = append(out.Conditions, x)
	}
	return out
}

// capital writes one of the files' words as Azure does.
func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// wafPolicy is the firewall policy of all of a cluster's AGCs.
func wafPolicy(cluster name.Label) string { return "waf-" + string(cluster) }

// gatewayWAFPolicy is a gateway's own firewall policy, in each cluster's group.
func gatewayWAFPolicy(gateway name.Label) string { return "waf-gateway-" + string(gateway) }

// tenantWAFPolicy is a tenant's own firewall policy, in its cluster's group.
func tenantWAFPolicy(tenant name.Label) string { return "waf-tenant-" + string(tenant) }

// WAFPolicyID is the resource id of the firewall policy of a gateway on a cluster:
// its own, or that of all of the cluster's AGCs. It inspects nothing before an
// object of Kubernetes names it as well
// (https://learn.microsoft.com/azure/application-gateway/for-containers/web-application-firewall).
func WAFPolicyID(f *fleet.Fleet, cluster name.Label, g fleet.Gateway) string {
	if g.WAF != nil {
		return wafID(f, cluster, gatewayWAFPolicy(g.Name))
	}
	return wafID(f, cluster, wafPolicy(cluster))
}

// TenantWAFPolicyID is the resource id of a tenant's own firewall policy on a cluster.
func TenantWAFPolicyID(f *fleet.Fleet, cluster, tenant name.Label) string {
	return wafID(f, cluster, tenantWAFPolicy(tenant))
}

func wafID(f *fleet.Fleet, cluster name.Label, policy string) string {
	const kind = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies"
	return fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/%s/%s",
		f.Azure.SubscriptionID, Group(f, cluster), kind, policy)
}

// JoinsWAF lets the ALB controller join the tenant's own policy to the AGC.
func (t *Tenant) JoinsWAF() Role {
	return Role{"albJoins", "policy", "albControllerPrincipalId", "", networkContributor(), "the policy is joined to the AGC"}
}
