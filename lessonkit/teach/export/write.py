"""Write questions of lessons for a platform, with notes that say what changed, what is missing and what to do."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.quiz import bank
from lessonkit.teach import written
from lessonkit.teach.export import lesson as lessons
from lessonkit.teach.export.formats import FORMATS, Format
from lessonkit.teach.export.items import Item
from lessonkit.terminal import steps
from lessonkit.text import number

ALL = "all"


class Exported(NamedTuple):
    """One lesson in one format: its items, why a question is left out or changed (reason to ids), keys by hand."""

    items: list[Item]
    left: dict[str, list[str]]
    changed: dict[str, list[str]]
    keys: dict[str, str]
    asked: int

    @property
    def missing(self) -> int:
        """How many questions are left out."""
        return sum(len(ids) for ids in self.left.values())


def write(course: Course, lesson: str, formats: list[str], folder: Path | None = None) -> list[str]:
    """Write a lesson ("all": each of them) in the formats into `folder`; return what there is to say, line by line.

    The default is build/exports in the course. The same questions give the same bytes. Raises CourseError for a
    lesson without questions and a folder that cannot be written.
    """
    chosen = [found.lesson for found in bank.every(course)] if lesson == ALL else [lesson]
    folder = folder or course.root / "build" / "exports"
    said = []
    for one in steps(chosen):
        read = lessons.read(course, one)
        for name in dict.fromkeys(formats):
            form = FORMATS[name]
            made = exported(read, form)
            file, notes = folder / f"{read.name}{form.suffix}", folder / f"{read.name}{form.suffix}.notes.txt"
            _put(folder, file, form.file(read.title, lessons.parts(made.items)))
            _put(folder, notes, f"{text(read, form, made, file.name)}\n".encode())
            said.append(f"{file}: {made.asked - made.missing} of {number(made.asked, 'questions')}")
            said += [f"  Left out: {', '.join(ids)} ({reason})." for reason, ids in made.left.items()]
            said.append(f"  What changed, and how to import it: {notes.name}")
    return said


def exported(read: lessons.Lesson, form: Format) -> Exported:
    """Return a lesson's items in one format, with what is left out, what changes and why."""
    items: list[Item] = []
    left, changed = defaultdict(list), defaultdict(list)
    keys: dict[str, str] = {}
    for question, mapped in read.asked:
        refused = next(filter(None, (form.refused(item) for item in mapped.items)), "")
        if refused or not mapped.items:
            left[refused or mapped.said].append(question.id)
            continue
        items += mapped.items
        needs = dict.fromkeys(need for item in mapped.items for need in item.needs())
        for reason in (mapped.said, *(form.lacks[need] for need in needs if need in form.lacks)):
            if reason:
                changed[reason].append(question.id)
        keys |= {item.id: key for item in mapped.items if (key := form.key(item))}
    return Exported(items, dict(left), dict(changed), keys, len(read.asked))


def text(read: lessons.Lesson, form: Format, made: Exported, file: str) -> str:
    """Return the notes beside a file."""
    lines = [f"{read.title}: questions for {form.platform}", f"File: {file}", "", "How to import it"]
    lines += [f"{place}. {step}" for place, step in enumerate(form.steps, 1)]
    lines += ["", f"In the file: {made.asked - made.missing} of {number(made.asked, 'questions')}"]
    for question, mapped in read.asked:
        held = [item for item in mapped.items if item in made.items]
        if held:
            as_what = " and ".join(item.called for item in held)
            lines.append(f"- {question.id}: {question.kind}, as {as_what}")
    for title, reasons in (("Left out", made.left), ("Changed", made.changed)):
        if reasons:
            lines += ["", title, *(f"- {reason}: {', '.join(ids)}" for reason, ids in reasons.items())]
    if made.keys:
        lines += ["", "Keys to type in", *(f"- {name}: {key}" for name, key in made.keys.items())]
    lines += ["", "The reasons stand in the file as feedback; the platform's settings say when students see them."]
    return "\n".join(lines)


def _put(folder: Path, file: Path, data: bytes) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written.put(file, data)
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be written ({error.strerror})", "name another folder with -o", place=str(folder)
        ) from None
