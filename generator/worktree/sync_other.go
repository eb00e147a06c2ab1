//go:build !linux

package worktree

import (
	"errors"
	"os"
)

// canSyncAll says that each file has to be made durable by itself.
const canSyncAll = false

func syncAll(*os.File) error { return errors.ErrUnsupported }
