"""Own words: no run of eight words of the course stands in a saved text of somebody else.

A saved text is either the text itself (.txt) or, where it may not be passed on, the fingerprints of its runs
(.runs, one per line, made by `fingerprints`).
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.settings import Settings
from lessonkit.author.check.texts import Text
from lessonkit.course.files import content
from lessonkit.terminal import say

RUN = 8


def tokens(text: str) -> list[str]:
    """Return the words of a text for comparison: lower case, without marks."""
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", ""))


def runs(text: str) -> Iterator[str]:
    """Yield each run of eight words."""
    got = tokens(text)
    for start in range(len(got) - RUN + 1):
        yield " ".join(got[start : start + RUN])


def fingerprint(run: str) -> str:
    """Return a short hash of a run, from which the words cannot be read."""
    return hashlib.sha256(run.encode()).hexdigest()[:14]


def fingerprints(text: str) -> str:
    """Return the content of a .runs file for a text that may not be passed on."""
    return "\n".join(sorted({fingerprint(run) for run in runs(text)})) + "\n"


def saved(folders: Iterable[Path]) -> dict[str, str]:
    """Return fingerprint → name of the saved text, for all .txt and .runs files of some folders."""
    known: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.glob("*")):
            if path.suffix not in (".txt", ".runs"):
                continue
            text = content(path, path.name).decode("utf-8", errors="replace")
            marks = text.split() if path.suffix == ".runs" else (fingerprint(run) for run in runs(text))
            for mark in marks:
                known.setdefault(mark, path.name)
    return known


def check(notebook: Notebook, known: dict[str, str], settings: Settings) -> list[Finding]:
    """Return one finding per unit of a notebook that holds a run of a saved text."""
    return check_texts((Text(notebook.at(unit.cell), unit.plain) for unit in notebook.units), known, settings)


def check_texts(texts: Iterable[Text], known: dict[str, str], settings: Settings) -> list[Finding]:
    """Return one finding per text that holds a run of a saved one; check.yaml declares titles of laws."""
    if not known:
        return []
    found = []
    allowed = [entry["text"] for entry in settings.runs]
    for text in texts:
        for run in _runs_without(text.plain, allowed):
            source = known.get(fingerprint(run))
            if source:
                found.append(Finding(text.place, f"“{run}” stands so in {source}", "say it in other words"))
                break
    return found


def _runs_without(text: str, allowed: Iterable[str]) -> Iterator[str]:
    """Yield the runs of what is left and right of allowed texts."""
    rest = " ".join(tokens(text))
    for phrase in allowed:
        rest = rest.replace(" ".join(tokens(phrase)), "|")
    for piece in rest.split("|"):
        yield from runs(piece)


if __name__ == "__main__":
    # python -m lessonkit.author.check.copied text.txt > data/excerpts/text.runs
    say(*fingerprints(Path(sys.argv[1]).read_text("utf-8")).split())
