"""The script that every lesson carries: current, small, and unable to end its own element."""

import sys
from pathlib import Path

from lessonkit import web

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deploy"))
import build_web


def test_what_lessons_carry_is_built_from_the_parts():
    assert web.script() == build_web.script(), "a part changed: run `make web`, then `lessonkit run`"
    assert web.style() == build_web.style(), "a part changed: run `make web`, then `lessonkit run`"


def test_every_part_is_in_it():
    listed = {f"{name}.js" for name in web.SCRIPTS} | {f"{name}.css" for name in web.STYLES}
    files = {path.name for path in web.HERE.iterdir() if path.suffix in (".js", ".css")}
    assert files - listed == {"keeper.js", "lessonkit.min.js", "lessonkit.min.css"}


def test_it_is_small():
    assert len(web.script().encode()) < 40_000


def test_nothing_in_it_ends_its_element_or_asks_the_network():
    assert "</" not in web.script()
    assert "</" not in web.style()
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "@import", "url(http"):
        assert word not in web.script() + web.style()


def test_text_never_becomes_markup():
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in web.script()
