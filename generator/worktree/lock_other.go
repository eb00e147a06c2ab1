//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package worktree

import (
	"errors"
	"fmt"
	"os"
)

// lock refuses: without a lock two writers could mix their trees.
func lock(*os.Root) (unlock func() error, err error) {
	return nil, fmt.Errorf("lock the folder: %w", errors.ErrUnsupported)
}
