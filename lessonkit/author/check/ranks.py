"""Who comes first in a ranking, and whether a text that ranks says so.

A ranking is a claim with the aggregate `most`. Its value leads; the other values of its column, in the rows that its
condition chooses, come behind. A text that ranks names the leader before any of these, in whole words. The claim that
a superlative in the sentence of `c-name` needs beside it is `c-rank-name`, recomputed with `most`, `max` or `min`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.held import holds
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.quiz.model import Question

Row = Mapping[str, str]
_SIZES = "larg|small|high|low|long|short|great|bigg|few|old|young|heavi|wid|strong|weak|rich|poor|busi|earli|new|lat"
_OTHER = r"(?:more|less|fewer|higher|lower|larger|smaller|longer|shorter|greater)\b[^.;,]{0,40}?\bthan\b[^.;,]{0,25}?\b"
_OTHERS = re.compile(_OTHER + r"(?:any|every|all|each)\b(?: of the)?(?: other| the others)?", re.IGNORECASE)
SUPERLATIVE = re.compile(
    rf"{_OTHERS.pattern}|\b(?:the|its|their|whose) (?:very )?(?:most|least|fewest|maximum|minimum)\b"
    rf"|\b(?:{_SIZES})est\b|\b(?:ranks?|ranked|comes?|came) first\b",
    re.IGNORECASE,
)

# Whoever has the least, or came last or first in time, is no leader of a claim with `most`.
_LAST = re.compile(r"\b(?:least|few|less|low|small|short|young|minimum|weak|poor|earli|lat|new|old)", re.IGNORECASE)


def places(row: Row, data: CourseData) -> tuple[list[str], list[str]]:
    """Return (who leads, who comes behind) of a claim with `most`; both empty when its table cannot be read."""
    from lessonkit.course import cells, query, tables

    try:
        frame = tables.load(row["table"], data.course)
        chosen = query.choose(frame, row["where"], row["table"])
        values = [str(cells.plain(value)) for value in chosen[row["column"].split(" by ")[0]].dropna().unique()]
    except (CourseError, KeyError):
        return [], []  # a finding of the claim itself
    first = row["value"].split(" = ")
    return [value for value in values if value in first], [value for value in values if value not in first]


def wrong_first(text: str, row: Row, data: CourseData) -> str:
    """Return the value that a text names before the one that leads; "" when the leader, or nobody, is named first."""
    leaders, others = places(row, data)
    forms = {form: value for value in [*others, *leaders] for form in _forms(value, row)}
    if not forms:
        return ""
    # The longest name first: "Commerce and Labor" is not "Commerce".
    names = "|".join(map(_pattern, sorted(forms, key=len, reverse=True)))
    found = re.search(rf"(?<!\w)(?:{names})(?!\w)", text)
    value = {form.lower(): value for form, value in forms.items()}[found[0].lower()] if found else ""
    return value if value in others else ""


def leads(text: str, row: Row) -> bool:
    """Say whether a text names what leads a ranking, in full, by its initials or as the claim's sentence calls it."""
    parts = row["value"].split(" = ")
    return all(any(re.search(rf"(?<!\w){_pattern(f)}(?!\w)", text) for f in _forms(p, row)) for p in parts)


def _pattern(form: str) -> str:
    # Capitals make no other name ("Oak", "oak"), but they tell the state IN from the word "in".
    return re.escape(form) if form.isupper() else f"(?i:{re.escape(form)})"


def _forms(value: str, row: Row) -> Iterator[str]:
    yield value
    initials = "".join(re.findall(r"\b[A-Z]", value))
    if len(initials) > 1:
        yield initials
    # "Texas (TX)" in the sentence says what the table's TX is called.
    if called := re.search(rf"((?:[A-Z][\w.]*\s)+)\({re.escape(value)}\)", row.get("sentence", "")):
        yield called[1].strip()


def of_claim(row: Row, data: CourseData) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the ranking in a claim's own sentence: its order, or that nothing recomputes it."""
    sentence = row["sentence"]
    if row["agg"] == "most":
        if not row["value"].isdigit() and (other := wrong_first(sentence, row, data)):
            yield f"its sentence names {other} before {row['value']}, which leads", "correct the sentence"
        return
    said = SUPERLATIVE.search(sentence)
    # Of a value that is itself the highest or lowest, only "than any other" ranks something else: whose it is.
    if not said or not row["table"] or (row["agg"] in ("max", "min") and not _OTHERS.search(sentence)):
        return
    if row["id"].startswith("c-rank-"):
        return
    name = "c-rank-" + row["id"].removeprefix("c-")
    rank = data.claims.get(name)
    if rank is None or not rank.get("table") or rank.get("agg") not in ("most", "max", "min"):
        yield (
            f"its sentence ranks (“{said[0]}”) and nothing recomputes that",
            f"add the claim {name} with agg most, max or min, or say it without",
        )
    elif rank["agg"] != "most":
        if not holds(sentence, rank):
            yield f"its sentence ranks (“{said[0]}”), but {name} has {rank['value']}", "correct the sentence"
    elif not leads(sentence, rank) or wrong_first(sentence, rank, data):
        yield f"its sentence ranks (“{said[0]}”), but by {name} {rank['value']} leads", "correct the sentence"


def of_questions(asked: Iterable[Question], data: CourseData) -> list[Finding]:
    """Return sentences of the bank that give the first place to a value which has not got it.

    Only a superlative is held, and only against the rankings of the question's own lesson whose value is a name.
    A wrong option may say anything.
    """
    from lessonkit.author.check.prose import plain

    rankings = _widest(data)
    found = []
    for question in asked:
        mine = [row for row in rankings if row.get("lesson") == question.lesson]
        stem = plain(question.stem)
        for key, text in question.told() if mine else ():
            for sentence in re.split(r"(?<=[.!?:;])\s+|,\s+(?:and|but)\s+", plain(text)):
                said = next((m for m in SUPERLATIVE.finditer(sentence) if not _LAST.search(m[0])), None)
                if not said:
                    continue
                for row in mine:
                    # "…, more than in any other state": the stem has said which.
                    named = _named(sentence, row, data)
                    other = wrong_first(sentence if named else f"{stem} {sentence}", row, data)
                    if other and (named or key != "stem") and _about(row, question, named):
                        what = f"“{said[0]}” of {other} in “{sentence[:60]}”, but by {row['id']} {row['value']} leads"
                        found.append(Finding(f"{question.place}, {question.id}, {key}", what, "correct the sentence"))
    return found


def _about(row: Row, question: Question, named: bool) -> bool:
    """A sentence without a name of its own is held only where the question's key comes from the same table."""
    spec = question.computed_from
    return named or bool(spec and spec.get("table") == row["table"])


def _named(sentence: str, row: Row, data: CourseData) -> bool:
    return leads(sentence, row) or bool(wrong_first(sentence, row, data))


def _widest(data: CourseData) -> list[Row]:
    """Return the rankings by name, without those of what is left when the first is taken out ("Justice, then …")."""
    ranks = [r for r in data.claims.values() if r.get("agg") == "most" and not r["value"].isdigit()]

    def rest(row: Row) -> bool:
        same = [r for r in ranks if r is not row and (r["table"], r["column"]) == (row["table"], row["column"])]
        return any(row["where"].startswith(f"{r['where']} and ") for r in same)

    return [row for row in ranks if not rest(row)]
