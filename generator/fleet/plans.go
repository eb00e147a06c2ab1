package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
)

// What a plan may leave out.
const (
	defaultClaims     = 10
	defaultConfigMaps = 100
	defaultSecrets    = 100
	defaultServices   = 50
	defaultWorkloads  = 50
	defaultJobs       = 100
	defaultCronJobs   = 20
	defaultSKU        = "Premium_LRS"
)

func (b *builder) buildPlans(plans map[string]v1alpha1.Plan, at place) {
	for _, key := range slices.Sorted(maps.Keys(plans)) {
		p := plans[key]
		in := func(steps ...string) diag.Pos { return at(append([]string{"spec", "plans", key}, steps...)...) }
		out := Plan{
			Name:          b.label(in(), "plan", key),
			CPU:           b.quantity(in("cpu"), "cpu", p.CPU),
			Memory:        b.quantity(in("memory"), "memory", p.Memory),
			Pods:          p.Pods,
			Objects:       objects(p.Objects),
			DedicatedPool: p.Isolation == "dedicatedPool",
			Priority:      cmp.Or(p.Priority, defaultPriority),
			Pool:          b.nodePool(at, []string{"spec", "plans", key, "pool"}, p.Pool, tenantPool()),
		}
		out.Container = Container{
			CPU:    b.largest(in("container", "cpu"), "cpu", p.Container.CPU, out.CPU, in("cpu")),
			Memory: b.largest(in("container", "memory"), "memory", p.Container.Memory, out.Memory, in("memory")),
		}
		out.Defaults = Defaults{
			CPU:        smaller("50m", out.Container.CPU),
			Memory:     smaller("64Mi", out.Container.Memory),
			MostMemory: smaller("256Mi", out.Container.Memory),
		}
		b.buildPlanStorage(p, in, &out)
		b.buildScaling(p.Scaling, in, &out)
		b.fleet.Plans = append(b.fleet.Plans, out)
	}
}

func objects(o v1alpha1.Objects) v1alpha1.Objects {
	return v1alpha1.Objects{
		ConfigMaps: cmp.Or(o.ConfigMaps, defaultConfigMaps), Secrets: cmp.Or(o.Secrets, defaultSecrets),
		Services: cmp.Or(o.Services, defaultServices), Workloads: cmp.Or(o.Workloads, defaultWorkloads),
		Jobs: cmp.Or(o.Jobs, defaultJobs), CronJobs: cmp.Or(o.CronJobs, defaultCronJobs),
	}
}

// largest reads the most that one container may have. More than the whole plan has
// would be a promise that the quota breaks.
func (b *builder) largest(pos diag.Pos, what string, q v1alpha1.Quantity, plan string, see diag.Pos) string {
	if q == "" {
		return ""
	}
	out := b.quantity(pos, what, q)
	one, err1 := resource.ParseQuantity(out)
	all, err2 := resource.ParseQuantity(plan)
	if err1 == nil && err2 == nil && one.Cmp(all) > 0 {
		b.add(pos, "above-plan", fmt.Sprintf("one container may have %s of %s, and the whole plan has %s", out, what, plan),
			"write less, or leave it out", see)
	}
	return out
}

// smaller returns the smaller of a default and the most that is allowed, which may be
// empty for as much as anybody likes.
func smaller(byDefault, most string) string {
	limit, err := resource.ParseQuantity(most)
	if err == nil && limit.Cmp(resource.MustParse(byDefault)) < 0 {
		return most
	}
	return byDefault
}

func (b *builder) buildPlanStorage(p v1alpha1.Plan, in place, out *Plan) {
	sum := resource.Quantity{}
	known := make([]string, len(b.fleet.StorageClasses))
	for i, c := range b.fleet.StorageClasses {
		known[i] = string(c.Name)
	}
	for _, class := range slices.Sorted(maps.Keys(p.Storage)) {
		pos := in("storage", class)
		b.known(pos, "unknown-class", "storage class", class, known)
		size := b.quantity(pos, "storage", p.Storage[class])
		if q, err := resource.ParseQuantity(size); err == nil {
			sum.Add(q)
		}
		out.Storage = append(out.Storage, ClassSize{Class: class, Size: size})
	}
	if len(out.Storage) > 0 {
		out.StorageSum, out.Claims = sum.String(), cmp.Or(p.Claims, defaultClaims)
	} else if p.Claims > 0 {
		b.add(in("claims"), "missing-field", `"storage" is missing: there is nothing to claim`,
			"add the sizes by class, or remove this line")
	}
}

func (b *builder) buildScaling(s v1alpha1.Scaling, in place, out *Plan) {
	out.Scaling = Scaling{
		Horizontal: s.Horizontal != "disabled", Events: s.Events == "enabled", Vertical: s.Vertical == "enabled",
	}
	need := func(used, there bool, field, part string) {
		if used && !there {
			b.add(in("scaling", field), "part-needed",
				fmt.Sprintf("the plan lets workloads be scaled by %s, and the fleet does without it", part),
				fmt.Sprintf("add parts: {%s: enabled} to the fleet, or remove this", part))
		}
	}
	need(out.Scaling.Events, b.fleet.Parts.KEDA, "events", "keda")
	need(out.Scaling.Vertical, b.fleet.Parts.VerticalPodAutoscaler, "vertical", "verticalPodAutoscaler")
}

// buildStorageClasses reads the classes on offer.
func (b *builder) buildStorageClasses(classes map[string]v1alpha1.StorageClass, at place) {
	if len(classes) == 0 {
		classes = map[string]v1alpha1.StorageClass{"files": {Type: "files"}, "ssd": {Type: "disk"}}
	}
	for _, key := range slices.Sorted(maps.Keys(classes)) {
		c := classes[key]
		in := func(steps ...string) diag.Pos {
			return at(append([]string{"spec", "storageClasses", key}, steps...)...)
		}
		out := StorageClass{
			Name: b.label(in(), "storage class", key), Files: c.Type == "files",
			SKU: cmp.Or(c.SKU, defaultSKU), Retain: c.Reclaim == "retain",
		}
		// Shares on SSDs are Premium's: https://learn.microsoft.com/azure/aks/azure-csi-files-storage-provision
		if out.Files && !strings.HasPrefix(out.SKU, "Premium_") {
			b.add(in("sku"), "unknown-value", fmt.Sprintf("sku of a class of files cannot be %s", load.Quote(out.SKU)),
				"write Premium_LRS or Premium_ZRS")
		}
		b.fleet.StorageClasses = append(b.fleet.StorageClasses, out)
	}
}
