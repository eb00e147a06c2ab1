package gitea

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/tenantry/tenantry/e2e/process"
)

// Push makes the branch main of a repository hold exactly the given files, in one commit on top of what is there, and
// returns that commit. The repository is made if it does not exist. Without a difference nothing is pushed.
func (f *Forge) Push(ctx context.Context, repository string, files fs.FS, message string) (string, error) {
	work := filepath.Join(f.dir, "work", repository)
	if err := f.checkOut(ctx, repository, work); err != nil {
		return "", fmt.Errorf("check out %s: %w", repository, err)
	}
	if err := replace(work, files); err != nil {
		return "", fmt.Errorf("copy into %s: %w", repository, err)
	}
	// An ignored file is still part of what the caller wants there.
	if _, err := f.git(ctx, work, "add", "--all", "--force"); err != nil {
		return "", err
	}
	changes, err := f.git(ctx, work, "status", "--porcelain")
	if err != nil {
		return "", err
	}
	if changes != "" {
		if _, err := f.git(ctx, work, "commit", "--quiet", "--message", message); err != nil {
			return "", err
		}
		if _, err := f.git(ctx, work, "push", "--quiet", "origin", "main"); err != nil {
			return "", err
		}
	}
	return f.git(ctx, work, "rev-parse", "HEAD")
}

// Read returns the files of a repository's main as the forge has it now. The next Read replaces them.
func (f *Forge) Read(ctx context.Context, repository string) (fs.FS, error) {
	work := filepath.Join(f.dir, "read", repository)
	if err := f.checkOut(ctx, repository, work); err != nil {
		return nil, fmt.Errorf("check out %s: %w", repository, err)
	}
	return os.DirFS(work), nil
}

// checkOut makes work a work tree of the repository's main as the forge has it now.
func (f *Forge) checkOut(ctx context.Context, repository, work string) error {
	if _, err := os.Stat(filepath.Join(work, ".git")); errors.Is(err, fs.ErrNotExist) {
		if err := f.ensureRepository(ctx, repository); err != nil {
			return err
		}
		if _, err := f.git(ctx, f.dir, "init", "--quiet", "--initial-branch=main", work); err != nil {
			return err
		}
		if _, err := f.git(ctx, work, "remote", "add", "origin", f.CloneURL(repository)); err != nil {
			return err
		}
	}
	if _, err := f.git(ctx, work, "fetch", "--quiet", "origin"); err != nil {
		return err
	}
	_, err := f.git(ctx, work, "reset", "--quiet", "--hard", "origin/main")
	return err
}

func (f *Forge) ensureRepository(ctx context.Context, repository string) error {
	var all []struct{ Name string }
	if err := f.API(ctx, "GET", "/orgs/"+Org+"/repos?limit=50", nil, &all); err != nil {
		return err
	}
	for _, one := range all {
		if one.Name == repository {
			return nil
		}
	}
	return f.CreateRepository(ctx, repository)
}

// replace empties a work tree but for .git and copies files into it.
func replace(work string, files fs.FS) error {
	entries, err := os.ReadDir(work)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == ".git" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(work, entry.Name())); err != nil {
			return err
		}
	}
	return copyAll(work, files)
}

// copyAll copies everything but a .git folder, so that a work tree can be pushed as it stands.
func copyAll(work string, files fs.FS) error {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		to := filepath.Join(work, entry.Name())
		switch {
		case entry.Name() == ".git":
		case entry.IsDir():
			sub, err := fs.Sub(files, entry.Name())
			if err != nil {
				return err
			}
			if err := os.CopyFS(to, sub); err != nil {
				return err
			}
		default:
			data, err := fs.ReadFile(files, entry.Name())
			if err != nil {
				return err
			}
			if err := os.WriteFile(to, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// git runs git without any of the caller's own configuration and returns its trimmed standard output. The token goes
// by environment, so that neither a URL nor an argument holds it.
func (f *Forge) git(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	cmd.Env = process.Environment(
		"HOME="+f.dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0",
		"GIT_AUTHOR_NAME=platform", "GIT_AUTHOR_EMAIL=platform@acme.example",
		"GIT_COMMITTER_NAME=platform", "GIT_COMMITTER_EMAIL=platform@acme.example",
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=http.extraHeader",
		"GIT_CONFIG_VALUE_0=Authorization: token "+f.Token,
	)
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(string(exit.Stderr)))
	}
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
