"""The script that every lesson carries: current, small, and unable to end its own element."""

import sys
from pathlib import Path

import pytest

from lessonkit import web

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "deploy"))
import build_web


def test_what_lessons_carry_is_built_from_the_parts():
    stored = web.BUILT_DIGEST.read_text("utf-8").strip()
    assert stored == build_web.digest(), "a part changed: run `make web`, then `lessonkit run`"


def test_a_syntax_error_or_a_file_over_budget_is_not_built(monkeypatch):
    minify = pytest.importorskip("minify", reason="no minifier for this machine")
    before = web.BUILT_SCRIPT.read_text("utf-8")
    monkeypatch.setattr(build_web, "script", lambda: "const a = ;")
    with pytest.raises(minify.MinifyError, match="unexpected ;"):
        build_web.build()
    monkeypatch.setattr(build_web, "script", lambda: f"x({'long' * 10_001!r})")
    with pytest.raises(SystemExit, match=r"lessonkit\.min\.js would be 40,0.. bytes, over its 40,000"):
        build_web.build()
    assert web.BUILT_SCRIPT.read_text("utf-8") == before


def test_every_part_is_in_it():
    listed = {f"{name}.js" for name in web.SCRIPTS} | {f"{name}.css" for name in web.STYLES}
    files = {path.name for path in web.HERE.iterdir() if path.suffix in (".js", ".css")}
    assert files - listed == {"keeper.js", "lessonkit.min.js", "lessonkit.min.css"}


def test_nothing_in_it_ends_its_element_or_asks_the_network():
    assert "</" not in web.script()
    assert "</" not in web.style()
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "@import", "url(http"):
        assert word not in web.script() + web.style()


def test_text_never_becomes_markup():
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in web.script()
