package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/fleet"
)

func fleetWAF(text string) edit { return edit{fleetFile, "  plans:", "  waf: " + text + "\n  plans:"} }

func tenantWAF(text string) edit { return edit{contoso, "  plan:", "  waf: " + text + "\n  plan:"} }

func gatewayWAF(text string) edit {
	return edit{fleetFile, "[shared-1, shared-2]", "[{name: shared-1, waf: " + text + "}, shared-2]"}
}

const agents = "{variable: requestHeaders, selector: User-Agent, operator: contains, values: [%s]}"

func blocks(name, agent string) string {
	return fmt.Sprintf("{name: %s, action: block, when: ["+agents+"]}", name, agent)
}

// TestAPolicyBeginsWithTheOneAboveIt: nobody leaves the fleet's rules by having some
// of their own, and no rule's priority depends on how many others there are.
func TestAPolicyBeginsWithTheOneAboveIt(t *testing.T) {
	t.Parallel()
	f := right(t,
		fleetWAF(`{rules: [`+blocks("Fleet", "a")+`], managedRules: {"942430": disabled, Bot300700: block}}`),
		gatewayWAF(`{mode: detection, rules: [`+blocks("Gateway", "b")+`], exclusions: [{variable: requestCookieNames, operator: equalsAny}]}`),
		tenantWAF(`{scope: listener, rules: [`+blocks("Tenant", "c")+`], managedRules: {"942430": log}}`))
	rule := func(priority int, name, agent string) fleet.WAFRule {
		return fleet.WAFRule{Priority: priority, WAFRule: v1alpha1.WAFRule{
			Name: name, Action: "block",
			When: []v1alpha1.WAFCondition{{
				Variable: "requestHeaders", Selector: "User-Agent", Operator: "contains", Values: []string{agent},
			}},
		}}
	}
	sets := fleet.WAFRuleSets()
	sql := fleet.ManagedRule{ID: "942430", Group: "SQLI", Set: sets[0]}
	bots := fleet.ManagedUse{ManagedRule: fleet.ManagedRule{ID: "Bot300700", Group: "UnknownBots", Set: sets[1]}, Action: "block"}
	fleets := fleet.WAF{
		Mode: fleet.Prevention, Rules: []fleet.WAFRule{rule(1, "Fleet", "a")},
		Managed: []fleet.ManagedUse{{ManagedRule: sql, Action: "disabled"}, bots},
	}
	gateways := fleet.WAF{
		Mode: fleet.Detection, Rules: append(fleets.Rules[:1:1], rule(51, "Gateway", "b")), Managed: fleets.Managed,
		Exclusions: []fleet.WAFExclusion{{Variable: "requestCookieNames", Operator: "equalsAny", Selector: "*"}},
	}
	tenants := fleet.WAF{
		Mode: fleet.Detection, Rules: append(gateways.Rules[:2:2], rule(71, "Tenant", "c")),
		Managed: []fleet.ManagedUse{{ManagedRule: sql, Action: "log"}, bots}, Exclusions: gateways.Exclusions,
	}
	got := map[string]*fleet.WAF{"fleet": &f.WAF, "shared-1": f.Gateways[0].WAF, "shared-2": f.Gateways[1].WAF, "contoso": f.Tenants[0].WAF}
	want := map[string]*fleet.WAF{"fleet": &fleets, "shared-1": &gateways, "shared-2": nil, "contoso": &tenants}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policies (-want +got):\n%s", diff)
	}
	if !f.Tenants[0].Listener {
		t.Error("contoso's policy does not guard its listener")
	}
}

