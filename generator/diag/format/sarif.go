package format

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/tenantry/tenantry/generator/diag"
)

const (
	home = "https://github.com/tenantry/tenantry"
	// pages is where the page of a code is read by people who have no copy.
	pages = home + "/blob/main/docs/diagnostics/"
)

// sarifLog is as much of SARIF 2.1.0 as findings fill; code-scanning services read
// it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	Results []sarifResult `json:"results"` // empty means that nothing was found, null that nobody looked
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string `json:"id"`
	HelpURI string `json:"helpUri"`
}

type sarifResult struct {
	RuleID  string          `json:"ruleId"`
	Level   string          `json:"level"`
	Message sarifMessage    `json:"message"`
	At      []sarifLocation `json:"locations"`
	Related []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact struct {
		URI string `json:"uri"`
	} `json:"artifactLocation"`
	Region *sarifRegion `json:"region,omitempty"` // none is the whole file
}

type sarifRegion struct {
	Line int `json:"startLine"`
	Col  int `json:"startColumn"`
}

func writeSARIF(w io.Writer, found diag.List, version string) error {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "Tenantry", Version: version, InformationURI: home, Rules: []sarifRule{}}
	known := map[diag.Code]bool{}
	for _, f := range found {
		if !known[f.Code] {
			known[f.Code] = true
			rule := sarifRule{string(f.Code), pages + string(f.Code) + ".md"}
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
		}
		result := sarifResult{
			RuleID: string(f.Code), Level: "error", Message: sarifMessage{message(f)}, At: []sarifLocation{location(f.Pos)},
		}
		for _, p := range f.Seen {
			result.Related = append(result.Related, location(p))
		}
		run.Results = append(run.Results, result)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	schema := "https://json.schemastore.org/sarif-2.1.0.json"
	if err := enc.Encode(sarifLog{Schema: schema, Version: "2.1.0", Runs: []sarifRun{run}}); err != nil {
		return fmt.Errorf("write findings as SARIF: %w", err)
	}
	return nil
}

func location(p diag.Pos) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact.URI = p.File
	if p.Line > 0 {
		l.Physical.Region = &sarifRegion{p.Line, p.Col}
	}
	return l
}
