"""Every figure, explorer and table of rows that is stored says where its data come from."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from typing import Any

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.stored_html import parse

MEND = "draw from a table that load() gives and keep its source_id or attrs (a groupby loses them), or name sources=[…]"


def check(notebook: Notebook) -> list[Finding]:
    """Return what is shown without a source: its line is missing, empty, or has a date alone."""
    found = []
    for cell in notebook.code:
        if "lk-figure" not in cell.html and "<lk-rows" not in cell.html:
            continue
        parsed = parse(cell.html)
        without = [title.strip() for title, line in parsed.shown if not line.lstrip().startswith("Source")]
        for title in without:
            found.append(Finding(notebook.at(cell), f"“{title[:60]}” names no source of its data", MEND))
        if not without:
            for views in parsed.views:
                bad = sum(not _named(view) for view in _unpacked(views))
                if bad:
                    title = parsed.shown[0][0].strip()[:60] if parsed.shown else ""
                    what = f"{bad} view{'s' if bad > 1 else ''} of “{title}” name no source of their data"
                    found.append(Finding(notebook.at(cell), what, MEND))
    return found


def _unpacked(views: str) -> Iterator[dict[str, Any]]:
    try:
        yield from json.loads(zlib.decompress(base64.b64decode(views)))
    except (ValueError, zlib.error):  # damaged views are shown by no browser; the stored digest is held elsewhere
        return


def _named(view: dict[str, Any]) -> bool:
    return any(part and str(part[0]).startswith("Source") for part in view.get("source", ()))
