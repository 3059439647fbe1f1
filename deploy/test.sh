#!/usr/bin/env bash
# What `make test` runs, in order of cost. Further arguments go to pytest.
#
#     bash deploy/test.sh --quick     what `make quick` runs: no browser, no whole course, nbval of changed notebooks only
#     bash deploy/test.sh --weekly    everything there is: also what the marker `weekly` keeps for long runs
set -euo pipefail
bin=.venv/bin
mkdir -p test-output
unset PYTHONDONTWRITEBYTECODE  # hundreds of processes import the kit: it is compiled once
if [ "${1:-}" = --quick ]; then
  shift
  set -- -m 'not browser and not course' "$@"
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    while IFS= read -r -d '' path; do
      if [ -s "$path" ]; then set -- "$path" "$@"; fi
    done < <(git -c core.fsmonitor=false ls-files -z --modified --others --exclude-standard -- 'notebooks/*.ipynb')
  else
    set -- notebooks "$@"  # nothing is known to be unchanged
  fi
elif [ "${1:-}" = --weekly ]; then
  shift
  set -- notebooks "$@"
else
  set -- notebooks -m 'not weekly' "$@"  # a later -m takes its place
fi
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
# Types and course at the same time: each keeps one core.
$bin/python -m mypy --no-error-summary &
types=$!
$bin/python -m lessonkit check
wait $types
# Two at once, in the order and the company that tests/scheduling.py gives them. A third found the cores busy.
exec $bin/python -m pytest -q -rfER -n 2 --dist loadfile --no-loadscope-reorder --nbval --ignore=tests/fixtures \
  --junit-xml=test-output/junit.xml --durations=10 tests "$@"
