"""What a bank's questions look like together: for `lessonkit check`, never for a lesson.

The loader refuses what cannot be shown. Here stands what can be shown but teaches or tests badly.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lessonkit.errors import CourseError
from lessonkit.quiz import cite, pairs
from lessonkit.quiz.bank import FOLDER, load
from lessonkit.quiz.key import key_value
from lessonkit.quiz.model import Bank, Option, Question

if TYPE_CHECKING:
    from lessonkit.course import Course

MAX_STEM_WORDS = 30
#: A share of questions whose right option is the longest outside of these two gives the whole bank away: so does never.
LEAST_SHARE, LONGEST_SHARE = 0.1, 0.35
#: Of fewer questions a share says nothing.
ENOUGH_LENGTHS, ENOUGH_VERDICTS = 12, 5
#: Who finds that nearly all statements are false, or true, need not read the next one.
TRUE_SHARE = (0.4, 0.6)
_CATCH_ALL = re.compile(r"\b(all|none|both|neither) of (the above|these|them|the others)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `level` is "error" or "warning"; `text` is a sentence with place and mend."""

    level: str
    text: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.text


def findings(banks: Iterable[Bank], course: Course | None = None) -> list[Finding]:
    """Return everything to mend in these banks.

    When `course` is given, sources, keys and pairs over other banks are followed; sources and keys only where its
    registers can be read, see `cite.readable`.
    """
    banks = list(banks)
    questions = [question for bank in banks for question in bank.questions]
    # A pretest has the words of the later question, which are looked at there.
    found = [finding for question in questions if not question.pretest for finding in _one(question)]
    found += _duplicate_stems(questions)
    found += _positions(questions)
    found += _lengths(questions)
    found += _verdicts(questions)
    found += _before(questions, course)
    if course is not None:
        try:
            cite.readable(course)
        except CourseError:
            return found  # else each question would say it
        found += [finding for question in questions for finding in _sources(question, course)]
    return found


def _say(level: str, question: Question, sentence: str) -> Finding:
    return Finding(level, f"{question.place}, question {question.id}: {sentence}")


def _one(question: Question) -> Iterator[Finding]:
    words = len(question.stem.split())
    if words > MAX_STEM_WORDS:
        yield _say("warning", question, f"the stem has {words} words; {MAX_STEM_WORDS} are enough.")
    for option in question.options:
        if _CATCH_ALL.search(option.text):
            yield _say("error", question, f"the option '{option.text}' points at others; say it in its own words.")
    for weakness in question.weaknesses():
        yield _say("warning", question, weakness)
    if not question.private:
        bare = [option.text for option in question.options if not option.source]
        if not question.source and not question.computed_from and (bare or not question.options):
            yield _say("error", question, "it has no source; write 'source:' with the id of a claim or a source.")


def _duplicate_stems(questions: list[Question]) -> Iterator[Finding]:
    seen: dict[str, Question] = {}
    for question in questions:
        stem = re.sub(r"\W+", " ", question.stem).strip().casefold()
        other = seen.setdefault(stem, question)
        # The same question before and after a lesson is asked twice on purpose.
        if other is not question and question.before != other.id and other.before != question.id:
            mend = f"change it, or write 'before: {other.id}'"
            yield _say("error", question, f"the stem is that of {other.id}; {mend}.")


def _positions(questions: list[Question]) -> Iterator[Finding]:
    """Compare the shown places of right options with an even spread, by a rarely reached chi-square."""
    by_size: dict[int, list[int]] = {}
    for question in questions:
        if question.one_right:
            order = question.shown_order()
            place = next(place for place, at in enumerate(order) if question.options[at].right)
            by_size.setdefault(len(order), []).append(place)
    for size, places in sorted(by_size.items()):
        if len(places) < 5 * size:
            continue
        expected = len(places) / size
        counts = Counter(places)
        square = sum((counts[place] - expected) ** 2 / expected for place in range(size))
        freedom = size - 1
        # Wilson-Hilferty: about the 99th percentile of chi-square.
        limit = freedom * (1 - 2 / (9 * freedom) + 2.326 * math.sqrt(2 / (9 * freedom))) ** 3
        if square > limit:
            spread = ", ".join(f"place {place + 1}: {counts[place]}" for place in range(size))
            text = f"the right option of questions with {size} options is not spread evenly ({spread})"
            yield Finding("warning", f"data/quizzes: {text}; write 'shuffle: false' in some and order them by hand.")


