#!/usr/bin/env bash
# What `make test` runs, in order of cost. Further arguments go to pytest.
set -euo pipefail
bin=.venv/bin
mkdir -p test-output
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
$bin/python -m lessonkit check
exec $bin/python -m pytest -q --nbval tests notebooks --ignore=tests/fixtures \
  --junit-xml=test-output/junit.xml --durations=10 "$@"
