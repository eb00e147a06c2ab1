package fleet_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/internal/fleettest"
	"github.com/tenantry/tenantry/generator/load"
	"github.com/tenantry/tenantry/generator/name"
)

// sameNetworks compares networks, whose fields are private.
func sameNetworks() cmp.Option {
	return cmp.Comparer(func(a, b name.CIDR) bool { return a.String() == b.String() })
}

func network(t *testing.T, s string) name.CIDR {
	t.Helper()
	c, err := name.ParseCIDR(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// pool is a cluster's pool of which the file says nothing.
func pool(least, most int) fleet.NodePool {
	return fleet.NodePool{
		VMSize: "Standard_D4ds_v5", Min: least, Max: most, OSDiskGiB: 128, OSDisk: "Ephemeral", OS: "AzureLinux", Zones: []int{1, 2, 3},
	}
}

// cutOf is how a /16 is cut, by the first two numbers of its addresses.
func cutOf(t *testing.T, two string) fleet.Subnets {
	t.Helper()
	out := fleet.Subnets{
		Nodes: network(t, two+".0.0/18"), Pods: network(t, two+".64.0/18"), VirtualMachines: network(t, two+".253.0/24"),
		Bastion: network(t, two+".254.0/26"), APIServer: network(t, two+".254.64/28"),
	}
	for i := range out.AGC {
		out.AGC[i] = network(t, fmt.Sprintf("%s.%d.0/24", two, 248+i))
	}
	return out
}

// TestBuildDecidesWhatFilesLeaveOut holds the whole model of a fleet that says as
// little as it may.
func TestBuildDecidesWhatFilesLeaveOut(t *testing.T) {
	t.Parallel()
	got := right(t, edit{contoso, "  placement: {gateway: \"shared-1\"}\n", ""})
	ownNodes := fleet.NodePool{VMSize: "Standard_D4ds_v5", Min: 1, Max: 3, OSDiskGiB: 128, OSDisk: "Ephemeral", OS: "AzureLinux"}
	objects := v1alpha1.Objects{ConfigMaps: 100, Secrets: 100, Services: 50, Workloads: 50, Jobs: 100, CronJobs: 20}
	defaults := fleet.Defaults{CPU: "50m", Memory: "64Mi", MostMemory: "256Mi"}
	want := &fleet.Fleet{
		Name: "acme",
		Azure: fleet.Azure{
			TenantID: "11111111-1111-4111-8111-111111111111", SubscriptionID: "22222222-2222-4222-8222-222222222222",
			Location: "swedencentral", Registry: "acmefleet", Contact: "platform@acme.example",
			Admins: []name.GUID{"44444444-4444-4444-8444-444444444444"},
			ACR:    fleet.ACR{UntaggedDays: 30},
		},
		WAF:        fleet.WAF{Mode: fleet.Prevention},
		Parts:      fleet.Parts{AzurePolicy: true, ContainerInsights: true, Prometheus: true},
		Policies:   fleet.Policies{Effects: defaultEffects()},
		Monitoring: fleet.Monitoring{LogRetentionDays: 30}, IstioRevisions: []string{"asm-1-28"},
		Repository: fleet.Repository{URL: "https://dev.azure.com/acme/platform/_git/fleet", Branch: "main", Forge: fleet.AzureDevOps},
		DNSZone:    "apps.acme.example",
		Traffic: v1alpha1.Traffic{
			Provider: "trafficManager", Mode: "activePassive", Method: "weighted", FrontDoor: v1alpha1.FrontDoor{Tier: "premium"},
		},
		DRMode: fleet.Warm,
		Flux:   fleet.Flux{Profile: fleet.AKSExtension, Minor: 6},

		CertificateServer: "https://acme-v02.api.letsencrypt.org/directory",
		ProbeImage:        "ghcr.io/stefanprodan/podinfo:6.9.2",
		TenantryVersion:   "v0.1.0",
		Registries:        []string{"acmefleet.azurecr.io"},
		Shards:            8,
		Removals:          1,
		Plans: []fleet.Plan{
			{
				Name: "premium", CPU: "16", Memory: "32Gi", Pods: 150, Defaults: defaults, Objects: objects, Scaling: fleet.Scaling{Horizontal: true},
				DedicatedPool: true, Priority: 2000, Pool: ownNodes,
			},
			{
				Name: "standard", CPU: "4", Memory: "8Gi", Pods: 40, Defaults: defaults, Objects: objects, Scaling: fleet.Scaling{Horizontal: true},
				Priority: 1000, Pool: ownNodes,
			},
		},
		StorageClasses: []fleet.StorageClass{
			{Name: "files", Files: true, SKU: "Premium_LRS"}, {Name: "ssd", SKU: "Premium_LRS"},
		},
		Gateways: []fleet.Gateway{{Name: "shared-1", AGC: 1}, {Name: "shared-2", AGC: 1}},
		Stamps: []fleet.Stamp{{
			Name: "default",
			Primary: fleet.Cluster{
				Name: "prod-weu", Role: fleet.Primary, Stamp: "default", Region: "westeurope", Zones: []int{1, 2, 3},
				KubernetesVersion: "1.35", Tier: "Standard", AddressSpace: network(t, "10.10.0.0/16"), File: weu,
				Network: fleet.Network{Policy: "cilium", Subnets: cutOf(t, "10.10")}, PrivateAPI: true, Jumpbox: true,
				SystemPool: pool(3, 6), Pools: []fleet.SharedPool{{Name: "user", NodePool: pool(3, 6)}},
				Autoscaler:        fleet.Autoscaler{Expander: "least-waste", ScaleDownMinutes: 10, ScaleDownBelow: 50},
				Upgrades:          fleet.Upgrades{Kubernetes: "patch", NodeOS: "NodeImage", MaxSurge: "33%", DrainMinutes: 30},
				ImageCleanerHours: 168, CostAnalysis: true,
				Maintenance: fleet.Maintenance{Day: "Sunday", Hour: 1},
			},
			DR: fleet.Cluster{
				Name: "prod-neu", Role: fleet.DR, Stamp: "default", Region: "northeurope", Zones: []int{1, 2, 3},
				KubernetesVersion: "1.35", Tier: "Standard", AddressSpace: network(t, "10.20.0.0/16"), File: neu,
				Network: fleet.Network{Policy: "cilium", Subnets: cutOf(t, "10.20")}, PrivateAPI: true, Jumpbox: true,
				SystemPool: pool(3, 6), Pools: []fleet.SharedPool{{Name: "user", NodePool: pool(3, 6)}},
				Autoscaler:        fleet.Autoscaler{Expander: "least-waste", ScaleDownMinutes: 10, ScaleDownBelow: 50},
				Upgrades:          fleet.Upgrades{Kubernetes: "patch", NodeOS: "NodeImage", MaxSurge: "33%", DrainMinutes: 30},
				ImageCleanerHours: 168, CostAnalysis: true,
				Maintenance: fleet.Maintenance{Day: "Saturday", Hour: 1},
			},
		}},
		Tenants: []fleet.Tenant{{
			Name: "contoso", Plan: "standard", Stamp: "default", Gateway: "shared-1",
			Owners:    []name.GUID{"33333333-3333-4333-8333-333333333333"},
			Hostnames: []name.Hostname{"contoso.apps.acme.example"},
			State:     fleet.Active,
			Identity:  true,
			Store:     fleet.SecretsByCSI,
			Storage:   fleet.NoStorage,
			Spread:    fleet.SpreadByScheduler,
			Source:    fleet.Source{OCI: "oci://acmefleet.azurecr.io/tenants/contoso", Tag: "stable", Path: "./"},
			File:      contoso,
		}},
	}
	if diff := cmp.Diff(want, got, sameNetworks()); diff != "" {
		t.Errorf("fleet (-want +got):\n%s", diff)
	}
}

// TestDefaultsAreTheOnesThatTheFormatNames walks every default in a tag of the
// format, which schemas and editors show, and asks the model for what it applies.
func TestDefaultsAreTheOnesThatTheFormatNames(t *testing.T) {
	t.Parallel()
	f := right(t, edit{fleetFile, "priority: 2000", "pods: 1, storage: {ssd: 1Gi}"},
		edit{fleetFile, "pods: 150, isolation: dedicatedPool, ", ""}, edit{contoso, "  plan:", "  egress: [{to: internet}]\n  plan:"},
		tenantWAF("{rules: [{name: A, action: block, rateLimit: {requests: 9}, when: [{variable: requestUri, operator: any}]}]}"))
	firewall := f.Tenants[0].WAF.Rules[0]
	tenant, disk := f.Tenants[0], f.StorageClasses[1]
	premium, c := f.Plan("premium"), f.Stamps[0].Primary
	build := right(t, task("pushFrom: internet", "")...).Azure.ACR.Tasks.Builds[0]
	enabled := func(on bool) string { return map[bool]string{true: "enabled", false: "disabled"}[on] }
	applied := map[string]any{
		"Certificates.Server": f.CertificateServer,
		"ClusterSpec.Stamp":   f.Stamps[0].Name,
		"DR.Mode":             f.DRMode,
		"FleetSpec.Removals":  f.Removals,
		"FleetSpec.Shards":    f.Shards,
		"TenantSpec.Identity": enabled(tenant.Identity),
		"TenantSpec.State":    tenant.State,
		"Flux.Profile":        f.Flux.Profile,
		"Gateway.API":         map[bool]string{false: "gateway"}[f.Gateways[0].Ingress],
		"Plan.Isolation":      map[bool]string{false: "shared", true: "dedicatedPool"}[premium.DedicatedPool],
		"Plan.Priority":       premium.Priority,
		"Probe.Image":         f.ProbeImage,
		"Repository.Branch":   f.Repository.Branch,
		"Source.Path":         tenant.Source.Path,
		"Tenantry.Version":    f.TenantryVersion,
		"FrontDoor.Tier":      f.Traffic.FrontDoor.Tier,
		"Traffic.Method":      f.Traffic.Method,
		"Traffic.Mode":        f.Traffic.Mode,
		"Traffic.Provider":    f.Traffic.Provider,

		"Egress.Protocol":        tenant.Egress[0].Protocol,
		"TenantSpec.SecretStore": tenant.Store,
		"TenantSpec.Spread":      tenant.Spread,
		"TenantSpec.Storage":     tenant.Storage,
		"Plan.Claims":            premium.Claims,
		"Scaling.Horizontal":     enabled(premium.Scaling.Horizontal),
		"Scaling.Events":         enabled(premium.Scaling.Events),
		"Scaling.Vertical":       enabled(premium.Scaling.Vertical),
		"StorageClass.SKU":       disk.SKU,
		"StorageClass.Reclaim":   map[bool]string{false: "delete", true: "retain"}[disk.Retain],

		"AGC.Deployment":      map[bool]string{false: "byo"}[c.AGC.Managed],
		"AGC.Install":         map[bool]string{false: "helm"}[c.AGC.AddOn],
		"API.Access":          map[bool]string{true: "private"}[c.PrivateAPI],
		"API.VNetIntegration": enabled(c.APIInNetwork),
		"ACR.Permissions":     map[bool]string{false: "registry"}[f.Azure.ACR.ByRepository],
		"ACR.UntaggedDays":    f.Azure.ACR.UntaggedDays,
		"Build.Dockerfile":    build.Dockerfile,
		"Build.Private":       enabled(build.Private),
		"Tasks.Run":           map[bool]string{true: "azure"}[!f.Azure.ACR.Tasks.Bypass && f.Azure.ACR.Tasks.Subnet.IsZero()],
		"Azure.PushFrom":      map[bool]string{false: "network"}[f.Azure.PushFromInternet],
		"ClusterSpec.Tier":    c.Tier,
		"Maintenance.Hour":    c.Maintenance.Hour,
		"Network.Pods":        map[bool]string{false: "podSubnet"}[c.Network.Overlay],
		"Network.Policy":      c.Network.Policy,

		"Network.GatewayTransit": enabled(c.Network.GatewayTransit),
		"Network.Peering":        map[bool]string{false: "own"}[c.Network.PeerBack],

		"NodePool.Close":      enabled(c.SystemPool.Close),
		"NodePool.OSDiskGiB":  c.SystemPool.OSDiskGiB,
		"NodePool.VMSize":     c.SystemPool.VMSize,
		"Upgrades.Kubernetes": c.Upgrades.Kubernetes,
		"Upgrades.NodeOS":     c.Upgrades.NodeOS,

		"Autoscaler.Expander":           c.Autoscaler.Expander,
		"Autoscaler.ScaleDownMinutes":   c.Autoscaler.ScaleDownMinutes,
		"Autoscaler.ScaleDownBelow":     c.Autoscaler.ScaleDownBelow,
		"ClusterSpec.ImageCleanerHours": c.ImageCleanerHours,
		"ClusterSpec.EncryptionAtHost":  enabled(c.EncryptionAtHost),
		"NodePool.OSDisk":               map[string]string{"Ephemeral": "ephemeral"}[c.SystemPool.OSDisk],
		"NodePool.OS":                   c.SystemPool.OS,
		"Upgrades.MaxSurge":             c.Upgrades.MaxSurge,
		"Upgrades.DrainMinutes":         c.Upgrades.DrainMinutes,
		"Monitoring.Grafana":            map[bool]string{false: "public"}[f.Monitoring.PrivateGrafana],
		"Monitoring.LogRetentionDays":   f.Monitoring.LogRetentionDays,
		"TenantWAF.Scope":               map[bool]string{false: "route"}[f.Tenants[0].Listener],
		"WAFCondition.Negate":           map[string]string{"": "disabled"}[firewall.When[0].Negate], // nothing but enabled negates
		"WAFRateLimit.By":               firewall.RateLimit.By,
		"WAFRateLimit.Minutes":          firewall.RateLimit.Minutes,
	}
	parts := reflect.ValueOf(f.Parts)
	for p := range parts.Type().Fields() {
		applied["Parts."+p.Name] = enabled(parts.FieldByIndex(p.Index).Bool())
	}
	objects := reflect.ValueOf(premium.Objects)
	for o := range objects.Type().Fields() {
		applied["Objects."+o.Name] = objects.FieldByIndex(o.Index).Int()
	}
	want := map[string]string{}
	for field, rules := range formatRules() {
		for _, r := range rules {
			if value, ok := strings.CutPrefix(r, "default="); ok {
				want[field] = value
			}
		}
	}
	got := map[string]string{}
	for field, value := range applied {
		got[field] = fmt.Sprint(value)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("defaults (-tag +model):\n%s", diff)
	}
}

// formatRules returns the rules in the jsonschema tags of every field of the format.
func formatRules() map[string][]string {
	out := map[string][]string{}
	seen := map[reflect.Type]bool{}
	var add func(reflect.Type)
	add = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for f := range typ.Fields() {
			if tag := f.Tag.Get("jsonschema"); tag != "" {
				out[typ.Name()+"."+f.Name] = strings.Split(tag, ",")
			}
			add(f.Type)
		}
	}
	add(reflect.TypeFor[v1alpha1.Fleet]())
	add(reflect.TypeFor[v1alpha1.Cluster]())
	add(reflect.TypeFor[v1alpha1.Tenant]())
	return out
}

// TestEveryWordOfTheFormatIsAccepted builds one fleet for each word that a tag allows.
func TestEveryWordOfTheFormatIsAccepted(t *testing.T) {
	t.Parallel()
	spec := func(text string) []edit { return []edit{{fleetFile, "  plans:", text + "\n  plans:"}} }
	condition := func(text string) []edit {
		return []edit{tenantWAF("{rules: [{name: A, action: block, when: [{" + text + "}]}]}")}
	}
	own := func(text string) []edit { return []edit{{weu, "  region:", text + "\n  region:"}} }
	scaling := func(field, word string) []edit {
		return append(spec("  parts: {keda: enabled, verticalPodAutoscaler: enabled}"),
			edit{fleetFile, "pods: 40", "pods: 40, scaling: {" + field + ": " + word + "}"})
	}
	write := map[string]func(word string) []edit{
		"FleetSpec.Forge":  func(w string) []edit { return spec("  forge: " + w) },
		"Traffic.Provider": func(w string) []edit { return spec("  traffic: {provider: " + w + "}") },
		"Traffic.Mode":     func(w string) []edit { return spec("  traffic: {mode: " + w + "}") },
		"Traffic.Method":   func(w string) []edit { return spec("  traffic: {mode: activeActive, method: " + w + "}") },
		"FrontDoor.Tier":   func(w string) []edit { return spec("  traffic: {provider: frontDoor, frontDoor: {tier: " + w + "}}") },
		"DR.Mode":          func(w string) []edit { return spec("  dr: {mode: " + w + "}") },
		"Flux.Profile":     func(w string) []edit { return spec("  flux: {profile: " + w + "}") },
		"Gateway.API": func(w string) []edit {
			return []edit{{fleetFile, "[shared-1,", "[{name: shared-1, api: " + w + "},"}}
		},
		"Flux.Version":   func(w string) []edit { return spec(`  flux: {version: "` + w + `"}`) },
		"Plan.Isolation": func(w string) []edit { return []edit{{fleetFile, "dedicatedPool", w}} },
		"Azure.PushFrom": func(w string) []edit {
			return []edit{{fleetFile, "    contact:", "    pushFrom: " + w + "\n    contact:"}}
		},
		"Monitoring.Access":            func(w string) []edit { return spec("  monitoring: {access: " + w + "}") },
		"Autoscaler.Expander":          func(w string) []edit { return own("  autoscaler: {expander: " + w + "}") },
		"ClusterSpec.EncryptionAtHost": func(w string) []edit { return own("  encryptionAtHost: " + w) },
		"ClusterSpec.CostAnalysis":     func(w string) []edit { return own("  costAnalysis: " + w) },
		"NodePool.OSDisk":              func(w string) []edit { return own("  systemPool: {osDisk: " + w + "}") },
		"NodePool.OS":                  func(w string) []edit { return own("  systemPool: {os: " + w + "}") },
		"Monitoring.Grafana":           func(w string) []edit { return spec("  monitoring: {grafana: " + w + "}") },
		"WAF.Mode":                     func(w string) []edit { return spec("  waf: {mode: " + w + "}") },
		"TenantWAF.Scope":              func(w string) []edit { return []edit{tenantWAF("{scope: " + w + "}")} },
		"WAFRule.Action": func(w string) []edit {
			return []edit{tenantWAF("{rules: [{name: A, action: " + w + ", when: [{variable: requestUri, operator: any}]}]}")}
		},
		"WAFRateLimit.By": func(w string) []edit {
			return []edit{tenantWAF("{rules: [{name: A, action: log, rateLimit: {requests: 9, by: " + w +
				"}, when: [{variable: requestUri, operator: any}]}]}")}
		},
		"WAFCondition.Variable": func(w string) []edit {
			return condition("variable: " + w + map[string]string{"requestHeaders": ", selector: A"}[w] + ", operator: any")
		},
		"WAFCondition.Operator": func(w string) []edit {
			variable := "requestUri"
			if w == "ipMatch" || w == "geoMatch" {
				variable = "remoteAddr"
			}
			values := map[string]string{"ipMatch": ", values: ['2001:db8::/32']", "geoMatch": ", values: [SE]", "any": ""}
			value, special := values[w]
			if !special {
				value = ", values: [a]"
			}
			return condition("variable: " + variable + ", operator: " + w + value)
		},
		"WAFCondition.Negate": func(w string) []edit { return condition("variable: requestUri, operator: any, negate: " + w) },
		"WAFExclusion.Variable": func(w string) []edit {
			return []edit{tenantWAF("{exclusions: [{variable: " + w + ", operator: equalsAny}]}")}
		},
		"WAFExclusion.Operator": func(w string) []edit {
			selector := map[bool]string{false: ", selector: a"}[w == "equalsAny"]
			return []edit{tenantWAF("{exclusions: [{variable: requestArgNames, operator: " + w + selector + "}]}")}
		},
		"ACR.Permissions": func(w string) []edit {
			return []edit{{fleetFile, "    contact:", "    acr: {permissions: " + w + "}\n    contact:"}}
		},
		"Build.Private": func(w string) []edit { return task("pushFrom: internet", ", private: "+w) },
		"Tasks.Run": func(w string) []edit {
			subnet := map[string]string{"pool": ", subnet: " + hub + "/subnets/agents"}[w]
			edits := task("pushFrom: internet", "")
			edits[0].instead = strings.Replace(edits[0].instead, "{builds:", "{run: "+w+subnet+", builds:", 1)
			return append(edits, edit{fleetFile, "swedencentral", "westeurope"})
		},
		"Override.Stack": func(w string) []edit {
			return spec("  overrides: [{stack: " + w + ", resource: cluster, set: {tags: {}}}]")
		},
		"ClusterOverride.Stack": func(w string) []edit {
			return own("  overrides: [{stack: " + w + ", resource: cluster, set: {tags: {}}}]")
		},
		"TenantSpec.Identity": func(w string) []edit { return []edit{{contoso, "  plan:", "  identity: " + w + "\n  plan:"}} },
		"TenantSpec.State": func(w string) []edit {
			pinned := "digest: 'sha256:" + strings.Repeat("0", 64) + "'"
			return []edit{{contoso, "  plan:", "  state: " + w + "\n  plan:"}, {contoso, "tag: stable", pinned}}
		},
		"TenantSpec.SecretStore": func(w string) []edit {
			return append(spec("  parts: {dapr: enabled}"), edit{contoso, "  plan:", "  secrets: [a]\n  secretStore: " + w + "\n  plan:"})
		},
		"TenantSpec.Storage": func(w string) []edit {
			return []edit{{fleetFile, "pods: 40", "pods: 40, storage: {ssd: 1Gi}"}, {contoso, "  plan:", "  storage: " + w + "\n  plan:"}}
		},
		"TenantSpec.Spread": func(w string) []edit { return []edit{{contoso, "  plan:", "  spread: " + w + "\n  plan:"}} },
		"Egress.Protocol": func(w string) []edit {
			return []edit{{contoso, "  plan:", "  egress: [{to: internet, protocol: " + w + "}]\n  plan:"}}
		},
		"StorageClass.Type":    func(w string) []edit { return spec("  storageClasses: {a: {type: " + w + "}}") },
		"StorageClass.SKU":     func(w string) []edit { return spec("  storageClasses: {a: {type: disk, sku: " + w + "}}") },
		"StorageClass.Reclaim": func(w string) []edit { return spec("  storageClasses: {a: {type: disk, reclaim: " + w + "}}") },
		"Scaling.Horizontal":   func(w string) []edit { return scaling("horizontal", w) },
		"Scaling.Events":       func(w string) []edit { return scaling("events", w) },
		"Scaling.Vertical":     func(w string) []edit { return scaling("vertical", w) },
		"ClusterSpec.Tier":     func(w string) []edit { return own("  tier: " + w) },
		"ClusterSpec.Jumpbox":  func(w string) []edit { return own("  jumpbox: " + w) },
		"AGC.Install": func(w string) []edit {
			text := "  agc: {install: " + w + "}\n  region:"
			return []edit{{weu, "  region:", text}, {neu, "  region:", text}}
		},
		"AGC.Deployment": func(w string) []edit {
			text := "  agc: {deployment: " + w + "}\n  region:"
			return append(spec("  traffic: {provider: none}"), edit{weu, "  region:", text}, edit{neu, "  region:", text})
		},
		"API.Access": func(w string) []edit {
			ranges := map[string]string{"authorizedRanges": ", ranges: [192.0.2.0/24]"}[w]
			return own("  api: {access: " + w + ranges + "}")
		},
		"Network.Pods":    func(w string) []edit { return own("  network: {pods: " + w + "}") },
		"Network.Policy":  func(w string) []edit { return own("  network: {policy: " + w + "}") },
		"Network.Peering": func(w string) []edit { return own("  network: {hub: " + hub + ", peering: " + w + "}") },
		"Network.GatewayTransit": func(w string) []edit {
			return own("  network: {hub: " + hub + ", gatewayTransit: " + w + "}")
		},
		"API.VNetIntegration": func(w string) []edit { return own("  api: {vnetIntegration: " + w + "}") },
		"NodePool.Close":      func(w string) []edit { return own("  systemPool: {zones: [1], close: " + w + "}") },
		"Upgrades.Kubernetes": func(w string) []edit { return own("  upgrades: {kubernetes: " + w + "}") },
		"Upgrades.NodeOS":     func(w string) []edit { return own("  upgrades: {nodeOS: " + w + "}") },
		"Maintenance.Day": func(w string) []edit {
			if w == "Saturday" { // the DR cluster's
				return nil
			}
			return own("  maintenance: {day: " + w + "}")
		},
		// Of the two clusters one has each role already.
		"ClusterSpec.Role":    func(string) []edit { return nil },
		"TypeMeta.APIVersion": func(string) []edit { return nil },
	}
	for p := range reflect.TypeFor[v1alpha1.Parts]().Fields() {
		key, _, _ := strings.Cut(p.Tag.Get("json"), ",")
		write["Parts."+p.Name] = func(w string) []edit { return spec("  parts: {" + key + ": " + w + "}") }
	}
	seen := map[string]bool{}
	for field, rules := range formatRules() {
		for _, r := range rules {
			word, ok := strings.CutPrefix(r, "enum=")
			if !ok {
				continue
			}
			seen[field] = true
			if write[field] == nil {
				t.Fatalf("%s has words, and this test does not know how to write them", field)
			}
			if f, found := build(t, repoWith(t, write[field](word)...)); f == nil {
				t.Errorf("%s: %s: %v", field, word, found)
			}
		}
	}
	if len(seen) != len(write) {
		t.Errorf("fields with words: %v", slices.Sorted(maps.Keys(seen)))
	}
}

func TestBuildKnowsForgesByTheirHost(t *testing.T) {
	t.Parallel()
	const ours = "https://dev.azure.com/acme/platform/_git/fleet"
	for address, want := range map[string]fleet.Forge{
		ours:                                 fleet.AzureDevOps,
		"https://acme.visualstudio.com/x":    fleet.AzureDevOps,
		"https://github.com/acme/fleet.git":  fleet.GitHub,
		"https://gitlab.com/acme/a/b/fleet":  fleet.GitLab,
		"https://github.com:443/acme/fleet":  fleet.GitHub,
		"https://github.com.evil.example/a":  "",
		"https://visualstudio.com.example/a": "",
	} {
		f, found := build(t, repoWith(t, edit{fleetFile, ours, "'" + address + "'"}))
		switch {
		case want == "" && (len(found) != 1 || found[0].Code != "unknown-forge"):
			t.Errorf("%s: %v", address, found)
		case want != "" && (f == nil || f.Repository.Forge != want):
			t.Errorf("%s: %v %v", address, f, found)
		}
	}
	f := right(t, edit{fleetFile, ours, "http://127.0.0.1:3000/acme/fleet"}, edit{fleetFile, "  plans:", "  forge: gitea\n  plans:"})
	if f.Repository.Forge != fleet.Gitea {
		t.Errorf("a forge that the file names is %q", f.Repository.Forge)
	}
}

func TestBuildPrintsQuantitiesAsKubernetesDoes(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		`"4"`: "4", "4": "4", "0.5": "500m", "1500m": "1500m", "1e3": "1e3", "2000m": "2", "1024Mi": "1Gi", "1.5Gi": "1536Mi",
		"1E": "1E", "0.1": "100m",
	} {
		if got := right(t, edit{fleetFile, `cpu: "4"`, "cpu: " + written}).Plan("standard").CPU; got != want {
			t.Errorf("%s is %s, want %s", written, got, want)
		}
	}
}

