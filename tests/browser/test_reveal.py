"""A lesson exported to reveal.js slides, on a wall of 960 x 700 as nbconvert sets it up, without the network.

reveal.js itself is fetched by whoever presents, so it is not here: its layout of one slide is put in its place.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from .test_lessons import ROOT, WHOLE, alive
from .waiting import expect

# What reveal.js's own style does to the wall and to the slide that is shown.
WALL = """
.reveal .slides { position: absolute; inset: 0 auto auto 0; width: 960px; height: 700px; overflow: hidden; }
.reveal .slides section { position: absolute; inset: 0 auto auto 0; width: 100%; display: none; }
.reveal .slides section.stack, .reveal .slides section.present { display: block; }
"""
SLIDES = """() => {
  const all = [...document.querySelectorAll('.reveal .slides section')];
  all.filter(one => one.querySelector('section')).forEach(one => one.classList.add('stack'));
  return all.filter(one => !one.querySelector('section')).length;
}"""
TURN = """at => {
  const all = [...document.querySelectorAll('.reveal .slides section:not(.stack)')];
  all.forEach((one, i) => one.classList.toggle('present', i === at));
  const one = all[at], box = one.getBoundingClientRect(), seen = box.bottom <= 701 && box.right <= 961;
  const sideways = one.scrollWidth > one.clientWidth + 1;
  const scrolls = /auto|scroll/.test(getComputedStyle(one).overflowY);
  const letters = [...one.querySelectorAll('.lk-plate img')].filter(img => img.checkVisibility()).map(img => {
    const written = decodeURIComponent(img.src.split(',').slice(1).join(','));
    const svg = new DOMParser().parseFromString(written, 'image/svg+xml');
    const parts = [...svg.querySelectorAll('[font-size]')].map(part => parseFloat(part.getAttribute('font-size')));
    return Math.min(...parts) * img.getBoundingClientRect().width / svg.documentElement.viewBox.baseVal.width;
  });
  return {seen, scrolls: scrolls || one.scrollHeight <= one.clientHeight, sideways, letters: Math.min(99, ...letters)};
}"""


@pytest.fixture
def slides(context, page, tmp_path):
    """The exported lesson with all its slides stacked, none shown."""
    command = [
        *(sys.executable, "-m", "nbconvert", "--to", "slides", "--output-dir", str(tmp_path), "--log-level", "ERROR"),
        *("--SlidesExporter.mathjax_url=", "--SlidesExporter.require_js_url=", "--SlidesExporter.reveal_url_prefix=x"),
        "--SlidesExporter.jquery_url=",
        str(ROOT / "notebooks" / WHOLE),
    ]
    subprocess.run(command, check=True)
    file = next(tmp_path.glob("*.html"))
    # Diagrams come as a module from elsewhere.
    html = re.sub(r'<script type="module">.*?</script>', "", file.read_text("utf-8"), flags=re.DOTALL)
    # Nothing of what is fetched, nor the script that waits for it.
    file.write_text("".join(line for line in html.splitlines(True) if 'src="x/' not in line and 'href="x/' not in line))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.add_init_script("window.require = () => {}; window.require.config = () => {};")
    context.route(lambda url: url.startswith("http"), lambda route: route.abort())
    page.goto(file.as_uri())
    page.add_style_tag(content=WALL)
    alive(page, WHOLE)
    yield page


def test_nothing_is_beyond_the_wall_and_the_last_row_can_read_a_chart(slides):
    faults = []
    for at in range(slides.evaluate(SLIDES)):
        shown = slides.evaluate(TURN, at)
        if not (shown["seen"] and shown["scrolls"] and not shown["sideways"] and shown["letters"] >= 18):
            faults.append((at, shown))
    assert faults == []


def test_a_citation_opens_on_its_slide_and_focus_comes_back(slides):
    mark = slides.locator('section:not(:has(section)) .jp-MarkdownOutput a[href^="#c-"]').first
    slides.evaluate(SLIDES)
    mark.evaluate("a => a.closest('section').classList.add('present')")
    mark.focus()
    slides.keyboard.press("Enter")
    card = slides.locator(".lk-cited")
    expect(card).to_be_visible()
    slides.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
