"""The first screen of a class report: what was hard for a class is named there, with the mistake behind it."""

import ast
import csv
import html
import json
import re

import pytest

from lessonkit.__main__ import main
from lessonkit.author.check import outcomes
from lessonkit.course import find_course, taught
from lessonkit.errors import CourseError
from lessonkit.quiz import bank
from lessonkit.teach import class_page, class_report, made_class, stopped
from tests import small_course
from tests.conftest import ROOT

from .test_classroom import answer, save

NOTEBOOK = '{{"cells": [{}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
BANK = """
lesson: "01"
questions:
  - {id: 01-pick, kind: single, level: read, outcome: 1, stem: Which came first?, options: [
      {text: Ada, right: true, feedback: Right.}, {text: Bo, feedback: Bo came after the storm.},
      {text: Cy, feedback: Cy came last.}]}
  - {id: 01-many, kind: several, level: read, outcome: 1, stem: Which are trees?, options: [
      {text: Oak, right: true, feedback: Right., unchosen: Think of acorns.}, {text: Fern, feedback: No wood.}]}
  - {id: 01-judge, kind: truefalse, level: read, outcome: 2, stem: It rained., answer: true, feedback_true: It did.,
     feedback_false: Look at the ground., reasons: [{text: Clouds, right: true, feedback: R.},
     {text: Sun, feedback: Sun dries.}]}
  - {id: 01-sort, kind: groups, level: read, outcome: 2, stem: Root or leaf?, groups: [Root, Leaf], items: [
      {text: Carrot, group: Root, feedback: It grows below.}, {text: Lettuce, group: Leaf, feedback: L.}]}
  - {id: 01-order, kind: order, level: read, outcome: 2, stem: What came first?, items: [
      {text: Seed, feedback: It begins.}, {text: Shoot, feedback: It follows.}, {text: Bloom, feedback: B.}]}
  - {id: 01-count, kind: number, level: read, outcome: 2, stem: How many?, unit: trees, value: 40, tolerance: 0,
     feedback: {right: Yes., low: You left some out., high: You counted twice.}}
"""
FIRST, SECOND = "say who came first", "read a garden"


@pytest.fixture
def course(tmp_path, monkeypatch):
    root = small_course.make(tmp_path / "course")
    (root / "data/quizzes/01.yaml").write_text(BANK, "utf-8")
    cells = [
        {
            "cell_type": "markdown",
            "source": f"## You will be able to\n\n- *{FIRST.split()[0]}*{FIRST[3:]};\n- {SECOND}.",
        },
        {"cell_type": "markdown", "source": "## Step 1 · People"},
        {"cell_type": "code", "source": 'lesson.quiz("01-pick", "01-many")'},
        {"cell_type": "markdown", "source": "### More · Weather"},
        {"cell_type": "code", "source": 'lesson.quiz("01-judge")'},
        {"cell_type": "markdown", "source": "## Step 2 · Plants"},
        {"cell_type": "code", "source": 'lesson.quiz("01-sort", "01-order", "01-count")'},
    ]
    write_notebook(root, cells)
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    return root


def write_notebook(root, cells):
    text = NOTEBOOK.format(", ".join(json.dumps({"metadata": {}, **cell}) for cell in cells))
    (root / "notebooks/01-garden.ipynb").write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


@pytest.fixture
def real(monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(ROOT))
    return find_course()


