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
# A mirror that pip is told to use is used by uv as well; so are the certificates that the machine trusts.
UV_DEFAULT_INDEX ?= $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
ifneq ($(strip $(UV_DEFAULT_INDEX)),)
export UV_DEFAULT_INDEX
endif
INSTALL = $(BIN)/uv pip install --system-certs --quiet --python $(BIN)/python
LOCK = $(BIN)/uv pip compile --system-certs --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.PHONY: help setup site assets test-setup check format pictures docs test bench demo lock clean

help:  ## List the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready assets  ## Make .venv with everything builders need, and the browser files.

site: $(VENV)/.site assets  ## Make .venv with what a site needs, and the browser files.

$(VENV)/.site: requirements/install.txt requirements/base.txt requirements/node.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更高版本，请先安装，或用 make PYTHON=… 指定。")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/install.txt
	$(INSTALL) --require-hashes -r requirements/base.txt
	command -v npm >/dev/null || $(INSTALL) --require-hashes -r requirements/node.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.ready: $(VENV)/.site requirements/dev.txt
	$(INSTALL) --require-hashes -r requirements/dev.txt
	touch $@

assets: node_modules/.ready  ## Copy the built browser files and the letters' bold face into the package.
	$(BIN)/python -m quancheng.ops.assets node_modules

node_modules/.ready: package.json package-lock.json | $(VENV)/.site
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	touch $@

test-setup: setup  ## Install Chromium, Chinese fonts and PostgreSQL where they are missing.
	bash .ci/test-setup

check: setup  ## Format, lint, types, layer contracts, templates, drift of generated documents.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/quancheng docs --check

format: setup  ## Rewrite code in the house format.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: test-setup  ## Take the pictures of the README again.
	$(BIN)/pytest -n 0 -q tests/browser/gallery/test_readme_pictures.py
	$(BIN)/python -m tests.browser.gallery.keep docs/images

docs: setup  ## Regenerate the reference documents that come from the code.
	$(BIN)/quancheng docs

test: test-setup check  ## Everything: checks, conformance on a server's PostgreSQL, the suite.
	rm -f .coverage .coverage.*
	bash .ci/server $(BIN)/pytest -n $(WORKERS) -m conformance -q --cov --cov-report=
	$(BIN)/pytest -n $(WORKERS) --cov --cov-append --cov-report= --complete $(PYTEST_ARGS)

bench: setup  ## Measure speed and scale; writes docs/reference/benchmarks.md.
	$(INSTALL) --require-hashes -r requirements/bench.txt
	$(BIN)/python -m bench

demo: site  ## Open the demonstration county (DAYS=60 for a longer history).
	$(BIN)/quancheng demo --days $(DAYS)

lock:  ## Lock the requirements again from pyproject.toml and the .in files (after make setup).
	cd requirements && ../$(LOCK) install.in -o install.txt
	cd requirements && ../$(LOCK) ../pyproject.toml -o base.txt
	cd requirements && for name in dev bench; do ../$(LOCK) -c base.txt ../pyproject.toml $$name.in -o $$name.txt; done
	cd requirements && ../$(LOCK) node.in -o node.txt
	npm install --package-lock-only --ignore-scripts

clean:  ## Remove what was built, keep the data.
	rm -rf $(VENV) node_modules src/quancheng/web/ui/static/vendor .mypy_cache .ruff_cache .pytest_cache
