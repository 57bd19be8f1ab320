# Everything a newcomer needs: `make demo` and `make test` each work alone with only Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check browser nightly bench clean help

help:
	@echo "make demo     install, compile once, simulate Liberia 2003 and write a report"
	@echo "make test     install and run the tests (under 5 minutes)"
	@echo "make check    lint, types, layers"
	@echo "make browser  what a visitor of the dashboard does, in a real browser (needs Debian's chromium)"
	@echo "make nightly  the long proofs"
	@echo "make bench    speed and memory beside peers (five minutes on an idle machine)"

# Asked for another Python than the environment has, it would be a lie to go on with the old one.
ifneq ($(MAKECMDGOALS),clean)
ifeq ($(origin PYTHON),command line)
HELD := $(shell test -x $(BIN)/python && $(BIN)/python -V)
ifneq ($(HELD),)
ifneq ($(HELD),$(shell $(PYTHON) -V 2>&1))
$(error $(VENV) holds $(HELD), not $(PYTHON); call make clean first, or make VENV=.venvs/other PYTHON=$(PYTHON))
endif
endif
endif
endif

# A stamp per requirements file: installing is done once, and again when the file changes.
# Nothing is compiled to bytecode ahead of its first import: most of it never is imported.
$(VENV)/core: requirements/core.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and 'ssrsim needs Python 3.11 to 3.13; call make PYTHON=python3.12, say')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/core.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/browser: requirements/browser.txt $(VENV)/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements/browser.txt
	@touch $@

demo: $(VENV)/core
	$(BIN)/ssrsim run

# Two workers share the tests; the model is compiled before, or both would do it.
test: $(VENV)/dev
	$(BIN)/python -c "import ssrsim, ssrsim.lab.ensemble as lab; lab.compile_model(ssrsim.load_scenario())"
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

# One after the other: how quickly the page answers is measured.
browser: $(VENV)/browser
	SSRSIM_BROWSER=needed $(BIN)/python -m pytest tests/browser

nightly: $(VENV)/browser
	SSRSIM_KILLS=300 SSRSIM_VISITORS=50 SSRSIM_BROWSER=needed $(BIN)/python -m pytest -m "slow or not slow"

# One line alone: .venv/bin/python -m benchmarks mesa_twin
bench: $(VENV)/core
	$(BIN)/python -m benchmarks --write

clean:
	rm -rf $(VENV) .venvs dist build outputs .pytest_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks
