"""A small course whose one lesson holds all that a lesson can: each kind of question, both explorers, a widget."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat

from .. import quiz_samples, small_course

QUESTIONS = (
    *("01-first-leaf", "01-needs", "01-dark", "01-seeds", "01-steps", "01-tools", "01-sort"),
    *(
        "01-explain",
        "01-sure",
        "01-sure-again",
        "01-liking",
        "01-early-sun",
        "01-sun",
        "01-beds",
        "01-pods",
        "01-frost",
    ),
)
WIDGETS = """from ipywidgets import *
kinds = [Dropdown, RadioButtons, ToggleButtons, Select]
VBox([k(options=["a", "b", "m", "x"]) for k in kinds] + [IntSlider(), Checkbox(), Button(description="Go"), Text()])"""
EXPLORER = """heads = load("heads")
draw = lambda status: charts.bars(heads[heads["status"] == status], category="name", value="share")
explorer(draw, {"Status": ["acting", "confirmed"]}, title="Share by head", id="01-x")"""
SLIDER = """years = lambda staff: charts.bars(heads[heads["share"] <= staff], category="name", value="share")
explorer(years, {"Staff": [0.2, 0.3, 0.5]}, title="Share up to a limit", id="01-y")"""


def cells() -> list[tuple[str, str]]:
    quizzes = [("code", f'lesson.quiz("{q}")') for q in QUESTIONS]
    picture = 'figure(charts.bars(load("heads"), category="name", value="share"), "Shares")'
    quizzes.append(("code", f'lesson.quiz("01-chart", figure={picture})'))
    figure = 'figure(charts.bars(load("heads"), category="name", value="share"), "Shares of the heads")'
    return [
        ("markdown", "# Lesson 1 · A small lesson\n\nEverything a lesson can hold."),
        ("code", 'from lessonkit import Lesson, charts, explorer, figure, load, rows\nlesson = Lesson("01").start()'),
        ("code", figure),
        ("code", EXPLORER),
        ("code", SLIDER),
        ("code", 'rows(load("heads"), title="All heads", id="01-rows", filters=["status"])'),
        ("code", WIDGETS),
        *quizzes,
        ("code", "lesson.score()"),
        ("code", "lesson.passport()"),
    ]


def make(root: Path) -> Path:
    """Write the course below `root`, its notebook run and stored as an author would, and return `root`."""
    small_course.make(root)
    bank = quiz_samples.BANK.replace("table: seeds, column: seeds", "table: heads, column: staff")
    (root / "data/quizzes/01.yaml").write_text(bank, "utf-8")
    register = root / "data/sources.csv"
    columns = register.read_text("utf-8").split("\n")[0].split(",")
    row = small_course.csv_row(columns, id="s-book", title="A book", kind="press", reading="original")
    register.write_text(register.read_text("utf-8") + row, "utf-8")
    claim = small_course.csv_row(
        small_course.CLAIM_COLUMNS, id="c-root", sentence="Roots first.", value="1", source_id="s-book", locator="p. 1"
    )
    with (root / "data/claims.csv").open("a", encoding="utf-8") as file:
        file.write(claim)
    make_cell = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    notebook = nbformat.v4.new_notebook(
        cells=[make_cell[kind](source, id=f"cell-{i}") for i, (kind, source) in enumerate(cells())],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    path = root / "notebooks/01-small.ipynb"
    nbformat.write(notebook, path)
    blank = nbformat.v4.new_notebook(metadata=notebook.metadata, cells=[nbformat.v4.new_code_cell("1", id="one")])
    nbformat.write(blank, root / "notebooks/blank.ipynb")
    env = {k: v for k, v in os.environ.items() if not k.startswith("LESSONKIT_")}
    subprocess.run([sys.executable, "-m", "lessonkit", "run", str(path)], cwd=root, check=True, env=env)
    return root
