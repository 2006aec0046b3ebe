# A newcomer needs two of these: `make run` and `make test`.

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The first of these that is Python 3.11 or newer; `make run PYTHON=…` names another.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p $(NEW_ENOUGH) 2>/dev/null && echo $$p && break; done)

.PHONY: help run test check format eval venv clean

help:
	@echo 'make run     set up, ingest the samples, serve http://127.0.0.1:8000'
	@echo 'make test    everything that CI checks'
	@echo 'make check   the same: ruff, mypy, pytest'
	@echo 'make format  let ruff lay out the code'
	@echo 'make eval    the scorecard on the evaluation cases'
	@echo 'make venv    the development environment alone'
	@echo 'make clean   remove the environment and the caches (your data stays)'

run: $(VENV)/run.stamp
	$(BIN)/fazhi ingest samples
	$(BIN)/fazhi serve

test: check

check: venv
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

format: venv
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: venv
	$(BIN)/python -m eval

venv: $(VENV)/dev.stamp

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/run.stamp

$(VENV)/bin/pip:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed and was not found.' \
		'If it has another name: make run PYTHON=/path/to/python' >&2; exit 1; }
	@$(PYTHON) $(NEW_ENOUGH) || { echo '$(PYTHON) is not Python 3.11 or newer.' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
