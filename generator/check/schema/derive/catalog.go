package derive

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
)

// readyKinds lists the kinds whose schemas lie in catalog/. Their CRDs are in no
// Go module that the module proxy serves at a bearable size.
func readyKinds() []runtimeschema.GroupVersionKind {
	const (
		alb          = "alb.networking.azure.io"
		notification = "notification.toolkit.fluxcd.io"
	)
	return []runtimeschema.GroupVersionKind{
		{Group: alb, Version: "v1", Kind: "ApplicationLoadBalancer"},
		{Group: alb, Version: "v1", Kind: "BackendLoadBalancingPolicy"},
		{Group: alb, Version: "v1", Kind: "BackendTLSPolicy"},
		{Group: alb, Version: "v1", Kind: "FrontendTLSPolicy"},
		{Group: alb, Version: "v1", Kind: "HealthCheckPolicy"},
		{Group: alb, Version: "v1", Kind: "IngressExtension"},
		{Group: alb, Version: "v1", Kind: "RoutePolicy"},
		{Group: alb, Version: "v1", Kind: "WebApplicationFirewallPolicy"},
		{Group: "cilium.io", Version: "v2", Kind: "CiliumNetworkPolicy"},
		{Group: "dapr.io", Version: "v1alpha1", Kind: "Component"},
		{Group: notification, Version: "v1beta3", Kind: "Alert"},
		{Group: notification, Version: "v1beta3", Kind: "Provider"},
		{Group: notification, Version: "v1", Kind: "Receiver"},
		{Group: "secrets-store.csi.x-k8s.io", Version: "v1", Kind: "SecretProviderClass"},
	}
}

// catalog closes the ready schemas. A file that no kind stands for is an error,
// so that the folder holds nothing unread.
func catalog(files fs.FS) (map[string]node, error) {
	schemas := make(map[string]node)
	for _, gvk := range readyKinds() {
		var schema node
		if err := decodeFile(files, kindFile(gvk), &schema); err != nil {
			return nil, err
		}
		closeRoot(schema, gvk)
		schemas[kindFile(gvk)] = schema
	}
	err := fs.WalkDir(files, ".", func(name string, _ fs.DirEntry, err error) error {
		if _, read := schemas[name]; err == nil && path.Ext(name) == ".json" && !read {
			return fmt.Errorf("read %s: no kind of this name is listed", strings.TrimSuffix(name, ".json"))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("walk the catalogue: %w", err)
	}
	return schemas, nil
}
