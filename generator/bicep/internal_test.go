package bicep

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryListedTypeIsFoundInAnyCase(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSpace(resourceTypes), "\n")
	for _, line := range lines {
		name, scopes, _ := strings.Cut(line, " ")
		for _, written := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
			if got, at := knownType(written); got != name || at != scopes || at == "" {
				t.Errorf("%s: got %q %q, want %q %q", written, got, at, name, scopes)
			}
		}
	}
	if !slices.IsSortedFunc(lines, func(a, b string) int {
		return compareFold(strings.Fields(a)[0], strings.Fields(b)[0])
	}) {
		t.Error("the list is not sorted")
	}
}

func TestATypeThatIsNotListedStaysAsItIs(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Aaa.Bbb/ccc", "Microsoft.Web/sites", "Zzz.Yyy/xxx"} {
		if got, at := knownType(name); got != name || at != "" {
			t.Errorf("%s: got %q %q", name, got, at)
		}
	}
}
