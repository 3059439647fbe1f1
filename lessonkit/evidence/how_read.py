"""How a source was read: in the original, or in something that stands between its publisher and the course."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORDS = {"copy": "read in a copy", "part": "read in part", "quoted": "as quoted"}
READINGS = ("original", *_WORDS)
# No user name before the host and no space behind it: the host that is shown is the one that opens.
_ADDRESS = re.compile(r"https://(?:www\.)?([\w.-]+)(?::\d+)?(?:[/?#]\S*)?")


def said(source: Mapping[str, str]) -> tuple[str, str, str]:
    """Return (words, place, url) for a source that was not read in the original, else three empty texts.

    `place` is the host of a https address, which is then `url`, or else what the source gives as `read_at`; "" where
    the source's own address was read in part.
    """
    words = _WORDS.get(source.get("reading", ""), "")
    place = source.get("read_at", "") if words else ""
    if source.get("reading") == "part" and place == source.get("url"):
        place = ""  # what was read in part is what the title leads to
    if web := _ADDRESS.fullmatch(place):
        return f"{words} at ", web[1], place
    if place:
        words += " by " if source["reading"] == "quoted" else " at "
    return words, place, ""


def text(source: Mapping[str, str]) -> str:
    """Return ` (read in a copy at …)` as plain text; "" for the original."""
    words, place, _ = said(source)
    return f" ({words}{place})" if words else ""
