"""A question asked before the reading says neither right nor wrong; asked again, it shows what was answered then."""

from __future__ import annotations

import re

import pytest

from .. import progress_page, quiz_page, quiz_samples
from ..quiz_keys import press as keys
from ..quiz_page import card, show, status
from ..test_pretest import GRADED, pair, text
from .answering import ANSWER_ALL
from .waiting import becomes, begins, expect

KEPT = "Kept. This question comes back later; its answer is discussed there."
BEFORE, AFTER = "01-early-first-leaf", "01-first-leaf"
FIGURELESS = [block for block in GRADED if not block.get("figure")]


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "progress"))
    quiz_page.make_course(tmp_path, monkeypatch)
    return quiz_samples.course(tmp_path, text(*(block for graded in FIGURELESS for block in pair(graded))))


def pretests():
    return [pair(block)[0]["id"] for block in FIGURELESS]


def plain(html: str) -> str:
    """The card without what an order of rows decides (first and last cannot move on) and ids that only count."""
    return "".join(sorted(re.findall("<[^>]*>|[^<]+", re.sub(r"lk-said-\d+| aria-disabled=\"\w+\"", "", html))))


def test_a_right_and_a_wrong_answer_of_each_kind_look_the_same(page, course) -> None:
    """Text, classes, tones, ARIA, hidden parts: not one letter of the card may depend on the verdict."""
    seen = {}
    for which in ("right", "wrong"):
        page.goto("about:blank")
        show(page, course, *pretests())
        page.evaluate("localStorage.clear()")
        page.reload()
        for id, kind, said, _ in page.evaluate(ANSWER_ALL, which):
            assert (kind, said) == ("pretest", KEPT), id
        rights = page.evaluate("Object.values(localStorage).map(value => JSON.parse(value).right)")
        assert set(rights) == {which == "right"}, "what before and after are compared by"
        seen[which] = [plain(card(page, id).evaluate("form => form.outerHTML")) for id in pretests()]
        form = card(page, BEFORE)
        expect(form.locator(".lk-chip")).to_have_text("Answered")
        expect(form.get_by_role("button")).to_have_text(["Show"], use_inner_text=True)
        shown = page.locator("main").inner_text()
        for block in FIGURELESS:
            for line in [option for name in ("options", "items", "pairs", "reasons") for option in block.get(name, [])]:
                assert line["feedback"] not in shown
    assert seen["right"] == seen["wrong"]


def test_a_second_try_says_nothing_either_and_start_over_asks_again(page, course) -> None:
    show(page, course, BEFORE)
    form = card(page, BEFORE)
    for name in ("The pod", "The root"):
        if name == "The root":
            form.get_by_role("button", name="Show").click()
        form.get_by_label(name).check()
        form.locator(".lk-check").click()
        expect(status(form)).to_have_text(KEPT)
        expect(form.locator(".lk-chip")).to_have_text("Answered")
    page.reload()
    form = card(page, BEFORE)
    expect(status(form)).to_have_text(KEPT)
    form.get_by_role("button", name="Show").click()
    form.get_by_role("button", name="Start over").click()
    expect(form.locator(".lk-chip")).to_have_text("Not answered")
    expect(form.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("block", FIGURELESS, ids=lambda block: block["kind"])
def test_what_was_answered_before_is_shown_once_the_later_question_is_checked(page, course, block) -> None:
    before = pair(block)[0]["id"]
    show(page, course, before, block["id"])
    page.evaluate(ANSWER_ALL, "wrong")
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (!key.includes('01-early-')) delete localStorage[key]"
    )
    page.reload()
    expect(page.locator("main")).not_to_contain_text("you answered", use_inner_text=True)
    again = card(page, block["id"])
    page.evaluate(f"document.querySelector('lk-quiz').replaceWith(); ({ANSWER_ALL})('right')")
    expect(status(again)).to_have_text(begins("Correct. "))
    expect(status(again)).to_contain_text("Before you read, you answered: ")
    quoted = re.search("Before you read, you answered: \u201c(.+)\u201d\\.", status(again).inner_text())[1]
    words = {
        "single": "The pod|The flower", "case": "Dig the seeds out|Water the bed",
        "several": "Light; Music|Music; Light",
        "truefalse": "False: Soil gives light", "number": "3,709 seeds", "order": "Pod; Flower; Stem; Root",
        "match": ".*(Spade \u2013 (Levels|Waters)).*", "groups": ".*(Carrot \u2013 Leaf).*",
    }  # fmt: skip
    assert re.fullmatch(words[block["kind"]], quoted), quoted
    again.get_by_role("button", name="Show").click()
    again.get_by_role("button", name="Start over").click()
    expect(page.locator("main")).not_to_contain_text("you answered", use_inner_text=True)


