// Package gotk makes the manifests that install Flux's controllers, for the profile of the same name.
//
// They are Flux's own, built by flux2's manifestgen from files that are embedded
// or given, with the flags that confine tenants added. Nothing is fetched.
//
// manifestgen builds with kustomize, whose state is global and whose lock here is
// manifestgen's own: nothing else may build with kustomize at the same time.
package gotk

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/templates"
	"github.com/tenantry/tenantry/templates/upstream"
)

// Options say what to install.
type Options struct {
	// Version of Flux, exact (v2.9.5) or a minor one (v2.9). Empty stands for
	// the version that is embedded.
	Version string
	// Namespace that the controllers run in, a DNS label.
	Namespace string
	// Base holds the manifests; nil stands for the embedded ones. It is either a
	// folder of components, each built as flux2's manifests/bases builds it
	// (<component>.yaml, rbac.yaml, policies.yaml), or a folder with the output of
	// "flux install --export".
	Base fs.FS
}

// version is what Flux calls its releases, with or without a patch.
var version = regexp.MustCompile(`^v2\.(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?)?$`)

// Manifests returns one multi-document YAML file: the namespace, CRDs, rights,
// network policies and controllers. The same options give the same bytes. A Base
// that lacks a controller, or holds another version or namespace, is an error.
func Manifests(opts Options) ([]byte, error) {
	if opts.Version == "" && opts.Base == nil {
		opts.Version = upstream.Flux().Version
	}
	if !version.MatchString(opts.Version) {
		return nil, fmt.Errorf("read the version of Flux: %q is not one like %s", opts.Version, upstream.Flux().Version)
	}
	if _, err := name.ParseLabel(opts.Namespace); err != nil {
		return nil, fmt.Errorf("read the namespace %q of Flux: %w", opts.Namespace, err)
	}
	if opts.Base == nil {
		if err := useEmbedded(&opts); err != nil {
			return nil, err
		}
	}
	manifests, err := unlocked(opts)
	if err != nil {
		return nil, err
	}
	return lockDown(manifests)
}

// useEmbedded sets Base to the embedded manifests, and Version to theirs.
func useEmbedded(opts *Options) error {
	have := upstream.Flux().Version
	if !satisfies(have, opts.Version) {
		return fmt.Errorf("find manifests of Flux %s: only those of %s are built in; others come from a folder (--flux-manifests)",
			opts.Version, have)
	}
	base, err := fs.Sub(templates.FS, "flux/gotk")
	if err != nil {
		return fmt.Errorf("open the embedded manifests of Flux: %w", err)
	}
	opts.Base, opts.Version = base, have
	return nil
}

// satisfies reports whether version have is the wanted one, or a patch of it.
func satisfies(have, wanted string) bool {
	return have == wanted || strings.HasPrefix(have, wanted+".")
}

// unlocked returns the manifests as Flux has them.
func unlocked(opts Options) (string, error) {
	switch _, err := fs.Stat(opts.Base, rbacFile); {
	case err == nil:
		return build(opts)
	case errors.Is(err, fs.ErrNotExist):
		return exported(opts)
	default:
		return "", fmt.Errorf("look into the manifests of Flux: %w", err)
	}
}
