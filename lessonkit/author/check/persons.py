"""Private people are not named: a given name followed by a capitalized word needs a declared reason.

The list of given names keeps false alarms few; it cannot find every name: a person has to read as well.
Names in a column that check.yaml declares (office holders, authors) count as declared in prose as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from lessonkit.author.check.course_data import Rows
from lessonkit.author.check.finding import Finding
from lessonkit.author.check.notebook import Notebook
from lessonkit.author.check.settings import Settings
from lessonkit.author.check.texts import Text, cells

PAIR = re.compile(
    r"\b([A-Z][a-zé-ü]+)((?: [A-Z]\.)?(?: (?:de|del|la|von|van))?)"
    r" ([A-Z][\wé-ü'’-]*[a-zé-ü](?: [A-Z][a-zé-ü]+)?)"
)
# A given name that starts the name of something that is no person.
NOT_PEOPLE = re.compile(r"^(?:Virginia|Carolina|Florence|Franklin|Milton|Troy|Amber|Angel|Crystal) ", re.IGNORECASE)


@cache
def given_names() -> frozenset[str]:
    """Return the given names that the check knows, in lower case."""
    text = Path(__file__).with_name("given_names.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def names_in(text: str) -> Iterator[str]:
    """Yield what looks like the name of a person in a text."""
    for match in PAIR.finditer(text):
        name = f"{match[1]}{match[2]} {match[3]}"
        if match[1].casefold() in given_names() and not NOT_PEOPLE.match(name):
            yield name


def declared(settings: Settings, tables: Mapping[str, Sequence[Mapping[str, str]]]) -> set[str]:
    """Return the declared names in lower case; `tables` is table name → rows."""
    names = {entry["name"].casefold() for entry in settings.names}
    for entry in settings.name_columns:
        for row in tables.get(entry["table"], ()):
            names.update(part.strip().casefold() for part in re.split(r"[;|]", row.get(entry["column"]) or ""))
    return names - {""}


def check(notebook: Notebook, known: Iterable[str]) -> list[Finding]:
    """Return names in the prose of a notebook that are not declared."""
    return check_texts((Text(notebook.at(unit.cell), unit.plain) for unit in notebook.units), known)


def check_texts(texts: Iterable[Text], known: Iterable[str]) -> list[Finding]:
    """Return names in texts that are not declared."""
    known = set(known)
    mend = "take the name out, or declare it with its reason under `names` in data/check.yaml"
    return [
        Finding(text.place, f"names {name}", mend)
        for text in texts
        for name in dict.fromkeys(names_in(text.plain))
        if not _known(name, known)
    ]


def check_tables(tables: Mapping[str, Rows], settings: Settings, known: Iterable[str]) -> list[Finding]:
    """Return names in all columns of the tables that are not declared; declared columns are skipped."""
    return check_texts(cells(tables, settings.columns("name_columns")), known)


def _known(name: str, known: set[str]) -> bool:
    """Say whether a name is declared, with or without a middle initial or a further capitalized word."""
    short = re.sub(r" [A-Z]\.", "", name).casefold()
    plain = {re.sub(r" [a-z]\.", "", entry) for entry in known}
    return short in plain or any(short.startswith(f"{entry} ") for entry in plain)
