"""A lesson in JupyterLab: citations open in place, and its bar counts answers and leads to steps and other lessons."""

from __future__ import annotations

import pytest

from .cited import ACTS, opens_and_closes
from .jupyter import PANEL, READY, Notebook
from .test_lab import watch_of
from .waiting import becomes, expect

LESSON = "course/notebooks/01-creation-after-9-11.ipynb"


@pytest.fixture(scope="module")
def run_once(jupyters, browser):
    """The lesson, opened. The tests below follow each other in it."""
    jupyter = jupyters("lab")
    jupyter.begin()
    jupyter.trust(LESSON)
    watch = watch_of(jupyter)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, has_touch=True)
    notebook = Notebook(jupyter, watch.follow(context.new_page()), LESSON)
    notebook.page.locator("ol.lk-refs").wait_for(state="attached")
    notebook.watch = watch
    yield notebook
    context.close()


def test_a_citation_opens_in_place_and_gives_the_focus_back(running):
    cells = running.cells()
    for act in ACTS:
        opens_and_closes(running.page, act)
    assert running.cells() == cells


def test_the_bar_counts_an_answer_and_leads_to_a_step_and_to_the_next_lesson(running):
    page = running.page
    bar = page.locator("lk-lesson .lk-nav")
    expect(bar.locator(".lk-count")).to_have_text("0 of 12 questions in these steps answered.")
    first = bar.locator("a", has_text="Step 1")
    expect(first).to_contain_text("0 of 1")

    first.click()
    heading = page.locator("h2", has_text="Step 1 · Two officers")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()

    question = page.locator('lk-quiz[data-lk*=\'"id":"01-one-department"\']')
    question.locator("input[type=radio]").first.check()
    question.locator(".lk-check").click()
    expect(bar.locator(".lk-count")).to_have_text("1 of 12 questions in these steps answered.")
    expect(first).to_contain_text("1 of 1")

    for word, path in (("Next: ", "02-mission-and-authority.ipynb"), ("Back: ", "01-creation-after-9-11.ipynb")):
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .lk-around a", has_text=word).click()
        page.wait_for_function(READY, arg=f"course/notebooks/{path}")
    becomes(page, lambda: page.evaluate(f"() => {PANEL}.context.path"), LESSON)
