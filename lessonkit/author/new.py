"""Beginnings that pass the check: a course, a lesson, the description of a table."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from lessonkit.course import PACKAGE, Course, csvfile, find_course, registers
from lessonkit.errors import CourseError

TEMPLATE = Path(__file__).with_name("new_course")
LESSON = "01-first-lesson.ipynb"
_SLUG = re.compile(r"[^a-z0-9]+")


def slug(title: str) -> str:
    """Return a title as lower-case words with hyphens: what files and ids are named by."""
    return _SLUG.sub("-", title.lower()).strip("-")[:60].strip("-")


def course(folder: Path, title: str) -> str:
    """Write a whole small course into a new or empty folder and return what to do next.

    It has a described table, sources, claims, words, questions and one lesson, with invented facts to overwrite.
    Raises CourseError for a folder that holds something and for a title without a letter.
    """
    name = slug(title)
    if not name:
        raise CourseError(
            f"The title {title!r} has no letter from a to z to name the course by", "write one in English"
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is there already and not empty", "name a new folder", place=str(folder))
    tokens = {"COURSE_ID": name, "COURSE_TITLE": title, "LESSON_TITLE": "Two branches", "LESSON_ID": "01"}
    for path in sorted(p for p in TEMPLATE.rglob("*") if p.is_file()):
        place = folder / path.relative_to(TEMPLATE)
        place.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, place, tokens)
    (folder / "gitignore.txt").rename(folder / ".gitignore")
    from lessonkit.author import data_readme

    data_readme.write(find_course(folder))
    return f"{folder} is a course. Next: cd {folder}, then `lessonkit run` and `lessonkit check`."


def lesson(course: Course, number: str, title: str) -> str:
    """Write the notebook and the questions of a new lesson and return what to do next; nothing is overwritten."""
    from lessonkit.author import skeleton

    skeleton.text(number)  # two digits, or a CourseError
    if not slug(title):
        raise CourseError(f"The title {title!r} has no letter from a to z to name the file by", "write one in English")
    known = course.notebook(number)
    if known:
        raise CourseError(f"Lesson {number} is there already: notebooks/{known.name}", "take the next number")
    own = course.root / "notebooks" / "template.ipynb"
    path = course.root / "notebooks" / f"{number}-{slug(title)}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    tokens = {"LESSON_TITLE": title, "LESSON_ID": number}
    _copy(own if own.is_file() else TEMPLATE / "notebooks" / LESSON, path, tokens, title)
    bank = skeleton.write(course, number)
    return (
        f"notebooks/{path.name} and data/quizzes/{bank.name} are ready. Overwrite their examples, then "
        f"`lessonkit run notebooks/{path.name}` and `lessonkit check`."
    )


def _copy(source: Path, target: Path, tokens: dict[str, str], title: str = "") -> None:
    if source.suffix != ".ipynb":
        text = source.read_text("utf-8")
        for token, value in tokens.items():
            # A JSON file needs its quotes escaped; nothing else in the template holds a title inside quotes.
            text = text.replace(token, json.dumps(value)[1:-1] if source.suffix == ".json" else value)
        target.write_text(text, "utf-8", newline="\n")
        return
    notebook = json.loads(source.read_text("utf-8"))
    tokens = {**tokens, "LESSON_DIGIT": tokens["LESSON_ID"].lstrip("0") or "0"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        text = "".join(cell["source"])
        for token, value in tokens.items():
            text = text.replace(token, value)
        text = re.sub(r'Lesson\("\d\d"\)', f'Lesson("{tokens["LESSON_ID"]}")', text)
        if title:  # the questions of another lesson give way to those that the new bank begins with
            asked = f'lesson.quiz("{tokens["LESSON_ID"]}-one-right")'
            text = re.sub(r'lesson\.quiz\("[^)]*"\)', asked, text)
        if title and cell is notebook["cells"][0]:
            text = re.sub(r"^# .*", lambda _: f"# Lesson {tokens['LESSON_DIGIT']} · {title}", text, count=1)
        cell["source"] = text.splitlines(keepends=True)
    notebook["metadata"]["title"] = title or tokens["LESSON_TITLE"]
    target.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def table(course: Course, name: str, source: Path) -> str:
    """Take a CSV file into data/tables and describe its columns, with their types guessed from the cells.

    Raises CourseError for a name that is taken or no plain word, and for what is not a CSV file. A column that another
    table has under the same name and type is described as there. The words that only the author knows (what a row
    counts, as of when, by whom) are left for `lessonkit check` to ask for.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise CourseError(f"{name!r} cannot name a table", "use lower-case letters, digits and underscores")
    place = course.root / "data" / "tables" / f"{name}.csv"
    if place.exists() or any(r.get("name") == name for r in course.package["resources"]):
        raise CourseError(f"There is a table {name} already", f"take another name, or correct data/tables/{name}.csv")
    header, *rows = csvfile.read(source, source.name)
    fields = [_field(column, _type([row[i] for row in rows]), course) for i, column in enumerate(header)]
    entry: dict[str, Any] = {"name": name, "path": f"tables/{name}.csv", "profile": "tabular-data-resource"}
    entry |= dict.fromkeys(("title", "description", "counts", "asOf", "publisher"), "") | {"caveats": []}
    entry["schema"] = {"fields": fields, "primaryKey": _key(header, rows), "missingValues": [""]}
    if "source_id" in header:
        reference = {"resource": "sources", "fields": "id"}
        entry["schema"]["foreignKeys"] = [{"fields": "source_id", "reference": reference}]
    package = json.loads((course.root / PACKAGE).read_text("utf-8-sig"))
    package["resources"].append(entry)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)
    written = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (course.root / PACKAGE).write_text(written, "utf-8", newline="\n")
    said = (
        f"data/tables/{name}.csv is in, {len(rows)} rows. Describe it in {PACKAGE.as_posix()}, the last entry: "
        "`lessonkit check` names what is missing."
    )
    unknown = _unknown_sources(course, header, rows)
    return f"{said} Add to data/sources.csv: {', '.join(unknown)}." if unknown else said


