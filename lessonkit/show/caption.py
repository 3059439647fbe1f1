"""The words around what a cell shows: the same for figures, explorers and tables, on a page and in plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lessonkit.html import Markup, bdi
from lessonkit.show.source_line import anchors, first_source, hold, provenance
from lessonkit.text import clean, day, heading

_LINE = 78  # letters in a line of plain text, so that no export breaks it once more
_SUBTITLE = 140  # letters in a subtitle: two lines of a lesson's column
_ROW = "One "  # how a data package says what a row is


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

    def first(self, table: pd.DataFrame) -> str:
        """Return the first source and the day, short enough for the foot."""
        return first_source(table, self.sources, self.as_of)

    def subtitle(self, table: pd.DataFrame, unit: str = "") -> str:
        """Return unit, day and what is counted in one line, as far as the table says them.

        What its data package says of a single row ("One step of a case") is no amount: that stands under *About* alone.
        """
        counts = clean(table.attrs.get("counts") or "").rstrip(".")
        units = "Percent" if unit == "%" else heading(unit)
        date = day(self.as_of or table.attrs.get("as_of"))
        counts = "" if counts.startswith(_ROW) else counts
        if date and not (units or counts):
            return f"As of {date}"
        parts = [part for part in (units, date) if part]
        whole = " · ".join([*parts, counts] if counts else parts)
        return whole if len(whole) <= _SUBTITLE else " · ".join(parts)

    def said(self) -> Markup:
        """Return the sentence below the picture or table as HTML, or nothing."""
        return Markup('<p class="lk-caption">{}</p>').format(bdi(self.text)) if self.text else Markup("")

    def foot(self, table: pd.DataFrame, folded: Markup | str = "", *, tag: str = "div", whole: bool = False) -> Markup:
        """Return the one line below picture or table as HTML: first source, *About these data*, and what is `folded`.

        About holds every source, what is counted and the note; it is left out where there is none of it, unless the
        views of an explorer need its place (`whole`).
        """
        source = anchors(self.source(table))
        note = Markup('<p class="lk-note">Note: {}</p>').format(bdi(self.note)) if self.note else ""
        about = Markup("")
        if source or note or whole:
            about = Markup(
                '<details class="lk-about"><summary>About these data</summary><p class="lk-source">{}</p>{}</details>'
            ).format(source, note)
        first = self.first(table)
        named = Markup('<span class="lk-from">{}</span>').format(bdi(first)) if first or whole else ""
        return Markup('<{0} class="lk-foot">{1}{2}{3}</{0}>').format(tag, named, about, folded)

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
