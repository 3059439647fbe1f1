"""Print every measurement of the course beside its goal: `python -m benchmarks [SECTION …]`.

Exits 1 when one falls short.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import browser, imports, lite, memory, notebooks, reading, rivals, sizes, stores

ROOT = Path(__file__).resolve().parent.parent
FOUND = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
LESSONS = [path for path in FOUND if not path.name.startswith("00")]
SECTIONS = {
    "sizes": lambda: sizes.measure(FOUND),
    "imports": lambda: imports.measure(ROOT, "01", "01-name-in-act"),
    "stores": lambda: stores.measure(ROOT),
    "browser": lambda: browser.measure(LESSONS[0].name),
    "memory": lambda: memory.measure([path.name for path in LESSONS[:5]]),
    "reading": lambda: reading.measure([LESSONS[0].stem, LESSONS[4].stem]),
    "rivals": rivals.measure,
    "lite": lambda: lite.measure(ROOT, LESSONS[0]),
    "notebooks": lambda: notebooks.measure(ROOT, LESSONS),
}


def main() -> int:
    """Measure the sections named, or all, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"one of {', '.join(SECTIONS)}; all by default")
    chosen = parser.parse_args().sections
    for name in chosen:
        if name not in SECTIONS:
            parser.error(f"no section {name!r}; there are {', '.join(SECTIONS)}")
    short = 0
    for name in chosen or SECTIONS:
        for result in SECTIONS[name]():
            short += result.verdict == "FALLS SHORT"
            print(result.line(), flush=True)
    return short > 0


if __name__ == "__main__":
    sys.exit(main())
