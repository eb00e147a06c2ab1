package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/tenantry/tenantry/e2e/lab"
)

// leave takes a tenant out: in one step it is refused; drained, its own account deletes what it brought; then removed,
// nothing of it is left. Nobody else is touched.
func (s *scenario) leave(t *testing.T) {
	const name = "lamna"
	dir := s.clone(t)
	file := filepath.Join(dir, "tenants", name+".yaml")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if out := s.tenantry(t, 1, dir, "propose", "--quiet").stdout; !strings.Contains(out, "(not-drained)") {
		t.Errorf("a tenant in one step: %s", out)
	}
	s.git(t, dir, "checkout", "--quiet", "--", file)
	before := s.look(t)

	started := time.Now()
	s.leaving = name
	replaceIn(t, file, "spec:\n", "spec:\n  state: draining\n")
	s.tenantry(t, 0, dir, "propose", "--quiet")
	s.merge(t, s.onlyPull(t, "tenantry/"+name))
	s.follow(t)
	s.gone(t, schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}, name, "web")
	s.report.Add(lab.Result{Scenario: "a tenant is drained", Took: time.Since(started), Note: "proposed, merged, its workload gone on both"})

	s.git(t, dir, "checkout", "--quiet", "--", file)
	s.git(t, dir, "pull", "--quiet", "origin", "main")
	started = time.Now()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	s.tenantry(t, 0, dir, "propose", "--quiet")
	s.merge(t, s.onlyPull(t, "tenantry/"+name))
	s.follow(t)
	s.gone(t, schema.GroupVersionKind{Version: "v1", Kind: "Namespace"}, "", name)
	s.gone(t, schema.GroupVersionKind{Version: "v1", Kind: "Secret"}, "gateways", "tenant-"+name+"-tls")
	s.report.Add(lab.Result{
		Scenario: "and removed", Took: time.Since(started), Note: "proposed, merged, its namespace gone on both",
		Objects: len(normalForm(s.ctx, t, s.lab.Cluster(primary))),
	})

	for cluster, now := range s.look(t) {
		for object := range now {
			if strings.Contains(object, name) {
				t.Errorf("%s: %s is left", cluster, object)
			}
		}
		for _, touched := range before[cluster].Touched(now) {
			its := strings.Contains(touched, name) || strings.HasPrefix(touched, "IPAddress.networking.k8s.io ")
			if !its && !strings.HasPrefix(touched, "ConfigMap flux-system/azure-outputs-") && touched != "Gateway.gateway.networking.k8s.io gateways/shared-1 was changed" {
				t.Errorf("%s: %s", cluster, touched)
			}
		}
	}
}

// look notes every object's version on both clusters.
func (s *scenario) look(t *testing.T) map[string]lab.Versions {
	t.Helper()
	out := map[string]lab.Versions{}
	for _, cluster := range []string{primary, dr} {
		out[cluster] = versions(s.ctx, t, s.lab.Cluster(cluster))
	}
	return out
}

// gone waits until both clusters have an object no more.
func (s *scenario) gone(t *testing.T, kind schema.GroupVersionKind, namespace, name string) {
	t.Helper()
	forEach(t, []string{primary, dr}, func(cluster string) error {
		return s.wait(cluster, func(ctx context.Context, c *lab.Cluster) ([]lab.Pending, error) {
			object := &metav1.PartialObjectMetadata{}
			object.SetGroupVersionKind(kind)
			err := c.Client.Get(ctx, client.ObjectKey{Namespace: namespace, Name: name}, object)
			if apierrors.IsNotFound(err) {
				return nil, nil
			}
			return []lab.Pending{{Object: kind.Kind + " " + namespace + "/" + name, Why: "is still there"}}, err
		})
	})
}
