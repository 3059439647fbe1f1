"""What a command says. Every word of every command goes through here: text of a course or a file never steers a screen.

File names, cells and banks are written by others. A control character among them could color the terminal, rename its
window, write over a line or add one that no command has said.

What takes long shows how far it is: one line on standard error that the next thing said wipes, where a person watches.
"""

from __future__ import annotations

import re
import shutil
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO, TypeVar

T = TypeVar("T")

_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: object) -> str:
    """Return text in which each character that shows nothing, ends a line or turns the direction is spelled out.

    ESC becomes \\x1b, a line's end \\n, a mark of direction \\u202e; spaces of any width stay. A byte of a file's name
    that is no text becomes one sign.
    """
    said = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(text))
    return said if said.isprintable() else "".join(map(_spelled, said))


def _spelled(letter: str) -> str:
    if letter.isprintable() or unicodedata.category(letter) == "Zs":
        return letter
    return letter.encode("unicode_escape").decode("ascii")


def say(*lines: object, to: TextIO | None = None) -> None:
    """Write each of `lines` as one line, on standard output or `to`."""
    stream = to or sys.stdout
    wipe()
    for line in lines:
        stream.write(f"{visible(line)}\n")


_far = [0]  # letters of the line that says how far a command is


def doing(text: object) -> None:
    """Show what a command is at, in place of what it showed before; nothing in a log, a pipe or CI."""
    if not sys.stderr.isatty():
        return
    # A line that wraps could not be wiped.
    line = visible(text)[: shutil.get_terminal_size().columns - 1]
    wipe()
    _far[0] = len(line)
    sys.stderr.write(line)
    sys.stderr.flush()


def wipe() -> None:
    """Take away what `doing` shows."""
    if _far[0]:
        sys.stderr.write(f"\r{' ' * _far[0]}\r")
        sys.stderr.flush()
        _far[0] = 0


def steps(things: Sequence[T], name: Callable[[T], object] = str) -> Iterator[T]:
    """Yield things one after another and show "3 of 9: name …" meanwhile; nothing is shown of a single one."""
    try:
        for place, thing in enumerate(things, 1):
            if len(things) > 1:
                doing(f"{place} of {len(things)}: {name(thing)} …")
            yield thing
    finally:
        wipe()


def of_a_file(error: OSError | UnicodeError) -> str:
    """Return the sentence for a file that cannot be used, where no part of the kit has said a better one."""
    if isinstance(error, UnicodeEncodeError):
        return f"The terminal cannot show {error.object[error.start]!a}; set PYTHONIOENCODING=utf-8 and try again."
    name = getattr(error, "filename", None)
    if name is None:
        # An error of decoding or of a full disk does not name its file: the innermost call that has a path does.
        calls = [frame.f_locals for frame, _ in traceback.walk_tb(error.__traceback__)]
        paths = [call[key] for call in calls for key in ("path", "self") if isinstance(call.get(key), Path)]
        name = paths[-1] if paths else "A file"
    if isinstance(error, UnicodeError):
        return f"{name} is not UTF-8 text; save it again with the encoding UTF-8."
    why = error.strerror or type(error).__name__
    return f"{name} could not be read or written ({why}); check its name, its rights and the free space."
