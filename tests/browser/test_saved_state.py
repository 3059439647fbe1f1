"""With the setting that the course ships, widgets are saved: the reopened keeper says what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Watch
from .jupyter import Notebook
from .test_lab import PATH, answer, kept, quiz
from .waiting import expect


@pytest.fixture
def jupyter(jupyters, live):
    server = jupyters("lab")
    server.begin()
    shutil.copy(live / "notebooks" / Path(PATH).name, server.root / PATH)
    server.save_widgets(True)
    yield server
    server.save_widgets(False)


def test_saved_widgets_come_back_and_the_keeper_asks_to_be_run(jupyter, context):
    watch = Watch()
    notebook = Notebook(jupyter, watch.follow(context.new_page()), PATH)
    notebook.run_all()
    kept(answer(notebook, 0, 1))
    notebook.save()
    stored = json.dumps(notebook.stored())
    assert "widget-state" in stored, "the setting is on"
    (event,) = jupyter.answers()
    assert event["id"] not in stored, "no answer is in the notebook"
    notebook.shut_down()
    notebook.close()
    jupyter.trust(PATH)

    again = Notebook(jupyter, watch.follow(context.new_page()), PATH)
    kept(quiz(again))
    again.page.locator(".jupyter-widgets select").first.wait_for(state="attached")
    expect(again.page.locator("body")).not_to_contain_text("model not found", use_inner_text=True)
    answer(again, 1, 0)
    again.page.get_by_text("1 answer is kept in this browser, not yet in your file. Run this cell to save").wait_for()
    again.run_cell(1)
    kept(quiz(again, 1))
    assert len(jupyter.answers()) == 2
    watch.check()