func TestBuildPutsTwoGatewaysOnEachAGCUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	f := right(t, edit{fleetFile, "[shared-1, shared-2]", "[shared-1, b, c, {name: d, agc: 5}, e, f, {name: g, agc: 1}]"})
	got := map[name.Label]int{}
	for _, g := range f.Gateways {
		got[g.Name] = g.AGC
	}
	want := map[name.Label]int{"shared-1": 1, "b": 1, "c": 2, "d": 5, "e": 3, "f": 3, "g": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("AGCs (-want +got):\n%s", diff)
	}
}

// A stamp's name may be left out everywhere; tenants without placement run in the
// stamp called default or, where there is none, in the first by name.
func TestBuildPlacesTenantsInTheirStamp(t *testing.T) {
	t.Parallel()
	pair := func(stamp, net string) []edit {
		text := func(role, region, space string) string {
			return fleettest.ClusterFile(stamp+"-"+role, role, region, space) + "  stamp: " + stamp + "\n"
		}
		return []edit{
			{"clusters/" + stamp + "-primary.yaml", "", text("primary", "westeurope", net+"1.0.0/16")},
			{"clusters/" + stamp + "-dr.yaml", "", text("dr", "northeurope", net+"2.0.0/16")},
		}
	}
	without := []edit{{weu, "", ""}, {neu, "", ""}}
	tests := map[string]struct {
		edits  []edit
		stamps []string
		want   name.Label
	}{
		"one stamp without a name": {nil, []string{"default"}, "default"},
		"default before others": {
			append(pair("alpha", "10.3"), pair("zeta", "10.4")...),
			[]string{"alpha", "default", "zeta"},
			"default",
		},
		"the first where none is so": {
			slices.Concat(without, pair("zeta", "10.3"), pair("beta", "10.4")),
			[]string{"beta", "zeta"},
			"beta",
		},
		"one stamp with another name": {slices.Concat(without, pair("zeta", "10.3")), []string{"zeta"}, "zeta"},
		"the one that the file names": {
			append(pair("alpha", "10.3"), edit{contoso, "{gateway: ", "{stamp: alpha, gateway: "}),
			[]string{"alpha", "default"},
			"alpha",
		},
	}
	for title, tt := range tests {
		f := right(t, tt.edits...)
		var got []string
		for _, s := range f.Stamps {
			got = append(got, string(s.Name))
			if c := s.Clusters(); len(c) != 2 || c[0].Role != fleet.Primary || c[1].Role != fleet.DR || c[0].Stamp != s.Name ||
				c[1].Stamp != s.Name {
				t.Errorf("%s: stamp %s has clusters %v", title, s.Name, c)
			}
		}
		if diff := cmp.Diff(tt.stamps, got); diff != "" {
			t.Errorf("%s: stamps (-want +got):\n%s", title, diff)
		}
		if f.Tenants[0].Stamp != tt.want {
			t.Errorf("%s: contoso runs in %s, want %s", title, f.Tenants[0].Stamp, tt.want)
		}
	}
}