def test_without_an_earlier_answer_or_with_a_torn_one_the_later_question_stands_alone(page, course) -> None:
    show(page, course, AFTER)
    form = card(page, AFTER)
    form.get_by_label("The root").check()
    form.locator(".lk-check").click()
    expect(status(form)).not_to_contain_text("you answered")
    show(page, course, BEFORE, AFTER)
    card(page, BEFORE).get_by_label("The pod").check()
    card(page, BEFORE).locator(".lk-check").click()
    page.evaluate(
        """id => { for (const key of Object.keys(localStorage)) if (key.endsWith(id))
        localStorage[key] = localStorage[key].replaceAll('"answer":2', '"answer":"<b>7"') }""",
        BEFORE,
    )
    page.reload()
    expect(status(card(page, AFTER))).to_have_text(begins("Correct."))
    expect(status(card(page, AFTER))).not_to_contain_text("you answered")


def test_the_first_answer_is_the_one_that_is_shown_later(page, course) -> None:
    show(page, course, BEFORE, AFTER)
    for name in ("The flower", "The root"):
        if name == "The root":
            card(page, BEFORE).get_by_role("button", name="Show").click()
        card(page, BEFORE).get_by_label(name).check()
        card(page, BEFORE).locator(".lk-check").click()
    card(page, AFTER).get_by_label("The root").check()
    card(page, AFTER).locator(".lk-check").click()
    expect(status(card(page, AFTER))).to_contain_text(
        "Before you read, you answered: \u201cThe flower\u201d.", use_inner_text=True
    )


def test_by_keyboard_alone_with_names_roles_and_a_status(page, course) -> None:
    show(page, course, BEFORE)
    form = card(page, BEFORE)
    expect(form).to_match_aria_snapshot(
        """
- paragraph: "Before you read: choose one"
- group "What comes out of a bean first?":
  - radio "The flower"
  - radio "The pod"
  - radio "The root"
- button "Keep my answer"
- status
"""
    )
    form.locator("input").first.focus()
    keys(page, "Space", "Tab", "Enter")
    becomes(page, lambda: page.evaluate("document.activeElement.textContent"), "Show")
    expect(form.get_by_role("status")).to_have_text(KEPT)
    keys(page, "Enter")  # opens it again
    described = form.get_by_role("group").get_attribute("aria-describedby").split()
    for part, words in zip(described, ("Before you read: choose one", "Answered"), strict=True):
        expect(page.locator(f"#{part}")).to_have_text(words)


def test_a_printed_summary_does_not_count_it(page, course) -> None:
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
    progress_page.show(page, course, BEFORE, AFTER)
    card(page, BEFORE).get_by_label("The root").check()
    card(page, BEFORE).locator(".lk-check").click()
    card(page, AFTER).get_by_label("The pod").check()
    card(page, AFTER).locator(".lk-check").click()
    page.get_by_role("button", name="Print a summary").click()
    page.wait_for_function("window.printed")
    assert "01\t1\t0\t" in page.evaluate("window.printed")
