package lab

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

// Node is a node of a cluster. It runs no containers: kwok says of its pods that they run.
type Node struct {
	Name   string
	Labels map[string]string // beside those that every node has
	Taints []corev1.Taint
}

// usualNodes are what every cluster has: one node in each availability zone.
func usualNodes() []Node {
	nodes := make([]Node, 3)
	for i := range nodes {
		nodes[i] = Node{
			Name:   fmt.Sprintf("aks-user-%d", i+1),
			Labels: map[string]string{corev1.LabelTopologyZone: strconv.Itoa(i + 1)},
		}
	}
	return nodes
}

// startNodes starts kwok, under the account and the rights of its own installation, and registers the nodes.
func (c *Cluster) startNodes(ctx context.Context) error {
	if err := c.ApplyFolder(ctx, c.parts.Files("kwok", "rbac")); err != nil {
		return err
	}
	config, err := c.Account(ctx, "kube-system", "kwok-controller")
	if err != nil {
		return err
	}
	kubeconfig, err := c.kubeconfig("kwok", config)
	if err != nil {
		return err
	}
	stages, err := c.joinStages()
	if err != nil {
		return err
	}
	// Without leases the node controller calls every node lost after 50 seconds.
	if _, err := c.run("kwok", c.parts.Binary("kwok", "kwok"), nil, "--kubeconfig="+kubeconfig, "--config="+stages,
		"--manage-all-nodes=true", "--cidr=10.244.0.0/16", "--node-lease-duration-seconds=40"); err != nil {
		return err
	}
	return c.AddNodes(ctx, slices.Concat(usualNodes(), c.opts.ExtraNodes)...)
}

// AddNodes registers nodes, as a pool does that grows. One that is there already stays as it is.
func (c *Cluster) AddNodes(ctx context.Context, nodes ...Node) error {
	for _, node := range nodes {
		err := c.Client.Create(ctx, node.object())
		if client.IgnoreAlreadyExists(err) != nil {
			return fmt.Errorf("register node %s: %w", node.Name, err)
		}
	}
	return nil
}

// object is the Node as a kubelet would register it. Pods count as on AKS with an overlay network.
func (n Node) object() client.Object {
	room := corev1.ResourceList{
		corev1.ResourceCPU:              resource.MustParse("64"),
		corev1.ResourceMemory:           resource.MustParse("256Gi"),
		corev1.ResourceEphemeralStorage: resource.MustParse("512Gi"),
		corev1.ResourcePods:             resource.MustParse("250"),
	}
	labels := map[string]string{
		corev1.LabelHostname: n.Name, corev1.LabelOSStable: "linux", corev1.LabelArchStable: "amd64",
		"kubernetes.azure.com/mode": "user",
	}
	maps.Copy(labels, n.Labels)
	return &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: n.Name, Labels: labels},
		Spec:       corev1.NodeSpec{Taints: n.Taints},
		Status:     corev1.NodeStatus{Capacity: room, Allocatable: room},
	}
}

// joinStages writes the one configuration file that kwok reads: how nodes and pods become Ready.
func (c *Cluster) joinStages() (string, error) {
	files, err := filepath.Glob(filepath.Join(c.parts.Files("kwok", "stages"), "*.yaml"))
	if err != nil {
		return "", fmt.Errorf("list kwok's stages: %w", err)
	}
	var joined [][]byte
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("read kwok's stages: %w", err)
		}
		joined = append(joined, data)
	}
	path := filepath.Join(c.dir, "kwok.yaml")
	if err := os.WriteFile(path, bytes.Join(joined, []byte("\n---\n")), 0o644); err != nil {
		return "", fmt.Errorf("write kwok's stages: %w", err)
	}
	return path, nil
}
