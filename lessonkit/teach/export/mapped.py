"""Which form each kind of question takes on a platform, or why it takes none."""

from __future__ import annotations

from functools import singledispatch
from typing import Any, NamedTuple

from lessonkit.quiz.kinds.case import Case
from lessonkit.quiz.kinds.guess import Guess
from lessonkit.quiz.kinds.number import Number
from lessonkit.quiz.kinds.open import Open
from lessonkit.quiz.kinds.opinion import Opinion
from lessonkit.quiz.kinds.order import Order
from lessonkit.quiz.kinds.placing import Placing
from lessonkit.quiz.kinds.several import Several
from lessonkit.quiz.kinds.single import Single
from lessonkit.quiz.kinds.truefalse import TrueFalse
from lessonkit.quiz.model import Payload, Question
from lessonkit.teach.export.items import Choice, Essay, Item, Judge, Line, Matching, Numeric

PRIVATE = "what a student thinks or feels sure of stays in the student's own browser, and no platform collects it"
NO_FORM = "no platform has a form for this kind of question"
TWO = "a platform cannot ask for a verdict and its reason at once, so one question becomes two, worth half each"
NUMBERED = "no platform drags lines into order everywhere, so each line is matched with its number"
GROUPED = "items to sort become lines to match, each with the name of its group"
TOLD = "the situation stands as a quotation above the question"
GUESSED = "every number in the range is taken, and it is not scored"


class Mapped(NamedTuple):
    """What a question becomes: its items, and one sentence about what changes; no items where it is left out."""

    items: tuple[Item, ...]
    said: str = ""


@singledispatch
def mapped(question: Question, payload: Payload, common: dict[str, Any]) -> Mapped:
    """Return the items for a question; `payload` is what its notebook carries, `common` what all its items share."""
    return Mapped((), NO_FORM)


@mapped.register
def _opinion(question: Opinion, payload: Payload, common: dict[str, Any]) -> Mapped:
    return Mapped((), PRIVATE)


@mapped.register
def _single(question: Single, payload: Payload, common: dict[str, Any]) -> Mapped:
    return Mapped((Choice(**common, lines=_lines(payload)),))


@mapped.register
def _case(question: Case, payload: Payload, common: dict[str, Any]) -> Mapped:
    above = (*common["above"], payload["document"])
    return Mapped((Choice(**common | {"above": above}, lines=_lines(payload)),), TOLD)


@mapped.register
def _several(question: Several, payload: Payload, common: dict[str, Any]) -> Mapped:
    unchosen = tuple(
        f"If you did not choose “{option['text']}”: {option['unchosen']}"
        for option in payload["options"]
        if option.get("unchosen")
    )
    common = common | {"general": (*unchosen, *common["general"])}
    return Mapped((Choice(**common, lines=_lines(payload), several=True),))


@mapped.register
def _truefalse(question: TrueFalse, payload: Payload, common: dict[str, Any]) -> Mapped:
    half = common | {"points": common["points"] / 2}
    said = {"if_true": payload.get("true", ""), "if_false": payload.get("false", "")}
    verdict = Judge(**half, answer=payload["answer"], **said)
    below = "Is this true or false, and why? Choose the reason that holds."
    reason = Choice(**half | {"id": f"{question.id}-why", "below": below}, lines=_lines(payload))
    return Mapped((verdict, reason), TWO)


@mapped.register
def _number(question: Number, payload: Payload, common: dict[str, Any]) -> Mapped:
    value, margin = float(payload["value"]), float(payload.get("margin") or 0)
    item = Numeric(
        **common | {"below": f"Answer in {payload['unit']}."},
        value=value,
        low=value - margin,
        high=value + margin,
        right=payload.get("right", ""),
        too_low=payload.get("low", ""),
        too_high=payload.get("high", ""),
    )
    return Mapped((item,))


@mapped.register
def _guess(question: Guess, payload: Payload, common: dict[str, Any]) -> Mapped:
    low, high = float(payload["from"]), float(payload["to"])
    below = f"Guess a number of {payload['unit']} from {low:,.10g} to {high:,.10g}."
    told = (f"The count: {payload['shown']} {payload['unit']}.", payload["right"])
    common = common | {"below": below, "points": 0, "general": (*told, *common["general"])}
    return Mapped((Numeric(**common, value=None, low=low, high=high),), GUESSED)


@mapped.register
def _order(question: Order, payload: Payload, common: dict[str, Any]) -> Mapped:
    numbers = tuple(str(place) for place in range(1, len(payload["options"]) + 1))
    lines = tuple(
        Line(option["text"], feedback=option.get("feedback", ""), to=numbers[option["at"]])
        for option in payload["options"]
    )
    common = common | {"below": "Give each line its number: 1 comes first."}
    return Mapped((Matching(**common, lines=lines, choices=numbers),), NUMBERED)


@mapped.register
def _placing(question: Placing, payload: Payload, common: dict[str, Any]) -> Mapped:
    words = {choice["at"]: choice["text"] for choice in payload["choices"]}
    lines = tuple(
        # A line to match has its partner at its own place; an item to sort names its group.
        Line(option["text"], feedback=option.get("feedback", ""), to=words[option.get("to", option["at"])])
        for option in payload["options"]
    )
    choices = tuple(choice["text"] for choice in payload["choices"])
    grouped = any("to" in option for option in payload["options"])
    return Mapped((Matching(**common, lines=lines, choices=choices),), GROUPED if grouped else "")


@mapped.register
def _open(question: Open, payload: Payload, common: dict[str, Any]) -> Mapped:
    common = common | {"below": payload.get("notice", "")}
    return Mapped((Essay(**common, model=payload["model"], rubric=tuple(payload["rubric"])),))


def _lines(payload: Payload) -> tuple[Line, ...]:
    return tuple(
        Line(option["text"], bool(option.get("right")), option.get("feedback", "")) for option in payload["options"]
    )
