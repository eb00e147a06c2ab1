package worktree

import (
	"os"

	"golang.org/x/sys/unix"
)

// canSyncAll says that one call makes many files durable.
const canSyncAll = true

// syncAll writes the whole file system that f lies on to its medium. From
// Linux 5.8 on syncfs(2) also reports what could not be written.
func syncAll(f *os.File) error {
	return os.NewSyscallError("syncfs", unix.Syncfs(int(f.Fd())))
}
