package repo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/transport"
)

// Push is one branch of another repository that is to move.
type Push struct {
	Branch string
	Commit Hash
	// Over, if set, is where the branch must be on the server; from there it may
	// go anywhere. Empty allows only what loses nothing: a new branch, or one
	// whose commit is an ancestor of Commit.
	Over Hash
}

// PushRefusedError says that a branch on a server did not move. Nothing is lost
// here: the commit stays, and can be pushed again.
type PushRefusedError struct {
	Branch string
	// Reason is the server's, or why it was not asked.
	Reason string
	// Moved reports that the branch is elsewhere than the caller thought, so that
	// fetching and starting again helps.
	Moved bool
}

// Error names the branch and the reason.
func (e *PushRefusedError) Error() string {
	return fmt.Sprintf("push of branch %s refused: %s", e.Branch, e.Reason)
}

// Push moves one branch of another repository to a commit of this one, and
// sends what is missing there. That the branch is there already is success. With
// a name for the remote, refs/remotes/<name>/<branch> follows.
//
// The error is a [*PushRefusedError] when the branch may not move, and wraps
// [ErrUnauthorized], [ErrForbidden], [ErrNoRemote] or the context's error where
// one of these is the reason. In every case all local commits stay.
func (r *Repo) Push(ctx context.Context, to Remote, p Push) error {
	if err := plumbing.NewBranchReferenceName(p.Branch).Validate(); err != nil {
		return fmt.Errorf("push branch %q: %w", p.Branch, err)
	}
	if _, err := r.commit(p.Commit); err != nil {
		return fmt.Errorf("push branch %s: %w", p.Branch, err)
	}
	err := r.push(ctx, to, p)
	if refused, ok := errors.AsType[*PushRefusedError](err); ok {
		return refused
	}
	if err != nil {
		return to.fail(ctx, "push to", err)
	}
	if to.Name == "" {
		return nil
	}
	name := plumbing.NewRemoteReferenceName(to.Name, p.Branch)
	if err := r.git.Storer.SetReference(plumbing.NewHashReference(name, toGit(p.Commit))); err != nil {
		return fmt.Errorf("note where %s is: %w", name.Short(), err)
	}
	return nil
}

func (r *Repo) push(ctx context.Context, to Remote, p Push) (err error) {
	session, there, err := to.receiver(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, session.Close()) }()
	name := plumbing.NewBranchReferenceName(p.Branch)
	now := fromGit(there.References[name.String()])
	if now == p.Commit {
		return nil
	}
	if err := r.mayMove(p, now); err != nil {
		return err
	}
	known := make([]plumbing.Hash, 0, len(there.References))
	for _, h := range there.References {
		known = append(known, h)
	}
	pack, err := r.pack(toGit(p.Commit), known)
	if err != nil {
		return err
	}
	said := &strings.Builder{}
	req := pushRequest(there, said)
	req.Commands = []*packp.Command{{Name: name, Old: toGit(now), New: toGit(p.Commit)}}
	req.Packfile = io.NopCloser(bytes.NewReader(pack))
	report, err := session.ReceivePack(ctx, req)
	if report != nil && report.Error() != nil {
		return r.refused(ctx, to, p, now, verdict(report, to.clean(said.String())))
	}
	return err
}

// receiver connects and learns what is on the server.
func (m Remote) receiver(ctx context.Context) (transport.ReceivePackSession, *packp.AdvRefs, error) {
	c, at, auth, err := m.dial()
	if err != nil {
		return nil, nil, err
	}
	session, err := c.NewReceivePackSession(at, auth)
	if err != nil {
		return nil, nil, err
	}
	there, err := session.AdvertisedReferencesContext(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, session.Close())
	}
	return session, there, nil
}

func (r *Repo) mayMove(p Push, now Hash) error {
	refuse := func(why string) error { return &PushRefusedError{Branch: p.Branch, Reason: why, Moved: true} }
	switch {
	case p.Over != "" && now == "":
		return refuse(fmt.Sprintf("the server no longer has it (it was at %.10s)", p.Over))
	case p.Over != "" && now != p.Over:
		return refuse(fmt.Sprintf("it is at %.10s on the server, not at %.10s", now, p.Over))
	case p.Over != "" || now == "":
		return nil
	case !r.has(toGit(now)):
		return refuse(fmt.Sprintf("the server has commits that are not here, up to %.10s", now))
	}
	kept, err := r.isAncestor(now, p.Commit)
	if err == nil && !kept {
		return refuse(fmt.Sprintf("the new commit would drop what is on the server at %.10s", now))
	}
	return err
}

func (r *Repo) isAncestor(old, young Hash) (bool, error) {
	a, err := r.commit(old)
	if err != nil {
		return false, err
	}
	b, err := r.commit(young)
	if err != nil {
		return false, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	is, err := a.IsAncestor(b)
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return false, ErrShallow
	}
	return is, err
}

func pushRequest(there *packp.AdvRefs, said *strings.Builder) *packp.ReferenceUpdateRequest {
	req := packp.NewReferenceUpdateRequestFromCapabilities(there.Capabilities)
	req.Progress = said
	for _, band := range []capability.Capability{capability.Sideband64k, capability.Sideband} {
		if there.Capabilities.Supports(band) {
			_ = req.Capabilities.Set(band) // it takes no argument, which is all that Set refuses
			break
		}
	}
	return req
}

// verdict joins a server's short answer and what its hooks printed.
func verdict(report *packp.ReportStatus, said string) string {
	words := report.UnpackStatus
	for _, s := range report.CommandStatuses {
		if s.Error() != nil {
			words = s.Status
		}
	}
	return strings.TrimSuffix(words+": "+said, ": ")
}

// refused asks the server once more, because only where the branch is now tells
// a lost race from a rule that forbids the push.
func (r *Repo) refused(ctx context.Context, to Remote, p Push, then Hash, why string) error {
	refusal := &PushRefusedError{Branch: p.Branch, Reason: to.clean(why)}
	session, there, err := to.receiver(ctx)
	if err != nil {
		return refusal
	}
	now := fromGit(there.References[plumbing.NewBranchReferenceName(p.Branch).String()])
	refusal.Moved = now != then
	_ = session.Close() // the answer is known, and is a refusal
	return refusal
}

// pack holds the commit and everything else that a server does not have that
// has the known commits.
func (r *Repo) pack(tip plumbing.Hash, known []plumbing.Hash) ([]byte, error) {
	fresh, err := r.reach(tip, known)
	if err != nil {
		return nil, err
	}
	objects, err := r.objectsOf(fresh)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var out bytes.Buffer
	// Without deltas: thousands of small files pack in a moment, and not in minutes.
	if _, err := packfile.NewEncoder(&out, r.git.Storer, false).Encode(objects, 0); err != nil {
		return nil, fmt.Errorf("pack %d objects: %w", len(objects), err)
	}
	return out.Bytes(), nil
}
