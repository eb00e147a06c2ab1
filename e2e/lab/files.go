package lab

import (
	"fmt"
	"io/fs"
	"testing/fstest"
)

// Rewrite returns a copy of files in memory, each as rewrite gives it back; nil leaves the file out. This is how a
// fleet gets the lab's hosts in the place of real ones.
func Rewrite(files fs.FS, rewrite func(name string, data []byte) []byte) (fstest.MapFS, error) {
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if entry.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if data = rewrite(name, data); data != nil {
			out[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("rewrite files: %w", err)
	}
	return out, nil
}
