"""The bar of a lesson: it counts what is answered, leads to a step, and opens the lessons around it in the same Lab."""

from __future__ import annotations

import pytest

from .jupyter import PANEL, READY, Notebook
from .test_lab import watch_of
from .waiting import becomes, expect

LESSON = "course/notebooks/01-creation-after-9-11.ipynb"


@pytest.fixture
def page(jupyters, context):
    jupyter = jupyters("lab")
    jupyter.begin()
    jupyter.trust(LESSON)
    watch = watch_of(jupyter)
    yield Notebook(jupyter, watch.follow(context.new_page()), LESSON).page
    watch.check()


def test_it_counts_an_answer_and_leads_to_a_step_and_to_the_next_lesson(page):
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
