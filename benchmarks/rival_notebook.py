"""The notebooks that stand side by side: one course, one set of questions and rows, one notebook for each way.

Every notebook asks the same ten questions or draws the same bars for the same 21 years, as its author would write it.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import nbformat

from tests import small_course

QUESTIONS = 10
YEARS = range(2003, 2024)
PLANTS = ("Bean", "Pea", "Lentil", "Carrot", "Radish", "Spinach", "Tomato", "Maize")

ASK = """from lessonkit import Lesson
lesson = Lesson("01").start()"""
JUPYTERQUIZ = """import json
from jupyterquiz import display_quiz
with open("../data/questions.json") as file:
    questions = json.load(file)"""
RADIO = """import json
from html import escape
import ipywidgets as widgets
with open("../data/questions.json") as file:
    questions = json.load(file)

def ask(question):
    answers = question["answers"]
    choice = widgets.RadioButtons(options=[a["answer"] for a in answers], index=None)
    said = widgets.HTML()
    def check(change):
        said.value = escape(answers[change.new]["feedback"])
    choice.observe(check, "index")
    return widgets.VBox([widgets.Label(question["question"]), choice, said])"""
# What saving the widgets' state would add to the notebook: JupyterLab leaves it out unless told.
STATE = """from ipywidgets.embed import dependency_state
box = ask(questions[0])
print(len(json.dumps(dependency_state(box))))"""

EXPLORER = """from lessonkit import Lesson, charts, explorer, load
lesson = Lesson("01").start()"""
EXPLORER_CELL = """plants = load("plants")
def draw(year):
    return charts.bars(plants[plants["year"] == year], category="plant", value="height", sort=False, most=100)
explorer(draw, {"Year": list(range(2003, 2024))}, title="Heights", id="01-heights")"""
DRAW = """import io
import ipywidgets as widgets
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
plants = pd.read_csv("../data/tables/plants.csv")
slider = widgets.IntSlider(value=2003, min=2003, max=2023, description="Year")

def draw(ax, year):
    rows = plants[plants["year"] == year]
    bars = ax.barh(rows["plant"], rows["height"])
    numbers = [ax.text(v, i, f" {v}", va="center") for i, v in enumerate(rows["height"])]
    ax.set(xlim=(0, 100), title=str(year))
    return bars, numbers"""
PNG = """def show(year):
    fig, ax = plt.subplots(figsize=(8, 3.2))
    draw(ax, year)
    plt.show()
widgets.VBox([slider, widgets.interactive_output(show, {"year": slider})])"""
SVG = """def svg(year):
    fig = Figure(figsize=(8, 3.2))
    draw(fig.subplots(), year)
    out = io.StringIO()
    fig.savefig(out, format="svg")
    return out.getvalue()[out.getvalue().index("<svg"):]
picture = widgets.HTML(svg(2003))
slider.observe(lambda change: setattr(picture, "value", svg(change.new)), "value")
widgets.VBox([slider, picture])"""
IPYMPL = """with plt.ioff():
    fig, ax = plt.subplots(figsize=(8, 3.2))
bars, numbers = draw(ax, 2003)
def update(change):
    heights = plants.loc[plants["year"] == change.new, "height"]
    for bar, number, height in zip(bars, numbers, heights):
        bar.set_width(height)
        number.set(x=height, text=f" {height}")
    ax.set_title(str(change.new))
    fig.canvas.draw_idle()
slider.observe(update, "value")
widgets.VBox([slider, fig.canvas])"""


def questions() -> list[dict]:
    """Return the questions in the form of jupyterquiz: three answers each, every answer with its own feedback."""
    asked = []
    for n in range(1, QUESTIONS + 1):
        kinds = ("A, which grows early", "B, which grows late", "C, now in bloom")
        words = [f"Plant {n}, kind {kind}" for kind in kinds]
        answers = [
            {
                "answer": text,
                "correct": i == 0,
                "feedback": f"{'Yes' if i == 0 else 'No'}: see row {n + i} of the table.",
            }
            for i, text in enumerate(words)
        ]
        asked.append({"question": f"Which plant is number {n}?", "type": "multiple_choice", "answers": answers})
    return asked


def course(root: Path) -> Path:
    """Write a small course with the questions and the rows below `root`; return the folder of its notebooks."""
    rows = random.Random(1)
    field = small_course.field
    plants = {
        "name": "plants", "path": "tables/plants.csv", "title": "Heights", "counts": "one plant in one year",
        "asOf": "2026-06-30", "publisher": "Office of Tests",
        "schema": {"fields": [field("year", "integer"), field("plant", "string"), field("height", "integer"),
                              field("source_id", "string")], "primaryKey": ["year", "plant"]},
    }  # fmt: skip
    small_course.make(root, resources=[small_course.resource(), plants])
    lines = [f"{year},{plant},{rows.randint(5, 95)},law" for year in YEARS for plant in PLANTS]
    (root / "data/tables/plants.csv").write_text("\n".join(["year,plant,height,source_id", *lines, ""]), "utf-8")
    (root / "data/questions.json").write_text(json.dumps(questions()), "utf-8")
    bank = [
        {"id": f"01-q{n}", "kind": "single", "level": "recall", "stem": q["question"], "source": "law",
         "options": [{"text": a["answer"], "right": a["correct"], "feedback": a["feedback"]} for a in q["answers"]]}
        for n, q in enumerate(questions())
    ]  # fmt: skip
    # Each JSON text is YAML too.
    (root / "data/quizzes/01.yaml").write_text(json.dumps({"lesson": "01", "questions": bank}), "utf-8")
    return root / "notebooks"


def write(folder: Path, name: str, *cells: str) -> str:
    """Write a notebook of code cells, not yet run; return its file name."""
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = [nbformat.v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(cells)]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": spec}), folder / f"{name}.ipynb")
    return f"{name}.ipynb"


def quizzes(folder: Path) -> dict[str, str]:
    """Write the notebooks with ten questions, one a cell, after one set-up cell; return way -> file name."""
    every = range(QUESTIONS)
    return {
        "this quiz": write(folder, "quiz-ours", ASK, *(f'lesson.quiz("01-q{n}")' for n in every)),
        "jupyterquiz": write(
            folder, "quiz-jupyterquiz", JUPYTERQUIZ, *(f"display_quiz([questions[{n}]])" for n in every),
            "display_quiz(questions)",
        ),
        "ipywidgets radio": write(folder, "quiz-radio", RADIO, *(f"ask(questions[{n}])" for n in every), STATE),
    }  # fmt: skip


def explorers(folder: Path) -> dict[str, str]:
    """Write the notebooks with one slider over 21 pictures; return way -> file name."""
    return {
        "this explorer": write(folder, "chart-ours", EXPLORER, EXPLORER_CELL),
        "interactive_output, PNG": write(folder, "chart-png", f"%matplotlib inline\n{DRAW}", PNG),
        "slider, HTML(SVG)": write(folder, "chart-svg", DRAW, SVG),
        "ipympl": write(folder, "chart-ipympl", f"%matplotlib widget\n{DRAW}", IPYMPL),
    }