def _field(column: str, kind: str, course: Course) -> dict[str, Any]:
    """Describe a column as the course's tables describe one of its name and type; without words where none does."""
    for resource in course.package["resources"]:
        if str(resource.get("path", "")).startswith("tables/"):
            for known in resource.get("schema", {}).get("fields", ()):
                if (known.get("name"), known.get("type")) == (column, kind):
                    return dict(known)
    return {"name": column, "type": kind, "title": "", "description": ""}


def _key(header: list[str], rows: list[list[str]]) -> str | list[str]:
    """Return the fewest columns from the left that no two rows share; the first one where all of them do."""
    for count in range(1, len(header) + 1):
        if len({tuple(row[:count]) for row in rows}) == len(rows):
            return header[:count] if count > 1 else header[0]
    return header[0]


def _unknown_sources(course: Course, header: list[str], rows: list[list[str]]) -> list[str]:
    """Return the ids in the column of sources that the course does not have yet, each once."""
    if "source_id" not in header:
        return []
    place, known = header.index("source_id"), {row["id"] for row in registers.read(course, "sources.csv").rows}
    return sorted({id for row in rows for id in registers.ids_in(row[place])} - known)


def _type(cells: list[str]) -> str:
    """Return the type that all cells have; text when in doubt, so that no digit is lost."""
    filled = [cell for cell in cells if cell]
    for kind, form in (
        ("integer", r"-?(?:0|[1-9]\d*)"),
        ("number", r"-?(?:0|[1-9]\d*)(?:\.\d+)?"),
        ("boolean", r"true|false"),
        ("date", r"\d{4}-\d{2}-\d{2}"),
    ):
        if filled and all(re.fullmatch(form, cell) for cell in filled):
            return kind
    return "string"
