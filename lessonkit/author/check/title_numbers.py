"""What an author wrote into the title, caption or note of a figure, an explorer or a table, held against the data.

Numbers need an address like prose: a claim that the notebook cites, or a cell of the data shown with the figure. A
text that counts, compares or ranks ("9 of 11", "twice", "the longest list") needs more: claims of its own, named as
`claims=[…]`, which are recomputed from a table. A ranking is a claim with the aggregate `most`: its value is the one
that leads, and the text must name it. So a changed table turns the title red and not only its picture.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

from lessonkit.author.check import number_words, ranks
from lessonkit.author.check.claims import recomputed
from lessonkit.author.check.course_data import CourseData
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.held import WORDS as NUMBER_WORDS
from lessonkit.author.check.held import holds
from lessonkit.author.check.notebook import Cell, Notebook
from lessonkit.author.check.numbers import covered, find
from lessonkit.author.check.outline import tree
from lessonkit.author.check.stored_html import parse
from lessonkit.author.check.uncited_numbers import Result, facts, numbers_of

SHOWS = ("figure", "explorer", "rows", "matrix")
WORDS = ("title", "subtitle", "caption", "note", "alt")
# "one", "no" and "both" are plain words as well; what they count is seen in the sentence around them.
_PLAIN = ("zero", "one", "once", "no", "single", "both", "quarter")
_COUNTED = "|".join(word for word in NUMBER_WORDS if word not in _PLAIN)
_ADJECTIVES = "long|short|larg|small|high|low|great|few|old|young|bigg|wid|fast|slow|strong|weak|rich|poor|heavi|busi"
RANKS = re.compile(
    rf"\b(?:{_COUNTED}|third|thirds|double[ds]?|tripled?|halved|dozens?|majority|minority|most|least|more|less|fewer"
    rf"|better|best|worse|worst|than|equal|leads?|only|grew|grown|rose|risen|fell|fallen|shrank|increased?|decreased?"
    rf"|declined?|dropped|outnumbers?|outweighs?|exceeds?|ahead|behind|overt(?:akes?|ook)|surpass(?:es|ed)?|trail(?:s|ed)?"
    rf"|dominate[sd]?|peak(?:s|ed)|tops|topped|mostly|(?:nearly|almost) all|every|none|comes? (?:second|third|last)"
    rf"|(?:{_ADJECTIVES})e(?:r|st))\b",
    re.IGNORECASE,
)


def check(notebook: Notebook, data: CourseData, allowed: Sequence[re.Pattern[str]]) -> Result:
    """Check every written title, caption and note of a notebook's code cells."""
    result, claims = Result(), data.claims
    cited = {key for unit in notebook.units for _, key in unit.cited}
    known = [number for key in cited for number in numbers_of(claims.get(key, {}))]
    for cell in notebook.code:
        calls = list(_calls(cell))
        shown = find(" ; ".join(parse(cell.html).cells)) if calls and cell.html else []
        for texts, named in calls:
            own = [number for key in named for number in numbers_of(claims.get(key, {}))]
            for text in texts:
                for number in facts(text, allowed):
                    result.count.numbers += 1
                    # Where a text has claims of its own, the numbers of all the others are no address for it.
                    if covered(number, [*own, *shown] if named else [*known, *shown]):
                        result.count.addressed += 1
                        continue
                    what = f"“{number.text}” in the title or caption “{text[:60]}” is in no cited claim"
                    what += " and not in its data"
                    result.findings.append(Finding(notebook.at(cell), what, "cite its claim in the text beside it"))
            result.findings += [Finding(notebook.at(cell), *said) for said in _rests(texts, named, data, allowed)]
    return result


def written(cell: Cell) -> Iterator[str]:
    """Yield the literal texts of titles, captions and notes; what is computed from data needs no address."""
    for texts, _ in _calls(cell):
        yield from texts


def _rests(
    texts: Sequence[str], named: Sequence[str], data: CourseData, allowed: Sequence[re.Pattern[str]]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the claims on which the texts of one figure rest."""
    claims = data.claims
    ranking = [(text, said) for text in texts if (said := _ranks(text, allowed))]
    if ranking and not named:
        text, said = ranking[0]
        yield (
            f"“{text[:60]}” counts, compares or ranks (“{said}”) and names no claim",
            "add claims=[…] with claims that a table gives, or say it without",
        )
    words = " ".join(texts)
    for key in named:
        row = claims.get(key)
        if row is None:
            yield f"rests on {key}, which is no claim", "correct the id or add it to data/claims.csv"
        elif not row.get("table"):
            yield f"rests on {key}, which no table gives", "name a claim with table, where, column and agg"
        elif wrong := next(recomputed(row, data), None):
            yield f"“{words[:60]}” rests on {key}, which does not hold: {wrong[0]}", "correct the title and the claim"
        elif row.get("agg") == "most" and not _names(words, row):
            yield (
                f"rests on {key}, whose value {row['value']} is not in “{words[:60]}”",
                "correct the title, or name the claim that it states",
            )
        elif row.get("agg") == "most" and not row["value"].isdigit() and (other := ranks.wrong_first(words, row, data)):
            what = f"“{words[:60]}” names {other} before {row['value']}, which leads by {key}"
            yield what, "correct the title: what leads comes first"
    held = [row for key in named if (row := claims.get(key))]
    for number in number_words.find(words) if held else ():
        stated = any(covered(number, numbers_of(row)) or holds(number.text, row) for row in held)
        if float(str(number.value)) >= 3 and not stated:
            yield (
                f"“{number.text}” in “{words[:60]}” is the value of none of its claims",
                "correct it, or name its claim",
            )


def _names(words: str, row: Mapping[str, str]) -> bool:
    """Say whether a text names what leads a ranking, in full or by its initials; a year that leads need not be said."""
    value = row["value"]
    return value.isdigit() or holds(words, row) or ranks.leads(words, row)


def _ranks(text: str, allowed: Sequence[re.Pattern[str]]) -> str:
    """Return the first word or number by which a text counts, compares or ranks; "" when it does not."""
    numbers = [number for number in facts(text, allowed) if number.kind in ("number", "percent")]
    found = RANKS.search(text)
    return numbers[0].text if numbers else found[0] if found else ""


def _calls(cell: Cell) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the literal texts and the named claims of each figure, explorer and table of rows in a cell."""
    parsed = tree(cell.source)
    nodes = list(ast.walk(parsed)) if parsed else []
    given = {
        target.id: node.value
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in nodes:
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name not in SHOWS or not isinstance(node, ast.Call):
            continue
        values = node.args[1:2] if name == "figure" else []
        values = [*values, *(word.value for word in node.keywords if word.arg in WORDS)]
        # A title that was put into a variable first is a title too.
        values = [given.get(value.id, value) if isinstance(value, ast.Name) else value for value in values]
        named = [word.value for word in node.keywords if word.arg == "claims"]
        yield (
            [text for value in values if (text := _literal(value))],
            [n.value for v in named for n in ast.walk(v) if isinstance(n, ast.Constant) and isinstance(n.value, str)],
        )


def _literal(value: ast.expr) -> str:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, ast.JoinedStr):
        return " … ".join(str(part.value) for part in value.values if isinstance(part, ast.Constant))
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return f"{_literal(value.left)} … {_literal(value.right)}"
    return ""
