"""Answers: the file they are kept in, the widget that carries them there, the passport that travels."""

from __future__ import annotations

from typing import Any

from lessonkit.progress.log import Log, folder

__all__ = ["Keeper", "Log", "folder"]


def __getattr__(name: str) -> Any:
    # The widget alone needs anywidget.
    if name == "Keeper":
        from lessonkit.progress.keeper import Keeper

        return Keeper
    raise AttributeError(name)
