"""Text files of the course, each fault of the disk or the encoding said in one sentence that names the file."""

from __future__ import annotations

from pathlib import Path

from lessonkit.course.files import content
from lessonkit.errors import CourseError


def read(path: Path, name: str) -> str:
    """Return the text of a file; `name` is what the sentence of a CourseError calls it."""
    try:
        return content(path, name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CourseError(f"{name} is not UTF-8 text", "save it again with the encoding UTF-8", place=name) from None


def write(path: Path, text: str, name: str) -> None:
    """Write the text of a file; `name` is what the sentence of a CourseError calls it."""
    try:
        path.write_bytes(text.encode("utf-8"))  # encoded before the file is opened, which empties it
    except UnicodeEncodeError as error:
        broken = ascii(error.object[error.start])
        raise CourseError(
            f"{name} cannot hold {broken}, half a character", "correct it where it comes from", place=name
        ) from None
    except OSError as error:
        raise CourseError(
            f"{name} could not be written ({error.strerror})", "change its rights or free space", place=name
        ) from None
