package check_test

import "github.com/tenantry/tenantry/generator/diag"

// bootstrapMistakes are mistakes in what starts Flux where no extension does.
func bootstrapMistakes() map[string]mistake {
	const sync = "clusters/prod-weu/bootstrap/sync.yaml"
	return map[string]mistake{
		"an unknown field of the fleet's source": {
			file: sync,
			old:  "  interval: 1m\n",
			new:  "  interval: 1m\n  intervall: 1m\n",
			want: diag.List{{
				Pos:     diag.Pos{File: sync, Line: 4, Col: 1},
				Code:    "not-accepted",
				Message: "GitRepository/flux-system/fleet: spec.intervall: unknown field",
				Fix:     "write what the API of source.toolkit.fluxcd.io/v1 GitRepository allows",
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"an account that Flux does not bring": {
			file: sync,
			old:  "kustomize-controller",
			new:  "kustomise-controller",
			want: diag.List{{
				Pos:  diag.Pos{File: sync, Line: 17, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/flux: spec.serviceAccountName: " +
					"ServiceAccount/flux-system/kustomise-controller does not exist on this cluster",
				Fix:  `write "kustomize-controller"`,
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a root that does not exist": {
			file: sync,
			old:  "path: ./clusters/prod-weu/flux",
			new:  "path: ./clusters/prod-weu/flux-system",
			want: diag.List{{
				Pos:  diag.Pos{File: sync, Line: 17, Col: 1},
				Code: "dangling-reference",
				Message: "Kustomization/flux-system/flux: spec.path: " +
					"the folder clusters/prod-weu/flux-system does not exist",
				Fix:  "name a folder of this repository that holds objects",
				Seen: []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
		"a file that is no YAML": {
			file: sync,
			old:  "spec:\n",
			new:  "spec: [\n",
			want: diag.List{{
				Pos:     diag.Pos{File: sync, Line: 8, Col: 1},
				Code:    "does-not-build",
				Message: "this cannot be applied: did not find expected ',' or ']'",
				Fix:     `mend the file, or run "tenantry render" to write it anew`,
				Seen:    []diag.Pos{{File: "clusters/fleet.yaml"}},
			}},
		},
	}
}
