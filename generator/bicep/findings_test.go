package bicep_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/tenantry/tenantry/generator/bicep"
)

// read makes a file system of one text: the main file, then sections that begin
// with a line "-- path --".
func read(text string) fstest.MapFS {
	out := fstest.MapFS{}
	name, body := "main.bicep", ""
	for line := range strings.Lines(text) {
		if next, ok := strings.CutPrefix(line, "-- "); ok {
			out[name] = &fstest.MapFile{Data: []byte(body)}
			name, body = strings.TrimSuffix(strings.TrimSpace(next), " --"), ""
			continue
		}
		body += line
	}
	out[name] = &fstest.MapFile{Data: []byte(body)}
	return out
}

// findings compiles a text and returns what was found, one line each, without help.
func findings(t *testing.T, text string) []string {
	t.Helper()
	got, found, err := bicep.Compile(read(text), "main.bicep")
	if err != nil {
		t.Fatal(err)
	}
	if (got == nil) != (len(found) > 0) {
		t.Errorf("a template and findings: %v", found)
	}
	var lines []string
	for _, f := range found {
		first, _, _ := strings.Cut(f.String(), "\n")
		lines = append(lines, first)
	}
	return lines
}

const (
	storage = "resource s 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {\n  name: 'acme'\n}\n"
	taker   = "-- m.bicep --\nparam a string\n@allowed(['x', 'y'])\nparam b string = 'x'\nparam c { n: int, o: bool? } = { n: 1 }\noutput out array = [a, b, c]\n"
)

