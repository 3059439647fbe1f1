"""What a course allows, each with its reason: the kit's own list and the course's data/check.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from lessonkit.author.check import files, positions
from lessonkit.errors import CourseError
from lessonkit.text import nearest

OWN = Path(__file__).with_name("allowed.yaml")
# Lists of a file, and what each entry must hold beside its reason.
LISTS = {
    "numbers": ("pattern",),
    "loaded": ("word",),
    "discussed": ("word",),
    "acronyms": ("acronym",),
    "hedges": ("text",),
    "runs": ("text",),
    "names": ("name",),
    "name_columns": ("table", "column"),
    "quoted_columns": ("table", "column"),
}


@dataclass
class Shape:
    """What a lesson looks like. A pair is a lowest and a highest number; a course sets its own under `shape:`."""

    kilobytes: int = 400
    cells: tuple[int, int] = (25, 50)
    text_percent: tuple[int, int] = (50, 65)
    code_lines: int = 8
    code_median: int = 3
    function_lines: int = 5
    route_words: int = 1_800
    minutes: int = 45  # of one period, by the clock
    marks: int = 40  # citations on the route of one period
    steps: tuple[int, int] = (3, 4)
    # Each is the start of a heading or of a paragraph; they must come in this order.
    sections: tuple[str, ...] = (
        "You will be able to",
        "Step 1",
        "Code it yourself",
        "Two views, same record",
        "Check your understanding",
        "Key points",
    )


@dataclass
class Settings:
    """The merged lists; every entry is a dict with `reason`."""

    grade_ceiling: float = 10.5
    shape: Shape = field(default_factory=Shape)
    positions: positions.Positions | None = None
    numbers: list[dict[str, str]] = field(default_factory=list)
    loaded: list[dict[str, str]] = field(default_factory=list)
    discussed: list[dict[str, str]] = field(default_factory=list)
    acronyms: list[dict[str, str]] = field(default_factory=list)
    hedges: list[dict[str, str]] = field(default_factory=list)
    runs: list[dict[str, str]] = field(default_factory=list)
    names: list[dict[str, str]] = field(default_factory=list)
    name_columns: list[dict[str, str]] = field(default_factory=list)
    quoted_columns: list[dict[str, str]] = field(default_factory=list)

    def patterns(self, name: str) -> list[re.Pattern[str]]:
        """Return the `pattern` of each entry of one list, compiled."""
        return [re.compile(entry["pattern"]) for entry in getattr(self, name)]

    def columns(self, name: str) -> set[tuple[str, str]]:
        """Return the (table, column) pairs of one list."""
        return {(entry["table"], entry["column"]) for entry in getattr(self, name)}


def settings(root: Path) -> Settings:
    """Return the kit's own allowances and those of the course at `root` (data/check.yaml may be absent)."""
    merged = Settings()
    for path in (OWN, root / "data" / "check.yaml"):
        if path.is_file():
            _merge(merged, _read(path), path.name)
    return merged


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(files.read(path, path.name))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise CourseError(
            "this is not YAML", "mend the indentation or the quotes", place=f"{path.name}{line}"
        ) from None
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise CourseError("it must hold lists by name, such as `numbers:`", "see the kit's own", place=path.name)
    return raw


def _merge(into: Settings, raw: dict[str, Any], name: str) -> None:
    known = {f.name for f in fields(Settings)}
    for key, value in raw.items():
        if key not in known:
            raise CourseError(f"`{key}` is not known", nearest(key, known), place=name)
        if key == "grade_ceiling":
            if not isinstance(value, int | float):
                raise CourseError("grade_ceiling must be a number such as 10.5", place=name)
            into.grade_ceiling = float(value)
            continue
        if key == "shape":
            _shape(into.shape, value, name)
            continue
        if key == "positions":
            into.positions = positions.read(value, name)
            continue
        if not isinstance(value, list | None):
            raise CourseError(f"`{key}` must be a list", "write each entry on a line that begins with `-`", place=name)
        for number, entry in enumerate(value or (), 1):
            _entry(entry, key, f"{name}, {key} entry {number}")
            getattr(into, key).append(entry)


def _shape(into: Shape, raw: Any, name: str) -> None:
    defaults = {f.name: f.default for f in fields(Shape)}
    if not isinstance(raw, dict):
        raise CourseError("`shape` must hold rules by name, such as `cells: [10, 50]`", place=name)
    for key, value in raw.items():
        if key not in defaults:
            raise CourseError(f"`{key}` is not known", nearest(key, defaults), place=f"{name}, shape")
        if key == "sections":
            fits = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
            form = "a list of texts"
        elif isinstance(defaults[key], tuple):
            whole = isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)
            fits, form = whole and 0 <= value[0] <= value[1], "two whole numbers, the lower one first, such as [10, 50]"
        else:
            fits, form = type(value) is int and value > 0, "a whole number above 0"
        if not fits:
            raise CourseError(f"`{key}` must be {form}", place=f"{name}, shape")
        setattr(into, key, tuple(value) if isinstance(value, list) else value)


def _entry(entry: Any, key: str, place: str) -> None:
    needed = (*LISTS[key], "reason")
    if not isinstance(entry, dict):
        raise CourseError(f"it must hold {' and '.join(needed)}", place=place)
    for want in needed:
        if not isinstance(entry.get(want), str) or not entry[want].strip():
            raise CourseError(f"`{want}` is missing", "write it as text, in quotes if it starts oddly", place=place)
    if "pattern" in entry:
        try:
            re.compile(entry["pattern"])
        except re.error as error:
            raise CourseError(f"the pattern does not compile ({error})", "mend it", place=place) from None
