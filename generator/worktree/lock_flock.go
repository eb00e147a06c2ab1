//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package worktree

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock keeps other writers out of root until unlock is called or the process
// ends in whatever way. It does not wait for another writer.
//
// It is an advisory lock, flock(2), on the folder itself and not on a file in it:
// there is no file that Git could pick up, that a killed run could leave behind
// or that a person could delete, and it is the same lock in a clone, in a linked
// work tree and before there is a repository. On a network file system it may
// hold between the processes of one machine only.
func lock(root *os.Root) (unlock func() error, err error) {
	f, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = errLocked
	}
	if err != nil {
		return nil, errors.Join(os.NewSyscallError("flock", err), f.Close())
	}
	// Unlocking is more than closing: a process that is being started shares the
	// open folder for a moment and would keep the lock.
	return func() error { return errors.Join(unix.Flock(int(f.Fd()), unix.LOCK_UN), f.Close()) }, nil
}
