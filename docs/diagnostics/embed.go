// Package diagnostics holds one page for each kind of finding: what it means,
// why it matters on a shared cluster, and what to write instead.
package diagnostics

import "embed"

// FS holds <code>.md for every code.
//
//go:embed *.md
var FS embed.FS
