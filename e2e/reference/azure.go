package reference

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/tenantry/tenantry/e2e/lab"
)

// Deploy does to a cluster what deploying its stacks does: the root, the nodes, and the values.
func (f *Fleet) Deploy(ctx context.Context, cluster string) error {
	return errors.Join(f.DeployRoot(ctx, cluster), f.HandOver(ctx, cluster))
}

// DeployRoot points a cluster at the fleet's repository, and no more: values of Azure follow later.
func (f *Fleet) DeployRoot(ctx context.Context, cluster string) error {
	c := f.lab.Cluster(cluster)
	if c == nil {
		return fmt.Errorf("deploy %s: no such cluster", cluster)
	}
	return c.ApplyRoot(ctx, lab.Root{URL: f.lab.FleetURL()})
}

// HandOverPlatform gives a cluster the platform's values, at a moment when Azure has made no tenant's identity yet: what
// brings those values is there, and brings none.
func (f *Fleet) HandOverPlatform(ctx context.Context, cluster string) error {
	return f.handOver(ctx, cluster, map[string]map[string]string{"platform": f.outputs()["platform"]})
}

// HandOver gives a cluster the values of all tenants that are known now, and their nodes.
func (f *Fleet) HandOver(ctx context.Context, cluster string) error {
	return f.handOver(ctx, cluster, f.outputs())
}

func (f *Fleet) handOver(ctx context.Context, cluster string, outputs map[string]map[string]string) error {
	c := f.lab.Cluster(cluster)
	if c == nil {
		return fmt.Errorf("hand over to %s: no such cluster", cluster)
	}
	if err := c.AddNodes(ctx, f.pools()...); err != nil {
		return err
	}
	folders, err := f.outputFolders(cluster)
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if err := c.ApplyOutputs(ctx, folder, outputs[folder]); err != nil {
			return err
		}
	}
	return nil
}

// outputFolders are the parts in which a cluster's values arrive: the platform's, and one for each shard of tenants.
func (f *Fleet) outputFolders(cluster string) ([]string, error) {
	found, err := fs.Glob(f.Files, "clusters/"+cluster+"/azure-outputs/*/*.yaml")
	if err != nil || len(found) == 0 {
		return nil, fmt.Errorf("list what Azure hands to %s: %d files (%w)", cluster, len(found), err)
	}
	folders := map[string]bool{}
	for _, name := range found {
		folders[path.Base(path.Dir(name))] = true
	}
	return slices.Sorted(maps.Keys(folders)), nil
}

// outputs are the values by folder.
func (f *Fleet) outputs() map[string]map[string]string {
	out := map[string]map[string]string{"platform": {
		"alb_controller_client_id": guid("alb_controller_client_id"),
		"cert_manager_client_id":   guid("cert_manager_client_id"),
	}}
	for _, t := range f.Tenants {
		if t.Shard == "" {
			continue
		}
		if out[t.Shard] == nil {
			out[t.Shard] = map[string]string{}
		}
		for _, key := range t.Keys {
			out[t.Shard][key] = guid(key)
		}
	}
	return out
}

// guid is an identity's client id. A real one is drawn by lot; this one stays the same for a name, so that a rebuilt
// cluster can be compared: an identity outlives its cluster.
func guid(name string) string {
	h := fmt.Sprintf("%x", sha256.Sum256([]byte(name)))
	return strings.Join([]string{h[:8], h[8:12], "4" + h[13:16], "8" + h[17:20], h[20:32]}, "-")
}

// pools are the nodes of tenants that have some of their own.
func (f *Fleet) pools() []lab.Node {
	var nodes []lab.Node
	for _, t := range f.Tenants {
		if !t.Pool {
			continue
		}
		nodes = append(nodes, lab.Node{
			Name:   "aks-" + t.Name + "-1",
			Labels: map[string]string{"tenantry.dev/pool": t.Name, corev1.LabelTopologyZone: "1"},
			Taints: []corev1.Taint{{Key: "tenantry.dev/pool", Value: t.Name, Effect: corev1.TaintEffectNoSchedule}},
		})
	}
	return nodes
}

// Ready is what a cluster is at a commit when all is well: Flux at that commit, Deployments available, gateways and
// routes at their generation.
func Ready(commit string) lab.Check {
	return lab.All(lab.Ready(commit), lab.GatewaysProgrammed)
}
