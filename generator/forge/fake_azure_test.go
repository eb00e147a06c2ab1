package forge_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"github.com/tenantry/tenantry/generator/forge"
)

// azureVendor answers as Azure DevOps's REST API 7.1 does, as far as it is used:
// https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-requests
// https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-request-threads
// https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-request-thread-comments
func azureVendor() vendor {
	return vendor{
		kind: forge.AzureDevOps, path: "/Acme/Our%20Platform/_git/fleet", bodyLimit: 4000, commentLimit: 150000,
		authorization: []string{"Basic " + base64.StdEncoding.EncodeToString([]byte(":"+goodToken))},
		handler:       func(f *fake) http.Handler { return azureFake{f} },
		tooLong: "status 400: Invalid argument value. Parameter name: " +
			"A description for a pull request must not be longer than 10 characters",
	}
}

type azureFake struct{ *fake }

func (f azureFake) refuse(w http.ResponseWriter, status int, typeKey, message string) {
	reply(w, status, map[string]any{
		"$id": "1", "innerException": nil, "message": message, "typeKey": typeKey, "errorCode": 0, "eventId": 3000,
		"typeName": "Microsoft.TeamFoundation.Git.Server." + typeKey + ", Microsoft.TeamFoundation.Git.Server",
	})
}

// locations is how a server describes its API to the client library, which asks
// for it before anything else.
func (f azureFake) locations(w http.ResponseWriter) {
	const at = "{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}"
	location := func(id, name, template string) map[string]any {
		return map[string]any{
			"id": id, "area": "git", "resourceName": name, "routeTemplate": template, "resourceVersion": 1,
			"minVersion": "1.0", "maxVersion": "7.2", "releasedVersion": "7.1",
		}
	}
	reply(w, http.StatusOK, map[string]any{"count": 3, "value": []any{
		location("9946fd70-0d40-406e-b686-b4744cbbcc37", "pullRequests",
			"{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pullRequestId}"),
		location("ab6e2e5d-a0b7-4153-b64a-a4efe0d49449", "pullRequestThreads", at+"/threads/{threadId}"),
		location("965a3ec7-5ed8-455a-bdcb-835a5ea7fe7b", "pullRequestThreadComments",
			at+"/threads/{threadId}/comments/{commentId}"),
	}})
}

func (f azureFake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.ToLower(r.URL.Path) // as the server takes it, whose addresses know no case
	switch {
	case !f.proven(r):
		f.refuse(w, http.StatusUnauthorized, "UnauthorizedRequestException",
			"TF400813: The user '' is not authorized to access this resource.")
		return
	case r.Method == http.MethodOptions && path == "/acme/_apis":
		f.locations(w)
		return
	case !strings.HasPrefix(path, "/acme/our platform/_apis/git/repositories/fleet/"):
		f.refuse(w, http.StatusNotFound, "GitRepositoryNotFoundException", "TF401019: The Git repository with name or "+
			"identifier fleet does not exist or you do not have permissions for the operation you are attempting.")
		return
	case !strings.Contains(r.Header.Get("Accept"), "api-version=7.1-preview.1"):
		f.t.Errorf("%s %s accepts %q", r.Method, r.URL, r.Header.Get("Accept"))
	}
	mux := http.NewServeMux()
	const at = "/acme/our platform/_apis/git/repositories/fleet/pullrequests"
	for pattern, serve := range map[string]http.HandlerFunc{
		"GET": f.list, "POST": f.create, "PATCH /{number}": f.update,
		"GET /{number}/threads": f.threads, "POST /{number}/threads": f.thread,
		"PATCH /{number}/threads/{thread}/comments/{id}": f.edit,
	} {
		method, rest, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+strings.ReplaceAll(at, " ", "%20")+rest, serve)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		f.unknown(r)
		f.refuse(w, http.StatusNotFound, "HttpException", "The controller for path was not found.")
	})
	lower := r.Clone(r.Context())
	lower.URL.Path, lower.URL.RawPath = path, ""
	mux.ServeHTTP(w, lower)
}

// pullFields are those of a GitPullRequest.
const pullFields = `_links artifactId autoCompleteSetBy closedBy closedDate codeReviewId commits completionOptions
	completionQueueTime createdBy creationDate description forkSource hasMultipleMergeBases isDraft labels lastMergeCommit
	lastMergeSourceCommit lastMergeTargetCommit mergeFailureMessage mergeFailureType mergeId mergeOptions mergeStatus
	pullRequestId remoteUrl repository reviewers sourceRefName status supportsIterations targetRefName title url
	workItemRefs`

// commentFields are those of a Comment.
const commentFields = `_links author commentType content id isDeleted lastContentUpdatedDate lastUpdatedDate
	parentCommentId publishedDate usersLiked`

func (f azureFake) invalid(w http.ResponseWriter, message string) {
	f.refuse(w, http.StatusBadRequest, "InvalidArgumentValueException", message)
}

func (f azureFake) noPull(w http.ResponseWriter) {
	f.refuse(w, http.StatusNotFound, "GitPullRequestNotFoundException",
		"TF401180: The requested pull request was not found.")
}

func (f azureFake) tooLong(w http.ResponseWriter) {
	f.invalid(w, fmt.Sprintf("Invalid argument value.\r\nParameter name: A description for a pull request must not be "+
		"longer than %d characters.", f.bodyLimit))
}

