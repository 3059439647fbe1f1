"""JupyterLab without a widget manager, as on hubs where it lies in another environment than the kernel."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from .conftest import Watch
from .jupyter import Notebook
from .test_lab import PATH, answer
from .waiting import expect

pytestmark = pytest.mark.browser

GONE = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
CONFIG = re.compile(r'(<script id="jupyter-config-data" type="application/json">)(.*?)(</script>)', re.DOTALL)


def without_widgets(route):
    """Give the page as the server does, but for the extensions that are not installed beside it."""
    reply = route.fetch()

    def less(found):
        config = json.loads(found[2])
        kept = [extension for extension in config["federated_extensions"] if extension["name"] not in GONE]
        assert len(kept) == len(config["federated_extensions"]) - len(GONE)
        return found[1] + json.dumps(config | {"federated_extensions": kept}).replace("<", "\\u003c") + found[3]

    body, pages = CONFIG.subn(less, reply.text())
    assert pages == 1
    route.fulfill(response=reply, body=body)


@pytest.fixture
def bare(jupyter, live, context):
    jupyter.begin()
    shutil.copy(live / "notebooks" / Path(PATH).name, jupyter.root / PATH)
    context.route(re.compile(r"/(lab/tree|notebooks)/live/"), without_widgets)
    return jupyter


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
