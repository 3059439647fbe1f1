"""Your own lesson in an hour: the walk of CONTRIBUTING, run as it is written, makes a course that the kit fits."""

import csv
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from lessonkit.__main__ import main
from lessonkit.author import new
from lessonkit.author.check import check_course
from lessonkit.course import find_course
from lessonkit.progress import passport
from lessonkit.quiz import bank
from lessonkit.teach import pdf
from tests.conftest import FIXTURES, ROOT

pytestmark = pytest.mark.course

SECOND = FIXTURES / "census"
WORDS = ("title", "description", "counts", "asOf", "publisher", "caveats", "unit")  # what only the author knows
RIGHT = {"01-what-the-law-asks": 0, "02-why-close": 1}  # the place of the right option
OWN_WORDS = "Seats follow people."


def commands():
    """Return the walk's shell commands, all of them, as CONTRIBUTING has them."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Your own lesson in an hour\n")[2]
    return "\n".join(re.findall(r"^```bash\n(.+?)^```", section.partition("\n## ")[0], re.DOTALL | re.MULTILINE))


def environment(**more):
    """Return that of the tests with this kit and none of its settings."""
    mine = {key: value for key, value in os.environ.items() if not key.startswith("LESSONKIT_")}
    return {**mine, "PYTHONPATH": str(ROOT), **more}


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The course that the walk leaves, and what its commands said."""
    home = tmp_path_factory.mktemp("home")
    kit = home / "bin" / "lessonkit"  # as an activated environment has it
    kit.parent.mkdir()
    kit.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m lessonkit "$@"\n')
    kit.chmod(0o755)
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")  # matplotlib's list of fonts is kept there
    env = environment(HOME=str(home), XDG_CACHE_HOME=cache, PATH=f"{kit.parent}{os.pathsep}{os.environ['PATH']}")
    shell = ["bash", "-euo", "pipefail", "-c", commands()]
    ran = subprocess.run(shell, cwd=ROOT, env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return home / "census", ran.stdout


@pytest.fixture
def here(walked, monkeypatch):
    monkeypatch.chdir(walked[0])
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    return walked[0]


def tree(root):
    """Return each file of a course by path: its bytes, and of a notebook what its author wrote."""
    files = (path for path in root.rglob("*") if path.is_file() and "build" not in path.parts)
    return {path.relative_to(root).as_posix(): written(path) for path in files}


def written(path):
    if path.suffix != ".ipynb":
        return path.read_bytes()
    notebook = json.loads(path.read_text("utf-8"))
    cells = [(cell["id"], cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return notebook["metadata"]["title"], cells


def test_the_walk_leaves_the_second_course_and_the_check_has_nothing_to_say(walked):
    made, said = walked
    assert tree(made) == tree(SECOND)
    assert said.rstrip().endswith("nothing to mend.")
    assert "c-new-york-1940 (lesson 01, medium)" in said
    periods = re.findall(r"(\d\d)-\S+: (\d+) minutes by the clock", said)
    assert [lesson for lesson, _ in periods] == ["01", "02"]
    assert all(10 < int(minutes) <= 35 for _, minutes in periods)


def test_the_minutes_of_the_walk_make_one_hour_and_its_parts_come_in_order():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\*\*Minutes (\d+) to (\d+): ", text, re.MULTILINE)]
    assert (spans[0][0], spans[-1][1]) == (0, 60)
    assert [end for _, end in spans[:-1]] == [begin for begin, _ in spans[1:]]


def test_a_new_table_is_described_as_the_second_course_has_it_but_for_its_words(tmp_path):
    new.course(tmp_path / "course", "What does the Census Bureau do?")
    said = new.table(find_course(tmp_path / "course"), "seats", SECOND / "data/tables/seats.csv")
    assert said.endswith("Add to data/sources.csv: seats-file.")
    guessed, kept = (
        next(r for r in find_course(root).package["resources"] if r["name"] == "seats")
        for root in (tmp_path / "course", SECOND)
    )
    fields = {field["name"]: field for field in guessed["schema"]["fields"]}
    assert fields["locator"]["title"] and fields["confidence"]["constraints"]["enum"] == ["high", "medium", "low"]
    assert without_words(guessed) == without_words(kept)
    unknown = [finding.what for finding in check_course(find_course(tmp_path / "course"), date(2026, 11, 29))]
    assert [what for what in unknown if "is unknown" in what] == [
        "source seats-file is unknown, here and in 39 more lines"
    ]


def without_words(value):
    if isinstance(value, dict):
        return {key: without_words(inner) for key, inner in value.items() if key not in WORDS}
    return [without_words(inner) for inner in value] if isinstance(value, list) else value


def test_strict_nbval_runs_both_lessons_and_finds_what_is_stored(walked):
    words = ["-q", "--nbval", "--rootdir", ".", "-c", "pyproject.toml", "-p", "no:xdist", "-p", "no:cacheprovider"]
    notebooks = str(walked[0] / "notebooks")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *words, notebooks], cwd=ROOT, env=environment(), capture_output=True, text=True
    )
    cells = sum(
        cell["cell_type"] == "code"
        for path in (walked[0] / "notebooks").glob("*.ipynb")
        for cell in json.loads(path.read_text("utf-8"))["cells"]
    )
    assert f"{cells} passed" in ran.stdout, ran.stdout


def test_paper_and_class_report_know_the_second_course(here, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "BROWSERS", ())
    assert main(["sheet", "01", "--whole", "--out", str(tmp_path)]) == 0
    sheet, key = (
        unescape((tmp_path / f"01-seats-that-move-{kind}.html").read_text("utf-8")) for kind in ("whole", "answers")
    )
    for question in bank.load(find_course(), "01"):
        assert question.stem in sheet and question.stem in key
    handed_in = tmp_path / "class"
    handed_in.mkdir()
    for student, right in (("a", True), ("b", True), ("c", False)):
        answers = [answer(student, question, place if right else 2, right) for question, place in RIGHT.items()]
        answers.append(answer(student, "02-in-your-words", OWN_WORDS, None, "open"))
        whole = {"format": passport.FORMAT, "course": find_course().id, "passport": student, "answers": answers}
        (handed_in / f"{student}.json").write_text(json.dumps(whole))
    assert main(["class", str(handed_in)]) == 0
    with (handed_in / "report" / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = {row["question"]: row for row in csv.DictReader(file)}
    assert all((asked[question]["students"], asked[question]["right_first"]) == ("3", "2") for question in RIGHT)
    assert OWN_WORDS in (handed_in / "report" / "exit-tickets.html").read_text("utf-8")
    assert "What does the Census Bureau do?" in (handed_in / "report" / "class-report.html").read_text("utf-8")


def answer(student, question, given, right, kind="single"):
    first = {"answer": given, "right": right, "at": "2026-11-25T07:00:00.000Z"}
    event = {"id": f"{student}-{question}", "course": find_course().id, "lesson": question[:2], "question": question}
    return {**event, "kind": kind, "score": None, "try": 1, "first": first, **first}


@pytest.mark.parametrize("words", ["(?i:census|apportion|house of representatives)", r"\bICE\b|(?i:immigra|deport)"])
def test_the_kit_names_neither_subject(words):
    files = [path for path in (ROOT / "lessonkit").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert len(files) > 200
    assert [path.name for path in files if re.search(words, path.read_text("utf-8"))] == []
