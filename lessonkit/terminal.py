"""What a command says. Every word of every command goes through here: text of a course or a file never steers a screen.

File names, cells and banks are written by others. A control character among them could color the terminal, rename its
window, write over a line or add one that no command has said.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TextIO

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
    for line in lines:
        stream.write(f"{visible(line)}\n")
