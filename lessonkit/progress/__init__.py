"""Answers: the file they are kept in, the widget that carries them there, the passport that travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessonkit.progress.keeper import Keeper
    from lessonkit.progress.log import Log, folder

__all__ = ["Keeper", "Log", "folder"]


def __getattr__(name: str) -> Any:
    # Looked up when asked for: the widget alone needs anywidget, and a quiz needs no more of this room than its limits.
    if name == "Keeper":
        from lessonkit.progress.keeper import Keeper

        return Keeper
    if name in __all__:
        from lessonkit.progress import log

        return getattr(log, name)
    raise AttributeError(name)
