"""A kernel that keeps the version of its Python to itself, so that opening a lesson does not change it.

JupyterLab writes what a kernel says of its language into a notebook as soon as that is opened. Lessons are stored
without the version, which differs between machines (author/form.py): so each one was "changed" before anybody had
touched it, and closing it asked whether to save.
"""

from __future__ import annotations

from typing import Any


def install(shell: Any) -> None:
    """Take the version out of what the shell's kernel tells about its language; one that tells nothing stays."""
    kernel: Any = getattr(shell, "kernel", None)
    if told := getattr(kernel, "language_info", None):  # in a page without a server the kernel has none
        kernel.language_info = {name: value for name, value in told.items() if name != "version"}
