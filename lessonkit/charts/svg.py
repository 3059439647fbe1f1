"""Make matplotlib's SVG small and the same everywhere, without changing what it shows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from lessonkit.html import esc

_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_SPACE = re.compile(r"\s+")
_AFTER_LETTER = re.compile(r"\s*([MLCQVHSTAZzmlcqvhsta])\s*")
_TURN = re.compile(r"rotate\((-?[\d.]+)")
_XLINK = "{http://www.w3.org/1999/xlink}"
# The browser takes the first it has. All are narrower than the font the charts were measured with, so
# nothing clips.
FONTS = "'Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif"
SIZE = "12"


def minify(svg: str) -> str:
    """Return a standalone SVG with short numbers and without metadata, empty groups or unused names."""
    root = ElementTree.fromstring(svg[svg.index("<svg") :])
    used = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)
    names = {a or b: f"p{i}" for i, (a, b) in enumerate(dict.fromkeys(used))}
    box = root.get("viewBox", "")
    inner = "".join(_write(child, names) for child in root)
    wide, high = (_short(root.get(side, "").removesuffix("pt")) for side in ("width", "height"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" viewBox="{_short(box)}" '
        f'font-family="{FONTS}" font-size="{SIZE}" stroke-linejoin="round">{inner}</svg>'
    )


def _write(node: ElementTree.Element, names: dict[str, str]) -> str:
    tag = node.tag.rsplit("}", 1)[-1]
    if tag in ("metadata", "style", "title"):
        return ""
    inner = "".join(_write(child, names) for child in node)
    attributes = _attributes(node, tag, names)
    if tag == "text":
        inner = f"{esc(node.text or '')}{inner}"
    elif not inner and tag in ("g", "defs", "clipPath"):
        return ""
    if tag == "g" and not attributes:
        return inner
    head = "".join(f' {key}="{esc(value)}"' for key, value in attributes.items())
    return f"<{tag}{head}>{inner}</{tag}>" if inner else f"<{tag}{head}/>"


def _attributes(node: ElementTree.Element, tag: str, names: dict[str, str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for key, value in node.attrib.items():
        if key == "id":
            if value in names:
                out["id"] = names[value]
        elif key == "style":
            out.update(_style(value, tag, names))
        elif key == "d":
            out["d"] = _AFTER_LETTER.sub(r"\1", _short(value)).strip()
        elif key == "transform" and tag == "text":
            turn = _TURN.match(value)
            if turn and float(turn[1]):
                out[key] = _short(value)
        else:
            out[key.replace(_XLINK, "")] = _refer(_short(value), names)
    return out


def _style(style: str, tag: str, names: dict[str, str]) -> dict[str, str]:
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
        if key == "font":  # a shorthand such as "700 12px 'DejaVu Sans'": keep weight and size
            weight = re.match(r"(\d{3}|bold)\b", value)
            size = re.search(r"([\d.]+)px", value)
            if weight:
                out["font-weight"] = weight[1]
            if size and _short(size[1]) != SIZE:
                out["font-size"] = _short(size[1])
            continue
        out[key] = _refer(_short(value), names)
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


def _short(text: str) -> str:
    return _SPACE.sub(" ", _NUMBER.sub(_round, text)).strip()


def _round(match: re.Match[str]) -> str:
    value = round(float(match[0]), 1) + 0.0  # + 0.0 turns -0.0 into 0.0
    return f"{value:g}" if abs(value) < 100000 else f"{value:.0f}"
