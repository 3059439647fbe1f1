"""Take texts, numbers and lists out of a YAML block; a fault is one sentence with its place and the mend."""

from __future__ import annotations

import difflib
import math
import re
from typing import Any, NoReturn

from lessonkit.errors import CourseError, halves
from lessonkit.quiz.yaml_lines import Mapping, Sequence, Word

MAX_TEXT = 20_000
# Bidirectional controls reorder what a reader sees; other controls and lone surrogates cannot be shown, and marks of no
# width make a text another than the one that is read.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u200b\u2060-\u2064\u3164\ud800-\udfff\ufeff\ufffe\uffff]"
)


class Fields:
    """One block of the file, with the name of the file and of the question it belongs to."""

    def __init__(self, block: Any, file: str, owner: str = "", line: int | None = None) -> None:
        """Wrap `block`; anything but a block of `key: value` lines is a fault."""
        self.file = file
        self.owner = owner
        self.line = line or getattr(block, "line", 1)
        if not isinstance(block, Mapping):
            self.fail(f"{shown(block)} stands where lines of 'key: value' belong; indent the lines below it")
        self.block = block

    @property
    def place(self) -> str:
        """File and line, for messages."""
        return f"{self.file}, line {self.line}"

    def fail(self, fault: str, key: str | None = None) -> NoReturn:
        """Raise `fault` ("what; mend") as an error; with `key` the line is that key's own."""
        value = self.block.get(key) if key else None
        line = getattr(value, "line", self.line)
        owner = f", {self.owner}" if self.owner else ""
        raise CourseError(*halves(fault), place=f"{self.file}, line {line}{owner}")

    def only(self, allowed: tuple[str, ...]) -> None:
        """Refuse keys that nobody reads: a misspelt key would otherwise be lost in silence."""
        for key in self.block:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, 1)
                mend = f"write '{near[0]}'" if near else f"use one of {', '.join(allowed)}"
                self.fail(f"the key {shown(key)} is not known here; {mend}", key)

    def has(self, key: str) -> bool:
        """True when the key is there, even with nothing behind it: that is then a fault."""
        return key in self.block

    def text(self, key: str, mend: str = "") -> str:
        """Return the text behind `key`; with `mend` it must be there, else it may be missing ("")."""
        if not self.has(key):
            if mend:
                self.fail(f"'{key}' is missing; {mend}")
            return ""
        return self.clean(self.block[key], key)

    def clean(self, value: Any, key: str) -> str:
        """Return one scalar as text a reader can see; refuse what YAML or a screen would change."""
        if not isinstance(value, Word):
            self.fail(f"'{key}' must be one text; put it in quotes or behind '>-'", key)
        line = value.line
        if value.is_empty:
            raise self._at(line, f"'{key}' is empty; write its text or remove the line")
        if value.looks_boolean:
            raise self._at(
                line, f"'{key}' is an unquoted {value}, which YAML reads as true or false; write \"{value}\""
            )
        if bidi := _BIDI.search(value):
            raise self._at(line, f"'{key}' holds the invisible direction mark U+{ord(bidi[0]):04X}; delete it")
        if control := _CONTROL.search(value):
            raise self._at(line, f"'{key}' holds the invisible character U+{ord(control[0]):04X}; delete it")
        text = " ".join(value.split()) if "\n" not in value.strip() else value.strip()
        if not any(character.isprintable() and character != " " for character in text):
            raise self._at(line, f"'{key}' is empty; write its text or remove the line")
        if len(text) > MAX_TEXT:
            raise self._at(line, f"'{key}' has more than {MAX_TEXT:,} characters; shorten it")
        return text

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        """Return one of the `allowed` words."""
        value = self.text(key, f"use one of {', '.join(allowed)}")
        if value not in allowed:
            near = difflib.get_close_matches(value, allowed, 1)
            mend = f"write {near[0]}" if near else f"use one of {', '.join(allowed)}"
            self.fail(f"'{key}' is {shown(value)}, which is not known; {mend}", key)
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false; without a default the key must be there."""
        if not self.has(key):
            if default is None:
                self.fail(f"'{key}' is missing; write '{key}: true' or '{key}: false'")
            return default
        value = self.block[key]
        if not (isinstance(value, Word) and value.looks_boolean):
            self.fail(f"'{key}' must be true or false, without quotes", key)
        return value.lower() in ("true", "yes", "on")

    def number(self, key: str, default: float | None = None) -> float:
        """Return a finite number; without a default the key must be there."""
        if not self.has(key):
            if default is None:
                self.fail(f"'{key}' is missing; write a number behind it")
            return default
        value = self.block[key]
        if not (isinstance(value, Word) and value.looks_number) or not math.isfinite(float(value)):
            self.fail(f"'{key}' must be a number without separators, such as 20000 or 0.5", key)
        return float(value)

    def many(self, key: str, least: int, mend: str, most: int | None = None) -> Sequence:
        """Return the list behind `key`, which must have `least` entries and at most `most`."""
        value = self.block.get(key)
        if not self.has(key) or not isinstance(value, Sequence) or len(value) < least:
            self.fail(f"'{key}' must be a list of at least {least}; {mend}", key)
        if most is not None and len(value) > most:
            self.fail(f"'{key}' has {len(value)} entries, and {most} are the limit; split the question", key)
        return value

    def _at(self, line: int, fault: str) -> CourseError:
        owner = f", {self.owner}" if self.owner else ""
        return CourseError(*halves(fault), place=f"{self.file}, line {line}{owner}")


def shown(value: Any) -> str:
    """Return a short printable picture of a value for a message."""
    if isinstance(value, Mapping):
        return "a block"
    if isinstance(value, Sequence):
        return "a list"
    text = str(value)
    safe = "".join(character if character.isprintable() else "?" for character in text[:40])
    return f"'{safe}'" + ("…" if len(text) > 40 else "")
