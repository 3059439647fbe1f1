"""A kernel that keeps the version of its Python to itself, so that opening a lesson does not change it.

JupyterLab writes what a kernel says of its language into a notebook as soon as that is opened. Lessons are stored
without the version, which differs between machines (author/form.py): so each one was "changed" before anybody had
touched it, and closing it asked whether to save.
"""

from __future__ import annotations

from typing import Any


def install(shell: Any) -> None:
    """Take the version out of what the shell's kernel tells about its language; a shell without a kernel stays."""
    if kernel := getattr(shell, "kernel", None):
        kernel.language_info = {name: value for name, value in kernel.language_info.items() if name != "version"}
