"""How fast much is read: a full log, a class's passports, a page of 40 questions, the largest table."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from benchmarks.report import Result
from lessonkit.course import Course, find_course
from lessonkit.progress.log import Log
from lessonkit.progress.passport import FORMAT
from lessonkit.quiz import bank
from lessonkit.teach import class_page, classroom
from tests import quiz_page, quiz_samples
from tests.browser.conftest import CHROMIUM, FLAGS

ANSWERS, PASSPORTS, QUESTIONS = 10_000, 500, 40
SEED = 1
LOAD = """
import sys, time
from lessonkit import load
import pandas
start = time.perf_counter()
rows = len(load(sys.argv[1]))
print((time.perf_counter() - start) * 1000, rows)
"""
# The page is there, the script is not: it is put in, and works when all questions are live and laid out. What the
# browser alone needs for as much is measured behind it: the same elements once more, from their HTML, with no script.
USABLE = """(script) => {
  const count = document.querySelectorAll('lk-quiz').length;
  const part = document.createElement('script');
  part.textContent = script;
  const start = performance.now();
  document.body.append(part);
  const live = document.querySelectorAll('lk-quiz form.lk-card').length;
  document.body.offsetHeight;
  const took = performance.now() - start;
  if (live !== count) throw new Error(`${live} of ${count} questions are live`);
  const quizzes = [...document.querySelectorAll('lk-quiz')], shown = quizzes.map(quiz => quiz.innerHTML);
  const again = performance.now();
  quizzes.forEach((quiz, i) => { quiz.innerHTML = shown[i]; });
  document.body.offsetHeight;
  return [took, performance.now() - again];
}"""
TIMES = 4


def measure(root: Path) -> list[Result]:
    """Return the figures, each with its goal; `root` is the course."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        return [log(folder), report(root, folder), page(folder), table(root)]


def timed(call: Callable[[], object], runs: int) -> float:
    """Return the median of the seconds that `call` takes."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def event(course: str, student: int, question: SimpleNamespace, second: int, luck: random.Random) -> dict:
    """Return an answer as the browser makes it."""
    at = f"2026-11-25T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}.000Z"
    choice, right = luck.randrange(3), luck.random() < 0.6
    return {
        "id": f"{student}-{question.id}-{second}", "course": course, "lesson": question.lesson,
        "question": question.id, "kind": question.kind, "answer": choice, "right": right, "score": float(right),
        "try": 1, "at": at, "first": {"answer": choice, "right": right, "at": at},
    }  # fmt: skip


def log(folder: Path) -> Result:
    """Return how long a log with 10,000 answers takes to be read anew."""
    luck = random.Random(SEED)
    course = Course(folder, "small", "Small", {})
    asked = [SimpleNamespace(id=f"{n % 12 + 1:02}-q{n}", lesson=f"{n % 12 + 1:02}", kind="single") for n in range(400)]
    path = folder / "answers.jsonl"
    Log(course, path).append(event("small", 0, asked[i % 400], i, luck) for i in range(ANSWERS))
    found = len(Log(course, path).events())
    if found != ANSWERS:
        raise RuntimeError(f"the log holds {found} of {ANSWERS} answers")
    runs, before = 9, time.process_time()
    took = timed(lambda: Log(course, path).answers(), runs)
    busy = (time.process_time() - before) / runs
    note = f"{path.stat().st_size / 1e6:.1f} MB; {busy * 1000:.0f} ms of processor time"
    return Result("10,000 answers in a log load", took * 1000, "ms", 200, note)


def report(root: Path, folder: Path) -> Result:
    """Return how long the class report on 500 passports takes, each with an answer to every question of the course."""
    luck = random.Random(SEED)
    before = os.environ.get("LESSONKIT_COURSE")
    os.environ["LESSONKIT_COURSE"] = str(root)
    try:
        course = find_course()
        asked = classroom.graded(bank.every(course))
        (folder / "class").mkdir()
        for student in range(PASSPORTS):
            answers = [event(course.id, student, question, 60 * i, luck) for i, question in enumerate(asked)]
            whole = {"format": FORMAT, "course": course.id, "passport": f"student{student}", "answers": answers}
            (folder / f"class/{student}.json").write_text(json.dumps(whole))
        start = time.perf_counter()
        said = class_page.write(folder / "class", folder / "out")
        took = time.perf_counter() - start
    finally:
        if before is None:
            del os.environ["LESSONKIT_COURSE"]
        else:
            os.environ["LESSONKIT_COURSE"] = before
    if not said.startswith(f"{PASSPORTS} students"):
        raise RuntimeError(f"the report left some out: {said}")
    return Result("500 passports make a class report", took, "s", 10, f"{len(asked)} answers each")


def page(folder: Path, runs: int = 9) -> Result:
    """Return how long 40 questions of all kinds take from the script to life, in times of their bare HTML."""
    import yaml
    from playwright.sync_api import sync_playwright

    made = quiz_samples.course(folder / "garden")
    kinds = [
        q
        for q in yaml.safe_load(quiz_samples.BANK)["questions"]
        if not {"set", "figure", "before", "pretest", "key"} & q.keys()
    ]
    drawn = [kinds[i % len(kinds)] for i in range(QUESTIONS)]
    asked = [{**q, "id": f"01-n{i}", "stem": f"{i + 1}. {q['stem']}"} for i, q in enumerate(drawn)]
    (folder / "garden/data/quizzes/01.yaml").write_text(json.dumps({"lesson": "01", "questions": asked}), "utf-8")
    html = quiz_page.render(made, [question["id"] for question in asked])
    head, _, rest = html.partition("<script>")
    script, _, tail = rest.partition("</script>")
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for _ in range(runs):
                tab = browser.new_page()
                quiz_page.open_page(tab, head + tail)
                times.append(tab.evaluate(USABLE, script))
                tab.close()
        finally:
            browser.close()
    share = statistics.median(ours / bare for ours, bare in times)
    ours, bare = (statistics.median(column) for column in zip(*times, strict=True))
    note = f"{len(kinds)} kinds; {ours:.0f} ms beside {bare:.0f}"
    return Result("a page of 40 questions is usable after its script came", share, "x", TIMES, note)


def table(root: Path, runs: int = 7) -> Result:
    """Return how long the first load of the largest table takes, each in a process that has imported pandas."""
    package = json.loads((root / "data/datapackage.json").read_text("utf-8"))
    tables = {resource["name"]: root / "data" / resource["path"] for resource in package["resources"]}
    tables = {name: path for name, path in tables.items() if path.parent.name == "tables"}
    largest = max(tables, key=lambda name: tables[name].stat().st_size)
    env = {**os.environ, "LESSONKIT_COURSE": str(root)}
    command = [sys.executable, "-c", LOAD, largest]
    done = [subprocess.run(command, capture_output=True, text=True, check=True, env=env) for _ in range(runs)]
    times, rows = zip(*(run.stdout.split() for run in done), strict=True)
    note = f"{largest}: {int(rows[0]):,} rows, {tables[largest].stat().st_size / 1000:,.0f} KB"
    return Result("the largest table loads", statistics.median(map(float, times)), "ms", 100, note)
