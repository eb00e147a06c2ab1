package check

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

// anyClientID stands for a value that only Azure knows.
const anyClientID = "00000000-0000-4000-8000-000000000000"

// variable is what Flux replaces:
// https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
var variable = regexp.MustCompile(`\$\{[_a-zA-Z][_a-zA-Z0-9]*\}`)

// checkAccepted reports a unit that kustomize refuses, and every object that the
// API server would refuse: strict decoding into its Go type and its JSON schema.
// Flux applies all of a unit or nothing, so one such object keeps a whole tenant,
// or a whole platform part, at its old revision for as long as nobody looks.
func (c *checker) checkAccepted(u *unit) {
	if u.declared != nil && !c.hasFolder(u.Path) {
		return // a dangling reference
	}
	if u.Err != nil {
		pos, fact := c.buildFault(u)
		c.report.addAt(pos, doesNotBuild, fact, `mend the file, or run "tenantry render" to write it anew`)
		return
	}
	for _, o := range u.objects {
		for _, p := range c.schemas.Validate(asSubstituted(o.json)) {
			c.report.add(fault{
				at: o, path: p.Path, code: notAccepted, fact: p.Message,
				fix: fmt.Sprintf("write what the API of %s %s allows", o.APIVersion, o.Kind),
			})
		}
	}
}

// buildFault places what kustomize said: at the file that is known to be the
// cause, or at the folder's kustomization.
func (c *checker) buildFault(u *unit) (diag.Pos, string) {
	said := "kustomize cannot build this: "
	if u.bootstrap {
		said = "this cannot be applied: "
	}
	if cause, ok := errors.AsType[*build.FileError](u.Err); ok {
		pos := diag.Pos{File: cause.File, Line: cause.Line}
		if cause.Line > 0 {
			pos.Col = 1
		}
		return pos, said + cause.Err.Error()
	}
	pos := diag.Pos{File: path.Join(u.Path, "kustomization.yaml")}
	if _, ok := c.files.Get(pos.File); !ok {
		pos.File = u.Path
	}
	err := u.Err
	if inner := errors.Unwrap(err); inner != nil {
		err = inner // without the folder, which the position names
	}
	const longest = 300 // some errors hold the whole object
	text := strings.Join(strings.Fields(err.Error()), " ")
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return pos, said + text
}

// asSubstituted puts plausible values where Azure's will stand.
func asSubstituted(object []byte) []byte {
	if !bytes.Contains(object, []byte("${")) {
		return object
	}
	object = bytes.Replace(object, []byte(`"data":"${azure_outputs}"`), []byte(`"data":{}`), 1)
	return variable.ReplaceAll(object, []byte(anyClientID))
}

// bootstrap is what starts Flux on a cluster of the profile gotk: nil with other
// profiles. It is applied with kubectl and never built.
func (c *checker) bootstrap(cl *cluster) *unit {
	dir := layout.BootstrapDir(string(cl.Name))
	u := &unit{Unit: &build.Unit{Cluster: string(cl.Name), Name: "bootstrap", Path: dir}, cluster: cl, bootstrap: true}
	found := false
	for _, p := range c.paths {
		if path.Dir(p) != dir || path.Ext(p) != ".yaml" {
			continue
		}
		found = true
		f, _ := c.files.Get(p)
		objects, err := c.decode(p, f)
		if err != nil {
			u.Err = err
			return u
		}
		u.fill(objects)
	}
	if !found {
		return nil
	}
	return u
}

// decode reads a file without kustomize. Both clusters have the same manifests
// of Flux, which are read once.
func (c *checker) decode(file string, f tree.File) ([]parsed, error) {
	if objects, ok := c.decoded[string(f.Data)]; ok {
		return objects, nil
	}
	decoded, err := build.Decode(file, f.Data)
	if err != nil {
		return nil, err
	}
	objects := make([]parsed, len(decoded))
	for i, o := range decoded {
		objects[i] = parse(o)
	}
	c.decoded[string(f.Data)] = objects
	return objects, nil
}