def words(markup):
    inline = re.sub(r"</?(?:bdi|em|strong)>", "", markup)
    return " ".join(html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", inline, flags=re.DOTALL)).split())


def told(report):
    return words(report.first().html)


def kinds(name, question, right, given, second=9, kind="single"):
    return answer(name, question, right, given, second, kind=kind)


def planted():
    """Return what the notebook for instructors plants into its class."""
    page = json.loads((ROOT / "notebooks/instructor-class-report.ipynb").read_text("utf-8"))
    code = "\n".join("".join(cell["source"]) for cell in page["cells"] if cell["cell_type"] == "code")
    assigned = [node for node in ast.parse(code).body if isinstance(node, ast.Assign)]
    found = {node.targets[0].id: node.value for node in assigned if isinstance(node.targets[0], ast.Name)}
    return ast.literal_eval(found["wrong"]), ast.literal_eval(found["stops"])


@pytest.mark.course
def test_what_is_planted_in_a_made_class_stands_on_the_first_screen(real, tmp_path):
    wrong, stops = planted()
    made_class.write(["03", "04"], wrong=wrong, stops=stops, seed=14, folder=tmp_path / "class")
    report = class_report.read(tmp_path / "class")
    said = told(report)
    hard, _, after = said.partition("Who stopped where")
    assert hard.startswith("30 students from 30 files; 0 set aside.")
    promised = taught.outcomes(real, "03")[3]
    assert f"Lesson 3: {promised}. Missed by" in hard, "the outcome of the hardest question leads"
    asked = {question.id: question for one in bank.every(real) for question in one.questions}
    for id in ("03-case-positions", "03-fair-sentence"):
        chosen = asked[id].options[0]
        assert f"“{chosen.text}” {chosen.feedback}" in hard
    assert "7,114 people" in hard and asked["03-net-growth"].high in hard
    first, second = asked["04-case-steps"].options[2:4]
    assert f"“{second.text}” before “{first.text}”" in hard
    assert "(Step 4 · Follow the money)" in hard, "and where it is taught"
    assert "6 after question 8 of 12" in after and "4 after question 6 of 12" in after
    before = report.tables["shifts"].set_index("before").loc["03-size-task-before"]
    assert before["students"] == 24 and before["gained"] > 12
    given = report.tables["wholes"].drop_duplicates("question").set_index("question")["students"]
    assert given["04-case-steps"] == 14 and " › ".join(o.text for o in (second, first)) in after


@pytest.mark.course
@pytest.mark.parametrize("students", [1, 30])
def test_the_course_itself_is_reported_with_every_question_answered(real, tmp_path, students):
    lessons = [one.lesson for one in bank.every(real)]
    made_class.write(lessons, students=students, beside=True, folder=tmp_path / "class")
    said = class_page.write(tmp_path / "class", tmp_path / "out")
    assert said.startswith("1 student from 1 file" if students == 1 else "30 students from 30 files")
    assert "In doubt" not in said and "Not counted" not in said
    with (tmp_path / "out/questions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    scored = [q for one in bank.every(real) for q in one.questions if q.scored]
    assert {row["question"] for row in rows if row["students"] == str(students)} == {q.id for q in scored}


def test_each_kind_says_the_mistake_behind_its_wrong_answers(course, folder):
    given = {
        "01-pick": (1, "single"), "01-many": ([1], "several"), "01-judge": ({"v": False, "r": 1}, "truefalse"),
        "01-sort": ([1, 1], "groups"), "01-order": ([1, 0, 2], "order"), "01-count": (41, "number"),
    }  # fmt: skip
    for name in "ab":
        save(folder, name, *(kinds(name, id, False, shape, kind=kind) for id, (shape, kind) in given.items()))
    wild = [kinds("w", id, False, shape, kind=kind) for id, (_, kind) in given.items() for shape in ({"v": []},)]
    save(folder, "w", *wild)
    tables = class_report.read(folder).tables
    found = {(row.question, row.mistake): (row.students, row.of, row.why) for row in tables["mistakes"].itertuples()}
    assert found == {
        ("01-pick", "Bo"): (2, 3, "Bo came after the storm."),
        ("01-many", "Fern"): (2, 3, "No wood."),
        ("01-many", "left out: Oak"): (2, 3, "Think of acorns."),
        ("01-judge", "False"): (2, 3, "Look at the ground."),
        ("01-judge", "because: Sun"): (2, 3, "Sun dries."),
        ("01-sort", "Carrot: Leaf"): (2, 3, "It grows below."),
        ("01-order", "“Shoot” before “Seed”"): (2, 3, "It begins. It follows."),
        ("01-count", "41 trees"): (2, 3, "You counted twice."),
    }
    wholes = {row.question: row.answer for row in tables["wholes"].itertuples()}
    assert wholes == {"01-order": "Shoot › Seed › Bloom", "01-count": "41 trees"}


def test_a_student_missed_what_was_right_in_fewer_than_half_of_the_answers(course, folder):
    # a: one of two, b: none of two and both mended, c: the one that was answered is right
    save(folder, "a", kinds("a", "01-pick", True, 0), kinds("a", "01-many", False, [1], kind="several"))
    mended = [kinds("b", "01-pick", True, 0), kinds("b", "01-many", True, [0], kind="several")]
    for event, wrong in zip(mended, (1, [1]), strict=True):
        event |= {"try": 2, "first": {**event["first"], "answer": wrong, "right": False}}
    save(folder, "b", *mended)
    save(folder, "c", kinds("c", "01-pick", True, 0))
    report = class_report.read(folder)
    row = report.tables["outcomes"].set_index("about").loc[FIRST]
    assert (row["questions"], row["students"], row["missed"], row["still"]) == (2, 3, 1, 0)
    assert row["share_right_first"] == pytest.approx(2 / 5)
    parts = report.tables["parts"]
    assert list(parts["about"]) == ["Step 1 · People", "More · Weather", "Step 2 · Plants"]


def test_few_students_are_told_what_their_numbers_cannot_say(course, folder):
    for n, size in enumerate((1, 3, 12)):
        for path in folder.iterdir():
            path.unlink()
        for i in range(size):
            save(folder, f"s{i}", kinds(f"s{i}", "01-pick", i > 0, 0 if i else 1))
        said = told(class_report.read(folder))
        assert ("says nothing about a class" in said) == (n == 0)
        assert ("With 3 students, each one is 33 percent" in said) == (n == 1)
        # One of three is nobody's difficulty but its owner's.
        assert ("Bo came after the storm." in said) == (n == 0)


def test_what_few_of_a_lesson_answered_is_not_ranked_and_that_is_said(course, folder):
    for i in range(12):
        save(folder, f"s{i}", kinds(f"s{i}", "01-pick", i > 5, 0 if i > 5 else 1))
    save(folder, "x", kinds("x", "01-sort", False, [1, 1], kind="groups"))
    save(folder, "y", kinds("y", "01-sort", False, [1, 1], kind="groups"))
    said = told(class_report.read(folder))
    assert f"Lesson 1: {FIRST}. Missed by 6 of 12 students; 6 still do" in said
    assert SECOND not in said and "1 of the outcomes were answered by too few to be ranked" in said


def test_where_students_stopped_is_counted_along_the_way_and_not_beside_it(course, folder):
    assert [q.id for q in stopped.way(find_course(), bank.bank(find_course(), "01"))] == [
        "01-pick", "01-many", "01-sort", "01-order", "01-count"
    ]  # fmt: skip
    last = {"a": "01-pick", "b": "01-sort", "c": "01-sort", "d": "01-count", "e": "01-judge"}
    for name, id in last.items():
        kind = {"01-sort": "groups", "01-count": "number", "01-judge": "truefalse"}.get(id, "single")
        save(folder, name, kinds(name, id, True, 0, kind=kind))
    table = class_report.read(folder).tables["stops"]
    assert table[["place", "stopped", "began"]].values.tolist() == [[1, 1, 4], [3, 2, 4], [5, 1, 4]]
    assert "2 after question 3 of 5" in told(class_report.read(folder))


def test_nicknames_are_shown_to_who_asks_for_them_alone(course, folder, tmp_path):
    full = [("01-pick", "single"), ("01-many", "several"), ("01-sort", "groups"), ("01-order", "order")]
    whole = [kinds("a", id, True, 0, kind=kind) for id, kind in [*full, ("01-count", "number")]]
    save(folder, "a", *whole, nickname="Blue =1+1")
    save(folder, "b", kinds("b", "01-pick", True, 0), nickname="<b>Sky</b>")
    save(folder, "c", kinds("c", "01-pick", True, 0))
    assert main(["class", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert not [p for p in (tmp_path / "out").iterdir() if "Sky" in p.read_text("utf-8")]
    assert main(["class", str(folder), "--out", str(tmp_path / "named"), "--nicknames"]) == 0
    page = (tmp_path / "named/class-report.html").read_text("utf-8")
    assert "&lt;b&gt;Sky&lt;/b&gt;" in page and "keep this page to yourself" in page
    with (tmp_path / "named/nicknames.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]
    assert rows == [
        ["(none)", "1", "", "01 (1 of 5)"], ["<b>Sky</b>", "1", "", "01 (1 of 5)"], ["Blue =1+1", "5", "01", ""],
    ]  # fmt: skip


def test_a_report_on_one_lesson(course, folder, tmp_path, capsys):
    (course / "data/quizzes/02.yaml").write_text(BANK.replace('"01"', '"02"').replace("01-", "02-"), "utf-8")
    save(folder, "a", kinds("a", "01-pick", False, 1), kinds("a", "02-pick", True, 0))
    report = class_report.read(folder, "02")
    assert set(report.tables["questions"]["lesson"]) == {"02"}
    assert report.unused == [], "the other lesson's answers are known all the same"
    assert main(["class", str(folder), "--lesson", "07"]) == 1
    assert "Lesson '07' has no questions" in capsys.readouterr().err


# -- the outcome that a question names ---------------------------------------------------------------------------------


def test_an_outcome_is_a_place_in_the_lessons_list():
    text = BANK.partition("  - {id: 01-many")[0]
    assert bank.parse(text, "01.yaml").questions[0].outcome == 1
    for wrong in ("0", "1.5", "first", "-1"):
        with pytest.raises(CourseError, match=r"question 01-pick: 'outcome' (is a place|must be a number)"):
            bank.parse(text.replace("outcome: 1", f"outcome: {wrong}"), "01.yaml")


def test_the_check_names_a_question_with_no_outcome_or_one_that_its_lesson_does_not_have(course):
    assert outcomes.check(find_course()) == []
    file = course / "data/quizzes/01.yaml"
    file.write_text(BANK.replace("level: read, outcome: 1, stem: Which came", "level: read, stem: Which came"), "utf-8")
    (found,) = outcomes.check(find_course())
    assert "01-pick names none of its lesson's outcomes; write outcome: and its place in their list, 1 to 2" in str(
        found
    )
    file.write_text(BANK.replace("outcome: 1, stem: Which came", "outcome: 3, stem: Which came"), "utf-8")
    (found,) = outcomes.check(find_course())
    assert "01-pick has outcome 3, and its lesson lists 2; write a number from 1 to 2" in str(found)
    write_notebook(course, [])
    assert outcomes.check(find_course()) == [], "a lesson that lists nothing has nothing to be held against"
