"""The text of a new bank file, for `lessonkit quiz new`: a head, and the example that each kind of question has."""

from __future__ import annotations

import re
import textwrap
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit.errors import CourseError
from lessonkit.quiz.bank import FOLDER
from lessonkit.quiz.kinds import KINDS

if TYPE_CHECKING:
    from lessonkit.course import Course


def text(lesson: str) -> str:
    """Return a bank with one question of each kind for a lesson, ready to be overwritten."""
    if not re.fullmatch("[0-9][0-9]", lesson):
        raise CourseError(f"'{lesson[:20]}' is not a lesson", "write its two digits, such as 03")
    head = resources.files("lessonkit.author").joinpath("skeleton.yaml").read_text(encoding="utf-8")
    examples = (textwrap.indent(kind.skeleton, "  ") for kind in KINDS.values())
    return (head + "\n".join(examples)).replace("NN", lesson)


def write(course: Course, lesson: str) -> Path:
    """Write the skeleton into the course and return its path; an existing file is never overwritten."""
    content = text(lesson)
    path = Path(course.root) / FOLDER / f"{lesson}.yaml"
    name = (FOLDER / path.name).as_posix()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        if not path.parent.is_dir():
            where = FOLDER.as_posix()
            raise CourseError(
                f"{where} is not a folder", "move it away, so that questions can lie there", place=where
            ) from None
        raise CourseError(
            f"{name} exists already", "open it and add questions, or remove it first", place=name
        ) from None
    except OSError as error:
        what = f"{name} could not be written ({error.strerror})"
        raise CourseError(what, "change the rights of its folder, or free space", place=name) from None
    return path
