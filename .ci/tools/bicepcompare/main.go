// Command bicepcompare compiles Bicep files with Microsoft's compiler and with generator/bicep, and compares the JSON as data.
//
//	bicepcompare [-v] [-all] [-write] COMPILER DIR...
//
// COMPILER is the bicep program. Under each DIR every main.bicep is compiled, with
// -all every .bicep file. -write puts Microsoft's JSON beside each as main.json,
// without its mark. The exit code is 1 when a template differs, and, without
// -refuse, also when generator/bicep refuses a file that Microsoft's compiler takes.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/tenantry/tenantry/generator/bicep"
)

func main() {
	ok, err := run(os.Args[1:])
	switch {
	case err != nil:
		fmt.Fprintf(os.Stderr, "bicepcompare: %v\n", err)
		os.Exit(2)
	case !ok:
		os.Exit(1)
	}
}

// comparison is one run and what it counted.
type comparison struct {
	all, write, refuse, verbose bool
	official                    *official
	files, equal, refused       int
	broken, different           int
}

func run(args []string) (bool, error) {
	var c comparison
	flags := flag.NewFlagSet("bicepcompare", flag.ContinueOnError)
	flags.BoolVar(&c.all, "all", false, "every .bicep file, not only main.bicep")
	flags.BoolVar(&c.write, "write", false, "write Microsoft's JSON beside each file")
	flags.BoolVar(&c.refuse, "refuse", false, "a finding where Microsoft's compiler has none is no failure")
	flags.BoolVar(&c.verbose, "v", false, "print findings and Microsoft's warnings")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	if flags.NArg() < 2 {
		return false, errors.New("usage: bicepcompare [-v] [-all] [-write] [-refuse] COMPILER DIR")
	}
	work, err := os.MkdirTemp("", "bicepcompare")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(work)
	if c.official, err = start(flags.Arg(0)); err != nil {
		return false, err
	}
	defer c.official.stop()
	for i, dir := range flags.Args()[1:] {
		if err := c.dir(dir, filepath.Join(work, fmt.Sprint(i))); err != nil {
			return false, err
		}
	}
	if c.files == 0 {
		return false, errors.New("there is no Bicep file to compare")
	}
	fmt.Printf("%d files: %d equal, %d different, %d refused here only, %d refused by Microsoft's compiler\n",
		c.files, c.equal, c.different, c.refused, c.broken)
	return c.different == 0 && (c.refuse || c.refused == 0), nil
}

// dir compares the files of one folder, in a copy with symbolic names switched on.
func (c *comparison) dir(dir, work string) error {
	paths, err := copyBicep(dir, work)
	if err != nil {
		return err
	}
	for _, path := range paths {
		if c.all || filepath.Base(path) == "main.bicep" {
			if err := c.file(dir, work, path); err != nil {
				return err
			}
		}
	}
	return nil
}

// copyBicep copies the .bicep files below dir, and returns their paths. Folders that
// hold templates, tests or tools are left out.
func copyBicep(dir, work string) ([]string, error) {
	var paths []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "templates" || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".bicep":
			return nil
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return err
		}
		target := filepath.Join(work, path)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		paths = append(paths, path)
		return os.WriteFile(target, text, 0o600)
	})
	if err != nil {
		return nil, err
	}
	config := []byte(`{"experimentalFeaturesEnabled": {"symbolicNameCodegen": true}}`)
	return paths, errors.Join(os.MkdirAll(work, 0o755), os.WriteFile(filepath.Join(work, "bicepconfig.json"), config, 0o600))
}

func (c *comparison) file(dir, work, path string) error {
	c.files++
	ours, found, err := bicep.Compile(os.DirFS(dir), path)
	if err != nil {
		return err
	}
	theirs, messages, err := c.official.compile(filepath.Join(work, path))
	if err != nil {
		return err
	}
	place := filepath.Join(dir, path)
	if c.verbose {
		for _, f := range found {
			fmt.Printf("%s: ours: %s\n", place, f)
		}
		for _, m := range messages {
			fmt.Printf("%s: theirs: %s\n", place, m)
		}
	}
	switch {
	case theirs == nil && ours != nil:
		c.broken++
		c.different++
		fmt.Printf("%s: only Microsoft's compiler refuses it: %s\n", place, strings.Join(messages, "; "))
		return nil
	case theirs == nil:
		c.broken++
		return nil
	}
	clean := withoutMark(theirs)
	if c.write {
		if err := os.WriteFile(strings.TrimSuffix(place, ".bicep")+".json", clean, 0o644); err != nil {
			return err
		}
	}
	if ours == nil {
		c.refused++
		fmt.Printf("%s: refused: %s\n", place, found[0])
		return nil
	}
	return c.compare(place, ours.JSON, clean)
}

func (c *comparison) compare(place string, ours, theirs []byte) error {
	var a, b any
	if err := errors.Join(json.Unmarshal(ours, &a), json.Unmarshal(theirs, &b)); err != nil {
		return fmt.Errorf("%s: %w", place, err)
	}
	if reflect.DeepEqual(a, b) {
		c.equal++
		if c.verbose && !bytes.Equal(ours, theirs) {
			fmt.Printf("%s: same data, other bytes\n", place)
		}
		return nil
	}
	c.different++
	fmt.Printf("%s: different: %s\n", place, difference("", a, b))
	return nil
}

// difference names the first place where two values differ.
func difference(at string, a, b any) string {
	if x, ok := a.(map[string]any); ok {
		if y, ok := b.(map[string]any); ok {
			for k, v := range x {
				if !reflect.DeepEqual(v, y[k]) {
					return difference(at+"."+k, v, y[k])
				}
			}
			for k := range y {
				if _, ok := x[k]; !ok {
					return difference(at+"."+k, nil, y[k])
				}
			}
		}
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return fmt.Sprintf("%s: ours %.300s, theirs %.300s", at, x, y)
}
