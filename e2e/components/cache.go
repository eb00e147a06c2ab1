package components

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Cache is a folder of built sets.
type Cache struct {
	// Dir is the folder; see DefaultDir.
	Dir string
	// Out gets the progress: nothing for sets that are there already.
	Out io.Writer
}

// DefaultDir is $TENANTRY_CACHE/components, or tenantry/components in the user's cache folder. It takes getenv so that
// only main and tests read the environment.
func DefaultDir(getenv func(string) string) (string, error) {
	if dir := getenv("TENANTRY_CACHE"); dir != "" {
		return filepath.Join(dir, "components"), nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("locate the components' cache (set TENANTRY_CACHE to choose one): %w", err)
	}
	return filepath.Join(dir, "tenantry", "components"), nil
}

// Built says where the programs and files of each set are.
type Built struct{ dirs map[string]string }

// Binary is the path of a program of a set.
func (b *Built) Binary(set, name string) string { return filepath.Join(b.dirs[set], "bin", name) }

// Files is the folder that a set's recipe copied files to.
func (b *Built) Files(set, to string) string { return filepath.Join(b.dirs[set], "files", to) }

// Ensure builds the sets that the cache lacks, one after another, and returns the places of all. Each set appears in
// the cache whole or not at all: an interrupted build leaves at most a folder that the next build of the set removes.
func (c Cache) Ensure(ctx context.Context, sets []Set) (*Built, error) {
	built := &Built{dirs: map[string]string{}}
	for _, set := range sets {
		key, err := set.Key()
		if err != nil {
			return nil, err
		}
		dir := filepath.Join(c.Dir, key)
		if err := c.ensure(ctx, set, dir); err != nil {
			return nil, err
		}
		built.dirs[set.Name] = dir
	}
	return built, nil
}

func (c Cache) ensure(ctx context.Context, set Set, dir string) error {
	if exists(dir) {
		return nil
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("create the components' cache: %w", err)
	}
	unlock, err := lock(filepath.Join(c.Dir, ".lock-"+set.Name))
	if err != nil {
		return fmt.Errorf("lock set %s: %w", set.Name, err)
	}
	defer unlock()
	if exists(dir) { // another process built it while this one waited
		return nil
	}
	say := newProgress(c.Out, set)
	defer say.stop()
	// The lock makes the one fixed name safe, and leftovers of an interrupted build are found under it.
	temp := filepath.Join(c.Dir, ".building-"+set.Name)
	if err := os.RemoveAll(temp); err != nil {
		return fmt.Errorf("remove an interrupted build of set %s: %w", set.Name, err)
	}
	if err := build(ctx, set, temp); err != nil {
		return err
	}
	if err := os.Rename(temp, dir); err != nil {
		return fmt.Errorf("put set %s into the cache: %w", set.Name, err)
	}
	say.done()
	return nil
}

func exists(dir string) bool {
	_, err := os.Stat(dir)
	return !errors.Is(err, fs.ErrNotExist)
}

// progress prints one line for a set that is being built, and keeps its seconds moving.
type progress struct {
	out     io.Writer
	name    string
	started time.Time
	ticker  *time.Ticker
	quit    chan struct{}
}

// tick is often enough to see that a build lives, and seldom enough for the log of a pipeline.
const tick = 30 * time.Second

func newProgress(out io.Writer, set Set) *progress {
	p := &progress{
		out: out, name: set.Name, started: time.Now(),
		ticker: time.NewTicker(tick), quit: make(chan struct{}),
	}
	fmt.Fprintf(out, "components: building %s, about %s the first time, then never again …", set.Name,
		set.FirstBuild)
	go func() {
		for {
			select {
			case <-p.quit:
				return
			case <-p.ticker.C:
				fmt.Fprintf(out, " %ds", p.seconds())
			}
		}
	}()
	return p
}

func (p *progress) seconds() int { return int(time.Since(p.started).Round(time.Second).Seconds()) }

func (p *progress) done() { fmt.Fprintf(p.out, " built in %ds", p.seconds()) }

func (p *progress) stop() {
	p.ticker.Stop()
	close(p.quit)
	fmt.Fprintln(p.out)
}
