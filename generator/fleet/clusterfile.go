package fleet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// What a cluster file may leave out.
const (
	defaultTier      = "Standard"
	defaultVMSize    = "Standard_D4ds_v5" // 150 GiB of temporary disk, on which the operating system lives
	defaultOSDiskGiB = 128
	defaultHour      = 1
	sharedPool       = "user"
	systemPool       = "system"
)

// oldestMinor is the first minor version of Kubernetes that the pinned ALB
// controller runs on:
// https://learn.microsoft.com/azure/application-gateway/for-containers/alb-controller-release-notes
const oldestMinor = 32

func (b *builder) buildCluster(d *load.Doc[v1alpha1.Cluster], stamp name.Label) Cluster {
	spec, r := d.Value.Spec, b.rules
	c := Cluster{
		Name:              b.label(d.At("metadata", "name"), "cluster", d.Value.Metadata.Name),
		Role:              Role(spec.Role),
		Stamp:             stamp,
		Region:            b.matches(d.At("spec", "region"), r.region, spec.Region),
		KubernetesVersion: b.matches(d.At("spec", "kubernetesVersion"), r.kubernetes, spec.KubernetesVersion),
		Tier:              cmp.Or(spec.Tier, defaultTier),
		PrivateAPI:        cmp.Or(spec.API.Access, "private") == "private",
		Upgrades: Upgrades{
			Kubernetes: cmp.Or(spec.Upgrades.Kubernetes, "patch"), NodeOS: cmp.Or(spec.Upgrades.NodeOS, "NodeImage"),
			MaxSurge:     b.matches(d.At("spec", "upgrades", "maxSurge"), r.surge, cmp.Or(spec.Upgrades.MaxSurge, "33%")),
			DrainMinutes: cmp.Or(spec.Upgrades.DrainMinutes, 30), SoakMinutes: spec.Upgrades.SoakMinutes,
		},
		AGC:  AGC{AddOn: spec.AGC.Install == "addon", Managed: spec.AGC.Deployment == "managed"},
		File: d.File,
	}
	b.checkManaged(d, c.AGC)
	c.APIInNetwork = spec.API.VNetIntegration == "enabled"
	c.Workspace = b.resourceID(d.At("spec", "workspace"), spec.Workspace, typeWorkspace)
	c.Jumpbox = spec.Jumpbox == "enabled" || spec.Jumpbox == "" && c.PrivateAPI
	b.checkReserved(d.At("metadata", "name"), "cluster", d.Value.Metadata.Name)
	b.checkKubernetes(d)
	c.Zones = b.zonesOf(d, c.Region)
	b.buildNetwork(d, &c)
	b.buildAPI(d, &c)
	c.SystemPool = b.nodePool(d.At, []string{"spec", "systemPool"}, spec.SystemPool, ownPool(c.Zones))
	b.buildPools(d, &c)
	c.Maintenance = maintenance(spec)
	b.buildClusterNames(d, &c)
	b.buildCare(d, &c)
	return c
}

// buildCare reads how the cluster looks after its nodes.
func (b *builder) buildCare(d *load.Doc[v1alpha1.Cluster], c *Cluster) {
	spec := d.Value.Spec
	c.Autoscaler = Autoscaler{
		Expander:         cmp.Or(spec.Autoscaler.Expander, "least-waste"),
		ScaleDownMinutes: cmp.Or(spec.Autoscaler.ScaleDownMinutes, 10),
		ScaleDownBelow:   cmp.Or(spec.Autoscaler.ScaleDownBelow, 50),
	}
	c.ImageCleanerHours = cmp.Or(spec.ImageCleanerHours, 168)
	c.EncryptionAtHost = spec.EncryptionAtHost == "enabled"
	c.CostAnalysis = spec.CostAnalysis == "enabled" || spec.CostAnalysis == "" && c.Tier != "Free"
	// https://learn.microsoft.com/azure/aks/cost-analysis#prerequisites-and-limitations
	if c.CostAnalysis && c.Tier == "Free" {
		b.add(d.At("spec", "costAnalysis"), "costs-without-tier", "costs by namespace are not to be had with the tier Free",
			"write tier: Standard, or remove costAnalysis", d.At("spec", "tier"))
	}
}

