// Package format writes findings for who reads them: a person at a terminal, a
// program, a code-scanning service, or a forge that shows them beside the line.
package format

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/tenantry/tenantry/generator/diag"
)

// Format is a way to write findings.
type Format string

// The formats. GitHub and AzureDevOps are the commands that a running job prints
// to have its findings shown in the pull request.
const (
	Text        Format = "text"
	JSON        Format = "json"
	SARIF       Format = "sarif"
	GitHub      Format = "github"
	AzureDevOps Format = "azureDevOps"
)

// All lists the formats as a person writes them.
func All() []string {
	return []string{string(Text), string(JSON), string(SARIF), string(GitHub), string(AzureDevOps)}
}

// Write writes findings in a format that All lists. JSON and SARIF are complete
// documents also when there is none; the others print nothing then.
func Write(w io.Writer, f Format, found diag.List, version string) error {
	switch f {
	case JSON:
		return writeJSON(w, found)
	case SARIF:
		return writeSARIF(w, found, version)
	case GitHub:
		return writeLines(w, found, gitHub)
	case AzureDevOps:
		return writeLines(w, found, azureDevOps)
	}
	return writeLines(w, found, diag.Finding.String)
}

func writeLines(w io.Writer, found diag.List, line func(diag.Finding) string) error {
	for _, f := range found {
		if _, err := fmt.Fprintln(w, line(f)); err != nil {
			return err
		}
	}
	return nil
}

// document is the whole of the JSON. Fields are only ever added, and lists are
// never null.
type document struct {
	APIVersion string    `json:"apiVersion"`
	Kind       string    `json:"kind"`
	Findings   diag.List `json:"findings"`
}

func writeJSON(w io.Writer, found diag.List) error {
	if found == nil {
		found = diag.List{}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(document{"tenantry.dev/v1alpha1", "Findings", found}); err != nil {
		return fmt.Errorf("write findings as JSON: %w", err)
	}
	return nil
}

// gitHub is a workflow command. Values end at a comma or colon, so both are
// escaped there, and line ends everywhere.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
func gitHub(f diag.Finding) string {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace
	text := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace
	place := "file=" + value(f.Pos.File)
	if f.Pos.Line > 0 {
		place += fmt.Sprintf(",line=%d,col=%d", f.Pos.Line, f.Pos.Col)
	}
	return fmt.Sprintf("::error %s,title=%s::%s", place, value(string(f.Code)), text(message(f)))
}

// azureDevOps is a logging command. Values end at a semicolon or bracket.
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
func azureDevOps(f diag.Finding) string {
	value := strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A", ";", "%3B", "]", "%5D").Replace
	text := strings.NewReplacer("%", "%AZP25", "\r", "%0D", "\n", "%0A").Replace
	place := "sourcepath=" + value(f.Pos.File) + ";"
	if f.Pos.Line > 0 {
		place += fmt.Sprintf("linenumber=%d;columnnumber=%d;", f.Pos.Line, f.Pos.Col)
	}
	return fmt.Sprintf("##vso[task.logissue type=error;%scode=%s;]%s", place, value(string(f.Code)), text(message(f)))
}

// message is the fact, and below it what else a finding says.
func message(f diag.Finding) string {
	var b strings.Builder
	b.WriteString(f.Message)
	for _, p := range f.Seen {
		fmt.Fprintf(&b, "\nsee: %s", p)
	}
	if f.Fix != "" {
		fmt.Fprintf(&b, "\nfix: %s", f.Fix)
	}
	return b.String()
}
