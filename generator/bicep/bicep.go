// Package bicep compiles the flat subset of Bicep that the templates print to ARM JSON.
//
// The data goes one way: text → tokens (lexer.go) → a tree with places (parser.go,
// parse_*.go) → symbols (bind*.go) → what they need and where they live
// (dependencies.go, cycles.go, scopes.go) → checks (check.go, assign.go) → JSON
// (emit*.go). What comes out is what Microsoft's compiler 0.49.2 prints with
// symbolic names on, key for key, without its mark in metadata._generator.
//
// The subset: targetScope, metadata, param, var, resource, existing, child
// resources in a body or by parent, scope, dependsOn, if, module by relative path
// with a name, output, decorators that say something of a value, and expressions
// without loops and lambdas. What lies outside, or may mean something else than it
// says, is a finding at its place: nothing is guessed.
package bicep

import (
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/tenantry/tenantry/generator/diag"
)

// Template is one compiled file with its modules inside.
type Template struct {
	// JSON is the ARM template, indented by two spaces, with a line's end behind it.
	JSON []byte
	// Files are the paths of all Bicep files that take part, sorted.
	Files []string
	// Resources counts the resources that are deployed, in modules too; those that
	// exist already do not count.
	Resources int
	// Deployments counts the nested deployments, at every depth.
	Deployments int
}

// Compile compiles the file of this path in src. A template comes back only when
// nothing was found. The error is about reading src; a file that is not there is a finding.
func Compile(src fs.FS, path string) (*Template, diag.List, error) {
	l := &loader{src: src, files: map[string]*file{}}
	main, err := l.load(path)
	if errors.Is(err, fs.ErrNotExist) {
		l.found = append(l.found, diag.Finding{Pos: diag.Pos{File: path}, Code: moduleCode, Message: "there is no such file"})
		return nil, l.found, nil
	}
	if err != nil {
		return nil, nil, err
	}
	if len(l.found) > 0 {
		return nil, l.found.Sorted(), nil
	}
	e := &emitter{file: main}
	e.buf = make([]byte, 0, 4*len(main.src.text)+1024)
	e.template()
	if e.full() {
		return nil, diag.List{{
			Pos: diag.Pos{File: path}, Code: tooLargeCode,
			Message: "the template is larger than 16 MiB", Fix: "split it: Azure takes 4 MB",
		}}, nil
	}
	e.buf = append(e.buf, '\n')
	return &Template{
		JSON: e.buf, Files: slices.Sorted(maps.Keys(l.files)), Resources: e.resources, Deployments: e.deployments,
	}, nil, nil
}
