"""The reading grade of a lesson: Flesch–Kincaid, with sentences cut here and syllables from textstat's dictionary.

textstat cuts at every period, so that "9.5 billion" and "Smith v. Jones" end a sentence, and takes a year for a word of
one syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.prose import Unit, plain, units, without_details, words

# Fewer words give no steady grade.
MINIMUM_WORDS = 100
# The sign before a paragraph (Read, Look, Try, Check) is no word of its first sentence.
_SIGN = re.compile(r'<b class="lk-tag\b[^>]*>.*?</b>')
# A title that stands in the line: "**On what day?** On September 30."
_RUN_IN = re.compile(r"^\s*\*\*[^*]+[.!?:]\*\*")
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[^\sa-z]|$)")
_TITLES = {"Mr", "Mrs", "Ms", "Dr", "St", "vs", "Rep", "Sen", "Gov", "Sec"}
_WHOLE = (".", "!", "?", ":", ";", ",")  # a list item that ends with a semicolon is read as a thought of its own


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of visible text. A period after an initial, inside a name or in a number ends none."""
    start = 0
    for mark in _END.finditer(text):
        before = text[start : mark.start()].split()
        word = before[-1].lstrip("(“‘\"'") if before else ""
        short = (len(word) == 1 and word.isalpha() and word != "I") or word in _TITLES or "." in word
        if mark[0] == "." and short and mark.end() < len(text):
            continue
        yield text[start : mark.end()].strip()
        start = mark.end()
    if rest := text[start:].strip():
        yield rest


def grade(notebook: Notebook) -> float | None:
    """Return the U.S. school grade of a notebook's paragraphs and list items, or None when there are too few.

    Titles, also those in bold that stand in the line, table rows and labels, which end without any mark, are left out:
    they are no sentences.
    """
    import textstat

    read = [
        sentence
        for cell in notebook.text
        for unit in units(without_details(cell.source))
        if unit.kind in ("paragraph", "item") and (text := _words_of(unit)).rstrip("\"'”’)]").endswith(_WHOLE)
        for sentence in sentences(text)
    ]
    found = [word for sentence in read for word in words(sentence)]
    if len(found) < MINIMUM_WORDS:
        return None
    # How a figure is spoken stands in no dictionary: it makes a sentence longer, and words neither easy nor hard.
    spoken = [word for word in found if not any(letter.isdigit() for letter in word)]
    syllables = sum(int(textstat.syllable_count(word)) for word in spoken) / max(1, len(spoken))
    return round(0.39 * len(found) / len(read) + 11.8 * syllables - 15.59, 1)


def _words_of(unit: Unit) -> str:
    return " ".join(plain(_RUN_IN.sub(" ", _SIGN.sub(" ", unit.text))).split())


def check(notebook: Notebook, ceiling: float) -> list[Finding]:
    """Return a finding when the text is harder than the course allows."""
    got = grade(notebook)
    if got is None or got <= ceiling:
        return []
    what = f"reading grade {got:.1f}, above {ceiling:g}"
    return [Finding(notebook.name, what, "shorten sentences and choose plainer words")]
