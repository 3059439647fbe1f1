"""Markdown cut into the units that a reader takes in at once: heading, paragraph, list item, table row.

Only as much Markdown as notebooks of a course use. Code (fenced or in back-quotes), HTML tags, link targets
and citation marks are no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lessonkit.evidence.marks import without_examples

FENCE = re.compile(r"^\s*(```+|~~~+)")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)$")
RULE_ROW = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
CITATION = re.compile(r"\[\[([^\]\[]*)\]\]\(#([^)\s]+)\)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What is removed (or replaced) to leave the visible words.
INVISIBLE = (
    (re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL), " "),
    (re.compile(r"<(kbd|code|script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE), " "),
    (re.compile(r"<(?:https?://|mailto:)[^>]*>"), " "),
    (re.compile(r"</?[A-Za-z][^>]*>"), " "),
    (CITATION, " "),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),
    (re.compile(r"\bhttps?://\S+"), " "),
    (re.compile(r"&nbsp;"), " "),
    (re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!$-])"), r"\1"),
    (re.compile(r"[ \t]+"), " "),
)


@dataclass(frozen=True)
class Unit:
    """One unit of prose: `kind` (heading, paragraph, item, row), Markdown `text`, place of its `cell`."""

    kind: str
    text: str
    cell: int
    level: int = 0

    @property
    def plain(self) -> str:
        """The words that a reader sees, without code, marks and targets."""
        return plain(self.text)

    @property
    def cited(self) -> list[tuple[str, str]]:
        """The citations as (visible number, claim id)."""
        return CITATION.findall(self.text)


@lru_cache(maxsize=2**13)  # each check of a page asks for the same paragraphs
def plain(text: str) -> str:
    """Return the visible words of a piece of Markdown."""
    for pattern, instead in INVISIBLE:
        text = pattern.sub(instead, text)
    return text.strip()


def units(source: str, cell: int = 0) -> Iterator[Unit]:
    """Yield the units of one Markdown cell in order."""
    block: list[str] = []
    kind = "paragraph"
    fence = ""

    def flush() -> Iterator[Unit]:
        text = "\n".join(block).strip()
        block.clear()
        if text and (plain(text) or CITATION.search(text)):
            yield Unit(kind, text, cell)

    # What is code is said once, by the pattern with which `lessonkit run` numbers citations.
    source = without_examples(source, CITATION)
    for line in COMMENT.sub("", source).splitlines():
        opened = FENCE.match(line)
        if fence:
            # A fence closes with at least as many of the same marks.
            fence = "" if opened and opened[1].startswith(fence) else fence
            continue
        line = re.sub(r"^\s*>\s?", "", line)
        heading, item = HEADING.match(line), ITEM.match(line)
        if opened:
            yield from flush()
            fence, kind = opened[1], "paragraph"
        elif not line.strip():
            yield from flush()
            kind = "paragraph"
        elif heading:
            yield from flush()
            yield Unit("heading", heading[2], cell, len(heading[1]))
            kind = "paragraph"
        elif line.lstrip().startswith("|"):
            yield from flush()
            if not RULE_ROW.match(line):
                yield Unit("row", line.strip().strip("|").replace("|", " · "), cell)
        elif item:
            yield from flush()
            block.append(item[1])
            kind = "item"
        else:
            block.append(line)
    yield from flush()


def without_details(source: str) -> str:
    """Return the source without folded blocks (<details>): optional hints and solutions."""
    return re.sub(r"<details\b.*?</details>", " ", source, flags=re.DOTALL | re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of visible text."""
    return re.findall(r"[^\W_]+(?:[’'.-][^\W_]+)*", text)
