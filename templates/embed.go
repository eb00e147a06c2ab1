// Package templates holds the text of everything that is rendered, laid out
// like the output: a template is the output with holes.
package templates

import "embed"

// FS holds the templates (*.tmpl) and the files that are rendered as they are.
//
//go:embed all:azure all:crds all:deploy all:flux all:pipeline all:platform all:start all:tenant
var FS embed.FS
