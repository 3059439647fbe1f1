"""A lesson's pictures as files beside the page: words are read before the first of them is there."""

from __future__ import annotations

import hashlib
import html
import re
from urllib.parse import unquote

#: Where they lie, seen from a lesson's page.
FOLDER = "_static/figures"
_IN_PAGE = re.compile(r'\b(?P<what>src|srcset)="data:image/svg\+xml,(?P<svg>[^"]*)"')
_SIZE = re.compile(r"<svg\b[^>]*?\bwidth=['\"](?P<w>[\d.]+)pt['\"] height=['\"](?P<h>[\d.]+)pt['\"]")
_PIXELS = 4 / 3  # a point
_SAID = re.compile(r'<p class="lk-(?:title|sub)">(.*?)</p>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]+>")


class Pictures(dict[str, str]):
    """Pictures by the name of their file; `first` is the page's first one, as wide screens show it.

    `said` is what stands above that: its title and what it counts.
    """

    first = ""
    said: tuple[str, ...] = ()

    def taken_out(self, page: str) -> str:
        """Return a part of the page that names files where it carried its pictures; those are kept here.

        A picture is fetched when a reader comes near it. Its place is as large as it will be, so that no line moves.
        """

        def named(found: re.Match[str]) -> str:
            svg = unquote(html.unescape(found["svg"]))
            name = hashlib.sha256(svg.encode()).hexdigest()[:16] + ".svg"
            self[name] = svg
            wide = found["what"] == "src"
            if wide and not self.first:
                self.first = svg
                texts = (html.unescape(_MARKUP.sub("", text)) for text in _SAID.findall(page[: found.start()])[-2:])
                self.said = tuple(texts)
            lazy = ' loading="lazy"' if wide else ""
            sizes = (float(size) * _PIXELS for size in size_of(svg))
            place = "".join(f' {side}="{size:.0f}"' for side, size in zip(("width", "height"), sizes, strict=False))
            return f'{found["what"]}="../{FOLDER}/{name}"{place}{lazy}'

        return _IN_PAGE.sub(named, page)


def size_of(svg: str) -> tuple[float, ...]:
    """Return width and height of a picture in points, or nothing where it does not say them."""
    found = _SIZE.search(svg)
    return (float(found["w"]), float(found["h"])) if found else ()
