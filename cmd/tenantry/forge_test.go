package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// forge is as much of Gitea's API as proposing uses. It keeps, in the script's
// folder, what a reviewer would see: pull-N.md and comment-N.md.
// https://docs.gitea.com/api/
type forge struct {
	url, dir string
	mu       sync.Mutex
	pulls    []map[string]any
	comments []map[string]any
}

// startForge starts a forge for the rest of the script and sets FORGE to its
// address: "forge".
func startForge(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: forge")
	}
	f := &forge{dir: ts.Getenv("WORK")}
	mux := http.NewServeMux()
	const at = "/api/v1/repos/acme/fleet"
	mux.HandleFunc("GET "+at+"/pulls", func(w http.ResponseWriter, _ *http.Request) { f.answer(w, f.pulls) })
	mux.HandleFunc("POST "+at+"/pulls", f.open)
	mux.HandleFunc("PATCH "+at+"/pulls/{number}", f.change)
	mux.HandleFunc("GET "+at+"/issues/{number}/comments", func(w http.ResponseWriter, _ *http.Request) { f.answer(w, f.comments) })
	mux.HandleFunc("POST "+at+"/issues/{number}/comments", f.say)
	mux.HandleFunc("PATCH "+at+"/issues/comments/{number}", f.edit)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "token very-secret" {
			http.Error(w, `{"message": "who are you?"}`, http.StatusUnauthorized)
			return
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	f.url = server.URL
	ts.Defer(server.Close)
	ts.Setenv("FORGE", server.URL)
}

func (f *forge) answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		panic(err) // the server answers 500, and the script fails
	}
}

func (f *forge) open(w http.ResponseWriter, r *http.Request) {
	sent := received(r)
	n := len(f.pulls) + 1
	pull := map[string]any{
		"number": n, "title": sent["title"], "state": "open", "html_url": fmt.Sprintf("%s/acme/fleet/pulls/%d", f.url, n),
		"head": map[string]any{"ref": sent["head"], "repo_id": 1}, "base": map[string]any{"ref": sent["base"], "repo_id": 1},
	}
	f.pulls = append(f.pulls, pull)
	f.keep("pull", n, fmt.Sprintf("%s -> %s: %s\n\n%s\n", sent["head"], sent["base"], sent["title"], sent["body"]))
	f.answer(w, pull)
}

func (f *forge) change(w http.ResponseWriter, r *http.Request) {
	n, sent := number(r), received(r)
	pull := f.pulls[n-1]
	head, base := pull["head"].(map[string]any)["ref"], pull["base"].(map[string]any)["ref"]
	f.keep("pull", n, fmt.Sprintf("%s -> %s: %s\n\n%s\n", head, base, sent["title"], sent["body"]))
	f.answer(w, pull)
}

func (f *forge) say(w http.ResponseWriter, r *http.Request) {
	comment := map[string]any{"id": len(f.comments) + 1, "body": received(r)["body"]}
	f.comments = append(f.comments, comment)
	f.keep("comment", len(f.comments), fmt.Sprintln(comment["body"]))
	f.answer(w, comment)
}

func (f *forge) edit(w http.ResponseWriter, r *http.Request) {
	n := number(r)
	f.comments[n-1]["body"] = received(r)["body"]
	f.keep("comment", n, fmt.Sprintln(f.comments[n-1]["body"]))
	f.answer(w, f.comments[n-1])
}

func (f *forge) keep(kind string, n int, text string) {
	if err := os.WriteFile(filepath.Join(f.dir, fmt.Sprintf("%s-%d.md", kind, n)), []byte(text), 0o644); err != nil {
		panic(err)
	}
}

func number(r *http.Request) int {
	n, err := strconv.Atoi(r.PathValue("number"))
	if err != nil {
		panic(err)
	}
	return n
}

func received(r *http.Request) map[string]any {
	var body map[string]any
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		panic(err)
	}
	return body
}
