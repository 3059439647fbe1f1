"""An answer as it is kept: checked, and merged with others to the same question.

    {"id", "course", "lesson", "question", "kind", "answer", "right", "score", "try", "at", "first", "asked"}

`answer` holds places of options in the bank's file; `right` is true, false or null (a teacher scores it); `try` counts
from 1; `first` is {answer, right, at, asked} of the first try. `asked` says which form of the question was answered
(quiz/asked.py); answers older than that rule have none. Browser and file use the same form and the same rules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lessonkit.progress.limits import LONGEST_ANSWER, LONGEST_ID, LONGEST_KIND, MOST_TRIES, PRIVATE

Event = dict[str, Any]
_AS_IN_THE_BROWSER: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False}
_ID = re.compile(rf"[\w-]{{1,{LONGEST_ID}}}", re.ASCII)
_QUESTION = re.compile(rf"\d\d-[\w-]{{1,{LONGEST_ID - 3}}}", re.ASCII)
# No year above 2999: the browser dates each answer after the one before it, whatever date that came with.
_AT = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z", re.ASCII)
_ASKED = re.compile(r"[0-9a-f]{8}")


def valid(raw: Any, course: str) -> Event | None:
    """Return what is kept of an event from outside, or None when it is not one of this course. Never raises."""
    if not isinstance(raw, dict) or raw.get("course") != course or not _absent(raw.get("private")):
        return None
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind in PRIVATE:  # whatever a message says
        return None
    first = raw.get("first")
    if not isinstance(first, dict):
        first = {key: raw.get(key) for key in ("answer", "right", "at", "asked")}
    question, attempt, score = raw.get("question"), raw.get("try"), raw.get("score")
    fine = (
        _matches(_ID, raw.get("id"))
        and _matches(_QUESTION, question)
        and raw.get("lesson") == str(question)[:2]
        and _moment(raw.get("at"))
        and (first.get("at") == raw["at"] or _moment(first.get("at")))
        and _verdict(raw.get("right", "none given"))
        and _verdict(first.get("right", "none given"))
        and type(attempt) is int
        and 0 < attempt < MOST_TRIES
    )
    if not fine:
        return None
    if not _fit(raw.get("answer"), first.get("answer")):
        return None
    number = isinstance(score, int | float) and not isinstance(score, bool) and 0 <= score <= 1
    return {
        "id": raw["id"],
        "course": course,
        "lesson": raw["lesson"],
        "question": question,
        "kind": kind[:LONGEST_KIND],
        "answer": raw.get("answer"),
        "right": raw["right"],
        "score": score if number else None,
        "try": attempt,
        "at": raw["at"],
        "first": {"answer": first.get("answer"), "right": first["right"], "at": first["at"], **_asked(first)},
        **_asked(raw),
    }


def merge(a: Event, b: Event) -> Event:
    """Return two answers to one question as one: the later stands, with the earlier first try.

    The result is the same in either order and does not change when it is merged again.
    """
    # The whole order is needed where the moments are equal, which is rare: a log of thousands is merged at every start.
    moments = (a["at"], a["id"]), (b["at"], b["id"])
    later = _late(a) >= _late(b) if moments[0] == moments[1] else moments[0] > moments[1]
    last, other = (a, b) if later else (b, a)
    one, two = a["first"], b["first"]
    early = _early(one) <= _early(two) if one["at"] == two["at"] else one["at"] < two["at"]
    first = one if early else two
    return {**last, "try": max(last["try"], other["try"]), "first": first}


# What was given at the same moment still needs an order: the one the browser's script has.


def _late(event: Event) -> tuple[str, str, str]:
    score = event["score"]
    score = int(score) if score in (0, 1) else score  # 1.0 is written 1 there
    content = [event[key] for key in ("answer", "right", "kind")] + [score, event.get("asked", "")]
    return event["at"], event["id"], json.dumps(content, **_AS_IN_THE_BROWSER)


def _early(first: dict[str, Any]) -> tuple[str, str]:
    content = [first["answer"], first["right"], first.get("asked", "")]
    return first["at"], json.dumps(content, **_AS_IN_THE_BROWSER)


def latest(events: Iterable[Event]) -> dict[str, Event]:
    """Return one merged answer for each question."""
    answers: dict[str, Event] = {}
    for event in events:
        known = answers.get(event["question"])
        answers[event["question"]] = merge(known, event) if known else event
    return answers


def _fit(answer: Any, first: Any) -> bool:
    if _short(answer) and _short(first):
        return True  # most answers by far: a log of thousands is read at every start
    try:
        text = json.dumps([answer, first], allow_nan=False, **_AS_IN_THE_BROWSER)
    except (TypeError, ValueError, RecursionError):
        return False
    # JSON.stringify(...).length: an emoji is two, and half of one is written out as \ud83d.
    return len(text.encode("utf-16-le", "backslashreplace")) // 2 <= LONGEST_ANSWER


def _short(answer: Any) -> bool:
    return _small(answer) or (type(answer) is list and len(answer) <= 100 and all(map(_small, answer)))


def _small(value: Any) -> bool:
    return value is None or type(value) is bool or (type(value) is int and -1_000_000 < value < 1_000_000)


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _moment(text: Any) -> bool:
    if not _matches(_AT, text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:  # the right shape, but no day of any calendar
        return False
    return True


def _asked(raw: dict[str, Any]) -> dict[str, str]:
    return {"asked": raw["asked"]} if _matches(_ASKED, raw.get("asked")) else {}


def _absent(value: Any) -> bool:
    return value is None or value is False


def _verdict(value: Any) -> bool:
    return value is None or isinstance(value, bool)
