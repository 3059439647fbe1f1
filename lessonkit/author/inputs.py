"""What a notebook's stored outputs were made from: digests of its cells, the course's data and the kit.

`lessonkit run` writes them into the notebook; `lessonkit check` compares them with today's, which is quick, and so sees
a stored figure that a later change of a table would have drawn differently.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from pathlib import Path

from lessonkit.course import find_course
from lessonkit.errors import CourseError
from lessonkit.evidence import marks

KIT = Path(__file__).parent.parent
# Parts that no lesson imports, and files of the data that no lesson shows.
_NO_LESSON_NEEDS = ("author", "teach", "publish", "__main__.py")
_NO_LESSON_SHOWS = ("README.md", "check.yaml", "verification.csv", "excerpts")
_KIT_FILES = (".py", ".mplstyle", ".min.js", ".min.css")
_DATA_FILES = (".csv", ".json", ".yaml")


def of(cells: Iterable[tuple[str, str]], folder: Path) -> dict[str, str]:
    """Return the digests for a notebook in `folder`; `cells` are (kind, source). Outside a course there are no data."""
    digests = {"cells": of_cells(cells), "kit": of_kit()}
    with contextlib.suppress(CourseError):
        digests["data"] = of_data(find_course(folder).root)
    return digests


def of_cells(cells: Iterable[tuple[str, str]]) -> str:
    """Return the digest of the code and of the order of cited claims: the other words of a text make no output."""
    cells = list(cells)
    code = [source for kind, source in cells if kind == "code"]
    cited = marks.order_of(source for kind, source in cells if kind == "markdown")
    return _digest([*code, "", *cited])


def of_data(root: Path) -> str:
    """Return the digest of the files in data/ that lessons show."""
    return _of_files(root / "data", _NO_LESSON_SHOWS, _DATA_FILES)


def of_kit() -> str:
    """Return the digest of the modules, styles and scripts that make a lesson's outputs."""
    return _of_files(KIT, _NO_LESSON_NEEDS, _KIT_FILES)


def _of_files(folder: Path, without: tuple[str, ...], endings: tuple[str, ...]) -> str:
    texts = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        place = path.relative_to(folder)
        hidden = any(part.startswith((".", "~", "__pycache__")) for part in place.parts)
        if hidden or place.parts[0] in without or not place.name.endswith(endings) or not path.is_file():
            continue
        try:
            data = path.read_bytes()
        except OSError:  # what may not be read is said where it is used
            data = b""
        # A checkout may have other ends of lines: the files are the same.
        texts += [place.as_posix(), data.replace(b"\r\n", b"\n").decode("latin-1")]
    return _digest(texts)


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
