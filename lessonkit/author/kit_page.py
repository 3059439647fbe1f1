"""The page of the kit's names, made from their docstrings: `python -m lessonkit.author.kit_page` writes it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import lessonkit
from lessonkit.terminal import say

PAGE = Path(lessonkit.__file__).with_name("README.md")
_HEAD = """# What a notebook imports

<!-- Written by `make docs` from the docstrings; do not edit. -->

`from lessonkit import …` gives these names and no others. Everything behind them may move.
"""


def text() -> str:
    """Return the page: each public name with its signature and its docstring, then the chart kinds and the lesson."""
    parts = [_HEAD]
    for name in sorted(lessonkit.__all__, key=str.casefold):
        if name not in ("charts", "Lesson"):
            parts.append(_entry(name, getattr(lessonkit, name), "##"))
    parts.append("## Lesson\n\n" + _words(lessonkit.Lesson))
    parts += [_entry(f"lesson.{name}", method, "###") for name, method in _methods(lessonkit.Lesson)]
    parts.append("## charts\n\n" + _words(lessonkit.charts))
    kinds = [name for name in lessonkit.charts.__all__ if inspect.isfunction(getattr(lessonkit.charts, name))]
    parts += [_entry(f"charts.{name}", getattr(lessonkit.charts, name), "###") for name in kinds]
    return "\n".join(parts)


def _methods(kind: type) -> list[tuple[str, Any]]:
    shown = [(name, value) for name, value in vars(kind).items() if not name.startswith("_") and callable(value)]
    return [(name, value) for name, value in shown if name != "setup_html"]


def _entry(name: str, thing: Any, level: str) -> str:
    signature = inspect.signature(thing)
    kept = [p for p in signature.parameters.values() if p.name != "self"]
    lines = [f"    {parameter}," for parameter in _with_stars(kept)]
    call = "\n".join([f"{name}(", *lines, ")"]) if lines else f"{name}()"
    return f"{level} {name}\n\n```python\n{call}\n```\n\n{_words(thing)}"


def _with_stars(parameters: list[inspect.Parameter]) -> list[str]:
    out: list[str] = []
    for parameter in parameters:
        named = parameter.kind is parameter.KEYWORD_ONLY
        if named and "*" not in out and not any(p.kind is p.VAR_POSITIONAL for p in parameters):
            out.append("*")
        star = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        out.append(f"{star}{parameter.name}: {parameter.annotation}{default}")
    return out


def _words(thing: Any) -> str:
    return f"{inspect.cleandoc(thing.__doc__ or '')}\n"


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8", newline="\n")
    say(f"{PAGE.name} of the kit is written.")
