package repo

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// ignoreEverywhere returns the patterns that hold before any .gitignore: the
// user's file and the repository's own, weakest first (gitignore(5)).
func (w *walk) ignoreEverywhere() []gitignore.Pattern {
	home, err := os.UserHomeDir()
	var users []gitignore.Pattern
	if err == nil {
		file := cmp.Or(w.excludesFile(), filepath.Join(home, ".config", "git", "ignore"))
		if rest, short := strings.CutPrefix(file, "~/"); short {
			file = filepath.Join(home, rest)
		}
		users = readIgnore(file, nil)
	}
	return append(users, readIgnore(filepath.Join(w.repo.common, "info", "exclude"), nil)...)
}

// excludesFile is core.excludesFile of the repository or the user, or "".
func (w *walk) excludesFile() string {
	for _, read := range []func() (*config.Config, error){
		w.repo.git.Config,
		func() (*config.Config, error) { return config.LoadConfig(config.GlobalScope) },
	} {
		if c, err := read(); err == nil && c.Raw != nil {
			if file := c.Raw.Section("core").Option("excludesfile"); file != "" {
				return file
			}
		}
	}
	return ""
}

// readIgnore reads a file of patterns that hold below domain. A file that is
// not there, or is no file, has none, as with Git.
func readIgnore(file string, domain []string) []gitignore.Pattern {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var patterns []gitignore.Pattern
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		patterns = append(patterns, gitignore.ParsePattern(line, domain))
	}
	return patterns
}
