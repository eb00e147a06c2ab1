package fleet

import (
	"regexp"

	"github.com/tenantry/tenantry/generator/diag"
)

// textRule is what a value may contain that is neither a name nor a number.
// The patterns leave out spaces, quotes, backslashes and $, so that no value
// can end a string or begin a substitution wherever it is printed.
type textRule struct {
	what    string
	code    diag.Code
	pattern *regexp.Regexp
	fix     string
}

// maxText is how long such a value may be. Nothing real comes near it.
const maxText = 1000

func (r textRule) allows(s string) bool { return len(s) <= maxText && r.pattern.MatchString(s) }

func rule(what string, code diag.Code, pattern, fix string) textRule {
	return textRule{what, code, regexp.MustCompile(pattern), fix}
}

// rules are compiled once for a fleet.
type rules struct {
	registryRules
	region, registryName, contact, https, branch, registryHost, image, version,
	oci, tag, digest, commit, path, chartVersion, issuer, subject, kubernetes,
	keyVault, storageAccount, grafana, poolName, vmSize, sshPublicKey, secret, azureVersion textRule
	wafRules
	careRules
}

func newRules() rules {
	return rules{
		wafRules: newWAFRules(), careRules: newCareRules(),
		registryRules: newRegistryRules(),
		region: rule("region", "bad-region", `^[a-z][a-z0-9]{2,40}$`,
			"write the region's short name, such as westeurope"),
		// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
		registryName: rule("registry", "bad-registry", `^[a-zA-Z0-9]{5,50}$`,
			"write 5 to 50 letters and digits, without .azurecr.io"),
		contact: rule("contact", "bad-contact", `^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$`,
			"write one e-mail address"),
		https: rule("address", "bad-url",
			`^(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]+)?(/[A-Za-z0-9._~%/-]*)?$`,
			"write an https address without user, password, query or fragment"),
		// https://git-scm.com/docs/git-check-ref-format, and no character that a shell or YAML reads
		branch: rule("branch", "bad-branch",
			`^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*(/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)*$`,
			"write a branch's name, such as main"),
		registryHost: rule("registry", "bad-registry", `^[a-z0-9.-]+(:[0-9]+)?$`,
			"write the registry's host, such as acmefleet.azurecr.io"),
		image: rule("image", "bad-image",
			`^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+(:[A-Za-z0-9_.-]*[0-9][A-Za-z0-9_.-]*)?(@sha256:[0-9a-f]{64})?$`,
			"write host/path with an exact version or a digest, such as registry.example.com/podinfo:6.9.2"),
		version: rule("version", "bad-version", `^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`,
			"write an exact version, such as v0.1.0"),
		oci: rule("artifact", "bad-source", `^oci://[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+$`,
			"write oci://host/path in lower case; the tag or digest is a field of its own"),
		// https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
		tag: rule("tag", "bad-source", `^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`,
			"write one tag"),
		digest: rule("digest", "bad-source", `^sha256:[0-9a-f]{64}$`,
			"write sha256: and 64 hexadecimal digits"),
		commit: rule("commit", "bad-source", `^[0-9a-f]{40}$`,
			"write all 40 hexadecimal digits of the commit"),
		path: rule("path", "bad-source", `^(\./?|(\./)?[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?)$`,
			"write a folder inside the source, such as ./deploy"),
		// https://github.com/Masterminds/semver#checking-version-constraints, as Flux reads ranges
		chartVersion: rule("version", "bad-source",
			`^[~^<>=]{0,2} ?v?[0-9]+(\.([0-9]+|[xX*])){0,2}([-+][0-9A-Za-z.-]+)?( <=? ?v?[0-9]+(\.[0-9]+){0,2})?$`,
			"write an exact version such as 1.4.2, or a range such as 1.x or ~1.4.0"),
		issuer: rule("issuer", "bad-signer", `^https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?$`,
			"write the issuer's https address, such as https://token.actions.githubusercontent.com"),
		subject: rule("subject", "bad-signer", `^[A-Za-z0-9*][A-Za-z0-9._~:/@*+=-]*$`,
			"write the identity in the certificate, with * for any characters"),
		azureVersion: rule("API version", "bad-version", `^20[0-9]{2}-[01][0-9]-[0-3][0-9](-preview)?$`,
			"write a date, such as 2026-01-01"),
		kubernetes: rule("Kubernetes version", "bad-version", `^1\.[0-9]{2}$`,
			`write the minor version in quotes, such as "1.35"`),
		// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
		// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
		keyVault: rule("key vault", "bad-azure-name", `^[a-zA-Z](-?[a-zA-Z0-9]){2,23}$`,
			"write 3 to 24 letters, digits and single dashes, beginning with a letter"),
		storageAccount: rule("storage account", "bad-azure-name", `^[a-z0-9]{3,24}$`,
			"write 3 to 24 lower-case letters and digits"),
		grafana: rule("Grafana", "bad-azure-name", `^[a-zA-Z][a-zA-Z0-9-]{0,21}[a-zA-Z0-9]$`,
			"write 2 to 23 letters, digits and dashes, beginning with a letter"),
		poolName: rule("pool", "bad-azure-name", `^[a-z][a-z0-9]{0,11}$`,
			"write 1 to 12 lower-case letters and digits, beginning with a letter"),
		vmSize: rule("size", "bad-vm-size", `^Standard_[A-Za-z0-9_-]{2,40}$`,
			"write a size's full name, such as Standard_D4ds_v5"),
		sshPublicKey: rule("key", "bad-ssh-key", `^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]{64,900}={0,2}( [A-Za-z0-9@._-]{1,60})?$`,
			"write the public half in one line, as in a file that ends in .pub"),
		secret: rule("secret", "bad-azure-name", `^[a-zA-Z0-9-]{1,127}$`,
			"write 1 to 127 letters, digits and dashes"),
	}
}
