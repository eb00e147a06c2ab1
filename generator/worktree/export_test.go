package worktree

import (
	"context"

	"github.com/tenantry/tenantry/generator/tree"
)

// Disk and System let a test stand between Apply and the operating system.
type (
	Disk   = disk
	System = system
)

// ApplyOn is Apply on a disk of the test's own.
func ApplyOn(
	ctx context.Context, on Disk, root string, want *tree.Tree, progress func(done, total int),
) ([]Change, error) {
	return applyOn(ctx, on, root, want, progress)
}
