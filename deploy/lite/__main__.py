"""The command line: `python deploy/lite --help`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

if not __package__:  # called by its folder
    sys.path[:1] = [str(folder) for folder in Path(__file__).resolve().parents[1:3]]

from lessonkit.errors import CourseError
from lite import carrier, course_site

ROOT = Path(__file__).resolve().parents[2]
CONTENTS = ("data", "notebooks")


def main() -> None:
    """Build this course's site, or fetch what it needs."""
    parser = argparse.ArgumentParser(prog="python deploy/lite", description="Build the course without a server.")
    parser.add_argument("--fetch", action="store_true", help="download what the site needs, and build nothing")
    parser.add_argument("--reading", default="", help="where `make site` stands, seen from this site's first page")
    parser.add_argument(
        "--pyodide", type=Path, metavar="FOLDER", help="a folder with Pyodide, where it cannot be downloaded"
    )
    parser.add_argument(
        "--pin", type=Path, metavar="FOLDER", help="write pyodide.json from a folder with another version of Pyodide"
    )
    options = parser.parse_args()
    try:
        if options.pin:
            carrier.pin(options.pin)
            return
        if options.pyodide:
            carrier.keep(options.pyodide, carrier.WHEELHOUSE)
        if options.fetch:
            carrier.download(carrier.WHEELHOUSE)
        else:
            _build(options.reading)
    except CourseError as fault:
        raise SystemExit(str(fault)) from None


def _build(reading: str) -> None:
    source = carrier.BUILD / "course"
    shutil.rmtree(source, ignore_errors=True)
    for folder in CONTENTS:
        shutil.copytree(ROOT / folder, source / folder, ignore=_unusable)
    out = course_site.build(source, carrier.BUILD, reading=reading)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    place = out.relative_to(ROOT).as_posix()
    sys.stdout.write(
        f"{place} is ready ({size / 1e6:.0f} MB): put it on any web server. To look at it here:\n"
        f"  {Path(sys.executable).relative_to(ROOT)} -m http.server --bind 127.0.0.1 --directory {place}\n"
        "and open the address it prints.\n"
    )


def _unusable(folder: str, names: list[str]) -> list[str]:
    """Return which of a folder's files cannot be copied: links to nowhere, and what may not be read."""
    return [name for name in names if not os.access(Path(folder, name), os.R_OK)]


if __name__ == "__main__":
    main()
