"""YAML read with its line numbers, and with less power than YAML has.

The bank is typed by teachers, so a fault must be reported with its line. It is read from the parser's events
and not with `yaml.safe_load`, because that forgets lines, turns `Yes` into True and `03` into 3, keeps the
last of two equal keys, and lets an alias repeat a list a billion times.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from lessonkit.errors import CourseError

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 20
_BOOLEAN = re.compile(r"true|false|yes|no|on|off", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
# A comment is written "# so"; "#1" behind a text was meant to be read.
_CUT = re.compile(r"[ \t]+(#\S+)")
_EMPTY = {"", "~", "null", "Null", "NULL"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Word(str):
    """A scalar as it was typed; `quoted` says whether it stood in quotes, `line` where (from 1)."""

    line: int
    quoted: bool

    def __new__(cls, text: str, line: int, quoted: bool) -> Word:
        """Keep `text` with its place."""
        word = super().__new__(cls, text)
        word.line, word.quoted = line, quoted
        return word

    @property
    def looks_boolean(self) -> bool:
        """True for an unquoted Yes, No, On, Off, True or False."""
        return not self.quoted and bool(_BOOLEAN.fullmatch(self))

    @property
    def is_empty(self) -> bool:
        """True for a key with nothing behind it."""
        return not self.quoted and str(self) in _EMPTY

    @property
    def looks_number(self) -> bool:
        """True for an unquoted number without separators."""
        return not self.quoted and bool(_NUMBER.fullmatch(self))


class Mapping(dict[str, Any]):
    """A block of `key: value` lines; `line` is where it starts."""

    line: int = 1


class Sequence(list[Any]):
    """A list of `- item` lines; `line` is where it starts."""

    line: int = 1


def read(text: str, place: str) -> Any:
    """Return the one document in `text` as Mapping, Sequence and Word; None for an empty file.

    `place` is the file's name for the sentence of an error. Raises CourseError for what is not plain YAML.
    """
    if len(text) > MAX_CHARACTERS:
        raise CourseError(
            f"{place} has more than {MAX_CHARACTERS:,} characters", "split the bank by lesson", place=place
        )
    try:
        return _build(yaml.parse(text, Loader=_Loader), text, place)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = " ".join(str(getattr(error, "problem", None) or error).split())
        problem = problem.encode("ascii", "backslashreplace").decode()
        raise CourseError(
            f"this is not YAML ({problem})", "check indents, and quote texts that hold a colon", place=f"{place}{line}"
        ) from None


def plain(value: Any) -> Any:
    """Return `value` as dict, list, str, int, float, bool and None, as an editor's schema check sees it."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    if isinstance(value, Word):
        if value.is_empty:
            return None
        if value.looks_boolean:
            return value.lower() in ("true", "yes", "on")
        if value.looks_number:
            return float(value) if re.search("[.eE]", value) else int(value)
        return str(value)
    return value


def _build(events: Any, text: str, place: str) -> Any:
    """Turn events into values, without recursion: depth is limited by a sentence, not by the stack."""
    root: Any = None
    documents = 0
    stack: list[list[Any]] = []  # [container, pending key or None]
    for event in events:
        kind = type(event)
        line = event.start_mark.line + 1
        here = f"{place}, line {line}"
        if kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise CourseError("the file holds a second document", "remove the line '---'", place=here)
            continue
        if kind is yaml.AliasEvent or getattr(event, "anchor", None):
            raise CourseError(
                "anchors and aliases (& and *) are not used here", "write the text out or quote it", place=here
            )
        if kind is yaml.ScalarEvent:
            _plain_tag(event, here)
            if not event.style and (cut := _CUT.match(text, event.end_mark.index)):
                lost = f"YAML takes the line from '{_short(cut[1])}' on for a comment, and it would be lost"
                mend = "put the text in quotes, or a space behind the #"
                raise CourseError(lost, mend, place=f"{place}, line {event.end_mark.line + 1}")
            value: Any = Word(event.value, line, quoted=bool(event.style))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _plain_tag(event, here)
            value = Mapping() if kind is yaml.MappingStartEvent else Sequence()
            value.line = line
            if len(stack) >= MAX_DEPTH:
                raise CourseError(
                    f"the file is nested more than {MAX_DEPTH} levels deep", "check the brackets", place=here
                )
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            continue
        else:
            continue
        if not stack:
            root = value
        else:
            _place(stack[-1], value, here)
        if not isinstance(value, Word):
            stack.append([value, None])
    return root


def _place(top: list[Any], value: Any, here: str) -> None:
    container, key = top
    if isinstance(container, Sequence):
        container.append(value)
    elif key is None:
        if not isinstance(value, Word):
            raise CourseError("a key must be one word, not a list or a block", "check the indentation", place=here)
        if str(value) in container:
            raise CourseError(f"the key '{_short(value)}' stands twice in one block", "remove one of them", place=here)
        top[1] = value
    else:
        container[str(key)] = value
        top[1] = None


def _plain_tag(event: Any, here: str) -> None:
    if event.tag not in (None, "!"):
        raise CourseError(
            "YAML tags (words that start with !) are not used in a bank", "put the text in quotes", place=here
        )


def _short(text: str) -> str:
    return ascii(str(text))[1:-1][:40]
