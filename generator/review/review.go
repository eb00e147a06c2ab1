// Package review compares two rendered trees as Kubernetes objects and Azure
// resources, and says what happens to whom.
//
// [Compare] builds both sides as Flux would, opens the ARM templates of both, and
// compares objects and resources, not lines. Its [Review] tells, for each cluster
// and each deployment stack, what appears, changes and disappears, which tenants
// and gateways that touches, and what deserves a second look.
// [WriteText], [Markdown] and [WriteJSON] print it: for a terminal, for a pull
// request that is read on a phone, and for programs.
//
// The way of the data: two trees → units and stacks (compare.go, stacks.go) →
// changes of objects and resources (objects.go, resources.go) → tenants, gateways
// and dangers (subjects.go, danger.go) → a page of lines that says alike things
// once (page.go) → text.
package review

import (
	"github.com/tenantry/tenantry/generator/review/fields"
	"github.com/tenantry/tenantry/generator/tree"
)

// Review is what the difference between two trees does to clusters and tenants.
type Review struct {
	clusters  []cluster // of both sides; those that stay or appear first, in the plan's order
	stacks    []stack   // those in which anything happens, as they are deployed
	tenants   []tenant  // those touched, by name
	gateways  []gateway // those touched, by stamp and name
	dangers   []danger  // what deserves a second look, the worst kind first
	problems  []problem // what does not build, so that the review is not complete
	following following
	files     files
	stamps    int // of the plan; with one, nobody needs to read its name
}

// Empty reports whether the two trees do the same, in the same files.
func (r *Review) Empty() bool {
	return len(r.problems) == 0 && r.files.total() == 0 && !r.touchesClusters()
}

func (r *Review) touchesClusters() bool {
	for _, c := range r.clusters {
		if len(c.changes) > 0 {
			return true
		}
	}
	return false
}

// op is what happens to a thing.
type op = fields.Op

const (
	appears    = fields.Appears
	changes    = fields.Changes
	disappears = fields.Disappears
	// moves says that another Kustomization applies the object from now on. Flux
	// may delete it for the old one before it applies it for the new one.
	moves op = "moves"
)

// cluster is what happens on one cluster.
type cluster struct {
	name, stamp string
	role        string   // primary or dr; empty, like the stamp, if it leaves the fleet
	op          op       // of the cluster as a whole; empty if nothing happens there
	changes     []change // by Kustomization, then in kustomize's order
}

// change is what happens to one object.
type change struct {
	op            op
	object        tree.Object    // as it is afterwards; as it was, if it disappears
	unit          string         // the Kustomization that applies it, or applied it
	from          string         // the Kustomization that applied it before, if it moves
	kept          bool           // it leaves Git but stays on the cluster, since nothing prunes it
	fields        []fields.Field // what differs, if it changes or moves
	subject       subject
	note          line           // what is to be known of a resource of Azure besides
	before, after map[string]any // the whole object; nil where there is none
}

// tenant is what happens to one tenant.
type tenant struct {
	name          string
	op            op
	clusters      []string
	before, after *facts // nil where there is none, or if its own objects stay as they are
}

// facts are what people know a tenant by, read from its objects.
type facts struct {
	plan, gateway, stamp string
	hostnames            []string
	source               source
}

// source is where a tenant's manifests come from.
type source struct {
	url        string
	field, ref string // what chooses the revision, such as tag and stable
}

// pinned reports whether the revision is immutable, so that Git alone says what runs.
func (s source) pinned() bool { return s.field == "digest" || s.field == "commit" }

// gateway is what happens to one gateway of one stamp.
type gateway struct {
	name, stamp  string
	op           op
	clusters     []string
	listeners    []listener
	certificates []certificate
}

// listener is one that appears, disappears or changes hands.
type listener struct {
	op             op
	name, hostname string
	tenant         string // whose routes it takes; empty for the platform
	from           string // whose routes it took, if that changes
	clusters       []string
}

// certificate is one that appears or disappears.
type certificate struct {
	op       op
	name     string
	clusters []string
}

// problem is a Kustomization that kustomize refuses to build, or a stack whose
// template cannot be read.
type problem struct {
	cluster, unit string
	stack         string // the stack's folder; empty for a Kustomization
	side          string // before or after
	message       string
}

// following counts the tenants whose source names a tag or a branch, so that
// Git alone does not say what they run.
type following struct {
	touched []string // those in this review, by name
	count   int      // of all tenants
	of      int      // all tenants
}

// files counts the rendered files that differ.
type files struct {
	appear, change, disappear int
	elsewhere                 []file // those that no Kustomization builds and no stack is made of
}

// file is one rendered file that differs.
type file struct {
	op   op
	path string
}

func (f files) total() int { return f.appear + f.change + f.disappear }
