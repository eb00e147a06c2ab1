package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tenantry/tenantry/generator/arm"
	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
	"github.com/tenantry/tenantry/generator/fleet"
	"github.com/tenantry/tenantry/generator/layout"
	"github.com/tenantry/tenantry/generator/tree"
)

// stackKind is one of the stacks of https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-stacks
// that a fleet is deployed by.
type stackKind string

const (
	sharedStack   stackKind = "shared"
	platformStack stackKind = "platform"
	clusterStack  stackKind = "cluster"
	gitopsStack   stackKind = "gitops"
	tenantsStack  stackKind = "tenants"
	trafficStack  stackKind = "traffic"
)

// lives says as long as what a stack of the kind lives.
func (k stackKind) lives() string {
	switch k {
	case sharedStack:
		return "the fleet"
	case platformStack:
		return "the region"
	case clusterStack, gitopsStack:
		return "the cluster"
	case tenantsStack:
		return "its tenants"
	case trafficStack:
		return "the stamp"
	}
	return "nobody knows what"
}

// stack is one deployment stack as it was rendered.
type stack struct {
	dir     string
	kind    stackKind
	cluster *cluster // nil for shared and traffic
	stamp   string   // of traffic and of cluster's
	part    string   // the number of a shard, the gateway of traffic
	*arm.Template
}

// String is the stack's folder below infrastructure/azure.
func (s *stack) String() string { return strings.TrimPrefix(s.dir, layout.Azure+"/") }

func (s *stack) main() string { return path.Join(s.dir, "main.bicep") }

// azureHalf is the Azure half of the tree.
type azureHalf struct {
	text   sources // the tree's files, and people's Bicep beside them
	stacks []*stack
	made   map[string]*made // by id in lower case
	given  map[string]bool  // ids that the fleet's files name, in lower case
	around map[string]bool  // what those are in
	// broken: something is wrong with a stack, so that nothing follows from who makes what.
	broken bool
}

// made is a resource and the stack that makes it.
type made struct {
	*arm.Resource
	stack *stack
}

// readAzure reads the stacks of the tree. Whatever is judged of Azure is judged of
// main.json, which is what would be deployed, and placed in the Bicep beside it.
func (c *checker) readAzure() {
	c.azure = &azureHalf{
		text: sources{c.files, c.fleet.Bicep}, made: map[string]*made{}, given: map[string]bool{}, around: map[string]bool{},
	}
	c.azure.takeGiven(c.fleet)
	for _, p := range c.below(layout.Azure) {
		if path.Base(p) != "main.bicep" && path.Base(p) != "main.json" || c.azureStack(path.Dir(p)) != nil {
			continue
		}
		s := c.outlineStack(path.Dir(p))
		if s.kind == "" {
			c.report.addAt(diag.Pos{File: p}, unknownStack, fmt.Sprintf("%s is none of the stacks that a fleet is deployed by", s),
				`take the folder out, or run "tenantry render"`)
			continue
		}
		c.azure.stacks = append(c.azure.stacks, s)
		if !c.readStack(s) {
			s.Template = &arm.Template{}
			c.azure.broken = true
		}
	}
}

func (c *checker) azureStack(dir string) *stack {
	i := slices.IndexFunc(c.azure.stacks, func(s *stack) bool { return s.dir == dir })
	if i < 0 {
		return nil
	}
	return c.azure.stacks[i]
}

// outlineStack tells a stack's kind from its folder: shared, <cluster>/<kind>,
// <cluster>/tenants-<shard>, <stamp>/traffic-<gateway>.
func (c *checker) outlineStack(dir string) *stack {
	s := &stack{dir: dir}
	owner, name, _ := strings.Cut(s.String(), "/")
	if dir == layout.AzureShared {
		s.kind = sharedStack
		return s
	}
	if gateway, ok := strings.CutPrefix(name, "traffic-"); ok {
		s.kind, s.stamp, s.part = trafficStack, owner, gateway
		return s
	}
	i := slices.IndexFunc(c.clusters, func(cl *cluster) bool { return string(cl.Name) == owner })
	if i < 0 {
		return s
	}
	s.cluster, s.stamp = c.clusters[i], string(c.clusters[i].Stamp)
	if shard, ok := strings.CutPrefix(name, "tenants-"); ok {
		s.kind, s.part = tenantsStack, shard
		return s
	}
	switch k := stackKind(name); k {
	case platformStack, clusterStack, gitopsStack:
		s.kind = k
	}
	return s
}

