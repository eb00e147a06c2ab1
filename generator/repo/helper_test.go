package repo_test

import (
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tenantry/tenantry/generator/repo"
)

// Git itself makes the repositories that the tests read, and judges those that
// the package writes.

// git runs Git without anybody's configuration and returns what it printed.
func git(tb testing.TB, dir string, args ...string) string {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), "git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "LC_ALL=C",
		"GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@acme.example",
		"GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@acme.example",
	)
	out, err := cmd.CombinedOutput()
	if err != nil {
		tb.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// write puts files into a folder.
func write(tb testing.TB, dir string, files map[string]string) {
	tb.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
}

// newRepo makes a repository with one commit on main.
func newRepo(tb testing.TB, files map[string]string) string {
	tb.Helper()
	dir := tb.TempDir()
	git(tb, dir, "init", "-q", "-b", "main")
	commitAll(tb, dir, files, "first")
	return dir
}

// commitAll adds files and commits whatever the work tree holds.
func commitAll(tb testing.TB, dir string, files map[string]string, message string) {
	tb.Helper()
	write(tb, dir, files)
	git(tb, dir, "add", "-A")
	git(tb, dir, "commit", "-q", "--allow-empty", "-m", message)
}

func open(tb testing.TB, dir string) *repo.Repo {
	tb.Helper()
	r, err := repo.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func resolve(tb testing.TB, r *repo.Repo, revision string) repo.Hash {
	tb.Helper()
	h, err := r.Resolve(revision)
	if err != nil {
		tb.Fatal(err)
	}
	return h
}

// commit writes a commit of changes on top of its first parent.
func commit(tb testing.TB, r *repo.Repo, message string, changes []repo.Change, parents ...repo.Hash) repo.Hash {
	tb.Helper()
	var base repo.Hash
	if len(parents) > 0 {
		base = parents[0]
	}
	tree, err := r.WriteTree(base, changes)
	if err != nil {
		tb.Fatal(err)
	}
	h, err := r.WriteCommit(repo.Commit{
		Tree: tree, Parents: parents, Message: message,
		Author: repo.Identity{Name: "Ada", Email: "ada@acme.example"},
		When:   time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600)),
	})
	if err != nil {
		tb.Fatal(err)
	}
	return h
}

func put(path, text string) repo.Change {
	return repo.Change{Path: path, Op: repo.Create, After: []byte(text)}
}

func remove(path string) repo.Change { return repo.Change{Path: path, Op: repo.Delete} }

func always(string) bool { return true }

// bare makes the server's side of a repository and pushes what is in dir there.
func bare(t *testing.T, dir string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "fleet.git")
	git(t, dir, "init", "-q", "--bare", "-b", "main", at)
	git(t, at, "config", "http.receivepack", "true")
	git(t, dir, "push", "-q", at, "main")
	return at
}

// serve offers a bare repository over HTTP as forges do, to who has the token.
func serve(t *testing.T, at, user, token string) string {
	t.Helper()
	binary, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	backend := &cgi.Handler{
		Path: binary,
		Args: []string{"http-backend"},
		Env: []string{
			"GIT_PROJECT_ROOT=" + filepath.Dir(at), "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER=" + user,
			"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
		},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, p, ok := r.BasicAuth()
		if !ok || u != user || p != token {
			w.Header().Set("WWW-Authenticate", `Basic realm="Forge"`)
			http.Error(w, "no entry with "+r.Header.Get("Authorization")+" or "+p, http.StatusUnauthorized)
			return
		}
		backend.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/" + filepath.Base(at)
}
