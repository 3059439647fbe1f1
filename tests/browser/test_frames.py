"""Outputs in frames: one for each output, as some programs have it, and one for all."""

from __future__ import annotations

import html

import pytest

from lessonkit import quiz, web
from lessonkit.html import element as made
from lessonkit.html import trusted

from ..quiz_page import URL
from .waiting import expect

ALONE = "Here each output stands in a frame of its own, and questions cannot answer."
READY = "Lesson 1 is ready. Answer below; nothing you do here is sent anywhere."


def element(name, data, twin):
    """Return an element as text that goes on."""
    return str(made(name, data, trusted(twin)))


def set_up(course):
    """What the set-up cell puts out."""
    data = {"course": course.id, "lesson": "01", "id": "01", "passport": "", "ready": READY}
    twin = '<p class="lk-ready">Lesson 1: run this cell.</p>'
    return f"<style>{web.style()}</style>{element('lesson', data, twin)}<script>{web.script()}</script>"


def framed(page, *outputs, sandbox='sandbox="allow-scripts"'):
    """Show each output in a frame; return the frames."""
    frames = "".join(
        f'<iframe title="Output" width="800" height="500" {sandbox} srcdoc="{html.escape(output)}"></iframe>'
        for output in outputs
    )
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Frames</title></head>'
    body = f"{head}<body>{frames}</body></html>"
    page.route(URL, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto(URL)
    return page.frames[1:]


@pytest.mark.parametrize("sandbox", ['sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"', ""])
def test_where_each_output_has_its_own_frame_the_set_up_line_says_that_questions_do_not_answer(page, course, sandbox):
    question = str(quiz.show(course, "01", ["01-first-leaf"]).html)
    first, second = framed(page, set_up(course), question, sandbox=sandbox)
    first.get_by_text(ALONE).wait_for()
    expect(first.locator("body")).not_to_contain_text("ready", use_inner_text=True)
    expect(first.locator("body")).to_contain_text("They do in JupyterLab and Jupyter Notebook", use_inner_text=True)
    expect(second.locator("body"), "the question can be read").to_contain_text("The root", use_inner_text=True)


def test_in_a_frame_of_its_own_the_line_takes_the_place_of_a_twin_and_of_nothing_else(page, course):
    data = {"course": course.id, "lesson": "01", "id": "01"}  # written by hand: nothing is said to be ready
    inner = '<p class="lk-twin">Lesson 1 is ready. Answer below</p><nav>Lesson 2 of 8</nav>'
    lone = element("lesson", data, inner) + f"<script>{web.script()}</script>"
    ready = '<p class="lk-ready">Lesson 1: run this cell.</p><nav>Lesson 3 of 8</nav>'
    whole = element("lesson", {**data, "ready": READY}, ready) + f"<script>{web.script()}</script>"
    first, second = framed(page, lone, whole)
    for frame, bar in ((first, "Lesson 2 of 8"), (second, "Lesson 3 of 8")):
        frame.get_by_text(ALONE).wait_for()
        expect(frame.get_by_text(bar)).to_be_visible()
    expect(first.get_by_text("Lesson 1 is ready")).to_be_hidden()
    later = str(quiz.show(course, "01", ["01-first-leaf"]).html)
    first.evaluate("html => document.body.append(document.createRange().createContextualFragment(html))", later)
    expect(first.get_by_text("Lesson 1 is ready")).to_be_visible()  # with a question beside it that is true
    expect(first.get_by_text(ALONE)).to_be_hidden()


def test_a_question_of_a_kind_that_the_page_does_not_know_says_so(page, course):
    question = str(quiz.show(course, "01", ["01-first-leaf"]).html)
    assert '"single"' in question and "Run the set-up cell at the top to answer." in question
    (frame,) = framed(page, set_up(course) + question.replace('"single"', '"drawing"'))
    frame.get_by_text("This page does not know this kind of question.").wait_for()
    expect(frame.get_by_text("Run the set-up cell at the top to answer.")).to_have_count(0)
    expect(frame.get_by_text("The root")).to_be_visible()


def test_where_all_outputs_share_one_frame_they_answer_and_the_line_says_so(page, course):
    question = str(quiz.show(course, "01", ["01-first-leaf"]).html)
    (frame,) = framed(page, set_up(course) + question)
    frame.get_by_text(READY).wait_for()
    frame.get_by_label("The pod").check()
    frame.get_by_role("button", name="Check answer").click()  # this frame forbids to submit
    frame.get_by_role("status").get_by_text("Not yet. Pods").first.wait_for()
    frame.get_by_label("The root").check()
    page.keyboard.press("Enter")
    frame.get_by_text("Correct, try 2").wait_for()
    frame.get_by_text("This browser keeps nothing: the answer lasts until this page is closed.").wait_for()


def test_outputs_that_come_later_into_the_same_frame_make_the_line_true_again(page, course):
    (frame,) = framed(page, set_up(course))
    frame.get_by_text(ALONE).wait_for()
    later = str(quiz.show(course, "01", ["01-first-leaf"]).html)
    frame.evaluate("html => document.body.append(document.createRange().createContextualFragment(html))", later)
    frame.get_by_text(READY).wait_for()


def test_two_notebooks_in_frames_of_one_site_share_answers_and_nothing_else(page, course):
    both = set_up(course) + str(quiz.show(course, "01", ["01-first-leaf"]).html)
    one, two = framed(page, both, both, sandbox="")
    one.get_by_label("The root").check()
    one.get_by_role("button", name="Check answer").click()
    two.get_by_text("Correct.").wait_for(state="attached")  # in a card that has folded
    expect(two.get_by_label("The root")).to_be_checked()
