"""Rules of JSON Schema for keys of the bank, beside the lists of options that follow them.

An entry of a list is described once, as a mapping of its keys to their rules: the loader refuses every other key, and
`schema.json`, which editors use, is generated from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lessonkit.quiz.fields import Fields, shown
from lessonkit.quiz.model import Option, Rule
from lessonkit.quiz.yaml_lines import Word

LETTERS = 26  # on paper an option has a letter
WHY = "say why it is right or wrong"


def text(description: str = "") -> Rule:
    """Return the rule of a text."""
    return {"$ref": "#/$defs/text"} | ({"description": description} if description else {})


SOURCE = text("id of a claim in data/claims.csv or of a source in data/sources.csv")
RIGHT: Rule = {"type": "boolean", "description": "true under a right option"}
#: The keys of an option to choose.
CHOICE: dict[str, Rule] = {
    "text": text("what the reader can choose"),
    "right": RIGHT,
    "feedback": text("shown when it is chosen: why it is right or wrong"),
    "unchosen": text("shown when it is not chosen"),
    "source": SOURCE,
}
_MARKED: Rule = {"type": "object", "properties": {"right": {"const": True}}, "required": ["right"]}
#: Of options among which one or more are right, and among which exactly one is.
SOME_RIGHT: Rule = {"contains": _MARKED}
JUST_ONE_RIGHT: Rule = {"contains": _MARKED, "minContains": 1, "maxContains": 1}


def block(keys: Mapping[str, Rule], needed: Sequence[str] = ()) -> Rule:
    """Return the rule of a block of `key: value` lines with these keys and no others."""
    found: Rule = {"type": "object", "additionalProperties": False, "properties": dict(keys)}
    return found | ({"required": list(needed)} if needed else {})


def many(description: str, item: Rule, least: int = 2, most: int | None = LETTERS) -> Rule:
    """Return the rule of a list."""
    found: Rule = {"type": "array", "minItems": least}
    return found | ({"maxItems": most} if most else {}) | {"description": description, "items": item}


def explained(key: str) -> Rule:
    """Return the rule that each entry of the list has feedback."""
    return {"properties": {key: {"items": {"required": ["feedback"]}}}}


# -- read --------------------------------------------------------------------------------------------------------------


def said(block: Fields, key: str, mend: str, owner: Fields | None = None) -> str:
    """Return a text that readers see after answering: it must be there, but a pretest (`owner`) shows none."""
    return block.text(key, "" if (owner or block).flag("pretest", False) else mend)


def options(fields: Fields, key: str, line: Mapping[str, Rule], feedback: bool = True) -> tuple[Option, ...]:
    """Return the options of a list whose entries have the keys of `line`.

    Without `feedback` an entry needs none and may be a text alone.
    """
    found = []
    for place, entry in enumerate(fields.many(key, 2, "start each with '- text:'", LETTERS), 1):
        if not feedback and isinstance(entry, Word):
            found.append(Option(fields.clean(entry, f"{key} {place}")))
            continue
        option = Fields(entry, fields.file, fields.owner)
        option.only(tuple(line))
        words = option.text("text", f"write what option {place} says")
        mend = f"option {place} ({shown(words)}) has no feedback: {WHY}" if feedback else ""
        found.append(
            Option(
                text=words,
                right=option.flag("right", False) if "right" in line else False,
                feedback=said(option, "feedback", mend, fields),
                unchosen=option.text("unchosen") if "unchosen" in line else "",
                source=option.text("source"),
                group=option.text("group", "name the group this item belongs to") if "group" in line else "",
            )
        )
    distinct(fields, key, [option.text for option in found])
    return tuple(found)


def distinct(fields: Fields, key: str, texts: list[str]) -> None:
    """Refuse a text that stands twice in a list, whatever its capitals."""
    seen: set[str] = set()
    for text in texts:
        if text.casefold() in seen:
            fields.fail(f"{shown(text)} stands twice in '{key}'; change or remove one", key)
        seen.add(text.casefold())


def one_right(fields: Fields, key: str, options: tuple[Option, ...]) -> None:
    """Refuse a list in which none or several of the options are marked right."""
    rights = sum(option.right for option in options)
    if rights == 0:
        fields.fail(f"none of '{key}' is marked right; write 'right: true' under one", key)
    if rights > 1:
        mend = ", or make it 'kind: several'" if key == "options" else ""
        fields.fail(f"{rights} of '{key}' are marked right; leave 'right: true' under one{mend}", key)
