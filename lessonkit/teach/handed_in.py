"""What a class has handed in: the passports of a folder, each student's answers once, and what was not used and why."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from lessonkit.errors import CourseError
from lessonkit.progress import passport
from lessonkit.progress.event import Event
from lessonkit.teach import found, same
from lessonkit.terminal import doing

Answers = dict[str, Event]


@dataclass
class Group:
    """What a folder holds: each student's answers; files set aside, in doubt, put together or read in part, and why.

    `doubtful` files were counted apart and may be one student's, `unsure` ones put together and may be several
    students'; `alike` is how many files hold the very answers that another holds. `nicknames` are those of `students`,
    in their order: no report shows them unless it is asked to.
    """

    students: list[Answers] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    files: int = 0
    aside: list[tuple[str, str]] = field(default_factory=list)
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    unsure: list[tuple[str, str]] = field(default_factory=list)
    alike: int = 0
    joined: list[tuple[str, str]] = field(default_factory=list)
    partly: list[tuple[str, str]] = field(default_factory=list)


def collect(folder: Path, course: str) -> Group:
    """Read every passport (*.json) in a folder, the folders in it and the archives (*.zip) in these.

    Set aside, with the reason, are damaged files, another course's, those that repeat an earlier one, links, other
    archives, and passports under another ending. Files of one student are put together by the rule of `same`; what
    could be one student's and was not joined, or several students' and was, is in doubt. Raises CourseError when the
    folder holds no passport.
    """
    if not folder.is_dir():
        raise CourseError(
            f"{folder} is no folder", "name the one that holds the students' passports", place=str(folder)
        )
    group = Group()
    read: list[tuple[str, passport.Passport]] = []
    for file in found.files(folder):
        group.files += 1
        doing(f"File {group.files}: {file.name} …")
        if file.path is None:
            group.aside.append((file.name, file.why))
            continue
        try:
            mine = passport.read(file.path, course)
        except CourseError as error:
            group.aside.append((file.name, str(CourseError(error.what, error.mend))))  # the file is named beside it
        else:
            read.append((file.name, mine))
            if mine.left_out:
                group.partly.append((file.name, f"{mine.left_out} of its entries could not be used as answers."))
    if not read:
        why = f" ({group.aside[0][0]}: {group.aside[0][1]})" if group.aside else ""
        raise CourseError(
            f"{folder} holds no passport of this course{why}", "put the students' files there", place=str(folder)
        )
    doing(f"Telling apart the students of {len(read)} files …")
    _students(group, read)
    return group


def _students(group: Group, read: list[tuple[str, passport.Passport]]) -> None:
    """Add each student's answers to the group, and what there is to say about each file."""
    different: dict[str, tuple[str, passport.Passport]] = {}
    copied: set[str] = set()
    for name, mine in read:
        content = json.dumps(mine.answers, sort_keys=True)
        if not mine.answers:
            group.aside.append((name, "holds no answer."))
        elif content in different:
            group.aside.append((name, f"holds nothing that {different[content][0]} does not hold; counted once."))
            group.alike += 1 if content in copied else 2  # the first time, the one that is used is told too
            copied.add(content)
        else:
            different[content] = name, mine
    names, passports = [name for name, _ in different.values()], [mine for _, mine in different.values()]
    result = same.sort(passports)
    for members in result.students:
        _add(group, [(names[i], passports[i]) for i in members])
    for place, whole in result.nobody.items():
        why = f"holds nothing that {names[whole]} and others do not hold; adds no student."
        group.aside.append((names[place], why))
    for place, count in result.doubtful.items():
        other = "1 other file that is" if count == 1 else f"{count} other files that are"
        group.doubtful.append(
            (
                names[place],
                f"carries answers, or the log id, of {other} counted as another student's: "
                "a course or a passport may have been passed on with answers in it.",
            )
        )
    for place in result.unsure:
        why = (
            "was counted as one student with others whose log id or answers it carries, though none of the files "
            "continues all others, or their nicknames differ: they may be several students'."
        )
        group.unsure.append((names[place], why))


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
    group.students.append(answers)
    names = dict.fromkeys(" ".join(one.nickname.split()) for _, one in owned)
    group.nicknames.append(" / ".join(filter(None, names)))
