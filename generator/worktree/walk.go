package worktree

import (
	"context"
	"fmt"
	"os"
)

// step does one thing in the directory d.
type step func(ctx context.Context, d *os.Root, j *job) error

// stage is what one pass over all directories does.
type stage struct {
	enter   step // before the directories below
	leave   step // after them; may be nil
	lenient bool // a directory that cannot be opened is passed over
}

// walk takes every directory of the job through a stage, several at a time. The
// first error ends it. Handles are opened anew in each pass: to keep one for each
// directory of a large fleet would take more than a process may have.
func (w *writer) walk(ctx context.Context, root *os.Root, todo *job, s stage) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var pass func(d *os.Root, j *job)
	pass = func(d *os.Root, j *job) {
		if err := s.enter(ctx, d, j); err != nil {
			stop(err)
		}
		w.pool.each(len(j.below), func(i int) {
			if ctx.Err() != nil {
				return
			}
			sub, err := lookUp(d, j.below[i].name)
			if err != nil {
				if !s.lenient {
					stop(fmt.Errorf("open %s: %w", j.below[i].path, err))
				}
				return
			}
			defer release(sub)
			pass(sub, j.below[i])
		})
		if s.leave == nil || ctx.Err() != nil {
			return
		}
		if err := s.leave(ctx, d, j); err != nil {
			stop(err)
		}
	}
	pass(root, todo)
	return context.Cause(ctx)
}

// lookUp opens the directory that has the name now.
func lookUp(parent *os.Root, name string) (*os.Root, error) {
	lies, err := parent.Lstat(name)
	if err != nil {
		return nil, err
	}
	return openFolder(parent, name, lies)
}
