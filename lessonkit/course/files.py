"""Files that people hand to the kit, read whole: what they are and how large is looked at before anything is read."""

from __future__ import annotations

import stat
from pathlib import Path

from lessonkit.errors import CourseError
from lessonkit.text import nearest

MOST_BYTES = 20_000_000  # a larger file is a mistake: a whole course is smaller
NOTEBOOK_BYTES = 100_000_000  # a notebook may hold pictures of its reader's own


def inside(folder: Path, path: Path) -> bool:
    """Say whether a path stays below a folder, through links too."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a link to itself, a NUL
        return False


def no_notebook(path: Path) -> CourseError:
    """Return the sentence for what is no notebook: a folder, a pipe, or nothing, with the nearest one that is."""
    if path.exists():
        what = "a folder" if path.is_dir() else "a pipe or a device"
        return CourseError(
            f"it is {what} and no notebook", "name a file, or none for all of the course", place=str(path)
        )
    beside = [other.name for other in path.parent.glob("*.ipynb")]
    mend = nearest(path.name, beside) if beside else f"no notebook lies in {path.parent.absolute()}"
    return CourseError("there is no such notebook", mend, place=str(path))


def content(path: Path, place: str, most: int = MOST_BYTES) -> bytes:
    """Return the bytes of a file of at most `most` bytes; `place` is what the sentence of an error calls it.

    Raises CourseError for a missing or larger file, one without rights, and for what is none: a folder, a pipe, a
    device, which could be read for ever.
    """
    try:
        found = path.stat()
        size, data = found.st_size, b""
        if stat.S_ISREG(found.st_mode) and size <= most:
            with path.open("rb") as file:
                data = file.read(most + 1)  # some files of the system say 0 and are endless
            size = max(size, len(data))
    except FileNotFoundError:
        raise CourseError(f"{place} does not exist", "restore it or correct its path", place=place) from None
    except (OSError, ValueError) as error:  # a NUL in a name is a ValueError
        why = getattr(error, "strerror", None) or error
        raise CourseError(f"{place} cannot be read ({why})", "correct its name or its rights", place=place) from None
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or a device"
        raise CourseError(f"{place} cannot be read (it is {what}, not a file)", "correct its path", place=place)
    if size > most:
        raise CourseError(
            f"{place} has {size / 1e6:.0f} MB or more, and {most / 1e6:.0f} MB are the limit",
            "keep only what a lesson needs",
            place=place,
        )
    return data