def _lengths(questions: list[Question]) -> Iterator[Finding]:
    singles = [question for question in questions if question.one_right and not question.pretest]
    longest = [question for question in singles if right_is_longest(question.options)]
    if len(singles) < ENOUGH_LENGTHS:
        return
    share = f"in {len(longest)} of {len(singles)} single-choice questions the right option is the longest"
    if len(longest) > LONGEST_SHARE * len(singles):
        examples = ", ".join(question.id for question in longest[:5])
        limit = f"more than {LONGEST_SHARE:.0%}"
        yield Finding("error", f"data/quizzes: {share}, {limit}; lengthen wrong ones ({examples}).")
    elif len(longest) < LEAST_SHARE * len(singles):
        yield Finding("warning", f"data/quizzes: {share}, so that the longest is never the answer; lengthen some.")


def _verdicts(questions: list[Question]) -> Iterator[Finding]:
    judged = [question for question in questions if question.verdict is not None and not question.pretest]
    true = [question for question in judged if question.verdict]
    least, most = TRUE_SHARE
    if len(judged) < ENOUGH_VERDICTS or least <= len(true) / len(judged) <= most:
        return
    often = len(true) > most * len(judged)
    examples = ", ".join(question.id for question in judged if bool(question.verdict) == often)
    share = f"{len(true)} of {len(judged)} statements to judge are true, not {least:.0%} to {most:.0%}"
    mend = f"turn some around so that they are {'false' if often else 'true'}"
    yield Finding("error", f"data/quizzes: {share}; {mend} ({examples}).")


def right_is_longest(options: tuple[Option, ...]) -> bool:
    """Say whether a reader who always takes the longest option is right here."""
    right = max(len(option.text) for option in options if option.right)
    return all(len(option.text) < right for option in options if not option.right)


def _before(questions: list[Question], course: Course | None) -> Iterator[Finding]:
    lessons = {question.lesson for question in questions}
    others, torn = _others(lessons, course)
    known = {question.id: question for question in (*questions, *others)}
    again = {question.before for question in known.values()}
    for question in questions:
        if question.pretest and question.id not in again and not torn:
            yield _say("error", question, f"no later question has 'before: {question.id}'; ask it again, or remove it.")
    for question in questions:
        home = question.before[:2]
        if not home or home in torn or (course is None and home not in lessons):
            continue
        earlier = known.get(question.before)
        if earlier is None:
            yield _say("error", question, f"'before' names {question.before}, which no bank has; correct the id.")
        elif fault := pairs.fault(question, earlier):
            yield _say("error", question, f"{fault}.")


def _others(lessons: set[str], course: Course | None) -> tuple[list[Question], set[str]]:
    """Return the questions of the course's other banks, and the lessons whose bank cannot be read."""
    found: list[Question] = []
    torn: set[str] = set()
    if course is None:
        return found, torn
    for path in sorted((Path(course.root) / FOLDER).glob("[0-9][0-9].yaml")):
        if path.stem not in lessons:
            try:
                found += load(course, path.stem)
            except CourseError:
                torn.add(path.stem)
    return found, torn


def _sources(question: Question, course: Course) -> Iterator[Finding]:
    ids = [question.source, *(option.source for option in question.options)]
    for identifier in dict.fromkeys(filter(None, ids)):
        try:
            cite.refer(course, identifier)
        except CourseError as error:
            yield _say("error", question, str(error))
    if question.computed_from:
        try:
            key_value(question, course)
        except CourseError as error:
            yield Finding("error", str(error))
