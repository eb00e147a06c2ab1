package repo

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/transport"
)

// Branches lists the branches of another repository by name. Nothing is brought
// here. The errors are those of [Repo.Fetch].
func (r *Repo) Branches(ctx context.Context, from Remote) ([]string, error) {
	names, err := branches(ctx, from)
	if err != nil {
		return nil, from.fail(ctx, "list the branches of", err)
	}
	return names, nil
}

func branches(ctx context.Context, from Remote) (_ []string, err error) {
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
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range there.References {
		if branch, ok := strings.CutPrefix(name, "refs/heads/"); ok {
			names = append(names, branch)
		}
	}
	slices.Sort(names)
	return names, nil
}
