package bicep_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/bicep"
)

// samples returns the folders of testdata/samples, each with a main.bicep and the
// JSON that Microsoft's compiler 0.49.2 prints for it (.ci/bicep-compare -write).
func samples(tb testing.TB) []string {
	tb.Helper()
	entries, err := os.ReadDir("testdata/samples")
	if err != nil {
		tb.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestASampleCompilesToWhatMicrosoftsCompilerPrints(t *testing.T) {
	t.Parallel()
	for _, name := range samples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := os.DirFS(path.Join("testdata/samples", name))
			got, found, err := bicep.Compile(dir, "main.bicep")
			if err != nil || len(found) > 0 {
				t.Fatal(err, found)
			}
			want, err := fs.ReadFile(dir, "main.json")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got.JSON), "\n")); diff != "" {
				t.Errorf("(-Microsoft's +ours):\n%s", diff)
			}
		})
	}
}
