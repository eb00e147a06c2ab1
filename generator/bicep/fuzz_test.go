package bicep_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator/bicep"
)

// FuzzCompile holds that any two texts, one a module beside the other, end in a
// template that is JSON or in a finding inside one of the files, and that this is
// the same each time.
func FuzzCompile(f *testing.F) {
	for _, name := range samples(f) {
		main, err := os.ReadFile(path.Join("testdata/samples", name, "main.bicep"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(main), "param a string\noutput a string = a\n")
	}
	f.Add("module m 'm.bicep' = {\n  name: 'm'\n  params: { a: 'x' }\n}\noutput o string = m.outputs.a\n", "param a string\noutput a string = a\n")
	f.Add("module m 'm.bicep' = {\n  name: 'm'\n}\n", "module m 'main.bicep' = {\n  name: 'm'\n}\n")
	f.Add("output a string = '${'${'${'", "/*")
	f.Add("#disable-next-line x\nvar a = a", "@\n")
	f.Fuzz(func(t *testing.T, main, module string) {
		src := fstest.MapFS{"main.bicep": {Data: []byte(main)}, "m.bicep": {Data: []byte(module)}}
		got, found, err := bicep.Compile(src, "main.bicep")
		if err != nil {
			t.Fatal(err)
		}
		if got == nil {
			if len(found) == 0 {
				t.Fatal("neither a template nor a finding")
			}
			for _, f := range found {
				if _, err := fs.Stat(src, f.Pos.File); err != nil || f.Code == "" || f.Message == "" {
					t.Fatal(f)
				}
			}
			return
		}
		if len(found) > 0 || !json.Valid(got.JSON) {
			t.Fatalf("%v\n%s", found, got.JSON)
		}
		if again, _, _ := bicep.Compile(src, "main.bicep"); again == nil || !bytes.Equal(got.JSON, again.JSON) {
			t.Fatal("another template the second time")
		}
	})
}
