"""A lesson as one HTML file on disk, with no network: questions and explorers live, and no static twin is left over."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .answering import ANSWER_ALL, STEP_ALL
from .test_lessons import LESSONS, ROOT, alive


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Every lesson as `jupyter nbconvert --to html` writes it, told to fetch nothing."""
    folder = tmp_path_factory.mktemp("exports")
    command = [
        *(sys.executable, "-m", "nbconvert", "--to", "html", "--output-dir", str(folder), "--log-level", "ERROR"),
        *("--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url="),
        *(str(ROOT / "notebooks" / name) for name in LESSONS),
    ]
    subprocess.run(command, check=True)
    return folder


@pytest.fixture
def offline(context):
    """Whatever is not the file itself gets no answer; that it was asked for fails the test all the same."""
    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), lambda route: route.abort())


# Headings of opened details that do not stand above their own words, and how far the page can be pushed sideways.
CROOKED = """() => {
  document.querySelectorAll('details').forEach(details => { details.open = true; });
  const stray = [...document.querySelectorAll('.lk-more dd')].filter(dd => {
    const words = dd.getBoundingClientRect(), head = dd.previousElementSibling.getBoundingClientRect();
    return words.height && (words.top < head.bottom - 1 || Math.abs(words.left - head.left) > 1);
  });
  const page = document.documentElement;
  return [stray.length, page.scrollWidth - page.clientWidth];
}"""


@pytest.mark.parametrize("name", LESSONS)
def test_an_exported_lesson_is_alive_without_a_network_and_nothing_pushes_the_page(offline, exported, page, name):
    page.goto((exported / name).with_suffix(".html").as_uri())
    alive(page, name)
    for width in (390, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CROOKED) == [0, 0], f"{width} pixels wide"
    for explorer, seen, states, bare in page.evaluate(STEP_ALL):
        assert (seen, bare) == (states, 0), f"{explorer}: {seen} of {states} states, {bare} without picture or alt"
    for question, kind, said, words in page.evaluate(ANSWER_ALL, "right"):
        assert said.startswith("Kept. " if kind == "pretest" else "Correct. "), f"{question}: {said}"
        assert words in said, f"{question}: {said}"
    kept = page.locator("lk-quiz .lk-kept").first.inner_text()
    assert "not yet in your file" in kept or not kept, "no file stands behind an exported page"
