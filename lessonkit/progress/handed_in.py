"""What a class has handed in: the passports of a folder, each student's answers once, and what was not used and why."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lessonkit.errors import CourseError
from lessonkit.progress import passport
from lessonkit.progress.event import Event

ENDING = ".json"
UNCLAIMED = "new"  # the passport id of a browser that has met no file yet: says nothing about whose it is

Answers = dict[str, Event]


@dataclass
class Group:
    """What a folder holds: each student's answers; files set aside, put together or read in part, and why."""

    students: list[Answers] = field(default_factory=list)
    files: int = 0
    aside: list[tuple[str, str]] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    partly: list[tuple[str, str]] = field(default_factory=list)


def collect(folder: Path, course: str) -> Group:
    """Read every passport (*.json) in a folder and the folders in it.

    A damaged file, another course's, and one that repeats an earlier one are set aside, and so is a passport under
    another ending. Two files of one student (they carry one passport's id, or share answers) are put together. Raises
    CourseError when the folder holds no passport.
    """
    if not folder.is_dir():
        raise CourseError(f"{folder} is no folder; name the one that holds the students' passports.")
    group = Group()
    read: list[tuple[str, passport.Passport]] = []
    for path, name in _files(folder, group):
        group.files += 1
        try:
            if path.suffix.lower() != ENDING:
                raise CourseError(f"its name does not end in {ENDING}; rename it if it is a passport.")
            found = passport.read(path, course)
        except CourseError as error:
            group.aside.append((name, str(error).removeprefix(f"{path.name}: ")))
        else:
            read.append((name, found))
            if found.left_out:
                group.partly.append((name, f"{found.left_out} of its entries could not be used as answers."))
    if not read:
        why = f" ({group.aside[0][0]}: {group.aside[0][1]})" if group.aside else ""
        raise CourseError(f"{folder} holds no passport of this course{why}; put the students' files there.")
    for owned in _by_student(read):
        _add(group, owned)
    return group


def _files(folder: Path, group: Group) -> Iterator[tuple[Path, str]]:
    """Yield with its name each file that is a passport or may be one; what cannot be looked at is set aside."""

    def refuse(path: Path, error: OSError) -> None:
        why = f"could not be read ({error.strerror}); allow reading it, or copy it here again."
        group.aside.append((shown(path.relative_to(folder).as_posix()), why))

    walked = os.walk(folder, onerror=lambda error: refuse(Path(error.filename), error))
    for path in sorted(Path(where, name) for where, _, names in walked for name in names):
        try:
            wanted = stat.S_ISREG(path.lstat().st_mode) and _passport_like(path)
        except OSError as error:  # in a folder that may be listed and not entered
            group.files += 1
            refuse(path, error)
        else:
            if wanted:
                yield path, shown(path.relative_to(folder).as_posix())


def _passport_like(path: Path) -> bool:
    if ENDING in path.name.lower():
        return True
    with path.open("rb") as file:
        return passport.KIND.encode() in file.read(300)  # it stands first in what the browser saves


def shown(name: str) -> str:
    """Return a file's name so that it can be written; a sign stands for each byte of it that is no text."""
    return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", name)


def _by_student(read: list[tuple[str, passport.Passport]]) -> Iterator[list[tuple[str, passport.Passport]]]:
    """Yield the passports of each student: those that carry one id, or share an answer, directly or by a third."""
    owner: dict[str, int] = {}
    groups: dict[int, list[int]] = {}
    for i, (_, found) in enumerate(read):
        marks = [f"answer {event['id']}" for event in found.answers.values()]
        if found.id not in ("", UNCLAIMED):
            marks.append(f"passport {found.id}")
        first = min([i, *(owner[mark] for mark in marks if mark in owner)])
        for other in {owner[mark] for mark in marks if mark in owner} - {first}:
            groups[first] += groups.pop(other)
            owner.update({mark: first for mark, whose in owner.items() if whose == other})
        groups.setdefault(first, []).append(i)
        owner.update(dict.fromkeys(marks, first))
    for _, members in sorted(groups.items()):
        yield [read[i] for i in sorted(members)]


def _add(group: Group, owned: list[tuple[str, passport.Passport]]) -> None:
    (name, first), *others = owned
    answers = first.answers
    for other, more in others:
        both = passport.merge([passport.Passport("", "", answers), more])
        if both == answers:
            group.aside.append((other, f"holds nothing that {name} does not hold; counted once."))
        else:
            group.joined.append((other, f"the same student as {name}; their answers are counted together."))
            answers = both
    if not answers:
        group.aside.append((name, "holds no answer."))
    else:
        group.students.append(answers)
