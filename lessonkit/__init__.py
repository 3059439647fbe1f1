"""Lessons in Jupyter notebooks: sourced figures, quizzes and explorers that work without a kernel."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for editors and type checkers, which do not run __getattr__
    from lessonkit import charts
    from lessonkit.course.tables import load
    from lessonkit.course.wide import spread
    from lessonkit.evidence.facts import cite, fact
    from lessonkit.lesson import Lesson
    from lessonkit.show.described import describe
    from lessonkit.show.explorers import explorer
    from lessonkit.show.figures import figure
    from lessonkit.show.grid import matrix
    from lessonkit.show.searchable import rows

__version__ = "0.1.0"

# Where each public name lives. Nothing is imported before it is asked for: a lesson pays only for what it uses. No
# module bears the name of a function: once imported, it would stand in the function's place.
_HOMES = {
    "Lesson": "lesson",
    "load": "course.tables",
    "describe": "show.described",
    "fact": "evidence.facts",
    "cite": "evidence.facts",
    "figure": "show.figures",
    "explorer": "show.explorers",
    "rows": "show.searchable",
    "matrix": "show.grid",
    "spread": "course.wide",
    "charts": "charts",
}
__all__ = ["Lesson", "charts", "cite", "describe", "explorer", "fact", "figure", "load", "matrix", "rows", "spread"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        from lessonkit.text import nearest

        raise AttributeError(f"lessonkit has no {name!r}; {nearest(name, __all__)}")
    module = import_module(f"lessonkit.{_HOMES[name]}")
    value = module if name == "charts" else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    # Where an import names what is not here, Python 3.12 and later suggest one of these.
    return sorted({*globals(), *__all__})
