package bicep

import (
	_ "embed"
	"strings"
)

// resourceTypes lists resource types as Microsoft writes them, in alphabetical
// order without case, with the scopes at which each can be created: t(enant),
// m(anagement group), s(ubscription), g(roup), e(xtension of a resource). Names and
// scopes are those of github.com/Azure/bicep-types-az, of all versions together.
//
//go:embed resource_types.txt
var resourceTypes string

// knownType returns a type as Microsoft writes it, which is how the compiler
// prints it, and its scopes. A type that is not listed comes back as it is, without
// scopes, but for its provider: that is always Provider.Name, with capitals.
func knownType(name string) (canonical, scopes string) {
	low, high := 0, len(resourceTypes)
	for low < high {
		middle := (low + high) / 2
		start := low + strings.LastIndexByte(resourceTypes[low:middle], '\n') + 1
		end := start + strings.IndexByte(resourceTypes[start:], '\n')
		listed, at, _ := strings.Cut(resourceTypes[start:end], " ")
		switch order := compareFold(name, listed); {
		case order == 0:
			return listed, at
		case order < 0:
			high = start
		default:
			low = end + 1
		}
	}
	if name != "" && name[0] >= 'a' && name[0] <= 'z' {
		return strings.ToUpper(name[:1]) + name[1:], ""
	}
	return name, ""
}

// compareFold orders ASCII texts without case.
func compareFold(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lowerByte(a[i]), lowerByte(b[i]); x != y {
			return int(x) - int(y)
		}
	}
	return len(a) - len(b)
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// canStandAt reports whether a resource can be at its scope, as far as its type is
// listed. More scopes can be read than written: of existing resources only those
// that live in groups alone are held to it.
func canStandAt(s *symbol) bool {
	if s.at == "" || s.existing && s.at != "g" {
		return true
	}
	letter := [...]string{
		groupScope: "g", subscriptionScope: "s", managementScope: "m", tenantScope: "t", extensionScope: "e",
	}[s.scope.kind]
	return strings.Contains(s.at, letter)
}
