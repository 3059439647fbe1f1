"""The files of a class report: no formula, no link followed, days of this place; texts to score without names."""

import csv
import os
import re
import time

import pandas as pd
import pytest

from lessonkit.__main__ import main
from lessonkit.errors import CourseError
from lessonkit.teach import class_page, tickets, written

from . import test_classroom
from .test_classroom import BANK, answer, save

course, folder = test_classroom.course, test_classroom.folder

FORMULAS = ("=cmd|' /C calc'!A0", "@SUM(1+9)", "+1+cmd", "-2+3+cmd", " =1+1", "\t=1", "x;=1+1", "a\n=1", "＝1")


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def test_a_table_for_spreadsheets_holds_no_formula_and_says_that_it_is_utf_8(tmp_path):
    table = pd.DataFrame({"text": [*FORMULAS, "-5", "+3.5", "a-b", "“quoted” – said"], "number": -0.5})
    data = written.csv(table)
    assert data.startswith(b"\xef\xbb\xbf")
    (tmp_path / "t.csv").write_bytes(data)
    got = cells(tmp_path / "t.csv")[2::2]
    assert got[-4:] == ["-5", "+3.5", "a-b", "“quoted” – said"]
    for before, after in zip(FORMULAS, got, strict=False):
        assert after.replace("'", "") == before.replace("'", "")
        assert not re.search(r"(^|[;\t\n])\s*[=+\-@＝]", after), before
    assert "-0.5" in cells(tmp_path / "t.csv")


def test_a_bank_puts_no_formula_into_the_report(course, folder, tmp_path):
    bank = course / "data/quizzes/01.yaml"
    wild = BANK.replace("Which came first?", "\"=cmd|' /C calc'!A0\"").replace("{text: Bo,", "{text: '@SUM(1)',", 1)
    bank.write_text(wild.replace("{text: Elm,", "{text: '<img src=x>',"), "utf-8")
    save(folder, "a", answer("a", "01-first", True, 0, 0), answer("a", "01-many", True, [0], 0), nickname="=1+1")
    class_page.write(folder, tmp_path / "out")
    files = sorted((tmp_path / "out").glob("*.csv"))
    assert len(files) == 9
    for file in files:
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        assert not [cell for cell in cells(file) if cell.startswith(("=", "@"))]
    assert "'=cmd|' /C calc'!A0" in cells(tmp_path / "out/questions.csv")
    assert "<img src=x>" not in (tmp_path / "out" / class_page.PAGE).read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_report_is_written_through_no_link(course, folder, tmp_path, capsys):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    mine = tmp_path / "mine"
    mine.mkdir()
    for name in (class_page.PAGE, "lessons.csv", tickets.PAGE):
        (mine / name).write_text("the teacher's own")
    (folder / "report").symlink_to(mine)
    assert main(["class", str(folder)]) == 1
    assert "report is a link to another place; remove it" in capsys.readouterr().err
    (folder / "report").unlink()
    (folder / "report").mkdir()
    (folder / "report" / class_page.PAGE).symlink_to(mine / class_page.PAGE)
    (folder / "report" / "lessons.csv").symlink_to(mine / "lessons.csv")
    os.link(mine / tickets.PAGE, folder / "report" / tickets.PAGE)
    assert main(["class", str(folder)]) == 0
    assert {path.read_text() for path in mine.iterdir()} == {"the teacher's own"}
    assert not [path for path in (folder / "report").iterdir() if path.is_symlink() or path.suffix == ".part"]
    (folder / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CourseError, match="is a link"):
        class_page.write(folder, folder / "gone")


def test_a_page_that_cannot_be_put_leaves_nothing_half(course, folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0))
    (tmp_path / "out" / class_page.PAGE).mkdir(parents=True)
    with pytest.raises(CourseError, match="could not be written"):
        class_page.write(folder, tmp_path / "out")
    assert not list((tmp_path / "out").glob(".*"))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is fixed elsewhere")
@pytest.mark.parametrize(("zone", "days"), [("America/Los_Angeles", "2026-03-03"), ("UTC", "2026-03-04")])
def test_the_days_are_those_of_the_teacher(course, folder, tmp_path, monkeypatch, zone, days):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        late = answer("a", "01-first", True, 0, 0, at="2026-03-04T01:30:00.000Z")
        late["first"]["at"] = late["at"]
        save(folder, "a", late)
        class_page.write(folder, tmp_path / "out")
        row = pd.read_csv(tmp_path / "out/lessons.csv", dtype=str).iloc[0]
        assert (row["first_day"], row["last_day"]) == (days, days)
    finally:
        monkeypatch.undo()
        time.tzset()


def text(student, words, **more):
    return answer(student, "01-why", None, words, 0, kind="open", **more)


def test_texts_stand_on_a_page_without_names_in_an_order_that_tells_nothing(course, folder, tmp_path):
    words = [f"Text {i} <script>alert(1)</script> \u202e" for i in range(12)]
    for i, said in enumerate(words):
        save(folder, f"pupil{i:02}", text(f"pupil{i:02}", said), nickname=f"Nick{i}")
    save(folder, "z", answer("z", "01-liking", None, "my opinion", 0, kind="opinion"), text("z", 7))
    class_page.write(folder, tmp_path / "out")
    page = (tmp_path / "out" / tickets.PAGE).read_text("utf-8")
    got = [int(n) for n in re.findall(r"Text (\d+) &lt;script", page)]
    assert sorted(got) == list(range(12)) and got != sorted(got)
    assert page.count("Says why.") == 12, "the rubric, to tick"
    assert "<script" not in page and "pupil" not in page and "Nick" not in page and "my opinion" not in page
    others = "".join(p.read_text("utf-8") for p in (tmp_path / "out").iterdir() if p.name != tickets.PAGE)
    assert "Text 3" not in others
    again = page
    for path in folder.iterdir():
        path.rename(folder / f"x{path.name[::-1]}.json")
    class_page.write(folder, tmp_path / "out")
    assert (tmp_path / "out" / tickets.PAGE).read_text("utf-8") == again, "names of files change nothing"


def test_a_class_that_wrote_nothing_is_told_why(course, folder, tmp_path):
    save(folder, "a", answer("a", "01-first", True, 0, 0), text("a", "  "))
    class_page.write(folder, tmp_path / "out")
    assert "No text was handed in" in (tmp_path / "out" / tickets.PAGE).read_text("utf-8")


def test_lessons_that_nobody_answered_fill_no_line_of_the_report(course, folder, tmp_path):
    (course / "data/quizzes/02.yaml").write_text(BANK.replace('"01"', '"02"').replace("01-", "02-"), "utf-8")
    save(folder, "a", answer("a", "02-first", True, 0, 0))
    assert class_page.write(folder, tmp_path / "out").startswith("1 student")
    rows = pd.read_csv(tmp_path / "out/lessons.csv", dtype=str, keep_default_na=False)
    assert rows["lesson"].tolist() == ["02"]
