package reference

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/tenantry/tenantry/e2e/lab"
)

// look is how often Follow asks the forge for a new commit.
const look = time.Second

// Follow plays the teams and Azure for what is merged while a lab runs: whenever main moves, new tenants get a source,
// their values and their nodes on each of the clusters. It returns nil when ctx ends. What it does and how long the
// clusters took is told line by line; tell may be called by several goroutines.
func (f *Fleet) Follow(ctx context.Context, clusters []string, tell func(format string, args ...any)) error {
	at, err := f.lab.Forge.Head(ctx, lab.FleetSource, "main")
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	defer group.Wait()
	stop := func() {} // ends the wait for the commit before
	defer func() { stop() }()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(look):
		}
		now, err := f.lab.Forge.Head(ctx, lab.FleetSource, "main")
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			tell("%v", err)
			continue
		}
		if now == at {
			continue
		}
		at = now
		stop()
		waiting, cancel := context.WithCancel(ctx)
		stop = cancel
		if err := f.serve(waiting, at, clusters, tell, &group); err != nil && ctx.Err() == nil {
			tell("%v", err)
		}
	}
}

// serve does for one commit what is to be done, and starts waiting for each cluster.
func (f *Fleet) serve(
	ctx context.Context, commit string, clusters []string, tell func(string, ...any), group *sync.WaitGroup,
) error {
	files, err := f.lab.Forge.Read(ctx, lab.FleetSource)
	if err != nil {
		return err
	}
	if err := f.Learn(files); err != nil {
		return err
	}
	if err := f.PushSources(ctx); err != nil {
		return err
	}
	tell("main is at %.10s with %d tenants; their sources and what Azure knows of them are there", commit, len(f.Tenants))
	started := time.Now()
	for _, name := range clusters {
		if err := f.HandOver(ctx, name); err != nil {
			return err
		}
		c := f.lab.Cluster(name)
		if err := c.ReconcileFleet(ctx); err != nil {
			return err
		}
		group.Go(func() {
			err := c.Wait(ctx, Ready(commit))
			if err == nil {
				tell("%s is Ready at %.10s after %.0f s", name, commit, time.Since(started).Seconds())
			} else if _, late := errors.AsType[*lab.NotReadyError](err); !late {
				tell("%v", fmt.Errorf("wait for %s: %w", name, err))
			}
		})
	}
	return nil
}
