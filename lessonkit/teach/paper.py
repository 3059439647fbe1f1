"""A lesson's cells as a page of paper: text, numbered figures, questions, and at the end the data of the figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from nbconvert.filters import markdown2html

from lessonkit.errors import CourseError
from lessonkit.html import Markup, esc, trusted
from lessonkit.teach import paper_questions, stored

# A cell with this tag is about the screen and is left out.
SCREEN_TAG = "screen"
# This section is work at a computer, whose code is not printed.
CODE_SECTION = "Code it yourself"
ON_THE_COMPUTER = "This part is done at a computer, in the notebook of this lesson."
# On screen alone: the lesson's line, what counts answers, the passport.
_SCREEN_ONLY = ("lk-lesson", "lk-score", "lk-passport")
_IN_THE_DATA = ", named with each row in the data"
# More rows than this belong on a screen.
ROWS = 60
# So do longer texts behind the rows of one table: about two pages.
MORE = 8_000


class Paper:
    """What a lesson gives to print: `title`, `parts` (HTML), `asked` (section, payload) and `data` (HTML)."""

    def __init__(self, path: Path, cells: list[dict[str, Any]]) -> None:
        """Read the cells of the notebook at `path`, in order."""
        self.name = f"notebooks/{path.name}"
        self.folder = path.parent
        self.title = path.stem
        self.parts: list[Markup] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.data: list[Markup] = []
        self.addresses: set[str] = set()
        self.figures = 0
        self.section = ""
        self.code = 0  # the level of the heading under which code is written; 0 elsewhere
        for cell in cells:
            if SCREEN_TAG in cell.get("metadata", {}).get("tags", ()):
                continue
            if cell["cell_type"] == "markdown":
                self._text(cell)
            elif cell["cell_type"] == "code" and not self.code:
                for html in _outputs(cell):
                    self._output(html, cell)

    # -- text ----------------------------------------------------------------------------------------------------------

    def _text(self, cell: dict[str, Any]) -> None:
        # A picture kept in the cell is taken in by `clean`; the renderer would stop at one that it does not know.
        source = cell["source"].replace("](attachment:", f"]({stored.ATTACHED}")
        soup = stored.clean(markdown2html(source), cell, self.folder)
        for link in soup.select("a.anchor-link"):
            link.decompose()
        for link in soup.select('a[href^="#"]'):
            if re.fullmatch(r"\[\d+\]", link.get_text()):
                link["class"] = "ref"
        for node in list(soup.contents):
            if isinstance(node, Tag) and re.fullmatch("h[1-6]", node.name) and self._heading(node):
                continue
            if not self.code and str(node).strip():
                _open(node)
                self.parts.append(trusted(str(node)))

    def _heading(self, node: Tag) -> bool:
        """Begin what a heading begins; return whether it is said already, or not to be said."""
        level, words = int(node.name[1]), node.get_text().strip()
        if self.code and level > self.code:
            return True  # a hint, a solution: still within the section
        self.code = level if words == CODE_SECTION else 0
        if level == 1:
            self.title = words
        elif level < 4:
            self.section = words
        if self.code:
            self.parts.append(trusted(str(node)) + Markup("<p>{}</p>").format(ON_THE_COMPUTER))
        return level == 1 or self.code > 0

    # -- outputs -------------------------------------------------------------------------------------------------------

    def _output(self, html: str, cell: dict[str, Any]) -> None:
        soup = stored.clean(html, cell, self.folder)
        for node in soup.find_all(_SCREEN_ONLY):
            node.decompose()
        self._addresses(soup)
        for part in list(soup.contents):
            self.parts += self._node(soup, part)

    def _addresses(self, soup: BeautifulSoup) -> None:
        """Spell out each address of the references once: nobody can click on paper."""
        for link in soup.select('.lk-refs a[href^="http"]'):
            if (address := str(link["href"])) not in self.addresses:
                self.addresses.add(address)
                written = soup.new_tag("span", attrs={"class": "address"})
                written.string = f" <{address}>"
                link.append(written)

    def _node(self, soup: BeautifulSoup, node: Any) -> Iterator[Markup]:
        if not isinstance(node, Tag):
            yield esc(node) if str(node).strip() else Markup("")
        elif node.name == "lk-set":
            yield trusted(str(node.select_one(".lk-set-head") or ""))
            for inner in node.find_all("lk-quiz"):
                yield self._question(soup, inner)
        elif node.name == "lk-quiz":
            yield self._question(soup, node)
        elif node.name == "lk-explorer":
            yield self._explorer(soup, node)
        elif node.name == "lk-rows":
            yield self._rows(soup, node)
        elif node.name == "lk-matrix":
            yield _matrix(node)
        elif node.name == "figure":
            yield self._figure(soup, node)
        else:
            _open(node)
            yield trusted(str(node))

    def _payload(self, node: Tag) -> dict[str, Any]:
        try:
            return dict(json.loads(str(node.get("data-lk", ""))))
        except (ValueError, TypeError):
            raise CourseError(
                f"{self.name} holds a damaged {node.name}", f"run `lessonkit run {self.name}`", place=self.name
            ) from None

    def _question(self, soup: BeautifulSoup, node: Tag) -> Markup:
        payload = self._payload(node)
        picture = node.select_one(".lk-look figure")
        figure = str(self._figure(soup, picture)) if picture else ""
        try:
            asked = trusted(paper_questions.sheet(payload, len(self.asked) + 1, figure))
            paper_questions.key(
                payload, len(self.asked) + 1
            )  # what the key needs is missed here, where the fault is named
        except (KeyError, TypeError, ValueError):
            raise CourseError(
                f"the question {payload.get('id')} is of another version",
                f"run `lessonkit run {self.name}`",
                place=self.name,
            ) from None
        self.asked.append((self.section, payload))
        return asked

    def _figure(self, soup: BeautifulSoup, figure: Tag, others: Tag | None = None, note: str = "") -> Markup:
        """Return a figure with its number; its data, or those of all views, go to the end of the sheet."""
        self.figures += 1
        number = f"Figure {self.figures}"
        if title := figure.select_one(".lk-title strong"):
            title.insert(0, f"{number} · ")
        _about(figure)
        data = [box.extract() for box in figure.find_all("details")]
        if others and others.find("table") and _rows_in(others) <= ROWS:
            data = []  # the table of all views holds this one's rows too
        inside = Markup("").join(_unfolded(box) for box in [*data, *([others] if others else [])])
        if inside:
            section = Markup('<section class="data"><h3>Data of {}</h3>{}</section>')
            self.data.append(section.format(number, inside))
        for line in figure.select(".lk-source"):
            for text in line.find_all(string=re.compile(re.escape(_IN_THE_DATA))):
                text.replace_with(str(text).replace(_IN_THE_DATA, f" (see Data of {number})"))
        caption = figure.find("figcaption")
        if note and caption:
            line = soup.new_tag("p", attrs={"class": "note"})
            line.string = note
            caption.append(line)
        return trusted(str(figure))

    def _explorer(self, soup: BeautifulSoup, node: Tag) -> Markup:
        figure, twin = node.find("figure"), node.select_one(".lk-twin")
        if not isinstance(figure, Tag):
            return Markup("")
        controls = self._payload(node).get("controls", [])
        offered = "; ".join(f"{control['label']} ({', '.join(control['options'])})" for control in controls)
        view = twin.select_one(".lk-view") if twin else None
        shown = f"{view.get_text()} " if view else ""
        note = f"{shown}On a computer you can choose {offered}."
        return self._figure(soup, figure, twin.find("details") if twin else None, note)

    def _rows(self, soup: BeautifulSoup, node: Tag) -> Markup:
        for hint in node.select(".lk-twin"):
            hint.decompose()
        _about(node)
        for line in node.select(".lk-source"):
            for text in line.find_all(string=re.compile(re.escape(_IN_THE_DATA))):
                text.replace_with(str(text).replace(_IN_THE_DATA, ", named with each row in the notebook"))
        folded = node.select("details.lk-more")
        if sum(len(more.get_text()) for more in folded) > MORE:
            for more in folded:
                _line_of(more).decompose()
            note = soup.new_tag("p", attrs={"class": "note"})
            note.string = "What each row says under More stands in the notebook alone."
            node.append(note)
        for more in node.select("details.lk-more"):
            pairs = zip(more.find_all("dt"), more.find_all("dd"), strict=False)
            kept = [(name.get_text(), words.get_text()) for name, words in pairs if name.get_text() != "Source"]
            small = soup.new_tag("span", attrs={"class": "more"})
            for name, words in kept:
                line = soup.new_tag("bdi", attrs={"dir": "auto"})
                line.string = words if len(kept) == 1 else f"{name}: {words}"
                small.append(line)
            line = _line_of(more)
            if isinstance(head := line.find_previous("th"), Tag):
                head.append(small)
            line.decompose()
        return Markup('<div class="rows">{}</div>').format(trusted(node.decode_contents()))


def _matrix(node: Tag) -> Markup:
    """Return a grid with its signs in the cells, as the legend names them; what opens stands in the notebook alone."""
    _about(node)
    for screen_only in node.select("style, .lk-choose, .lk-marks tr:has(> td[colspan])"):
        screen_only.decompose()
    for cell in node.select("td[data-m]"):
        cell.string = str(cell["data-m"])
    return Markup('<div class="rows marks">{}</div>').format(trusted(node.decode_contents()))


def _outputs(cell: dict[str, Any]) -> Iterator[str]:
    """Yield what a cell shows, as HTML; text that only stands for a widget or an error is left out."""
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        if "text/html" in data:
            yield "".join(data["text/html"])
        elif "image/png" in data:
            words, picture = esc("".join(data.get("text/plain", ""))), "".join(data["image/png"]).strip()
            yield f'<figure><img alt="{words}" src="data:image/png;base64,{picture}"></figure>'
        elif "text/markdown" in data:
            yield markdown2html("".join(data["text/markdown"]))
        elif output["output_type"] == "execute_result" and "text/plain" in data:
            yield f"<pre>{esc(''.join(data['text/plain']))}</pre>"
        elif output["output_type"] == "stream" and output.get("name") == "stdout":
            yield f"<pre>{esc(''.join(output['text']))}</pre>"


def _open(node: Any) -> None:
    """Turn what a reader would fold open into plain blocks: paper does not fold."""
    if not isinstance(node, Tag):
        return
    for box in [*([node] if node.name == "details" else []), *node.find_all("details")]:
        if isinstance(summary := box.find("summary"), Tag):
            summary.name = "strong"
        box.name = "div"
        box["class"] = "opened"


def _line_of(more: Tag) -> Tag:
    """Return the line of a table that holds nothing but what its row says under More."""
    line = more.find_parent("tr")
    return line if isinstance(line, Tag) else more


def _about(shown: Tag) -> None:
    """Put what is folded about the data, if it is there, in the place of the short line: on paper nothing opens."""
    if not shown.select_one(".lk-about"):
        return
    for short in shown.select(".lk-from"):
        short.decompose()
    for about in shown.select(".lk-about"):
        if isinstance(summary := about.find("summary"), Tag):
            summary.decompose()
        about.unwrap()


def _rows_in(box: Tag) -> int:
    return len(box.select("tbody tr"))


def _unfolded(box: Tag) -> Markup:
    """Return the data behind a figure without what folds it, or how many rows the notebook has to show."""
    if (count := _rows_in(box)) > ROWS:
        many = Markup("<p>All views together have {} rows, too many for paper: see the notebook.</p>")
        return many.format(count)
    for name in box.find_all(["summary", "caption"]):
        name.decompose()
    return trusted(box.decode_contents())
