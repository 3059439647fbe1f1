"""The words around what a cell shows: the same for figures, explorers and tables, on a page and in plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lessonkit.html import Markup, bdi
from lessonkit.show.source_line import anchors, hold, provenance
from lessonkit.text import clean

_LINE = 78  # letters in a line of plain text, so that no export breaks it once more


@dataclass(frozen=True)
class Caption:
    """Title, the words below, and what they rest on.

    `title` is the takeaway in one sentence, `text` a sentence below, `note` one of warning. `sources` (ids) and `as_of`
    (ISO date) replace what the table says. `claims` are those on which a title rests that counts, compares or ranks:
    each is computed again here. Raises CourseError for one that does not hold.
    """

    title: str
    text: str = ""
    note: str = ""
    sources: Sequence[str] | None = None
    as_of: str | None = None
    claims: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Compute the claims again."""
        hold(self.claims)

    def source(self, table: pd.DataFrame) -> list[list[str]]:
        """Return the source line of a table in parts, as `provenance` does."""
        return provenance(table, self.sources, self.as_of)

    def below(self, table: pd.DataFrame) -> Markup:
        """Return what stands below the picture or table as HTML: text, source line, note."""
        lines = [Markup('<p class="lk-caption">{}</p>').format(bdi(self.text))] if self.text else []
        lines.append(Markup('<p class="lk-source">{}</p>').format(anchors(self.source(table))))
        if self.note:
            lines.append(Markup('<p class="lk-note">Note: {}</p>').format(bdi(self.note)))
        return Markup("").join(lines)

    def plain(self, kind: str, size: str, table: pd.DataFrame, *shown: str) -> str:
        """Return everything as plain text, for exports without HTML and for a terminal.

        `kind` is Figure, Explorer or Table, `size` its size in words, `shown` what it shows, such as an alt text.
        """
        first = f"{kind}: {clean(self.title)} ({size})"
        source = "".join(text for text, *_ in self.source(table))
        note = f"Note: {self.note}" if self.note else ""
        paragraphs = [first, *shown, self.text, source, note]
        return "\n".join(
            textwrap.fill(clean(text), _LINE, break_long_words=False, break_on_hyphens=False)
            for text in paragraphs
            if text
        )
