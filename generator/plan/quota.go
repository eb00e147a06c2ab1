package plan

import (
	"strconv"

	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/name"
)

// StorageClass is a class of volumes that plans offer.
type StorageClass struct {
	Name       string
	Driver     string
	SKU        string
	Reclaim    string
	Files      bool
	CachesNone bool // its disks refuse the cache of the host
}

func storageClasses(f *fleet.Fleet) []StorageClass {
	var out []StorageClass
	for _, c := range f.StorageClasses {
		sc := StorageClass{
			Name: storageClass(string(c.Name)), Driver: "disk.csi.azure.com", SKU: c.SKU, Reclaim: "Delete", Files: c.Files,
			CachesNone: c.SKU == "PremiumV2_LRS", // https://learn.microsoft.com/azure/aks/use-premium-v2-disks
		}
		if c.Files {
			sc.Driver = "file.csi.azure.com"
		}
		if c.Retain {
			sc.Reclaim = "Retain"
		}
		out = append(out, sc)
	}
	return out
}

func storageClass(class string) string { return "tenantry-" + class }

// aksClasses are the classes that AKS brings by itself; none is on offer:
// https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
func aksClasses() []string {
	return []string{
		"azurefile", "azurefile-csi", "azurefile-csi-premium", "azurefile-premium", "default", "managed", "managed-csi",
		"managed-csi-premium", "managed-premium",
	}
}

// Limit is one line of a ResourceQuota.
type Limit struct {
	Key, Value string
	Why        string // behind the line; empty: it says enough
}

// quota lists what a tenant's namespace may hold.
func quota(pl fleet.Plan, storage fleet.Storage) []Limit {
	o, count := pl.Objects, strconv.Itoa
	out := []Limit{
		{"requests.cpu", pl.CPU, ""},
		{"requests.memory", pl.Memory, ""},
		{"limits.memory", pl.Memory, ""},
		{"pods", count(pl.Pods), ""},
		{"configmaps", count(o.ConfigMaps), ""},
		{"secrets", count(o.Secrets), ""},
		{"services", count(o.Services), ""},
		{"services.loadbalancers", "0", "traffic comes through the gateway"},
		{"services.nodeports", "0", ""},
		{"count/deployments.apps", count(o.Workloads), ""},
		{"count/statefulsets.apps", count(o.Workloads), ""},
		{"count/jobs.batch", count(o.Jobs), ""},
		{"count/cronjobs.batch", count(o.CronJobs), ""},
	}
	if storage != fleet.Volumes {
		return append(out, Limit{"persistentvolumeclaims", "0", "storage: " + string(storage)})
	}
	const of = ".storageclass.storage.k8s.io/requests.storage"
	out = append(out, Limit{"persistentvolumeclaims", count(pl.Claims), ""}, Limit{"requests.storage", pl.StorageSum, ""})
	for _, s := range pl.Storage {
		out = append(out, Limit{storageClass(s.Class) + of, s.Size, ""})
	}
	for i, c := range aksClasses() {
		why := ""
		if i == 0 {
			why = "the classes of AKS are not on offer"
		}
		out = append(out, Limit{c + of, "0", why})
	}
	return out
}

// Budget is a disruption budget.
type Budget struct {
	Name     name.Label
	Selector map[string]string
	Field    string // maxUnavailable or minAvailable
	Value    string // a number, or a share in quotes
}

func budgets(all []fleet.DisruptionBudget) []Budget {
	var out []Budget
	for _, b := range all {
		field, value := "maxUnavailable", b.MaxUnavailable
		if value == "" {
			field, value = "minAvailable", b.MinAvailable
		}
		if value[len(value)-1] == '%' {
			value = quote(value)
		}
		out = append(out, Budget{b.Name, b.Selector, field, value})
	}
	return out
}

// Scaler is a role that lets a tenant bring what changes the size of its workloads.
type Scaler struct {
	Binding, Role string
}

func scalers(s fleet.Scaling) []Scaler {
	var out []Scaler
	for _, c := range []struct {
		granted       bool
		binding, role string
	}{
		{s.Horizontal, "reconciler-hpa", HorizontalRole},
		{s.Events, "reconciler-keda", EventsRole},
		{s.Vertical, "reconciler-vpa", VerticalRole},
	} {
		if c.granted {
			out = append(out, Scaler{c.binding, c.role})
		}
	}
	return out
}
