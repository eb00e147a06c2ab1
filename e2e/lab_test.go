package e2e_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	authentication "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/tenantry/tenantry/e2e/components"
	"github.com/tenantry/tenantry/e2e/lab"
)

const (
	primary = "prod-weu"
	dr      = "prod-neu"
	albID   = "55555555-5555-4555-8555-555555555555"
)

// TestLabReconcilesAHandWrittenRepository proves the lab itself, so that a scenario that fails says something about
// the fleet: a miniature of a fleet, written by hand, becomes Ready on both clusters, and again on an empty one.
func TestLabReconcilesAHandWrittenRepository(t *testing.T) {
	t.Parallel()
	ctx := deadline(t)
	built := parts(ctx, t)
	l := startLab(ctx, t, options(primary), options(dr))
	var report lab.Report
	defer func() {
		if err := report.Print(t.Output()); err != nil {
			t.Error(err)
		}
	}()

	artifact := files(t, os.DirFS("testdata/artifact"))
	if _, err := l.Registry.PushManifests(ctx, "tenants/contoso:stable", artifact); err != nil {
		t.Fatal(err)
	}
	fleet := handwritten(t, l.Registry.Host)
	commit, err := l.PushFleet(ctx, fleet, "a miniature of a fleet")
	if err != nil {
		t.Fatal(err)
	}
	if head, err := l.Forge.Head(ctx, lab.FleetSource, "main"); err != nil || head != commit {
		t.Errorf("the forge has main at %q (%v), want %q", head, err, commit)
	}

	started := time.Now()
	forEach(t, []string{primary, dr}, func(name string) error {
		return bringUp(ctx, l, built, name, commit)
	})
	before := normalForm(ctx, t, l.Cluster(dr))
	report.Add(lab.Result{Scenario: "reconcile", Took: time.Since(started), Objects: len(before)})
	checkObjects(ctx, t, l.Cluster(primary))
	checkAccounts(ctx, t, l.Cluster(primary))

	started = time.Now()
	untouched := versions(ctx, t, l.Cluster(primary))
	fleet["tenants/contoso/more.yaml"] = &fstest.MapFile{
		Data: []byte("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n  namespace: contoso\n"),
	}
	if commit, err = l.PushFleet(ctx, fleet, "one more object"); err != nil {
		t.Fatal(err)
	}
	forEach(t, []string{primary, dr}, func(name string) error {
		c := l.Cluster(name)
		if err := c.ReconcileFleet(ctx); err != nil {
			return err
		}
		return c.Wait(ctx, lab.Ready(commit))
	})
	report.Add(lab.Result{Scenario: "a commit", Took: time.Since(started)})
	after := versions(ctx, t, l.Cluster(primary))
	if touched := untouched.Touched(after); len(touched) > 0 {
		t.Errorf("a commit that adds one object touched others:\n\t%s", strings.Join(touched, "\n\t"))
	}
	if diff := cmp.Diff([]string{"ConfigMap contoso/more"}, untouched.Created(after)); diff != "" {
		t.Error(diff)
	}

	before = normalForm(ctx, t, l.Cluster(dr))
	started = time.Now()
	if err := l.Cluster(dr).Destroy(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.StartCluster(ctx, options(dr)); err != nil {
		t.Fatal(err)
	}
	if err := bringUp(ctx, l, built, dr, commit); err != nil {
		t.Fatal(err)
	}
	again := normalForm(ctx, t, l.Cluster(dr))
	report.Add(lab.Result{Scenario: "lost cluster", Took: time.Since(started), Objects: len(again)})
	if differences := lab.Differences(before, again); len(differences) > 0 {
		t.Errorf("the rebuilt cluster differs:\n%s", strings.Join(differences, "\n"))
	}
	checkSubstitution(ctx, t, l.Cluster(primary), "Kustomization flux-system/substitution: Ready=False: ")
	checkSubstitution(ctx, t, l.Cluster(dr), "")
}

// options is one cluster that substitutes as Flux 2.9 does and one that does as Flux 2.6, each with a dedicated node.
func options(name string) lab.ClusterOptions {
	return lab.ClusterOptions{
		Name:                name,
		LenientSubstitution: name == dr,
		ExtraNodes: []lab.Node{{
			Name:   "aks-contoso-1",
			Labels: map[string]string{"agentpool": "contoso"},
			Taints: []corev1.Taint{{Key: "tenant", Value: "contoso", Effect: corev1.TaintEffectNoSchedule}},
		}},
	}
}

// checkSubstitution applies something with a variable that has no value. An empty want says that this is Ready, any
// other is how the refusal begins.
func checkSubstitution(ctx context.Context, t *testing.T, c *lab.Cluster, want string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	text, err := os.ReadFile("testdata/substitution.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Apply(ctx, text); err != nil {
		t.Fatal(err)
	}
	if want == "" {
		if err := c.Wait(ctx, lab.FluxReady("")); err != nil {
			t.Error(err)
		}
		return
	}
	refused := func(ctx context.Context, c *lab.Cluster) ([]lab.Pending, error) {
		pending, err := lab.FluxReady("")(ctx, c)
		for _, one := range pending {
			if strings.HasPrefix(one.Object+": "+one.Why, want) {
				return nil, err
			}
		}
		return append(pending, lab.Pending{Object: "Kustomization flux-system/substitution", Why: "not yet refused"}), err
	}
	if err := c.Wait(ctx, refused); err != nil {
		t.Error(err)
	}
}

// bringUp does what Azure does to a new cluster and waits until it is as Git says.
func bringUp(ctx context.Context, l *lab.Lab, built *components.Built, name, commit string) error {
	c := l.Cluster(name)
	for _, folder := range []string{"gateway-api", "cert-manager"} { // a fleet's own Kustomization crds applies these
		if err := c.ApplyFolder(ctx, built.Files("manifests", folder)); err != nil {
			return err
		}
	}
	outputs := map[string]string{"p_alb_client_id": albID, "p_cert_manager_client_id": albID}
	if err := l.Connect(ctx, name, map[string]map[string]string{"platform": outputs}); err != nil {
		return err
	}
	return c.Wait(ctx, lab.Ready(commit), lab.GatewaysProgrammed)
}

// checkAccounts asks the API server whom each of the cluster's programs is to it: each its own account, and none an
// administrator, since a lab in which all are hides what their rights forbid.
func checkAccounts(ctx context.Context, t *testing.T, c *lab.Cluster) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(filepath.Dir(c.Kubeconfig), "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, file := range files {
		if file == c.Kubeconfig { // the test's own
			continue
		}
		config, err := clientcmd.BuildConfigFromFlags("", file)
		if err != nil {
			t.Fatal(err)
		}
		as, err := client.New(config, client.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var review authentication.SelfSubjectReview
		if err := as.Create(ctx, &review); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(review.Status.UserInfo.Groups, "system:masters") {
			t.Errorf("%s is an administrator", filepath.Base(file))
		}
		got[strings.TrimSuffix(filepath.Base(file), ".yaml")] = review.Status.UserInfo.Username
	}
	want := map[string]string{
		"helm-controller":         "system:serviceaccount:flux-system:helm-controller",
		"kube-controller-manager": "system:kube-controller-manager",
		"kube-scheduler":          "system:kube-scheduler",
		"kustomize-controller":    "system:serviceaccount:flux-system:kustomize-controller",
		"kwok":                    "system:serviceaccount:kube-system:kwok-controller",
		"source-controller":       "system:serviceaccount:flux-system:source-controller",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("accounts of the programs (-want +got):\n%s", diff)
	}
}

// checkObjects looks at what no condition says: a value of Azure arrived, and both replicas run.
func checkObjects(ctx context.Context, t *testing.T, c *lab.Cluster) {
	t.Helper()
	var account corev1.ServiceAccount
	key := client.ObjectKey{Namespace: "azure-alb-system", Name: "alb-controller-sa"}
	if err := c.Client.Get(ctx, key, &account); err != nil {
		t.Fatal(err)
	}
	if got := account.Annotations["azure.workload.identity/client-id"]; got != albID {
		t.Errorf("ALB's account has the client id %q, want %q", got, albID)
	}
	var pods corev1.PodList
	if err := c.Client.List(ctx, &pods, client.InNamespace("contoso")); err != nil {
		t.Fatal(err)
	}
	if len(pods.Items) != 2 {
		t.Errorf("contoso has %d pods, want 2", len(pods.Items))
	}
}

// handwritten is testdata/handwritten with the folder cluster once for each cluster and the lab's registry.
func handwritten(t *testing.T, registry string) fstest.MapFS {
	t.Helper()
	stored, err := lab.Rewrite(os.DirFS("testdata/handwritten"), func(_ string, data []byte) []byte {
		return bytes.ReplaceAll(data, []byte("oci://registry.invalid"), []byte("oci://"+registry))
	})
	if err != nil {
		t.Fatal(err)
	}
	fleet := fstest.MapFS{}
	for name, file := range stored {
		rest, perCluster := strings.CutPrefix(name, "cluster/")
		if !perCluster {
			fleet[name] = file
			continue
		}
		for _, cluster := range []string{primary, dr} {
			fleet["clusters/"+cluster+"/"+rest] = file
		}
	}
	return fleet
}

// files reads a folder.
func files(t *testing.T, from fs.FS) map[string][]byte {
	t.Helper()
	stored, err := lab.Rewrite(from, func(_ string, data []byte) []byte { return data })
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for name, file := range stored {
		out[name] = file.Data
	}
	return out
}

// forEach runs f for all names at once and fails the test with all errors.
func forEach(t *testing.T, names []string, f func(name string) error) {
	t.Helper()
	errs := make(chan error, len(names))
	for _, name := range names {
		go func() { errs <- f(name) }()
	}
	for range names {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if t.Failed() {
		t.FailNow()
	}
}

func normalForm(ctx context.Context, t *testing.T, c *lab.Cluster) map[string]string {
	t.Helper()
	objects, err := c.Objects(ctx)
	if err != nil {
		t.Fatal(err)
	}
	form, err := lab.NormalForm(objects)
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func versions(ctx context.Context, t *testing.T, c *lab.Cluster) lab.Versions {
	t.Helper()
	noted, err := c.Versions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return noted
}
