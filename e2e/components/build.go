package components

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// build makes dir: bin/ with the set's programs and files/ with what it keeps of module folders.
func build(ctx context.Context, set Set, dir string) error {
	for _, name := range set.names() {
		args := []string{
			"build", "-trimpath", "-buildvcs=false",
			"-ldflags", strings.TrimSpace("-s -w " + set.LDFlags),
			"-o", filepath.Join(dir, "bin", name),
		}
		if set.Tags != "" {
			args = append(args, "-tags", set.Tags)
		}
		if _, err := goCommand(ctx, set, append(args, set.Binaries[name])...); err != nil {
			return fmt.Errorf("build %s: %w", name, err)
		}
	}
	for _, files := range set.Files {
		if err := keep(ctx, set, files, filepath.Join(dir, "files", files.To)); err != nil {
			return err
		}
	}
	return nil
}

// keep copies what files names into the folder to.
func keep(ctx context.Context, set Set, files Files, to string) error {
	root, err := moduleDir(ctx, set, files.Module)
	if err != nil {
		return err
	}
	matches, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(files.From)))
	if err != nil {
		return fmt.Errorf("match %s in %s: %w", files.From, files.Module, err)
	}
	if len(matches) == 0 {
		return fmt.Errorf("match %s in %s: no such file", files.From, files.Module)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return fmt.Errorf("create %s: %w", to, err)
	}
	for _, match := range matches {
		if err := copyTo(match, filepath.Join(to, filepath.Base(match))); err != nil {
			return fmt.Errorf("copy %s of %s: %w", files.From, files.Module, err)
		}
	}
	return nil
}

// copyTo copies a file or a whole folder. Module folders are read-only; the copies are not, or nobody could remove
// the cache.
func copyTo(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// moduleDir downloads one module of the set, if need be, and returns its folder.
func moduleDir(ctx context.Context, set Set, module string) (string, error) {
	out, err := goCommand(ctx, set, "mod", "download", "-json", module)
	if err != nil {
		return "", fmt.Errorf("download %s: %w", module, err)
	}
	var got struct{ Dir, Error string }
	if err := json.Unmarshal(out, &got); err != nil {
		return "", fmt.Errorf("read what the download of %s printed: %w", module, err)
	}
	if got.Error != "" || got.Dir == "" {
		return "", fmt.Errorf("download %s: no folder: %s", module, got.Error)
	}
	return got.Dir, nil
}

// goCommand runs the go command in the set's module and returns its standard output. Flags of the caller's own
// environment must not decide what is built; where modules come from is the caller's to say.
func goCommand(ctx context.Context, set Set, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = set.Dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if set.CGO {
		cmd.Env = append(cmd.Env, "CGO_ENABLED=1")
	}
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return nil, fmt.Errorf("go %s in %s: %w\n%s", args[0], set.Dir, err, exit.Stderr)
	}
	if err != nil {
		return nil, fmt.Errorf("go %s in %s: %w", args[0], set.Dir, err)
	}
	return out, nil
}
