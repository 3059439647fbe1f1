"""Acronyms are spelled out where a notebook uses them first, and before a question of the lesson uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.prose import plain
from lessonkit.author.check.settings import Settings

if TYPE_CHECKING:
    from lessonkit.quiz.model import Question

ACRONYM = re.compile(r"(?<![\w.$-])([A-Z]{2,6})(?:s|['’]s)?(?![\w$]|\.\w|-\d)")
ROMAN = re.compile(r"^[IVXL]+$")


def check(notebook: Notebook, glossary: Mapping[str, str], settings: Settings) -> list[Finding]:
    """Return acronyms without their words in the same cell or before; `glossary` is acronym → words.

    Headings are titles and may be short; the words must then stand in the text of the same cell.
    """
    allowed = {entry["acronym"] for entry in settings.acronyms}
    found = []
    seen: set[str] = set()
    before = ""
    for cell in notebook.text:
        units = [unit for unit in notebook.units if unit.cell == cell.place]
        before += " " + _flat(" ".join(unit.plain for unit in units))
        for acronym in ACRONYM.findall(" ".join(unit.plain for unit in units)):
            if acronym in seen or acronym in allowed or ROMAN.match(acronym):
                continue
            seen.add(acronym)
            words = glossary.get(acronym)
            if words is None:
                what, mend = (
                    f"{acronym} is not in the glossary",
                    "add it to data/glossary.csv, or write the words",
                )
                found.append(Finding(notebook.at(cell), what, mend))
            elif _flat(words) not in before:
                what = f"{acronym} is used before it is spelled out"
                found.append(Finding(notebook.at(cell), what, f"write “{words} ({acronym})” at first use"))
    return found


def check_stems(
    asked: Iterable[Question], notebooks: Iterable[Notebook], glossary: Mapping[str, str], settings: Settings
) -> list[Finding]:
    """Return acronyms of stems that neither the stem nor the notebook of the lesson ever spells out."""
    allowed = {entry["acronym"] for entry in settings.acronyms}
    pages = {page.lesson: page for page in notebooks if page.lesson}
    spelled = {lesson: _flat(" ".join(unit.plain for unit in page.units)) for lesson, page in pages.items()}
    found = []
    for question in asked:
        # A bank whose lesson is not written yet has nothing to be held against.
        if question.lesson not in pages:
            continue
        stem = plain(question.stem)
        for acronym in dict.fromkeys(ACRONYM.findall(stem)):
            words = glossary.get(acronym)
            if acronym in allowed or ROMAN.match(acronym):
                continue
            if words and _flat(words) in f"{spelled[question.lesson]} {_flat(stem)}":
                continue
            what = f"{acronym} is never spelled out in {pages[question.lesson].name}"
            mend = f"write “{words or '…'} ({acronym})” in the stem, or in the notebook"
            found.append(Finding(f"{question.place}, {question.id}, stem", what, mend))
    return found


def _flat(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("u.s.", "us")).strip()


def words_of(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return acronym → words of the glossary's rows that have an acronym."""
    return {row["acronym"].strip(): row["term"].strip() for row in rows if (row.get("acronym") or "").strip()}
