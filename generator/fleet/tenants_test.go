package fleet_test

import (
	"strings"
	"testing"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
)

func TestTenantRules(t *testing.T) {
	t.Parallel()
	one := func(line, col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: at(contoso, line, col), Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	edits := func(old, instead string) []edit { return []edit{{contoso, old, instead}} }
	called := func(name string) []edit {
		text := strings.NewReplacer("["+name+".", "[a.", "tenants/"+name, "tenants/a").Replace(fleettest.TenantFile(name, "shared-1"))
		return []edit{{contoso, "", ""}, {"tenants/" + name + ".yaml", "", text}}
	}
	named := func(name string, code diag.Code, message, fix string) diag.List {
		return diag.List{{Pos: at("tenants/"+name+".yaml", 4, 9), Code: code, Message: message, Fix: fix}}
	}
	long := strings.Repeat("a", 51)
	runRules(t, map[string]ruleTest{
		"no tenant at all": {[]edit{{contoso, "", ""}}, diag.List{{
			Pos: at("tenants", 0, 0), Code: "no-tenants", Message: "no tenant file was found",
			Fix: `add one with "tenantry tenant add NAME", or pass the repository's folder with -C`,
		}}},
		"a name with a capital": {called("Contoso"), named("Contoso", "bad-name", `tenant "Contoso" is no usable name: `+
			onlyLetters, nameFix)},
		"a name that is too long": {called(long), named(long, "bad-name",
			`tenant "`+long+`" is no usable name: it has 51 characters, and prefixes leave room for 50`, nameFix)},
		"a name of the platform": {called("gateways"), named("gateways", "reserved-name",
			`tenant "gateways" has a name that the platform needs`, "choose another name")},
		"a name of a folder": {called("fleet"), named("fleet", "reserved-name",
			`tenant "fleet" has a name that the platform needs`, "choose another name")},
		"a name of Kubernetes": {called("kube-system"), named("kube-system", "reserved-name",
			`tenant "kube-system" has a name that begins with "kube-", as system namespaces do`, "choose another name")},
		"a name of Flux": {called("flux-system"), named("flux-system", "reserved-name",
			`tenant "flux-system" has a name that begins with "flux-", as system namespaces do`, "choose another name")},
		"a plan that the fleet has not": {edits("plan: standard", "plan: standart"), one(6, 9, "unknown-plan",
			`the fleet has no plan called "standart"`, `write "standard"`)},
		"a plan near none": {edits("plan: standard", `plan: ""`), one(6, 9, "unknown-plan",
			`the fleet has no plan called ""`, "write one of premium, standard")},
		"a gateway that the fleet has not": {edits(`"shared-1"`, "shared-9"), one(10, 24, "unknown-gateway",
			`the fleet has no gateway called "shared-9"`, `write "shared-1"`)},
		"a stamp that the fleet has not": {edits(`"shared-1"`, "shared-1, stamp: blue"), one(10, 41, "unknown-stamp",
			`the fleet has no stamp called "blue"`, "write one of default")},
		"an owner": {edits("33333333-3333-4333-8333-333333333333", "contoso-developers"), one(7, 12, "bad-guid",
			`owner "contoso-developers" is no GUID: `+guidForm, guidFix)},
		"a hostname": {edits("contoso.apps.acme.example", `"*.contoso.com"`), one(8, 15, "bad-hostname",
			`hostname "*.contoso.com" is not usable: a wildcard belongs to no single tenant`,
			"write a full DNS name in lower case, such as shop.example.com")},
		"an address": {edits("contoso.apps.acme.example", "10.20.30.40"), one(8, 15, "bad-hostname",
			`hostname "10.20.30.40" is not usable: it ends in a number, as addresses do and names do not`,
			"write a full DNS name in lower case, such as shop.example.com")},
	})
}

func TestHostnameRules(t *testing.T) {
	t.Parallel()
	second := func(hosts string) edit {
		return edit{fabrikam, "", strings.Replace(fleettest.TenantFile("fabrikam", "shared-2"), "[fabrikam.apps.acme.example]",
			hosts, 1)}
	}
	first := at(contoso, 8, 15)
	taken := func(col int, message, fix string, seen ...diag.Pos) diag.Finding {
		return diag.Finding{Pos: at(fabrikam, 8, col), Code: "hostname-taken", Message: message, Fix: fix, Seen: seen}
	}
	const (
		elsewhere = "choose another hostname, or remove it from tenants/contoso.yaml first"
		hostFix   = "write a full DNS name in lower case, such as shop.example.com"
	)
	runRules(t, map[string]ruleTest{
		"a hostname that another tenant has": {[]edit{second("[contoso.apps.acme.example]")}, diag.List{taken(15,
			`hostname "contoso.apps.acme.example" already belongs to tenant "contoso"`, elsewhere, first)}},
		"on another line, the second of several": {[]edit{second("[www.a.example, contoso.apps.acme.example]")}, diag.List{taken(30,
			`hostname "contoso.apps.acme.example" already belongs to tenant "contoso"`, elsewhere, first)}},
		"in other letters": {[]edit{second("[Contoso.Apps.acme.example]")}, diag.List{
			{
				Pos: at(fabrikam, 8, 15), Code: "bad-hostname",
				Message: `hostname "Contoso.Apps.acme.example" is not usable: label "Contoso": ` + onlyLetters, Fix: hostFix,
			},
			taken(15, `hostname "Contoso.Apps.acme.example" already belongs to tenant "contoso"`, elsewhere, first),
		}},
		"with a dot at its end": {[]edit{second("[contoso.apps.acme.example.]")}, diag.List{
			{
				Pos: at(fabrikam, 8, 15), Code: "bad-hostname",
				Message: `hostname "contoso.apps.acme.example." is not usable: it ends in a dot`, Fix: hostFix,
			},
			taken(15, `hostname "contoso.apps.acme.example." already belongs to tenant "contoso"`, elsewhere, first),
		}},
		"a hostname twice in one file": {[]edit{second("[www.a.example, www.a.example]")}, diag.List{taken(30,
			`hostname "www.a.example" is listed twice`, "remove one of the two", at(fabrikam, 8, 15))}},
		"the zone itself": {[]edit{second("[apps.acme.example]")}, diag.List{taken(15,
			`hostname "apps.acme.example" belongs to the platform`, "choose another hostname")}},
		"the hostname of a probe": {[]edit{second("[shared-2.prod-neu.apps.acme.example]")}, diag.List{taken(15,
			`hostname "shared-2.prod-neu.apps.acme.example" belongs to the platform`, "choose another hostname")}},
	})
	// What merely looks like one of these is free.
	f := right(t, second("[contoso.apps.acme.example.com, a.b.apps.acme.example, prod-weu.apps.acme.example, 4.apps.acme.example]"))
	if n := len(f.Tenants[1].Hostnames); n != 4 {
		t.Errorf("fabrikam has %d hostnames", n)
	}
}

func TestSourceRules(t *testing.T) {
	t.Parallel()
	const source = "{oci: oci://acmefleet.azurecr.io/tenants/contoso, tag: stable}"
	edits := func(instead string) []edit { return []edit{{contoso, source, instead}} }
	one := func(col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: at(contoso, 9, col), Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	const address = "write oci://host/path in lower case; the tag or digest is a field of its own"
	const keyFix = `write what "cosign public-key" prints, beginning with -----BEGIN PUBLIC KEY-----`
	runRules(t, map[string]ruleTest{
		"neither": {edits("{tag: stable}"), one(11, "bad-source",
			"the source names neither an artifact, a repository nor a chart",
			"add oci: oci://host/path, git: https://host/path, or chart: oci://host/path")},
		"both": {edits("{oci: oci://acmefleet.azurecr.io/a, git: https://github.com/a/b, tag: v1}"), one(52, "bad-source",
			"the source names oci and git", "keep one of them", at(contoso, 9, 17))},
		"an artifact and a chart": {edits("{oci: oci://acmefleet.azurecr.io/a, chart: oci://acmefleet.azurecr.io/b, tag: v1}"), one(54, "bad-source",
			"the source names oci and chart", "keep one of them", at(contoso, 9, 17))},
		"no version of a chart": {edits("{chart: oci://acmefleet.azurecr.io/a}"), one(19, "bad-source",
			"the source does not say which revision to run", "add one of version, digest")},
		"a chart's version that is none": {edits("{chart: oci://acmefleet.azurecr.io/a, version: latest}"), one(58, "bad-source",
			`version "latest" is not usable`, "write an exact version such as 1.4.2, or a range such as 1.x or ~1.4.0")},
		"a chart from elsewhere": {edits("{chart: oci://docker.io/a, version: 1.x}"), one(19, "registry-not-allowed",
			`the fleet does not allow artifacts from "docker.io"`, "push the artifact to one of acmefleet.azurecr.io")},
		"a folder of a chart": {edits("{chart: oci://acmefleet.azurecr.io/a, version: 1.x, path: a}"), one(69, "bad-source",
			"a source with chart has no path", "remove this line")},
		"values of an artifact": {edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, values: {a: 1}}"), one(64, "bad-source",
			"a source with oci has no values", "remove this line")},
		"values with a variable": {
			edits("{chart: oci://acmefleet.azurecr.io/a, version: 1.x, values: {a: [b, {c: 'x${d}'}]}}"),
			one(71, "bad-source", `values.a[1].c is "x${d}", in which Flux would replace a variable`,
				"write it without ${; a value that only a cluster knows has no place here"),
		},
		"values with a variable for a name": {
			edits("{chart: oci://acmefleet.azurecr.io/a, version: 1.x, values: {'${a}': 1}}"),
			one(71, "bad-source", `values is "${a}", in which Flux would replace a variable`,
				"write it without ${; a value that only a cluster knows has no place here"),
		},
		"a signer of a repository": {edits("{git: https://github.com/a/b, branch: main, signer: {issuer: https://a.example, subject: b}}"), one(63, "bad-signer",
			"a source with git has no signer", "remove it; a repository's commits are signed with other keys")},
		"half an identity": {edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, signer: {issuer: https://a.example}}"), one(73, "bad-signer",
			"an identity is an issuer and a subject, and one of them is missing", "write both")},
		"a key and an identity": {
			edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, signer: {key: a, issuer: https://a.example, subject: b}}"),
			one(70, "bad-signer", "the signer is a key and an identity", "keep key, or issuer and subject"),
		},
		"a key that is none": {
			edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, signer: {key: a}}"),
			one(70, "bad-signer", "the key is no public key in PEM", keyFix),
		},
		"a key that cannot be read": {
			edits(`{oci: oci://acmefleet.azurecr.io/a, tag: v1, signer: {key: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"}}`),
			one(70, "bad-signer", "the key cannot be read", keyFix),
		},
		"an identity's subject": {
			edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, signer: {issuer: https://a.example, subject: '(.*)'}}"),
			one(101, "bad-signer", `subject "(.*)" is not usable`, "write the identity in the certificate, with * for any characters"),
		},
		"a frozen tenant that follows a tag": {
			edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1}\n  state: frozen"),
			diag.List{{
				Pos: at(contoso, 10, 10), Code: "frozen-unpinned", Message: `a frozen tenant follows the tag "v1"`,
				Fix:  "pin its source: write the digest of what runs now, or the commit of a repository",
				Seen: []diag.Pos{at(contoso, 9, 11)},
			}},
		},
		"no revision of an artifact": {edits("{oci: oci://acmefleet.azurecr.io/a}"), one(17, "bad-source",
			"the source does not say which revision to run", "add one of tag, digest")},
		"no revision of a repository": {edits("{git: https://github.com/a/b}"), one(17, "bad-source",
			"the source does not say which revision to run", "add one of branch, tag, commit")},
		"two revisions of an artifact": {
			edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, digest: sha256:" +
				strings.Repeat("a", 64) + "}"),
			one(64, "bad-source", "the source chooses its revision in 2 ways", "keep one of tag, digest", at(contoso, 9, 52)),
		},
		"two revisions of a repository": {edits("{git: https://github.com/a/b, branch: main, tag: v1}"), one(60, "bad-source",
			"the source chooses its revision in 2 ways", "keep one of branch, tag", at(contoso, 9, 49))},
		"a branch of an artifact": {edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, branch: main}"), one(64, "bad-source",
			"a source with oci has no branch", "remove this line")},
		"a commit of an artifact": {edits("{oci: oci://acmefleet.azurecr.io/a, tag: v1, commit: abc}"), one(64, "bad-source",
			"a source with oci has no commit", "remove this line")},
		"a digest of a repository": {edits("{git: https://github.com/a/b, branch: main, digest: abc}"), one(63, "bad-source",
			"a source with git has no digest", "remove this line")},
		"an artifact's address with a tag": {edits("{oci: 'oci://acmefleet.azurecr.io/a:v1', tag: v1}"), one(17, "bad-source",
			`artifact "oci://acmefleet.azurecr.io/a:v1" is not usable`, address)},
		"an artifact's address that is none": {edits("{oci: acmefleet.azurecr.io/a, tag: v1}"), one(17, "bad-source",
			`artifact "acmefleet.azurecr.io/a" is not usable`, address)},
		"an artifact from elsewhere": {edits("{oci: oci://docker.io/a, tag: v1}"), one(17, "registry-not-allowed",
			`the fleet does not allow artifacts from "docker.io"`, "push the artifact to one of acmefleet.azurecr.io")},
		"an artifact from a host that looks like ours": {
			edits("{oci: oci://acmefleet.azurecr.io.evil.example/a, tag: v1}"),
			one(17, "registry-not-allowed",
				`the fleet does not allow artifacts from "acmefleet.azurecr.io.evil.example"`,
				"push the artifact to one of acmefleet.azurecr.io"),
		},
		"a repository over ssh": {edits("{git: 'ssh://git@github.com/a/b', branch: main}"), one(17, "bad-url",
			`address "ssh://git@github.com/a/b" is not usable`, "write an https address without user, password, query or fragment")},
		"a repository in the clear": {edits("{git: 'http://github.com/a/b', branch: main}"), one(17, "bad-url",
			`address "http://github.com/a/b" is not usable`, "write an https address without user, password, query or fragment")},
		"a tag": {
			edits("{oci: oci://acmefleet.azurecr.io/a, tag: -v1}"),
			one(52, "bad-source", `tag "-v1" is not usable`, "write one tag"),
		},
		"a digest": {edits("{oci: oci://acmefleet.azurecr.io/a, digest: 'sha256:abc'}"), one(55, "bad-source",
			`digest "sha256:abc" is not usable`, "write sha256: and 64 hexadecimal digits")},
		"a commit": {edits("{git: https://github.com/a/b, commit: abcdef0}"), one(49, "bad-source",
			`commit "abcdef0" is not usable`, "write all 40 hexadecimal digits of the commit")},
		"a branch": {edits("{git: https://github.com/a/b, branch: '$(id)'}"), one(49, "bad-branch",
			`branch "$(id)" is not usable`, "write a branch's name, such as main")},
		"a path that leaves the source": {edits("{git: https://github.com/a/b, branch: main, path: ../b}"), one(61, "bad-source",
			`path "../b" is not usable`, "write a folder inside the source, such as ./deploy")},
		"a path that leaves it later": {edits("{git: https://github.com/a/b, branch: main, path: ./a/../../b}"), one(61, "bad-source",
			`path "./a/../../b" is not usable`, "write a folder inside the source, such as ./deploy")},
		"a path from the root": {edits("{git: https://github.com/a/b, branch: main, path: /etc}"), one(61, "bad-source",
			`path "/etc" is not usable`, "write a folder inside the source, such as ./deploy")},
		"a path with a variable": {edits("{git: https://github.com/a/b, branch: main, path: './${x}'}"), one(61, "bad-source",
			`path "./${x}" is not usable`, "write a folder inside the source, such as ./deploy")},
		"an address of a thousand letters": {
			edits("{git: https://github.com/" + strings.Repeat("a", 1000) + ", branch: main}"),
			one(17, "bad-url",
				`address "https://github.com/`+strings.Repeat("a", 41)+`…" is not usable`,
				"write an https address without user, password, query or fragment"),
		},
	})
}
