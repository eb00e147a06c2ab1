// Package load turns the files that people write into values that know their line and column.
//
// Reading is strict: an unknown field, a value of the wrong type, a key written
// twice or a file of the wrong kind is a finding at its own place, and all of
// them are reported in one run. What load returns has the right shape; whether
// it makes sense together is the business of package fleet.
package load

import (
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/tenantry/tenantry/generator/api/v1alpha1"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
)

// maxFileSize is far above any real input and keeps a wrong file from being
// parsed for minutes.
const maxFileSize = 1 << 20

// Files is everything that people wrote, in alphabetical order of the file names.
type Files struct {
	Fleet    *Doc[v1alpha1.Fleet] // nil when the file is missing or unreadable as a Fleet
	Clusters []*Doc[v1alpha1.Cluster]
	Tenants  []*Doc[v1alpha1.Tenant]
	// Bicep beside the YAML files: what is to be otherwise in Azure than it is rendered.
	Bicep []Text
	// A file that has findings of its own is missing here. These say that there is
	// one, so that nothing may be concluded from an absence.
	ClustersIncomplete, TenantsIncomplete bool
}

// Text is one file that is not YAML.
type Text struct{ File, Text string }

// Load reads the fleet, cluster and tenant files of a repository. The findings
// cover every file; the values of files with findings are left out, so that
// rules between files are not reported for what could not be read. An error
// means that a file or folder could not be read at all.
func Load(repo fs.FS) (*Files, diag.List, error) {
	clusters, foundC, err := inputs(repo, layout.Clusters)
	if err != nil {
		return nil, nil, err
	}
	tenants, foundT, err := inputs(repo, layout.Tenants)
	if err != nil {
		return nil, nil, err
	}
	files := &Files{}
	clusters, tenants = files.takeBicep(clusters), files.takeBicep(tenants)
	fields := tableOf(reflect.TypeFor[v1alpha1.Fleet](), reflect.TypeFor[v1alpha1.Cluster](), reflect.TypeFor[v1alpha1.Tenant]())
	if i := slices.IndexFunc(clusters, func(in input) bool { return in.path == layout.Fleet }); i >= 0 {
		var found diag.List
		files.Fleet, found = parse[v1alpha1.Fleet](clusters[i], "Fleet", fields)
		clusters, foundC = slices.Delete(clusters, i, i+1), append(foundC, found...)
	} else if !slices.ContainsFunc(foundC, aboutFleet) {
		foundC = append(foundC, diag.Finding{
			Pos: diag.Pos{File: layout.Fleet}, Code: "no-fleet",
			Message: "there is no fleet file",
			Fix:     `run "tenantry init" in an empty folder, or pass the repository's folder with -C`,
		})
	}
	var found diag.List
	files.Clusters, found = parseAll[v1alpha1.Cluster](clusters, "Cluster", fields)
	foundC = append(foundC, found...)
	files.Tenants, found = parseAll[v1alpha1.Tenant](tenants, "Tenant", fields)
	foundT = append(foundT, found...)
	files.ClustersIncomplete, files.TenantsIncomplete = len(foundC) > 0, len(foundT) > 0
	return files, append(foundC, foundT...).Sorted(), nil
}

// takeBicep moves the Bicep out of what was read. Every line of it ends in a line
// feed, so that offsets are those of what is rendered from it.
func (f *Files) takeBicep(in []input) []input {
	return slices.DeleteFunc(in, func(i input) bool {
		if path.Ext(i.path) != ".bicep" {
			return false
		}
		f.Bicep = append(f.Bicep, Text{i.path, strings.ReplaceAll(string(i.data), "\r\n", "\n")})
		return true
	})
}

// aboutFleet reports whether a finding explains why there is no fleet.
func aboutFleet(f diag.Finding) bool {
	return strings.TrimSuffix(f.Pos.File, path.Ext(f.Pos.File)) == strings.TrimSuffix(layout.Fleet, ".yaml")
}

// input is one file before it is parsed.
type input struct {
	path string
	data []byte
}

// inputs reads every file directly below dir that people write. Folders belong
// to the generator and are passed over.
func inputs(repo fs.FS, dir string) ([]input, diag.List, error) {
	entries, err := fs.ReadDir(repo, dir)
	if err != nil {
		if isMissing(err) {
			return nil, nil, nil
		}
		return nil, nil, fmt.Errorf("list %s: %w", dir, err)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	var out []input
	var found diag.List
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || e.Name() == "README.md" {
			continue
		}
		p := path.Join(dir, e.Name())
		if f := acceptable(p, e); f != nil {
			found = append(found, *f)
			continue
		}
		data, f, err := read(repo, p, e)
		switch {
		case err != nil:
			return nil, nil, fmt.Errorf("read %s: %w", p, err)
		case f != nil:
			found = append(found, *f)
		default:
			out = append(out, input{p, data})
		}
	}
	return out, found, nil
}

// parseAll parses files on all processors; the result keeps the files' order.
func parseAll[T any](in []input, kind string, fields fieldTable) ([]*Doc[T], diag.List) {
	docs := make([]*Doc[T], len(in))
	founds := make([]diag.List, len(in))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(in)) {
		wg.Go(func() {
			for i := range next {
				docs[i], founds[i] = parse[T](in[i], kind, fields)
			}
		})
	}
	for i := range in {
		next <- i
	}
	close(next)
	wg.Wait()
	var out []*Doc[T]
	var found diag.List
	for i, d := range docs {
		if d != nil {
			out = append(out, d)
		}
		found = append(found, founds[i]...)
	}
	return out, found
}
