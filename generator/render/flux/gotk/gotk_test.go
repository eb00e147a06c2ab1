package gotk_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/generator/check/schema"
	"github.com/tenantry/tenantry/generator/render/flux/gotk"
	"github.com/tenantry/tenantry/templates"
)

// The tests of this package run in sequence: kustomize is not safe for two
// goroutines.

func TestManifestsAreTheSameBytesTwice(t *testing.T) {
	first, second := manifests(t, gotk.Options{}), manifests(t, gotk.Options{Version: "v2.9"})
	if !bytes.Equal(first, second) {
		t.Error("two calls gave different bytes")
	}
}

func TestControllersAreConfined(t *testing.T) {
	want := map[string][]string{
		"source-controller": {
			"--events-addr=", "--watch-all-namespaces=true", "--log-level=info", "--log-encoding=json",
			"--enable-leader-election", "--storage-path=/data",
			"--storage-adv-addr=source-controller.$(RUNTIME_NAMESPACE).svc.cluster.local.",
		},
		"kustomize-controller": {
			"--events-addr=", "--watch-all-namespaces=true", "--log-level=info", "--log-encoding=json",
			"--enable-leader-election", "--no-cross-namespace-refs=true", "--no-remote-bases=true",
			"--default-service-account=default",
		},
		"helm-controller": {
			"--events-addr=", "--watch-all-namespaces=true", "--log-level=info", "--log-encoding=json",
			"--enable-leader-election", "--no-cross-namespace-refs=true", "--default-service-account=default",
		},
	}
	if diff := cmp.Diff(want, arguments(t, manifests(t, gotk.Options{}))); diff != "" {
		t.Errorf("arguments of the controllers (-want +got):\n%s", diff)
	}
}

func TestEveryManifestIsSound(t *testing.T) {
	v, err := schema.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range documents(manifests(t, gotk.Options{Namespace: "flux"})) {
		if found := v.Validate(doc); found != nil {
			t.Errorf("%v in\n%.200s", found, doc)
		}
	}
}

// TestAnExportIsConfinedToo passes the result through once more, as a person's
// "flux install --export" that already carries the flags: nothing is added twice.
func TestAnExportIsConfinedToo(t *testing.T) {
	once := manifests(t, gotk.Options{})
	export := fstest.MapFS{"flux.yaml": {Data: once}}
	if diff := cmp.Diff(string(once), string(manifests(t, gotk.Options{Version: "v2.9", Base: export}))); diff != "" {
		t.Errorf("an export with the flags (-want +got):\n%s", diff)
	}
	unlocked := bytes.ReplaceAll(once, []byte("        - --no-remote-bases=true\n"), nil)
	unlocked = bytes.ReplaceAll(unlocked, []byte("-account=default\n"), []byte("-account=admin\n"))
	export = fstest.MapFS{"gotk-components.yaml": {Data: unlocked}, "gotk-sync.yaml": {}}
	got := arguments(t, manifests(t, gotk.Options{Version: "v2.9.5", Base: export}))
	if diff := cmp.Diff(arguments(t, once), got); diff != "" {
		t.Errorf("an export with other flags (-want +got):\n%s", diff)
	}
}

func TestAFolderOfComponentsMayHoldMore(t *testing.T) {
	base := embedded(t)
	helm := base["helm-controller.yaml"].Data
	deployment := helm[bytes.Index(helm, []byte("apiVersion: apps/v1\n")):]
	base["notification-controller.yaml"] = &fstest.MapFile{
		Data: bytes.ReplaceAll(deployment, []byte("helm-controller"), []byte("notification-controller")),
	}
	got := arguments(t, manifests(t, gotk.Options{Version: "v2.9.9", Base: base}))
	if diff := cmp.Diff(
		[]string{
			"--watch-all-namespaces=true", "--log-level=info", "--log-level=info", "--log-encoding=json",
			"--enable-leader-election", "--no-cross-namespace-refs=true",
		},
		got["notification-controller"]); diff != "" {
		t.Errorf("arguments of the notification-controller (-want +got):\n%s", diff)
	}
}

func TestManifestsRefuse(t *testing.T) {
	export := manifests(t, gotk.Options{})
	without := func(name string) fs.FS {
		base := embedded(t)
		delete(base, name)
		return base
	}
	tests := map[string]struct {
		opts gotk.Options
		want string
	}{
		"a version that is not built in": {gotk.Options{Version: "v2.8"}, "only those of v2.9.5 are built in"},
		"a version that would end its line": {
			gotk.Options{Version: "v2.9.5\nkind: Secret"}, "is not one like v2.9.5",
		},
		"a namespace that is no name": {gotk.Options{Namespace: "a: b"}, `namespace "a: b"`},
		"a base without a controller": {
			gotk.Options{Version: "v2.9", Base: without("helm-controller.yaml")}, "helm-controller.yaml",
		},
		"a base without policies": {gotk.Options{Version: "v2.9", Base: without("policies.yaml")}, "policies.yaml"},
		"a base without anything": {gotk.Options{Version: "v2.9", Base: fstest.MapFS{}}, "neither rbac.yaml nor"},
		"an export of another version": {
			gotk.Options{Version: "v2.7", Base: fstest.MapFS{"a.yaml": {Data: export}}}, "installs v2.9.5, want v2.7",
		},
		"an export for another namespace": {
			gotk.Options{Version: "v2.9", Namespace: "other", Base: fstest.MapFS{"a.yaml": {Data: export}}},
			"installs into namespace flux-system, want other",
		},
		"an export without a controller": {
			gotk.Options{Version: "v2.9", Base: fstest.MapFS{"a.yaml": {Data: export[:bytes.Index(export,
				[]byte("\n---\napiVersion: apps/v1"))]}}},
			"confine kustomize-controller: it has 0 Deployments, want 1",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.opts.Namespace == "" {
				tt.opts.Namespace = "flux-system"
			}
			_, err := gotk.Manifests(tt.opts)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one that says %q", err, tt.want)
			}
		})
	}
}

func BenchmarkManifests(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		manifests(b, gotk.Options{})
	}
}

// manifests calls Manifests, for flux-system unless opts say otherwise.
func manifests(tb testing.TB, opts gotk.Options) []byte {
	tb.Helper()
	if opts.Namespace == "" {
		opts.Namespace = "flux-system"
	}
	data, err := gotk.Manifests(opts)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// embedded returns the embedded base as one that can be changed.
func embedded(t *testing.T) fstest.MapFS {
	t.Helper()
	base := make(fstest.MapFS)
	files, err := fs.Glob(templates.FS, "flux/gotk/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		base[strings.TrimPrefix(name, "flux/gotk/")] = &fstest.MapFile{Data: data}
	}
	return base
}

// documents returns the objects of a file.
func documents(manifests []byte) [][]byte {
	return bytes.Split(bytes.TrimPrefix(manifests, []byte("---\n")), []byte("\n---\n"))
}

// arguments returns the arguments of each Deployment's first container.
func arguments(t *testing.T, manifests []byte) map[string][]string {
	t.Helper()
	args := make(map[string][]string)
	for _, doc := range documents(manifests) {
		var d appsv1.Deployment
		if err := yaml.Unmarshal(doc, &d); err == nil && d.Kind == "Deployment" {
			args[d.Name] = d.Spec.Template.Spec.Containers[0].Args
		}
	}
	return args
}