func (f azureFake) json(p *pull) map[string]any {
	status := "active"
	if p.Closed {
		status = "abandoned"
	}
	body := p.Body
	answer := map[string]any{
		"pullRequestId": p.Number, "status": status, "title": p.Title, "description": body[:min(400, len(body))],
		"sourceRefName": "refs/heads/" + p.Head, "targetRefName": "refs/heads/" + p.Base,
		"url": fmt.Sprintf("%s/acme/_apis/git/repositories/1/pullRequests/%d", f.url, p.Number),
	}
	if p.FromAFork {
		answer["forkSource"] = map[string]any{"name": "refs/heads/" + p.Head}
	}
	return answer
}

func (f azureFake) list(w http.ResponseWriter, r *http.Request) {
	known := words("$skip $top maxCommentLength")
	for _, name := range words(`creatorId includeLinks maxTime minTime queryTimeRangeType repositoryId reviewerId
		sourceRefName sourceRepositoryId status targetRefName title`) {
		known = append(known, "searchCriteria."+name)
	}
	if _, err := f.strictly(r, known, nil); err != nil {
		f.invalid(w, err.Error())
		return
	}
	q := r.URL.Query()
	if status := q.Get("searchCriteria.status"); status != "active" {
		f.t.Errorf("the list is of status %q", status)
	}
	list := []any{}
	head, _ := strings.CutPrefix(q.Get("searchCriteria.sourceRefName"), "refs/heads/")
	base, _ := strings.CutPrefix(q.Get("searchCriteria.targetRefName"), "refs/heads/")
	for _, p := range f.opened(head, base) {
		list = append(list, f.json(p))
	}
	reply(w, http.StatusOK, map[string]any{"count": len(list), "value": list})
}

func (f azureFake) create(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, words("supportsIterations"), words(pullFields))
	head, fullHead := strings.CutPrefix(text(sent, "sourceRefName"), "refs/heads/")
	base, fullBase := strings.CutPrefix(text(sent, "targetRefName"), "refs/heads/")
	switch {
	case err != nil || !fullHead || !fullBase || text(sent, "title") == "":
		f.invalid(w, "TF401398: The pull request cannot be activated because the source and/or the target branch no longer "+
			"exists, or the requested refs are not branches")
	case f.taken(head, base) != nil:
		f.refuse(w, http.StatusConflict, "GitPullRequestExistsException",
			"TF401179: An active pull request for the source and target branch already exists.")
	case forge.Length(text(sent, "description")) > f.bodyLimit:
		f.tooLong(w)
	default:
		made := f.add(pull{Head: head, Base: base, Title: text(sent, "title"), Body: text(sent, "description")})
		reply(w, http.StatusCreated, f.json(made))
	}
}

func (f azureFake) update(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil,
		words("status title description completionOptions mergeOptions autoCompleteSetBy targetRefName"))
	p := f.pull(r.PathValue("number"))
	switch {
	case err != nil:
		f.invalid(w, err.Error())
	case p == nil:
		f.noPull(w)
	case forge.Length(text(sent, "description")) > f.bodyLimit:
		f.tooLong(w)
	default:
		p.Title, p.Body = text(sent, "title"), text(sent, "description")
		reply(w, http.StatusOK, f.json(p))
	}
}

func (f azureFake) threads(w http.ResponseWriter, r *http.Request) {
	p := f.pull(r.PathValue("number"))
	if _, err := f.strictly(r, words("$iteration $baseIteration"), nil); err != nil || p == nil {
		f.noPull(w)
		return
	}
	list := []any{map[string]any{ // what a deleted thread looks like
		"id": 9999, "isDeleted": true, "comments": []any{map[string]any{"id": 1, "isDeleted": true}},
	}}
	for _, n := range f.notesOf(p) {
		list = append(list, map[string]any{
			"id": n.ID, "isDeleted": false, "status": n.Status,
			"comments": []any{
				map[string]any{"id": 1, "content": n.Body, "commentType": "text"},
				map[string]any{"id": 2, "content": "an answer to " + n.Body, "commentType": "text"},
			},
		})
	}
	reply(w, http.StatusOK, map[string]any{"count": len(list), "value": list})
}

func (f azureFake) thread(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words(`_links comments id identities isDeleted lastUpdatedDate properties
		publishedDate pullRequestThreadContext status threadContext`))
	p := f.pull(r.PathValue("number"))
	comments, _ := sent["comments"].([]any)
	if err != nil || p == nil || len(comments) != 1 {
		f.invalid(w, "The comments are not as expected.")
		return
	}
	comment, _ := comments[0].(map[string]any)
	for name := range comment {
		if !strings.Contains(" "+strings.Join(words(commentFields), " ")+" ", " "+name+" ") {
			f.t.Errorf("a comment has the field %q", name)
		}
	}
	if forge.Length(text(comment, "content")) > f.noteLimit {
		f.invalid(w, fmt.Sprintf("A discussion comment cannot be longer than %d characters.\r\n"+
			"Parameter name: comment.Content", f.noteLimit))
		return
	}
	n := f.say(note{Pull: p.Number, Body: text(comment, "content"), Status: text(sent, "status")})
	reply(w, http.StatusOK, map[string]any{"id": n.ID, "status": n.Status, "comments": []any{comment}})
}

func (f azureFake) edit(w http.ResponseWriter, r *http.Request) {
	sent, err := f.strictly(r, nil, words(commentFields))
	n := f.note(r.PathValue("thread"))
	switch {
	case err != nil || n == nil || r.PathValue("id") != "1":
		f.refuse(w, http.StatusNotFound, "CommentNotFoundException", "The comment was not found.")
	case n.Foreign:
		f.refuse(w, http.StatusForbidden, "CommentsUpdateNotAllowedException", "Only the author may edit a comment.")
	default:
		n.Body = text(sent, "content")
		reply(w, http.StatusOK, map[string]any{"id": 1, "content": n.Body})
	}
}
