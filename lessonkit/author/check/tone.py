"""Words that take a side or belittle the reader, hedges without a number, two dollar signs in a paragraph."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator
from functools import cache

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.prose import CITATION, Unit
from lessonkit.author.check.settings import Settings
from lessonkit.author.check.texts import Text

# Words that say how much, how often or how strongly; beside them stands a number or a source.
HEDGES = re.compile(
    r"\b(?:most|many|few|majority of|often|rarely|seldom|usually|frequently|vast(?:ly)?|huge(?:ly)?"
    r"|massive(?:ly)?|dramatic(?:ally)?|sharply|skyrocket\w*|soar(?:ed|ing|s)?|plummet\w*|plunge[ds]?|countless|numerous)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"(]?[A-Z0-9])")


def check(notebook: Notebook, settings: Settings) -> list[Finding]:
    """Return loaded and belittling words, hedges without a number, and paragraphs with two dollar signs."""
    found: list[Finding] = []
    for unit in notebook.units:
        found += loaded(Text(notebook.at(unit.cell), unit.plain, (notebook.name,)), settings)
        found += dollars(notebook, unit)
        if notebook.is_lesson and unit.kind != "heading":
            found += hedges(notebook, unit, settings)
    return found


def check_texts(texts: Iterable[Text], settings: Settings) -> list[Finding]:
    """Return loaded and belittling words of texts outside notebooks."""
    return [finding for text in texts for finding in loaded(text, settings)]


def loaded(text: Text, settings: Settings) -> Iterator[Finding]:
    """Yield words of the list that the course has not declared as terms under discussion there."""
    # Nearly every text holds none: one look at it spares a look for each word.
    if not _one_of(tuple(entry["word"] for entry in settings.loaded)).search(text.plain):
        return
    rest = text.plain
    for term in settings.discussed:
        if any(fnmatch.fnmatch(name, term.get("where", "*")) for name in text.names):
            rest = re.sub(_pattern(term["word"]), " ", rest, flags=re.IGNORECASE)
    for entry in settings.loaded:
        match = re.search(_pattern(entry["word"]), rest, re.IGNORECASE)
        if match:
            yield Finding(text.place, f"the word “{match[0]}”", entry["reason"].rstrip("."))


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    # No word stands in no text: an empty alternation would stand in each.
    return re.compile("|".join(map(_pattern, words)) or r"(?!)", re.IGNORECASE)


def _pattern(word: str) -> str:
    """Return a pattern for a word or phrase; a trailing * takes any ending."""
    body = r"\s+".join(re.escape(part) for part in word.rstrip("*").split())
    return rf"(?<!\w){body}\w*" if word.endswith("*") else rf"(?<!\w){body}s?(?!\w)"


def hedges(notebook: Notebook, unit: Unit, settings: Settings) -> Iterator[Finding]:
    """Yield sentences that claim a quantity with neither a number nor a citation; questions claim nothing."""
    for sentence in SENTENCE.split(unit.text):
        claim = CITATION.search(sentence) or re.search(r"\d", CITATION.sub("", sentence))
        if claim or sentence.rstrip("”\"’') *_").endswith("?"):
            continue
        text = Unit(unit.kind, sentence, unit.cell).plain
        for entry in settings.hedges:
            text = re.sub(_pattern(entry["text"]), " ", text, flags=re.IGNORECASE)
        match = HEDGES.search(text)
        if match:
            what = f"“{match[0]}” in “{text[:60].strip()}…” with neither number nor source"
            yield Finding(notebook.at(unit.cell), what, "give the number and its claim, or cut the word")


def dollars(notebook: Notebook, unit: Unit) -> Iterator[Finding]:
    """Yield units in which two dollar signs become a formula in the browser."""
    bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", " ", unit.text, flags=re.DOTALL)
    if len(re.findall(r"(?<!\\)\$", bare)) > 1:
        what = f"two dollar signs in one {unit.kind}, which the browser shows as a formula"
        yield Finding(notebook.at(unit.cell), what, "write “5 billion dollars”, or part the text")
