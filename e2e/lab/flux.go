package lab

import (
	"context"
	_ "embed"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/tenantry/tenantry/e2e/addons"
	"github.com/tenantry/tenantry/e2e/crd"
	"github.com/tenantry/tenantry/e2e/process"
	"github.com/tenantry/tenantry/e2e/standin"
)

//go:embed manifests/accounts.yaml
var accounts []byte

// controller is one of Flux's controllers, with the flags by which it differs from the others.
type controller struct {
	name string
	args []string
}

// controllers are those that the lab runs, locked down for tenants as every profile does it.
func (c *Cluster) controllers(storage string, storagePort int) []controller {
	address := fmt.Sprintf("127.0.0.1:%d", storagePort)
	kustomize := []string{
		"--no-cross-namespace-refs=true", "--no-remote-bases=true", "--default-service-account=default",
		"--requeue-dependency=2s",
	}
	if c.opts.LenientSubstitution {
		kustomize = append(kustomize, "--feature-gates=StrictPostBuildSubstitutions=false")
	}
	return []controller{
		{"source-controller", []string{
			"--storage-path=" + storage, "--storage-addr=" + address, "--storage-adv-addr=" + address,
			"--requeue-dependency=2s",
		}},
		{"kustomize-controller", kustomize},
		{"helm-controller", []string{
			"--no-cross-namespace-refs=true", "--default-service-account=default", "--requeue-dependency=2s",
		}},
	}
}

// startFlux applies Flux's CRDs and accounts and the CRDs of AKS's add-ons, and starts the controllers, each as its
// own account.
func (c *Cluster) startFlux(ctx context.Context) error {
	for _, folder := range []string{c.parts.Files("flux", "crds"), c.parts.Files("manifests", "flux-rbac")} {
		if err := c.ApplyFolder(ctx, folder); err != nil {
			return err
		}
	}
	if err := c.Apply(ctx, accounts); err != nil {
		return err
	}
	if err := c.applyAddOns(ctx); err != nil {
		return err
	}
	if err := c.waitEstablished(ctx); err != nil {
		return err
	}
	ports, err := process.FreePorts(4) // the storage's, and one for the health of each controller
	if err != nil {
		return err
	}
	storage := filepath.Join(c.dir, "sources")
	if err := os.MkdirAll(storage, 0o755); err != nil {
		return fmt.Errorf("create the folder of sources: %w", err)
	}
	for i, controller := range c.controllers(storage, ports[3]) {
		if err := c.startController(ctx, controller, ports[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cluster) startController(ctx context.Context, controller controller, health int) error {
	config, err := c.Account(ctx, "flux-system", controller.name)
	if err != nil {
		return err
	}
	kubeconfig, err := c.kubeconfig(controller.name, config)
	if err != nil {
		return err
	}
	args := append([]string{
		"--events-addr=", "--metrics-addr=127.0.0.1:0", fmt.Sprintf("--health-addr=127.0.0.1:%d", health),
		"--enable-leader-election=false",
	}, controller.args...)
	env := []string{"KUBECONFIG=" + kubeconfig, "RUNTIME_NAMESPACE=flux-system"}
	started, err := c.run(controller.name, c.parts.Binary("flux", controller.name), env, args...)
	if err != nil {
		return err
	}
	c.up = append(c.up, func(ctx context.Context) error {
		return started.WaitOK(ctx, fmt.Sprintf("http://127.0.0.1:%d/readyz", health))
	})
	return nil
}

// applyAddOns applies the CRDs that AKS's add-ons bring.
func (c *Cluster) applyAddOns(ctx context.Context) error {
	crds, err := crd.Load(fs.FS(addons.FS))
	if err != nil {
		return fmt.Errorf("make the add-ons' CRDs: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(crds)) {
		if err := c.Apply(ctx, crds[name]); err != nil {
			return err
		}
	}
	return nil
}

// startStandIn starts the loop that answers for Azure and for issuers, as an account with their rights alone.
func (c *Cluster) startStandIn(ctx context.Context) error {
	config, err := c.Account(ctx, "lab", "stand-in")
	if err != nil {
		return err
	}
	log, err := c.logFile("stand-in")
	if err != nil {
		return err
	}
	c.StandIn, err = standin.Start(config, log)
	if err != nil {
		return err
	}
	c.closers = append(c.closers, c.StandIn.Close)
	return nil
}

// waitUp returns when Flux's controllers say that they are ready and every node is.
func (c *Cluster) waitUp(ctx context.Context) error {
	for _, ready := range c.up {
		if err := ready(ctx); err != nil {
			return err
		}
	}
	return c.Wait(ctx, nodesReady)
}

// nodesReady names the nodes that are not Ready.
func nodesReady(ctx context.Context, c *Cluster) ([]Pending, error) {
	var nodes corev1.NodeList
	if err := c.Client.List(ctx, &nodes); err != nil {
		return nil, fmt.Errorf("list nodes: %w", err)
	}
	var pending []Pending
	for _, node := range nodes.Items {
		ready := slices.ContainsFunc(node.Status.Conditions, func(one corev1.NodeCondition) bool {
			return one.Type == corev1.NodeReady && one.Status == corev1.ConditionTrue
		})
		if !ready {
			pending = append(pending, Pending{Object: "Node " + node.Name, Why: "not Ready"})
		}
	}
	return pending, nil
}
