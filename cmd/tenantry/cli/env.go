package cli

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/term"
)

// Env is the world as a command sees it.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	Terminal       bool // stderr is one
	ColorTerminal  bool // stdout is one that shows colours
}

// System is the process's own environment.
func System() *Env {
	return &Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, //nolint:forbidigo // the one place where the process meets the world
		Terminal: term.IsTerminal(int(os.Stderr.Fd())),
		// https://no-color.org: any value that is not empty turns colours off.
		ColorTerminal: term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("NO_COLOR") == "", //nolint:forbidigo // as above
	}
}

// global holds the flags that every command has.
type global struct {
	env   *Env
	dir   string
	quiet bool
}

// repo is the fleet's repository for reading.
func (g *global) repo() fs.FS { return os.DirFS(g.dir) }

// advise prints the next step on stderr, unless --quiet.
func (g *global) advise(format string, args ...any) {
	if !g.quiet {
		fmt.Fprintf(g.env.Stderr, format+"\n", args...)
	}
}

// count prints a number with its noun, which takes an s unless there is one.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
