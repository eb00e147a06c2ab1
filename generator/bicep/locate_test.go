package bicep_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/bicep"
	"github.com/tenantry/tenantry/generator/diag"
)

func TestADeclarationIsFoundThroughModulesAsFarAsTheyLead(t *testing.T) {
	t.Parallel()
	src := fstest.MapFS{
		"a/main.bicep": {Data: []byte("resource zone 'Microsoft.Network/dnsZones@2018-05-01' = {\n  name: 'x'\n}\n\n" +
			"module inner '../b/inner.bicep' = {\n  name: 'inner'\n}\nmodule lost 'lost.bicep' = {\n  name: 'lost'\n}\n")},
		"b/inner.bicep": {Data: []byte("// first\nparam x string\noutput y string = x\nresource zone 'Microsoft.Network/dnsZones@2018-05-01' = {}\n")},
	}
	for name, tt := range map[string]struct {
		symbols []string
		want    diag.Pos
	}{
		"no symbol":                    {nil, diag.Pos{File: "a/main.bicep"}},
		"a resource":                   {[]string{"zone"}, diag.Pos{File: "a/main.bicep", Line: 1, Col: 10}},
		"a resource's child":           {[]string{"zone::record"}, diag.Pos{File: "a/main.bicep", Line: 1, Col: 10}},
		"a module":                     {[]string{"inner"}, diag.Pos{File: "a/main.bicep", Line: 5, Col: 8}},
		"a module's output":            {[]string{"inner", "y"}, diag.Pos{File: "b/inner.bicep", Line: 3, Col: 8}},
		"a module's resource":          {[]string{"inner", "zone"}, diag.Pos{File: "b/inner.bicep", Line: 4, Col: 10}},
		"no symbol of the module":      {[]string{"inner", "none"}, diag.Pos{File: "a/main.bicep", Line: 5, Col: 8}},
		"a module that does not exist": {[]string{"lost", "zone"}, diag.Pos{File: "a/main.bicep", Line: 8, Col: 8}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(tt.want, bicep.Locate(src, "a/main.bicep", tt.symbols...)); d != "" {
				t.Errorf("place differs (-want +got):\n%s", d)
			}
		})
	}
}
