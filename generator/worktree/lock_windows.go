package worktree

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// lock keeps other writers out of root until unlock is called or the process
// ends in whatever way. It does not wait for another writer.
//
// Windows locks no folders, so the lock is a file that nobody else may open and
// that the system deletes with its last handle, even if the process is killed.
func lock(root *os.Root) (unlock func() error, err error) {
	path := filepath.Join(root.Name(), ".tenantry.lock")
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	const attributes = windows.FILE_ATTRIBUTE_TEMPORARY | windows.FILE_FLAG_DELETE_ON_CLOSE
	h, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.OPEN_ALWAYS, attributes, 0)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		err = errLocked
	}
	if err != nil {
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return func() error { return windows.CloseHandle(h) }, nil
}
