// Command lab brings up two clusters, a forge and a registry on loopback and leaves them running until interrupted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/tenantry/tenantry/e2e/components"
	"github.com/tenantry/tenantry/e2e/lab"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "lab:", err)
		os.Exit(2)
	}
}

// flags are the command line.
type flags struct {
	prepare  bool
	dir      string
	clusters string
	fleet    string
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var f flags
	set := flag.NewFlagSet("lab", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.BoolVar(&f.prepare, "prepare", false, "build the programs and stop")
	set.StringVar(&f.dir, "dir", "", "folder of the lab, kept afterwards (default: a temporary one that is removed)")
	set.StringVar(&f.clusters, "clusters", "prod-weu,prod-neu", "names of the clusters")
	set.StringVar(&f.fleet, "fleet", "", "folder to push as the fleet's repository and to reconcile")
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	parts, err := prepare(ctx, stderr)
	if err != nil || f.prepare {
		return err
	}
	return runLab(ctx, f, parts, stdout, stderr)
}

// prepare builds the programs that are not there yet.
func prepare(ctx context.Context, stderr io.Writer) (*components.Built, error) {
	dir, err := components.DefaultDir(os.Getenv)
	if err != nil {
		return nil, err
	}
	folder, err := components.Find(".")
	if err != nil {
		return nil, err
	}
	sets, err := components.Load(folder)
	if err != nil {
		return nil, err
	}
	return components.Cache{Dir: dir, Out: stderr}.Ensure(ctx, sets)
}

// runLab starts a lab, says where everything is, and stops it when ctx ends.
func runLab(ctx context.Context, f flags, parts *components.Built, stdout, stderr io.Writer) (err error) {
	dir := f.dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "tenantry-lab-"); err != nil {
			return fmt.Errorf("create the lab's folder: %w", err)
		}
		defer func() {
			if err == nil { // the logs of a lab that went wrong stay
				err = os.RemoveAll(dir)
			}
		}()
	}
	clusters := strings.Split(f.clusters, ",")
	fmt.Fprintf(stderr, "lab: starting %s, a forge and a registry …\n", strings.Join(clusters, ", "))
	started := time.Now()
	var options []lab.ClusterOptions
	for _, name := range clusters {
		options = append(options, lab.ClusterOptions{Name: name})
	}
	l, err := lab.Start(ctx, lab.Options{Dir: dir, Parts: parts}, options...)
	if err != nil && ctx.Err() != nil {
		return nil // interrupted while starting; Start has stopped what it had started
	}
	if err != nil {
		return err
	}
	defer func() {
		fmt.Fprintln(stderr, "lab: stopping …")
		err = errors.Join(err, l.Close())
	}()
	fmt.Fprintf(stderr, "lab: up after %.0f s; interrupt to stop\n", time.Since(started).Seconds())
	if f.fleet == "" {
		if err := l.Summary(stdout); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	}
	err = serve(ctx, session{lab: l, clusters: clusters, checkout: f.fleet, stdout: stdout, stderr: stderr})
	if ctx.Err() != nil {
		return nil // interrupted on the way
	}
	return err
}
