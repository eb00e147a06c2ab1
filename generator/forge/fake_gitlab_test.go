package forge_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/tenantry/tenantry/generator/forge"
)

// gitlabVendor answers as GitLab's REST API does, as far as it is used:
// https://docs.gitlab.com/api/merge_requests/
// https://docs.gitlab.com/api/notes/
func gitlabVendor() vendor {
	return vendor{
		kind: forge.GitLab, path: "/acme/platform/fleet.git", bodyLimit: 1048576, commentLimit: 1000000,
		authorization: []string{"Bearer " + goodToken},
		handler:       func(f *fake) http.Handler { return gitlabFake{f} },
		tooLong:       "status 400: description: is too long (maximum is 10 characters)",
	}
}

type gitlabFake struct{ *fake }

func (f gitlabFake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	project, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/api/v4/projects/"), "/")
	switch {
	case !f.proven(r):
		reply(w, http.StatusUnauthorized, map[string]any{"message": "401 Unauthorized"})
		return
	case project != "acme%2Fplatform%2Ffleet":
		reply(w, http.StatusNotFound, map[string]any{"message": "404 Project Not Found"})
		return
	}
	path := strings.Split(rest, "/")
	if len(path) == 1 && path[0] == "merge_requests" {
		f.collection(w, r)
		return
	}
	if path[0] != "merge_requests" {
		path = nil
	}
	route := r.Method + " " + strconv.Itoa(len(path))
	if len(path) > 2 && path[2] != "notes" {
		route = ""
	}
	serve, known := map[string]func(http.ResponseWriter, *http.Request, *pull, []string){
		"PUT 2": f.update, "GET 3": f.notes, "POST 3": f.say, "PUT 4": f.edit,
	}[route]
	if !known {
		f.unknown(r)
		reply(w, http.StatusNotFound, map[string]any{"error": "404 Not Found"})
		return
	}
	p := f.pull(path[1])
	if p == nil {
		reply(w, http.StatusNotFound, map[string]any{"message": "404 Not found"})
		return
	}
	serve(w, r, p, path)
}

func (f gitlabFake) invalid(w http.ResponseWriter, err error) {
	reply(w, http.StatusBadRequest, map[string]any{"error": err.Error() + " is invalid"})
}

func (f gitlabFake) tooLong(w http.ResponseWriter) {
	reply(w, http.StatusBadRequest, map[string]any{"message": map[string]any{
		"description": []string{fmt.Sprintf("is too long (maximum is %d characters)", f.bodyLimit)},
	}})
}

func (f gitlabFake) json(p *pull) map[string]any {
	state, source := "opened", 7
	if p.Closed {
		state = "closed"
	}
	if p.FromAFork {
		source = 99
	}
	return map[string]any{
		"id": 1000 + p.Number, "iid": p.Number, "state": state, "title": p.Title, "description": p.Body,
		"source_branch": p.Head, "target_branch": p.Base,
		"source_project_id": source, "target_project_id": 7, "project_id": 7,
		"web_url": fmt.Sprintf("%s/acme/platform/fleet/-/merge_requests/%d", f.url, p.Number),
	}
}

// listParameters are those of "List project merge requests".
const listParameters = `approved_by_ids approver_ids approved assignee_id author_id author_username created_after
	created_before deployed_after deployed_before environment iids[] in labels merge_user_id merge_user_username milestone
	my_reaction_emoji not non_archived order_by page per_page reviewer_id reviewer_username scope search sort source_branch
	state target_branch updated_after updated_before view wip with_labels_details with_merge_status_recheck`

// createFields are those of "Create MR".
const createFields = `source_branch target_branch title allow_collaboration allow_maintainer_to_push
	approvals_before_merge assignee_id assignee_ids description labels merge_after milestone_id remove_source_branch
	reviewer_ids squash target_project_id`

// updateFields are those of "Update MR".
const updateFields = `add_labels allow_collaboration allow_maintainer_to_push assignee_id assignee_ids description
	discussion_locked labels merge_after milestone_id remove_labels remove_source_branch reviewer_ids squash state_event
	target_branch title`

