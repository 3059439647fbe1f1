"""Where the course is: the folder that holds data/datapackage.json."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessonkit.course import csvfile, files, shelf
from lessonkit.errors import CourseError

PACKAGE = Path("data") / "datapackage.json"


@dataclass(frozen=True)
class Course:
    """A course on disk. `id` is the data package's name; answers in a browser are kept under it."""

    root: Path
    id: str
    title: str
    package: dict[str, Any] = field(compare=False, repr=False)

    def notebook(self, lesson: str) -> Path | None:
        """Return the lesson's own notebook ("01"), or None when there is none; see `shelf.notebook`."""
        return shelf.notebook(self.root, lesson)


_courses: dict[Path, tuple[csvfile.Stamp, Course]] = {}


def find_course(start: Path | str | None = None) -> Course:
    """Return the course around `start` (default: the working folder); LESSONKIT_COURSE names another.

    Raises CourseError where there is none, or where its data package cannot be read.
    """
    named = os.environ.get("LESSONKIT_COURSE")
    given = named if named and start is None else start
    here = Path(given).resolve() if given else Path.cwd()
    folders = [here] if named and start is None else [here, *here.parents]
    root = next((folder for folder in folders if (folder / PACKAGE).is_file()), None)
    if root is None:
        if named and start is None:
            raise CourseError(
                f"LESSONKIT_COURSE names {named}, which holds no {PACKAGE.as_posix()}", "correct or unset it"
            )
        raise CourseError(
            f"This is not inside a course: neither {here} nor a folder above it holds {PACKAGE.as_posix()}",
            "open the notebook where it lies in the course",
        )
    return course_at(root)


def course_at(root: Path) -> Course:
    """Return the course whose folder is `root`. Raises CourseError where its data package cannot be read."""
    path = root / PACKAGE
    stamp = csvfile.stamp(path)
    known = _courses.get(root)
    if known is None or known[0] != stamp:
        known = _courses[root] = (stamp, _read(root, path))
    return known[1]


def _read(root: Path, path: Path) -> Course:
    try:
        package = json.loads(files.content(path, PACKAGE.as_posix()).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CourseError(
            f"{PACKAGE.as_posix()} is not UTF-8 text", "save it as UTF-8", place=PACKAGE.as_posix()
        ) from None
    except json.JSONDecodeError as error:
        raise CourseError(
            f"not valid JSON ({error.msg})", "mend that line", place=f"{PACKAGE.as_posix()}, line {error.lineno}"
        ) from None
    except ValueError as error:  # a number of thousands of digits
        raise CourseError(f"not valid JSON ({error})", "mend it", place=PACKAGE.as_posix()) from None
    except RecursionError:
        raise CourseError(
            f"{PACKAGE.as_posix()} is nested too deep to read", "restore it", place=PACKAGE.as_posix()
        ) from None
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise CourseError(
            f'{PACKAGE.as_posix()} has no list "resources"', "name the tables there", place=PACKAGE.as_posix()
        )
    name = package.get("name")
    if not isinstance(name, str) or not name:
        raise CourseError(
            f'{PACKAGE.as_posix()} has no "name"', "give the course a short one in kebab-case", place=PACKAGE.as_posix()
        )
    return Course(root, name, str(package.get("title") or name), package)
