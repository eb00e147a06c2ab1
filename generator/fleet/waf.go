package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// WAF is a firewall policy with everything that it takes over from the one above it.
type WAF struct {
	Mode       WAFMode
	Rules      []WAFRule    // by priority
	Managed    []ManagedUse // by id
	Exclusions []WAFExclusion
}

// WAFRule is a rule of somebody's own, in the words of the fleet's files.
type WAFRule struct {
	Priority int // 1 is asked first
	v1alpha1.WAFRule
}

// ManagedUse is what a managed rule is told to do.
type ManagedUse struct {
	ManagedRule
	Action string // disabled, log, block, allow or anomalyScoring
}

// WAFExclusion is what managed rules do not look at; no rules: all of them.
type WAFExclusion struct {
	Variable, Operator, Selector string
	Rules                        []ManagedRule // by id
}

// wafLevel is one of the three places that rules stand at. Its priorities are its
// own, so that a rule of the fleet's moves no tenant's; a policy holds 100
// (https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits).
type wafLevel struct {
	whose       string
	first, most int
}

func fleetLevel() wafLevel   { return wafLevel{"a fleet's policy", 1, 50} }
func gatewayLevel() wafLevel { return wafLevel{"a gateway's policy", 51, 20} }
func tenantLevel() wafLevel  { return wafLevel{"a tenant's policy", 71, 30} }

// Limits of one condition, from the same list.
const (
	maxWAFValues     = 10
	maxWAFExclusions = 200
)

// wafRules are about the texts of a policy.
type wafRules struct {
	wafRule, wafSelector, wafValue, country textRule
}

func newWAFRules() wafRules {
	return wafRules{
		wafRule: rule("rule", "bad-waf-rule", `^[A-Za-z][A-Za-z0-9]{0,127}$`,
			"write letters and digits, beginning with a letter"),
		wafSelector: rule("selector", "bad-waf-rule", `^[A-Za-z0-9_.:\[\]-]{1,128}$`,
			"write the name of a header, a cookie or an argument"),
		// Regular expressions need every character; these values are printed into Bicep alone, which escapes them.
		wafValue: rule("value", "bad-waf-rule", `^[\x20-\x7e]{1,256}$`,
			"write at most 256 printable characters of ASCII"),
		country: rule("country", "bad-waf-rule", `^[A-Z]{2}$`,
			"write two capital letters, such as SE"),
	}
}

// ownWAF reports whether somebody wrote anything of a policy.
func ownWAF(w v1alpha1.WAF) bool {
	return w.Mode != "" || len(w.Rules) > 0 || len(w.ManagedRules) > 0 || len(w.Exclusions) > 0
}

// buildWAF adds what stands at one level to the policy above it.
func (b *builder) buildWAF(w v1alpha1.WAF, in place, above WAF, level wafLevel) WAF {
	out := WAF{
		Mode:       WAFMode(cmp.Or(w.Mode, string(above.Mode))),
		Rules:      slices.Clone(above.Rules),
		Exclusions: slices.Clone(above.Exclusions),
	}
	if len(w.Rules) > level.most {
		b.add(in("rules"), "too-many", fmt.Sprintf("rules lists %d, and at most %d fit into %s", len(w.Rules), level.most, level.whose),
			"let one rule hold several values")
	}
	for i, r := range w.Rules {
		b.checkWAFRule(r, func(steps ...string) diag.Pos {
			return in(append([]string{"rules", strconv.Itoa(i)}, steps...)...)
		}, out.Rules)
		r.RateLimit = rateLimit(r.RateLimit)
		out.Rules = append(out.Rules, WAFRule{level.first + i, r})
	}
	out.Managed = b.managedUses(w.ManagedRules, in, above.Managed)
	for i, e := range w.Exclusions {
		out.Exclusions = append(out.Exclusions, b.wafExclusion(e, func(steps ...string) diag.Pos {
			return in(append([]string{"exclusions", strconv.Itoa(i)}, steps...)...)
		}))
	}
	if len(out.Exclusions) > maxWAFExclusions {
		b.add(in("exclusions"), "too-many",
			fmt.Sprintf("the policy would have %d exclusions, and %d fit", len(out.Exclusions), maxWAFExclusions),
			"remove some, here or above")
	}
	return out
}

