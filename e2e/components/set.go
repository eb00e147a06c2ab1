// Package components builds the real programs that the lab runs, each once, from the Go module proxy.
//
// A set is a folder sets/<name> with three files: go.mod and go.sum pin the modules, set.yaml says what is built of
// them and which files of their folders are kept. The folder's checksum names its place in the cache, so a set that
// did not change is never built again, and a change to one set rebuilds only that one.
package components

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"sigs.k8s.io/yaml"
)

// Set is one pinned set of modules.
type Set struct {
	Name string // the folder's name
	Dir  string // the folder that holds go.mod, go.sum and set.yaml
	Recipe
}

// Recipe is the content of set.yaml.
type Recipe struct {
	// FirstBuild is about how long a build takes on two cores when nothing is cached.
	FirstBuild Duration `json:"firstBuild"`
	// CGO says that a C compiler is needed.
	CGO bool `json:"cgo,omitempty"`
	// Tags are Go build tags, separated by commas.
	Tags string `json:"tags,omitempty"`
	// LDFlags are added to the linker's -s -w.
	LDFlags string `json:"ldflags,omitempty"`
	// Binaries maps a program's file name to its main package.
	Binaries map[string]string `json:"binaries,omitempty"`
	// Files are copied from module folders, so that the cache alone is enough to start a lab.
	Files []Files `json:"files,omitempty"`
}

// Files names what is copied from one module's folder.
type Files struct {
	Module string `json:"module"`
	From   string `json:"from"` // a file, a folder or a glob, relative to the module's root
	To     string `json:"to"`   // the folder that they are copied into
}

// Duration is a time.Duration that is written as in "6m".
type Duration struct{ time.Duration }

// UnmarshalText reads "6m" and the like.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("parse duration %q: %w", text, err)
	}
	d.Duration = parsed
	return nil
}

// String is how people write it: 6m and not 6m0s.
func (d Duration) String() string {
	if d.Duration >= time.Minute {
		return strings.TrimSuffix(d.Duration.String(), "0s")
	}
	return d.Duration.String()
}

// Load reads every set below dir, sorted by name.
func Load(dir string) ([]Set, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("list sets of components: %w", err)
	}
	var sets []Set
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		set := Set{Name: entry.Name(), Dir: filepath.Join(dir, entry.Name())}
		data, err := os.ReadFile(filepath.Join(set.Dir, "set.yaml"))
		if err != nil {
			return nil, fmt.Errorf("read set %s: %w", set.Name, err)
		}
		if err := yaml.UnmarshalStrict(data, &set.Recipe); err != nil {
			return nil, fmt.Errorf("read set %s: %w", set.Name, err)
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// Key is the name of the set's place in the cache: it changes when, and only when, one of its three files or the
// machine's kind does.
func (s Set) Key() (string, error) {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s/%s\n", runtime.GOOS, runtime.GOARCH)
	for _, name := range []string{"go.mod", "go.sum", "set.yaml"} {
		data, err := os.ReadFile(filepath.Join(s.Dir, name))
		if err != nil {
			return "", fmt.Errorf("checksum set %s: %w", s.Name, err)
		}
		fmt.Fprintf(hash, "%s %x\n", name, sha256.Sum256(data))
	}
	return s.Name + "-" + hex.EncodeToString(hash.Sum(nil))[:16], nil
}

// Find walks up from dir to the folder of the end-to-end module and returns its components/sets.
func Find(dir string) (string, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find sets of components: %w", err)
	}
	for at := start; ; at = filepath.Dir(at) {
		for _, below := range []string{"components/sets", "e2e/components/sets"} {
			sets := filepath.Join(at, filepath.FromSlash(below))
			if info, err := os.Stat(sets); err == nil && info.IsDir() {
				return sets, nil
			}
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("find sets of components: no components/sets at or above %s", start)
		}
	}
}

// names returns the programs' names in a fixed order.
func (r Recipe) names() []string {
	names := make([]string, 0, len(r.Binaries))
	for name := range r.Binaries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
