"""Lessons in Jupyter notebooks: sourced figures, quizzes and explorers that work without a kernel."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# Where each public name lives. Nothing is imported before it is asked for: a lesson pays only for what it uses.
_HOMES = {
    "Lesson": "lesson",
    "load": "tables",
    "describe": "described",
    "fact": "evidence",
    "cite": "evidence",
    "figure": "figure",
    "explorer": "explorer",
    "rows": "rows",
    "spread": "spread",
    "charts": "charts",
}
__all__ = ["Lesson", "charts", "cite", "describe", "explorer", "fact", "figure", "load", "rows", "spread"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"lessonkit has no {name!r}; it has {', '.join(__all__)}")
    module = import_module(f"lessonkit.{_HOMES[name]}")
    value = module if name == "charts" else getattr(module, name)
    globals()[name] = value  # wins over the submodule of the same name
    return value
