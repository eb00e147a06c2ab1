package fleet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

// ruleTest is one repository that is wrong, and everything that is found.
type ruleTest struct {
	edits []edit
	want  diag.List
}

func runRules(t *testing.T, tests map[string]ruleTest) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, got := build(t, repoWith(t, tt.edits...))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if f != nil {
				t.Error("there is a fleet in spite of findings")
			}
		})
	}
}

const (
	nameFix     = "write a name of a-z, 0-9 and -, at most 50 characters long"
	onlyLetters = "only a-z, 0-9 and - may stand in it, and no - at either end"
	guidFix     = "write the object's id, not its name or address"
	guidForm    = "a GUID has 32 hexadecimal digits in groups of 8-4-4-4-12"
)

func TestFleetFileRules(t *testing.T) {
	t.Parallel()
	one := func(line, col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: at(fleetFile, line, col), Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	edits := func(old, instead string) []edit { return []edit{{fleetFile, old, instead}} }
	fifty := strings.Repeat("a", 50)
	runRules(t, map[string]ruleTest{
		"the fleet's name": {edits("name: acme", "name: Acme"), one(4, 9, "bad-name",
			`fleet "Acme" is no usable name: `+onlyLetters, "write a name of a-z, 0-9 and -, at most 36 characters long")},
		"a fleet's name that leaves no room for a cluster's": {
			edits("name: acme", "name: "+strings.Repeat("a", 37)),
			one(4, 9, "bad-name",
				`fleet "`+strings.Repeat("a", 37)+`" is no usable name: it has 37 characters, and prefixes leave room for 36`,
				"write a name of a-z, 0-9 and -, at most 36 characters long"),
		},
		"the Entra tenant": {edits("11111111-1111-4111-8111-111111111111", "acme.onmicrosoft.com"), one(7, 15, "bad-guid",
			`tenantId "acme.onmicrosoft.com" is no GUID: `+guidForm, guidFix)},
		"the subscription": {edits("22222222-2222-4222-8222-222222222222", "production"), one(8, 21, "bad-guid",
			`subscriptionId "production" is no GUID: `+guidForm, guidFix)},
		"an administrator": {edits("[44444444-4444-4444-8444-444444444444]", "[ada@acme.example]"), one(11, 14, "bad-guid",
			`group "ada@acme.example" is no GUID: `+guidForm, guidFix)},
		"the location": {edits("swedencentral", "Sweden Central"), one(9, 15, "bad-region",
			`region "Sweden Central" is not usable`, "write the region's short name, such as westeurope")},
		"the registry": {edits("registry: acmefleet", "registry: acmefleet.azurecr.io"), one(10, 15, "bad-registry",
			`registry "acmefleet.azurecr.io" is not usable`, "write 5 to 50 letters and digits, without .azurecr.io")},
		"the contact": {edits("platform@acme.example", `"platform"`), one(12, 14, "bad-contact",
			`contact "platform" is not usable`, "write one e-mail address")},
		"the repository": {edits("https://dev.azure.com/acme/platform/_git/fleet", "https://me:secret@github.com/a/b"), diag.List{
			{
				Pos: at(fleetFile, 13, 21), Code: "bad-url", Message: `address "https://me:secret@github.com/a/b" is not usable`,
				Fix: "write an https address without user, password, query or fragment",
			},
		}},
		"a forge that its host does not tell": {
			edits("https://dev.azure.com/acme/platform/_git/fleet",
				"https://git.acme.example/fleet"),
			one(13, 21, "unknown-forge", `the kind of forge behind "https://git.acme.example/fleet" is not known from its host`,
				"add forge: github, gitlab, gitea or azureDevOps below spec"),
		},
		"the branch": {edits("{url:", "{branch: a..b, url:"), one(13, 24, "bad-branch",
			`branch "a..b" is not usable`, "write a branch's name, such as main")},
		"the zone": {edits("apps.acme.example", "acme"), one(14, 12, "bad-hostname",
			`hostname "acme" is not usable: it has no domain`, "write a full DNS name in lower case, such as shop.example.com")},
		"a zone that leaves no room for probes": {edits("apps.acme.example", strings.Repeat(fifty+".", 4)+
			strings.Repeat("a", 40)), one(14, 12, "bad-hostname",
			`a probe's hostname, "shared-1.prod-weu.`+strings.Repeat("a", 42)+`…", would have 262 characters`,
			"use a shorter zone, or shorter names of gateways and clusters: 253 characters fit")},
		"a gateway's name": {edits("shared-1,", "Shared_1,"), diag.List{
			{Pos: at(fleetFile, 15, 14), Code: "bad-name", Message: `gateway "Shared_1" is no usable name: ` + onlyLetters, Fix: nameFix},
			{
				Pos: at(contoso, 10, 24), Code: "unknown-gateway", Message: `the fleet has no gateway called "shared-1"`,
				Fix: `write "shared-2"`,
			},
		}},
		"a gateway twice": {edits("[shared-1,", "[shared-1, shared-1,"), one(15, 24, "gateway-twice",
			`gateway "shared-1" is listed twice`, "remove one of the two", at(fleetFile, 15, 14))},
		"more gateways than AGCs hold": {
			edits("shared-1, shared-2", "shared-1, b, c, d, e, f, g, h, i, j, k"),
			one(15, 51, "too-many-gateways",
				`gateway "k" would sit on AGC 6, and one cluster serves at most 5`,
				"use fewer gateways, or say with {name, agc} which ones share an AGC"),
		},
		"a registry that is allowed": {edits("[acmefleet.azurecr.io]", "[https://acmefleet.azurecr.io]"), diag.List{
			{
				Pos: at(fleetFile, 16, 16), Code: "bad-registry", Message: `registry "https://acmefleet.azurecr.io" is not usable`,
				Fix: "write the registry's host, such as acmefleet.azurecr.io",
			},
			{
				Pos: at(contoso, 9, 17), Code: "registry-not-allowed",
				Message: `the fleet does not allow artifacts from "acmefleet.azurecr.io"`,
				Fix:     "push the artifact to one of https://acmefleet.azurecr.io",
			},
		}},
		"a plan's name": {edits("standard: {", "Standard: {"), diag.List{
			{Pos: at(fleetFile, 18, 15), Code: "bad-name", Message: `plan "Standard" is no usable name: ` + onlyLetters, Fix: nameFix},
			{Pos: at(contoso, 6, 9), Code: "unknown-plan", Message: `the fleet has no plan called "standard"`, Fix: `write "Standard"`},
		}},
		"a quantity": {edits("memory: 8Gi", "memory: 8 GB"), one(18, 34, "bad-quantity",
			`memory "8 GB" is no amount above zero`, `write it as Kubernetes does, such as "4", 500m or 8Gi`)},
		"a quantity of nothing": {edits(`cpu: "4"`, "cpu: 0"), one(18, 21, "bad-quantity",
			`cpu "0" is no amount above zero`, `write it as Kubernetes does, such as "4", 500m or 8Gi`)},
		"the issuer": {edits("  plans:", "  certificates: {server: ftp://acme.example}\n  plans:"), one(17, 26, "bad-url",
			`address "ftp://acme.example" is not usable`, "write an https address without user, password, query or fragment")},
		"the probe's image": {edits("  plans:", "  probe: {image: podinfo}\n  plans:"), one(17, 18, "bad-image",
			`image "podinfo" is not usable`,
			"write host/path with an exact version or a digest, such as registry.example.com/podinfo:6.9.2")},
		"a probe's image that means something else tomorrow": {edits("  plans:",
			"  probe: {image: ghcr.io/a/podinfo}\n  plans:"), one(17, 18, "bad-image",
			`image "ghcr.io/a/podinfo" names no version`, "add an exact tag or a digest")},
		"a probe's image with a tag that is no version": {edits("  plans:", `  probe: {image: "ghcr.io/a/podinfo:latest"}`+
			"\n  plans:"), one(17, 18, "bad-image",
			`image "ghcr.io/a/podinfo:latest" is not usable`,
			"write host/path with an exact version or a digest, such as registry.example.com/podinfo:6.9.2")},
		"the mirror of charts": {edits("  plans:", "  charts: {registry: oci://mirror.example}\n  plans:"), one(17, 22, "bad-registry",
			`registry "oci://mirror.example" is not usable`, "write the registry's host, such as acmefleet.azurecr.io")},
		"the generator's version": {edits("  plans:", "  tenantry: {version: latest}\n  plans:"), one(17, 23, "bad-version",
			`version "latest" is not usable`, "write an exact version, such as v0.1.0")},
		"traffic to a cluster that runs nothing": {
			edits("  plans:", "  traffic: {mode: activeActive}\n  dr: {mode: pilotLight}\n  plans:"), one(17, 19, "traffic-without-dr",
				"activeActive sends clients to the DR cluster, where dr.mode pilotLight runs nothing",
				"write mode: activePassive, or a warmer dr.mode", at(fleetFile, 18, 14)),
		},
		"traffic to a cluster that is not there": {
			edits("  plans:", "  traffic: {mode: activeActive}\n  dr: {mode: cold}\n  plans:"), one(17, 19, "traffic-without-dr",
				"activeActive sends clients to the DR cluster, where dr.mode cold runs nothing",
				"write mode: activePassive, or a warmer dr.mode", at(fleetFile, 18, 14)),
		},
	})
}

func TestClusterRules(t *testing.T) {
	t.Parallel()
	list := func(f ...diag.Finding) diag.List { return f }
	third := func(role, space, stamp string) edit {
		text := fleettest.ClusterFile("third", role, "francecentral", space)
		if stamp != "" {
			text += "  stamp: " + stamp + "\n"
		}
		return edit{"clusters/third.yaml", "", text}
	}
	runRules(t, map[string]ruleTest{
		"no cluster at all": {[]edit{{weu, "", ""}, {neu, "", ""}}, list(diag.Finding{
			Pos: at(fleetFile, 0, 0), Code: "no-clusters", Message: "there is no cluster beside the fleet file",
			Fix: "add clusters/<name>.yaml for a primary and for a dr cluster",
		})},
		"no DR cluster": {[]edit{{neu, "", ""}}, list(diag.Finding{
			Pos: at(weu, 6, 9), Code: "stamp-roles", Message: `stamp "default" has no cluster with role dr`,
			Fix: "add a cluster file with role: dr",
		})},
		"no primary": {[]edit{{weu, "", ""}}, list(diag.Finding{
			Pos: at(neu, 6, 9), Code: "stamp-roles", Message: `stamp "default" has no cluster with role primary`,
			Fix: "add a cluster file with role: primary",
		})},
		"two primaries": {[]edit{third("primary", "10.30.0.0/16", "")}, list(diag.Finding{
			Pos: at("clusters/third.yaml", 6, 9), Code: "stamp-roles", Message: `stamp "default" has 2 clusters with role primary`,
			Fix: "keep one primary and one dr cluster in each stamp", Seen: []diag.Pos{at(weu, 6, 9)},
		})},
		"two primaries and no DR cluster": {[]edit{{neu, "role: dr", "role: primary"}}, list(
			diag.Finding{
				Pos: at(neu, 6, 9), Code: "stamp-roles", Message: `stamp "default" has no cluster with role dr`,
				Fix: "add a cluster file with role: dr",
			},
			diag.Finding{
				Pos: at(weu, 6, 9), Code: "stamp-roles", Message: `stamp "default" has 2 clusters with role primary`,
				Fix: "keep one primary and one dr cluster in each stamp", Seen: []diag.Pos{at(neu, 6, 9)},
			},
		)},
		"a stamp called like a cluster": {
			[]edit{
				third("primary", "10.30.0.0/16", "prod-weu"),
				{"clusters/fourth.yaml", "", fleettest.ClusterFile("fourth", "dr", "uksouth", "10.40.0.0/16") + "  stamp: prod-weu\n"},
			},
			list(diag.Finding{
				Pos: at("clusters/fourth.yaml", 10, 10), Code: "stamp-named-like-cluster",
				Message: `stamp "prod-weu" is called like a cluster`,
				Fix:     "give the stamp a name of its own", Seen: []diag.Pos{at(weu, 4, 9)},
			}),
		},
		"a stamp called like a folder": {
			[]edit{
				third("primary", "10.30.0.0/16", "shared"),
				{"clusters/fourth.yaml", "", fleettest.ClusterFile("fourth", "dr", "uksouth", "10.40.0.0/16") + "  stamp: shared\n"},
			},
			list(diag.Finding{
				Pos: at("clusters/fourth.yaml", 10, 10), Code: "reserved-name", Message: `stamp "shared" has a name that the platform needs`,
				Fix: "choose another name",
			}),
		},
		"a stamp's name": {
			[]edit{third("primary", "10.30.0.0/16", "B"), {
				"clusters/fourth.yaml", "",
				fleettest.ClusterFile("fourth", "dr", "uksouth", "10.40.0.0/16") + "  stamp: B\n",
			}},
			list(diag.Finding{
				Pos: at("clusters/fourth.yaml", 10, 10), Code: "bad-name", Message: `stamp "B" is no usable name: ` + onlyLetters,
				Fix: nameFix,
			}),
		},
		"a cluster's name": {
			[]edit{{weu, "", ""}, {"clusters/Weu.yaml", "", fleettest.ClusterFile("Weu", "primary", "westeurope", "10.10.0.0/16")}},
			list(diag.Finding{
				Pos: at("clusters/Weu.yaml", 4, 9), Code: "bad-name", Message: `cluster "Weu" is no usable name: ` + onlyLetters,
				Fix: nameFix,
			}),
		},
		"a cluster called like a folder": {
			[]edit{{weu, "", ""}, {"clusters/base.yaml", "", fleettest.ClusterFile("base", "primary", "westeurope", "10.10.0.0/16")}},
			list(diag.Finding{
				Pos: at("clusters/base.yaml", 4, 9), Code: "reserved-name", Message: `cluster "base" has a name that the platform needs`,
				Fix: "choose another name",
			}),
		},
		"a region": {[]edit{{weu, "westeurope", "West Europe"}}, list(diag.Finding{
			Pos: at(weu, 7, 11), Code: "bad-region", Message: `region "West Europe" is not usable`,
			Fix: "write the region's short name, such as westeurope",
		})},
		"a Kubernetes version": {[]edit{{weu, `"1.35"`, `"1.35.2"`}}, list(diag.Finding{
			Pos: at(weu, 8, 22), Code: "bad-version", Message: `Kubernetes version "1.35.2" is not usable`,
			Fix: `write the minor version in quotes, such as "1.35"`,
		})},
		"an address space": {[]edit{{weu, "10.10.0.0/16", "10.10.0.1/16"}}, list(diag.Finding{
			Pos: at(weu, 9, 17), Code: "bad-cidr",
			Message: `address space "10.10.0.1/16" is not usable: bits are set beyond the prefix; the network is 10.10.0.0/16`,
			Fix:     "write it like 10.10.0.0/16",
		})},
		"an address space that is too small": {[]edit{{weu, "10.10.0.0/16", "10.10.0.0/21"}}, list(diag.Finding{
			Pos: at(weu, 9, 17), Code: "bad-cidr", Message: "address space 10.10.0.0/21 is a /21",
			Fix: "give the cluster a network from /16 to /20",
		})},
		"an address space that is too large": {[]edit{{weu, "10.10.0.0/16", "10.64.0.0/15"}}, list(diag.Finding{
			Pos: at(weu, 9, 17), Code: "bad-cidr", Message: "address space 10.64.0.0/15 is a /15",
			Fix: "give the cluster a network from /16 to /20",
		})},
		"address spaces that overlap": {[]edit{{weu, "10.10.0.0/16", "10.20.16.0/20"}}, list(diag.Finding{
			Pos: at(weu, 9, 17), Code: "cidr-overlap", Message: `address space 10.20.16.0/20 overlaps 10.20.0.0/16 of cluster "prod-neu"`,
			Fix: "give each cluster a network of its own", Seen: []diag.Pos{at(neu, 9, 17)},
		})},
	})
}
