package worktree

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/tenantry/tenantry/generator/tree"
)

// errLocked says that another writer is at work.
var errLocked = errors.New("another process holds the lock on this folder: wait until it is done and run again")

// applyOn is Apply on a given disk.
func applyOn(
	ctx context.Context, on disk, root string, want *tree.Tree, progress func(done, total int),
) (changed []Change, err error) {
	wanted, err := arrange(want)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", root, err)
	}
	defer func() {
		if err != nil {
			changed, err = nil, fmt.Errorf("write %s: %w", root, err)
		}
	}()
	if err := os.MkdirAll(root, folderMode); err != nil {
		return nil, err
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer release(dir)
	unlock, err := lock(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	todo, err := scan(ctx, dir, wanted)
	if err != nil || todo.idle() {
		return nil, err
	}
	changed = changes(todo)
	w := &writer{disk: on, pool: newPool(), batch: on.Batch(len(changed)), total: len(changed), progress: progress}
	return changed, w.run(ctx, dir, todo)
}

// writer carries out jobs.
type writer struct {
	disk     disk
	pool     pool
	batch    bool // sync everything at once and not file by file
	progress func(done, total int)
	mu       sync.Mutex
	done     int
	total    int
}

// run carries out the job in four steps:
//
//  1. write every new content to a temporary file beside its place, and sync;
//  2. rename them all into their places;
//  3. delete what is not wanted, then the folders that are empty;
//  4. sync the folders that names came to or went from.
//
// A rename replaces a file at one instant, so a name shows the old content or
// the new. All content is on the medium before the first rename, so that is true
// even if the power fails and the medium learned of the names in another order.
// Deleting comes after all renames, so that nothing is gone that a file still
// names. When step 4 is done the names are on the medium as well.
//
// In a batch, steps 1 and 4 each sync the whole file system once: it takes the
// medium one long breath and not thousands of short ones. Otherwise each file is
// synced when it is written and each folder when step 3 leaves it.
func (w *writer) run(ctx context.Context, root *os.Root, todo *job) error {
	if err := w.replace(ctx, root, todo); err != nil {
		w.discard(root, todo)
		return err
	}
	if todo.prunes() || !w.batch {
		if err := w.walk(ctx, root, todo, stage{enter: w.drop, leave: w.finish}); err != nil {
			return err
		}
	}
	return w.syncAll(root)
}

// replace is steps 1 and 2.
func (w *writer) replace(ctx context.Context, root *os.Root, todo *job) error {
	if err := w.walk(ctx, root, todo, stage{enter: w.prepare}); err != nil {
		return err
	}
	if err := w.syncAll(root); err != nil {
		return err
	}
	return w.walk(ctx, root, todo, stage{enter: w.rename})
}

// prepare writes the temporary files of one folder and makes the folders in it.
func (w *writer) prepare(ctx context.Context, d *os.Root, j *job) error {
	for _, name := range j.stale {
		if err := w.disk.Remove(d, name); err != nil {
			return fmt.Errorf("remove %s: %w", join(j.path, name), err)
		}
	}
	for _, f := range j.write {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.writeTemp(d, f); err != nil {
			return fmt.Errorf("write %s: %w", join(j.path, f.name), err)
		}
		w.tick()
	}
	for _, b := range j.below {
		if !b.missing {
			continue
		}
		// If somebody else has made it, opening decides whether it is a folder.
		if err := w.disk.Mkdir(d, b.name); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("make %s: %w", b.path, err)
		}
	}
	return nil
}

func (w *writer) writeTemp(d *os.Root, f output) (err error) {
	out, err := w.disk.Create(d, f.temp())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if err := w.disk.Write(out, f.data); err != nil || w.batch {
		return err
	}
	return w.disk.Sync(out)
}

// rename puts the new files of one folder into their places.
func (w *writer) rename(ctx context.Context, d *os.Root, j *job) error {
	for _, f := range j.write {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.disk.Rename(d, f.temp(), f.name); err != nil {
			return fmt.Errorf("rename %s: %w", join(j.path, f.temp()), err)
		}
	}
	return nil
}

// drop deletes the unwanted files of one folder.
func (w *writer) drop(ctx context.Context, d *os.Root, j *job) error {
	for _, name := range j.drop {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := w.disk.Remove(d, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete %s: %w", join(j.path, name), err)
		}
		w.tick()
	}
	return nil
}

// finish deletes the folders of one folder that are empty now, and syncs it
// unless it goes next.
func (w *writer) finish(_ context.Context, d *os.Root, j *job) error {
	for _, b := range j.below {
		if !b.stray {
			continue
		}
		// Not empty: somebody put a file there meanwhile, which the next run sees.
		if err := w.disk.Rmdir(d, b.name); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("delete %s: %w", b.path, err)
		}
	}
	if w.batch || j.stray || !j.touched() {
		return nil
	}
	return w.open(d, w.disk.Sync)
}

// discard removes, as far as possible, what was prepared and is not in place.
func (w *writer) discard(root *os.Root, todo *job) {
	remove := func(_ context.Context, d *os.Root, j *job) error {
		for _, f := range j.write {
			_ = w.disk.Remove(d, f.temp()) // usually it is not there; if it stays, the next run removes it
		}
		return nil
	}
	rmdir := func(_ context.Context, d *os.Root, j *job) error {
		for _, b := range j.below {
			if b.missing {
				_ = w.disk.Rmdir(d, b.name) // not empty if files in it are in place
			}
		}
		return nil
	}
	_ = w.walk(context.Background(), root, todo, stage{enter: remove, leave: rmdir, lenient: true})
}

// syncAll makes everything written so far durable, if that is done in batches.
func (w *writer) syncAll(root *os.Root) error {
	if !w.batch {
		return nil
	}
	return w.open(root, w.disk.SyncAll)
}

// open calls f with the folder as a file.
func (w *writer) open(d *os.Root, f func(*os.File) error) error {
	dir, err := openToRead(d, ".")
	if err != nil {
		return err
	}
	return errors.Join(f(dir), dir.Close())
}

// tick reports that one more change is done.
func (w *writer) tick() {
	if w.progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done++
	w.progress(w.done, w.total)
}
