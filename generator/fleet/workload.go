package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// buildWorkload reads what holds for the pods that a tenant brings.
func (b *builder) buildWorkload(d *load.Doc[v1alpha1.Tenant], t *Tenant) {
	spec := d.Value.Spec
	t.Storage = Storage(cmp.Or(spec.Storage, string(NoStorage)))
	t.Spread = Spread(cmp.Or(spec.Spread, string(SpreadByScheduler)))
	if t.Storage == Volumes && !b.offersStorage(t.Plan) {
		b.add(d.At("spec", "storage"), "no-storage", fmt.Sprintf("plan %s offers no volumes", load.Quote(string(t.Plan))),
			"choose a plan with storage, or write external", d.At("spec", "plan"))
	}
	for _, key := range slices.Sorted(maps.Keys(spec.DisruptionBudgets)) {
		in := func(steps ...string) diag.Pos {
			return d.At(append([]string{"spec", "disruptionBudgets", key}, steps...)...)
		}
		t.Budgets = append(t.Budgets, b.budget(in, key, spec.DisruptionBudgets[key]))
	}
}

// offersStorage reports whether a plan has volumes, or does not exist, which is a
// finding already.
func (b *builder) offersStorage(plan name.Label) bool {
	i := slices.IndexFunc(b.fleet.Plans, func(p Plan) bool { return p.Name == plan })
	return i < 0 || len(b.fleet.Plans[i].Storage) > 0
}

func (b *builder) budget(in place, key string, spec v1alpha1.DisruptionBudget) DisruptionBudget {
	out := DisruptionBudget{
		Name: b.label(in(), "disruption budget", key), Selector: spec.Selector,
		MaxUnavailable: string(spec.MaxUnavailable), MinAvailable: string(spec.MinAvailable),
	}
	if len(spec.Selector) == 0 {
		b.add(in("selector"), "bad-budget", "an empty selector takes every pod of the tenant",
			"write the labels of one workload's pods")
	}
	for _, label := range slices.Sorted(maps.Keys(spec.Selector)) {
		value := spec.Selector[label]
		for _, problem := range append(validation.IsQualifiedName(label), validation.IsValidLabelValue(value)...) {
			b.add(in("selector", label), "bad-budget", fmt.Sprintf("label %s is not usable: %s", load.Quote(label+"="+value), problem),
				"write a label as the pods have it, such as app: web")
		}
	}
	switch {
	case out.MaxUnavailable != "" && out.MinAvailable != "":
		b.add(in("minAvailable"), "bad-budget", "the budget says how many may be gone and how many stay", "keep maxUnavailable",
			in("maxUnavailable"))
	case out.MaxUnavailable != "":
		b.checkMaxUnavailable(in("maxUnavailable"), out.MaxUnavailable)
	case out.MinAvailable != "":
		b.checkMinAvailable(in("minAvailable"), out.MinAvailable)
	default:
		b.add(in(), "missing-field", `"maxUnavailable" is missing`, "add maxUnavailable: 1")
	}
	return out
}

// checkMaxUnavailable refuses a budget of nothing. Kubernetes rounds a share of
// pods that may be gone up, so that one percent of one pod is one
// (https://kubernetes.io/docs/tasks/run-application/configure-pdb).
func (b *builder) checkMaxUnavailable(pos diag.Pos, s string) {
	n, _, ok := share(s)
	switch {
	case !ok:
		b.add(pos, "bad-budget", fmt.Sprintf("%s is neither a number nor a share of pods", load.Quote(s)),
			"write 1, or a share such as 25%")
	case n == 0:
		b.add(pos, "blocks-drain", "no pod may ever be gone, so that no node could be drained", "write maxUnavailable: 1")
	}
}

// checkMinAvailable refuses what keeps a node from being drained for ever. A number
// does where no more replicas run than that, as on a standby; Kubernetes rounds a share
// up, so that half of one pod is one.
func (b *builder) checkMinAvailable(pos diag.Pos, s string) {
	n, percent, ok := share(s)
	const fix = "write maxUnavailable: 1 in its place"
	switch {
	case !ok:
		b.add(pos, "bad-budget", fmt.Sprintf("%s is no share of pods", load.Quote(s)), fix)
	case !percent:
		b.add(pos, "blocks-drain", fmt.Sprintf("%d pods must stay, so that nodes wait for ever where no more than that run", n), fix)
	case n == 100:
		b.add(pos, "blocks-drain", "all pods must stay, so that no node could be drained", fix)
	case b.fleet.DRMode == Warm && n > 0:
		b.add(pos, "blocks-drain", "one replica runs on the DR cluster, and any share of it is that one", fix)
	}
}

// share reads a number of pods, or a share of them in percent.
func share(s string) (n int, percent, ok bool) {
	digits, percent := strings.CutSuffix(s, "%")
	n, err := strconv.Atoi(digits)
	return n, percent, err == nil && n >= 0 && (!percent || n <= 100) && strconv.Itoa(n) == digits
}
