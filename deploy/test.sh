#!/usr/bin/env bash
# What `make test` runs, in order of cost. Further arguments go to pytest.
set -euo pipefail
bin=.venv/bin
mkdir -p test-output
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
$bin/frictionless validate data/datapackage.json >test-output/frictionless.txt || { tail -n 40 test-output/frictionless.txt; exit 1; }
$bin/lessonkit check
exec $bin/python -m pytest -q -p tests.nbval_plugin --nbval tests notebooks --ignore=tests/fixtures \
  --junit-xml=test-output/junit.xml --durations=10 "$@"
