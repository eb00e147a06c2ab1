package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"github.com/tenantry/tenantry/e2e/lab"
	"github.com/tenantry/tenantry/e2e/reference"
)

// session is a lab that runs the reference fleet.
type session struct {
	lab      *lab.Lab
	clusters []string
	checkout string // of this project
	stdout   io.Writer
	stderr   io.Writer
}

// serve brings all clusters to the fleet that is committed in the checkout, says where everything is and what to try,
// and plays Azure and the tenants' teams until ctx ends.
func serve(ctx context.Context, s session) error {
	fleet, err := reference.Take(ctx, s.lab, s.checkout)
	if err != nil {
		return err
	}
	if err := fleet.PushSources(ctx); err != nil {
		return err
	}
	commit, err := s.lab.PushFleet(ctx, fleet.Files, "the reference fleet")
	if err != nil {
		return err
	}
	s.tell("%d tenants are pushed; Flux reconciles them on each cluster, which takes about a minute …", len(fleet.Tenants))
	if err := s.bringUp(ctx, fleet, commit); err != nil {
		return err
	}
	if err := s.lab.Summary(s.stdout); err != nil {
		return err
	}
	if err := s.suggest(fleet); err != nil {
		return err
	}
	return fleet.Follow(ctx, s.clusters, s.tell)
}

// bringUp deploys all clusters and returns when they are Ready.
func (s session) bringUp(ctx context.Context, fleet *reference.Fleet, commit string) error {
	started := time.Now()
	errs := make([]error, len(s.clusters))
	var group sync.WaitGroup
	for i, name := range s.clusters {
		group.Go(func() {
			if errs[i] = fleet.Deploy(ctx, name); errs[i] != nil {
				return
			}
			c := s.lab.Cluster(name)
			if errs[i] = c.Wait(ctx, reference.Ready(commit)); errs[i] != nil {
				return
			}
			took := time.Since(started)
			objects, err := c.Objects(ctx)
			if err != nil {
				errs[i] = err
				return
			}
			form, err := lab.NormalForm(objects) // without what controllers made of them
			errs[i] = err
			s.tell("%s is Ready after %.0f s with %d objects", name, took.Seconds(), len(form))
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

func (s session) tell(format string, args ...any) {
	fmt.Fprintf(s.stderr, "lab: "+format+"\n", args...)
}

// suggest prints the first moment as commands for another terminal.
func (s session) suggest(fleet *reference.Fleet) error {
	_, err := fmt.Fprintf(s.stdout, `
A new tenant, in another terminal:

  export PATH=%[3]s:$PATH TENANTRY_TOKEN=%[2]s
  git clone %[1]s fleet && cd fleet
  tenantry tenant add adatum --plan standard --hostname adatum.apps.acme.example \
    --owner 33333333-3333-4333-8333-333333333333 --oci oci://%[4]s/tenants/adatum --tag stable
  tenantry propose

Merge the pull request on its page: both clusters have the tenant about half a minute later, and this terminal says so.
What a new tenant's source holds, and what Azure makes for it, the lab adds by itself.
`, s.lab.FleetURL(), s.lab.Forge.Token, filepath.Dir(fleet.Program), s.lab.Registry.Host)
	if err != nil {
		return fmt.Errorf("print what to try: %w", err)
	}
	return nil
}
