"""Print every measurement of the course beside its goal: `python -m benchmarks`. Exits 1 when one falls short."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import browser, imports, notebooks, sizes

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure, print, and return the exit code."""
    found = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    lessons = [path for path in found if not path.name.startswith("00")]
    results = []
    for part in (
        lambda: sizes.measure(found),
        lambda: imports.measure(ROOT, "01", "01-name-in-act"),
        lambda: browser.measure(ROOT, lessons[0].name),
        lambda: notebooks.measure(ROOT, lessons),
    ):
        for result in part():
            results.append(result)
            print(result.line(), flush=True)
    return any(result.verdict == "FALLS SHORT" for result in results)


if __name__ == "__main__":
    sys.exit(main())
