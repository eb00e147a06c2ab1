package load

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tenantry/tenantry/generator/diag"
)

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// acceptable says why a directory entry is no input file, or nil.
func acceptable(p string, e fs.DirEntry) *diag.Finding {
	printable := strings.Trim(strconv.Quote(p), `"`)
	switch {
	case printable != p:
		return &diag.Finding{
			Pos: diag.Pos{File: printable}, Code: "bad-name",
			Message: "the file's name holds a character that no name may hold",
			Fix:     "rename it: a-z, 0-9 and - are usable, and the extension is .yaml",
		}
	case !e.Type().IsRegular():
		return &diag.Finding{
			Pos: diag.Pos{File: p}, Code: "not-a-file",
			Message: "only regular files are read here, and this is none",
			Fix:     "replace it with a copy of the file that it stands for",
		}
	case strings.HasSuffix(p, ".yaml"), strings.HasSuffix(p, ".bicep"):
		return nil
	case strings.HasSuffix(p, ".yml"):
		return &diag.Finding{
			Pos: diag.Pos{File: p}, Code: "file-extension",
			Message: "this file is not read: its name ends in .yml",
			Fix:     fmt.Sprintf("rename it to %s", strings.TrimSuffix(p, ".yml")+".yaml"),
		}
	}
	return &diag.Finding{
		Pos: diag.Pos{File: p}, Code: "file-extension",
		Message: "this file is not read: its name ends in neither .yaml nor .bicep",
		Fix:     "give it the extension .yaml, or move it out of this folder",
	}
}

// maxQuoted is how much of a value, in characters, a message repeats.
const maxQuoted = 60

// Quote prints a value from a file for a message: in quotes, on one line, and
// shortened if it is long.
func Quote(s string) string {
	n := 0
	for i := range s {
		if n == maxQuoted {
			return strconv.Quote(s[:i] + "…")
		}
		n++
	}
	return strconv.Quote(s)
}

// read returns a file's bytes, or says why they are no input.
func read(repo fs.FS, p string, e fs.DirEntry) ([]byte, *diag.Finding, error) {
	info, err := e.Info()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > maxFileSize {
		return nil, &diag.Finding{
			Pos: diag.Pos{File: p}, Code: "too-large",
			Message: fmt.Sprintf("the file has %d bytes, and at most %d are read", info.Size(), maxFileSize),
			Fix:     "split it: one file describes one tenant or cluster",
		}, nil
	}
	data, err := fs.ReadFile(repo, p)
	if err != nil {
		return nil, nil, err
	}
	return data, readable(p, data), nil
}

// readable says why a file's bytes are no text that can be parsed, or nil.
func readable(p string, data []byte) *diag.Finding {
	at := func(message, fix string) *diag.Finding {
		return &diag.Finding{Pos: diag.Pos{File: p}, Code: "not-text", Message: message, Fix: fix}
	}
	switch {
	case !utf8.Valid(data):
		return at("the file is not UTF-8", "save it as UTF-8")
	case bytes.IndexByte(data, 0) >= 0:
		return at("the file contains a NUL byte", "remove it; text has none")
	}
	return nil
}
