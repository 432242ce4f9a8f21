# Needs python3 (3.11 to 3.13), make and git; everything else goes into .venv: what users need from
# requirements-use.lock, what tests need besides from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
ENVIRONMENT := .venv/.complete
TESTED := .venv/.tested
# What `archbench report` is asked for: the demonstration. For yours: make report REPORT=path/to/stack
REPORT ?= infra/payments infra/migration -p outputs=recorded
OUT ?= out
SEED ?= 1
# What JupyterLab is asked for besides.
LAB ?=
COUNT ?= 2000
ROOM ?= cost
SAMPLE ?= 100

.DEFAULT_GOAL := help
.PHONY: help setup report test lint lab e2e record fuzz mutants bench lock clean

help: ## Show what can be made
	@$(PYTHON) -c 'import re; [print(f"  make {name:<8} {text}") for name, text in \
	  re.findall(r"(?m)^([a-z0-9]+):.*## (.*)", open("Makefile").read())]'

setup: $(TESTED) ## Make .venv with all that is needed here

report: $(ENVIRONMENT) ## Write OUT/report.html on REPORT (default: infra/payments beside infra/migration)
	$(BIN)/archbench report $(REPORT) -o $(OUT)

test: $(TESTED) ## Run every test whose tools are there, and tell of the others
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST)

lint: $(TESTED) ## Check style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

lab: $(ENVIRONMENT) ## Open JupyterLab on the project (in a container: make lab LAB=--ip=0.0.0.0)
	root=$$($(BIN)/python -c 'import os; print("--allow-root" * (os.geteuid() == 0))'); \
	  $(BIN)/jupyter lab notebooks/start.ipynb --ServerApp.root_dir=. $$root $(LAB)

e2e: $(TESTED) ## Apply infra/payments and five stacks that are measured to a local AWS stand-in (needs terraform)
	$(BIN)/python -m tests.e2e

record: $(TESTED) ## Record anew what the real terraform answers (needs terraform)
	$(BIN)/python -m tests.record
	$(BIN)/python -m tests.record_language
	$(BIN)/python -m tests.record_functions
	$(BIN)/python -m tests.record_configurations
	$(BIN)/python -m tests.record_generated

fuzz: $(TESTED) ## Compare COUNT generated expressions of SEED with the real terraform (needs terraform)
	$(BIN)/python -m tests.fuzz $(SEED) $(COUNT)

mutants: $(TESTED) ## Change SAMPLE places of ROOM, drawn by SEED, and tell which no test notices (docs/guides/mutants.md)
	$(BIN)/python -m tests.mutants $(ROOM) $(SAMPLE) $(SEED)

bench: $(TESTED) ## Measure, and print the tables of the docs
	@for file in benchmarks/*.py; do $(BIN)/python $$file || exit 1; done

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --extra setup --extra lab --extra pdf

lock: ## Resolve pyproject.toml anew into both locks (needs uv)
	$(COMPILE) --upgrade --extra fleet --extra voila --extra dev pyproject.toml -o requirements.lock
	$(COMPILE) --constraint requirements.lock pyproject.toml -o requirements-use.lock

clean: ## Remove everything made here
	rm -rf .venv $(OUT) dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

COUNTED = sum(line[:1].isalnum() for line in open("$<"))
# INSTALL and what follows: pip install ..., by uv where it is there.
INSTALL = $$(uv --version >/dev/null 2>&1 && echo "uv pip install --python $(BIN)/python --compile-bytecode" \
  || echo "$(BIN)/python -m pip install --disable-pip-version-check")

$(ENVIRONMENT): requirements-use.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "archbench needs Python 3.11 to 3.13: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@rm -rf .venv
	@$(PYTHON) -c 'print("Setting up .venv, once:", $(COUNTED), "packages of $<")'
	@uv venv --quiet --python $(PYTHON) .venv 2>/dev/null || $(PYTHON) -m venv .venv
	@$(INSTALL) --quiet --require-hashes -r requirements-use.lock
	@$(INSTALL) --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q lib
	@touch $@

$(TESTED): requirements.lock $(ENVIRONMENT)
	@$(PYTHON) -c 'print("Adding what the tests need, once: with it", $(COUNTED), "packages of $<")'
	@$(INSTALL) --quiet --require-hashes -r $<
	@touch $@
