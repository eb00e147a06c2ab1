package repo

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5/config"
)

// ErrNoIdentity says that Git's configuration does not name who commits.
var ErrNoIdentity = errors.New(
	`nobody to commit as: run git config user.name "…" and git config user.email "…"`)

// Identity is who makes a commit.
type Identity struct {
	Name  string
	Email string
}

// Identity returns who commits here according to Git's configuration: the
// repository's, the user's and the machine's, author.* before user.*. Files that
// these include are not read. The error is [ErrNoIdentity] when name or address
// is missing.
func (r *Repo) Identity() (Identity, error) {
	c, err := r.git.ConfigScoped(config.SystemScope)
	if err != nil {
		return Identity{}, fmt.Errorf("read Git's configuration: %w", err)
	}
	who := Identity{
		Name:  cmp.Or(c.Author.Name, c.User.Name),
		Email: cmp.Or(c.Author.Email, c.User.Email),
	}
	if who.Name == "" || who.Email == "" {
		return Identity{}, ErrNoIdentity
	}
	return who, nil
}
