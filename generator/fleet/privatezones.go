package fleet

import (
	"maps"
	"slices"
)

// PrivateGroups lists the group ids for which a private DNS zone is known.
func PrivateGroups() []string { return slices.Sorted(maps.Keys(privateZones())) }

// PrivateZone is the private DNS zone of a private endpoint's group id in the
// public cloud, or empty if none is known.
func PrivateZone(groupID string) string { return privateZones()[groupID] }

// privateZones are those of
// https://learn.microsoft.com/azure/private-link/private-endpoint-dns, without the
// ones whose names hold a region.
func privateZones() map[string]string {
	return map[string]string{
		"blob":                "privatelink.blob.core.windows.net",
		"file":                "privatelink.file.core.windows.net",
		"queue":               "privatelink.queue.core.windows.net",
		"table":               "privatelink.table.core.windows.net",
		"dfs":                 "privatelink.dfs.core.windows.net",
		"vault":               "privatelink.vaultcore.azure.net",
		"registry":            "privatelink.azurecr.io",
		"sqlServer":           "privatelink.database.windows.net",
		"postgresqlServer":    "privatelink.postgres.database.azure.com",
		"mysqlServer":         "privatelink.mysql.database.azure.com",
		"Sql":                 "privatelink.documents.azure.com",
		"MongoDB":             "privatelink.mongo.cosmos.azure.com",
		"namespace":           "privatelink.servicebus.windows.net",
		"redisCache":          "privatelink.redis.cache.windows.net",
		"redisEnterprise":     "privatelink.redis.azure.net",
		"configurationStores": "privatelink.azconfig.io",
		"searchService":       "privatelink.search.windows.net",
		"sites":               "privatelink.azurewebsites.net",
		"account":             "privatelink.cognitiveservices.azure.com",
		"topic":               "privatelink.eventgrid.azure.net",
		"domain":              "privatelink.eventgrid.azure.net",
	}
}
