package lab

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Pending is one object that is not yet as it should be.
type Pending struct {
	Object string // "Kind namespace/name"
	Why    string // what the object's own status says
}

// Check looks at a cluster and names all that is not yet as it should be. An error means that it could not look.
type Check func(context.Context, *Cluster) ([]Pending, error)

// Except is a check without the objects that match, for scenarios that break something on purpose.
func Except(check Check, match func(object string) bool) Check {
	return func(ctx context.Context, c *Cluster) ([]Pending, error) {
		pending, err := check(ctx, c)
		return slices.DeleteFunc(pending, func(p Pending) bool { return match(p.Object) }), err
	}
}

// All is one check that asks for what several ask.
func All(checks ...Check) Check {
	return func(ctx context.Context, c *Cluster) ([]Pending, error) {
		var all []Pending
		for _, check := range checks {
			pending, err := check(ctx, c)
			if err != nil {
				return nil, err
			}
			all = append(all, pending...)
		}
		return all, nil
	}
}

// NotReadyError says what a cluster still lacked when time was up.
type NotReadyError struct {
	Cluster string
	After   time.Duration
	Pending []Pending
}

func (e *NotReadyError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d objects are not ready after %.0fs", e.Cluster, len(e.Pending), e.After.Seconds())
	for _, p := range e.Pending {
		fmt.Fprintf(&b, "\n\t%s: %s", p.Object, p.Why)
	}
	return b.String()
}

// pause between two looks: short against the seconds that scenarios measure, long against what a look costs.
const pause = 500 * time.Millisecond

// patience is how many looks in a row may fail: a busy API server may refuse one, a dead one refuses all.
const patience = 10

// Wait returns when one look finds nothing pending in any of the checks. When ctx ends first, the error is a
// *NotReadyError that names each object with its own message; it ends at once when a program of the cluster has died.
func (c *Cluster) Wait(ctx context.Context, checks ...Check) error {
	var (
		started = time.Now()
		look    = All(checks...)
		last    []Pending
		failed  int
	)
	for {
		pending, err := look(ctx, c)
		switch {
		case ctx.Err() != nil: // a look that was cut short knows less than the one before
		case err != nil:
			if failed++; failed > patience {
				return fmt.Errorf("look at %s: %w", c.Name, err)
			}
		case len(pending) == 0:
			return nil
		default:
			last, failed = pending, 0
		}
		if err := c.Check(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return &NotReadyError{Cluster: c.Name, After: time.Since(started), Pending: last}
		case <-time.After(pause):
		}
	}
}
