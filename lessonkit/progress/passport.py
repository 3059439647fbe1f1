"""Passports: the small files in which students carry their answers. Read as if a stranger had written them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessonkit.errors import CourseError
from lessonkit.progress.event import Event, latest, valid
from lessonkit.progress.limits import LARGEST_PASSPORT, LONGEST_ID, LONGEST_NICKNAME, MOST_ANSWERS

KIND = "lessonkit-passport/"
FORMAT = f"{KIND}1"
DEEPEST = 100  # lists within lists; an answer needs five
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True)
class Passport:
    """What a passport holds: whose log, an optional nickname, one answer for each question."""

    id: str
    nickname: str
    answers: dict[str, Event]
    left_out: int = 0  # entries that were no answers


def read(path: Path, course: str) -> Passport:
    """Return a passport file's content. Raises CourseError naming the file when it is not one of this course."""
    try:
        if path.stat().st_size > LARGEST_PASSPORT:
            raise CourseError("too large for a passport", "ask for the file saved from the course", place=path.name)
        data = loads(path.read_bytes())
    except OSError as error:
        raise CourseError(f"could not be read ({error.strerror})", "copy it here again", place=path.name) from None
    except UnicodeDecodeError:
        what = "not UTF-8 text, as the course saves it; another program may have changed it"
        raise CourseError(what, "ask for the file as it was saved from the course", place=path.name) from None
    except ValueError:
        raise CourseError(
            "not a passport (no JSON)", "ask for the file saved from the course", place=path.name
        ) from None
    return parse(data, course, path.name)


def loads(text: bytes | str) -> Any:
    """Return the data of a JSON text in which one entry may be spoiled without the others.

    A number too long to be counted is infinite, and what is nested too deep for any answer is None. Raises ValueError.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text), "surrogatepass")
    try:
        return json.loads(text, parse_int=_number)
    except RecursionError:
        return json.loads(_shallow(text), parse_int=_number)


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else float(digits)


def _shallow(text: str) -> str:
    depth, done, parts = 0, 0, []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "[{":
            depth += 1
            if depth == DEEPEST:
                parts += [text[done : token.start()], "null"]
        elif sign in "]}":
            if depth == DEEPEST:
                done = token.end()
            depth -= 1
    return "".join([*parts, text[done:] if depth < DEEPEST else "["])


def parse(data: Any, course: str, name: str) -> Passport:
    """Return a passport from its JSON data; `name` is what errors call it."""
    if isinstance(data, dict) and _newer(data.get("format")):
        raise CourseError(
            "saved by a newer version of the kit", "bring this one up to date and read it again", place=name
        )
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("answers"), list):
        raise CourseError("not a passport of this kind", "ask for the file saved from the course", place=name)
    if data.get("course") != course:
        raise CourseError("belongs to another course", "put it with that course's passports", place=name)
    entries = data["answers"][:MOST_ANSWERS]
    events = [
        event
        for event in (valid({**e, "course": course} if isinstance(e, dict) else e, course) for e in entries)
        if event
    ]
    id, nickname = data.get("passport"), data.get("nickname")
    return Passport(
        id[:LONGEST_ID] if isinstance(id, str) else "",
        nickname[:LONGEST_NICKNAME] if isinstance(nickname, str) else "",
        latest(events),
        len(data["answers"]) - len(events),
    )


def _newer(format: Any) -> bool:
    found = re.fullmatch(rf"{KIND}(\d{{1,9}})", format) if isinstance(format, str) else None
    return found is not None and int(found[1]) > 1


def merge(passports: Iterable[Passport]) -> dict[str, Event]:
    """Return the answers of several passports of one person as one set; the order does not matter."""
    return latest(event for passport in passports for event in passport.answers.values())


def summary(answers: dict[str, Event]) -> list[tuple[str, int, int]]:
    """Return (lesson, answered, right at the first try) for each lesson, in order."""
    lessons = sorted({event["lesson"] for event in answers.values()})
    lines = []
    for lesson in lessons:
        mine = [event for event in answers.values() if event["lesson"] == lesson]
        lines.append((lesson, len(mine), sum(event["first"]["right"] is True for event in mine)))
    return lines
