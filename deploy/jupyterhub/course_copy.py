"""A copy of the course in a student's folder, brought up to date without touching what the student wrote.

What was delivered stands in `.delivered.json` beside the copies. A file that the student has left as it was is replaced
when the course has a newer one. One that both have changed is moved to `mine/<day>/` first. A notebook that was only
run counts as left as it was: running the new one makes its outputs again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

FOLDERS = ("data", "notebooks")
LIST = ".delivered.json"


class Mark(NamedTuple):
    """Which file this is, and what it says: of a notebook its cells without what running them has put there."""

    bytes: str
    says: str


def deliver(course: Path, copy: Path) -> list[str]:
    """Bring `copy` up to date with `course`; return the paths, below both, of the files that were written."""
    copy.mkdir(parents=True, exist_ok=True)
    known = _known(copy / LIST)
    now = {path.relative_to(course).as_posix(): mark(path) for path in _files(course)}
    written = []
    for name, wanted in now.items():
        own = copy / name
        there = mark(own) if own.is_file() else None
        if there and (known.get(name) == wanted or there.bytes == wanted.bytes):
            continue  # nothing new, whatever the student made of it; or it is there already
        if os.path.lexists(own) and not (there and name in known and there.says == known[name].says):
            _put_aside(copy, name)
        own.parent.mkdir(parents=True, exist_ok=True)
        _write(own, (course / name).read_bytes())
        written.append(name)
    for name in known.keys() - now.keys():  # no longer in the course
        own = copy / name
        if own.is_file() and mark(own).says == known[name].says:
            own.unlink()
    if known != now:
        _write(copy / LIST, json.dumps(now, indent=0).encode())
    return written


def mark(path: Path) -> Mark:
    """Return which file this is and what it says."""
    content = path.read_bytes()
    said = content
    if path.suffix == ".ipynb":
        with suppress(ValueError, KeyError, TypeError):  # not a notebook any more: it says what it is
            cells = json.loads(content)["cells"]
            said = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells]).encode()
    return Mark(hashlib.sha256(content).hexdigest(), hashlib.sha256(said).hexdigest())


def _known(path: Path) -> dict[str, Mark]:
    try:
        return {name: Mark(*marks) for name, marks in json.loads(path.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _files(course: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((course / folder).rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(course).parts):
                yield path


def _put_aside(copy: Path, name: str) -> None:
    """Move away what the student has made of a file, under the day and never over an earlier one."""
    first = place = copy / "mine" / date.today().isoformat() / name
    number = 1
    while os.path.lexists(place):
        number += 1
        place = first.with_name(f"{first.stem}-{number}{first.suffix}")
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy / name, place)


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(content)
    os.replace(part, target)
