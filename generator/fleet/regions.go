package fleet

// region is what the generator knows about an Azure region.
type region struct {
	agc   bool // it offers Application Gateway for Containers
	zones bool // it has three availability zones
}

// regions are those of the public cloud that anybody may deploy to, and what they
// offer. Application Gateway for Containers is as listed on 2025-07-21 by
// https://learn.microsoft.com/azure/application-gateway/for-containers/overview#supported-regions,
// availability zones as listed on 2025-03-21 by
// https://learn.microsoft.com/azure/reliability/regions-list. A fleet names younger
// ones in azure.newRegions.
func regions() map[string]region {
	return map[string]region{
		"australiacentral":   {},
		"australiaeast":      {agc: true, zones: true},
		"australiasoutheast": {},
		"brazilsouth":        {agc: true, zones: true},
		"canadacentral":      {agc: true, zones: true},
		"canadaeast":         {},
		"centralindia":       {agc: true, zones: true},
		"centralus":          {agc: true, zones: true},
		"eastasia":           {agc: true, zones: true},
		"eastus":             {agc: true, zones: true},
		"eastus2":            {agc: true, zones: true},
		"francecentral":      {agc: true, zones: true},
		"germanywestcentral": {agc: true, zones: true},
		"indonesiacentral":   {zones: true},
		"israelcentral":      {zones: true},
		"italynorth":         {zones: true},
		"japaneast":          {zones: true},
		"japanwest":          {zones: true},
		"koreacentral":       {agc: true, zones: true},
		"mexicocentral":      {zones: true},
		"newzealandnorth":    {zones: true},
		"northcentralus":     {agc: true},
		"northeurope":        {agc: true, zones: true},
		"norwayeast":         {agc: true, zones: true},
		"polandcentral":      {zones: true},
		"qatarcentral":       {zones: true},
		"southafricanorth":   {zones: true},
		"southcentralus":     {agc: true, zones: true},
		"southeastasia":      {agc: true, zones: true},
		"southindia":         {},
		"spaincentral":       {zones: true},
		"swedencentral":      {zones: true},
		"switzerlandnorth":   {agc: true, zones: true},
		"uaenorth":           {agc: true, zones: true},
		"uksouth":            {agc: true, zones: true},
		"ukwest":             {},
		"westcentralus":      {},
		"westeurope":         {agc: true, zones: true},
		"westindia":          {},
		"westus":             {agc: true},
		"westus2":            {zones: true},
		"westus3":            {zones: true},
	}
}

// withAGC lists the regions that offer Application Gateway for Containers.
func withAGC() []string {
	var out []string
	for name, r := range regions() {
		if r.agc {
			out = append(out, name)
		}
	}
	return out
}

// WithoutZones reports whether a region is known to have no availability zones.
func WithoutZones(name string) bool {
	r, known := regions()[name]
	return known && !r.zones
}
