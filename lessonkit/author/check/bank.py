"""The question bank: every file valid, every source known, right options not always in the same place.

Numbers in what a question tells have an address too: a claim that the question names. One that nobody would write by
chance, of three digits or more, and a date may stand in another claim of the lesson: a changed 5 is seen all the same.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lessonkit.author.check.finding import Finding
from lessonkit.errors import CourseError

if TYPE_CHECKING:
    from lessonkit.author.check.course_data import CourseData
    from lessonkit.author.check.numbers import Number
    from lessonkit.course import Course
    from lessonkit.quiz.model import Question

FOLDER = Path("data", "quizzes")


def check(course: Course) -> list[Finding]:
    """Return what schema, loader and balance say about the questions of a course."""
    from lessonkit.author.check import bank_balance
    from lessonkit.quiz import bank

    found, banks = strays(course), []
    for path in files(course):
        name = (FOLDER / path.name).as_posix()
        try:
            banks.append(bank.bank(course, path.stem))
        except CourseError as error:
            found.append(Finding.of(error, name))
            continue
        found += schema(path, name)
    sentences = bank_balance.findings(banks, course)
    return [*found, *(Finding.from_sentence(sentence, FOLDER.as_posix()) for sentence in sentences)]


def readable(course: Course) -> list[Question]:
    """Return the questions of the files that can be read; `check` names the faults of the others."""
    from lessonkit.quiz import bank

    found: list[Question] = []
    for path in files(course):
        with contextlib.suppress(CourseError):
            found += bank.load(course, path.stem)
    return found


def unaddressed(asked: Iterable[Question], data: CourseData, allowed: Sequence[re.Pattern[str]]) -> list[Finding]:
    """Return numbers in stem, hint, feedback or model answer that no claim of the question or its lesson holds.

    Wrong options are left out, because they may hold any number. A question whose key is computed from a table may
    also tell what stands there, and what claims say of it. A source that is no claim cannot be compared and passes.
    """
    from lessonkit.author.check.numbers import find
    from lessonkit.author.check.prose import plain
    from lessonkit.author.check.uncited_numbers import addressed, facts, numbers_of

    claims = data.claims
    held = {key: numbers_of(claim) for key, claim in claims.items()}
    found = []
    for question in asked:
        named = [question.source, *(option.source for option in question.options)]
        if any(name and name not in claims for name in named):
            continue
        near = [number for key in named if key in held for number in held[key]]
        if spec := question.computed_from:
            near += [n for row in data.tables.get(spec["table"], ()) for cell in row.values() for n in find(cell)]
            near += [n for key, claim in claims.items() if claim.get("table") == spec["table"] for n in held[key]]
        lesson = [n for key, claim in claims.items() if claim.get("lesson") == question.lesson for n in held[key]]
        for key, text in question.told():
            said = plain(text)
            for number in facts(said, allowed):
                if not addressed(said, number, [*near, *lesson] if _rare(number) else near):
                    where = f"{question.place}, {question.id}, {key}"
                    what = f"“{number.text}” stands in no claim that the question names"
                    what += " or that its lesson has" if _rare(number) else ""
                    found.append(Finding(where, what, "name the claim that holds it as source, or say it without"))
    return found


def _rare(number: Number) -> bool:
    """Say whether two claims hold this number only if they speak of the same thing; a year bounds what is told."""
    digits = re.sub(r"\D", "", number.text).lstrip("0")
    return number.kind in ("year", "date") or (len(digits) >= 3 and len(digits.rstrip("0")) >= 2)


def files(course: Course) -> list[Path]:
    """Return the question files in order."""
    return sorted((course.root / FOLDER).glob("[0-9][0-9].yaml"))


def strays(course: Course) -> list[Finding]:
    """Return the YAML files beside the question files, which no lesson would ever read; hidden ones are an editor's."""
    mend = "name it after its lesson, such as 04.yaml, or take it out"
    return [
        Finding((FOLDER / path.name).as_posix(), "no lesson reads a file of this name", mend)
        for path in sorted((course.root / FOLDER).glob("[!.]*"))
        if path.is_file() and path not in files(course) and path.suffix.lower() in (".yaml", ".yml")
    ]


def schema(path: Path, name: str) -> list[Finding]:
    """Hold one file against the JSON Schema that editors use, so that both say the same."""
    from lessonkit.quiz import yaml_lines

    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        raise CourseError(
            "jsonschema, which checks the questions, is not installed", "run `make test`, which installs it"
        ) from None
    from lessonkit.author import bank_schema

    # Read as the loader reads it: another YAML parser takes other files for YAML.
    document = yaml_lines.plain(yaml_lines.read(path.read_text("utf-8-sig"), name))
    errors = sorted(
        Draft202012Validator(bank_schema.rules()).iter_errors(document), key=lambda e: list(map(str, e.path))
    )
    return [
        Finding(f"{name}, {_path(error.absolute_path)}", " ".join(error.message.split())[:160], "mend it there")
        for error in errors
    ]


def _path(parts: Any) -> str:
    return " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in parts) or "top"