// gatewayWAF is the policy that a tenant of a gateway stands behind.
func (b *builder) gatewayWAF(gateway name.Label) WAF {
	for _, g := range b.fleet.Gateways {
		if g.Name == gateway && g.WAF != nil {
			return *g.WAF
		}
	}
	return b.fleet.WAF
}

func rateLimit(r v1alpha1.WAFRateLimit) v1alpha1.WAFRateLimit {
	if r.Requests > 0 {
		r.Minutes, r.By = cmp.Or(r.Minutes, 1), cmp.Or(r.By, "clientAddress")
	}
	return r
}

func (b *builder) checkWAFRule(r v1alpha1.WAFRule, in place, before []WAFRule) {
	b.matches(in("name"), b.rules.wafRule, r.Name)
	if slices.ContainsFunc(before, func(o WAFRule) bool { return strings.EqualFold(o.Name, r.Name) }) {
		b.add(in("name"), "waf-rule-twice", fmt.Sprintf("the policy has a rule %s already, here or above", load.Quote(r.Name)),
			"choose another name")
	}
	if m := r.RateLimit.Minutes; m != 0 && m != 1 && m != 5 {
		b.add(in("rateLimit", "minutes"), "out-of-range", fmt.Sprintf("minutes is %d", m), "write 1 or 5")
	}
	for i, c := range r.When {
		b.checkWAFCondition(c, func(steps ...string) diag.Pos {
			return in(append([]string{"when", strconv.Itoa(i)}, steps...)...)
		})
	}
}

// checkWAFCondition knows what Azure's types do not: which words go together.
// https://learn.microsoft.com/azure/web-application-firewall/ag/custom-waf-rules-overview
func (b *builder) checkWAFCondition(c v1alpha1.WAFCondition, in place) {
	bad := func(field, fact, fix string) { b.add(in(field), "waf-condition", fact, fix) }
	whereabouts := c.Operator == "ipMatch" || c.Operator == "geoMatch"
	switch {
	case whereabouts && c.Variable != "remoteAddr":
		bad("operator", fmt.Sprintf("%s asks where the client is, and %s does not say that", c.Operator, c.Variable),
			"write variable: remoteAddr, or another operator")
	case c.Variable == "remoteAddr" && !whereabouts && c.Operator != "any":
		bad("operator", fmt.Sprintf("remoteAddr cannot be compared by %s", c.Operator), "write ipMatch or geoMatch")
	case c.Operator == "any" && len(c.Values) > 0:
		bad("values", "any is met by every value", "remove values, or write another operator")
	case c.Operator != "any" && len(c.Values) == 0:
		bad("operator", fmt.Sprintf("%s compares with nothing", c.Operator), "add values")
	case c.Operator != "ipMatch" && len(c.Values) > maxWAFValues && c.Operator != "geoMatch":
		b.add(in("values"), "too-many", fmt.Sprintf("values lists %d, and at most %d fit", len(c.Values), maxWAFValues),
			"divide them between several rules")
	}
	selects := c.Variable == "requestHeaders" || c.Variable == "requestCookies" || c.Variable == "postArgs"
	switch {
	case c.Selector != "" && !selects:
		bad("selector", fmt.Sprintf("%s has no parts to select from", c.Variable), "remove selector")
	case c.Selector == "" && c.Variable == "requestHeaders":
		bad("variable", "requestHeaders needs to know which header", "add selector, such as User-Agent")
	case c.Selector != "":
		b.matches(in("selector"), b.rules.wafSelector, c.Selector)
	}
	for i, v := range c.Values {
		b.checkWAFValue(in("values", strconv.Itoa(i)), c.Operator, v)
	}
	known := []string{"htmlEntityDecode", "lowercase", "removeNulls", "trim", "uppercase", "urlDecode", "urlEncode"}
	for i, t := range c.Transforms {
		if !slices.Contains(known, t) {
			b.add(in("transforms", strconv.Itoa(i)), "unknown-value", fmt.Sprintf("a transform cannot be %s", load.Quote(t)),
				"write one of "+strings.Join(known, ", "))
		}
	}
}

