// Package lab brings up what a fleet runs on, from real parts on loopback: clusters with real API servers, real
// controllers and real Flux, a forge, and an OCI registry.
//
// What is not real: containers (kwok says of nodes and pods that they are Ready), network policies (there is no data
// plane), Azure and certificate issuers (package standin answers for them), and the charts of package charts.
// Controllers act as their own accounts with the rights that their own installations give them; only the test itself
// is an administrator.
package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"text/tabwriter"

	"github.com/go-logr/logr"
	"sigs.k8s.io/controller-runtime/pkg/log"

	"github.com/tenantry/tenantry/e2e/charts"
	"github.com/tenantry/tenantry/e2e/components"
	"github.com/tenantry/tenantry/e2e/gitea"
	"github.com/tenantry/tenantry/e2e/registry"
)

// Options says where a lab lives.
type Options struct {
	// Dir is the lab's folder, made if need be. Logs are in logs/ below it; the rest may be deleted after Close.
	Dir string
	// Parts are the programs; see components.Cache.
	Parts *components.Built
}

// Lab is a running lab.
type Lab struct {
	Forge    *gitea.Forge
	Registry *registry.Registry

	opts     Options
	lock     sync.Mutex
	clusters []*Cluster
	lives    map[string]int // how many clusters of a name there have been
	closers  []func() error // of the forge and the registry
}