func TestWhatIsNotInTheSubsetIsAFindingAtItsPlace(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"an expression ends too early": {
			"param a string =\n",
			[]string{`main.bicep:1:17: expected a value, found the end of the line (bicep-syntax)`},
		},
		"a string is not closed": {
			"output a string = 'x\n",
			[]string{`main.bicep:1:19: the string is not closed on its line (bicep-syntax)`},
		},
		"an escape that is none, after letters of more than one byte": {
			"output a string = 'éé\\q'\n",
			[]string{`main.bicep:1:22: this escape is none of \\ \' \n \r \t \$ \u{…} (bicep-syntax)`},
		},
		"a character that means nothing": {
			"output a string = ;\n",
			[]string{`main.bicep:1:19: this character means nothing here (bicep-syntax)`},
		},
		"a comma before the end of a line": {
			"output a array = [\n  1,\n  2\n]\n",
			[]string{`main.bicep:2:5: a comma does not end a line here (bicep-syntax)`},
		},
		"a word that begins no declaration": {
			"paramm a string\n",
			[]string{`main.bicep:1:1: "paramm" begins no declaration (bicep-syntax)`},
		},
		"a list inside a string": {
			"output a string = '${[1]}'\n",
			[]string{`main.bicep:1:22: no list or object can stand here (bicep-syntax)`},
		},
		"a loop over resources": {
			"resource r 'A.B/c@2024-01-01' = [for x in [1]: {\n  name: 'x'\n}]\n",
			[]string{`main.bicep:1:33: loops are not in the subset (bicep-unsupported)`},
		},
		"a loop in a value": {
			"var a = [for x in [1]: x]\n",
			[]string{`main.bicep:1:9: loops are not in the subset (bicep-unsupported)`},
		},
		"a lambda": {
			"output a array = map([1], x => x)\n",
			[]string{`main.bicep:1:27: lambdas are not in the subset (bicep-unsupported)`},
		},
		"a type declaration": {
			"type a = string\n",
			[]string{`main.bicep:1:1: "type" declarations are not in the subset (bicep-unsupported)`},
		},
		"a type by its name": {
			"param a resourceInput\noutput b string = a\n",
			[]string{`main.bicep:1:9: type "resourceInput" is not in the subset (bicep-unsupported)`},
		},
		"a function that Bicep has": {
			"output a string = loadTextContent('x')\n",
			[]string{`main.bicep:1:19: function "loadTextContent" is not in the subset (bicep-unsupported)`},
		},
		"a module from a registry": {
			"module m 'br:acme.azurecr.io/m:1' = {\n  name: 'm'\n}\n",
			[]string{`main.bicep:1:10: module "br:acme.azurecr.io/m:1" is not in the subset (bicep-unsupported)`},
		},
		"a variable that stands for a resource": {
			storage + "var a = s\noutput b string = a.id\n",
			[]string{`main.bicep:4:9: a variable cannot stand for a resource (bicep-unsupported)`},
		},
		"a property of a resource in brackets": {
			storage + "output a object = s['tags']\n",
			[]string{`main.bicep:4:20: a property of a resource stands after a dot in the subset (bicep-unsupported)`},
		},
		"utcNow in a variable": {
			"var a = utcNow()\noutput b string = a\n",
			[]string{`main.bicep:1:9: utcNow can only be in the default of a parameter (bicep-unsupported)`},
		},
		"a resource in the default of a parameter": {
			storage + "param a string = s.name\noutput b string = a\n",
			[]string{`main.bicep:4:18: the default of a parameter cannot use resource "s" (bicep-unsupported)`},
		},
		"a name that means nothing": {
			"param location string\noutput a array = [location, loction]\n",
			[]string{`main.bicep:2:29: there is no symbol "loction" (bicep-unknown-name)`},
		},
		"a function that is none": {
			"output a string = toLowr('x')\n",
			[]string{`main.bicep:1:19: there is no function "toLowr" (bicep-unknown-name)`},
		},
		"an output that a module does not have": {
			"module m 'm.bicep' = {\n  name: 'm'\n  params: { a: 'x' }\n}\noutput a string = m.outputs.oot\n" + taker,
			[]string{`main.bicep:5:29: module "m.bicep" has no output "oot" (bicep-unknown-name)`},
		},
		"a child that is not there": {
			storage + "output a string = s::b.id\n",
			[]string{`main.bicep:4:22: resource "s" has no child resource "b" in its body (bicep-unknown-name)`},
		},
		"a name twice, in another case": {
			"param a string\nvar A = a\noutput b string = a\n",
			[]string{
				`main.bicep:2:5: there is a parameter "a" already (bicep-duplicate)`,
			},
		},
		"a property twice": {
			"output a object = { x: 1, x: 2 }\n",
			[]string{`main.bicep:1:27: there is a property "x" already (bicep-duplicate)`},
		},
		"a resource twice": {
			storage + strings.Replace(storage, "resource s", "resource t", 1) + "output a array = [s.id, t.id]\n",
			[]string{`main.bicep:4:10: "t" has the type, the scope and the name of "s" (bicep-duplicate)`},
		},
		"nothing uses a parameter, a variable, an existing resource": {
			"param a string\nvar b = 1\n" + storage,
			[]string{
				`main.bicep:1:7: nothing uses parameter "a" (bicep-unused)`,
				`main.bicep:2:5: nothing uses variable "b" (bicep-unused)`,
				`main.bicep:3:10: nothing uses the existing resource "s" (bicep-unused)`,
			},
		},
		"variables in a circle": {
			"var a = b\nvar b = c.x\nvar c = { x: a }\noutput o string = a\n",
			[]string{`main.bicep:1:5: variable "a" needs itself: a → b → c → a (bicep-cycle)`},
		},
		"modules in a circle": {
			"module m 'm.bicep' = {\n  name: 'm'\n}\n-- m.bicep --\nmodule n 'main.bicep' = {\n  name: 'n'\n}\n",
			[]string{`m.bicep:1:10: this module uses itself: main.bicep → m.bicep → main.bicep (bicep-cycle)`},
		},
		"a default of another type": {
			"param a int = '3'\noutput b int = a\n",
			[]string{`main.bicep:1:15: parameter a is int, not string (bicep-type)`},
		},
		"a default that is not allowed, is too short, is too large": {
			"@allowed(['x'])\nparam a string = 'y'\n@minLength(3)\nparam b string = 'y'\n@maxValue(3)\nparam c int = 4\noutput d array = [a, b, c]\n",
			[]string{
				`main.bicep:2:18: parameter a cannot be 'y' (bicep-type)`,
				`main.bicep:4:18: parameter b has minLength 3, this is 1 (bicep-type)`,
				`main.bicep:6:15: parameter c has maxValue 3, this is 4 (bicep-type)`,
			},
		},
		"parameters of a module: one missing, one unknown, two of another type": {
			"module m 'm.bicep' = {\n  name: 'm'\n  params: { d: 1, b: 'z', c: { n: 'x', p: 1 } }\n}\n" + taker,
			[]string{
				`main.bicep:1:8: module "m" needs parameter "a" (bicep-module)`,
				`main.bicep:3:13: module "m.bicep" has no parameter "d" (bicep-module)`,
				`main.bicep:3:22: parameter b cannot be 'z' (bicep-type)`,
				`main.bicep:3:35: parameter c.n is int, not string (bicep-type)`,
				`main.bicep:3:40: parameter c has no property "p" (bicep-type)`,
			},
		},
		"a condition that is text": {
			"output a string = 'x' ? 'y' : 'z'\n",
			[]string{`main.bicep:1:19: a condition is bool, not string (bicep-type)`},
		},
		"too few arguments": {
			"output a string = replace('x')\n",
			[]string{`main.bicep:1:19: replace takes 3 arguments, not 1 (bicep-type)`},
		},
		"a type in another case": {
			strings.ReplaceAll(storage, "storageAccounts", "storageaccounts") + "output a string = s.id\n",
			[]string{`main.bicep:1:12: type Microsoft.Storage/storageaccounts is written in another case (bicep-type)`},
		},
		"a name with too few segments": {
			"resource n 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {\n  name: 'a'\n}\noutput a string = n.id\n",
			[]string{`main.bicep:2:9: type Microsoft.Network/virtualNetworks/subnets has 1 / in its name, this one has 0 (bicep-type)`},
		},
		"a child where its parent is not": {
			"resource v 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  scope: resourceGroup('shared')\n  name: 'kv'\n}\n" +
				"resource s 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {\n  parent: v\n  name: 's'\n}\n",
			[]string{`main.bicep:5:10: "s" belongs where its parent "v" is, in another scope than this file's: it needs a module there (bicep-scope)`},
		},
		"an extension where its base is not": {
			"resource v 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  scope: resourceGroup('shared')\n  name: 'kv'\n}\n" +
				"resource l 'Microsoft.Authorization/locks@2020-05-01' = {\n  scope: v\n  name: 's'\n}\n",
			[]string{`main.bicep:5:10: "l" extends "v", which is in another scope than this file's: it needs a module there (bicep-scope)`},
		},
		"a group in a group": {
			"resource g 'Microsoft.Resources/resourceGroups@2024-03-01' = {\n  name: 'g'\n  location: 'x'\n}\n",
			[]string{`main.bicep:1:12: a resource of type Microsoft.Resources/resourceGroups cannot stand at scope resourceGroup (bicep-scope)`},
		},
		"a module at another scope than its file's": {
			"module m 'm.bicep' = {\n  name: 'm'\n}\n-- m.bicep --\ntargetScope = 'subscription'\n",
			[]string{`main.bicep:1:8: module "m" is deployed to scope resourceGroup, its file m.bicep is for subscription (bicep-scope)`},
		},
		"a module without a file, and one without a name": {
			"module a 'no.bicep' = {\n  name: 'a'\n}\nmodule b 'm.bicep' = {}\n-- m.bicep --\n",
			[]string{
				`main.bicep:1:10: there is no file no.bicep (bicep-module)`,
				`main.bicep:4:8: module "b" has no name (bicep-module)`,
			},
		},
		"a module outside the repository": {
			"module a '../x.bicep' = {\n  name: 'a'\n}\n",
			[]string{`main.bicep:1:10: "../x.bicep" is no path inside the repository (bicep-module)`},
		},
		"a finding in a module stands at its own file": {
			"module m 'm.bicep' = {\n  name: 'm'\n}\n-- m.bicep --\nparam a string = 1\n",
			[]string{
				`m.bicep:1:7: nothing uses parameter "a" (bicep-unused)`,
				`m.bicep:1:18: parameter a is string, not int (bicep-type)`,
			},
		},
		"a name that is not known at the start": {
			storage + "module m 'm.bicep' = {\n  name: s.properties.primaryEndpoints.blob\n}\n" +
				"resource r 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = if (s.kind == 'x') {\n  name: 'x'\n  location: s.location\n}\n-- m.bicep --\n",
			[]string{
				`main.bicep:5:9: property "name" of "m" must be known when the deployment starts (bicep-runtime-value)`,
				`main.bicep:7:80: the condition of "r" must be known when the deployment starts (bicep-runtime-value)`,
				`main.bicep:9:13: property "location" of "r" must be known when the deployment starts (bicep-runtime-value)`,
			},
		},
		"more outputs than Azure takes": {
			manyOutputs(65),
			[]string{`main.bicep:65:8: a template has at most 64 outputs (bicep-too-large)`},
		},
		"lists in lists without end": {
			"output a array = " + strings.Repeat("[", 200) + "\n",
			[]string{`main.bicep:1:51: this is nested more than 100 levels deep (bicep-too-large)`},
		},
		"a template that doubles itself": {
			doubling(30),
			[]string{`main.bicep: the template is larger than 16 MiB (bicep-too-large)`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, findings(t, test.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func manyOutputs(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "output o%d int = 1\n", i)
	}
	return b.String()
}

// doubling makes variables that are written out where they are used, each twice in the next.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString(storage + "var a = s.properties\n")
	last := "a"
	for i := range n {
		next := "a" + strings.Repeat("a", i+1)
		b.WriteString("var " + next + " = { x: " + last + ", y: " + last + " }\n")
		last = next
	}
	return b.String() + "output o object = " + last + "\n"
}

func TestAFindingSaysWhatToWriteAndWhoElseTakesPart(t *testing.T) {
	t.Parallel()
	_, found, err := bicep.Compile(read("param location string\nparam Location string\noutput a string = loction\n"), "main.bicep")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.String())
	}
	want := []string{
		"main.bicep:1:7: nothing uses parameter \"location\" (bicep-unused)\n\tfix: use it or remove it",
		"main.bicep:2:7: there is a parameter \"location\" already (bicep-duplicate)\n\tsee: main.bicep:1:7",
		"main.bicep:3:19: there is no symbol \"loction\" (bicep-unknown-name)\n\tfix: write location",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAMainFileThatIsNotThereIsAFinding(t *testing.T) {
	t.Parallel()
	_, found, err := bicep.Compile(fstest.MapFS{}, "main.bicep")
	if err != nil || len(found) != 1 || found[0].String() != "main.bicep: there is no such file (bicep-module)" {
		t.Error(found, err)
	}
}
