//go:build unix

// Command fakeaz stands in for az, kubectl and kubelogin where the deployment's
// script is tested: it refuses what their reference does not have, and keeps what
// was deployed in a file.
//
// FAKE_STATE names that file. FAKE_KILL=n kills the whole process group once the
// n-th call has done its work; an operation of Azure's then goes on without anybody
// who waits for it. FAKE_KEEP names a folder for what such a kill would leave, after
// each call.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/jmespath/go-jmespath"
)

func main() {
	if err := run(filepath.Base(os.Args[0]), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "ERROR:", err)
		os.Exit(2)
	}
}

func run(program string, args []string) error {
	if program != "az" {
		args = append([]string{program}, args...)
	}
	c, err := parse(args)
	if err != nil {
		return err
	}
	s, err := load(os.Getenv("FAKE_STATE"))
	if err != nil {
		return err
	}
	s.Calls++
	kill, err := strconv.Atoi(os.Getenv("FAKE_KILL"))
	s.dying = err == nil && kill == s.Calls
	answer, err := s.answer(c)
	if saveErr := errors.Join(s.save(), s.keep(os.Getenv("FAKE_KEEP"))); saveErr != nil {
		return saveErr
	}
	if s.dying {
		return syscall.Kill(0, syscall.SIGKILL)
	}
	if err != nil {
		return err
	}
	return show(c, answer)
}

// show prints an answer as az does.
func show(c call, answer any) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	var plain any
	if err := json.Unmarshal(text, &plain); err != nil {
		return err
	}
	if q := c.get("--query"); q != "" {
		if plain, err = jmespath.Search(q, plain); err != nil {
			return fmt.Errorf("--query %s: %w", q, err)
		}
	}
	switch c.get("--output") {
	case "none":
	case "tsv":
		printRows(plain)
	default:
		if plain != nil {
			text, err := json.MarshalIndent(plain, "", "  ")
			if err != nil {
				return err
			}
			fmt.Println(string(text))
		}
	}
	return nil
}

func printRows(v any) {
	rows, isList := v.([]any)
	if !isList {
		rows = []any{v}
	}
	for _, r := range rows {
		cells, isRow := r.([]any)
		if !isRow {
			cells = []any{r}
		}
		texts := make([]string, len(cells))
		for i, cell := range cells {
			texts[i] = "None"
			if cell != nil {
				texts[i] = fmt.Sprint(cell)
			}
		}
		fmt.Println(strings.Join(texts, "\t"))
	}
}
