"""Check one question of the bank, kind by kind, and turn it into a Question."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lessonkit.course.registers import ID
from lessonkit.quiz.fields import Fields, shown
from lessonkit.quiz.model import KINDS, LEVELS, LONGEST_ID, PRIVATE, SCALE, NumberKey, Option, Question
from lessonkit.quiz.yaml_lines import Mapping, Sequence, Word

AGGREGATES = ("count", "sum", "min", "max", "first", "nunique", "mean", "share")
COMMON = ("id", "kind", "level", "stem", "hint", "source", "figure", "before", "pretest", "set", "shuffle")
LETTERS = 26  # on paper an option has a letter
_FEEDBACK = "say why it is right or wrong"
_ID = ID.pattern


def question(entry: Any, file: str, lesson: str) -> Question:
    """Return the checked question of one list entry."""
    fields = Fields(entry, file)
    name = identifier(fields, lesson)
    fields.owner = f"question {name}"
    kind = fields.word("kind", KINDS)
    extra, build = _BUILDERS[kind]
    fields.only(COMMON + extra)
    if kind == "open" and fields.has("stem") and fields.has("prompt"):
        fields.fail("it has a 'stem' and a 'prompt', of which only one is shown; put both into 'stem'", "prompt")
    stem_key = "prompt" if kind == "open" and fields.has("prompt") else "stem"
    stem = fields.text(stem_key, "write the question")
    private = kind in PRIVATE
    common: dict[str, Any] = {
        "id": name,
        "lesson": lesson,
        "kind": kind,
        "level": "" if private and not fields.has("level") else fields.word("level", LEVELS),
        "stem": stem,
        "place": fields.place,
        "hint": fields.text("hint"),
        "source": fields.text("source"),
        "shuffle": fields.flag("shuffle", True),
        "figure": fields.flag("figure", False),
        "before": fields.text("before"),
        "pretest": fields.flag("pretest", False),
        "set": fields.text("set"),
    }
    if common["pretest"]:
        _pretest(fields, kind)
    before = common["before"]
    if before == name or (before and not re.fullmatch(f"[0-9][0-9]-{_ID}", before)) or len(before) > LONGEST_ID:
        fields.fail(
            f"'before' is {shown(before)}; write the id of the question that was asked earlier",
            "before",
        )
    return Question(**common, **build(fields))


def identifier(fields: Fields, lesson: str) -> str:
    """Return the id of a question or set: the lesson's digits, then small letters, digits and hyphens."""
    name = fields.text("id", f"write one such as {lesson}-who-made-it")
    if not re.fullmatch(f"{lesson}-{_ID}", name):
        fields.fail(f"the id {shown(name)} must be '{lesson}-' and then small letters, digits and hyphens", "id")
    if len(name) > LONGEST_ID:
        fields.fail(f"the id has {len(name)} letters, more than {LONGEST_ID}; write a shorter one", "id")
    return name


def _pretest(fields: Fields, kind: str) -> None:
    if kind in (*PRIVATE, "open"):
        fields.fail(f"the page cannot grade the kind {kind}; remove 'pretest'", "pretest")
    if fields.has("before"):
        fields.fail("a pretest is the first of its pair; write 'before' in the later question", "before")
    if fields.has("set"):
        fields.fail("a set tells how many are right, and a pretest must not; remove 'set'", "set")


def _said(block: Fields, key: str, mend: str, owner: Fields | None = None) -> str:
    """Return a text that readers see after answering: it must be there, but a pretest (`owner`) shows none."""
    return block.text(key, "" if (owner or block).flag("pretest", False) else mend)


def _options(fields: Fields, key: str, extra: tuple[str, ...], feedback: bool = True) -> tuple[Option, ...]:
    """Return the options of a list; each is a block with `text`, and `feedback` unless that is left free."""
    found = []
    for place, entry in enumerate(fields.many(key, 2, "start each with '- text:'", LETTERS), 1):
        if not feedback and isinstance(entry, Word):
            found.append(Option(fields.clean(entry, f"{key} {place}")))
            continue
        option = Fields(entry, fields.file, fields.owner)
        option.only(("text", "feedback", "source", *extra))
        text = option.text("text", f"write what option {place} says")
        found.append(
            Option(
                text=text,
                right=option.flag("right", False) if "right" in extra else False,
                feedback=_said(
                    option,
                    "feedback",
                    f"option {place} ({shown(text)}) has no feedback: {_FEEDBACK}" if feedback else "",
                    fields,
                ),
                unchosen=option.text("unchosen") if "unchosen" in extra else "",
                source=option.text("source"),
                group=option.text("group", "name the group this item belongs to") if "group" in extra else "",
            )
        )
    _distinct(fields, key, [option.text for option in found])
    return tuple(found)


def _distinct(fields: Fields, key: str, texts: list[str]) -> None:
    seen: set[str] = set()
    for text in texts:
        if text.casefold() in seen:
            fields.fail(f"{shown(text)} stands twice in '{key}'; change or remove one", key)
        seen.add(text.casefold())


def _one_right(fields: Fields, key: str, options: tuple[Option, ...]) -> None:
    rights = sum(option.right for option in options)
    if rights == 0:
        fields.fail(f"none of '{key}' is marked right; write 'right: true' under one", key)
    if rights > 1:
        mend = ", or make it 'kind: several'" if key == "options" else ""
        fields.fail(f"{rights} of '{key}' are marked right; leave 'right: true' under one{mend}", key)