func (b *builder) checkWAFValue(pos diag.Pos, operator, v string) {
	switch operator {
	case "ipMatch":
		addr, err := netip.ParseAddr(v)
		prefix, prefixErr := netip.ParsePrefix(v)
		if err != nil && (prefixErr != nil || prefix != prefix.Masked()) || err == nil && addr.Zone() != "" {
			b.add(pos, "bad-cidr", fmt.Sprintf("%s is no address and no range", load.Quote(v)), "write 192.0.2.0/24, or one address")
		}
	case "geoMatch":
		b.matches(pos, b.rules.country, v)
	default:
		b.matches(pos, b.rules.wafValue, v)
	}
}

// managedUses lets what stands here win over what stands above.
func (b *builder) managedUses(here map[string]string, in place, above []ManagedUse) []ManagedUse {
	if len(here) == 0 {
		return above
	}
	uses := map[string]ManagedUse{}
	for _, u := range above {
		uses[u.ID] = u
	}
	for _, id := range slices.Sorted(maps.Keys(here)) {
		rule, ok := b.managedRule(in("managedRules", id), id)
		if !ok {
			continue
		}
		if !slices.Contains(rule.Set.Actions, here[id]) {
			b.add(in("managedRules", id), "unknown-value", fmt.Sprintf("rule %s cannot be %s", id, load.Quote(here[id])),
				"write one of "+strings.Join(rule.Set.Actions, ", "))
		}
		uses[id] = ManagedUse{rule, here[id]}
	}
	out := make([]ManagedUse, 0, len(uses))
	for _, id := range slices.Sorted(maps.Keys(uses)) {
		out = append(out, uses[id])
	}
	return out
}

func (b *builder) managedRule(pos diag.Pos, id string) (ManagedRule, bool) {
	if b.managed == nil {
		b.managed = managedRules() // most fleets need no table
	}
	rule, ok := b.managed[id]
	if !ok {
		fix := "write an id as it stands in the firewall's log"
		if near := diag.Nearest(id, ruleIDs(b.managed)); near != "" {
			fix = fmt.Sprintf("write %q", near)
		}
		b.add(pos, "unknown-waf-rule", fmt.Sprintf("neither rule set has a rule %s", load.Quote(id)), fix)
	}
	return rule, ok
}

func (b *builder) wafExclusion(e v1alpha1.WAFExclusion, in place) WAFExclusion {
	out := WAFExclusion{Variable: e.Variable, Operator: e.Operator, Selector: e.Selector}
	switch {
	case e.Operator == "equalsAny" && e.Selector != "":
		b.add(in("selector"), "waf-condition", "equalsAny is met by every name", "remove selector, or write another operator")
	case e.Operator == "equalsAny":
		out.Selector = "*" // Azure's word for it
	case e.Selector == "":
		b.add(in("operator"), "waf-condition", fmt.Sprintf("%s compares with nothing", e.Operator), "add selector, or write equalsAny")
	default:
		b.matches(in("selector"), b.rules.wafSelector, e.Selector)
	}
	for i, id := range e.Rules {
		if rule, ok := b.managedRule(in("rules", strconv.Itoa(i)), id); ok {
			out.Rules = append(out.Rules, rule)
		}
	}
	slices.SortFunc(out.Rules, func(a, b ManagedRule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
