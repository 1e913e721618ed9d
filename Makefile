# Every target does its own set-up: a machine with Node 20, npm, git, make and apt is enough.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := node_modules/.bin
RUN := $(BIN)/jiti
INSTALLED := node_modules/.installed-lock
# Folders count as well: removing a file changes only the folder it was in.
SOURCES := $(shell find src)
DECLARATIONS := lib/index.d.ts

# TOOLS=path uses the programs on PATH; anything else fetches them into .tools.
TOOLS ?= fetch
ifeq ($(TOOLS),path)
export SIGHTLINE_TOOLS := path
endif

PROMETHEUS_PACKAGES := promtool prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter
EXPORTER_PACKAGES := prometheus-postgres-exporter prometheus-redis-exporter prometheus-mysqld-exporter \
  prometheus-nginx-exporter prometheus-elasticsearch-exporter prometheus-pushgateway prometheus-process-exporter
SERVER_PACKAGES := redis-server postgresql postgresql-client nginx mariadb-server-core chromium-headless-shell

PROGRAMS := promtool amtool prometheus alertmanager blackbox_exporter node_exporter kubectl
FULL_PROGRAMS := postgres_exporter redis_exporter mysqld_exporter nginx_exporter elasticsearch_exporter pushgateway \
  process_exporter redis-server postgres initdb psql nginx mariadbd mariadb-install-db chromium-headless-shell

.PHONY: help
help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- set-up -----------------------------------------------------------------------------------------------------

# Keyed on the content of the lock file: a fresh checkout of the same content installs nothing.
$(INSTALLED): package-lock.json
	@if ! cmp -s package-lock.json $@; then npm ci --no-audit --no-fund --loglevel=error < /dev/null; cp package-lock.json $@; fi
	@touch $@

.PHONY: install
install: $(INSTALLED) ## install the npm packages of the lock file

.PHONY: tools
tools: ## fetch promtool, amtool and the servers that `make test` uses (TOOLS=path: use those on PATH)
ifeq ($(TOOLS),path)
	@scripts/find-tools.sh $(PROGRAMS)
else
	@scripts/fetch-tools.sh trixie .tools $(PROMETHEUS_PACKAGES) kubectl
endif

.PHONY: tools-full
tools-full: tools ## also fetch the exporters with their servers and a headless browser
ifeq ($(TOOLS),path)
	@scripts/find-tools.sh $(FULL_PROGRAMS)
else
	@scripts/fetch-tools.sh trixie .tools $(EXPORTER_PACKAGES)
	@scripts/fetch-tools.sh --with-libraries system .tools $(SERVER_PACKAGES)
endif

.PHONY: tools-newest
tools-newest: ## fetch the newest Prometheus, Alertmanager and exporters (Debian sid, moving) into .tools/newest
	@scripts/fetch-tools.sh sid .tools/newest $(PROMETHEUS_PACKAGES) kubectl

# --- build ------------------------------------------------------------------------------------------------------

lib/cli/main.js: $(SOURCES) scripts/build.ts package.json $(INSTALLED)
	@$(RUN) scripts/build.ts

$(DECLARATIONS): $(SOURCES) tsconfig.json tsconfig.build.json $(INSTALLED)
	@mkdir -p lib && find lib -name '*.d.ts' -delete
	@$(BIN)/tsc -p tsconfig.build.json
	@touch $@

.PHONY: build
build: lib/cli/main.js $(DECLARATIONS) ## compile src/ to lib/: JavaScript and type declarations

.PHONY: synth
synth: lib/cli/main.js ## render the reference stack into dist/, rules/ and dashboards/
	@node lib/cli/main.js synth examples/reference/index.ts --out .

.PHONY: docs
docs: $(INSTALLED) ## render docs/diagnostics.md and docs/integrations.md from their registries
	@$(RUN) scripts/render-docs.ts

# --- proof ------------------------------------------------------------------------------------------------------

.PHONY: lint lint-style lint-types
lint: lint-style lint-types ## check format, lint rules and types
# Git's list of ignored folders keeps the linter out of the fetched tools.
lint-style: $(INSTALLED)
	@$(BIN)/biome check --error-on-warnings --vcs-enabled=true --vcs-client-kind=git --vcs-use-ignore-file=true
lint-types: $(INSTALLED)
	@$(BIN)/tsc -p tsconfig.json
	@$(BIN)/tsc -p tsconfig.client.json

.PHONY: test
test: $(INSTALLED) tools build ## lint, then every test but the long ones (below 4 minutes)
	@$(RUN) scripts/test.ts lint unit external e2e

.PHONY: test-unit test-external test-e2e
test-unit: $(INSTALLED) ## unit and golden tests only
	@$(RUN) scripts/test.ts unit
test-external: $(INSTALLED) tools ## checks with promtool, amtool and kubectl only
	@$(RUN) scripts/test.ts external
test-e2e: $(INSTALLED) tools build ## the short run with real servers only
	@$(RUN) scripts/test.ts e2e

.PHONY: test-latest
test-latest: $(INSTALLED) tools-newest build ## the static checks and the short run, with the newest tools
	@$(RUN) scripts/test.ts external-newest e2e-newest

.PHONY: test-full
test-full: $(INSTALLED) tools-full tools-newest build ## everything: `make test`, the long tests, the newest tools
	@$(RUN) scripts/test.ts lint unit external e2e $(if $(wildcard test/full/*.test.ts),full) external-newest e2e-newest dashboards-newest

.PHONY: bench
bench: $(INSTALLED) build ## measure speed and memory: every bench/*.ts
	@$(RUN) scripts/bench.ts

# --- tidy -------------------------------------------------------------------------------------------------------

.PHONY: clean
clean: ## remove what was built; keeps the npm packages and the fetched tools
	rm -rf lib .cache coverage

.PHONY: distclean
distclean: clean ## remove everything that make can bring back
	rm -rf .tools node_modules
