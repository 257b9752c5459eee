# One front door: every task, on a fresh machine with Python 3.11, git and make.
PYTHON ?= python3.11
# A machine may call it python3 only.
PYTHON := $(shell command -v $(PYTHON) 2>/dev/null || command -v python3)
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/ready
SEED ?= 2026

.PHONY: help demo test test-fast check format golden bench lock docs clean

help: ## what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Saferplan needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

demo: $(READY) ## a made-up county and a year of its partnership, served on this machine at port 8000
	$(RUN)/saferplan demo --seed $(SEED)

test: $(READY) ## every test
	$(RUN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

test-postgres: $(READY) ## the records' tests on PostgreSQL: on the server DATABASE_URL names, else on one of its own
	$(RUN)/python tests/on_postgres.py --numprocesses 2 --dist loadfile --no-loadscope-reorder -m "records and not slow"

test-fast: $(READY) ## the tests that take no browser and no whole main job
	$(RUN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder -m "not slow and not browser"

check: $(READY) ## style, types and the import contracts
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	SAFERPLAN_HOME=$(CURDIR)/.mypy_cache/home $(RUN)/mypy
	$(RUN)/lint-imports --no-cache

format: $(READY) ## put the code in its form
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

golden: $(READY) ## take the made-up assessment's new words: read the difference before committing it
	PYTHONPATH=tests $(RUN)/python tests/assessment/test_golden.py

bench: $(READY) ## time and memory, beside peers, in one run
	$(RUN)/python -m bench

docs: $(READY) ## write again the parts of the documents that are generated
	$(RUN)/python docs/generate.py

lock: $(READY) ## pin every dependency again, with hashes
	$(RUN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev --upgrade --quiet --custom-compile-command "make lock" pyproject.toml -o requirements.lock

clean: ## remove what was made here
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
