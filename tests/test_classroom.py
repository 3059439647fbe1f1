"""The class report: right numbers, nobody named, and a bad file costs nobody else anything."""

import errno
import json
import os
import random
import sys

import pytest

from lessonkit.course import find_course
from lessonkit.errors import CourseError
from lessonkit.progress import passport
from lessonkit.quiz import bank
from lessonkit.teach import class_page, classroom
from tests import small_course

BANK = """
lesson: "01"
questions:
  - {id: 01-first, kind: single, level: recall, stem: Which came first?, source: law, options: [
      {text: Ada, right: true, feedback: Right.}, {text: Bo, feedback: Later.}, {text: Cy, feedback: Last.}]}
  - {id: 01-many, kind: several, level: recall, stem: Which two?, source: law, options: [
      {text: Oak, right: true, feedback: Right.}, {text: Elm, right: true, feedback: Right.},
      {text: Fern, feedback: It is not.}]}
  - {id: 01-true, kind: truefalse, level: recall, stem: It rained., source: law, answer: true, feedback_true: It did.,
     feedback_false: It did., reasons: [{text: Clouds, right: true, feedback: Right.}, {text: Sun, feedback: Wrong.}]}
  - {id: 01-sort, kind: groups, level: recall, stem: Root or leaf?, source: law, groups: [Root, Leaf], items: [
      {text: Carrot, group: Root, feedback: Root.}, {text: Lettuce, group: Leaf, feedback: Leaf.}]}
  - {id: 01-again, kind: single, level: recall, stem: Who was there first?, before: 01-early, source: law, options: [
      {text: Ada, right: true, feedback: Right.}, {text: Bo, feedback: Later.}]}
  - {id: 01-early, kind: single, level: recall, stem: Who was there first?, pretest: true, options: [
      {text: Ada, right: true}, {text: Bo}]}
  - {id: 01-liking, kind: opinion, stem: Do you like it?, options: [Much, Little]}
  - {id: 01-why, kind: open, level: judge, stem: Why?, source: law, model: Because., rubric: [Says why.]}
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    root = small_course.make(tmp_path / "course")
    (root / "data/quizzes/01.yaml").write_text(BANK, "utf-8")
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    return root


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


def at(second):
    return f"2026-11-25T07:{second // 60:02}:{second % 60:02}.000Z"


KINDS = {"01-many": "several", "01-true": "truefalse", "01-sort": "groups", "01-early": "pretest"}


def answer(student, question, right, choice, second, **more):
    event = {
        "id": f"{student}-{question}", "course": "small", "lesson": question[:2], "question": question,
        "kind": KINDS.get(question, "single"), "answer": choice, "right": right, "score": None, "try": 1,
        "at": at(second),
    }  # fmt: skip
    return {**event, "first": {"answer": choice, "right": right, "at": at(second)}, **more}


def save(folder, student, *answers, **more):
    whole = {"format": passport.FORMAT, "course": "small", "passport": student, "answers": list(answers), **more}
    (folder / f"{student}.json").write_text(json.dumps(whole))


def read(folder):
    group = classroom.collect(folder, "small")
    return group, bank.every(find_course())


def test_numbers_of_a_question(course, folder):
    again = answer("b", "01-first", True, 0, 90, **{"try": 3})
    again["first"] = {"answer": 2, "right": False, "at": at(30)}
    save(folder, "a", answer("a", "01-first", True, 0, 0), answer("a", "01-many", False, [0, 2], 120))
    save(folder, "b", again, answer("b", "01-many", True, [0, 1], 60))
    save(folder, "c", answer("c", "01-first", False, 1, 0))
    group, banks = read(folder)
    table = classroom.questions(group, banks).set_index("question")
    first = table.loc["01-first"]
    assert (first["students"], first["right_first"], first["right_now"]) == (3, 1, 2)
    assert first["share_right_first"] == pytest.approx(1 / 3)
    assert first["tries"] == 1
    assert table.loc["01-many", "minutes"] == 1.2  # median of 2 min and 30 s, to one place
    assert table.loc["01-true", "students"] == 0
    assert "01-liking" not in table.index and "01-why" not in table.index


def test_minutes_run_from_the_last_try_of_the_question_before(course, folder):
    again = answer("a", "01-first", True, 0, 780, **{"try": 5})
    again["first"] = {"answer": 1, "right": False, "at": at(0)}
    save(folder, "a", again, answer("a", "01-many", True, [0, 1], 840), answer("a", "01-true", True, {"v": True}, 300))
    table = classroom.questions(*read(folder)).set_index("question")["minutes"]
    assert table["01-many"] == 1  # not 9, from the first try of 01-true
    assert table["01-true"] == 5
    assert table.isna()["01-first"]


def test_an_answer_from_before_its_question_changed_its_kind_counts_nowhere(course, folder, tmp_path):
    old = [answer("a", q, True, 1, 0, kind="number") for q in ("01-first", "01-again", "01-early")]
    save(folder, "a", *old, answer("a", "01-gone", True, 0, 60), answer("a", "01-true", True, {"v": True, "r": 0}, 90))
    save(folder, "b", answer("b", "01-first", True, 0, 0), answer("b", "01-early", True, 0, 0, kind="single"))
    save(folder, "c", answer("c", "01-first", True, 1, 0, kind="number"))
    group, banks = read(folder)
    asked = classroom.questions(group, banks)
    assert list(asked[asked["students"] > 0]["question"]) == ["01-first", "01-true"]
    assert asked.set_index("question").loc["01-first", "students"] == 1
    chosen = classroom.choices(group, banks)
    assert set(chosen[chosen["question"] == "01-first"]["of"]) == {1}
    assert classroom.shifts(group, banks)["students"].sum() == 0
    assert classroom.lessons(group, asked)["students"].tolist() == [2]
    said = class_page.write(folder, tmp_path / "out")
    page = (tmp_path / "out" / "class-report.html").read_text("utf-8")
    for line in (
        "1 answer is to questions that the course no longer has.",
        "4 answers are of another kind than their question has now.",
    ):
        assert line in said and line in page
    assert "given before a stem, an option or a key was changed counts nowhere" in page


@pytest.mark.parametrize("questions", ["  - {id: 01-o, kind: opinion, stem: Well?, options: [Much, Little]}", None])
def test_a_course_without_a_scored_question_gets_a_report(course, folder, tmp_path, questions):
    bank_file = course / "data/quizzes/01.yaml"
    bank_file.unlink()
    if questions:
        bank_file.write_text(f'lesson: "01"\nquestions:\n{questions}\n')
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    said = class_page.write(folder, tmp_path / "out")
    assert said.startswith("1 student from 1 file; 0 set aside.")
    asked = (tmp_path / "out" / "questions.csv").read_text("utf-8-sig")
    assert asked.startswith("lesson,question,kind,stem,students,right_first,")
    assert (tmp_path / "out" / "lessons.csv").read_text("utf-8-sig").startswith("lesson,students,answers,")


def test_which_wrong_answer_was_chosen(course, folder):
    save(folder, "a", answer("a", "01-first", False, 2, 0), answer("a", "01-true", False, {"v": True, "r": 1}, 9))
    save(folder, "b", answer("b", "01-first", False, 2, 0), answer("b", "01-many", False, [0, 2], 9))
    save(folder, "c", answer("c", "01-first", True, 0, 0), answer("c", "01-sort", False, [0, 0], 9))
    table = classroom.choices(*read(folder))
    got = {(row.question, row.option): (row.students, row.of, row.right) for row in table.itertuples()}
    assert got["01-first", "Cy"] == (2, 3, False)
    assert got["01-first", "Bo"] == (0, 3, False)
    assert got["01-many", "Fern"] == (1, 1, False)
    assert got["01-many", "Elm"] == (0, 1, True)
    assert got["01-true", "True"] == (1, 1, True)
    assert got["01-true", "Sun"] == (1, 1, False)
    assert got["01-sort", "Carrot"] == (1, 1, True)
    assert got["01-sort", "Lettuce"] == (0, 1, True)


def test_discrimination_tells_a_good_question_from_a_misleading_one(course, folder):
    for i in range(20):
        good = i % 2 == 0
        verdicts = {"01-first": good, "01-many": good, "01-true": good, "01-sort": not good}
        save(folder, f"s{i}", *(answer(f"s{i}", q, right, 0, 5) for q, right in verdicts.items()))
    table = classroom.questions(*read(folder)).set_index("question")["discrimination"]
    assert table["01-first"] > 0.9
    assert table["01-sort"] < -0.9


def test_discrimination_of_a_few_students_is_left_open(course, folder):
    for i in range(9):
        save(folder, f"s{i}", answer(f"s{i}", "01-first", i > 4, 0, 5), answer(f"s{i}", "01-many", i > 4, [0], 5))
    assert classroom.questions(*read(folder))["discrimination"].isna().all()


def test_knowledge_before_and_after(course, folder):
    cases = {"a": (False, True), "b": (True, True), "c": (True, False), "d": (False, True)}
    for name, (before, after) in cases.items():
        save(folder, name, answer(name, "01-early", before, 0, 0), answer(name, "01-again", after, 0, 600))
    save(folder, "e", answer("e", "01-early", True, 0, 0))
    (row,) = classroom.shifts(*read(folder)).to_dict("records")
    assert (row["before"], row["after"], row["students"]) == ("01-early", "01-again", 4)
    assert (row["right_before"], row["right_after"], row["gained"], row["lost"]) == (2, 3, 2, 1)


def test_damaged_and_doubled_files_are_named_and_the_rest_is_used(course, folder):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    (folder / "b.json").write_text("{torn")
    (folder / "c.json").write_text(json.dumps({"format": passport.FORMAT, "course": "other", "answers": []}))
    (folder / "d.json").write_bytes((folder / "a.json").read_bytes())
    save(folder, "e")
    (folder / "notes.txt").write_text("not looked at")
    group = classroom.collect(folder, "small")
    assert len(group.students) == 1
    assert group.files == 5
    reasons = dict(group.aside)
    assert set(reasons) == {"b.json", "c.json", "d.json", "e.json"}
    assert "a.json" in reasons["d.json"]
    assert "another course" in reasons["c.json"]


def test_the_first_line_says_when_files_may_be_several_students(course, folder, tmp_path):
    for i, question in enumerate(("01-first", "01-many", "01-true", "01-sort", "01-again")):
        save(folder, f"s{i}", answer(f"s{i}", question, True, 0, i), passport="one")
    first, *rest = class_page.write(folder, tmp_path / "out").splitlines()
    assert first.startswith(
        "1 student from 5 files; 0 set aside; 4 put together with others. The number is in doubt: "
        "5 files counted as one student with others may be several students'."
    )
    assert sum(line.startswith("In doubt: s") for line in rest) == 5
    assert "5 files counted as one student" in (tmp_path / "out" / "class-report.html").read_text("utf-8")


def test_the_first_line_says_when_files_are_identical(course, folder):
    for i in range(8):
        save(folder, f"s{i}", answer("given", "01-first", True, 0, 0), passport=f"log{i % 2}")
    group = classroom.collect(folder, "small")
    assert class_page.counted(group) == (
        "1 student from 8 files; 7 set aside. The number is in doubt: "
        "8 files are identical with others and may be as many students who added nothing."
    )


def test_monday_and_tuesday_are_counted_without_a_doubt(course, folder):
    monday = answer("a", "01-first", True, 0, 0)
    save(folder, "monday", monday, passport="one")
    save(folder, "tuesday", monday, answer("a", "01-many", True, [0, 1], 99), passport="one")
    assert "doubt" not in class_page.counted(classroom.collect(folder, "small"))


def test_a_passport_by_another_name_is_read_or_named(course, folder, tmp_path):
    for name in "abcd":
        save(folder, name, answer(name, "01-first", True, 0, 0))
    (folder / "b.json").rename(folder / "B.JSON")
    (folder / "c.json").rename(folder / "c.json.txt")
    (folder / "d.json").rename(folder / "d")
    (folder / "notes").write_text("not looked at")
    group = classroom.collect(folder, "small")
    assert len(group.students) == 2
    assert group.files == 4
    assert [name for name, _ in group.aside] == ["c.json.txt", "d"]
    assert all("does not end in .json" in why for _, why in group.aside)
    class_page.write(folder, folder / "report")
    assert classroom.collect(folder, "small") == group  # the report is no passport


def test_entries_that_are_no_answers_are_told_for_each_file(course, folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0), {"id": "x"}, None)
    save(folder, "b", answer("b", "01-first", True, 0, 0))
    said = class_page.write(folder, tmp_path / "out")
    assert said.splitlines()[1:] == ["Read in part: a.json: 2 of its entries could not be used as answers."]
    assert "2 of its entries could not be used" in (tmp_path / "out" / "class-report.html").read_text("utf-8")


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names are text there")
def test_a_name_that_is_not_text_is_shown_with_a_sign(course, folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    whole = (folder / "a.json").read_bytes()
    for name, content in {b"b\x82.json": b"", b"c\x82.json": whole, b"d\x82.json": whole.replace(b"a", b"d")}.items():
        (folder / os.fsdecode(name)).write_bytes(content)
    out = tmp_path / os.fsdecode(b"out\x82")
    said = class_page.write(folder, out)
    page = (out / "class-report.html").read_text("utf-8")
    for text in (said, page):
        text.encode()
        assert "b\ufffd.json" in text and "c\ufffd.json" in text
    assert classroom.collect(folder, "small").files == 4


def test_a_folder_that_may_not_be_entered_is_named_and_the_rest_is_used(course, folder, monkeypatch):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    for name in ("listed", "shut"):
        (folder / name).mkdir()
        save(folder / name, "b", answer("b", "01-first", True, 0, 0))

    def refuse(call, what):
        def guarded(path=".", **more):
            if what(str(path)):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return call(path, **more)

        return guarded

    # Root may enter every folder.
    for name in ("stat", "lstat"):
        monkeypatch.setattr(os, name, refuse(getattr(os, name), lambda path: "/listed/" in path))
    monkeypatch.setattr(os, "scandir", refuse(os.scandir, lambda path: path.endswith("/shut")))
    group = classroom.collect(folder, "small")
    assert len(group.students) == 1
    assert [name for name, _ in group.aside] == ["listed/b.json", "shut"]
    assert all("Permission denied" in why for _, why in group.aside)


def test_two_passports_of_one_student_count_as_one_in_any_order(course, folder):
    home, later = answer("x", "01-first", False, 1, 0), answer("x", "01-many", True, [0, 1], 50)
    school = answer("y", "01-true", True, {"v": True, "r": 0}, 99)
    for names in (("p1", "p2", "p3"), ("p3", "p2", "p1")):
        for path in folder.iterdir():
            path.unlink()
        # p1 and p3 share nothing; p2 shares an answer with each
        for name, answers in zip(names, ([home], [home, later, school], [school]), strict=True):
            save(folder, name, *answers)
        group = classroom.collect(folder, "small")
        assert [set(student) for student in group.students] == [{"01-first", "01-many", "01-true"}]
        assert len(group.aside) + len(group.joined) == 2


def test_browsers_that_have_met_no_file_are_different_students(course, folder):
    for name in "abc":
        save(folder, name, answer(name, "01-first", True, 0, 0), passport="new")
    assert len(classroom.collect(folder, "small").students) == 3


def test_opinions_and_free_text_of_a_forged_passport_are_nowhere(course, folder, tmp_path):
    secret = "I-wrote-this"
    save(
        folder, "a", answer("a", "01-first", True, 0, 0), answer("a", "01-liking", None, secret, 1),
        answer("a", "01-why", None, secret, 2), answer("a", "01-liking", None, 0, 1, kind="opinion", id="o"),
        nickname="Sky",
    )  # fmt: skip
    class_page.write(folder, tmp_path / "out")
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())
    assert "01-first" in written
    for word in (secret, "Sky", "Do you like it?"):
        assert word not in written


def test_a_hostile_file_is_shown_as_text(course, folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    (folder / "<script>alert(1)<x>.json").write_text("{")
    wild = answer("w", "01-first", True, {"v": [1], "r": {"a": 1}}, 0)
    save(folder, "w", wild, answer("w", "01-sort", True, [[], {}], 3), answer("w", "01-many", True, "0", 4))
    impossible = answer("z", "01-first", True, 0, 0, at="2026-99-99T99:99:99Z")
    impossible["first"]["at"] = "2026-99-99T99:99:99Z"
    save(folder, "z", impossible)
    said = class_page.write(folder, tmp_path / "out")
    page = (tmp_path / "out" / "class-report.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;x&gt;.json" in page
    assert said.startswith("2 students from 4 files; 2 set aside.")


def test_the_report_is_one_page_and_a_table_a_file(course, folder, tmp_path):
    chance = random.Random(7)
    for i in range(12):
        good = chance.random() < 0.5
        save(folder, f"s{i}", answer(f"s{i}", "01-early", good, 0, 0), answer(f"s{i}", "01-again", True, 0, 60))
    out = tmp_path / "deep" / "out"
    said = class_page.write(folder, out)
    assert {path.name for path in out.iterdir()} == {
        "class-report.html", "exit-tickets.html", "lessons.csv", "outcomes.csv", "parts.csv", "questions.csv",
        "mistakes.csv", "choices.csv", "wholes.csv", "stops.csv", "shifts.csv",
    }  # fmt: skip
    page = (out / "class-report.html").read_text("utf-8")
    assert page.count("<img alt=") == 2
    assert "http://" not in page.replace("http://www.w3.org", "") and "https://" not in page
    assert "12 students from 12 files" in said
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    class_page.write(folder, out)
    assert before == {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_folder_without_passports_is_a_sentence(course, folder, tmp_path):
    with pytest.raises(CourseError, match="holds no passport of this course; put"):
        class_page.write(folder, tmp_path / "out")
    with pytest.raises(CourseError, match="is no folder"):
        class_page.write(folder / "missing", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_that_cannot_be_written_is_a_sentence(course, folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CourseError, match="taken could not be written"):
        class_page.write(folder, tmp_path / "taken")
