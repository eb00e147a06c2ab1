// Package check proves a rendered tree against the fleet that it was rendered
// from: that every Flux Kustomization builds, that the API server will accept
// every object, that every reference resolves on its own cluster, that no tenant
// reaches into another, and that a primary and its DR cluster differ only where a
// reviewed list says so; and that Azure's stacks compile, own each resource once,
// and need only what is there when they are deployed.
//
// It builds with kustomize what Flux will build, so it judges the objects that a
// cluster gets and not the files that somebody meant. What only Azure knows is
// replaced by a plausible value; the network is never asked.
//
// There is one file for each rule, or family of rules; the comment of a rule says
// what goes wrong on a shared cluster without it.
package check

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/build"
	"github.com/tenantry/tenantry/generator/check/schema"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/name"
	"github.com/tenantry/tenantry/generator/tree"
)

// The codes of all findings. Each rule explains its own.
const (
	doesNotBuild     diag.Code = "does-not-build"
	notAccepted      diag.Code = "not-accepted"
	danglingRef      diag.Code = "dangling-reference"
	unsubstituted    diag.Code = "unsubstituted-variable"
	dependencyCycle  diag.Code = "dependency-cycle"
	nestedPaths      diag.Code = "nested-paths"
	notInRoot        diag.Code = "not-in-root"
	foreignRef       diag.Code = "foreign-reference"
	outsideNamespace diag.Code = "outside-namespace"
	duplicateObject  diag.Code = "duplicate-object"
	pastFrontDoor    diag.Code = "past-front-door"
	parityBroken     diag.Code = "parity"
	armDiffers       diag.Code = "arm-differs"
	unknownStack     diag.Code = "unknown-stack"
	resourceTwice    diag.Code = "resource-twice"
	missingResource  diag.Code = "missing-resource"
	stackOrder       diag.Code = "stack-order"
	templateTooLarge diag.Code = "template-too-large"

	// Between the two planes.
	outputMismatch     diag.Code = "output-mismatch"
	credentialMismatch diag.Code = "credential-mismatch"
	planeMismatch      diag.Code = "plane-mismatch"
	hostnameIncomplete diag.Code = "hostname-incomplete"
	missingRole        diag.Code = "missing-role"
	imageNotAllowed    diag.Code = "image-not-allowed"
)

// Check proves the rendered files against the fleet that they were rendered
// from. Every finding stands at a rendered file, at the line of the object's
// document where one can be told, and shows under Seen the input file that it
// stems from. Where one place of an object breaks several rules, the first rule
// alone speaks.
//
// progress, which may be nil, is called with the number of Flux Kustomizations
// that were judged and that there are. An error means that the proof did not
// come to an end: the context's, or a bug.
func Check(
	ctx context.Context, f *fleet.Fleet, files *tree.Tree, progress func(done, total int),
) (diag.List, error) {
	c, err := newChecker(f, files)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	if err := c.run(ctx, progress); err != nil {
		return nil, fmt.Errorf("check the fleet: %w", err)
	}
	return c.report.findings(), nil
}

// checker is one run.
type checker struct {
	fleet    *fleet.Fleet
	files    *tree.Tree
	paths    []string // of files, in alphabetical order
	builder  *build.Builder
	schemas  *schema.Validator
	owners   owners
	closed   []name.CIDR // what no tenant may reach
	allowed  *allowList
	clusters []*cluster
	built    map[string]*built   // by path: clusters share some
	decoded  map[string][]parsed // by the text of a bootstrap file
	patches  map[string]*patch   // by text: tenants of one plan share theirs
	azure    *azureHalf
	report   *report
}

func newChecker(f *fleet.Fleet, files *tree.Tree) (*checker, error) {
	builder, err := build.New(files)
	if err != nil {
		return nil, err
	}
	schemas, err := schema.New()
	if err != nil {
		return nil, fmt.Errorf("prepare the schemas: %w", err)
	}
	allowed, err := readAllowList()
	if err != nil {
		return nil, err
	}
	return &checker{
		fleet: f, files: files, paths: files.Paths(), builder: builder, schemas: schemas,
		owners: newOwners(f), closed: f.Closed(), allowed: allowed,
		built: map[string]*built{}, decoded: map[string][]parsed{}, patches: map[string]*patch{},
		report: newReport(f, files, builder),
	}, nil
}

// run judges what can be judged alone while it builds, then what needs a whole
// cluster, then what needs a stamp.
func (c *checker) run(ctx context.Context, progress func(done, total int)) error {
	for _, s := range c.fleet.Stamps {
		for _, model := range s.Clusters() {
			c.clusters = append(c.clusters, c.outline(model))
		}
	}
	var units []*unit
	for _, cl := range c.clusters {
		c.checkPaths(cl)
		units = append(units, cl.units...)
	}
	c.readAzure()
	c.checkOwners()
	c.checkStacks()
	c.azure.broken = len(c.report.placed) > 0
	c.checkLimits()
	for i, u := range units {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.buildUnit(u)
		c.checkAccepted(u)
		c.checkVariables(u)
		progress(i+1, len(units))
	}
	c.report.units = units
	for _, cl := range c.clusters {
		cl.index()
		for _, rule := range []func(*cluster){
			c.checkRoot, c.checkIsolation, c.checkListeners, c.checkReferences, c.checkCycles, c.checkDuplicates,
		} {
			rule(cl)
		}
	}
	for _, cl := range c.clusters {
		c.checkPlanes(cl)
	}
	return c.checkParity()
}

// origin is the file that a person would change to change a rendered one.
func origin(f *fleet.Fleet, rendered string) string {
	top, name, rest := layoutParts(rendered)
	switch top {
	case layout.Tenants:
		return layout.TenantFile(name)
	case layout.Infrastructure:
		owner, _, nested := strings.Cut(rest, "/")
		if name == "azure" && nested && isCluster(f, owner) {
			return layout.ClusterFile(owner)
		}
	case layout.Clusters:
		for _, t := range f.Tenants {
			if rest == "flux/"+tenantUnit(string(t.Name))+".yaml" {
				return t.File
			}
		}
		part, _, _ := strings.Cut(rest, "/")
		if part == "azure-outputs" || part == "controllers" || part == "load-balancers" {
			return layout.ClusterFile(name)
		}
	}
	return layout.Fleet
}

func isCluster(f *fleet.Fleet, name string) bool {
	return slices.ContainsFunc(f.Stamps, func(s fleet.Stamp) bool {
		return slices.ContainsFunc(s.Clusters(), func(c fleet.Cluster) bool { return string(c.Name) == name })
	})
}
