package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestAnErrorNodeIsNamedByItsPlace(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		code int
		out  string
	}{
		"right":           {"param a string\noutput b string = a\n", 0, "1 files of Bicep, no error node\n"},
		"no value":        {"param a string\nvar b = \n", 1, ":2:8: (MISSING identifier)\n"},
		"a loose bracket": {"param a string\n}\n", 1, ":2:1: (ERROR)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "main.bicep")
			if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			code := run([]string{file}, &out, &errs)
			if got := out.String(); code != tt.code || len(got) < len(tt.out) || got[len(got)-len(tt.out):] != tt.out || errs.Len() > 0 {
				t.Errorf("exit code %d, output %q, errors %q; want %d and …%q", code, got, errs.String(), tt.code, tt.out)
			}
		})
	}
}
