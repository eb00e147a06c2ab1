package bicep

import "strings"

// function is what is known of a function: how many arguments it takes, what it
// returns, and where it may stand.
type function struct {
	least, most int
	returns     basic
	use         usage
}

// usage says where a function may stand, or that its value is late.
type usage uint8

const (
	nowhere usage = iota // there is no such function
	anywhere
	whenRunning // the value is known only while the deployment runs
	inDefault   // only in the default of a parameter
	asScope     // names a scope: with arguments only where a scope is asked for
	passThrough // any(x) is x
)

// many stands for any number of arguments.
const many = 1 << 20

// lookup returns a function of the subset. Signatures:
// https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions.
func lookup(name string) (function, bool) {
	for _, part := range [...]func(string) function{textFunction, collectionFunction, deploymentFunction} {
		if f := part(name); f.use != nowhere {
			return f, true
		}
	}
	if strings.HasPrefix(name, "list") && len(name) > len("list") {
		return function{2, 3, anyValue, whenRunning}, true
	}
	return function{}, false
}

// textFunction knows the functions of strings and numbers.
func textFunction(name string) function {
	switch name {
	case "toLower", "toUpper", "trim", "uriComponent", "uriComponentToString", "base64", "base64ToString", "dataUri",
		"dataUriToString", "string":
		return function{1, 1, stringValue, anywhere}
	case "concat":
		return function{1, many, anyValue, anywhere}
	case "format", "guid", "uniqueString":
		return function{1, many, stringValue, anywhere}
	case "replace":
		return function{3, 3, stringValue, anywhere}
	case "substring", "padLeft":
		return function{2, 3, stringValue, anywhere}
	case "join", "uri":
		return function{2, 2, stringValue, anywhere}
	case "split":
		return function{2, 2, arrayValue, anywhere}
	case "startsWith", "endsWith":
		return function{2, 2, boolValue, anywhere}
	case "indexOf", "lastIndexOf":
		return function{2, 2, intValue, anywhere}
	case "int":
		return function{1, 1, intValue, anywhere}
	case "bool":
		return function{1, 1, boolValue, anywhere}
	case "json", "base64ToJson":
		return function{1, 1, anyValue, anywhere}
	case "min", "max":
		return function{1, many, intValue, anywhere}
	case "dateTimeAdd":
		return function{2, 3, stringValue, anywhere}
	case "cidrSubnet":
		return function{3, 3, stringValue, anywhere}
	case "cidrHost":
		return function{2, 2, stringValue, anywhere}
	case "parseCidr":
		return function{1, 1, objectValue, anywhere}
	}
	return function{}
}

// collectionFunction knows the functions of arrays and objects.
func collectionFunction(name string) function {
	switch name {
	case "any":
		return function{1, 1, anyValue, passThrough}
	case "array", "items", "objectKeys", "flatten":
		return function{1, 1, arrayValue, anywhere}
	case "contains":
		return function{2, 2, boolValue, anywhere}
	case "empty":
		return function{1, 1, boolValue, anywhere}
	case "length":
		return function{1, 1, intValue, anywhere}
	case "first", "last":
		return function{1, 1, anyValue, anywhere}
	case "skip", "take":
		return function{2, 2, anyValue, anywhere}
	case "range":
		return function{2, 2, arrayValue, anywhere}
	case "union", "intersection":
		return function{2, many, anyValue, anywhere}
	case "shallowMerge":
		return function{1, 1, objectValue, anywhere}
	}
	return function{}
}

// deploymentFunction knows the functions of Azure's deployments.
func deploymentFunction(name string) function {
	switch name {
	case "resourceId", "subscriptionResourceId", "managementGroupResourceId":
		return function{2, many, stringValue, anywhere}
	case "tenantResourceId":
		return function{2, many, stringValue, anywhere}
	case "extensionResourceId":
		return function{3, many, stringValue, anywhere}
	case "reference":
		return function{1, 3, anyValue, whenRunning}
	case "deployment", "environment", "deployer":
		return function{0, 0, objectValue, anywhere}
	case "tenant":
		return function{0, 0, objectValue, asScope}
	case "subscription", "managementGroup":
		return function{0, 1, objectValue, asScope}
	case "resourceGroup":
		return function{0, 2, objectValue, asScope}
	case "utcNow":
		return function{0, 1, stringValue, inDefault}
	case "newGuid":
		return function{0, 0, stringValue, inDefault}
	}
	return function{}
}

// inSys reports whether the function belongs to the namespace sys; the others belong to az.
func inSys(name string) bool {
	return textFunction(name).use != nowhere || collectionFunction(name).use != nowhere || name == "utcNow" || name == "newGuid"
}

// outside lists functions that Bicep knows and the subset does not.
func outside(name string) bool {
	switch name {
	case "filter", "map", "mapValues", "reduce", "sort", "toObject", "groupBy", "loadTextContent", "loadJsonContent",
		"loadYamlContent", "loadFileAsBase64", "loadDirectoryFileInfo", "readEnvironmentVariable", "getSecret",
		"toLogicalZone", "toLogicalZones", "toPhysicalZone", "toPhysicalZones", "pickZones", "providers", "nameof", "fail",
		"buildUri", "parseUri", "dateTimeFromEpoch", "dateTimeToEpoch", "externalInput", "readCliArg":
		return true
	}
	return false
}
