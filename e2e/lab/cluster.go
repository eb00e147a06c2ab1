package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/envtest"

	"github.com/tenantry/tenantry/e2e/components"
	"github.com/tenantry/tenantry/e2e/process"
	"github.com/tenantry/tenantry/e2e/standin"
)

// ClusterOptions says how one cluster differs from the usual.
type ClusterOptions struct {
	// Name is the cluster's name, as in clusters/<name>.yaml.
	Name string
	// LenientSubstitution makes a variable without a value an empty one, as Flux did before 2.9.
	LenientSubstitution bool
	// ExtraNodes stand beside the usual ones, as a dedicated pool's do.
	ExtraNodes []Node
}

// Cluster is a running cluster: a control plane, nodes without containers, Flux, and the lab's stand-in for Azure.
type Cluster struct {
	Name string
	// Client and Config act as a person with all rights, and see what the API server has at this moment.
	Client client.Client
	Config *rest.Config
	// Kubeconfig is a file for kubectl with those same rights.
	Kubeconfig string
	// StandIn answers in the place of AGC and of certificate issuers.
	StandIn *standin.Loop

	opts      ClusterOptions
	parts     *components.Built
	dir       string // see place
	logs      string
	plane     *envtest.Environment
	up        []func(context.Context) error // each returns when something that was started is ready
	processes []*process.Process
	closers   []func() error // run in reverse order
	started   time.Time
}

// place is where one life of a cluster keeps its files.
type place struct {
	dir  string // lost with the cluster
	logs string // kept
}

// startCluster starts a cluster in an empty folder of its own and returns when its nodes are Ready and its
// controllers answer.
func startCluster(ctx context.Context, parts *components.Built, at place, opts ClusterOptions) (*Cluster, error) {
	c := &Cluster{Name: opts.Name, opts: opts, parts: parts, dir: at.dir, logs: at.logs, started: time.Now()}
	steps := []struct {
		name string
		run  func(context.Context) error
	}{
		{"start the control plane", c.startControlPlane},
		{"start Kubernetes' controllers", c.startKubernetes},
		{"start the nodes", c.startNodes},
		{"start Flux", c.startFlux},
		{"start the stand-in", c.startStandIn},
		{"wait until all is up", c.waitUp},
	}
	for _, step := range steps {
		if err := step.run(ctx); err != nil {
			return nil, fmt.Errorf("%s on %s: %w", step.name, c.Name, errors.Join(err, c.Check(), c.Close()))
		}
	}
	return c, nil
}

// run starts a program whose log is named after it, and remembers to stop it.
func (c *Cluster) run(name, path string, env []string, args ...string) (*process.Process, error) {
	started, err := process.Start(process.Spec{
		Name: c.Name + "/" + name, Path: path, Args: args, Dir: c.dir,
		Env: append([]string{"HOME=" + c.dir, "TMPDIR=" + filepath.Join(c.dir, "tmp")}, env...),
		Log: filepath.Join(c.logs, name+".log"),
	})
	if err != nil {
		return nil, err
	}
	c.processes = append(c.processes, started)
	c.closers = append(c.closers, started.Stop)
	return started, nil
}

// Check returns an error if one of the cluster's programs has ended.
func (c *Cluster) Check() error {
	var errs []error
	for _, p := range c.processes {
		errs = append(errs, p.Check())
	}
	return errors.Join(errs...)
}

// Close stops everything of the cluster, what was started last first. It may be called again.
func (c *Cluster) Close() error {
	var errs []error
	for _, stop := range slices.Backward(c.closers) {
		errs = append(errs, stop())
	}
	c.closers, c.processes, c.up = nil, nil, nil
	return errors.Join(errs...)
}

// Destroy loses the cluster: its programs end, and what etcd and the controllers had stored is deleted. Logs stay.
// Lab.StartCluster brings an empty one of the same name.
func (c *Cluster) Destroy() error {
	if err := c.Close(); err != nil {
		return fmt.Errorf("destroy %s: %w", c.Name, err)
	}
	if err := os.RemoveAll(c.dir); err != nil {
		return fmt.Errorf("destroy %s: %w", c.Name, err)
	}
	return nil
}
