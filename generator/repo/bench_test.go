package repo_test

import (
	"fmt"
	"io/fs"
	"strconv"
	"testing"

	"github.com/tenantry/tenantry/generator/repo"
)

// benchFleet is a repository of about 10,000 rendered files of 600 tenants.
func benchFleet(b *testing.B) (*repo.Repo, repo.Hash) {
	b.Helper()
	dir := b.TempDir()
	git(b, dir, "init", "-q", "-b", "main")
	r := open(b, dir)
	var changes []repo.Change
	for i := range 600 {
		name := fmt.Sprintf("tenants/t%03d", i)
		changes = append(changes, put(name+".yaml", "kind: Tenant "+name))
		for _, part := range []string{"base", "prod-weu", "prod-neu"} {
			for j := range 5 {
				changes = append(changes, put(fmt.Sprintf("%s/%s/%d.yaml", name, part, j), name+part))
			}
		}
	}
	c := commit(b, r, "fleet", changes)
	if err := r.SetBranch("main", c, ""); err != nil {
		b.Fatal(err)
	}
	git(b, dir, "reset", "-q", "--hard")
	git(b, dir, "gc", "-q")
	return open(b, dir), c
}

func BenchmarkFilesReadWhole(b *testing.B) {
	r, c := benchFleet(b)
	for b.Loop() {
		fsys, err := r.Files(c)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		err = fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			n++
			_, err = fs.ReadFile(fsys, p)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n), "files")
	}
}

func BenchmarkWriteTreeOfOneTenant(b *testing.B) {
	r, c := benchFleet(b)
	for i := 0; b.Loop(); i++ {
		if _, err := r.WriteTree(c, []repo.Change{put("tenants/t000/base/0.yaml", strconv.Itoa(i))}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDirty(b *testing.B) {
	r, _ := benchFleet(b)
	for b.Loop() {
		if found, err := r.Dirty(repo.Scope{}); err != nil || len(found) > 0 {
			b.Fatal(found, err)
		}
	}
}

func BenchmarkWriteTreeOfAWholeFleet(b *testing.B) {
	var changes []repo.Change
	for i := range 9600 {
		changes = append(changes, put(fmt.Sprintf("tenants/t%d/base/%d.yaml", i/16, i%16), strconv.Itoa(i)))
	}
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		git(b, dir, "init", "-q", "-b", "main")
		r := open(b, dir)
		b.StartTimer()
		if _, err := r.WriteTree("", changes); err != nil {
			b.Fatal(err)
		}
	}
}
