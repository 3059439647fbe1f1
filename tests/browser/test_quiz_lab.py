"""Every kind of question by keyboard alone where it counts: in real JupyterLab, whose single letters cut cells."""

from __future__ import annotations

import shutil
from pathlib import Path

from .. import quiz_keys
from .conftest import Watch
from .jupyter import Notebook
from .test_lab import PATH
from .waiting import begins, expect


def test_each_kind_is_answered_by_keyboard_alone_in_jupyterlab(jupyters, live, context) -> None:
    jupyter, watch = jupyters("lab"), Watch()
    jupyter.begin()
    shutil.copy(live / "notebooks" / Path(PATH).name, jupyter.root / PATH)
    notebook = Notebook(jupyter, watch.follow(context.new_page()), PATH)
    notebook.run_all()
    page, before = notebook.page, notebook.cells()
    page.locator("lk-score .lk-card").wait_for()  # the last cell's output has replaced the stored one
    for identifier, (_, expected) in quiz_keys.ANSWERS.items():
        form = page.locator(f'form.lk-card:has([id^="lk-{identifier}-"][id$="-ask"])').first
        form.scroll_into_view_if_needed()
        if identifier == "01-seeds":
            quiz_keys.into(page, form)
            page.keyboard.type("1")
            quiz_keys.press(page, "Enter")
            expect(form.locator("[role=status]")).to_have_text(begins("Correct.", "Not yet."))
            continue
        quiz_keys.answer(page, form, identifier)
        if identifier == "01-pods":
            expected = "You guessed 850 too high. The book counts 350,"  # what the tables of this course give
        expect(form.locator("[role=status]"), identifier).to_have_text(begins(expected))
    assert notebook.cells() == before
    watch.check()
