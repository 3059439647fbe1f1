"""A sheet as a page and as PDF: printed by the real Chromium, kept whole at page breaks, readable on a screen too."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from lessonkit.__main__ import main
from lessonkit.course import shelf
from lessonkit.teach import pdf

from .. import paper_course
from . import axe
from .conftest import CHROMIUM, ROOT

LETTER = b"[0 0 612 792]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sheet and the key of the small lesson, written as the command writes them, PDF included."""
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    root = tmp_path_factory.mktemp("paper")
    with paper_course.inside(root):
        assert main(["sheet", "01", "--whole", "--out", "sheets"]) == 0
    return root / "sheets"


def test_the_command_leaves_two_pages_and_two_pdfs_on_letter_paper(folder):
    assert sorted(path.name for path in folder.iterdir()) == [
        *("01-seeds-answers.html", "01-seeds-answers.pdf", "01-seeds-whole.html", "01-seeds-whole.pdf")
    ]
    for path in folder.glob("*.pdf"):
        content = path.read_bytes()
        boxes = re.findall(rb"/MediaBox (\[[^]]*\])", content)
        assert boxes, path.name
        assert set(boxes) == {LETTER}
        assert b"/StructTreeRoot" in content, "a screen reader can follow it"


def test_the_short_sheet_and_the_teachers_page_are_tagged_for_a_screen_reader(tmp_path):
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    with paper_course.inside(tmp_path):
        assert main(["sheet", "01", "--out", "sheets"]) == 0
    made = {path.stem: path.read_bytes() for path in (tmp_path / "sheets").glob("*.pdf")}
    assert set(made) == {"01-seeds-sheet", "01-seeds-teacher"}
    for content in made.values():
        assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", content)
        assert b"/StructTreeRoot" in content
        assert b"/Lang (en" in content


@pytest.mark.parametrize("kind", ["whole", "answers"])
def test_a_page_break_cuts_no_question_no_figure_and_no_row(folder, page, kind):
    page.emulate_media(media="print")
    page.goto((folder / f"01-seeds-{kind}.html").as_uri())
    inside = page.evaluate(
        "() => [...document.querySelectorAll('.q, figure, tr')].map(e => getComputedStyle(e).breakInside)"
    )
    assert len(inside) >= 13
    assert set(inside) == {"avoid"}
    height = page.evaluate("() => Math.max(...[...document.querySelectorAll('figure, .q')].map(e => e.clientHeight))")
    assert height < (11 - 1.55) * 96, "what is kept whole fits on a page"


@pytest.mark.parametrize(("width", "kind"), [(1000, "whole"), (390, "whole"), (390, "answers")])
def test_on_a_screen_nothing_runs_out_of_the_page_and_axe_finds_nothing(folder, page, width, kind):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / f"01-seeds-{kind}.html").as_uri())
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert axe.violations(page, "main") == []


def test_each_lesson_is_four_pages_a_teachers_page_and_a_plan_of_one_page_a_period(page, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    monkeypatch.setattr(pdf, "BROWSERS", ())  # one browser prints them all
    for lesson in shelf.lessons(ROOT):
        assert main(["sheet", lesson, "--out", str(tmp_path)]) == 0
    assert main(["plan", "--out", str(tmp_path)]) == 0
    counted = {}
    for path in sorted(tmp_path.glob("*.html")):
        page.goto(path.as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        counted[path.stem] = len(re.findall(rb"/Type\s*/Page[^s]", printed))
    assert {name: pages for name, pages in counted.items() if name.endswith("-sheet") and pages > 4} == {}
    assert {name: pages for name, pages in counted.items() if name.endswith("-teacher") and pages > 1} == {}
    assert {name: pages for name, pages in counted.items() if name.endswith("-plan") and pages > 2} == {}


def test_no_name_is_looked_up_and_nothing_is_sent_while_a_page_is_printed(tmp_path):
    """Chromium's own record of what it did: without the rule it asks for four addresses of its maker."""
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    (tmp_path / "page.html").write_text("<h1>A page</h1><img src='https://example.org/x.png'>")
    recording = tmp_path / "recording"
    recording.write_text(f'#!/bin/sh\nexec {CHROMIUM} "$@" --log-net-log={tmp_path}/net.json\n')
    recording.chmod(0o755)
    assert pdf.print_page(str(recording), tmp_path / "page.html", tmp_path / "page.pdf")
    record = (tmp_path / "net.json").read_text("utf-8")
    kinds = json.loads(record[: record.index("\n")].split('"logEventTypes":', 1)[1].split("}", 1)[0] + "}")
    done = {int(number) for number in re.findall(r'"type":(\d+)\}', record)}
    assert kinds["URL_REQUEST_START_JOB"] in done, "the record is read rightly"
    for name in ("HOST_RESOLVER_MANAGER_JOB", "DNS_TRANSACTION", "UDP_BYTES_SENT", "SOCKET_BYTES_SENT"):
        assert kinds[name] not in done, name


@pytest.mark.parametrize("way", ["a name", "a proxy of the machine"])
def test_printing_asks_no_network_for_any_name(tmp_path, monkeypatch, way):
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"localhost:{server.server_port}"
        if way == "a proxy of the machine":
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{server.server_port}")
            here = "a-name-of-nobody.test"
        page = tmp_path / "page.html"
        page.write_text(f'<p>Oaks</p><img alt="" src="http://{here}/oak.png">', "utf-8")
        assert pdf.print_page(pdf.browser(), page, tmp_path / "page.pdf")
        server.shutdown()
    assert asked == []