// Start starts the forge, the registry with the stand-in charts, and the clusters, all at the same time. On an error
// everything that was started is stopped again.
func Start(ctx context.Context, opts Options, clusters ...ClusterOptions) (*Lab, error) {
	// The library that starts API servers logs to a logger of the process; their own logs say more.
	log.SetLogger(logr.Discard())
	l := &Lab{opts: opts, lives: map[string]int{}}
	errs := make([]error, len(clusters)+2)
	var group sync.WaitGroup
	group.Go(func() { errs[0] = l.startForge(ctx) })
	group.Go(func() { errs[1] = l.startRegistry(ctx) })
	for i, cluster := range clusters {
		group.Go(func() { _, errs[i+2] = l.StartCluster(ctx, cluster) })
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	order := map[string]int{} // they came up in any
	for i, cluster := range clusters {
		order[cluster.Name] = i
	}
	slices.SortFunc(l.clusters, func(a, b *Cluster) int { return order[a.Name] - order[b.Name] })
	return l, nil
}

// Dir is the lab's folder.
func (l *Lab) Dir() string { return l.opts.Dir }

// Logs is the folder of all logs: one file for each program, one folder for each cluster.
func (l *Lab) Logs() string { return filepath.Join(l.opts.Dir, "logs") }

// Cluster returns the latest cluster of a name, or nil.
func (l *Lab) Cluster(name string) *Cluster {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, c := range slices.Backward(l.clusters) {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// StartCluster starts an empty cluster. Its name may be that of one that was destroyed.
func (l *Lab) StartCluster(ctx context.Context, opts ClusterOptions) (*Cluster, error) {
	l.lock.Lock()
	l.lives[opts.Name]++
	life := opts.Name
	if n := l.lives[opts.Name]; n > 1 {
		life = fmt.Sprintf("%s-%d", opts.Name, n)
	}
	l.lock.Unlock()
	at := place{dir: filepath.Join(l.opts.Dir, "clusters", life), logs: filepath.Join(l.Logs(), life)}
	c, err := startCluster(ctx, l.opts.Parts, at, opts)
	if err != nil {
		return nil, err
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	l.clusters = append(l.clusters, c)
	return c, nil
}

func (l *Lab) startForge(ctx context.Context) error {
	forge, err := gitea.Start(ctx, gitea.Options{
		Binary: l.opts.Parts.Binary("gitea", "gitea"),
		Static: l.opts.Parts.Files("gitea", "static"),
		Dir:    filepath.Join(l.opts.Dir, "gitea"),
		Log:    filepath.Join(l.Logs(), "gitea.log"),
	})
	if err != nil {
		return err
	}
	l.Forge = forge
	l.remember(forge.Close)
	return nil
}

// startRegistry starts the registry and pushes the stand-in charts to where the real ones are in theirs.
func (l *Lab) startRegistry(ctx context.Context) error {
	if err := os.MkdirAll(l.Logs(), 0o755); err != nil {
		return fmt.Errorf("create the folder of logs: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(l.Logs(), "registry.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("open the registry's log: %w", err)
	}
	l.remember(file.Close)
	l.Registry, err = registry.Start(file)
	if err != nil {
		return err
	}
	l.remember(l.Registry.Close)
	values, err := os.ReadFile(filepath.Join(l.opts.Parts.Files("manifests", "cert-manager-chart"), "values.schema.json"))
	if err != nil {
		return fmt.Errorf("read the schema of cert-manager's values: %w", err)
	}
	certManager, err := charts.CertManager(values)
	if err != nil {
		return err
	}
	alb, err := charts.ALBController()
	if err != nil {
		return err
	}
	if _, err := l.Registry.PushChart(ctx, "application-lb/charts", alb); err != nil {
		return err
	}
	_, err = l.Registry.PushChart(ctx, "jetstack/charts", certManager)
	return err
}

func (l *Lab) remember(stop func() error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.closers = append(l.closers, stop)
}

// PushFleet makes the fleet's repository hold exactly the given files and returns the commit. Clusters whose root is
// there see it at their source's interval, or when asked to.
func (l *Lab) PushFleet(ctx context.Context, files fs.FS, message string) (string, error) {
	return l.Forge.Push(ctx, FleetSource, files, message)
}

// FleetURL is the fleet's repository as a cluster's root names it.
func (l *Lab) FleetURL() string { return l.Forge.CloneURL(FleetSource) }

// Connect does to a cluster what deploying its gitops and tenants stacks does: it points Flux at the fleet's
// repository, and hands over what only Azure knows, for each folder below clusters/<name>/azure-outputs a map of
// values. Folders that are left out can follow later with Cluster.ApplyOutputs.
func (l *Lab) Connect(ctx context.Context, cluster string, outputs map[string]map[string]string) error {
	c := l.Cluster(cluster)
	if c == nil {
		return fmt.Errorf("connect %s: no such cluster", cluster)
	}
	if err := c.ApplyRoot(ctx, Root{URL: l.FleetURL()}); err != nil {
		return err
	}
	for _, folder := range slices.Sorted(maps.Keys(outputs)) {
		if err := c.ApplyOutputs(ctx, folder, outputs[folder]); err != nil {
			return err
		}
	}
	return nil
}

// Close stops everything, what was started last first. It may be called again.
func (l *Lab) Close() error {
	l.lock.Lock()
	defer l.lock.Unlock()
	var errs []error
	for _, c := range slices.Backward(l.clusters) {
		errs = append(errs, c.Close())
	}
	for _, stop := range slices.Backward(l.closers) {
		errs = append(errs, stop())
	}
	l.clusters, l.closers = nil, nil
	return errors.Join(errs...)
}

// Summary says where everything is.
func (l *Lab) Summary(out io.Writer) error {
	l.lock.Lock()
	defer l.lock.Unlock()
	table := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	for _, c := range l.clusters {
		fmt.Fprintf(table, "%s\texport KUBECONFIG=%s\n", c.Name, c.Kubeconfig)
	}
	fmt.Fprintf(table, "forge\t%s (user %s, password %s)\n", l.Forge.URL, gitea.User, l.Forge.Password())
	fmt.Fprintf(table, "registry\t%s\n", l.Registry.Host)
	fmt.Fprintf(table, "logs\t%s\n", l.Logs())
	if err := table.Flush(); err != nil {
		return fmt.Errorf("print where everything is: %w", err)
	}
	return nil
}
