package worktree

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/tenantry/tenantry/generator/layout"
)

// scanner compares the disk with what is wanted and writes nothing.
type scanner struct {
	pool     pool
	mu       sync.Mutex
	problems []error
}

// scan returns what has to be done below root. It reports everything that
// stands in the way, not only the first.
func scan(ctx context.Context, root *os.Root, want *folder) (*job, error) {
	s := &scanner{pool: newPool()}
	j := &job{}
	s.folder(ctx, root, want, j)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(s.problems, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return j, errors.Join(s.problems...)
}

func (s *scanner) problem(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problems = append(s.problems, err)
}

// folder fills j with what has to be done in d.
func (s *scanner) folder(ctx context.Context, d *os.Root, want *folder, j *job) {
	entries, err := readFolder(d)
	if err != nil {
		s.problem(fmt.Errorf("read %s: %w", cmp.Or(want.path, "."), err))
		return
	}
	var below []entry
	var buf []byte
	for _, e := range entries {
		if ctx.Err() != nil {
			return
		}
		switch verdictOn(want, e) {
		case obstacle:
			s.problem(inTheWay(want, e))
		case descend:
			below = append(below, e)
		case leftover:
			j.stale = append(j.stale, e.name)
		case unwanted:
			j.drop = append(j.drop, e.name)
		case compare:
			buf = s.compare(d, want, j, e, buf)
		}
	}
	absent(want, entries, j)
	s.descend(ctx, d, want, j, below)
	slices.SortFunc(j.below, func(a, b *job) int { return cmp.Compare(a.name, b.name) })
}

// compare adds the file e to the job unless its content is wanted. It returns
// buf, which may have grown, for the next file.
func (s *scanner) compare(d *os.Root, want *folder, j *job, e entry, buf []byte) []byte {
	data := want.files[e.name]
	if e.info.Size() != int64(len(data)) {
		j.write = append(j.write, output{Update, e.name, data})
		return buf
	}
	if cap(buf) < len(data) {
		buf = make([]byte, 2*len(data))
	}
	equal, err := holds(d, e.name, data, buf[:len(data)])
	if err != nil {
		s.problem(fmt.Errorf("read %s: %w", join(want.path, e.name), err))
	} else if !equal {
		j.write = append(j.write, output{Update, e.name, data})
	}
	return buf
}

// holds reports whether the file called name, which has the size of data, has
// its content too. It reads into buf, which is as long.
func holds(d *os.Root, name string, data, buf []byte) (bool, error) {
	f, err := openToRead(d, name)
	if err != nil {
		return false, err
	}
	defer release(f)
	_, err = io.ReadFull(f, buf)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return false, nil // somebody cut it short meanwhile
	}
	return err == nil && bytes.Equal(buf, data), err
}

// absent adds to the job what is wanted and not among the entries.
func absent(want *folder, entries []entry, j *job) {
	there := func(name string) bool {
		_, found := slices.BinarySearchFunc(entries, name, func(e entry, name string) int {
			return cmp.Compare(e.name, name)
		})
		return found
	}
	for name, data := range want.files {
		if !there(name) {
			j.write = append(j.write, output{Create, name, data})
		}
	}
	for name, sub := range want.folders {
		if !there(name) {
			j.below = append(j.below, missing(sub, name))
		}
	}
	slices.SortFunc(j.write, func(a, b output) int { return cmp.Compare(a.name, b.name) })
}

// descend adds to the job what has to be done in folders of d.
func (s *scanner) descend(ctx context.Context, d *os.Root, want *folder, j *job, folders []entry) {
	jobs := make([]*job, len(folders))
	s.pool.each(len(folders), func(i int) {
		e := folders[i]
		inside, wanted := want.folders[e.name]
		if !wanted {
			inside = &folder{path: join(want.path, e.name)}
		}
		jobs[i] = &job{name: e.name, path: inside.path, stray: !wanted && ownedFolder(inside.path)}
		sub, err := openFolder(d, e.name, e.info)
		if err != nil {
			s.problem(fmt.Errorf("open %s: %w", inside.path, err))
			return
		}
		defer release(sub)
		s.folder(ctx, sub, inside, jobs[i])
	})
	j.below = append(j.below, slices.DeleteFunc(jobs, (*job).idle)...)
}

// entry is what lies in a directory.
type entry struct {
	name string
	info fs.FileInfo // of a link, not of what it leads to
}

// readFolder lists a directory in the order of the names.
func readFolder(d *os.Root) ([]entry, error) {
	f, err := openToRead(d, ".")
	if err != nil {
		return nil, err
	}
	defer release(f)
	listed, err := f.ReadDir(-1)
	if err != nil {
		return nil, err
	}
	entries := make([]entry, len(listed))
	for i, e := range listed {
		// In a Root this was read with the name and costs nothing.
		info, err := e.Info()
		if err != nil {
			return nil, err
		}
		entries[i] = entry{e.Name(), info}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return entries, nil
}

// verdict is what an entry of a directory means to us.
type verdict int

const (
	personal verdict = iota // not ours: left alone
	compare                 // a file that is wanted
	unwanted                // a file of ours that is not wanted
	leftover                // half written by a run that was killed
	descend                 // a folder that is ours or leads to one
	obstacle                // neither file nor folder, or one in the place of the other
)

// verdictOn judges an entry of the directory that want describes.
func verdictOn(want *folder, e entry) verdict {
	p, mode := join(want.path, e.name), e.info.Mode()
	_, file := want.files[e.name]
	_, dir := want.folders[e.name]
	target, temp := strings.CutSuffix(p, tempSuffix)
	switch {
	case mode.IsDir() && file, mode.IsRegular() && dir:
		return obstacle
	case mode.IsDir() && (dir || ownedFolder(p) || leadsToOwned(p)):
		return descend
	case mode.IsDir():
		return personal
	case !mode.IsRegular() && (file || dir || layout.Owned(p) || isOwnedRoot(p)):
		return obstacle
	case !mode.IsRegular():
		return personal
	case file:
		return compare
	case temp && (layout.Owned(target) || layout.Shared(target)):
		return leftover
	case layout.Owned(p):
		return unwanted
	}
	return personal
}

// ownedFolder reports whether every file in the folder p is ours.
func ownedFolder(p string) bool { return layout.Owned(p + "/any") }

// isOwnedRoot reports whether p is a folder at the top that holds owned files.
func isOwnedRoot(p string) bool { return slices.Contains(layout.OwnedRoots(), p) }

// leadsToOwned reports whether owned files may lie below the folder p.
func leadsToOwned(p string) bool {
	return isOwnedRoot(p) || slices.ContainsFunc(layout.OwnedFiles(), func(f string) bool {
		return strings.HasPrefix(f, p+"/")
	})
}

// inTheWay says what an obstacle is and what to do about it.
func inTheWay(want *folder, e entry) error {
	p, kind := join(want.path, e.name), "special file"
	switch e.info.Mode().Type() {
	case 0:
		kind = "file"
	case fs.ModeDir:
		kind = "folder"
	case fs.ModeSymlink:
		kind = "symbolic link"
	case fs.ModeNamedPipe:
		kind = "named pipe"
	case fs.ModeSocket:
		kind = "socket"
	}
	_, file := want.files[e.name]
	_, dir := want.folders[e.name]
	switch {
	case file:
		return fmt.Errorf("%s is a %s where a rendered file belongs: move it away", p, kind)
	case dir || isOwnedRoot(p):
		return fmt.Errorf("%s is a %s where a folder of rendered files belongs: move it away", p, kind)
	}
	return fmt.Errorf("%s is a %s among the generator's own files: move it away", p, kind)
}
