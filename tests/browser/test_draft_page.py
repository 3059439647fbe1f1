"""What is being written is never lost, and goes nowhere: not to a file, a passport, or another student's page."""

from __future__ import annotations

import json

import pytest

from lessonkit.progress import Log

from ..progress_page import show
from ..quiz_page import card, status
from .waiting import becomes, begins, expect

ID = "01-explain"
WORDS = "The seed is full of <b>food</b>, and so it can live for a week"
SECOND = f"From the second tab: {WORDS}"
DRAFT = "Draft. Not saved as an answer yet."
KEYS = "Object.keys(localStorage)"


def write(page, words=WORDS):
    area = card(page, ID).get_by_role("textbox")
    area.fill("")
    area.type(words)


def written(page):
    """The box in which the answer is written."""
    return card(page, ID).get_by_role("textbox")


def save(page):
    card(page, ID).get_by_role("button", name="Save and compare").click()


def rerun(page):
    """What running a cell again does: its output is thrown away and a new one drawn."""
    page.evaluate(
        """() => { const old = document.querySelector('lk-quiz'), made = document.createElement('lk-quiz');
        made.dataset.lk = old.dataset.lk; old.replaceWith(made) }"""
    )


def drafts(page):
    return page.evaluate(f"{KEYS}.filter(key => key.includes('draft'))")


@pytest.mark.parametrize("again", [rerun, lambda page: page.reload()], ids=["run again", "reload"])
def test_a_draft_is_there_again(page, course, again):
    show(page, course, ID)
    write(page)
    again(page)
    expect(written(page)).to_have_value(WORDS)
    expect(status(card(page, ID))).to_have_text(DRAFT)
    expect(card(page, ID).locator(".lk-chip")).to_have_text("Not answered")
    expect(card(page, ID).get_by_text("A model answer")).not_to_be_visible()
    write(page, "")
    again(page)
    expect(written(page)).to_have_value("")
    becomes(page, lambda: drafts(page), [])


def test_a_draft_ends_when_its_answer_is_kept(page, course):
    show(page, course, ID)
    write(page)
    save(page)
    expect(status(card(page, ID))).to_have_text(begins("Saved. "))
    becomes(page, lambda: drafts(page), [])
    page.reload()
    expect(written(page)).to_have_value(WORDS)
    expect(status(card(page, ID))).to_have_text(begins("Saved. "))
    # Written on after it was kept: the draft stands over the answer, which is still what counts.
    write(page, WORDS + " it grows")
    page.reload()
    expect(written(page)).to_have_value(WORDS + " it grows")
    expect(card(page, ID).locator(".lk-chip")).to_have_text("Changed, not checked")
    expect(card(page, ID).get_by_text("A model answer")).not_to_be_visible()
    card(page, ID).get_by_role("button", name="Start over").click()
    expect(written(page)).to_have_value("")
    becomes(page, lambda: drafts(page), [])


def test_a_text_too_short_to_be_an_answer_stays_a_draft(page, course):
    show(page, course, ID)
    write(page, "Food")
    save(page)
    expect(status(card(page, ID))).to_have_text(begins("Not answered. Write your answer first"))
    page.reload()
    expect(written(page)).to_have_value("Food")


def test_a_draft_is_in_no_file_no_passport_and_no_summary(page, course, kernel):
    show(page, course, ID, "01-first-leaf")
    write(page)
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    expect(written(page), "a file that comes late takes nothing away").to_have_value(WORDS)
    card(page, "01-first-leaf").get_by_label("The root").check()
    card(page, "01-first-leaf").locator(".lk-check").click()
    card(page, "01-first-leaf").get_by_text("Kept in your file.").wait_for()
    assert [event["question"] for event in Log(course).events()] == ["01-first-leaf"]
    box = page.locator("lk-passport")
    box.get_by_label("my own words").check()
    box.get_by_text("1 answer is in it now.").wait_for()
    with page.expect_download() as waiting:
        box.get_by_role("button", name="Save my passport").click()
    whole = waiting.value.path().read_text("utf-8")
    assert [answer["question"] for answer in json.loads(whole)["answers"]] == ["01-first-leaf"]
    assert "food" not in whole
    page.reload()
    kernel.restart()
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    expect(written(page), "after a restart of the kernel, too").to_have_value(WORDS)


