# One word each. All of them work on a fresh clone with Python 3.11 or newer and make.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

HOURS := 1

# Tests make and delete hundreds of small sites: in memory, where there is room for them, in a fraction of the time.
ROOM := $(shell df -k /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 2000000 { print "TMPDIR=/dev/shm" }')
OPTIONS := --numprocesses auto --dist worksteal
PYTEST := $(ROOM) $(BIN)/python -m pytest $(OPTIONS)

DIST := dist

.PHONY: help site serve dist test test-long test-lowest soak check golden mutants bench bench-full clean

help:  ## list these words
	@sed -n 's/^\([a-z-]*\):.*##/  make \1 \t/p' $(MAKEFILE_LIST) | expand -t 20

site: $(READY)  ## build content/ into public/
	@$(BIN)/sitegen build || [ $$? -eq 4 ]  # 4: all but the stories with an error
	@echo "public/ holds the site. Look at it: make serve"

serve: $(READY)  ## show the site on this machine, and build again on every change
	@$(BIN)/sitegen serve

dist: $(READY)  ## make the wheel and the sdist, in dist/
	@rm -rf $(DIST)
	@$(BIN)/python -m build --no-isolation --outdir $(DIST)

test: $(READY)  ## run the tests
	@$(PYTEST) -m "not long"

test-long: $(READY)  ## what takes minutes: hundreds of faults, long random sequences, other Pythons, lowest versions
	@HYPOTHESIS_PROFILE=long $(PYTEST) -m "long or hypothesis"
	@$(ROOM) .ci/other_pythons $(VENV)
	@$(MAKE) --no-print-directory test-lowest

soak: $(READY)  ## try hostile sources for an hour; for longer: make soak HOURS=8
	@$(BIN)/python -m tests.hostile.fuzz --hours $(HOURS)

test-lowest: $(READY)  ## run the tests with the lowest versions that pyproject.toml allows
	@$(BIN)/python .ci/lowest_versions.py > $(VENV)/lowest.txt
	@PYTHON=python3.11 .ci/venv $(VENV)-lowest $(VENV)/lowest.txt
	@$(ROOM) $(VENV)-lowest/bin/python -m pytest $(OPTIONS) -m "not long"

check: $(READY)  ## style, types, and which room imports which
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

golden: $(READY)  ## write the golden files of the tests anew; read the difference
	@$(ROOM) $(BIN)/python -m tests.golden

mutants: $(READY)  ## break the code in hundreds of places and see which faults the tests catch (an hour)
	@$(BIN)/python -m tests.mutants.run

bench: $(READY)  ## measure, beside another generator (a few minutes)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@$(BIN)/python -m benchmarks.run

bench-full: $(READY)  ## measure with a million stories
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@$(BIN)/python -m benchmarks.run --full

clean:  ## delete what was built and installed here
	rm -rf public .public.staging .sitegen $(DIST) $(VENV) $(VENV)-lowest $(VENV)-3.* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The stamp is newer than everything that decides what is installed, so a second run starts at once.
$(READY): pyproject.toml requirements-dev.lock sitegen/__init__.py .ci/venv
	@.ci/venv $(VENV)
	@touch $@
