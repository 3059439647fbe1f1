"""Moodle XML: what Moodle's question bank writes and reads, with points, hints, pictures and tags."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import singledispatch
from xml.etree import ElementTree as ET

from lessonkit.html import Markup, esc
from lessonkit.teach.export import words
from lessonkit.teach.export.gift import FAR, share
from lessonkit.teach.export.items import Choice, Essay, Item, Judge, Matching, Numeric, number

# What no XML may hold.
_BAD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(title: str, parts: Sequence[tuple[str, Sequence[Item]]]) -> bytes:
    """Return the file: each part is a name and its items, and becomes a category of the question bank."""
    root = ET.Element("quiz")
    for name, items in parts:
        category = ET.SubElement(root, "question", type="category")
        path = "/".join(part.replace("/", "//") for part in (title, name))
        _text(ET.SubElement(category, "category"), f"$course$/top/{path}")
        for item in items:
            root.append(question(item))
    return xml(root)


def xml(root: ET.Element) -> bytes:
    """Return an XML file whose lines are indented."""
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def clean(text: str) -> str:
    """Return text without what no XML may hold."""
    return _BAD.sub("\N{REPLACEMENT CHARACTER}", text)


def question(item: Item) -> ET.Element:
    """Return one question of the bank."""
    node = ET.Element("question")
    _text(ET.SubElement(node, "name"), item.id)
    picture = item.picture
    asked = _html(node, "questiontext", words.stem(item, f"@@PLUGINFILE@@/{picture.name}" if picture else ""))
    if picture:
        file = ET.SubElement(asked, "file", name=picture.name, path="/", encoding="base64")
        file.text = base64.b64encode(picture.data).decode()
    told = words.with_lines(item) if isinstance(item, Matching) else words.general(item)
    _html(node, "generalfeedback", told)
    _leaf(node, "defaultgrade", number(item.points))
    _leaf(node, "penalty", "1" if isinstance(item, Judge) else "0.3333333")
    _leaf(node, "hidden", "0")
    _leaf(node, "idnumber", item.id)
    form(item, node)
    if item.hint:
        _html(node, "hint", words.said(item.hint))
    tag = ET.SubElement(ET.SubElement(node, "tags"), "tag")
    _text(tag, item.level)
    return node


@singledispatch
def form(item: Item, node: ET.Element) -> None:
    """Write what the form of an item has beside texts and points."""
    raise NotImplementedError(type(item))


@form.register
def _choice(item: Choice, node: ET.Element) -> None:
    node.set("type", "multichoice")
    _leaf(node, "single", str(not item.several).lower())
    _leaf(node, "shuffleanswers", str(item.shuffle).lower())
    _leaf(node, "answernumbering", "ABCD")
    right = sum(line.right for line in item.lines)
    for line in item.lines:
        wrong = f"-{share(right)}" if item.several else "0"
        _answer(node, share(right) if line.right else wrong, esc(line.text), line.feedback, "html")


@form.register
def _judge(item: Judge, node: ET.Element) -> None:
    node.set("type", "truefalse")
    for value, said in ((True, item.if_true), (False, item.if_false)):
        share_of = "100" if value is item.answer else "0"
        _answer(node, share_of, Markup(str(value).lower()), said, "moodle_auto_format")  # noqa: S704


@form.register
def _numeric(item: Numeric, node: ET.Element) -> None:
    node.set("type", "numerical")
    if item.value is None:
        _range(node, "100", item.low, item.high, "")
    else:
        _range(node, "100", item.low, item.high, item.right)
        # The first that fits is taken: what lies on either side of the right numbers comes after them.
        if item.too_low:
            _range(node, "0", 0 if item.value > 0 else -FAR, item.value, item.too_low)
        if item.too_high:
            _range(node, "0", item.value, FAR, item.too_high)
    for name, value in (("unitgradingtype", "0"), ("unitpenalty", "0.1"), ("showunits", "3"), ("unitsleft", "0")):
        _leaf(node, name, value)


@form.register
def _matching(item: Matching, node: ET.Element) -> None:
    node.set("type", "matching")
    _leaf(node, "shuffleanswers", "true")
    for line in item.lines:
        part = _html(node, "subquestion", esc(line.text))
        _text(ET.SubElement(part, "answer"), esc(line.to))  # Moodle shows it as HTML
    for choice in item.choices:
        if choice not in {line.to for line in item.lines}:  # an answer without a line misleads
            _text(ET.SubElement(_html(node, "subquestion", Markup("")), "answer"), esc(choice))


@form.register
def _essay(item: Essay, node: ET.Element) -> None:
    node.set("type", "essay")
    _leaf(node, "responseformat", "editor")
    _leaf(node, "responserequired", "1")
    _leaf(node, "responsefieldlines", "10")
    _leaf(node, "attachments", "0")
    _leaf(node, "attachmentsrequired", "0")
    _html(node, "graderinfo", words.said(f"A possible answer: {item.model}") + words.rubric(item))
    _html(node, "responsetemplate", Markup(""))


def _range(node: ET.Element, fraction: str, low: float, high: float, said: str) -> None:
    middle = (low + high) / 2
    answer = _answer(node, fraction, Markup(number(middle)), said, "moodle_auto_format")  # noqa: S704
    _leaf(answer, "tolerance", number(high - middle))


def _answer(node: ET.Element, fraction: str, text: Markup, said: str, kind: str) -> ET.Element:
    answer = ET.SubElement(node, "answer", fraction=fraction, format=kind)
    _text(answer, text)
    _html(answer, "feedback", words.said(said))
    return answer


def _html(node: ET.Element, name: str, html: Markup) -> ET.Element:
    part = ET.SubElement(node, name, format="html")
    _text(part, html)
    return part


def _text(node: ET.Element, text: str) -> None:
    _leaf(node, "text", text)


def _leaf(node: ET.Element, name: str, text: str) -> None:
    ET.SubElement(node, name).text = clean(str(text))
