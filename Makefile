# Quancheng: `make setup`, `make demo`, `make check`, `make test`, `make bench`.
# The recipes are thin; the work is in .venv/bin/quancheng and in ops/.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DAYS ?= 10
WORKERS ?= 2
PYTEST_ARGS ?=
# A mirror that pip is told to use is used by uv as well.
UV_DEFAULT_INDEX ?= $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
ifneq ($(strip $(UV_DEFAULT_INDEX)),)
export UV_DEFAULT_INDEX
endif
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.PHONY: help setup assets test-setup check format docs test bench demo lock clean

help:  ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready assets  ## Make .venv, install the locked packages and the browser files.

$(VENV)/.ready: requirements/uv.txt requirements/dev.txt requirements/node.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更高版本，请先安装，或用 make PYTHON=… 指定。")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	command -v npm >/dev/null || $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/node.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

assets: node_modules/.ready  ## Copy the built browser files into the static folder.
	$(BIN)/python -m quancheng.ops.assets node_modules

node_modules/.ready: package.json package-lock.json | $(VENV)/.ready
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	touch $@

test-setup: setup  ## Install Chromium, Chinese fonts and PostgreSQL where they are missing.
	bash .ci/test-setup

check: setup  ## Format, lint, types, layer contracts, templates, drift of generated documents.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --check --lint --quiet
	$(BIN)/quancheng docs --check

format: setup  ## Rewrite code and templates in the house format.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint src --reformat --quiet

docs: setup  ## Regenerate the reference documents that come from the code.
	$(BIN)/quancheng docs

test: test-setup check  ## Everything that must be green before a commit.
	$(BIN)/pytest -n $(WORKERS) --cov $(PYTEST_ARGS)

bench: setup  ## Measure speed and scale; writes docs/reference/benchmarks.md.
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/bench.txt
	$(BIN)/python -m bench

demo: setup  ## Open the demonstration county (DAYS=60 for a longer history).
	$(BIN)/quancheng demo --days $(DAYS)

lock: $(VENV)/.ready  ## Lock the requirements again from the .in files.
	cd requirements && ../$(LOCK) uv.in -o uv.txt
	cd requirements && ../$(LOCK) ../pyproject.toml -o base.txt
	cd requirements && for name in dev bench; do ../$(LOCK) -c base.txt ../pyproject.toml $$name.in -o $$name.txt; done
	cd requirements && ../$(LOCK) node.in -o node.txt
	npm install --package-lock-only --ignore-scripts

clean:  ## Remove what was built, keep the data.
	rm -rf $(VENV) node_modules src/quancheng/web/ui/static/vendor .mypy_cache .ruff_cache .pytest_cache
