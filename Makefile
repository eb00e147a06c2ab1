# Everything that people run here. "make" alone lists it.
.DEFAULT_GOAL := help
.PHONY: help build test lint render check demo lab e2e bench fuzz golden ci

GO      ?= go
LINT    := $(GO) tool -modfile=$(CURDIR)/.ci/tools/golangci/go.mod golangci-lint run --config $(CURDIR)/.golangci.yaml
FUZZ    ?= 20s
PROGRAM := bin/tenantry
# The packages that start goroutines, or hold what several use: the race detector looks at these, but not at the
# hundreds of processes that one test kills.
CONCURRENT := ./cmd/demo ./generator/build ./generator/load ./generator/render ./generator/render/azure ./generator/repo \
	./generator/worktree

help: ## list the targets
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

build: ## build bin/tenantry
	@mkdir -p bin
	$(GO) build -trimpath -o $(PROGRAM) ./cmd/tenantry

test: ## every test but e2e (two minutes with a warm build cache)
	$(GO) test ./...
	$(GO) test -race -skip '^TestKilled' $(CONCURRENT)

lint: ## golangci-lint on both modules, actionlint on the workflows
	$(LINT) ./...
	cd e2e && $(LINT) ./...
	$(GO) tool -modfile=.ci/tools/actionlint/go.mod actionlint .github/workflows/*.yaml

render: build ## make the rendered folders equal to what the files say
	$(PROGRAM) render

check: build ## prove that the rendered folders are current and right
	$(PROGRAM) validate
	$(PROGRAM) render --check
	$(PROGRAM) check

demo: build ## a new fleet, a new tenant, its plan and its pull request, in a temporary folder
	@docs/demo.sh $(CURDIR)/$(PROGRAM)

lab: ## two clusters, Flux and a forge on this machine, until interrupted (first build: about 20 minutes)
	cd e2e && $(GO) run ./cmd/lab -fleet ..

e2e: ## the proof on real parts (first build: about 20 minutes, then about 12)
	cd e2e && $(GO) run ./cmd/lab -prepare
	cd e2e && $(GO) test $$($(GO) list ./... | grep -v '/e2e$$')
	cd e2e && $(GO) test -count=1 -timeout 30m -v .

bench: ## the figures of docs/benchmarks.md
	$(GO) test -run '^$$' -bench . -benchmem ./generator/...

fuzz: ## each fuzz target for $(FUZZ)
	@for f in $$(grep -rl '^func Fuzz' --include=*_test.go generator cmd); do \
	  for t in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$f); do \
	    echo "$$(dirname $$f) $$t"; \
	    $(GO) test -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZ) -fuzzminimizetime 10x ./$$(dirname $$f) || exit 1; \
	  done; done

golden: ## accept what the tests render now
	$(GO) test ./generator ./generator/review -update

ci: ## what the continuous integration runs
	.ci/run
