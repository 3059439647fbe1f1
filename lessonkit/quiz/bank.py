"""Read the question bank: YAML in, checked questions out.

Everything here is plain Python: a lesson must not pay for a schema library. `schema.json` beside this file says the
same to editors; `make docs` writes it from the kinds.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit.course import files
from lessonkit.errors import CourseError, halves
from lessonkit.quiz import entry as entries
from lessonkit.quiz import pairs, yaml_lines
from lessonkit.quiz.fields import Fields, shown
from lessonkit.quiz.model import OPEN_NOTICE, Bank, Question, QuestionSet, Words
from lessonkit.text import nearest

if TYPE_CHECKING:
    from lessonkit.course import Course

FOLDER = Path("data", "quizzes")
TOP_KEYS = ("lesson", "questions", "sets", "overall", "open_notice")


def load(course: Course, lesson: str) -> list[Question]:
    """Return the checked questions of one lesson, in the order of its file."""
    return list(bank(course, lesson).questions)


def bank(course: Course, lesson: str) -> Bank:
    """Return one lesson's bank: questions, sets, overall words. Raises CourseError for no file or a fault."""
    path = Path(course.root) / FOLDER / f"{lesson}.yaml"
    name = (FOLDER / f"{lesson}.yaml").as_posix()
    try:
        stamp = path.stat().st_mtime_ns
    except (OSError, ValueError):
        raise CourseError(
            f"{name} does not exist", f"write it with 'lessonkit quiz new {lesson}', or use another number", place=name
        ) from None
    found = _cached(path, name, stamp)
    if found.lesson != lesson:
        raise CourseError(
            f"'lesson' is {shown(found.lesson)}", f"write '{lesson}', as in the file's name", place=f"{name}, line 1"
        )
    return found


def every(course: Course) -> list[Bank]:
    """Return the banks of all lessons in order.

    Ids are unique in the course because each starts with its lesson.
    """
    folder = Path(course.root) / FOLDER
    return [bank(course, path.stem) for path in sorted(folder.glob("[0-9][0-9].yaml"))]


def question(course: Course, identifier: str) -> Question:
    """Return one question by its id, whatever lesson it belongs to."""
    return pick(bank(course, identifier[:2]), identifier)


def pick(found: Bank, identifier: str) -> Question:
    """Return one question of a bank; an unknown id is a CourseError that names the nearest one."""
    for candidate in found.questions:
        if candidate.id == identifier:
            return candidate
    known = [*(entry.id for entry in found.questions), *(entry.id for entry in found.sets)]
    raise CourseError(f"{found.name} has no question {shown(identifier)}", nearest(identifier, known), place=found.name)


def read_file(path: Path, name: str | None = None) -> Bank:
    """Read any bank file; `name` is how messages call it (the file's name when left out)."""
    name = name or path.name or str(path)
    try:
        text = files.content(path, name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(f"{name} is not UTF-8 text", "save it again with the encoding UTF-8", place=name) from None
    return parse(text, name)


def parse(text: str, name: str) -> Bank:
    """Read a bank from its text. Raises CourseError with file, line, question id, fault and mend."""
    document = yaml_lines.read(text, name)
    if document is None or (isinstance(document, yaml_lines.Word) and document.is_empty):
        raise CourseError("the file is empty", "write 'lesson:' and 'questions:'", place=f"{name}, line 1")
    top = Fields(document, name)
    top.only(TOP_KEYS)
    lesson = top.text("lesson", 'write the lesson\'s two digits, such as lesson: "01"')
    if not re.fullmatch("[0-9][0-9]", lesson):
        top.fail(f"'lesson' is {shown(lesson)}; write two digits, such as \"01\"", "lesson")
    sets = _sets(top, lesson)
    questions: list[Question] = []
    for entry in top.many("questions", 1, "start each question with '- id:'"):
        questions.append(entries.question(entry, name, lesson))
    _unique(name, questions, sets)
    _pairs(questions)
    return Bank(
        lesson=lesson,
        name=name,
        questions=tuple(questions),
        sets=sets,
        overall=_overall(top),
        open_notice=top.text("open_notice") or OPEN_NOTICE,
    )


@lru_cache(maxsize=64)
def _cached(path: Path, name: str, stamp: int) -> Bank:
    del stamp  # part of the key only: an edited file is read again
    return read_file(path, name)


def _sets(top: Fields, lesson: str) -> tuple[QuestionSet, ...]:
    if not top.has("sets"):
        return ()
    found = []
    for entry in top.many("sets", 1, "write '- id:' and 'title:' for each set"):
        fields = Fields(entry, top.file, "sets")
        fields.only(("id", "title", "intro"))
        identifier = entries.identifier(fields, lesson)
        title = fields.text("title", "write the title readers see above the set")
        found.append(QuestionSet(identifier, title, fields.text("intro"), fields.place))
    return tuple(found)


def _overall(top: Fields) -> tuple[Words, ...]:
    if not top.has("overall"):
        return ()
    found = []
    for entry in top.many("overall", 1, "write '- from: 0' and 'text:'"):
        fields = Fields(entry, top.file, "overall")
        fields.only(("from", "text"))
        start = fields.number("from")
        if not 0 <= start <= 1:
            fields.fail("'from' is a share of right answers; write a number from 0 to 1", "from")
        found.append(Words(start, fields.text("text", "write what readers see for this score")))
    if len({words.start for words in found}) < len(found):
        top.fail("two entries of 'overall' have the same 'from'; give each its own", "overall")
    if min(words.start for words in found) > 0:
        top.fail("'overall' says nothing for a score of 0; add an entry with 'from: 0'", "overall")
    return tuple(found)


def _unique(name: str, questions: list[Question], sets: tuple[QuestionSet, ...]) -> None:
    ids = {}
    for group in sets:
        if group.id in ids:
            raise CourseError(f"the set id {group.id} is used twice", "give each set its own", place=group.place)
        ids[group.id] = group.place
    set_ids = set(ids)
    stems: dict[str, Question] = {}
    for entry in questions:
        if entry.id in ids:
            raise CourseError(
                f"this id is used at {ids[entry.id]} too", "change one", place=f"{entry.place}, question {entry.id}"
            )
        ids[entry.id] = entry.place
        twin = stems.setdefault(entry.stem.casefold(), entry)
        if twin is not entry and entry.id != twin.before and twin.id != entry.before:
            raise CourseError(
                f"the stem is that of {twin.id}", "change one", place=f"{entry.place}, question {entry.id}"
            )
        if entry.set and entry.set not in set_ids:
            raise CourseError(
                f"no set {shown(entry.set)} under 'sets'",
                nearest(entry.set, set_ids),
                place=f"{entry.place}, question {entry.id}",
            )
    for group in sets:
        if not any(item.set == group.id for item in questions):
            raise CourseError(
                "no question is in this set", f"write 'set: {group.id}' in some", place=f"{group.place}, {group.id}"
            )


def _pairs(questions: list[Question]) -> None:
    """Refuse a graded question whose `before` is not the same question; a pair over two banks is left to balance."""
    known = {entry.id: entry for entry in questions}
    for entry in questions:
        if not entry.graded or entry.before[:2] != entry.lesson:
            continue
        earlier = known.get(entry.before)
        if earlier is None:
            what = f"'before' names {entry.before}, which is not in this file"
            near = nearest(entry.before, known.keys() - {entry.id})
            raise CourseError(what, near, place=f"{entry.place}, question {entry.id}")
        if text := pairs.fault(entry, earlier):
            raise CourseError(*halves(text), place=f"{entry.place}, question {entry.id}")
