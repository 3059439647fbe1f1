"""What is done to the builder's pages when they are written: cards, one style, one script, words a validator accepts.

A page of the builder asks for eight styles, and for its scripts when the whole page has come. On a slow line each of
them takes its share: here a page asks for one style, without what no page has, and at its beginning for one script.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from used_style import used

CARDS = "_static/cards"
ALL = "_static/all"
# What no page of ours loads: sources of the theme's files, and what Sphinx writes for its own tools.
SPARE = (
    "*.map",
    "*.LICENSE.txt",
    "objects.inv",
    ".buildinfo*",
    "debug.css",
    "basic.css",
    "*.png",
    "mystnb.*",
    "skeleton.css",
)
FONT = "DejaVu Sans"
# The theme's two side parts, which a listener could not tell apart.
NAMED = {'<aside class="sidebar-drawer"': 'aria-label="Site"', '<aside class="toc-drawer"': 'aria-label="On this page"'}
_STYLE = re.compile(r'\s*<link rel="stylesheet"[^>]*href="(?P<root>[^"]*?)(?P<file>_static/[^"?]+)[^"]*"[^>]*>')
_SCRIPT = re.compile(r'\s*<script defer="defer" src="(?P<root>[^"]*?)(?P<file>_static/[^"?]+)[^"]*"></script>')
_CLASSES = re.compile(r'\bclass="([^"]*)"')
# What a page is about stands in the element for it. The theme's is for one article among several.
_MAIN = re.compile(r'<article role="main"(?P<rest>[^>]*)>(?P<body>.*)</article>', re.DOTALL)
_MAIN_STYLE = re.compile(r"(?<![\w.#-])article(?![\w-])(?:\[role=\"?main\"?\])?|\[role=\"?main\"?\]")
# The top heading belongs to the page and not to a section of it.
_TOP = re.compile(r"<section(?P<rest>[^>]*)>(?P<body>\s*(?:<span[^>]*></span>)?<h1>.*)</section>", re.DOTALL)
_VOID = re.compile(r"<(?P<tag>meta|link|img|br|hr|input|source|col)\b(?P<rest>[^>]*?)\s*/>")


def finish(out: Path, cards: Path) -> None:
    """Finish the site in `out`; `cards` is the folder with the pictures for shared addresses, as SVG."""
    for pattern in SPARE:
        for path in out.rglob(pattern):
            path.unlink()
    _cards(cards, out / CARDS)
    texts = {path: path.read_text("utf-8") for path in sorted(out.rglob("*.html"))}
    script = _joined(out, texts, _SCRIPT, ";\n")
    scripts = " ".join([script, *(path.read_text("utf-8") for path in out.glob("_static/*.js"))])
    known = set(re.findall(r"[\w-]+", scripts)) | {
        word for text in texts.values() for found in _CLASSES.findall(text) for word in found.split()
    }
    style = used(_MAIN_STYLE.sub("main", _joined(out, texts, _STYLE, "\n")), known)
    kept = {}
    for ending, text in (("css", style), ("js", script)):
        (out / f"{ALL}.{ending}").write_text(text, "utf-8")
        kept[ending] = f"{ALL}.{ending}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}"
    for path, text in texts.items():
        path.write_text(_page(text, kept), "utf-8")
    for path in out.glob("_static/*.js"):  # the search reads pages, too
        path.write_text(path.read_text("utf-8").replace('[role="main"]', "main"), "utf-8")


def _joined(out: Path, texts: dict[Path, str], link: re.Pattern[str], between: str) -> str:
    """Return in one what the pages ask for by such links, in their order, and take the files away."""
    files = list(dict.fromkeys(found["file"] for text in texts.values() for found in link.finditer(text)))
    joined = between.join((out / file).read_text("utf-8").strip() for file in files) + "\n"
    for file in files:
        (out / file).unlink()
    return joined


def _page(text: str, kept: dict[str, str]) -> str:
    for found, named in NAMED.items():
        text = text.replace(found, f"{found} {named}", 1)
    for link, made in (
        (_STYLE, f'<link rel="stylesheet" href="{{}}{kept["css"]}">'),
        (_SCRIPT, f'<script defer src="{{}}{kept["js"]}"></script>'),
    ):
        if first := link.search(text):
            text = text[: first.start()] + made.format(first["root"]) + link.sub("", text[first.end() :])
    text = _MAIN.sub(lambda found: f"<main{found['rest']}>{_top(found['body'])}</main>", text, count=1)
    return _VOID.sub(r"<\g<tag>\g<rest>>", text)


def _top(body: str) -> str:
    return _TOP.sub(_plain, body, count=1) if body.count("<h1>") == 1 else body


def _plain(found: re.Match[str]) -> str:
    return f"<div{found['rest']}>{found['body']}</div>"


def _cards(cards: Path, out: Path) -> None:
    """Turn each card into a PNG, with letters that matplotlib brings: a server has none of its own."""
    import matplotlib
    import resvg_py

    out.mkdir(parents=True, exist_ok=True)
    fonts = [
        str(Path(matplotlib.get_data_path(), "fonts/ttf", name)) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
    ]
    for path in sorted(cards.glob("*.svg")):
        svg = re.sub(r"font-family='[^']*'", "font-family='DejaVu Sans'", path.read_text("utf-8"))
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=fonts,
            sans_serif_family="DejaVu Sans",
            font_family="DejaVu Sans",
        )
        (out / path.with_suffix(".png").name).write_bytes(bytes(drawn))
