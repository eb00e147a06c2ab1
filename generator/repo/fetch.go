package repo

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/plumbing/transport"
)

// How much of the local history a server is told about, in commits: enough to
// meet it where both were some merges ago.
const (
	havesPerBranch = 64
	havesAtMost    = 1024
)

// Fetch brings branches of another repository here and returns where each is
// now. A branch that does not exist there is not in the answer; an empty
// repository has none. With a name for the remote, refs/remotes/<name>/<branch>
// follows. Nothing else changes. In a shallow clone the whole history comes.
//
// Errors that concern the server wrap [ErrUnauthorized], [ErrForbidden],
// [ErrNoRemote] or the context's error where one of these is the reason.
func (r *Repo) Fetch(ctx context.Context, from Remote, branches ...string) (map[string]Hash, error) {
	found, err := r.fetch(ctx, from, branches)
	if err != nil {
		return nil, from.fail(ctx, "fetch from", err)
	}
	for branch, at := range found {
		if from.Name == "" {
			break
		}
		name := plumbing.NewRemoteReferenceName(from.Name, branch)
		if err := r.git.Storer.SetReference(plumbing.NewHashReference(name, toGit(at))); err != nil {
			return nil, fmt.Errorf("note where %s is: %w", name.Short(), err)
		}
	}
	return found, nil
}

func (r *Repo) fetch(ctx context.Context, from Remote, branches []string) (_ map[string]Hash, err error) {
	c, at, auth, err := from.dial()
	if err != nil {
		return nil, err
	}
	session, err := c.NewUploadPackSession(at, auth)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, session.Close()) }()
	there, err := session.AdvertisedReferencesContext(ctx)
	if errors.Is(err, transport.ErrEmptyRemoteRepository) {
		return map[string]Hash{}, nil
	}
	if err != nil {
		return nil, err
	}
	found, wanted := make(map[string]Hash), make(map[plumbing.Hash]bool)
	complete := r.complete()
	for _, branch := range branches {
		h, ok := there.References[plumbing.NewBranchReferenceName(branch).String()]
		if !ok {
			continue
		}
		found[branch] = fromGit(h)
		wanted[h] = !complete || !r.has(h)
	}
	return found, r.download(ctx, session, r.request(from, there, wanted, complete))
}

// request asks for the wanted commits and says what is here already. Azure
// DevOps is told nothing: go-git does not understand what it answers then, and
// works with a full answer only.
func (r *Repo) request(
	from Remote, there *packp.AdvRefs, wanted map[plumbing.Hash]bool, complete bool,
) *packp.UploadPackRequest {
	req := packp.NewUploadPackRequestFromCapabilities(there.Capabilities)
	if there.Capabilities.Supports(capability.NoProgress) {
		_ = req.Capabilities.Set(capability.NoProgress) // it takes no argument, which is all that Set refuses
	}
	for h, missing := range wanted {
		if missing {
			req.Wants = append(req.Wants, h)
		}
	}
	switch {
	case from.needsMultiAck():
		_ = req.Capabilities.Set(capability.MultiACK)
	case complete:
		req.Haves = r.haves()
	}
	return req
}

func (r *Repo) download(
	ctx context.Context, session transport.UploadPackSession, req *packp.UploadPackRequest,
) (err error) {
	if len(req.Wants) == 0 {
		return nil
	}
	answer, err := session.UploadPack(ctx, req)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, answer.Close()) }()
	var pack io.Reader = answer
	switch {
	case req.Capabilities.Supports(capability.Sideband64k):
		pack = sideband.NewDemuxer(sideband.Sideband64k, answer)
	case req.Capabilities.Supports(capability.Sideband):
		pack = sideband.NewDemuxer(sideband.Sideband, answer)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return packfile.UpdateObjectStorage(r.git.Storer, pack)
}

// complete reports whether all history is here: there is no shallow boundary,
// or what lies behind it has been fetched since.
func (r *Repo) complete() bool {
	cut, err := r.git.Storer.Shallow()
	if err != nil {
		return false
	}
	for _, h := range cut {
		c, err := r.commit(fromGit(h))
		if err != nil {
			return false
		}
		for _, p := range c.ParentHashes {
			if !r.has(p) {
				return false
			}
		}
	}
	return true
}

// haves lists the newest commits of every branch, as far as they are here.
func (r *Repo) haves() []plumbing.Hash {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := make(map[plumbing.Hash]bool)
	var list []plumbing.Hash
	refs, err := r.git.Storer.IterReferences()
	if err != nil {
		return nil
	}
	_ = refs.ForEach(func(ref *plumbing.Reference) error { // what cannot be read is simply not told
		tip, err := r.git.CommitObject(ref.Hash())
		if err != nil {
			return nil
		}
		left := havesPerBranch
		return object.NewCommitPreorderIter(tip, nil, nil).ForEach(func(c *object.Commit) error {
			if left--; left < 0 || len(list) >= havesAtMost {
				return storer.ErrStop
			}
			if !seen[c.Hash] {
				seen[c.Hash] = true
				list = append(list, c.Hash)
			}
			return nil
		})
	})
	return list
}
