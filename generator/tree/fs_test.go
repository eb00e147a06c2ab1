package tree_test

import (
	"testing"
	"testing/fstest"

	"github.com/tenantry/tenantry/generator/tree"
)

func TestFSIsAFileSystemOfTheTree(t *testing.T) {
	t.Parallel()
	files := &tree.Tree{}
	for p, text := range map[string]string{
		"a.yaml": "a: 1\n", "clusters/prod/flux/.gitkeep": "", "clusters/prod/flux/x.yaml": "x", "tenants/a.yaml": "t",
	} {
		if err := files.Add(p, tree.File{Data: []byte(text)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := fstest.TestFS(files.FS(), files.Paths()...); err != nil {
		t.Fatal(err)
	}
}
