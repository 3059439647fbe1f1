"""The slides of a lesson as a file: opened from disk, with no network, on any computer that has a browser."""

from __future__ import annotations

from pathlib import Path

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.show import slides
from lessonkit.teach import written


def write(course: Course, lesson: str, folder: Path | None = None) -> Path:
    """Write the slides of a lesson into `folder` (default: build/slides in the course) and return the file.

    A page that was made of the same notebook and lies beside it opens them with its button *Present*. Raises
    CourseError for a lesson that is not there or was never run, and for a folder that cannot be written.
    """
    page = slides.page(course, lesson)
    path = course.notebook(lesson)
    assert path is not None  # the page was made of it
    folder = folder or course.root / "build" / "slides"
    file = folder / f"{path.stem}.slides.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written.put(file, page.encode())
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be written ({error.strerror})", "name another folder with --out", place=str(folder)
        ) from None
    return file
