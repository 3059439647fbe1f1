"""The text of an exported lesson: a citation is told apart by more than its color, what is tapped is large enough."""

from __future__ import annotations

import nbformat
from nbconvert import HTMLExporter

from lessonkit import web

TEXT = """It has 22 agencies [[1]](#c-agencies), the department says.

<details><summary>Hint</summary>

Count them.

</details>
"""
SEEN = """() => [
  getComputedStyle(document.querySelector('a[href="#c-agencies"]')).textDecorationLine,
  document.querySelector('summary').getBoundingClientRect().height,
]"""


def test_citations_are_underlined_and_a_folded_hint_is_24_pixels_high(page):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(TEXT)])
    html, _ = HTMLExporter(mathjax_url="", require_js_url="").from_notebook_node(notebook)
    page.route("**/*", lambda route: route.abort())
    page.set_content(html)
    page.add_style_tag(content=web.style())  # as the set-up cell carries it
    line, height = page.evaluate(SEEN)
    assert line == "underline"
    assert height >= 24  # WCAG 2.2, target size
