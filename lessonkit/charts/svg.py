"""Make matplotlib's SVG small and the same everywhere, without changing what it shows."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

from lessonkit.html import esc

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_SPACE = re.compile(r"\s+")
_AFTER_LETTER = re.compile(r"\s*([MLCQVHSTAZzmlcqvhsta])\s*")
_TURN = re.compile(r"rotate\((-?[\d.]+)")
_XLINK = "{http://www.w3.org/1999/xlink}"
# The browser takes the first it has. All are narrower than the font the charts were measured with, so
# nothing clips.
FONTS = "Segoe UI,Roboto,Helvetica Neue,Arial,Liberation Sans,DejaVu Sans,sans-serif"
SIZE = "12"
_PLAIN = " !$'()*,-./:;=@_~+|"  # what an address may hold as it is
_PATH = re.compile(r" d='[^']*")
_BETWEEN = re.compile(r"(?<=\d) (?=[-\d])")
_BOX = re.compile(r"M([\d.]+) ([\d.]+)L([\d.]+) \2L\3 ([\d.]+)L\1 \4z")


def uri(svg: str) -> str:
    """Return a picture as a data address for the `src` of an image: safe inside double quotes, no <, & or # in it.

    As text it is a fifth shorter than in base64, and a lesson carries many.
    """
    svg = svg.replace('"', "'")  # inside, texts and values have these as entities
    return "data:image/svg+xml," + quote(_PATH.sub(lambda d: _packed(d[0]), svg), _PLAIN)


def _packed(path: str) -> str:
    """Return a path in fewer letters: rectangles by their sides, commas, which an address may hold, for spaces."""
    return _BETWEEN.sub(",", _BOX.sub(r"M\1 \2H\3V\4H\1z", path))


class _Form(NamedTuple):
    """What every part is written by: the short name of each id in use, and whether numbers keep two more digits."""

    names: dict[str, str]
    fine: bool


def minify(svg: str, *, fine: bool = False) -> str:
    """Return a standalone SVG with short numbers and without metadata, empty groups or unused names.

    Numbers have one decimal; `fine` keeps two, and three digits below 1, for pictures that scale or fade their parts.
    """
    root = ElementTree.fromstring(svg[svg.index("<svg") :])
    used = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)
    form = _Form({a or b: f"p{i}" for i, (a, b) in enumerate(dict.fromkeys(used))}, fine)
    box = root.get("viewBox", "")
    inner = "".join(_write(child, form) for child in root)
    wide, high = (_short(root.get(side, "").removesuffix("pt")) for side in ("width", "height"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" viewBox="{_short(box)}" '
        f'font-family="{FONTS}" font-size="{SIZE}" stroke-linejoin="round">{inner}</svg>'
    )


def _write(node: ElementTree.Element, form: _Form) -> str:
    tag = node.tag.rsplit("}", 1)[-1]
    if tag in ("metadata", "style", "title"):
        return ""
    inner = "".join(_write(child, form) for child in node)
    attributes = _attributes(node, tag, form)
    if tag == "tspan" or (tag == "text" and not inner):  # between the letters of a formula stands nothing but space
        inner = esc(node.text or "") + inner
    elif not inner and tag in ("g", "defs", "clipPath"):
        return ""
    if tag == "g" and not attributes:
        return inner
    head = "".join(f' {key}="{esc(value)}"' for key, value in attributes.items())
    return f"<{tag}{head}>{inner}</{tag}>" if inner else f"<{tag}{head}/>"


def _attributes(node: ElementTree.Element, tag: str, form: _Form) -> dict[str, str]:
    out: dict[str, str] = {}
    for key, value in node.attrib.items():
        if key == "id":
            if value in form.names:
                out["id"] = form.names[value]
        elif key == "style":
            out.update(_style(value, form))
        elif key == "d":
            out["d"] = _AFTER_LETTER.sub(r"\1", _short(value, form.fine)).strip()
        elif key == "transform" and tag == "text":
            turn = _TURN.match(value)
            if not turn or float(turn[1]):
                out[key] = _short(value, form.fine)
        else:
            out[key.replace(_XLINK, "")] = _refer(_short(value, form.fine), form.names)
    return out


def _style(style: str, form: _Form) -> dict[str, str]:
    out: dict[str, str] = {}
    for part in style.split("; "):
        key, _, value = part.partition(": ")
        value = value.rstrip(";")
        if key == "font-family" or (key, value) in _DEFAULTS:
            continue
        if key == "font-size":
            value = _short(value.removesuffix("px"))
            if value == SIZE:
                continue
        if key == "font":  # a shorthand such as "700 12px 'DejaVu Sans'": keep weight, slant and size
            weight = re.search(r"(?<!\S)(\d{3}|bold)(?!\S)", value)
            size = re.search(r"([\d.]+)px", value)
            if weight:
                out["font-weight"] = weight[1]
            if slant := re.search(r"\b(italic|oblique)\b", value):
                out["font-style"] = slant[1]
            if size and _short(size[1]) != SIZE:
                out["font-size"] = _short(size[1])
            continue
        out[key] = _refer(_short(value, form.fine), form.names)
    return out


_DEFAULTS = {
    ("stroke-linejoin", "round"),
    ("stroke-linecap", "butt"),
    ("text-anchor", "start"),
    ("fill", "#000000"),
    ("stroke", "none"),
}


def _refer(value: str, names: dict[str, str]) -> str:
    return re.sub(r"#([\w-]+)", lambda m: f"#{names.get(m[1], m[1])}", value) if "#" in value else value


def _short(text: str, fine: bool = False) -> str:
    return _SPACE.sub(" ", _NUMBER.sub(_round_fine if fine else _round, text)).strip()


def _round(match: re.Match[str]) -> str:
    value = round(float(match[0]), 1) + 0.0  # + 0.0 turns -0.0 into 0.0
    return f"{value:g}" if abs(value) < 100000 else f"{value:.0f}"


def _round_fine(match: re.Match[str]) -> str:
    value = float(match[0])
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")
