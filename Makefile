# One word each. All of them work on a fresh clone with Python 3.11 or newer and make.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help site serve test check bench bench-full clean

help:  ## list these words
	@sed -n 's/^\([a-z-]*\):.*##/  make \1 \t/p' $(MAKEFILE_LIST) | expand -t 18

site: $(READY)  ## build content/ into public/
	@$(BIN)/sitegen build
	@echo "public/ holds the site. Look at it: make serve"

serve: $(READY)  ## show the site on this machine, and build again on every change
	@$(BIN)/sitegen serve

test: $(READY)  ## run the tests
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(READY)  ## style, types, and which room imports which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY)  ## measure, beside another generator (a few minutes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@$(BIN)/python -m benchmarks.run

bench-full: $(READY)  ## measure with a million stories
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@$(BIN)/python -m benchmarks.run --full

clean:  ## delete what was built and installed here
	rm -rf public .public.staging .sitegen $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The stamp is newer than everything that decides what is installed, so a second run starts at once.
$(READY): pyproject.toml requirements-dev.lock sitegen/__init__.py .ci/venv
	@.ci/venv $(VENV)
	@touch $@
