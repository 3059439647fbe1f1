"""The class report in a browser: nothing loaded, nothing run, readable by everybody."""

from __future__ import annotations

import re

from lessonkit.course import find_course
from lessonkit.quiz import bank
from lessonkit.teach import class_page, made_class, tickets

from .. import test_classroom
from ..conftest import ROOT
from ..test_classroom import answer, save
from . import axe
from .waiting import expect

course, folder = test_classroom.course, test_classroom.folder


def test_the_report_is_complete_in_itself_and_axe_finds_nothing(page, course, folder, tmp_path):
    for i in range(12):
        name = f"s{i}"
        many = answer(name, "01-many", i > 4, [i % 3], 70)
        early = answer(name, "01-early", i % 2 > 0, i % 2, 0)
        first, again = answer(name, "01-first", i % 3 > 0, i % 3, 9), answer(name, "01-again", True, 0, 99)
        save(folder, name, early, first, many, again)
    save(folder, "w", answer("w", "01-why", None, "I say <b>why</b> in my own words.", 5, kind="open"))
    (folder / "<img src=x onerror=alert(1)>.json").write_text("{")
    class_page.write(folder, tmp_path / "out")
    page.goto((tmp_path / "out/class-report.html").as_uri())
    expect(page.get_by_role("heading", name="Teach again")).to_be_in_viewport()
    expect(page.get_by_role("img")).to_have_count(0)  # what is not on the first screen is folded
    for name in ("Lesson 01", "Questions asked twice"):
        page.get_by_role("heading", name=name).click()
    expect(page.get_by_role("img")).to_have_count(2)
    page.get_by_text("What was chosen first in lesson 01").first.click()
    expect(page.get_by_role("cell", name="Elm").or_(page.get_by_text("Elm")).first).to_be_visible()
    expect(page.locator("img[src=x]")).to_have_count(0)
    assert axe.violations(page, "body") == []
    page.goto((tmp_path / "out" / tickets.PAGE).as_uri())
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_text("I say <b>why</b> in my own words.")).to_be_visible()
    assert axe.violations(page, "body") == []


def test_the_report_on_all_lessons_of_a_class_prints_on_two_pages(page, monkeypatch, tmp_path):
    monkeypatch.setenv("LESSONKIT_COURSE", str(ROOT))
    lessons = [one.lesson for one in bank.every(find_course())]
    wrong = {"03-case-positions": (0, 21), "03-net-growth": (7114, 18), "03-hire-gap": ([0, 3], 20)}
    wrong |= {
        "04-case-steps": ([0, 1, 3, 2, 4, 5], 16),
        "05-order": ([1, 0, 2, 3, 4], 16),
        "06-whose-job": ([0] * 6, 18),
    }
    wrong |= {"01-parts-groups": ([0] * 6, 20), "02-traffic-stop": (0, 19), "07-can-order": ([3], 17)}
    made_class.write(lessons, wrong=wrong, folder=tmp_path / "class")
    class_page.write(tmp_path / "class", tmp_path / "out", nicknames=True)
    page.goto((tmp_path / "out/class-report.html").as_uri())
    for format in ("Letter", "A4"):
        printed = page.pdf(format=format)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    assert axe.violations(page, "body") == []
