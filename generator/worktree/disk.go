package worktree

import (
	"io/fs"
	"os"
	"runtime"
)

// disk is everything that Apply does to a disk. All names lie directly in the
// folder that is given. A test puts its own in between to stop at any of them.
type disk interface {
	// Batch reports whether to call SyncAll for this many changes, and not Sync
	// for each of them.
	Batch(changes int) bool
	// Mkdir makes a folder.
	Mkdir(d *os.Root, name string) error
	// Create makes a new, empty file; it is an error if anything has the name.
	Create(d *os.Root, name string) (*os.File, error)
	// Write appends data to f.
	Write(f *os.File, data []byte) error
	// Sync returns when the file or folder f is on the medium.
	Sync(f *os.File) error
	// SyncAll returns when the whole file system that f lies on is on its medium.
	SyncAll(f *os.File) error
	// Rename gives a file another name in its folder, in place of what has it.
	Rename(d *os.Root, from, to string) error
	// Remove deletes a file.
	Remove(d *os.Root, name string) error
	// Rmdir deletes an empty folder.
	Rmdir(d *os.Root, name string) error
}

// The modes that Git gives to ordinary files, and the usual one for folders.
const (
	fileMode   = 0o644
	folderMode = 0o755
)

// batchFrom is the number of changes from which one sync of the whole file
// system is cheaper than one for each file. Below it the price would be the
// data of everybody else that happens to wait for the same disk.
const batchFrom = 256

// system is the disk of the operating system.
type system struct{}

func (system) Batch(changes int) bool { return canSyncAll && changes >= batchFrom }

func (system) Mkdir(d *os.Root, name string) error { return d.Mkdir(name, folderMode) }

func (system) Create(d *os.Root, name string) (*os.File, error) {
	return d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL|noWait, fileMode) // O_EXCL follows no link
}

func (system) Write(f *os.File, data []byte) error {
	_, err := f.Write(data)
	return err
}

func (system) Sync(f *os.File) error {
	if runtime.GOOS == "windows" {
		if info, err := f.Stat(); err != nil || info.IsDir() {
			return err // Windows flushes no folders; NTFS keeps a journal of renames
		}
	}
	return f.Sync()
}

func (system) SyncAll(f *os.File) error { return syncAll(f) }

func (system) Rename(d *os.Root, from, to string) error { return d.Rename(from, to) }

func (system) Remove(d *os.Root, name string) error { return d.Remove(name) }

func (system) Rmdir(d *os.Root, name string) error {
	info, err := d.Lstat(name)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return &fs.PathError{Op: "rmdir", Path: name, Err: errSwapped}
	}
	return d.Remove(name)
}