def _single(fields: Fields) -> dict[str, Any]:
    options = _options(fields, "options", ("right", "unchosen"))
    _one_right(fields, "options", options)
    return {"options": options}


def _several(fields: Fields) -> dict[str, Any]:
    options = _options(fields, "options", ("right", "unchosen"))
    if not any(option.right for option in options):
        fields.fail("none of 'options' is marked right; write 'right: true' under each right one", "options")
    return {"options": options}


def _truefalse(fields: Fields) -> dict[str, Any]:
    answer = fields.flag("answer")
    reasons = _options(fields, "reasons", ("right",))
    _one_right(fields, "reasons", reasons)
    return {
        "answer": answer,
        "options": reasons,
        "feedback_true": _said(fields, "feedback_true", "say what is wrong or right about answering True"),
        "feedback_false": _said(fields, "feedback_false", "say what is wrong or right about answering False"),
    }


def _number(fields: Fields) -> dict[str, Any]:
    if fields.has("key") == fields.has("value"):
        fields.fail("give the right number once: either 'value:' or 'key:' with table, where, column and agg")
    if fields.has("tolerance") and fields.has("tolerance_percent"):
        fields.fail("give one of 'tolerance' and 'tolerance_percent', not both", "tolerance")
    tolerance, percent = fields.number("tolerance", 0), fields.number("tolerance_percent", 0)
    if tolerance < 0 or percent < 0:
        fields.fail("a tolerance cannot be below 0; write how far off an answer may be")
    silent = fields.flag("pretest", False) and not fields.has("feedback")
    said = Fields(Mapping() if silent else fields.block.get("feedback"), fields.file, fields.owner, fields.line)
    said.only(("right", "low", "high"))
    spec = None
    if fields.has("key"):
        key = Fields(fields.block["key"], fields.file, fields.owner, fields.line)
        key.only(("table", "where", "column", "agg"))
        spec = {"table": key.text("table", "name the table the number is computed from")}
        spec |= {name: key.text(name) for name in ("where", "column")}
        spec["agg"] = key.word("agg", AGGREGATES)
    number = NumberKey(
        value=None if spec else fields.number("value"),
        spec=spec,
        unit=fields.text("unit", "say what is counted, such as people or percent"),
        tolerance=tolerance,
        percent=percent,
        right=_said(said, "right", "write the feedback for a right number", fields),
        low=_said(said, "low", "write the feedback for a number that is too low", fields),
        high=_said(said, "high", "write the feedback for a number that is too high", fields),
    )
    return {"number": number}


def _order(fields: Fields) -> dict[str, Any]:
    if not fields.flag("shuffle", True):
        fields.fail("unmixed, the steps would stand in their right order from the start; remove 'shuffle'", "shuffle")
    return {"options": _options(fields, "items", ())}


def _match(fields: Fields) -> dict[str, Any]:
    found = []
    asked = fields.many("pairs", 2, "write 'left:', 'right:' and 'feedback:' for each", LETTERS)
    for place, entry in enumerate(asked, 1):
        pair = Fields(entry, fields.file, fields.owner)
        pair.only(("left", "right", "feedback", "source"))
        found.append(
            Option(
                text=pair.text("left", f"write the left side of pair {place}"),
                group=pair.text("right", f"write the right side of pair {place}"),
                feedback=_said(pair, "feedback", f"pair {place} has no feedback: {_FEEDBACK}", fields),
                source=pair.text("source"),
            )
        )
    _distinct(fields, "pairs", [option.text for option in found])
    _distinct(fields, "pairs", [option.group for option in found])
    return {"options": tuple(found)}


def _groups(fields: Fields) -> dict[str, Any]:
    asked = fields.many("groups", 2, "name each group on its own line", LETTERS)
    names = tuple(fields.clean(name, "groups") for name in asked)
    _distinct(fields, "groups", list(names))
    items = _options(fields, "items", ("group",))
    for item in items:
        if item.group not in names:
            fields.fail(
                f"{shown(item.text)} belongs to {shown(item.group)}, which is not in 'groups'; correct one",
                "items",
            )
    return {"groups": names, "options": items}


def _open(fields: Fields) -> dict[str, Any]:
    rubric = fields.many("rubric", 1, "write what a good answer does, one point a line")
    return {
        "model": fields.text("model", "write a model answer, shown after the reader has written"),
        "rubric": tuple(fields.clean(point, "rubric") for point in rubric),
    }


def _confidence(fields: Fields) -> dict[str, Any]:
    return _opinion(fields) if fields.has("options") else {"options": tuple(map(Option, SCALE))}


def _opinion(fields: Fields) -> dict[str, Any]:
    if isinstance(fields.block.get("options"), Sequence):
        for entry in fields.block["options"]:
            if isinstance(entry, dict) and "right" in entry:
                fields.fail("nothing is right or wrong in a question of this kind; remove 'right'", "options")
    return {"options": _options(fields, "options", (), feedback=False)}


_BUILDERS: dict[str, tuple[tuple[str, ...], Callable[[Fields], dict[str, Any]]]] = {
    "single": (("options",), _single),
    "several": (("options",), _several),
    "truefalse": (("answer", "reasons", "feedback_true", "feedback_false"), _truefalse),
    "number": (("key", "value", "unit", "tolerance", "tolerance_percent", "feedback"), _number),
    "order": (("items",), _order),
    "match": (("pairs",), _match),
    "groups": (("groups", "items"), _groups),
    "open": (("prompt", "model", "rubric"), _open),
    "confidence": (("options",), _confidence),
    "opinion": (("options",), _opinion),
}
