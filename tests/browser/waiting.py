"""What a test reads from a page right after an action may not be there yet: here everything waits for it.

`expect` is Playwright's, with the patience of a busy machine. What no locator says is asked again by `becomes`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

PATIENCE = 60_000  # ms; the longest anything may take where two cores have more to do than this
FRAME = "() => new Promise(done => setTimeout(done, 20))"
ANY = re.compile("")  # not_to_have_attribute(name, ANY): it is not there at all
expect.set_options(timeout=PATIENCE)

__all__ = ["ANY", "PATIENCE", "becomes", "begins", "ends", "expect"]


def begins(*words: str) -> re.Pattern[str]:
    """Return what `to_have_text` holds a text against that begins with the words, or with one of several."""
    return re.compile(rf"^\s*(?:{'|'.join(map(re.escape, words))})")


def ends(words: str) -> re.Pattern[str]:
    """Return what `to_have_text` holds a text against that ends with the words."""
    return re.compile(rf"{re.escape(words)}\s*$")


def becomes(page: Any, read: Callable[[], Any], wanted: Any, why: str = "") -> None:
    """Ask `read` again, while the page goes on, until it gives `wanted`; else say what it gave last, and `why`."""
    last = time.monotonic() + PATIENCE / 1000
    while (now := read()) != wanted and time.monotonic() < last:
        page.evaluate(FRAME)
    assert now == wanted, f"{now!r} is not {wanted!r}: {why}"
