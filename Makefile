# The two commands of README.md are `make lab` and `make test`; the rest serves them.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
# The first Python from 3.11 to 3.14 that this machine has; PYTHON=… names another.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
PYTHON ?= $(shell for p in python3 python python3.13 python3.12 python3.14 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c '$(FITS)' >/dev/null 2>&1 && echo $$p && break; done)
NEEDS := This course needs Python 3.11, 3.12, 3.13 or 3.14
GET := Install one from python.org or with `uv python install 3.13` and try again, or name one that you have with PYTHON=…
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-input --compile
LAB_ARGS ?=
# Jupyter refuses to run as root unless told; in a container there is often nobody else.
ROOT_TOO := $(if $(filter 0,$(shell id -u)),--allow-root)
TEST_ARGS ?=
SITE_ARGS ?=
LITE_ARGS ?=
HUB := .venv-hub
HUB_ARGS ?=

.PHONY: help lab test quick weekly lite site hub hub-load web docs run benchmarks lock clean
help:
	@printf '%s\n' 'make lab         open the course in JupyterLab (LAB_ARGS=--no-browser on a machine without a screen)' \
		'make test        everything that CI runs' \
		'make quick       the same without a browser or a whole course, and nbval of changed notebooks only' \
		'make weekly      make test, and every lesson in each interface, on a phone and in Firefox too (long)' \
		'make lite        build the course as a site without a server' \
		'make site        build the reading site: pages for any web server (SITE_ARGS=--help)' \
		'make hub         start a hub for a class on this machine; deploy/jupyterhub/README.md first' \
		'make hub-load    thirty students at once on such a hub, and 200 readers of the site (HUB_ARGS=--help)' \
		'make web         check, join and squeeze the parts of lessonkit/web into what a lesson carries' \
		'make docs        write the pages that are made from data and docstrings' \
		'make run         execute the notebooks and store their outputs' \
		'make benchmarks  measure speed and size' 'make lock        compile the requirements from pyproject.toml' \
		'make clean       remove the environment and caches'

lab: $(VENV)/lab.ready
	@$(BIN)/python deploy/lab.py $(ROOT_TOO) $(LAB_ARGS)

# `weekly` is the same and the long tests too, one of them on a hub.
weekly: $(HUB)/ready
test weekly: $(VENV)/test.ready
	@bash deploy/chromium.sh
	@$(if $(filter weekly,$@),bash deploy/firefox.sh)
	@$(BIN)/python deploy/lite --fetch $(LITE_ARGS)
	@bash deploy/test.sh $(if $(filter weekly,$@),--weekly) $(TEST_ARGS)

quick: $(VENV)/test.ready
	@bash deploy/test.sh --quick $(TEST_ARGS)

lite: $(VENV)/test.ready
	@$(BIN)/python deploy/lite $(LITE_ARGS)

# Pages need less than tests do: in an environment of its own where requirements-site.txt is all that is installed, call
# the script itself.
site: $(VENV)/test.ready
	@$(BIN)/python deploy/site/build.py $(SITE_ARGS)

hub: $(HUB)/ready
	@$(HUB)/bin/jupyterhub --config deploy/jupyterhub/jupyterhub_config.py $(HUB_ARGS)

hub-load: $(HUB)/ready site
	@$(HUB)/bin/python deploy/jupyterhub/load.py $(HUB_ARGS)

web: $(VENV)/test.ready
	@$(BIN)/python deploy/build_web.py

docs: $(VENV)/test.ready
	@$(BIN)/python -m lessonkit dictionary
	@$(BIN)/python -m lessonkit.author.kit_page
	@$(BIN)/python -m lessonkit.author.bank_schema

run: $(VENV)/test.ready
	@$(BIN)/python -m lessonkit run

benchmarks: $(VENV)/test.ready
	@$(BIN)/python -m benchmarks

lock: $(VENV)/test.ready
	@$(BIN)/python deploy/lock.py

clean:
	rm -rf $(VENV) $(HUB) .pytest_cache .ruff_cache .mypy_cache .hypothesis test-output build dist

# One environment; the tests' packages contain the students'.
$(VENV)/bin/python:
	@$(if $(PYTHON),,echo '$(NEEDS): none is here. $(GET)' >&2; exit 1)
	@"$(PYTHON)" -c '$(FITS)' || { echo '$(NEEDS): PYTHON names another, or none. $(GET)' >&2; exit 1; }
	@echo 'Making the environment in $(VENV) (about a minute) …'
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/%.ready: requirements.txt requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r $(if $(filter test,$*),requirements-dev.txt,requirements.txt)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The hub, its students' servers and the proxy from npm, with the settings and the fonts that lessons ask for.
$(HUB)/ready: requirements-hub.txt $(wildcard deploy/jupyterhub/package*.json) pyproject.toml
	@command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || \
		{ echo 'The proxy of the hub needs Node.js 20 or newer, with npm. Install it and try again' >&2; exit 1; }
	@"$(PYTHON)" -m venv $(HUB)
	@$(subst $(BIN),$(HUB)/bin,$(PIP)) --require-hashes -r requirements-hub.txt
	@$(subst $(BIN),$(HUB)/bin,$(PIP)) --no-deps --no-build-isolation --editable .
	@mkdir -p $(HUB)/proxy && cp deploy/jupyterhub/package*.json $(HUB)/proxy/
	@npm ci --prefix $(HUB)/proxy --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	@MPLCONFIGDIR=$(HUB)/matplotlib $(HUB)/bin/python deploy/prepare.py
	@touch $@
