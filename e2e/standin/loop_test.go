package standin_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/yaml"

	"github.com/tenantry/tenantry/e2e/standin"
)

func TestARouteIsAcceptedOnlyByAListenerThatAdmitsIt(t *testing.T) {
	t.Parallel()
	accepted := []string{"Accepted=True answered by the lab", "ResolvedRefs=True answered by the lab"}
	tests := map[string]struct {
		namespace, route string
		want             []string
	}{
		"its own listener": {"contoso", routeText("contoso", "shop.contoso.com", "web"), accepted},
		"a listener that does not exist": {"contoso", routeText("gone", "shop.contoso.com", "web"), []string{
			"Accepted=False the gateway has no such listener", "ResolvedRefs=True answered by the lab",
		}},
		"somebody else's listener": {"fabrikam", routeText("contoso", "shop.contoso.com", "web"), []string{
			"Accepted=False listener contoso takes no routes of namespace fabrikam", "ResolvedRefs=True answered by the lab",
		}},
		"somebody else's hostname": {"contoso", routeText("contoso", "pay.fabrikam.com", "web"), []string{
			"Accepted=False listener contoso has none of the route's hostnames", "ResolvedRefs=True answered by the lab",
		}},
		"a Service that does not exist": {"contoso", routeText("contoso", "shop.contoso.com", "gone"), []string{
			"Accepted=True answered by the lab", "ResolvedRefs=False there is no Service contoso/gone",
		}},
		"any of two listeners":         {"contoso", routeText("", "shop.contoso.com", "web"), accepted},
		"another controller's gateway": {"contoso", routeText("contoso", "shop.contoso.com", "web"), nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			route := &gatewayv1.HTTPRoute{}
			parse(t, tt.route, route)
			route.Namespace = tt.namespace
			class := "alb.networking.azure.io/alb-controller"
			if tt.want == nil {
				class = "other/one"
			}
			c := newClient(t, append(platform(t, class), route)...)
			answer(t, c)
			if err := c.Get(t.Context(), client.ObjectKeyFromObject(route), route); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, parent := range route.Status.Parents {
				got = append(got, lines(parent.Conditions)...)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAListenerWithoutItsCertificateStopsNoOther(t *testing.T) {
	t.Parallel()
	c := newClient(t, platform(t, "alb.networking.azure.io/alb-controller")...)
	answer(t, c)
	var gateway gatewayv1.Gateway
	if err := c.Get(t.Context(), client.ObjectKey{Namespace: "gateways", Name: "shared-1"}, &gateway); err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{"": lines(gateway.Status.Conditions)}
	for _, listener := range gateway.Status.Listeners {
		got[string(listener.Name)] = lines(listener.Conditions)
	}
	yes := func(kind string) string { return kind + "=True answered by the lab" }
	missing := "=False there is no TLS Secret gateways/fabrikam-tls"
	want := map[string][]string{
		"":         {yes("Accepted"), yes("Programmed")},
		"contoso":  {yes("Accepted"), yes("Programmed"), yes("ResolvedRefs")},
		"fabrikam": {yes("Accepted"), "Programmed" + missing, "ResolvedRefs" + missing},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestACertificateIsIssuedUnlessSomebodyRefusedIt(t *testing.T) {
	t.Parallel()
	objects := []client.Object{
		deployment("cert-manager", 1),
		custom(t, "{kind: Issuer, metadata: {namespace: gateways, name: public}}"),
	}
	for _, one := range []string{"contoso public", "fabrikam public", "northwind gone"} {
		var name, issuer string
		if _, err := fmt.Sscan(one, &name, &issuer); err != nil {
			t.Fatal(err)
		}
		objects = append(objects, custom(t, fmt.Sprintf(`{kind: Certificate, metadata: {namespace: gateways, name: %s},
  spec: {secretName: %[1]s-tls, dnsNames: [www.%[1]s.com], issuerRef: {name: %s}}}`, name, issuer)))
	}
	c := newClient(t, objects...)
	loop := standin.New(c, t.Output())
	loop.NeverIssue("gateways", "fabrikam")
	if err := loop.Answer(t.Context()); err != nil {
		t.Fatal(err)
	}
	var secrets corev1.SecretList
	if err := c.List(t.Context(), &secrets); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, secret := range secrets.Items {
		got = append(got, secret.Namespace+"/"+secret.Name)
	}
	if diff := cmp.Diff([]string{"gateways/contoso-tls"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsAnsweredBeforeTheControllerRuns(t *testing.T) {
	t.Parallel()
	objects := platform(t, "alb.networking.azure.io/alb-controller")
	objects[0] = deployment("alb-controller", 0)
	c := newClient(t, objects...)
	answer(t, c)
	var gateway gatewayv1.Gateway
	if err := c.Get(t.Context(), client.ObjectKey{Namespace: "gateways", Name: "shared-1"}, &gateway); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(gatewayv1.GatewayStatus{}, gateway.Status); diff != "" {
		t.Error(diff)
	}
}

func TestASecondLookWritesNothing(t *testing.T) {
	t.Parallel()
	route := &gatewayv1.HTTPRoute{}
	parse(t, routeText("contoso", "shop.contoso.com", "web"), route)
	route.Namespace = "contoso"
	c := newClient(t, append(platform(t, "alb.networking.azure.io/alb-controller"), route)...)
	answer(t, c)
	first := resourceVersions(t, c)
	answer(t, c)
	if diff := cmp.Diff(first, resourceVersions(t, c)); diff != "" {
		t.Error(diff)
	}
}

func resourceVersions(t *testing.T, c client.Client) map[string]string {
	t.Helper()
	versions := map[string]string{}
	for _, list := range []client.ObjectList{
		&gatewayv1.GatewayList{}, &gatewayv1.HTTPRouteList{}, &gatewayv1.GatewayClassList{},
	} {
		if err := c.List(t.Context(), list); err != nil {
			t.Fatal(err)
		}
		err := meta.EachListItem(list, func(o runtime.Object) error {
			object := o.(client.Object)
			versions[fmt.Sprintf("%T %s", object, object.GetName())] = object.GetResourceVersion()
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return versions
}

// answer lets a loop look once.
func answer(t *testing.T, c client.Client) {
	t.Helper()
	if err := standin.New(c, t.Output()).Answer(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// lines prints conditions for comparison.
func lines(conditions []metav1.Condition) []string {
	var out []string
	for _, one := range conditions {
		out = append(out, fmt.Sprintf("%s=%s %s", one.Type, one.Status, one.Message))
	}
	slices.Sort(out)
	return out
}

// platform is a gateway with a listener for each of two tenants, of whom only contoso has its certificate.
func platform(t *testing.T, controller string) []client.Object {
	t.Helper()
	class, gateway := &gatewayv1.GatewayClass{}, &gatewayv1.Gateway{}
	parse(t, fmt.Sprintf("{metadata: {name: azure-alb-external}, spec: {controllerName: %s}}", controller), class)
	listener := `
    - name: %[1]s
      hostname: shop.%[1]s.com
      port: 443
      protocol: HTTPS
      tls: {certificateRefs: [{name: %[1]s-tls}]}
      allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {tenant: %[1]s}}}}`
	parse(t, `
metadata: {name: shared-1, namespace: gateways}
spec:
  gatewayClassName: azure-alb-external
  listeners:`+fmt.Sprintf(listener, "contoso")+fmt.Sprintf(listener, "fabrikam"), gateway)
	objects := []client.Object{
		deployment("alb-controller", 2), class, gateway,
		&corev1.Secret{
			ObjectMeta: metav1.ObjectMeta{Namespace: "gateways", Name: "contoso-tls"}, Type: corev1.SecretTypeTLS,
		},
	}
	for _, tenant := range []string{"contoso", "fabrikam"} {
		objects = append(objects,
			&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: tenant, Labels: map[string]string{"tenant": tenant}}},
			&corev1.Service{
				ObjectMeta: metav1.ObjectMeta{Namespace: tenant, Name: "web"},
				Spec:       corev1.ServiceSpec{Ports: []corev1.ServicePort{{Port: 80}}},
			})
	}
	return objects
}

func deployment(name string, available int32) client.Object {
	return &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Namespace: "controllers", Name: name},
		Status:     appsv1.DeploymentStatus{AvailableReplicas: available},
	}
}

// routeText is an HTTPRoute to a listener of the platform's gateway; an empty listener means all of them.
func routeText(listener, hostname, service string) string {
	section := ""
	if listener != "" {
		section = ", sectionName: " + listener
	}
	return fmt.Sprintf(`
metadata: {name: web, generation: 1}
spec:
  parentRefs: [{name: shared-1, namespace: gateways%s}]
  hostnames: [%s]
  rules: [{backendRefs: [{name: %s, port: 80}]}]
`, section, hostname, service)
}

func parse(t *testing.T, text string, into any) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}

// custom is an object of cert-manager's.
func custom(t *testing.T, text string) client.Object {
	t.Helper()
	object := &unstructured.Unstructured{}
	parse(t, text, &object.Object)
	object.SetAPIVersion("cert-manager.io/v1")
	return object
}

// newClient is an API server in memory that keeps status apart and selects by the two fields that the loop uses.
func newClient(t *testing.T, objects ...client.Object) client.Client {
	t.Helper()
	scheme, err := standin.Scheme()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"Issuer", "ClusterIssuer", "Certificate"} {
		object := &unstructured.Unstructured{}
		object.SetAPIVersion("cert-manager.io/v1")
		scheme.AddKnownTypeWithName(object.GroupVersionKind().GroupVersion().WithKind(kind), object)
		scheme.AddKnownTypeWithName(object.GroupVersionKind().GroupVersion().WithKind(kind+"List"),
			&unstructured.UnstructuredList{})
	}
	return fake.NewClientBuilder().WithScheme(scheme).WithObjects(objects...).
		WithStatusSubresource(objects...).
		WithIndex(&appsv1.Deployment{}, "metadata.name", func(o client.Object) []string { return []string{o.GetName()} }).
		WithIndex(&corev1.Secret{}, "type", func(o client.Object) []string {
			return []string{string(o.(*corev1.Secret).Type)}
		}).Build()
}
