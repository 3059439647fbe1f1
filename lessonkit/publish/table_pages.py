"""A page a table: what a row counts, which care it needs, its columns, its rows, its sources and the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lessonkit.course import Course, csvfile, package, registers
from lessonkit.html import Markup, bdi
from lessonkit.publish.parts import front, raw, table
from lessonkit.text import day

FOLDER = "data/tables"
#: How many rows a page shows; the file has all.
ROWS = 40
_LOAD = re.compile(r"\bload\(\s*[\"'](\w+)[\"']")


def pages(course: Course, lessons: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each table's page and of the page that lists them.

    `lessons` has, by the name of its page, each lesson's title and its code.
    """
    used: dict[str, list[tuple[str, str]]] = {}
    for name, (title, code) in lessons.items():
        for found in dict.fromkeys(_LOAD.findall(code)):
            used.setdefault(found, []).append((name, title))
    listed = [r for r in course.package["resources"] if str(r.get("path", "")).startswith("tables/")]
    rows = []
    for resource in listed:
        name = str(resource["name"])
        header, *cells = csvfile.read(package.file(course, resource), f"data/{resource['path']}")
        yield f"{FOLDER}/{name}", "".join(_page(course, resource, header, cells, used.get(name, [])))
        link = Markup('<a href="tables/{}.html">{}</a>').format(name, resource.get("title") or name)
        as_of = day(str(resource.get("asOf") or ""))
        rows.append((link, resource.get("counts", ""), f"{len(cells):,}", as_of))
    text = f"Each of the {len(rows)} tables has a page with its columns, its sources and its file."
    shown = raw(table("Tables", ("Table", "One row is", "Rows", "As of"), rows))
    yield "data/README", f"{front(text)}# Tables\n\n{text}\n\n{shown}"


def _page(
    course: Course, resource: dict[str, Any], header: list[str], cells: list[list[str]], used: list[tuple[str, str]]
) -> Iterator[str]:
    title = str(resource.get("title") or resource["name"])
    description = str(resource.get("description") or resource.get("counts") or title)
    yield front(description, beside=True)
    yield f"# {title}\n\n"
    yield raw(Markup("<p>{}</p>{}").format(description, _facts(resource, len(cells), used)))
    where = Path(str(resource["path"])).name
    file = Markup(
        '<p class="site-open"><a href="{0}" download>Download {0} ({1:,} rows)</a>'
        '<a href="../README.html">All tables</a></p>'
    )
    yield raw(file.format(where, len(cells)))
    if caveats := resource.get("caveats"):
        items = Markup("").join(Markup("<li>{}</li>").format(text) for text in caveats)
        yield "\n## Take care\n\n" + raw(Markup("<ul>{}</ul>").format(items))
    fields = package.fields(resource)
    rows = [(Markup("<code>{}</code>").format(f["name"]), _meaning(f), f["type"], f.get("unit", "")) for f in fields]
    yield "\n## Columns\n\n" + raw(table(f"Columns of {title}", ("Column", "Meaning", "Kind", "Unit"), rows))
    some = cells[:ROWS]
    head = "Rows" if len(some) == len(cells) else f"The first {len(some)} rows"
    titles = {f["name"]: str(f.get("title") or f["name"]) for f in fields}
    numbered = [(number, *map(bdi, row)) for number, row in enumerate(some, 1)]
    yield f"\n## {head}\n\n" + raw(table(f"{head} of {title}", ("Row", *(titles.get(h, h) for h in header)), numbered))
    known = registers.sources(course)
    at = [place for place, column in enumerate(header) if column in ("source_id", "second_source")]
    ids = dict.fromkeys(id for row in cells for place in at for id in registers.ids_in(row[place]) if id in known)
    if ids:
        item = Markup('<li><a href="../../sources.html#s-{}">{}</a>. {}</li>')
        items = Markup("").join(item.format(id, known[id]["title"], known[id]["publisher"]) for id in ids)
        yield "\n## Sources\n\n" + raw(Markup("<ul>{}</ul>").format(items))


def _facts(resource: dict[str, Any], rows: int, used: list[tuple[str, str]]) -> Markup:
    link = Markup('<a href="../../{}.html">{}</a>')
    said = {
        "One row is": resource.get("counts"),
        "Facts as of": day(str(resource.get("asOf") or "")),
        "Published by": resource.get("publisher"),
        "Used in": Markup("; ").join(link.format(name, title) for name, title in used),
    }
    pair = Markup("<dt>{}</dt>\n<dd>{}</dd>\n")
    pairs = Markup("").join(pair.format(name, value) for name, value in said.items() if value)
    return Markup('<dl class="site-facts">{}</dl>').format(pairs)


def _meaning(field: dict[str, Any]) -> str:
    meaning = str(field.get("description") or field.get("title") or "").rstrip(".") + "."
    choices = field["constraints"].get("enum")
    return f"{meaning} One of: {', '.join(map(str, choices))}." if choices else meaning
