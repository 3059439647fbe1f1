"""Cells run again, two notebooks or courses in one page: nothing is lost, doubled, or said of another's question."""

from __future__ import annotations

import json
from types import SimpleNamespace

from lessonkit import quiz, web
from lessonkit.html import Html, element
from lessonkit.progress import Keeper

from .. import progress_page, quiz_samples
from ..progress_page import FILE, answer, kept, passport, press, questions, show
from ..quiz_page import card
from .waiting import becomes, begins, expect

WRONG, OTHER, RIGHT = 0, 1, 2  # places of the options of 01-first-leaf on the screen
ADD = "html => document.querySelector('main').append(document.createRange().createContextualFragment(html))"
REFUSE = "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException('no'); }"
# Labels whose control is in another element, and ids that stand twice.
STRAY = """() => [
  ...[...document.querySelectorAll('label[for]')].filter(label =>
    label.closest('.lk') !== label.control?.closest('.lk')).map(label => label.textContent),
  ...[...document.querySelectorAll('[id^=lk-]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)]"""


def run_set_up(page, course):
    """What the set-up cell puts on the page when it runs, once more."""
    said = {"course": course.id, "lesson": "01", "id": "01", "passport": ""}
    page.evaluate(ADD, element("lesson", said, "<p>Ready.</p>") + f"<script>{web.script()}</script>")


def run_cell(page, course, *ids):
    page.evaluate(ADD, "".join(quiz.show(course, "01", [id]).html for id in ids))


def test_answers_survive_the_set_up_cell_where_the_browser_keeps_nothing(page, course, kernel):
    page.add_init_script(REFUSE)
    show(page, course, "01-first-leaf", "01-chart")
    answer(page)
    run_set_up(page, course)
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    kept(answer(page, "01-chart"), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf", "01-chart"])


def test_labels_and_feedback_stay_with_their_own_question(page, course):
    show(page, course, "01-needs", "01-tools", "01-sun")
    run_set_up(page, course)
    run_cell(page, course, "01-needs", "01-tools", "01-sun")
    page.evaluate(ADD, element("passport", {"course": course.id, "lesson": "01", "id": "p", "title": "T"}, "<p>P</p>"))
    for form in page.locator("form.lk-card:has([type=checkbox]):not(.lk-pass)").all():
        form.locator("[type=checkbox]").first.check()
        form.get_by_role("button", name="Check answer").click()
    page.locator("form .lk-said:not([hidden])").nth(4).wait_for()
    assert page.evaluate(STRAY) == []


def test_pressed_twice_is_one_try(page, course, kernel):
    show(page, course, "01-first-leaf")
    kernel.connect()
    form = card(page, "01-first-leaf")
    form.locator("input").nth(WRONG).check()
    form.get_by_role("button", name="Check answer").dblclick()
    form.get_by_role("button", name="Check answer").press("Enter")
    kept(form, FILE)
    expect(form.locator(".lk-chip")).to_have_text("Not yet")
    expect(form.get_by_role("status")).to_have_text(begins("Not yet."))
    kept(answer(page, place=RIGHT), FILE)
    expect(form.locator(".lk-chip")).to_have_text("Correct, try 2")
    becomes(page, lambda: questions(course), ["01-first-leaf"] * 2)


def test_running_the_set_up_cell_again_makes_nothing_slower(page, course):
    """One listener, however often the script ran: a letter in another tab is heard once."""
    show(page, course, "01-first-leaf")
    for _ in range(5):
        run_set_up(page, course)
    page.evaluate("window.heard = 0, addEventListener('lk:state', () => heard++)")
    page.evaluate("dispatchEvent(new StorageEvent('storage', {key: 'lk|x'}))")
    assert page.evaluate("heard") == 1


def test_the_score_is_not_said_again_when_it_is_the_same(page, course):
    show(page, course, "01-first-leaf")
    answer(page)
    page.get_by_text("Answered 1 of 1; 0 right at the first try.").wait_for()
    page.evaluate("""() => {
      window.said = 0;
      new MutationObserver(() => said++).observe(document.querySelector('.lk-score'), {childList: true, subtree: true});
      dispatchEvent(new StorageEvent('storage', {key: 'lk|x'}));
    }""")
    page.evaluate("() => new Promise(done => setTimeout(done, 50))")  # the score waits for the feedback
    assert page.evaluate("said") == 0


def test_two_courses_in_one_page_keep_and_show_their_own(page, course, kernel, tmp_path, monkeypatch):
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page), FILE)
    kitchen = SimpleNamespace(root=course.root, id="kitchen", title="The kitchen", package={"resources": []})
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "kitchen"))
    keeper, replies = Keeper(kitchen, "01"), []
    keeper.send = lambda content, buffers=None: replies.append(content)

    def take(message):
        replies.clear()
        keeper._handle_custom_msg(json.loads(message), [])
        return json.dumps(replies)

    page.expose_function("toKitchen", take)
    run_set_up(page, kitchen)
    page.evaluate(progress_page.CONNECT.replace("toKernel", "toKitchen"), [progress_page.KEEPER, "01", kitchen.id])
    page.evaluate(ADD, quiz.show(kitchen, "01", ["01-chart"], figure=Html(quiz_samples.FIGURE, "")).html)
    kept(answer(page, "01-chart"), FILE)
    expect(card(page, "01-first-leaf").locator(".lk-chip")).to_have_text("Not yet")
    monkeypatch.delenv("LESSONKIT_PROGRESS")  # each course has a kernel of its own, and this is the other one's
    kept(answer(page, place=RIGHT), FILE)
    expect(card(page, "01-chart").locator("input:checked")).to_have_count(1)
    press(page, "Save my passport")
    passport(page).get_by_text("1 answer is in it now.").wait_for()
    becomes(page, lambda: questions(course), ["01-first-leaf"] * 2)
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "kitchen"))
    becomes(page, lambda: questions(kitchen), ["01-chart"])
