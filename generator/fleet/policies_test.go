package fleet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/fleet"
)

func policiesOf(text string) []edit {
	return []edit{{fleetFile, "  plans:", "  policies: " + text + "\n  plans:"}}
}

// defaultEffects: deny is the default only where nothing but a tenant's own doing
// is refused.
func defaultEffects() map[string]fleet.Effect {
	effects := map[string]fleet.Effect{}
	for _, a := range fleet.PolicyAssignments() {
		effects[a.Name] = fleet.EffectAudit
	}
	effects["allowed-images"], effects["external-ips"], effects["internal-load-balancers"] =
		fleet.EffectDeny, fleet.EffectDeny, fleet.EffectDeny
	effects["defender-profile"] = fleet.EffectDisabled
	return effects
}

func TestEveryAssignmentHasAnEffect(t *testing.T) {
	t.Parallel()
	effects := defaultEffects()
	if diff := cmp.Diff(fleet.Policies{Effects: effects}, right(t).Policies); diff != "" {
		t.Errorf("defaults (-want +got):\n%s", diff)
	}

	effects["host-path"], effects["allowed-images"], effects["defender-profile"] =
		fleet.EffectDeny, fleet.EffectDisabled, fleet.EffectAudit
	edits := policiesOf("{effects: {host-path: deny, allowed-images: disabled}, excludedNamespaces: [falco], images: [docker.io/falcosecurity]}")
	edits = append(edits, edit{fleetFile, "  plans:", "  parts: {defender: enabled}\n  plans:"})
	want := fleet.Policies{Effects: effects, ExcludedNamespaces: []string{"falco"}, Images: []string{"docker.io/falcosecurity"}}
	if diff := cmp.Diff(want, right(t, edits...).Policies); diff != "" {
		t.Errorf("what the file says (-want +got):\n%s", diff)
	}
}

func TestPolicyRules(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"a name that nobody has": {"{effects: {hostpath: deny}}", `clusters/fleet.yaml:17:34: there is no assignment called "hostpath" (unknown-policy)
	fix: write "host-path"`},
		"a word that is no effect": {"{effects: {limits: modify}}", `clusters/fleet.yaml:17:32: an effect cannot be "modify" (unknown-value)
	fix: write one of audit, deny, disabled`},
		"an effect that the definition lacks": {"{effects: {cluster-rbac: deny}}", `clusters/fleet.yaml:17:38: the definition behind cluster-rbac can only report (policy-never-denies)
	fix: write audit or disabled`},
		"a tenant left out": {"{excludedNamespaces: [contoso]}", `clusters/fleet.yaml:17:35: namespace "contoso" belongs to a tenant, and tenants are whom the assignments are about (policy-without-tenant)
	see: tenants/contoso.yaml:4:9
	fix: remove it; an effect holds for all tenants`},
		"an image with a pattern": {"{images: ['docker.io/.*']}", `clusters/fleet.yaml:17:23: image "docker.io/.*" is not usable (bad-image)
	fix: write a host, or a host and a path, such as docker.io/grafana`},
		"a namespace with a capital": {"{excludedNamespaces: [Falco]}", `clusters/fleet.yaml:17:35: namespace "Falco" is no usable name: only a-z, 0-9 and - may stand in it, and no - at either end (bad-name)
	fix: write a name of a-z, 0-9 and -, at most 50 characters long`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, found := build(t, repoWith(t, policiesOf(tt.text)...))
			got := ""
			for _, f := range found {
				got += f.String()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}
