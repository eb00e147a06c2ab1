package fleet

import (
	"maps"
	"slices"
	"strings"
)

// WAFRuleSet is a set of rules that Microsoft manages.
type WAFRuleSet struct {
	Type, Version string
	Actions       []string // what its rules may be told to do
}

// The sets that AGC takes; it refuses OWASP's and the older bot rules:
// https://learn.microsoft.com/azure/web-application-firewall/ag/waf-application-gateway-for-containers-overview
func defaultRules() WAFRuleSet {
	return WAFRuleSet{"Microsoft_DefaultRuleSet", "2.1", []string{"anomalyScoring", "block", "disabled", "log"}}
}

func botRules() WAFRuleSet {
	return WAFRuleSet{"Microsoft_BotManagerRuleSet", "1.1", []string{"allow", "block", "disabled", "log"}}
}

// WAFRuleSets are the sets of every policy, in the order in which they are rendered.
func WAFRuleSets() []WAFRuleSet { return []WAFRuleSet{defaultRules(), botRules()} }

// ManagedRule is one rule of a set.
type ManagedRule struct {
	ID, Group string
	Set       WAFRuleSet
}

// managedRules are all rules by their ids, from
// https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules
func managedRules() map[string]ManagedRule {
	out := map[string]ManagedRule{}
	add := func(set WAFRuleSet, prefix string, groups map[string]string) {
		for group, ids := range groups {
			for id := range strings.FieldsSeq(ids) {
				out[prefix+id] = ManagedRule{ID: prefix + id, Group: group, Set: set}
			}
		}
	}
	add(defaultRules(), "", map[string]string{
		"General":            "200002 200003",
		"METHOD-ENFORCEMENT": "911100",
		"PROTOCOL-ENFORCEMENT": "920100 920120 920121 920160 920170 920171 920180 920181 920190 920200 920201 920210 920220 " +
			"920230 920240 920260 920270 920271 920280 920290 920300 920310 920311 920320 920330 920340 920341 920350 920420 " +
			"920430 920440 920450 920470 920480 920500",
		"PROTOCOL-ATTACK": "921110 921120 921130 921140 921150 921151 921160 921190 921200",
		"LFI":             "930100 930110 930120 930130",
		"RFI":             "931100 931110 931120 931130",
		"RCE":             "932100 932105 932110 932115 932120 932130 932140 932150 932160 932170 932171 932180",
		"PHP":             "933100 933110 933120 933130 933140 933150 933151 933160 933170 933180 933200 933210",
		"NODEJS":          "934100",
		"XSS": "941100 941101 941110 941120 941130 941140 941150 941160 941170 941180 941190 941200 941210 941220 941230 941240 " +
			"941250 941260 941270 941280 941290 941300 941310 941320 941330 941340 941350 941360 941370 941380",
		"SQLI": "942100 942110 942120 942140 942150 942160 942170 942180 942190 942200 942210 942220 942230 942240 942250 942260 " +
			"942270 942280 942290 942300 942310 942320 942330 942340 942350 942360 942361 942370 942380 942390 942400 942410 942430 " +
			"942440 942450 942460 942470 942480 942500 942510",
		"FIX":                      "943100 943110 943120",
		"JAVA":                     "944100 944110 944120 944130 944200 944210 944240 944250",
		"MS-ThreatIntel-WebShells": "99005002 99005003 99005004 99005005 99005006",
		"MS-ThreatIntel-AppSec":    "99030001 99030002",
		"MS-ThreatIntel-SQLI":      "99031001 99031002 99031003 99031004",
		"MS-ThreatIntel-CVEs": "99001001 99001002 99001003 99001004 99001005 99001006 99001007 99001008 99001009 99001010 " +
			"99001011 99001012 99001013 99001014 99001015 99001016",
	})
	add(botRules(), "Bot", map[string]string{
		"BadBots":     "100100 100200 100300",
		"GoodBots":    "200100 200200 200300 200400 200500 200600 200700",
		"UnknownBots": "300100 300200 300300 300400 300500 300600 300700",
	})
	return out
}

// ruleIDs lists the ids of a table, sorted.
func ruleIDs(rules map[string]ManagedRule) []string { return slices.Sorted(maps.Keys(rules)) }
