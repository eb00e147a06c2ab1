package forge_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/tenantry/tenantry/generator/forge"
)

const goodToken = "t0ken/with+odd=signs"

// pull and note are what every forge knows of a pull request and a comment.
type pull struct {
	Number            int
	Head, Base        string
	Title, Body       string
	Closed, FromAFork bool
}

type note struct {
	ID, Thread, Pull int
	Body             string
	Status           string // of the thread, on Azure DevOps
	Foreign          bool   // somebody else's, whom this token cannot edit
	System           bool   // the forge's own
}

// store is what a forge holds, whichever it is. Its fields are set before the
// server starts to be asked, or under its mutex.
type store struct {
	mu                   sync.Mutex
	pulls                []*pull
	notes                []*note
	asked                []string         // "METHOD path" of each request that reached the API
	bodyLimit, noteLimit int              // the server's own
	appears              *pull            // opened by somebody between two requests
	instead              http.HandlerFunc // answers everything, if set
	pageSize             int
}

// vendor is one forge: how it is asked, and what it answers.
type vendor struct {
	kind          forge.Kind
	path          string // of the repository
	bodyLimit     int
	commentLimit  int
	authorization []string // what it takes as proof
	handler       func(f *fake) http.Handler
	tooLong       string // what it says about a description of two characters more than it takes
}

// fake is a running server of a vendor. A request that the vendor's published
// API does not know fails the test, and is answered as the vendor would.
type fake struct {
	*store
	t      *testing.T
	vendor vendor
	url    string
}

func vendors() map[string]vendor {
	return map[string]vendor{
		"GitHub": githubVendor(), "GitLab": gitlabVendor(), "Gitea": giteaVendor(), "AzureDevOps": azureVendor(),
	}
}

func start(t *testing.T, v vendor) *fake {
	t.Helper()
	f := &fake{store: &store{bodyLimit: v.bodyLimit, noteLimit: v.commentLimit, pageSize: 100}, t: t, vendor: v}
	api := v.handler(f)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.instead != nil {
			f.instead(w, r)
			return
		}
		f.asked = append(f.asked, r.Method+" "+r.URL.Path)
		api.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

func (f *fake) open(t *testing.T, token string) forge.Forge {
	t.Helper()
	opened, err := forge.Open(f.vendor.kind, f.url+f.vendor.path, token, forge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// proven reports whether a request carries the right token in the vendor's way.
func (f *fake) proven(r *http.Request) bool {
	return slices.Contains(f.vendor.authorization, r.Header.Get("Authorization"))
}

// reply sends JSON.
func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		panic(err)
	}
}

// strictly reads a request that may have only the given query parameters and
// JSON fields, and returns the fields. What is unknown fails the test.
func (f *fake) strictly(r *http.Request, query, fields []string) (map[string]any, error) {
	for name := range r.URL.Query() {
		if !slices.Contains(query, name) {
			f.t.Errorf("%s %s has the parameter %q", r.Method, r.URL, name)
			return nil, fmt.Errorf("unknown parameter %s", name)
		}
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	sent := map[string]any{}
	if len(text) > 0 {
		if kind := r.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
			f.t.Errorf("%s %s has content of type %q", r.Method, r.URL, kind)
		}
		if err := json.Unmarshal(text, &sent); err != nil {
			f.t.Errorf("%s %s: %v", r.Method, r.URL, err)
			return nil, err
		}
	}
	for name := range sent {
		if !slices.Contains(fields, name) {
			f.t.Errorf("%s %s has the field %q", r.Method, r.URL, name)
			return nil, fmt.Errorf("unknown field %s", name)
		}
	}
	return sent, nil
}

// unknown is for a path that the vendor's published API does not have.
func (f *fake) unknown(r *http.Request) {
	f.t.Errorf("%s %s is not in the published API", r.Method, r.URL.Path)
}

func text(sent map[string]any, name string) string {
	s, _ := sent[name].(string)
	return s
}

func words(list string) []string { return strings.Fields(list) }

// opened lists the open pull requests that match; empty matches all. A rival's
// pull request appears after it was asked for.
func (s *store) opened(head, base string) []*pull {
	var found []*pull
	for _, p := range s.pulls {
		if !p.Closed && (head == "" || p.Head == head) && (base == "" || p.Base == base) {
			found = append(found, p)
		}
	}
	if s.appears != nil {
		s.appears.Number = len(s.pulls) + 1
		s.pulls = append(s.pulls, s.appears)
		s.appears = nil
	}
	return found
}

func (s *store) taken(head, base string) *pull {
	for _, p := range s.opened(head, base) {
		if !p.FromAFork {
			return p
		}
	}
	return nil
}

func (s *store) add(p pull) *pull {
	p.Number = len(s.pulls) + 1
	s.pulls = append(s.pulls, &p)
	return &p
}

func (s *store) pull(number string) *pull {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(s.pulls) {
		return nil
	}
	return s.pulls[n-1]
}

func (s *store) note(id string) *note {
	n, err := strconv.Atoi(id)
	if err != nil || n < 1 || n > len(s.notes) {
		return nil
	}
	return s.notes[n-1]
}

func (s *store) say(n note) *note {
	n.ID = len(s.notes) + 1
	s.notes = append(s.notes, &n)
	return &n
}

func (s *store) notesOf(p *pull) []*note {
	var found []*note
	for _, n := range s.notes {
		if n.Pull == p.Number {
			found = append(found, n)
		}
	}
	return found
}

// page cuts a list as the request asks, and says which page is next, or 0.
func page[T any](r *http.Request, list []T, size int, sizeName string) (cut []T, next int) {
	if n, err := strconv.Atoi(r.URL.Query().Get(sizeName)); err == nil && n > 0 {
		size = min(size, n)
	}
	at, err := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || at < 1 {
		at = 1
	}
	from := min((at-1)*size, len(list))
	to := min(from+size, len(list))
	if to < len(list) {
		next = at + 1
	}
	return list[from:to], next
}

// link is how GitHub and Gitea name the next page.
func link(w http.ResponseWriter, r *http.Request, next int) {
	if next > 0 {
		u := *r.URL
		q := u.Query()
		q.Set("page", strconv.Itoa(next))
		u.RawQuery = q.Encode()
		w.Header().Set("Link", fmt.Sprintf(`<http://%s%s>; rel="next"`, r.Host, u.String()))
	}
}
