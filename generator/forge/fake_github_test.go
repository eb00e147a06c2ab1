package forge_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/forge"
)

// githubVendor answers as GitHub's REST API does, as far as it is used:
// https://docs.github.com/en/rest/pulls/pulls
// https://docs.github.com/en/rest/issues/comments
// A server of one's own serves it below /api/v3.
func githubVendor() vendor {
	return vendor{
		kind: forge.GitHub, path: "/acme/fleet.git", bodyLimit: 65536, commentLimit: 65536,
		authorization: []string{"Bearer " + goodToken, "token " + goodToken},
		handler:       func(f *fake) http.Handler { return githubFake{f} },
		tooLong:       "status 422: Validation Failed: body is too long (maximum is 10 characters)",
	}
}

type githubFake struct{ *fake }

func (f githubFake) refuse(w http.ResponseWriter, status int, message string, details ...any) {
	answer := map[string]any{
		"message": message, "documentation_url": "https://docs.github.com/rest", "status": strconv.Itoa(status),
	}
	if len(details) > 0 {
		answer["errors"] = details
	}
	reply(w, status, answer)
}

func (f githubFake) invalid(w http.ResponseWriter, resource, field, message string) {
	f.refuse(w, http.StatusUnprocessableEntity, "Validation Failed",
		map[string]any{"resource": resource, "code": "custom", "field": field, "message": message})
}

func (f githubFake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	mux := http.NewServeMux()
	const at = "/api/v3/repos/{owner}/{repo}"
	mux.HandleFunc("GET "+at+"/pulls", f.list)
	mux.HandleFunc("POST "+at+"/pulls", f.create)
	mux.HandleFunc("PATCH "+at+"/pulls/{number}", f.update)
	mux.HandleFunc("GET "+at+"/issues/{number}/comments", f.comments)
	mux.HandleFunc("POST "+at+"/issues/{number}/comments", f.comment)
	mux.HandleFunc("PATCH "+at+"/issues/comments/{id}", f.edit)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		f.unknown(r)
		f.refuse(w, http.StatusNotFound, "Not Found")
	})
	switch {
	case !f.proven(r):
		f.refuse(w, http.StatusUnauthorized, "Bad credentials")
	case !strings.HasPrefix(r.URL.Path, "/api/v3/repos/acme/fleet/"):
		f.refuse(w, http.StatusNotFound, "Not Found")
	default:
		mux.ServeHTTP(w, r)
	}
}

func (f githubFake) json(p *pull) map[string]any {
	owner := "acme"
	if p.FromAFork {
		owner = "eve"
	}
	state := "open"
	if p.Closed {
		state = "closed"
	}
	return map[string]any{
		"number": p.Number, "state": state, "title": p.Title, "body": p.Body,
		"html_url": fmt.Sprintf("%s/acme/fleet/pull/%d", f.url, p.Number),
		"head":     map[string]any{"ref": p.Head, "label": owner + ":" + p.Head}, "base": map[string]any{"ref": p.Base},
	}
}

func (f githubFake) list(w http.ResponseWriter, r *http.Request) {
	if _, err := f.strictly(r, words("state head base sort direction per_page page"), nil); err != nil {
		f.refuse(w, http.StatusUnprocessableEntity, err.Error())
		return
	}
	q := r.URL.Query()
	if q.Get("state") != "open" {
		f.t.Errorf("the list is of state %q", q.Get("state"))
	}
	owner, head, named := strings.Cut(q.Get("head"), ":")
	if !named { // without an owner, GitHub does not filter
		head = ""
	}
	list := []any{}
	for _, p := range f.opened(head, q.Get("base")) {
		if !named || p.FromAFork == (owner != "acme") {
			list = append(list, f.json(p))
		}
	}
	cut, next := page(r, list, 30, "per_page")
	link(w, r, next)
	reply(w, http.StatusOK, cut)
}

func (f githubFake) create(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("title head head_repo base body maintainer_can_modify draft issue"))
	switch head, base := text(sent, "head"), text(sent, "base"); {
	case err != nil || head == "" || base == "" || text(sent, "title") == "":
		f.refuse(w, http.StatusUnprocessableEntity, "Invalid request.")
	case f.taken(head, base) != nil:
		f.invalid(w, "PullRequest", "", "A pull request already exists for acme:"+head+".")
	case len([]rune(text(sent, "body"))) > f.bodyLimit:
		f.invalid(w, "PullRequest", "body", fmt.Sprintf("body is too long (maximum is %d characters)", f.bodyLimit))
	default:
		made := f.add(pull{Head: head, Base: base, Title: text(sent, "title"), Body: text(sent, "body")})
		reply(w, http.StatusCreated, f.json(made))
	}
}

func (f githubFake) update(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("title body state base maintainer_can_modify"))
	p := f.pull(r.PathValue("number"))
	switch {
	case err != nil:
		f.refuse(w, http.StatusUnprocessableEntity, "Invalid request.")
	case p == nil:
		f.refuse(w, http.StatusNotFound, "Not Found")
	case len([]rune(text(sent, "body"))) > f.bodyLimit:
		f.invalid(w, "PullRequest", "body", fmt.Sprintf("body is too long (maximum is %d characters)", f.bodyLimit))
	default:
		p.Title, p.Body = text(sent, "title"), text(sent, "body")
		reply(w, http.StatusOK, f.json(p))
	}
}

func (f githubFake) comments(w http.ResponseWriter, r *http.Request) {
	p := f.pull(r.PathValue("number"))
	if _, err := f.strictly(r, words("since per_page page"), nil); err != nil || p == nil {
		f.refuse(w, http.StatusNotFound, "Not Found")
		return
	}
	list := []any{}
	for _, n := range f.notesOf(p) {
		list = append(list, map[string]any{"id": n.ID, "body": n.Body})
	}
	cut, next := page(r, list, f.pageSize, "per_page")
	link(w, r, next)
	reply(w, http.StatusOK, cut)
}

func (f githubFake) comment(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("body"))
	p := f.pull(r.PathValue("number"))
	switch {
	case err != nil || p == nil:
		f.refuse(w, http.StatusNotFound, "Not Found")
	case len([]rune(text(sent, "body"))) > f.noteLimit:
		f.invalid(w, "IssueComment", "body", fmt.Sprintf("body is too long (maximum is %d characters)", f.noteLimit))
	default:
		n := f.say(note{Pull: p.Number, Body: text(sent, "body")})
		reply(w, http.StatusCreated, map[string]any{"id": n.ID, "body": n.Body})
	}
}

func (f githubFake) edit(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words("body"))
	n := f.note(r.PathValue("id"))
	switch {
	case err != nil || n == nil:
		f.refuse(w, http.StatusNotFound, "Not Found")
	case n.Foreign:
		f.refuse(w, http.StatusForbidden, "Must have admin rights to Repository.")
	default:
		n.Body = text(sent, "body")
		reply(w, http.StatusOK, map[string]any{"id": n.ID, "body": n.Body})
	}
}
