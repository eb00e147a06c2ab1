module github.com/tenantry/tenantry/.ci/tools/bicepsyntax

go 1.26.0

require (
	github.com/tree-sitter-grammars/tree-sitter-bicep v1.1.0
	github.com/tree-sitter/go-tree-sitter v0.24.0
)

require github.com/mattn/go-pointer v0.0.1 // indirect
