package fleet

// region is what the generator knows about an Azure region.
type region struct {
	zones bool // it has three availability zones
}

// regions are those that offer Application Gateway for Containers, as listed on
// 2025-07-21 by https://learn.microsoft.com/azure/application-gateway/for-containers/overview#supported-regions,
// and whether each has availability zones, as listed by
// https://learn.microsoft.com/azure/reliability/regions-list. A fleet names
// younger ones in azure.newRegions.
func regions() map[string]region {
	return map[string]region{
		"australiaeast":      {zones: true},
		"brazilsouth":        {zones: true},
		"canadacentral":      {zones: true},
		"centralindia":       {zones: true},
		"centralus":          {zones: true},
		"eastasia":           {zones: true},
		"eastus":             {zones: true},
		"eastus2":            {zones: true},
		"francecentral":      {zones: true},
		"germanywestcentral": {zones: true},
		"koreacentral":       {zones: true},
		"northcentralus":     {zones: false},
		"northeurope":        {zones: true},
		"norwayeast":         {zones: true},
		"southcentralus":     {zones: true},
		"southeastasia":      {zones: true},
		"switzerlandnorth":   {zones: true},
		"uaenorth":           {zones: true},
		"uksouth":            {zones: true},
		"westeurope":         {zones: true},
		"westus":             {zones: false},
	}
}