func TestWAFRules(t *testing.T) {
	t.Parallel()
	when := func(condition string) edit {
		return tenantWAF("{rules: [{name: A, action: block, when: [" + condition + "]}]}")
	}
	const pos = "tenants/contoso.yaml:6:"
	for name, tt := range map[string]struct {
		edit edit
		want string
	}{
		"a name with a dash": {tenantWAF("{rules: [" + blocks("a-b", "c") + "]}"), pos + `24: rule "a-b" is not usable (bad-waf-rule)
	fix: write letters and digits, beginning with a letter`},
		"a policy before Ingresses": {
			edit{fleetFile, "[shared-1, shared-2]", "[shared-1, {name: shared-2, api: ingress, waf: {mode: detection}}]"},
			`clusters/fleet.yaml:15:60: no firewall can stand before gateway "shared-2", whose routes are Ingresses (waf-with-ingress)
	see: clusters/fleet.yaml:15:46
	fix: write api: gateway, or remove waf`,
		},
		"a name twice": {tenantWAF("{rules: [" + blocks("A", "c") + ", " + blocks("a", "d") + "]}"), pos + `141: the policy has a rule "a" already, here or above (waf-rule-twice)
	fix: choose another name`},
		"an address of a path": {when("{variable: requestUri, operator: ipMatch, values: [192.0.2.0/24]}"), pos + `82: ipMatch asks where the client is, and requestUri does not say that (waf-condition)
	fix: write variable: remoteAddr, or another operator`},
		"a client that contains": {when("{variable: remoteAddr, operator: contains, values: ['1']}"), pos + `82: remoteAddr cannot be compared by contains (waf-condition)
	fix: write ipMatch or geoMatch`},
		"any of something": {when("{variable: requestUri, operator: any, values: [a]}"), pos + `95: any is met by every value (waf-condition)
	fix: remove values, or write another operator`},
		"nothing to compare with": {when("{variable: requestUri, operator: contains}"), pos + `82: contains compares with nothing (waf-condition)
	fix: add values`},
		"too many values": {when("{variable: requestUri, operator: contains, values: [" + strings.Repeat("a, ", 10) + "a]}"), pos + `100: values lists 11, and at most 10 fit (too-many)
	fix: divide them between several rules`},
		"a part of what has none": {when("{variable: requestUri, selector: a, operator: contains, values: [a]}"), pos + `82: requestUri has no parts to select from (waf-condition)
	fix: remove selector`},
		"any header": {when("{variable: requestHeaders, operator: contains, values: [a]}"), pos + `60: requestHeaders needs to know which header (waf-condition)
	fix: add selector, such as User-Agent`},
		"a range with bits of a host": {when("{variable: remoteAddr, operator: ipMatch, values: [192.0.2.1/24]}"), pos + `100: "192.0.2.1/24" is no address and no range (bad-cidr)
	fix: write 192.0.2.0/24, or one address`},
		"a country by its name": {when("{variable: remoteAddr, operator: geoMatch, values: [Sweden]}"), pos + `101: country "Sweden" is not usable (bad-waf-rule)
	fix: write two capital letters, such as SE`},
		"a value of two lines": {when(`{variable: requestUri, operator: contains, values: ["a\nb"]}`), pos + `101: value "a\nb" is not usable (bad-waf-rule)
	fix: write at most 256 printable characters of ASCII`},
		"a transform that Azure lacks": {when("{variable: requestUri, operator: contains, values: [a], transforms: [base64]}"), pos + `118: a transform cannot be "base64" (unknown-value)
	fix: write one of htmlEntityDecode, lowercase, removeNulls, trim, uppercase, urlDecode, urlEncode`},
		"three minutes": {
			tenantWAF("{rules: [{name: A, action: block, rateLimit: {requests: 9, minutes: 3}, when: [{variable: requestUri, operator: any}]}]}"),
			pos + `76: minutes is 3 (out-of-range)
	fix: write 1 or 5`,
		},
		"a rule of another set": {tenantWAF(`{managedRules: {"942431": disabled}}`), pos + `34: neither rule set has a rule "942431" (unknown-waf-rule)
	fix: write "942430"`},
		"an action of the other set": {tenantWAF(`{managedRules: {"942430": allow}}`), pos + `34: rule 942430 cannot be "allow" (unknown-value)
	fix: write one of anomalyScoring, block, disabled, log`},
		"an exclusion of nothing": {tenantWAF("{exclusions: [{variable: requestArgNames, operator: equals}]}"), pos + `60: equals compares with nothing (waf-condition)
	fix: add selector, or write equalsAny`},
		"an exclusion of everything, by name": {
			tenantWAF("{exclusions: [{variable: requestArgNames, operator: equalsAny, selector: a}]}"),
			pos + `81: equalsAny is met by every name (waf-condition)
	fix: remove selector, or write another operator`,
		},
		"an exclusion of an unknown rule": {
			tenantWAF("{exclusions: [{variable: requestArgNames, operator: equals, selector: a, rules: ['941']}]}"),
			pos + `89: neither rule set has a rule "941" (unknown-waf-rule)
	fix: write an id as it stands in the firewall's log`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, found := build(t, repoWith(t, tt.edit))
			var got []string
			for _, f := range found {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEachLevelHasItsShareOfRules: a policy holds a hundred, and a tenant cannot
// know how many stand above.
func TestEachLevelHasItsShareOfRules(t *testing.T) {
	t.Parallel()
	rules := func(n int) string {
		var out []string
		for i := range n {
			out = append(out, blocks(fmt.Sprintf("Rule%d", i), "a"))
		}
		return "{rules: [" + strings.Join(out, ", ") + "]}"
	}
	if got := len(right(t, tenantWAF(rules(30))).Tenants[0].WAF.Rules); got != 30 {
		t.Errorf("%d rules, want 30", got)
	}
	for want, e := range map[string]edit{
		"rules lists 31, and at most 30 fit into a tenant's policy":  tenantWAF(rules(31)),
		"rules lists 21, and at most 20 fit into a gateway's policy": gatewayWAF(rules(21)),
		"rules lists 51, and at most 50 fit":                         fleetWAF(rules(51)),
	} {
		if _, found := build(t, repoWith(t, e)); len(found) != 1 || found[0].Message != want || found[0].Code != "too-many" {
			t.Errorf("findings %v, want %q", found, want)
		}
	}
}
