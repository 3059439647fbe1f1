"""Whether a notebook's stored outputs were made from today's cells, data and kit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lessonkit.author import inputs
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.stored import RUN

WORDS = {"cells": "its cells", "data": "the course's data", "kit": "the kit"}


def check(notebook: Notebook, shared: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding when outputs are older than what makes them.

    `shared` holds today's digests of data and kit, which are the same for all notebooks of a course.
    """
    own = notebook.metadata.get("lessonkit")
    used = own.get("inputs") if isinstance(own, dict) else None
    if not isinstance(used, dict):
        if notebook.lesson:  # the start page, too
            yield Finding(notebook.name, "nothing says what its outputs were made from", RUN)
        return
    today = {**shared, "cells": inputs.of_cells((cell.kind, cell.source) for cell in notebook.cells)}
    changed = [words for part, words in WORDS.items() if used.get(part) != today[part]]
    if changed:
        what = f"its stored outputs may be out of date: {' and '.join(changed)} changed since they were made"
        yield Finding(notebook.name, what, RUN)
