package components_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/e2e/components"
)

func TestAKeyChangesWithItsOwnSetAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(set, file, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, set), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, set, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, set := range []string{"one", "two"} {
		write(set, "go.mod", "module "+set+"\n")
		write(set, "go.sum", "")
		write(set, "set.yaml", "firstBuild: 1m\n")
	}
	before := keys(t, dir)
	if diff := cmp.Diff(before, keys(t, dir)); diff != "" {
		t.Errorf("the same files give other keys:\n%s", diff)
	}
	for file, text := range map[string]string{
		"go.mod": "module one\n\ngo 1.26.0\n", "go.sum": "x v1 h1:abc=\n", "set.yaml": "firstBuild: 1m\ntags: x\n",
	} {
		was := keys(t, dir)
		write("one", file, text)
		now := keys(t, dir)
		if was["one"] == now["one"] {
			t.Errorf("a change of %s leaves the key as it was", file)
		}
		if was["two"] != now["two"] {
			t.Errorf("a change of one's %s changes two's key", file)
		}
	}
}

func keys(t *testing.T, dir string) map[string]string {
	t.Helper()
	sets, err := components.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, set := range sets {
		if out[set.Name], err = set.Key(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestToolsOfAModuleAreWhatItsSetBuilds keeps go mod tidy from dropping what a set needs.
func TestToolsOfAModuleAreWhatItsSetBuilds(t *testing.T) {
	t.Parallel()
	sets, err := components.Load("sets")
	if err != nil {
		t.Fatal(err)
	}
	got, want := map[string][]string{}, map[string][]string{}
	block := regexp.MustCompile(`(?m)^tool (?:\(\n([^)]*)\)|(\S+))$`)
	for _, set := range sets {
		for _, path := range set.Binaries {
			want[set.Name] = append(want[set.Name], path)
		}
		slices.Sort(want[set.Name])
		mod, err := os.ReadFile(filepath.Join(set.Dir, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		if match := block.FindStringSubmatch(string(mod)); match != nil {
			got[set.Name] = strings.Fields(match[1] + match[2])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// small is a set that builds in a second: a program of this test's own, replaced by its folder.
func small(t *testing.T) components.Set {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module components.invalid/small\n\ngo 1.26.0\n\ntool example.invalid/hello\n\n" +
			"require example.invalid/hello v0.0.0\n\nreplace example.invalid/hello => ./hello\n",
		"go.sum":        "",
		"set.yaml":      "firstBuild: 1s\nldflags: -X main.word=hello\nbinaries: {hello: example.invalid/hello}\n",
		"hello/go.mod":  "module example.invalid/hello\n\ngo 1.26.0\n",
		"hello/main.go": "package main\n\nvar word string\n\nfunc main() { println(word) }\n",
	} {
		file := filepath.Join(dir, "small", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := components.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return sets[0]
}

func TestASecondRunBuildsNothing(t *testing.T) {
	t.Parallel()
	set, out := small(t), &bytes.Buffer{}
	cache := components.Cache{Dir: filepath.Join(t.TempDir(), "cache"), Out: out}
	built, err := cache.Ensure(t.Context(), []components.Set{set})
	if err != nil {
		t.Fatal(err)
	}
	first, err := os.Stat(built.Binary("small", "hello"))
	if err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`^components: building small, about 1s the first time, then never again … built in \ds\n$`)
	if !want.MatchString(out.String()) {
		t.Errorf("progress %q is not like %s", out, want)
	}
	out.Reset()
	built, err = cache.Ensure(t.Context(), []components.Set{set})
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.Stat(built.Binary("small", "hello"))
	if err != nil {
		t.Fatal(err)
	}
	if out.Len() > 0 || !first.ModTime().Equal(second.ModTime()) {
		t.Errorf("the second run built again, saying %q", out)
	}
}

func TestAnInterruptedBuildLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	set := small(t)
	cache := components.Cache{Dir: filepath.Join(t.TempDir(), "cache"), Out: &bytes.Buffer{}}
	// A build that was killed half-way leaves its folder.
	leftover := filepath.Join(cache.Dir, ".building-small", "bin")
	if err := os.MkdirAll(leftover, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(leftover, "half"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := cache.Ensure(ctx, []components.Set{set}); err == nil {
		t.Fatal("an interrupted build says that it is done")
	}
	key, err := set.Key()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(cache.Dir, key)); !os.IsNotExist(err) {
		t.Errorf("an interrupted build left %s (%v)", key, err)
	}
	if _, err := cache.Ensure(t.Context(), []components.Set{set}); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(cache.Dir, key, "bin"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("[- hello]", fmt.Sprint(entries)); diff != "" {
		t.Error(diff)
	}
}

func TestTheCacheIsOutsideTheCheckoutUnlessSaidOtherwise(t *testing.T) {
	t.Parallel()
	given, err := components.DefaultDir(func(string) string { return "/somewhere" })
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join("/somewhere", "components"); given != want {
		t.Errorf("TENANTRY_CACHE gives %s, want %s", given, want)
	}
}