func (f gitlabFake) collection(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodGet:
		if _, err := f.strictly(r, words(listParameters), nil); err != nil {
			f.invalid(w, err)
			return
		}
		q := r.URL.Query()
		if q.Get("state") != "opened" {
			f.t.Errorf("the list is of state %q", q.Get("state"))
		}
		list := []any{}
		for _, p := range f.opened(q.Get("source_branch"), q.Get("target_branch")) {
			list = append(list, f.json(p))
		}
		f.page(w, r, list)
	case http.MethodPost:
		f.create(w, r)
	default:
		f.unknown(r)
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func (f gitlabFake) page(w http.ResponseWriter, r *http.Request, list []any) {
	cut, next := page(r, list, f.pageSize, "per_page")
	if next > 0 {
		w.Header().Set("X-Next-Page", strconv.Itoa(next))
	}
	reply(w, http.StatusOK, cut)
}

func (f gitlabFake) create(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words(createFields))
	head, base := text(sent, "source_branch"), text(sent, "target_branch")
	if err != nil || head == "" || base == "" || text(sent, "title") == "" {
		f.invalid(w, fmt.Errorf("%w source_branch", err))
		return
	}
	if other := f.taken(head, base); other != nil {
		reply(w, http.StatusConflict, map[string]any{"message": []string{
			fmt.Sprintf("Another open merge request already exists for this source branch: !%d", other.Number),
		}})
		return
	}
	if len([]rune(text(sent, "description"))) > f.bodyLimit {
		f.tooLong(w)
		return
	}
	made := f.add(pull{Head: head, Base: base, Title: text(sent, "title"), Body: text(sent, "description")})
	reply(w, http.StatusCreated, f.json(made))
}

func (f gitlabFake) update(w http.ResponseWriter, r *http.Request, p *pull, _ []string) {
	sent, err := f.strictly(r, nil, words(updateFields))
	switch {
	case err != nil:
		f.invalid(w, err)
	case len([]rune(text(sent, "description"))) > f.bodyLimit:
		f.tooLong(w)
	default:
		p.Title, p.Body = text(sent, "title"), text(sent, "description")
		reply(w, http.StatusOK, f.json(p))
	}
}

func (f gitlabFake) notes(w http.ResponseWriter, r *http.Request, p *pull, _ []string) {
	if _, err := f.strictly(r, words("sort order_by page per_page"), nil); err != nil {
		f.invalid(w, err)
		return
	}
	list := []any{}
	for _, n := range f.notesOf(p) {
		list = append(list, map[string]any{"id": n.ID, "body": n.Body, "system": n.System})
	}
	f.page(w, r, list)
}

func (f gitlabFake) say(w http.ResponseWriter, r *http.Request, p *pull, _ []string) {
	sent, err := f.strictly(r, nil, words("body created_at internal merge_request_diff_head_sha"))
	switch {
	case err != nil:
		f.invalid(w, err)
	case len([]rune(text(sent, "body"))) > f.noteLimit:
		reply(w, http.StatusBadRequest, map[string]any{
			"message": fmt.Sprintf(`400 Bad request - Note {:note=>["is too long (maximum is %d characters)"]}`, f.noteLimit),
		})
	default:
		n := f.store.say(note{Pull: p.Number, Body: text(sent, "body")})
		reply(w, http.StatusCreated, map[string]any{"id": n.ID, "body": n.Body})
	}
}

func (f gitlabFake) edit(w http.ResponseWriter, r *http.Request, _ *pull, path []string) {
	sent, err := f.strictly(r, nil, words("body"))
	n := f.note(path[3])
	switch {
	case err != nil:
		f.invalid(w, err)
	case n == nil:
		reply(w, http.StatusNotFound, map[string]any{"message": "404 Note Not Found"})
	case n.Foreign || n.System:
		reply(w, http.StatusForbidden, map[string]any{"message": "403 Forbidden"})
	default:
		n.Body = text(sent, "body")
		reply(w, http.StatusOK, map[string]any{"id": n.ID, "body": n.Body})
	}
}
