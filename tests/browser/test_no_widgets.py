"""JupyterLab without a widget manager, as on hubs where it lies in another environment than the kernel."""

from __future__ import annotations

import json
import shutil

import pytest

from . import jupyter as jupyters
from .conftest import Watch
from .jupyter import Jupyter, Notebook
from .test_lab import PATH, answer
from .waiting import expect

pytestmark = pytest.mark.browser

OFF = ("@jupyterlab/apputils-extension:announcements", "@jupyter-widgets/jupyterlab-manager", "anywidget")


@pytest.fixture(params=["lab", "notebook"])
def bare(request, live, tmp_path, monkeypatch):
    config = tmp_path / "page_config.json"
    config.write_text(json.dumps({"disabledExtensions": dict.fromkeys(OFF, True)}))
    monkeypatch.setattr(jupyters, "NEWS", config)
    shutil.copytree(live, tmp_path / "root/live")
    server = Jupyter(tmp_path / "root", tmp_path, request.param)
    yield server
    server.stop()


def test_without_widgets_questions_answer_and_the_set_up_cell_says_where_answers_are(bare, context):
    watch = Watch([""])  # extensions that miss the manager complain on the console
    notebook = Notebook(bare, watch.follow(context.new_page()), PATH)
    notebook.run_all()
    page = notebook.page
    page.locator("lk-passport form").wait_for()
    cell = page.locator(".jp-Notebook-cell", has=page.locator("lk-lesson"))
    cell.get_by_text("Lesson 1 is ready.").wait_for()
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
