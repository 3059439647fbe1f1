"""Answers: the file they are kept in, the widget that carries them there, the passport that travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lessonkit.progress.log import Log, folder

if TYPE_CHECKING:
    from lessonkit.course import Course

__all__ = ["Keeper", "Log", "folder", "log_id"]


def log_id(course: Course) -> str:
    """Return the id of the course's answer file; "" when there is none yet or it cannot be read."""
    return Log(course).peek()


def __getattr__(name: str) -> Any:
    # The widget alone needs anywidget.
    if name == "Keeper":
        from lessonkit.progress.keeper import Keeper

        return Keeper
    raise AttributeError(name)