def test_a_draft_belongs_to_its_passport(page, course, kernel, tmp_path, monkeypatch):
    show(page, course, ID)
    write(page)
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    mine = Log(course).peek()
    becomes(page, lambda: [key.split("|")[2] for key in drafts(page)], [mine], "moved from `new` to the file's own")
    # Another student's file on the same computer: the page shows what is remembered until somebody says whose it is.
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "other"))
    kernel.restart()
    page.reload()
    kernel.connect()
    kernel.asks("1 answer from before")
    expect(written(page)).to_have_value(WORDS)
    kernel.choose("Begin my own")
    page.wait_for_function("document.querySelector('textarea').value === ''")
    expect(status(card(page, ID))).to_have_text("")
    write(page, "Quite another text")
    monkeypatch.delenv("LESSONKIT_PROGRESS")
    kernel.restart()
    kernel.connect()
    kernel.asks("1 answer from before")
    kernel.choose("Begin my own")
    page.wait_for_function("words => document.querySelector('textarea').value === words", arg=WORDS)
    expect(written(page)).to_have_value(WORDS)


def test_what_is_being_written_outlives_an_older_draft_of_the_same_file(page, course, kernel):
    show(page, course, ID)
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    write(page, "An older thought")
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.includes('|current|')) delete localStorage[key]"
    )
    page.reload()
    write(page, "A newer thought")
    kernel.restart()
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    expect(written(page)).to_have_value("A newer thought")
    kept = f"{KEYS}.filter(key => key.includes('draft')).map(key => localStorage[key])"
    becomes(page, lambda: page.evaluate(kept), ["A newer thought"])


def test_wiping_takes_the_draft(page, course):
    show(page, course, ID)
    write(page)
    for name in ("Wipe my answers", "Yes, wipe them"):
        page.get_by_role("button", name=name).click()
    expect(written(page)).to_have_value("")
    becomes(page, lambda: drafts(page), [])
    page.reload()
    expect(written(page)).to_have_value("")


def test_an_answer_that_comes_from_the_file_leaves_the_draft_on_the_page(page, course, kernel):
    show(page, course, ID)
    kernel.connect()
    write(page, f"What I once wrote about it: {WORDS}")
    save(page)
    card(page, ID).get_by_text("Kept in your file.").wait_for()
    page.evaluate(f"for (const key of {KEYS}) if (!key.includes('|current|')) delete localStorage[key]")
    page.reload()
    write(page)
    kernel.restart()
    kernel.connect()
    kernel.asks("holds 1 answer")
    kernel.choose("Take them in")
    card(page, ID).get_by_text("Kept in your file.").wait_for()
    expect(written(page)).to_have_value(WORDS)
    expect(card(page, ID).locator(".lk-chip")).to_have_text("Changed, not checked")


@pytest.mark.parametrize("names", [["setItem", "getItem"], ["setItem"]], ids=["refuses", "is full"])
def test_a_browser_that_keeps_nothing_keeps_the_draft_while_the_page_is_open(page, course, names):
    refuse = "throw new DOMException('no', 'QuotaExceededError')"
    page.add_init_script(f"for (const name of {json.dumps(names)}) Storage.prototype[name] = () => {{ {refuse}; }}")
    show(page, course, ID)
    write(page)
    rerun(page)
    expect(written(page)).to_have_value(WORDS)
    save(page)
    rerun(page)
    expect(status(card(page, ID))).to_have_text(begins("Saved. "))


def test_of_two_tabs_the_last_writer_stands(context, page, course, watch):
    show(page, course, ID)
    second = watch.follow(context.new_page())
    show(second, course, ID)
    write(page, "From the first tab")
    second.wait_for_function("document.querySelector('textarea').value === 'From the first tab'")
    write(second, SECOND)
    page.wait_for_function(f"document.querySelector('textarea').value === {SECOND!r}")
    page.reload()
    expect(written(page)).to_have_value(SECOND)
    save(page)
    second.get_by_text("A teacher scores this answer").wait_for()
    becomes(page, lambda: drafts(page), [])


def test_only_what_is_written_in_own_words_is_kept_as_a_draft(page, course):
    show(page, course, "01-seeds", "01-first-leaf")
    card(page, "01-seeds").get_by_role("textbox").fill("12")
    card(page, "01-first-leaf").get_by_label("The root").check()
    assert page.evaluate(KEYS) == []
