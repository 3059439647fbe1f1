"""The question bank: every file valid, every source known, right options not always in the same place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ..errors import CourseError
from .finding import Finding

if TYPE_CHECKING:
    from ..course import Course

FOLDER = Path("data", "quizzes")


def check(course: Course) -> list[Finding]:
    """Return what schema, loader and balance say about the questions of a course."""
    from ..quiz import balance, bank

    found, banks = [], []
    for path in files(course):
        name = (FOLDER / path.name).as_posix()
        try:
            banks.append(bank.bank(course, path.stem))
        except CourseError as error:
            found.append(Finding.from_sentence(error, name))
            continue
        found += schema(path, name)
    sentences = balance.findings(banks, course)
    return [*found, *(Finding.from_sentence(sentence, FOLDER.as_posix()) for sentence in sentences)]


def files(course: Course) -> list[Path]:
    """Return the question files in order."""
    return sorted((course.root / FOLDER).glob("*.yaml"))


def schema(path: Path, name: str) -> list[Finding]:
    """Hold one file against the JSON Schema that editors use, so that both say the same."""
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        raise CourseError(
            "jsonschema, which checks the questions, is not installed; run `make test`, which installs it."
        ) from None
    rules = json.loads((Path(__file__).parent.parent / "quiz" / "schema.json").read_text("utf-8"))
    document = yaml.safe_load(path.read_text("utf-8-sig"))
    errors = sorted(Draft202012Validator(rules).iter_errors(document), key=lambda e: list(map(str, e.path)))
    return [
        Finding(f"{name}, {_path(error.absolute_path)}", " ".join(error.message.split())[:160], "mend it there")
        for error in errors
    ]


def _path(parts: Any) -> str:
    return " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in parts) or "top"
