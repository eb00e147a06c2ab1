package forge_test

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/tenantry/tenantry/generator/forge"
)

// giteaVendor answers as Gitea's API does, as far as it is used. Its description
// is what a server offers at /swagger.v1.json: https://docs.gitea.com/api/
// It is served below a prefix here, as behind a proxy.
func giteaVendor() vendor {
	return vendor{
		kind: forge.Gitea, path: "/tools/git/acme/fleet.git", bodyLimit: 262144, commentLimit: 262144,
		authorization: []string{"token " + goodToken},
		handler:       func(f *fake) http.Handler { return giteaFake{f} },
		tooLong:       "status 413: request entity too large",
	}
}

type giteaFake struct{ *fake }

func (f giteaFake) refuse(w http.ResponseWriter, status int, message string) {
	reply(w, status, map[string]any{"message": message, "url": f.url + "/tools/git/api/swagger"})
}

func (f giteaFake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	const repos = "/tools/git/api/v1/repos/"
	const at = repos + "{owner}/{repo}"
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+at+"/pulls", f.list)
	mux.HandleFunc("POST "+at+"/pulls", f.create)
	mux.HandleFunc("PATCH "+at+"/pulls/{number}", f.update)
	mux.HandleFunc("GET "+at+"/issues/{number}/comments", f.comments)
	mux.HandleFunc("POST "+at+"/issues/{number}/comments", f.comment)
	mux.HandleFunc("PATCH "+at+"/issues/comments/{id}", f.edit)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		f.unknown(r)
		f.refuse(w, http.StatusNotFound, "not found")
	})
	switch {
	case !f.proven(r):
		f.refuse(w, http.StatusUnauthorized, "invalid username, password or token")
	case !strings.HasPrefix(r.URL.Path, repos+"acme/fleet/"):
		f.refuse(w, http.StatusNotFound, "not found")
	default:
		mux.ServeHTTP(w, r)
	}
}

func (f giteaFake) json(p *pull) map[string]any {
	state, repo := "open", 7
	if p.Closed {
		state = "closed"
	}
	if p.FromAFork {
		repo = 99
	}
	return map[string]any{
		"id": 1000 + p.Number, "number": p.Number, "state": state, "title": p.Title, "body": p.Body,
		"html_url": fmt.Sprintf("%s/tools/git/acme/fleet/pulls/%d", f.url, p.Number),
		"head":     map[string]any{"ref": p.Head, "repo_id": repo}, "base": map[string]any{"ref": p.Base, "repo_id": 7},
	}
}

func (f giteaFake) list(w http.ResponseWriter, r *http.Request) {
	if _, err := f.strictly(r, words("base_branch state sort milestone labels poster page limit"), nil); err != nil {
		f.refuse(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	if state := r.URL.Query().Get("state"); state != "open" {
		f.t.Errorf("the list is of state %q", state)
	}
	list := []any{}
	for _, p := range f.opened("", r.URL.Query().Get("base_branch")) {
		list = append(list, f.json(p))
	}
	cut, next := page(r, list, 50, "limit") // MAX_RESPONSE_ITEMS
	link(w, r, next)
	reply(w, http.StatusOK, cut)
}

func (f giteaFake) create(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil,
		words("assignee assignees base body due_date head labels milestone reviewers team_reviewers title"))
	switch head, base := text(sent, "head"), text(sent, "base"); {
	case err != nil || head == "" || base == "" || text(sent, "title") == "":
		f.refuse(w, http.StatusUnprocessableEntity, "[Title]: Required")
	case f.taken(head, base) != nil:
		f.refuse(w, http.StatusConflict, fmt.Sprintf("pull request already exists for these targets [id: 1, issue_id: 1, "+
			"head_repo_id: 7, base_repo_id: 7, head_branch: %s, base_branch: %s]", head, base))
	case len(text(sent, "body")) > f.bodyLimit:
		http.Error(w, "<html>nginx</html>", http.StatusRequestEntityTooLarge) // the server before it
	default:
		made := f.add(pull{Head: head, Base: base, Title: text(sent, "title"), Body: text(sent, "body")})
		reply(w, http.StatusCreated, f.json(made))
	}
}

func (f giteaFake) update(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("allow_maintainer_edit assignee assignees base body due_date labels milestone "+
		"state title unset_due_date"))
	p := f.pull(r.PathValue("number"))
	if err != nil || p == nil {
		f.refuse(w, http.StatusNotFound, "not found")
		return
	}
	if title := text(sent, "title"); title != "" {
		p.Title = title
	}
	p.Body = text(sent, "body")
	reply(w, http.StatusCreated, f.json(p))
}

// comments come all at once, whatever the page: the operation has no such
// parameters of its own, though the SDK sends those that most others have.
func (f giteaFake) comments(w http.ResponseWriter, r *http.Request) {
	p := f.pull(r.PathValue("number"))
	if _, err := f.strictly(r, words("since before page limit"), nil); err != nil || p == nil {
		f.refuse(w, http.StatusNotFound, "not found")
		return
	}
	list := []any{}
	for _, n := range f.notesOf(p) {
		list = append(list, map[string]any{"id": n.ID, "body": n.Body})
	}
	reply(w, http.StatusOK, list)
}

func (f giteaFake) comment(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("body"))
	p := f.pull(r.PathValue("number"))
	if err != nil || p == nil {
		f.refuse(w, http.StatusNotFound, "not found")
		return
	}
	n := f.say(note{Pull: p.Number, Body: text(sent, "body")})
	reply(w, http.StatusCreated, map[string]any{"id": n.ID, "body": n.Body})
}

func (f giteaFake) edit(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("body"))
	n := f.note(r.PathValue("id"))
	switch {
	case err != nil || n == nil:
		f.refuse(w, http.StatusNotFound, "not found")
	case n.Foreign:
		w.WriteHeader(http.StatusForbidden) // without a word, as Gitea does
	default:
		n.Body = text(sent, "body")
		reply(w, http.StatusOK, map[string]any{"id": n.ID, "body": n.Body})
	}
}
