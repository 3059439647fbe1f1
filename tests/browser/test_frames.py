"""Outputs in frames: one for each output, as some programs have it, and one for all."""

from __future__ import annotations

import html

import nbformat
import pytest

from lessonkit import quiz, web
from lessonkit.author.run import client
from lessonkit.html import Markup, trusted
from lessonkit.html import element as made
from lessonkit.quiz.kinds import KINDS
from lessonkit.show import homes

from ..kernels import environment
from ..quiz_page import URL
from .answering import ANSWER_ALL, STEP_ALL
from .waiting import becomes, expect

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


# --- a lesson whose kernel knows that each output has a frame of its own


@pytest.fixture(scope="module")
def each(live, tmp_path_factory):
    """The outputs of the small lesson where LESSONKIT_FRAMES says `each`: those of one cell go into one frame."""
    notebook = nbformat.read(live / "notebooks/01-small.ipynb", as_version=4)
    scratch = tmp_path_factory.mktemp("frames")
    runner = client(notebook, live / "notebooks")
    with runner.setup_kernel(env={**environment(scratch), "LESSONKIT_FRAMES": "each"}):
        for place, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                runner.execute_cell(cell, place)
    shown = ("".join(o.get("data", {}).get("text/html", "") for o in c.get("outputs", ())) for c in notebook.cells)
    return [html for html in shown if html]


def test_each_output_in_its_own_frame_is_alive(page, each):
    frames = framed(page, *each)
    for frame in frames:
        frame.wait_for_load_state()
    expect(frames[0].get_by_text("Lesson 1 is ready. Answer below.", exact=True)).to_be_visible()
    expect(
        frames[0].get_by_text("Here each box stands alone. Its questions answer, but an answer lasts")
    ).to_be_visible()
    expect(frames[0].get_by_role("button", name="Present")).to_have_count(0)  # it could fill its own frame alone
    said = [line for frame in frames for line in frame.evaluate(ANSWER_ALL, "right")]
    assert {kind for _, kind, *_ in said} == (set(KINDS) | {"pretest"}) - {"open", "guess", "confidence", "opinion"}
    assert [id for id, kind, status, _ in said if kind != "pretest" and not status.startswith("Correct")] == []
    steps = [line for frame in frames for line in frame.evaluate(STEP_ALL)]
    assert [(id, seen == all, bare) for id, seen, all, bare in steps] == [("01-x", True, 0), ("01-y", True, 0)]
    for frame in frames:  # open questions and guesses, too, have come alive, and no twin is left
        expect(frame.locator("lk-quiz form")).to_have_count(frame.locator("lk-quiz").count())
        expect(frame.locator(".lk-twin")).to_have_count(0)
    (rows,) = [frame for frame in frames if frame.locator("lk-rows").count()]
    expect(rows.get_by_role("searchbox")).to_be_visible()
    expect(rows.get_by_role("button", name="Download CSV")).to_be_visible()
    for name in ("lk-score", "lk-passport"):
        (frame,) = [frame for frame in frames if frame.locator(name).count()]
        expect(frame.get_by_text("This box does not see what you answered in other boxes")).to_be_visible()


def test_where_frames_share_a_store_the_page_says_so_and_the_score_counts(page, each):
    (score,) = [html for html in each if "<lk-score" in html]
    (question,) = [html for html in each if "01-first-leaf" in html and "<lk-quiz" in html]
    set_up, asked, counted = framed(page, each[0], question, score, sandbox="")
    expect(set_up.get_by_text("the boxes share your answers in this browser")).to_be_visible()
    expect(counted.get_by_text("This box does not see")).to_be_hidden()
    expect(asked.locator("form")).to_be_visible()
    assert [status[:7] for *_, status, _ in asked.evaluate(ANSWER_ALL, "right")] == ["Correct"]
    becomes(page, lambda: counted.get_by_role("status").first.inner_text()[:10], "Answered 1")


def test_a_page_of_all_outputs_opens_marks_in_shadow_trees_and_knows_the_dark(page, course):
    listed = Markup('<ol><li id="c-root"><p>Roots come first.</p></li></ol>')
    outputs = set_up(course) + str(homes.beside("one", lambda: listed) + homes.script("one"))
    text = '<div><template shadowrootmode="open"><p>Beans <a href="#c-root">[1]</a></p></template></div>'
    (frame,) = framed(page, f'<body class="vscode-dark">{outputs}{text}')
    expect(frame.get_by_text(READY)).to_be_visible()  # at once: all questions will stand here
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    mark = frame.get_by_role("link", name="[1]")
    mark.click()
    card = frame.get_by_role("complementary", name="Reference [1]")
    expect(card.get_by_text("Roots come first.")).to_be_visible()
    expect(card).to_have_css("background-color", "rgb(20, 22, 24)")  # the style has come with it
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    mark.click()
    card.get_by_role("button", name="Close").click()
    expect(card).to_have_count(0)
