package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
)

// Removals holds a fleet against what was rendered before: a work tree, or the
// commit that clusters follow. A tenant goes in two steps, and one change removes
// no more of them than the fleet allows.
//
// The steps matter because everything of a tenant in one step takes the account's
// rights away first, and what the account applied stays behind.
func Removals(before fs.FS, f *fleet.Fleet) (diag.List, error) {
	gone, err := goneTenants(before, f)
	if err != nil {
		return nil, err
	}
	var found diag.List
	var files []diag.Pos
	for _, t := range gone {
		pos := diag.Pos{File: layout.TenantFile(t)}
		files = append(files, pos)
		drained, err := absent(before, path.Join(layout.TenantBase(t), layout.Delivery))
		if err != nil {
			return nil, err
		}
		if !drained {
			found = append(found, diag.Finding{
				Pos: pos, Code: "not-drained",
				Message: fmt.Sprintf("tenant %q is removed while its workload runs", t),
				Fix: fmt.Sprintf("bring the file back with \"state: draining\" and let that reach the clusters first; "+
					"if no cluster ever had the tenant, remove the folder tenants/%s too", t),
			})
		}
	}
	if len(gone) > f.Removals {
		found = append(found, diag.Finding{
			Pos: diag.Pos{File: layout.Fleet}, Code: "too-many-removals",
			Message: fmt.Sprintf("%d tenants are removed, and one change may remove %d", len(gone), f.Removals),
			Fix:     "remove them one after another, or say with \"removals\" how many may go at once", Seen: files,
		})
	}
	return found.Sorted(), nil
}

// goneTenants lists the tenants that were rendered and that the fleet has no more.
func goneTenants(before fs.FS, f *fleet.Fleet) ([]string, error) {
	entries, err := fs.ReadDir(before, layout.Tenants)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list the tenants that were rendered: %w", err)
	}
	stay := make(map[name.Label]bool, len(f.Tenants))
	for _, t := range f.Tenants {
		stay[t.Name] = true
	}
	var gone []string
	for _, e := range entries {
		if !e.IsDir() || stay[name.Label(e.Name())] {
			continue
		}
		none, err := absent(before, layout.TenantBase(e.Name()))
		if err != nil {
			return nil, err
		}
		if !none {
			gone = append(gone, e.Name())
		}
	}
	return gone, nil
}

func absent(files fs.FS, p string) (bool, error) {
	_, err := fs.Stat(files, p)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, err
}
