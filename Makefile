# The two commands of README.md are `make lab` and `make test`; the rest serves them.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# The first Python from 3.11 to 3.13 that this machine has; PYTHON=… names another.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for p in python3 python python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c '$(FITS)' >/dev/null 2>&1 && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-input --compile
LAB_ARGS ?=
# Jupyter refuses to run as root unless told; in a container there is often nobody else.
ROOT_TOO := $(if $(filter 0,$(shell id -u)),--allow-root)
TEST_ARGS ?=

.PHONY: help lab test lite web run benchmarks lock clean
help:
	@printf '%s\n' 'make lab         open the course in JupyterLab (LAB_ARGS=--no-browser on a machine without a screen)' \
		'make test        everything that CI runs' \
		'make lite        build the course as a site without a server' \
		'make web         squeeze the parts of lessonkit/web into what a lesson carries' 'make run         execute the notebooks and store their outputs' \
		'make benchmarks  measure speed and size' 'make lock        compile the requirements from pyproject.toml' \
		'make clean       remove the environment and caches'

lab: $(VENV)/lab.ready
	@$(BIN)/python deploy/prepare.py
	@echo 'JupyterLab prints its address below; Ctrl-C ends it.'
	@$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb $(ROOT_TOO) $(LAB_ARGS)

test: $(VENV)/test.ready
	@bash deploy/chromium.sh
	@$(BIN)/python deploy/lite.py --fetch
	@bash deploy/test.sh $(TEST_ARGS)

lite: $(VENV)/test.ready
	@$(BIN)/python deploy/lite.py

web: $(VENV)/test.ready
	@$(BIN)/python deploy/build_web.py

run: $(VENV)/test.ready
	@$(BIN)/lessonkit run

benchmarks: $(VENV)/test.ready
	@$(BIN)/python -m benchmarks

lock: $(VENV)/test.ready
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python deploy/lock.py

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis test-output build dist

# One environment; the tests' packages contain the students'.
$(VENV)/bin/python:
	@$(if $(PYTHON),,$(error This course needs Python 3.11, 3.12 or 3.13: install one of them, or name it with PYTHON=…))
	@$(PYTHON) -c '$(FITS)' || { echo 'This course needs Python 3.11, 3.12 or 3.13: $(PYTHON) is another; name one of them with PYTHON=…' >&2; exit 1; }
	@echo 'Making the environment in $(VENV) (about a minute) …'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/%.ready: requirements.txt requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r $(if $(filter test,$*),requirements-dev.txt,requirements.txt)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