// TestBuildAcceptsOddButRightNames: each is a word, a number or a date to some
// reader of YAML, and a DNS label all the same.
func TestBuildAcceptsOddButRightNames(t *testing.T) {
	t.Parallel()
	names := []string{
		"no", "null", "true", "y", "1e3", "0x10", "123", "0", "4games", "2026-11-24", "nan", "inf", "a--b", "tenant", "workload",
		strings.Repeat("a", 50),
	}
	repo := fleettest.Repo(names...)
	fleetText := strings.Replace(fleettest.FleetFile("shared-1", `"0x20"`), "standard: {",
		`"1e3": {cpu: "1", memory: 1Gi, pods: 1}`+"\n    standard: {", 1)
	repo = fleettest.With(repo, map[string]string{
		fleetFile: fleetText,
		"tenants/odd-plan.yaml": strings.Replace(fleettest.TenantFile("odd-plan", "0x20"), "plan: standard",
			`plan: "1e3"`, 1),
	})
	f, found := build(t, repo)
	if f == nil {
		t.Fatal(found)
	}
	var got []string
	for _, tenant := range f.Tenants {
		got = append(got, string(tenant.Name))
	}
	want := append(slices.Sorted(slices.Values(names)), "odd-plan")
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tenants (-want +got):\n%s", diff)
	}
}

