package derive

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strconv"
	"strings"
)

// modelsFile holds the Go code that Kubernetes makes its OpenAPI document from.
const modelsFile = "pkg/generated/openapi/zz_generated.openapi.go"

// addEnums adds the enumerations to definitions. The published document has none
// (a field says "Possible enum values" in its prose only), but the code that it
// is made from does, one function for each type:
//
//	func schema_k8sio_api_core_v1_ServicePort(…)
//	  … Properties: map[string]spec.Schema{"protocol": {… Enum: []interface{}{"SCTP", "TCP", "UDP"} …
func addEnums(kubernetes fs.FS, definitions map[string]node) error {
	src, err := fs.ReadFile(kubernetes, modelsFile)
	if err != nil {
		return fmt.Errorf("read %s: %w", modelsFile, err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), modelsFile, src, parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("parse %s: %w", modelsFile, err)
	}
	found := make(map[string]*ast.FuncDecl)
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok {
			found[f.Name.Name] = f
		}
	}
	for name, schema := range definitions {
		short, isAPI := strings.CutPrefix(name, "io.k8s.api.")
		f, ok := found["schema_k8sio_api_"+strings.ReplaceAll(short, ".", "_")]
		properties, declared := schema["properties"].(node)
		if isAPI && ok && declared {
			addFieldEnums(f, properties)
		}
	}
	return nil
}

// addFieldEnums adds to each property the enumeration that f gives it, or gives
// the items of it.
func addFieldEnums(f *ast.FuncDecl, properties node) {
	ast.Inspect(f, func(n ast.Node) bool {
		field, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		schema, ok := properties[text(field.Key)].(node)
		if !ok {
			return true
		}
		if values := enumOf(field.Value); values != nil {
			if items, list := schema["items"].(node); list {
				schema = items
			}
			schema["enum"] = values
		}
		return false // what lies below is this field's
	})
}

// enumOf returns the values of the one Enum below n, nil where there is none.
func enumOf(n ast.Node) (values []any) {
	ast.Inspect(n, func(n ast.Node) bool {
		kv, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if key, ok := kv.Key.(*ast.Ident); !ok || key.Name != "Enum" {
			return true
		}
		list, ok := kv.Value.(*ast.CompositeLit)
		if !ok {
			return true
		}
		for _, v := range list.Elts {
			values = append(values, text(v))
		}
		return false
	})
	return values
}

// text returns the value of a string literal, empty for anything else.
func text(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}
