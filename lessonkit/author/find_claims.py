"""Find a claim by words of its sentence, id or unit: `lessonkit claims WORD`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lessonkit.course import Course, registers
from lessonkit.errors import CourseError
from lessonkit.text import nearest

_SEARCHED = ("id", "sentence", "value", "unit", "table", "source_id")


def found(course: Course, words: Sequence[str]) -> list[str]:
    """Return the claims that hold all the words, whatever their case: a line each with id, sentence and origin.

    Raises CourseError, with the nearest known words, when none does.
    """
    claims = registers.rows(course, "claims.csv")
    wanted = [word.casefold() for word in words]
    texts = {id: " ".join(claim[c] for c in _SEARCHED).casefold() for id, claim in claims.items()}
    hits = [claim for id, claim in claims.items() if all(word in texts[id] for word in wanted)]
    if not hits:
        missing = next((word for word in wanted if not any(word in text for text in texts.values())), wanted[0])
        raise CourseError(f"No claim holds {' and '.join(words)}", nearest(missing, _words(texts.values())))
    return [_line(claim) for claim in hits]


def _words(texts: Iterable[str]) -> set[str]:
    return {word.strip(".,;:()“”\"'") for text in texts for word in text.split()}


def _line(claim: dict[str, str]) -> str:
    table = f"{claim['table']}: {claim['agg']} {claim['column']}".strip() if claim["table"] else ""
    where = f" where {claim['where']}" if claim["where"] else ""
    origin = f"{table}{where}" or claim["source_id"]
    return f"{claim['id']} (lesson {claim['lesson']}, {claim['confidence']}): {claim['sentence']} [{origin}]"
