package azure

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/templates"
)

// TestEveryVersionIsUsed: an API version that no template names is one that nobody
// looks after.
func TestEveryVersionIsUsed(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	err := fs.WalkDir(templates.FS, "azure", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(templates.FS, p)
		if err != nil {
			return err
		}
		for _, m := range regexp.MustCompile(`\bapi "([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
			named[m[1]] = true
		}
		if bare := regexp.MustCompile(`'Microsoft\.[^']+@`).FindString(string(text)); bare != "" {
			t.Errorf("%s names an API version of its own: %s", p, bare)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	chosen := map[string]bool{}
	for typ := range versions() {
		chosen[typ] = true
	}
	if diff := cmp.Diff(chosen, named); diff != "" {
		t.Errorf("types with a version (-) and in templates (+):\n%s", diff)
	}
}

func TestAnUnknownTypeIsAnError(t *testing.T) {
	t.Parallel()
	if got, err := api("Microsoft.Network/virtualNetwork"); err == nil || !strings.Contains(err.Error(), "virtualNetwork") {
		t.Errorf("%q, %v", got, err)
	}
}