// readStack expands a stack, and wants its ARM template to be what its Bicep says:
// a reviewer reads the one, and Azure is given the other.
func (c *checker) readStack(s *stack) bool {
	file := path.Join(s.dir, "main.json")
	compiled, found, err := bicep.Compile(c.azure.text, s.main())
	if err != nil {
		c.report.addAt(diag.Pos{File: s.main()}, armDiffers, err.Error(), `run "tenantry render"`)
		return false
	}
	if len(found) > 0 {
		for _, f := range found {
			f.Seen = append(f.Seen, diag.Pos{File: origin(c.fleet, f.Pos.File)})
			c.report.placed = append(c.report.placed, f)
		}
		return false
	}
	f, ok := c.files.Get(file)
	if !ok || !bytes.Equal(f.Data, compiled.JSON) {
		c.report.addAt(diag.Pos{File: file}, armDiffers, "the ARM template is not what main.bicep compiles to",
			`run "tenantry render"`, diag.Pos{File: s.main()})
		return false
	}
	s.Template, err = arm.Expand(f.Data, arm.Options{
		Subscription: string(c.fleet.Azure.SubscriptionID), Parameters: c.parameters(s),
	})
	if err != nil {
		c.report.addAt(diag.Pos{File: file}, armDiffers, err.Error(), `run "tenantry render"`)
		return false
	}
	return true
}

// parameters are the values that a stack's deployment starts from.
func (c *checker) parameters(s *stack) map[string]any {
	var file struct {
		Parameters map[string]struct{ Value any }
	}
	f, _ := c.files.Get(path.Join(s.dir, "main.parameters.json"))
	if json.Unmarshal(f.Data, &file) != nil {
		return nil // parameters without a value are not known before a deployment
	}
	out := map[string]any{}
	for name, p := range file.Parameters {
		out[name] = p.Value
	}
	return out
}

// place is where a resource or output of a stack is declared.
func (c *checker) place(s *stack, symbols ...string) diag.Pos {
	return bicep.Locate(c.azure.text, s.main(), symbols...)
}

// addAzure reports something about a resource of a stack.
func (c *checker) addAzure(m *made, code diag.Code, fact, fix string, seen ...diag.Pos) {
	c.report.addAt(c.place(m.stack, m.Path...), code, fmt.Sprintf("%s: %s", m.called(), fact), fix, seen...)
}

// called names a resource for a message.
func (m *made) called() string {
	if m.Type == "Microsoft.Authorization/roleAssignments" { // its name says nothing
		return "role assignment " + m.Path[len(m.Path)-1]
	}
	return called(m.ID)
}

// called names a resource by its type and name: trafficControllers/frontends agc-1/shared.
func called(id string) string {
	i := strings.LastIndex(strings.ToLower(id), "/providers/")
	if i < 0 {
		return "resource group " + path.Base(id)
	}
	parts := strings.Split(id[i+len("/providers/"):], "/")
	var types, names []string
	for i, part := range parts[1:] {
		if i%2 == 0 {
			types = append(types, part)
		} else {
			names = append(names, part)
		}
	}
	return strings.Join(types, "/") + " " + strings.Join(names, "/")
}

// make returns the resource of an id that some stack makes.
func (a *azureHalf) get(id string) *made { return a.made[strings.ToLower(id)] }

// of lists the resources of a type that the stacks of a cluster make.
func (a *azureHalf) of(cl *cluster, typ string) []*made {
	var out []*made
	for _, s := range a.stacks {
		if s.cluster != cl {
			continue
		}
		for _, r := range s.Resources {
			if !r.Existing && r.Type == typ {
				out = append(out, &made{r, s})
			}
		}
	}
	return out
}

// sources are the files of a tree and people's own Bicep, read by their paths alone.
type sources struct {
	tree *tree.Tree
	own  []fleet.BicepFile
}

// person reports whether a file is a person's.
func (s sources) person(name string) (fleet.BicepFile, bool) {
	i := slices.IndexFunc(s.own, func(f fleet.BicepFile) bool { return f.File == name })
	if i < 0 {
		return fleet.BicepFile{}, false
	}
	return s.own[i], true
}

// ReadFile is fs.ReadFileFS's.
func (s sources) ReadFile(name string) ([]byte, error) {
	if f, ok := s.person(name); ok {
		return []byte(f.Text), nil // as it was compiled, whatever ends its lines
	}
	if f, ok := s.tree.Get(name); ok {
		return f.Data, nil
	}
	return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
}

// Open is fs.FS's.
func (s sources) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}