func TestBuildWritesPathsAsFluxDoes(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"deploy": "./deploy", "./deploy": "./deploy", "deploy/": "./deploy", "./deploy/prod/": "./deploy/prod",
		".": "./", "./": "./", "a/b-c/d_e.f": "./a/b-c/d_e.f", "..": "", "./.git": "", "a//b": "", "": "./",
	} {
		f, found := build(t, repoWith(t, edit{contoso, "tag: stable", fmt.Sprintf("tag: stable, path: %q", written)}))
		if want == "" {
			if f != nil {
				t.Errorf("%s is accepted as %s", written, f.Tenants[0].Source.Path)
			}
			continue
		}
		if f == nil || f.Tenants[0].Source.Path != want {
			t.Errorf("%q: %v %v, want %s", written, f, found, want)
		}
	}
}

// TestBuildConcludesNothingFromFilesThatCouldNotBeRead: a file with findings of its
// own is missing from the values, and is no absence.
func TestBuildConcludesNothingFromFilesThatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	broken := func(file string) edit { return edit{file, "", "kind: ["} }
	other := edit{fabrikam, "", strings.Replace(fleettest.TenantFile("fabrikam", "shared-9"), `{gateway: "`,
		`{stamp: blue, gateway: "`, 1)}
	tests := map[string]struct {
		edits []edit
		want  []string
	}{
		"the DR cluster":  {[]edit{broken(neu)}, []string{neu + " yaml-syntax"}},
		"both clusters":   {[]edit{broken(neu), broken(weu)}, []string{neu + " yaml-syntax", weu + " yaml-syntax"}},
		"the only tenant": {[]edit{broken(contoso)}, []string{contoso + " yaml-syntax"}},
		"the fleet":       {[]edit{broken(fleetFile), other}, []string{fleetFile + " yaml-syntax"}},
		"a stamp's clusters": {
			[]edit{broken("clusters/blue.yaml"), other},
			[]string{"clusters/blue.yaml yaml-syntax", fabrikam + " unknown-gateway"},
		},
		"a tenant hides no stamp": {
			[]edit{broken(contoso), other},
			[]string{contoso + " yaml-syntax", fabrikam + " unknown-stamp", fabrikam + " unknown-gateway"},
		},
		"a tenant hides no role": {[]edit{broken(contoso), {neu, "", ""}}, []string{contoso + " yaml-syntax", weu + " stamp-roles"}},
		"a cluster hides no rule": {
			[]edit{broken(neu), {contoso, "plan: standard", "plan: small"}},
			[]string{neu + " yaml-syntax", contoso + " unknown-plan"},
		},
		"a missing fleet, no rule": {
			[]edit{{fleetFile, "", ""}, {contoso, "plan: standard", "plan: small"}},
			[]string{fleetFile + " no-fleet"},
		},
	}
	for title, tt := range tests {
		_, found := build(t, repoWith(t, tt.edits...))
		var got []string
		for _, f := range found {
			got = append(got, f.Pos.File+" "+string(f.Code))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
}

// TestBuildReportsAllFilesInOneRun: rules of one file do not wait for another's.
func TestBuildReportsAllFilesInOneRun(t *testing.T) {
	t.Parallel()
	_, found := build(t, repoWith(t,
		edit{fleetFile, "swedencentral", "Sweden"},
		edit{weu, "westeurope", "Europe"},
		edit{contoso, "plan: standard", "plan: small"},
		edit{fabrikam, "", strings.Replace(fleettest.TenantFile("fabrikam", "shared-1"), "fabrikam.apps", "contoso.apps", 1)},
	))
	var got []string
	for _, f := range found {
		got = append(got, f.Pos.String()+" "+string(f.Code))
	}
	want := []string{
		fleetFile + ":9:15 bad-region", weu + ":7:11 bad-region", contoso + ":6:9 unknown-plan", fabrikam + ":8:15 hostname-taken",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestPinnedIsTrueOfDigestsAndCommitsAlone(t *testing.T) {
	t.Parallel()
	for _, s := range []fleet.Source{{Digest: "sha256:a"}, {Commit: "a"}} {
		if !s.Pinned() {
			t.Errorf("%v is not pinned", s)
		}
	}
	for _, s := range []fleet.Source{{}, {Tag: "v1"}, {Branch: "main"}} {
		if s.Pinned() {
			t.Errorf("%v is pinned", s)
		}
	}
}

func TestBuildShortensValuesInMessages(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 100_000)
	_, found := build(t, repoWith(t,
		edit{fleetFile, "swedencentral", long}, edit{fleetFile, "platform@acme.example", long},
		edit{weu, "10.10.0.0/16", long}, edit{contoso, "plan: standard", "plan: " + long},
		edit{contoso, "contoso.apps.acme.example", long},
		edit{contoso, "{gateway: \"shared-1\"}", "{gateway: " + long + ", stamp: " + long + "}"},
		edit{contoso, "tag: stable", "tag: " + long}, edit{contoso, "33333333-3333-4333-8333-333333333333", long},
	))
	if len(found) != 9 {
		t.Errorf("%d findings", len(found))
	}
	for _, f := range found {
		if len(f.Message)+len(f.Fix) > 400 {
			t.Errorf("%s: %d bytes", f.Code, len(f.Message)+len(f.Fix))
		}
	}
}

// TestBuildWithoutAFleetSaysNothing: load has said why there is none.
func TestBuildWithoutAFleetSaysNothing(t *testing.T) {
	t.Parallel()
	if f, found := fleet.Build(&load.Files{}); f != nil || found != nil {
		t.Errorf("%v %v", f, found)
	}
	var none diag.List
	if diff := cmp.Diff(none, none.Sorted()); diff != "" {
		t.Error(diff)
	}
}
