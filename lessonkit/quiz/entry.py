"""One entry of the bank's list of questions, checked: first what every kind has, then its own keys by its kind."""

from __future__ import annotations

import re
from typing import Any

from lessonkit.course.registers import ID
from lessonkit.progress.limits import LONGEST_ID
from lessonkit.quiz import rules
from lessonkit.quiz.fields import Fields, shown
from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.model import LEVELS, Question, Rule

ID_RULE: Rule = {"type": "string", "pattern": f"^[0-9][0-9]-{ID.pattern}$", "maxLength": LONGEST_ID}
#: The keys that every question may have, each with its rule for editors.
COMMON: dict[str, Rule] = {
    "id": ID_RULE | {"description": "unique; starts with the lesson's two digits"},
    "kind": {"type": "string"},  # author/bank_schema.py lists them
    "level": {"enum": list(LEVELS), "description": "what the question asks of the reader"},
    "outcome": {
        "type": "integer",
        "minimum": 1,
        "description": "which outcome of its lesson it is about: the place in the list under 'You will be able to'",
    },
    "stem": rules.text("the question, at most 30 words"),
    "hint": rules.text("shown when the reader asks for it"),
    "source": rules.SOURCE,
    "figure": {"type": "boolean", "description": "true: the question is about a figure, which the notebook hands over"},
    "before": ID_RULE
    | {"description": "id of the same question asked earlier; a graded one needs 'pretest: true' there"},
    "pretest": {
        "type": "boolean",
        "description": "true: asked before the reading, and again by a later question that names it under 'before'; "
        "shows no right or wrong, needs no feedback, hint or source",
    },
    "set": {"type": "string", "description": "id of a set listed under 'sets'"},
    "shuffle": {"type": "boolean", "description": "false: keep the order of the file"},
}


def question(entry: Any, file: str, lesson: str) -> Question:
    """Return the checked question of one list entry. Raises CourseError with file, line, id, fault and mend."""
    fields = Fields(entry, file)
    name = identifier(fields, lesson)
    fields.owner = f"question {name}"
    kind = KINDS[fields.word("kind", tuple(KINDS))]
    fields.only((*COMMON, *kind.keys))
    common: dict[str, Any] = {
        "id": name,
        "lesson": lesson,
        "level": "" if kind.private and not fields.has("level") else fields.word("level", LEVELS),
        "stem": _stem(fields, kind.stem_keys),
        "place": fields.place,
        "hint": fields.text("hint"),
        "source": fields.text("source"),
        "shuffle": fields.flag("shuffle", True),
        "figure": fields.flag("figure", False),
        "before": fields.text("before"),
        "pretest": fields.flag("pretest", False),
        "set": fields.text("set"),
        "outcome": _outcome(fields),
    }
    if common["pretest"]:
        _pretest(fields, kind)
    before = common["before"]
    if before == name or (before and not re.fullmatch(f"[0-9][0-9]-{ID.pattern}", before)) or len(before) > LONGEST_ID:
        fields.fail(
            f"'before' is {shown(before)}; write the id of the question that was asked earlier",
            "before",
        )
    return kind(**common, **kind.read(fields))


def identifier(fields: Fields, lesson: str) -> str:
    """Return the id of a question or set: the lesson's digits, then small letters, digits and hyphens."""
    name = fields.text("id", f"write one such as {lesson}-who-made-it")
    if not re.fullmatch(f"{lesson}-{ID.pattern}", name):
        fields.fail(f"the id {shown(name)} must be '{lesson}-' and then small letters, digits and hyphens", "id")
    if len(name) > LONGEST_ID:
        fields.fail(f"the id has {len(name)} letters, more than {LONGEST_ID}; write a shorter one", "id")
    return name


def _stem(fields: Fields, keys: tuple[str, ...]) -> str:
    first, *others = keys
    used = [key for key in others if fields.has(key)]
    for key in used:
        if fields.has(first):
            fields.fail(f"it has a '{first}' and a '{key}', of which only one is shown; put both into '{first}'", key)
    return fields.text(used[0] if used else first, "write the question")


def _outcome(fields: Fields) -> int:
    number = fields.number("outcome", 0)
    if fields.has("outcome") and (number < 1 or not number.is_integer()):
        fields.fail("'outcome' is a place in the lesson's list of outcomes; write a whole number from 1", "outcome")
    return int(number)


def _pretest(fields: Fields, kind: type[Question]) -> None:
    if not kind.graded:
        fields.fail(f"the page cannot grade the kind {kind.kind}; remove 'pretest'", "pretest")
    if fields.has("before"):
        fields.fail("a pretest is the first of its pair; write 'before' in the later question", "before")
    if fields.has("set"):
        fields.fail("a set tells how many are right, and a pretest must not; remove 'set'", "set")
