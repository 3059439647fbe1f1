"""A copy of the course for students whose work is graded: without worked solutions, keys and what is for instructors.

What such a copy protects, and what it does not, is said whenever it is written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessonkit.author import sealed
from lessonkit.author.check.leaks import tracked
from lessonkit.course import Course, files
from lessonkit.course.shelf import lesson_of
from lessonkit.errors import CourseError
from lessonkit.quiz import bank

#: The list of what a copy holds: by it a copy is known as one, and what a later one no longer has is taken out.
LIST = "student-copy.txt"
README = Path("README.md")
_OUTSIDE = ("tests", "benchmarks", "guide", "progress", "build", "dist", "test-output", "node_modules", "__pycache__")
_INSTRUCTORS = ("lessons.md", "CONTRIBUTING.md", "CHANGELOG.md", "requirements-dev.txt", "conftest.py", LIST)
_HIDDEN = (".gitignore", ".gitattributes")
_PAGE = """# {title}

This is a copy for students. Open `notebooks/{first}` in Jupyter, or the lesson that your teacher names. Where a
`Makefile` lies here, `make lab` starts JupyterLab.

Some questions stand here as text alone. Answer them on paper, or where your teacher asks them. Worked solutions are
with your teacher.

## When your teacher has changed something

```
git stash
git pull
```

The first line sets aside what you ran and wrote in the lessons, so that the second finds nothing in its way. Your
answers stay: they lie in `progress/` and in your browser, which git does not touch. What you wrote into a lesson
itself is not lost. This puts it beside the new one (with the lesson's whole name):

```
git show stash@{{0}}:notebooks/01-….ipynb > notebooks/01-mine.ipynb
```
"""


@dataclass
class Written:
    """What was written: where, how many files, and how many of each were taken out or left."""

    folder: Path
    files: int = 0
    solutions: int = 0
    models: int = 0
    sealed: int = 0
    open: int = 0

    def said(self) -> list[str]:
        """Return in words what the copy has not, and what it does not protect."""
        alive = (
            f"questions that tell right and wrong in the page ({self.open}) have their keys in its files, where "
            "whoever looks can read them (`--all` seals these too); "
            if self.open
            else ""
        )
        return [
            f"{self.folder} holds a copy for students, {self.files} files.",
            f"Not in it: keys and feedback of the questions that are asked as text ({self.sealed}), worked solutions "
            f"({self.solutions}), model answers ({self.models}), the pages for instructors, the tests.",
            f"Not protected: {alive}a passport is a file that its owner can change. Where this course itself is "
            "public, everything in it is.",
            "Give it out as a repository of its own (`git init` in it): a fork, or a branch, would carry the keys in "
            "its history.",
        ]


def write(course: Course, folder: Path, everything: bool = False) -> Written:
    """Write the copy into a new folder, an empty one, or an earlier copy, whose `.git` and `progress` stay.

    The notebooks have no outputs yet: `author.run` makes them, without what is not there. Raises CourseError for any
    other folder, one inside the course, and a question bank that cannot be read.
    """
    _fit(course, folder)
    found = bank.every(course)
    marked = {question.id: question for one in found for question in one.questions if question.graded}
    closed = {id: marked[id] for id in sorted(sealed.chosen(course, found, everything))}
    first = next((path.name for path in sorted((course.root / "notebooks").glob("[0-9]*.ipynb"))), "")
    done = Written(folder, sealed=len(closed), open=len(marked) - len(closed))
    content: dict[str, bytes] = {README.as_posix(): _PAGE.format(title=course.title, first=first).encode()}
    counts = {one.lesson: any(q.scored and q.id not in closed for q in one.questions) for one in found}
    runs: set[str] = set()
    for path in _files(course.root):
        name = path.relative_to(course.root).as_posix()
        if os.access(path, os.X_OK):
            runs.add(name)
        if name.startswith("data/quizzes/") and path.suffix == ".yaml":
            text, models = sealed.bank(path, name, set(closed))
            done.models += models
            if text:
                content[name] = text.encode()
        elif name.startswith("notebooks/") and path.suffix == ".ipynb":
            page = json.loads(files.content(path, name, files.NOTEBOOK_BYTES))
            page["cells"], count = sealed.cells(page["cells"], closed, found, counts.get(lesson_of(path), True))
            done.solutions += count
            content[name] = (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()
        elif name not in content:
            content[name] = files.content(path, name, files.NOTEBOOK_BYTES)
    _put(folder, content, runs)
    done.files = len(content)
    return done


def notebooks(folder: Path) -> list[Path]:
    """Return the lessons of a copy."""
    return sorted((folder / "notebooks").glob("[0-9]*.ipynb"))


def _fit(course: Course, folder: Path) -> None:
    where, root = folder.resolve(), course.root.resolve()
    if where == root or where.is_relative_to(root) or root.is_relative_to(where):
        raise CourseError(f"{folder} and the course lie in each other", "name a folder outside the course")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CourseError(f"{folder} is no folder of its own", "name a new one")
    if folder.is_dir() and not (folder / LIST).is_file() and any(p.name != ".git" for p in folder.iterdir()):
        raise CourseError(f"{folder} holds something that is no copy for students", "name a new folder")


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of the course that students get: what git keeps, or, without git, what is not hidden or made."""
    for path in tracked(root) or sorted(path for path in root.rglob("*") if path.is_file()):
        place = path.relative_to(root)
        hidden = any(part.startswith(".") for part in place.parts) and place.as_posix() not in _HIDDEN
        made = any(part in _OUTSIDE or part.endswith(".egg-info") for part in place.parts)
        beside = place.parts[0] == "notebooks" and path.suffix == ".ipynb" and not lesson_of(path)
        if not (hidden or made or beside or path.is_symlink() or place.as_posix() in _INSTRUCTORS or place == README):
            yield path


def _put(folder: Path, content: dict[str, bytes], runs: set[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / LIST
    earlier = listed.read_text("utf-8").splitlines()[1:] if listed.is_file() else []
    for name in set(earlier) - set(content):
        path = folder / name
        if name and path.is_file() and files.inside(folder, path):
            path.unlink()
    for name, data in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o755 if name in runs else 0o644)
    head = "Written by `lessonkit student`: what stands here is written anew by the next one."
    listed.write_text("\n".join([head, *sorted(content)]) + "\n", "utf-8", newline="\n")
