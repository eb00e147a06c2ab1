package derive

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	runtimeschema "k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// customKind is a kind that a CRD file of some module declares.
type customKind struct {
	file string // in the module
	runtimeschema.GroupVersionKind
}

// customKinds lists the custom resources that a fleet repository holds.
func customKinds() []customKind {
	const (
		flux        = "config/crd/bases"
		gateway     = "config/crd/standard"
		certManager = "deploy/crds"
	)
	kind := func(folder, group, plural, version, kind string) customKind {
		return customKind{
			path.Join(folder, group+"_"+plural+".yaml"),
			runtimeschema.GroupVersionKind{Group: group, Version: version, Kind: kind},
		}
	}
	return []customKind{
		kind(flux, "source.toolkit.fluxcd.io", "gitrepositories", "v1", "GitRepository"),
		kind(flux, "source.toolkit.fluxcd.io", "ocirepositories", "v1", "OCIRepository"),
		kind(flux, "kustomize.toolkit.fluxcd.io", "kustomizations", "v1", "Kustomization"),
		kind(flux, "helm.toolkit.fluxcd.io", "helmreleases", "v2", "HelmRelease"),
		kind(gateway, "gateway.networking.k8s.io", "gatewayclasses", "v1", "GatewayClass"),
		kind(gateway, "gateway.networking.k8s.io", "gateways", "v1", "Gateway"),
		kind(gateway, "gateway.networking.k8s.io", "httproutes", "v1", "HTTPRoute"),
		kind(gateway, "gateway.networking.k8s.io", "grpcroutes", "v1", "GRPCRoute"),
		kind(gateway, "gateway.networking.k8s.io", "referencegrants", "v1", "ReferenceGrant"),
		kind(gateway, "gateway.networking.k8s.io", "referencegrants", "v1beta1", "ReferenceGrant"),
		kind(certManager, "cert-manager.io", "issuers", "v1", "Issuer"),
		kind(certManager, "cert-manager.io", "clusterissuers", "v1", "ClusterIssuer"),
		kind(certManager, "cert-manager.io", "certificates", "v1", "Certificate"),
	}
}

// customResources makes the schema of every custom kind.
func customResources(modules []fs.FS) (map[string]node, error) {
	schemas := make(map[string]node)
	for _, kind := range customKinds() {
		data, err := readOne(modules, kind.file)
		if err != nil {
			return nil, err
		}
		schema, err := versionSchema(data, kind.GroupVersionKind)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", kind.file, err)
		}
		closeRoot(schema, kind.GroupVersionKind)
		schemas[kindFile(kind.GroupVersionKind)] = schema
	}
	return schemas, nil
}

// readOne reads the file from the one module that has it.
func readOne(modules []fs.FS, name string) ([]byte, error) {
	for _, files := range modules {
		data, err := fs.ReadFile(files, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		return data, nil
	}
	return nil, fmt.Errorf("read %s: %w in every module", name, fs.ErrNotExist)
}

// versionSchema takes the schema of one version out of a CRD.
func versionSchema(data []byte, gvk runtimeschema.GroupVersionKind) (node, error) {
	var crd struct {
		Spec struct {
			Group    string
			Names    struct{ Kind string }
			Versions []struct {
				Name   string
				Schema struct{ OpenAPIV3Schema node }
			}
		}
	}
	if err := yaml.Unmarshal(data, &crd); err != nil {
		return nil, fmt.Errorf("decode a CRD: %w", err)
	}
	if crd.Spec.Group == gvk.Group && crd.Spec.Names.Kind == gvk.Kind {
		for _, v := range crd.Spec.Versions {
			if v.Name == gvk.Version {
				return v.Schema.OpenAPIV3Schema, nil
			}
		}
	}
	return nil, fmt.Errorf("find %s in a CRD of %s: no such version", gvk, crd.Spec.Names.Kind)
}
