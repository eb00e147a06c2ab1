// Bicepsyntax reads Bicep files with the grammar that editors use, tree-sitter's, and
// prints every place that it cannot make sense of. It needs a C compiler.
//
//	bicepsyntax FILE…
package main

import (
	"fmt"
	"io"
	"os"

	bicep "github.com/tree-sitter-grammars/tree-sitter-bicep/bindings/go"
	sitter "github.com/tree-sitter/go-tree-sitter"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run returns 0 when every file is Bicep, 1 when one is not, 2 when that could not be told.
func run(files []string, stdout, stderr io.Writer) int {
	parser := sitter.NewParser()
	defer parser.Close()
	if err := parser.SetLanguage(sitter.NewLanguage(bicep.Language())); err != nil {
		fmt.Fprintln(stderr, "bicepsyntax:", err)
		return 2
	}
	if len(files) == 0 {
		fmt.Fprintln(stderr, "usage: bicepsyntax FILE…")
		return 2
	}
	wrong := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			fmt.Fprintln(stderr, "bicepsyntax:", err)
			return 2
		}
		tree := parser.Parse(text, nil)
		wrong += report(stdout, file, tree.RootNode())
		tree.Close()
	}
	if wrong > 0 {
		return 1
	}
	fmt.Fprintf(stdout, "%d files of Bicep, no error node\n", len(files))
	return 0
}

// report prints the error nodes below a node and returns their number.
func report(out io.Writer, file string, n *sitter.Node) int {
	if !n.HasError() {
		return 0
	}
	if n.IsError() || n.IsMissing() {
		at := n.StartPosition()
		fmt.Fprintf(out, "%s:%d:%d: %s\n", file, at.Row+1, at.Column+1, n.ToSexp())
		return 1
	}
	found := 0
	for i := range n.ChildCount() {
		found += report(out, file, n.Child(i))
	}
	return found
}
