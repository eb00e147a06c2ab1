// Package docs_test executes the documentation.
package docs_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tenantry/tenantry/cmd/tenantry/cli"
)

// The program that the pages call is this test itself: a result in Go's cache
// does not outlive a change of the program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tenantry": func() { os.Exit(cli.Main(os.Args[1:], cli.System())) },
	})
}

// command is one line after a "$" in a page, and the output that follows it.
type command struct {
	line int
	text string
	want []string
}

// commands reads the console blocks of a page.
func commands(page string) []command {
	var out []command
	inBlock, continued := false, false
	for i, l := range strings.Split(page, "\n") {
		switch {
		case strings.HasPrefix(l, "```"):
			inBlock, continued = l == "```console", false
		case !inBlock:
		case continued:
			out[len(out)-1].text += "\n" + l
			continued = strings.HasSuffix(l, `\`)
		case l == ">" || strings.HasPrefix(l, "> "): // the next line of a here-document
			out[len(out)-1].text += "\n" + strings.TrimPrefix(strings.TrimPrefix(l, ">"), " ")
		case strings.HasPrefix(l, "$ "):
			out = append(out, command{line: i + 1, text: strings.TrimPrefix(l, "$ ")})
			continued = strings.HasSuffix(l, `\`)
		default:
			out[len(out)-1].want = append(out[len(out)-1].want, l)
		}
	}
	return out
}

func TestPagesDoWhatTheySay(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"quickstart.md", "extending-azure.md"} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			execute(t, page)
		})
	}
}

// execute runs the commands of a page one after the other, and compares what each prints.
func execute(t *testing.T, page string) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	cmds := commands(string(text))
	if len(cmds) < 6 {
		t.Fatalf("only %d commands were found in %s", len(cmds), page)
	}
	const mark = "@@@ next @@@"
	var script strings.Builder
	for _, c := range cmds {
		fmt.Fprintf(&script, "%s\necho '%s'\n", c.text, mark)
	}
	sh := exec.Command("sh", "-c", script.String())
	sh.Dir = t.TempDir()
	sh.Env = append(os.Environ(), "HOME="+sh.Dir,
		"GIT_AUTHOR_NAME=reader", "GIT_AUTHOR_EMAIL=reader@example.com",
		"GIT_COMMITTER_NAME=reader", "GIT_COMMITTER_EMAIL=reader@example.com")
	var out bytes.Buffer
	sh.Stdout, sh.Stderr = &out, &out
	_ = sh.Run() // the last command's exit code; outputs are compared below
	parts := strings.Split(out.String(), mark+"\n")
	for i, c := range cmds {
		got := strings.Split(strings.TrimSuffix(parts[i], "\n"), "\n")
		if parts[i] == "" {
			got = nil
		}
		if !matches(c.want, got) {
			t.Errorf("%s:%d: $ %s (-page +output):\n%s", page, c.line, c.text, cmp.Diff(c.want, got))
		}
	}
}

// matches compares line by line; a line "…" stands for any lines, and within a line it stands for any characters.
func matches(want, got []string) bool {
	quoted := make([]string, len(want))
	for i, l := range want {
		quoted[i] = strings.ReplaceAll(regexp.QuoteMeta(l), "…", ".*")
		if l == "…" {
			quoted[i] = "(?s:.*)"
		}
	}
	return regexp.MustCompile("^" + strings.Join(quoted, "\n") + "$").MatchString(strings.Join(got, "\n"))
}
