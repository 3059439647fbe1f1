"""JupyterLab without a widget manager, as on hubs where it lies in another environment than the kernel."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Watch
from .jupyter import Notebook
from .test_lab import PATH, answer
from .waiting import expect

GONE = ("@jupyter-widgets/jupyterlab-manager", "anywidget")


@pytest.fixture
def bare(jupyter, live):
    jupyter.begin()
    shutil.copy(live / "notebooks" / Path(PATH).name, jupyter.root / PATH)
    jupyter.switch_off(*GONE)
    yield jupyter
    jupyter.switch_off()


def test_without_widgets_questions_answer_and_the_set_up_cell_says_where_answers_are(bare, context):
    watch = Watch([""])  # extensions that miss the manager complain on the console
    notebook = Notebook(bare, watch.follow(context.new_page()), PATH)
    notebook.run_all()
    page = notebook.page
    page.locator("lk-passport form").wait_for()
    cell = page.locator(".jp-Notebook-cell", has=page.locator("lk-lesson"))
    cell.get_by_text("Lesson 1 is ready.").wait_for()
    cell.scroll_into_view_if_needed()  # Notebook 7 draws no text of cells that are out of sight
    output = cell.locator(".jp-OutputArea").first
    stays = "If this line stays, nothing here can write one: answers stay in this browser, so save your passport."
    expect(output).to_contain_text(stays, use_inner_text=True)
    expect(output).not_to_contain_text("open in Jupyter", use_inner_text=True)
    card = answer(notebook, 0, 1)
    card.get_by_text("Kept in this browser, not yet in your file.").wait_for()
    assert bare.answers() == []
    notebook.save()
    page.reload()
    page.locator("lk-quiz form").first.wait_for()
    expect(page.locator("lk-quiz").first.locator("input:checked")).to_have_count(1)
    watch.check()
