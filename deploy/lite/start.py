"""The first page of the site: how large the download is, the download itself, and the way into the lessons."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from lessonkit.course import course_at
from lessonkit.errors import CourseError
from lessonkit.html import Markup, trusted

HERE = Path(__file__).resolve().parent
#: What a first lesson fetches, a pattern a line; tests/browser/test_lite_start.py holds it against a real browser.
FETCHED = HERE / "fetched.txt"
PARTS = HERE / "start"
APP = "notebooks"  # Notebook 7: the lesson alone, also on a phone
LESSONS = "[0-9][0-9]-*.ipynb"
MEGA = 1_000_000
# Megabits a second of a common link, for a time that a reader can picture.
LINK = 10
READING = Markup(
    '<p>Do not want to wait? <a href="{}">Read the lessons</a> without this download: questions and charts work there '
    "too, Python does not.</p>"
)


def write(source: Path, site: Path, reading: str = "") -> None:
    """Write the page into a built site for the course in `source`; `reading` is where a site to read stands."""
    lesson = first(source)
    files = fetched(site, lesson)
    total = sum(size for _, size in files)
    data = {
        "lesson": lesson,
        "app": APP,
        "files": files,
        "version": hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16],
    }
    page = trusted((PARTS / "start.html").read_text("utf-8")).format(
        title=course_at((source / lesson).parents[1]).title,
        size=round(total / MEGA),
        seconds=rounded(total * 8 / MEGA / LINK),
        link=LINK,
        number=int(Path(lesson).name[:2]),
        reading=READING.format(reading) if reading else "",
        style=trusted((PARTS / "start.css").read_text("utf-8")),
        script=trusted((PARTS / "start.js").read_text("utf-8")),
        data=trusted(json.dumps(data).replace("<", "\\u003c")),
    )
    (site / "index.html").write_text(page, "utf-8")


def first(source: Path) -> str:
    """Return the lesson with the lowest number among those in `source`, as a path in it."""
    lessons = sorted(source.rglob(f"notebooks/{LESSONS}"), key=lambda path: (path.name, path))
    if not lessons:
        raise CourseError("no lesson is here", "the site opens the first one", place=str(source))
    return lessons[0].relative_to(source).as_posix()


def rounded(seconds: float) -> str:
    """Return a time as one says it."""
    if seconds < 50:
        return f"{max(5, round(seconds / 5) * 5)} seconds"
    minutes = round(seconds / 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"


def fetched(site: Path, lesson: str) -> list[tuple[str, int]]:
    """Return what opening the first lesson and running it fetches: each address with its bytes, the largest first.

    Raises CourseError for a line of fetched.txt that names nothing of JupyterLite in the site.
    """
    course = lesson.rpartition("notebooks/")[0]
    found = {f"files/{lesson}"}
    for line in FETCHED.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        names = {path.relative_to(site).as_posix() for path in site.glob(line.replace("@", course)) if path.is_file()}
        if not names and "@" not in line:
            raise CourseError(
                f"{line} names nothing in the site",
                "bring the list up to date: tests/browser/test_lite_start.py says what is fetched",
                place=FETCHED.name,
            )
        found |= names
    # Some are asked for with a mark of the version behind the name; what is fetched without it would be fetched twice.
    page = (site / APP / "index.html").read_text("utf-8")
    marks = dict(re.findall(r"""['"]\.\./([^'"?]+)(\?_=\w+)['"]""", page))
    sizes = {name + marks.get(name, ""): (site / name).stat().st_size for name in found}
    return sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
