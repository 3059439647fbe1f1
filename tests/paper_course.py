"""A lesson as it is stored, made without a kernel: each kind of question, a figure, both explorers, hostile text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lessonkit import Lesson, charts, explorer, figure, load, rows

from . import quiz_samples, small_course

HOSTILE = "</style><script>alert(1)</script> & <b>"
QUESTIONS = (
    *("01-first-leaf", "01-needs", "01-dark", "01-seeds", "01-steps", "01-tools", "01-sort"),
    *("01-explain", "01-sure", "01-liking", "01-beds", "01-early-sun", "01-sun"),
)
OPENING = f"""# Lesson 1 · Seeds {HOSTILE}

Water wakes a seed [[1]](#c-acting). <img src="https://example.org/x.png" alt="a seed" onerror="alert(1)">
"""
FOR_THE_SCREEN = "Press <kbd>Shift</kbd> + <kbd>Enter</kbd> to begin. **Save your passport** at the end."
CODE_SECTION = """## Code it yourself

Count the seeds.

<details><summary>A worked solution</summary>

len(seeds)

</details>
"""
VIEWS = """## Two views, same record

<details><summary>A folded note</summary>

Read it aloud.

</details>

| Shade | Sun |
| --- | ---: |
| one | 2 |
"""


def shown(value) -> list[dict]:
    """Return a cell's outputs as they are stored."""
    html = value.setup_html() if isinstance(value, Lesson) else value._repr_html_()
    return [{"output_type": "execute_result", "data": {"text/html": html, "text/plain": repr(value)}}]


@contextmanager
def inside(root: Path) -> Iterator[pytest.MonkeyPatch]:
    """Write the course below `root` and be in it, whatever course the environment names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.delenv("LESSONKIT_COURSE", raising=False)
        make(root)
        yield patch


def make(root: Path) -> Path:
    """Write the course below `root`, which must be the working folder; return the notebook's path."""
    small_course.make(root)
    bank = quiz_samples.BANK.replace("table: seeds, column: seeds", "table: heads, column: staff")
    bank = bank.replace("{text: The flower,", f"{{text: {json.dumps(HOSTILE)},")
    (root / "data/quizzes/01.yaml").write_text(bank, "utf-8")
    columns = (root / "data/sources.csv").read_text("utf-8").split("\n")[0].split(",")
    book = dict(
        id="s-book", title="A book", kind="press", url="https://example.org/b", reading="part", read_at="a shelf"
    )
    with (root / "data/sources.csv").open("a", encoding="utf-8") as file:
        file.write(small_course.csv_row(columns, **book))
    claim = dict(id="c-root", sentence="Roots first.", value="1", source_id="s-book", locator="p. 1")
    with (root / "data/claims.csv").open("a", encoding="utf-8") as file:
        file.write(small_course.csv_row(small_course.CLAIM_COLUMNS, **claim))
    path = root / "notebooks/01-seeds.ipynb"
    opening = {"cell_type": "markdown", "source": OPENING}  # the list of references reads the file
    path.write_text(json.dumps({"cells": [opening]}), "utf-8")

    heads = load("heads")
    bars = lambda status: charts.bars(heads[heads["status"] == status], category="name", value="share")  # noqa: E731
    picture = figure(charts.bars(heads, category="name", value="share"), "Shares of the heads")
    lesson = Lesson("01")
    cells = [
        OPENING,
        lesson,
        "## Step 1 · Look",
        picture,
        explorer(bars, {"Status": ["acting", "confirmed"]}, title="By status", id="01-x"),
        rows(heads, title="All heads", id="01-rows", columns=["name", "status"], details=["start", "source_id"]),
        *(lesson.quiz(question) for question in QUESTIONS),
        lesson.quiz("01-chart", figure=picture),
        CODE_SECTION,
        lesson.tables("heads"),
        VIEWS,
        "## Terms and references",
        lesson.terms("bureau"),
        lesson.references(),
        lesson.score(),
        lesson.passport(),
        FOR_THE_SCREEN,
    ]
    stored = [
        {"cell_type": "markdown", "metadata": {"tags": ["screen"]} if cell is FOR_THE_SCREEN else {}, "source": cell}
        if isinstance(cell, str)
        else {
            "cell_type": "code",
            "metadata": {},
            "source": "a_code_cell()",
            "execution_count": 1,
            "outputs": shown(cell),
        }
        for cell in cells
    ]
    path.write_text(json.dumps({"cells": stored, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    return path
