"""Opens citations in place as readers do: by mouse, finger and key."""

from __future__ import annotations

from lessonkit.course import find_course
from lessonkit.evidence import facts

from .conftest import ROOT
from .waiting import expect

ACTS = {
    "mouse": lambda page, mark: mark.click(),
    "finger": lambda page, mark: mark.tap(),
    "key": lambda page, mark: (mark.focus(), page.keyboard.press("Enter")),
}


def opens_and_closes(page, act):
    """Open the first mark of the page and close it in each way; each time the focus is where a reader expects it."""
    mark = page.locator('.jp-RenderedMarkdown a[href^="#c-"]:visible').first
    claim = mark.get_attribute("href").removeprefix("#")
    sentence = facts.claim(claim, find_course(ROOT))["sentence"]
    card = page.locator("aside.lk-cited")
    ways = {
        "Escape": lambda: page.keyboard.press("Escape"),
        "a second click": lambda: ACTS[act](page, mark),
        "Close": lambda: card.locator("button", has_text="Close").click(),
    }
    for way, shut in ways.items():
        ACTS[act](page, mark)
        expect(card, way).to_have_count(1)
        expect(card).to_contain_text(sentence)
        expect(card).to_be_in_viewport()
        expect(card).to_be_focused()
        expect(mark).to_have_attribute("aria-expanded", "true")
        shut()
        expect(card, way).to_have_count(0)
        expect(mark, way).to_be_focused()
        expect(mark).to_have_attribute("aria-expanded", "false")
