"""The folder that the builder reads: lessons, guide and made pages, at the places that their links name."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from lessonkit import web
from lessonkit.course import Course, shelf
from lessonkit.errors import CourseError
from lessonkit.publish import front_pages, lesson_page, table_pages, word_pages
from lessonkit.publish.card import card
from lessonkit.publish.parts import toctree
from lessonkit.publish.pictures import FOLDER

GUIDE = ("lessons.md", "guide")
#: Where the builder finds the cards that it turns into PNGs.
CARDS = "cards"
#: Scripts and styles that stand once beside the pages.
CARRIED = {"lessonkit.js": ("reader", "js"), "passport.js": ("passport", "js")} | {
    "lessonkit.css": ("reader", "css"),
    "matrix.css": ("matrix", "css"),
}
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\]\n]+)\]\((?!\w+:|#)(?P<path>[^)#\s]+)(?P<part>#[^)\s]*)?\)")
_DARK = re.compile(r'^body\[data-jp-theme-light="false"\][^{]*\{(?P<tokens>[^}]*)\}', re.MULTILINE)


def stage(course: Course, out: Path, files: str = "") -> list[str]:
    """Write the builder's folder into `out`, which is emptied; return the names of the lessons' pages.

    `files` is the address under which the course's files lie: links to those that are no page lead there, or are words.
    Raises CourseError where there is no lesson.
    """
    shutil.rmtree(out, ignore_errors=True)
    pages: dict[str, lesson_page.Page] = {}
    code: dict[str, tuple[str, str]] = {}
    digits: dict[str, tuple[str, str]] = {}
    for path in shelf.shelf(course.root).notebooks:
        lesson = shelf.lesson_of(path)
        if not lesson.isdigit():
            continue
        stored = json.loads(path.read_text("utf-8"))
        page = lesson_page.page(stored)
        name = f"notebooks/{path.stem}"
        page.notebook["metadata"] = {"kernelspec": stored["metadata"].get("kernelspec", {}), "file_format": "mystnb"}
        _write(out / f"{name}.ipynb", json.dumps(page.notebook, ensure_ascii=False))
        _write(out / "beside" / f"{name}.ipynb", path.read_text("utf-8"))
        pages[name] = page
        digits[lesson] = (name, page.title)
        code[name] = (page.title, "\n".join("".join(c["source"]) for c in stored["cells"] if c["cell_type"] == "code"))
    if not pages:
        raise CourseError("there is no lesson to publish", "put notebooks such as 01-….ipynb into notebooks/")
    for name, text in table_pages.pages(course, code):
        _write(out / f"{name}.md", text)
    for path in sorted((course.root / table_pages.FOLDER).glob("*.csv")):
        _write(out / "beside" / table_pages.FOLDER / path.name, path.read_text("utf-8"))
    _write(out / "glossary.md", word_pages.words(course, digits))
    _write(out / "sources.md", word_pages.sources(course))
    _write(out / "my-answers.md", front_pages.answers(course, pages))
    guide = _guide(course.root, out, files)
    _write(out / "index.md", front_pages.start(course, pages, guide))
    descriptions = {name: page.description for name, page in pages.items()}
    _pictures(course, pages, out)
    _write(out / "site.json", json.dumps({"title": course.title, "descriptions": descriptions}, ensure_ascii=False))
    for target, (part, ending) in CARRIED.items():
        _write(out / "static" / target, web.built(part, ending).read_text("utf-8"))
    _write(out / "static" / "dark.css", dark())
    return list(pages)


def _pictures(course: Course, pages: Mapping[str, lesson_page.Page], out: Path) -> None:
    """Write the pictures of the lessons, and a card for each lesson and for the course: the builder makes PNGs."""
    for name, page in pages.items():
        for file, svg in page.pictures.items():
            _write(out / "static" / Path(FOLDER).name / file, svg)
        shown = card(course.title, page.title, page.question, page.pictures)
        _write(out / CARDS / f"{Path(name).name}.svg", shown)
    first = next((page.pictures for page in pages.values() if page.pictures.first), None)
    said = f"{len(pages)} lessons with figures, questions and sources"
    _write(out / CARDS / "course.svg", card("", course.title, said, first))


def dark() -> str:
    """Return the dark colors of the kit's style for pages whose theme stands on the body, or follows the system."""
    found = _DARK.search((web.HERE / "page.css").read_text("utf-8"))
    tokens = found["tokens"].strip() if found else ""
    dressed = f"color-scheme: dark; {tokens}"
    return (
        'body[data-theme="light"] { color-scheme: light; }\n'
        f'@media screen {{ body[data-theme="dark"] {{ {dressed} }} }}\n'
        f'@media screen and (prefers-color-scheme: dark) {{ body:not([data-theme="light"]) {{ {dressed} }} }}\n'
    )


def _guide(root: Path, out: Path, files: str) -> list[str]:
    """Copy the pages for instructors; return the names of those that the navigation lists."""
    parts = [root / part for part in GUIDE]
    found = [file for part in parts for file in ([part] if part.is_file() else sorted(part.rglob("*.md")))]
    names = [file.relative_to(root).with_suffix("").as_posix() for file in found]
    there = {out / f"{name}.md" for name in names} | set(out.rglob("*.md")) | set(out.rglob("*.ipynb"))
    for file, name in zip(found, names, strict=True):
        _write(out / f"{name}.md", _linked(file.read_text("utf-8"), out / f"{name}.md", out, there, files))
    deeper = [name for name in names if name.count("/") > 1]
    if deeper and GUIDE[0].removesuffix(".md") in names:
        # Plans and short texts hang below the first page, which links to each.
        first = out / GUIDE[0]
        _write(first, first.read_text("utf-8") + "\n" + toctree(f"/{name}" for name in deeper))
        names = [name for name in names if name not in deeper]
    return names


def _linked(text: str, page: Path, out: Path, there: set[Path], files: str) -> str:
    """Return a page whose links to files that are no page lead to `files`, or are words."""

    def led(found: re.Match[str]) -> str:
        target = Path(os.path.normpath(page.parent / found["path"]))
        if target in there and found["words"] == found["path"]:
            return f"[]({found['path']}{found['part'] or ''})"  # the title of the page says more than a file's name
        if target in there or not target.is_relative_to(out):
            return found[0]
        place = f"{files}{target.relative_to(out).as_posix()}{found['part'] or ''}"
        return f"[{found['words']}]({place})" if files else found["words"]

    return _LINK.sub(led, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
