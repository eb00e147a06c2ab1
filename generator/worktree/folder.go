package worktree

import (
	"errors"
	"io"
	"os"
	"sync"
	"syscall"
)

// errSwapped says that a folder was replaced while the program ran.
var errSwapped = errors.New("a link or another folder has taken its place")

// openFolder opens the directory called name, which lies directly in parent and
// was seen there as lies.
//
// os.Root lets no name lead out of parent, but follows a link that stays inside.
// A link is therefore noticed by its identity: what was opened has to be the
// directory that was seen. From then on the handle counts, wherever the name may
// lead.
func openFolder(parent *os.Root, name string, lies os.FileInfo) (*os.Root, error) {
	d, err := parent.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	opened, err := d.Stat(".")
	if err == nil && (!lies.IsDir() || !os.SameFile(lies, opened)) {
		err = errSwapped
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// noWait is a flag for opening files and folders, on which it has no effect. A
// pipe that somebody puts in their place cannot make us wait for its other end,
// and the runtime need not try the same by itself, which takes four system calls.
const noWait = syscall.O_NONBLOCK

// openToRead opens a file of d, or d itself by the name ".".
func openToRead(d *os.Root, name string) (*os.File, error) {
	return d.OpenFile(name, os.O_RDONLY|noWait, 0)
}

// release closes a handle that was not written to, so that nothing can be lost.
func release(c io.Closer) { _ = c.Close() }

// workers is how many goroutines wait for the disk at a time. Little of the
// work is computing, so it does not depend on the number of processors.
const workers = 8

// pool runs tasks on a few goroutines. A task may hand out tasks itself.
type pool chan struct{}

func newPool() pool { return make(pool, workers-1) }

// each calls f with 0 to n-1 and returns when all calls have. When every
// goroutine is busy the caller works itself, so nesting never waits for a free one.
func (p pool) each(n int, f func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		select {
		case p <- struct{}{}:
			wg.Go(func() {
				defer func() { <-p }()
				f(i)
			})
		default:
			f(i)
		}
	}
	wg.Wait()
}
