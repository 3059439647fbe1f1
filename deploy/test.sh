#!/usr/bin/env bash
# What `make test` runs, in order of cost. Further arguments go to pytest.
#
#     bash deploy/test.sh --quick    what `make quick` runs: no browser, and nbval of changed notebooks only
set -euo pipefail
bin=.venv/bin
mkdir -p test-output
if [ "${1:-}" = --quick ]; then
  shift
  set -- -m 'not browser' "$@"
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    while IFS= read -r -d '' path; do
      if [ -s "$path" ]; then set -- "$path" "$@"; fi
    done < <(git -c core.fsmonitor=false ls-files -z --modified --others --exclude-standard -- 'notebooks/*.ipynb')
  else
    set -- notebooks "$@"  # nothing is known to be unchanged
  fi
else
  set -- notebooks "$@"
fi
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
$bin/python -m mypy --no-error-summary
$bin/python -m lessonkit check
# Two at once, in the order and the company that tests/scheduling.py gives them.
exec $bin/python -m pytest -q -rfER -n 2 --dist loadfile --no-loadscope-reorder --nbval --ignore=tests/fixtures \
  --junit-xml=test-output/junit.xml --durations=10 tests "$@"
