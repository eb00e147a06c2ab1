package bicep

import (
	"fmt"
	"strconv"

	"github.com/tenantry/tenantry/generator/diag"
)

// The kinds of findings. docs/diagnostics has a page for each.
const (
	syntaxCode      diag.Code = "bicep-syntax"
	unsupportedCode diag.Code = "bicep-unsupported"
	tooLargeCode    diag.Code = "bicep-too-large"
	unknownCode     diag.Code = "bicep-unknown-name"
	duplicateCode   diag.Code = "bicep-duplicate"
	unusedCode      diag.Code = "bicep-unused"
	cycleCode       diag.Code = "bicep-cycle"
	typeCode        diag.Code = "bicep-type"
	scopeCode       diag.Code = "bicep-scope"
	moduleCode      diag.Code = "bicep-module"
	runtimeCode     diag.Code = "bicep-runtime-value"
)

// maxQuoted is how much of a text a message repeats, in bytes.
const maxQuoted = 60

// quote repeats a text in a message, and shortens what is long.
func quote(s string) string {
	if len(s) > maxQuoted {
		s = s[:maxQuoted] + "…"
	}
	return strconv.Quote(s)
}

// report adds a finding in this file, up to maxFindings in all.
func (f *file) report(at int, code diag.Code, fix, format string, args ...any) {
	if len(*f.found) >= maxFindings {
		return
	}
	*f.found = append(*f.found, diag.Finding{
		Pos: f.src.pos(at), Code: code, Message: fmt.Sprintf(format, args...), Fix: fix,
	})
}

// reportSeen adds a finding with the other place that takes part in it.
func (f *file) reportSeen(at, other int, code diag.Code, format string, args ...any) {
	if len(*f.found) >= maxFindings {
		return
	}
	f.report(at, code, "", format, args...)
	last := &(*f.found)[len(*f.found)-1]
	last.Seen = []diag.Pos{f.src.pos(other)}
}