func (b *builder) checkKubernetes(d *load.Doc[v1alpha1.Cluster]) {
	spec := d.Value.Spec
	pos := d.At("spec", "kubernetesVersion")
	if b.rules.kubernetes.allows(spec.KubernetesVersion) {
		if minor, _ := strconv.Atoi(spec.KubernetesVersion[2:]); minor < oldestMinor { // the rule says that these are digits
			b.add(pos, "bad-version", fmt.Sprintf("Kubernetes %s is older than the ALB controller takes", spec.KubernetesVersion),
				fmt.Sprintf(`write "1.%d" or newer`, oldestMinor))
		}
	}
}

// zonesOf decides over which zones a cluster is spread.
func (b *builder) zonesOf(d *load.Doc[v1alpha1.Cluster], reg string) []int {
	pos := d.At("spec", "zones")
	known := regions()[reg]
	if slices.Contains(b.newRegions, reg) {
		known = region{agc: true, zones: true}
	}
	if !known.agc {
		if b.rules.region.allows(reg) {
			fix := "choose another region, or add it to azure.newRegions of the fleet if it offers the service by now"
			if near := diag.Nearest(reg, slices.Sorted(slices.Values(withAGC()))); near != "" {
				fix = fmt.Sprintf("write %q", near)
			}
			b.add(d.At("spec", "region"), "region-without-agc",
				fmt.Sprintf("region %s is not known to offer Application Gateway for Containers", load.Quote(reg)), fix)
		}
		return nil
	}
	want := d.Value.Spec.Zones
	if !known.zones {
		if len(want) > 0 {
			b.add(pos, "region-without-zones", fmt.Sprintf("region %s has no availability zones", load.Quote(reg)), "remove zones",
				d.At("spec", "region"))
		}
		return nil
	}
	if len(want) == 0 {
		return []int{1, 2, 3}
	}
	return b.zones(pos, want)
}

// zones checks a list of zones and returns it in order.
func (b *builder) zones(pos diag.Pos, want []int) []int {
	out := slices.Compact(slices.Sorted(slices.Values(want)))
	if len(out) < len(want) || out[0] < 1 || out[len(out)-1] > 3 {
		b.add(pos, "bad-zones", fmt.Sprintf("zones %v are not some of 1, 2 and 3", want), "write [1, 2, 3], or fewer of them")
	}
	return out
}

func (b *builder) buildAPI(d *load.Doc[v1alpha1.Cluster], c *Cluster) {
	at := place(d.At)
	ranges := d.Value.Spec.API.Ranges
	switch {
	case c.PrivateAPI && len(ranges) > 0:
		b.add(at("spec", "api", "ranges"), "private-with-ranges",
			"a private API server has no public address that ranges could reach", "remove ranges, or write access: authorizedRanges")
	case !c.PrivateAPI && len(ranges) == 0:
		b.add(at("spec", "api"), "missing-field", `"ranges" is missing: without it everybody reaches the API server`,
			`add "ranges:" with the networks of those who administer the cluster`)
	}
	for i, text := range ranges {
		pos := at("spec", "api", "ranges", strconv.Itoa(i))
		if cidr, ok := b.cidr(pos, "range", text); ok {
			c.APIRanges = append(c.APIRanges, cidr)
		}
	}
}

func (b *builder) cidr(pos diag.Pos, what, text string) (name.CIDR, bool) {
	cidr, err := name.ParseCIDR(text)
	if err != nil {
		b.add(pos, "bad-cidr", fmt.Sprintf("%s %s is not usable: %s", what, load.Quote(text), err), "write it like 10.10.0.0/16")
	}
	return cidr, err == nil
}

// maintenance lets the DR cluster go first, a day before the primary.
func maintenance(spec v1alpha1.ClusterSpec) Maintenance {
	day := "Sunday"
	if Role(spec.Role) == DR {
		day = "Saturday"
	}
	return Maintenance{Day: cmp.Or(spec.Maintenance.Day, day), Hour: cmp.Or(spec.Maintenance.Hour, defaultHour)}
}

func (b *builder) buildClusterNames(d *load.Doc[v1alpha1.Cluster], c *Cluster) {
	n := d.Value.Spec.Names
	for _, f := range []struct {
		field, value string
		rule         textRule
		out          *string
	}{
		{"keyVault", n.KeyVault, b.rules.keyVault, &c.Names.KeyVault},
		{"storageAccount", n.StorageAccount, b.rules.storageAccount, &c.Names.StorageAccount},
		{"grafana", n.Grafana, b.rules.grafana, &c.Names.Grafana},
	} {
		if f.value != "" {
			*f.out = b.matches(d.At("spec", "names", f.field), f.rule, f.value)
		}
	}
}
