package fleet_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
)

func TestPlanRules(t *testing.T) {
	t.Parallel()
	plan := func(more string) []edit { return []edit{{fleetFile, "pods: 40", "pods: 40, " + more}} }
	one := func(line, col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: at(fleetFile, line, col), Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	runRules(t, map[string]ruleTest{
		"a container above its plan": {plan(`container: {cpu: "8"}`), one(18, 66, "above-plan",
			"one container may have 8 of cpu, and the whole plan has 4", "write less, or leave it out", at(fleetFile, 18, 21))},
		"a class that the fleet has not": {plan("storage: {sdd: 1Gi}"), one(18, 64, "unknown-class",
			`the fleet has no storage class called "sdd"`, `write "ssd"`)},
		"storage that is no amount": {plan("storage: {ssd: much}"), one(18, 64, "bad-quantity",
			`storage "much" is no amount above zero`, `write it as Kubernetes does, such as "4", 500m or 8Gi`)},
		"claims of nothing": {plan("claims: 5"), one(18, 57, "missing-field",
			`"storage" is missing: there is nothing to claim`, "add the sizes by class, or remove this line")},
		"events without KEDA": {plan("scaling: {events: enabled}"), one(18, 67, "part-needed",
			"the plan lets workloads be scaled by keda, and the fleet does without it",
			"add parts: {keda: enabled} to the fleet, or remove this")},
		"vertical scaling without its part": {plan("scaling: {vertical: enabled}"), one(18, 69, "part-needed",
			"the plan lets workloads be scaled by verticalPodAutoscaler, and the fleet does without it",
			"add parts: {verticalPodAutoscaler: enabled} to the fleet, or remove this")},
		"files on disks that have none": {
			[]edit{{fleetFile, "  plans:", "  storageClasses: {share: {type: files, sku: PremiumV2_LRS}}\n  plans:"}},
			one(17, 46, "unknown-value", `sku of a class of files cannot be "PremiumV2_LRS"`, "write Premium_LRS or Premium_ZRS"),
		},
		"a class without a name": {
			[]edit{{fleetFile, "  plans:", "  storageClasses: {Fast: {type: disk}}\n  plans:"}},
			one(17, 26, "bad-name", `storage class "Fast" is no usable name: `+onlyLetters, nameFix),
		},
	})
}

func TestWorkloadRules(t *testing.T) {
	t.Parallel()
	budget := func(text string, others ...edit) []edit {
		return append([]edit{{contoso, "  plan:", "  disruptionBudgets: {web: {" + text + "}}\n  plan:"}}, others...)
	}
	one := func(col int, code diag.Code, message, fix string, seen ...diag.Pos) diag.List {
		return diag.List{{Pos: at(contoso, 6, col), Code: code, Message: message, Fix: fix, Seen: seen}}
	}
	const gone = "write maxUnavailable: 1 in its place"
	activeActive := edit{fleetFile, "  plans:", "  dr: {mode: activeActive}\n  plans:"}
	runRules(t, map[string]ruleTest{
		"volumes that the plan has not": {[]edit{{contoso, "  plan:", "  storage: volumes\n  plan:"}}, one(12, "no-storage",
			`plan "standard" offers no volumes`, "choose a plan with storage, or write external", at(contoso, 7, 9))},
		"a number of pods that must stay": {budget("selector: {app: web}, minAvailable: 2", activeActive), one(65, "blocks-drain",
			"2 pods must stay, so that nodes wait for ever where no more than that run", gone)},
		"a share of one replica": {budget("selector: {app: web}, minAvailable: 50%"), one(65, "blocks-drain",
			"one replica runs on the DR cluster, and any share of it is that one", gone)},
		"all must stay": {budget("selector: {app: web}, minAvailable: 100%", activeActive), one(65, "blocks-drain",
			"all pods must stay, so that no node could be drained", gone)},
		"none may be gone": {budget("selector: {app: web}, maxUnavailable: 0"), one(67, "blocks-drain",
			"no pod may ever be gone, so that no node could be drained", "write maxUnavailable: 1")},
		"no share": {budget("selector: {app: web}, maxUnavailable: half"), one(67, "bad-budget",
			`"half" is neither a number nor a share of pods`, "write 1, or a share such as 25%")},
		"more than all": {budget("selector: {app: web}, minAvailable: 150%"), one(65, "bad-budget", `"150%" is no share of pods`, gone)},
		"both numbers": {budget("selector: {app: web}, maxUnavailable: 1, minAvailable: 50%"), one(84, "bad-budget",
			"the budget says how many may be gone and how many stay", "keep maxUnavailable", at(contoso, 6, 67))},
		"no number": {budget("selector: {app: web}"), one(28, "missing-field", `"maxUnavailable" is missing`, "add maxUnavailable: 1")},
		"every pod": {budget("selector: {}, maxUnavailable: 1"), one(39, "bad-budget",
			"an empty selector takes every pod of the tenant", "write the labels of one workload's pods")},
		"a label that is none": {budget("selector: {app: 'a b'}, maxUnavailable: 1"), one(45, "bad-budget",
			`label "app=a b" is not usable: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or `+
				`'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used `+
				`for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`, "write a label as the pods have it, such as app: web")},
		"a budget without a name": {
			[]edit{{contoso, "  plan:", "  disruptionBudgets: {Web: {selector: {app: web}, maxUnavailable: 1}}\n  plan:"}},
			one(28, "bad-name", `disruption budget "Web" is no usable name: `+onlyLetters, nameFix),
		},
	})
}

// TestBudgetsThatLetNodesBeDrainedAreTaken holds which ones do.
func TestBudgetsThatLetNodesBeDrainedAreTaken(t *testing.T) {
	t.Parallel()
	for text, mode := range map[string]string{
		"maxUnavailable: 1": "warm", "maxUnavailable: '1'": "warm", "maxUnavailable: 1%": "warm", "maxUnavailable: 100%": "warm",
		"minAvailable: 99%": "activeActive", "minAvailable: 50%": "pilotLight", "minAvailable: 0%": "warm",
	} {
		right(t, edit{contoso, "  plan:", "  disruptionBudgets: {web: {selector: {app: web}, " + text + "}}\n  plan:"},
			edit{fleetFile, "  plans:", "  dr: {mode: " + mode + "}\n  plans:"})
	}
}

func TestAPlanSumsItsStorage(t *testing.T) {
	t.Parallel()
	got := right(t, edit{fleetFile, "pods: 40", "pods: 40, storage: {ssd: 100Gi, files: 1Ti}, claims: 4"}).Plan("standard")
	want := []fleet.ClassSize{{Class: "files", Size: "1Ti"}, {Class: "ssd", Size: "100Gi"}}
	if diff := cmp.Diff(want, got.Storage); diff != "" || got.StorageSum != "1124Gi" || got.Claims != 4 {
		t.Errorf("sum %s, claims %d, classes (-want +got):\n%s", got.StorageSum, got.Claims, diff)
	}
}
