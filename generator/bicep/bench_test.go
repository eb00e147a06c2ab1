package bicep_test

import (
	"io/fs"
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator/bicep"
)

// load reads a sample into memory, so that a benchmark does not measure the disk.
func load(b *testing.B, dir string) (fstest.MapFS, int) {
	b.Helper()
	out, size := fstest.MapFS{}, 0
	src := os.DirFS(path.Join("testdata/samples", dir))
	err := fs.WalkDir(src, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".bicep" {
			return err
		}
		text, err := fs.ReadFile(src, name)
		out[name] = &fstest.MapFile{Data: text}
		size += len(text)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return out, size
}

// BenchmarkCompile compiles a file of one group, a stack with three modules, and one with two tenants.
func BenchmarkCompile(b *testing.B) {
	for _, name := range []string{"stack-cluster", "stack-platform", "stack-tenants"} {
		b.Run(name, func(b *testing.B) {
			src, size := load(b, name)
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if got, found, err := bicep.Compile(src, "main.bicep"); got == nil {
					b.Fatal(found, err)
				}
			}
		})
	}
}
