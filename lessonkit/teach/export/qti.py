"""A package of QTI 1.2 for Canvas: a quiz, the questions before the reading as an ungraded survey, and pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from urllib.parse import quote
from xml.etree import ElementTree as ET

from lessonkit.teach.export import qti_items
from lessonkit.teach.export.items import Item, number
from lessonkit.teach.export.moodle_xml import clean, xml

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
#: Where Canvas keeps files of a package, in the words of an address inside it.
_FILES = "%24IMS-CC-FILEBASE%24"
# No date of today: the same questions give the same bytes.
_WHEN = (1980, 1, 1, 0, 0, 0)


def write(title: str, parts: Sequence[tuple[str, Sequence[Item]]]) -> bytes:
    """Return the package: each part is a name and its items, and becomes a quiz of its own."""
    files: dict[str, bytes] = {}
    manifest = ET.Element("manifest", {"identifier": "lessonkit_package", "xmlns": _PACKAGE})
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1.3"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    for name, items in parts:
        ident = _ident(f"{items[0].id[:2]}_{name}")
        heading = clean(f"{title} · {name}")
        files[f"{ident}/{ident}.xml"] = xml(_assessment(ident, heading, items))
        files[f"{ident}/assessment_meta.xml"] = xml(_meta(ident, heading, items))
        quiz = ET.SubElement(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
        ET.SubElement(quiz, "file", href=f"{ident}/{ident}.xml")
        ET.SubElement(quiz, "dependency", identifierref=f"{ident}_meta")
        about = f"{ident}/assessment_meta.xml"
        meta = ET.SubElement(resources, "resource", identifier=f"{ident}_meta", type=_META, href=about)
        ET.SubElement(meta, "file", href=about)
        for item in items:
            if item.picture:
                path = f"images/{item.picture.name}"
                files[path] = item.picture.data
                picture = ET.SubElement(
                    resources, "resource", identifier=_ident(item.picture.name), type="webcontent", href=path
                )
                ET.SubElement(picture, "file", href=path)
    files["imsmanifest.xml"] = xml(manifest)
    return _zipped(files)


def _assessment(ident: str, title: str, items: Sequence[Item]) -> ET.Element:
    root = ET.Element(
        "questestinterop",
        {"xmlns": _QTI, "xmlns:xsi": _XSI, "xsi:schemaLocation": f"{_QTI} {_QTI}p1.xsd"},
    )
    assessment = ET.SubElement(root, "assessment", ident=ident, title=title)
    qti_items.field(ET.SubElement(assessment, "qtimetadata"), "cc_maxattempts", "1")
    section = ET.SubElement(assessment, "section", ident="root_section")
    for item in items:
        address = f"{_FILES}/images/{quote(item.picture.name)}" if item.picture else ""
        section.append(qti_items.item(item, _ident(item.id), address))
    return root


def _meta(ident: str, title: str, items: Sequence[Item]) -> ET.Element:
    """Return what Canvas wants to know of a quiz. It shuffles all options or none: they are mixed here already."""
    points = sum(item.points for item in items)
    root = ET.Element("quiz", {"identifier": ident, "xmlns": _CANVAS})
    for name, value in (
        ("title", title),
        ("shuffle_answers", "false"),
        ("scoring_policy", "keep_highest"),
        ("quiz_type", "assignment" if points else "survey"),
        ("points_possible", number(points)),
        ("show_correct_answers", "true" if points else "false"),
        ("allowed_attempts", "1"),
        ("available", "false"),
    ):
        ET.SubElement(root, name).text = value
    return root


def _ident(text: str) -> str:
    """Return a name that XML and Canvas take: letters, digits, hyphens and lines below."""
    return "lessonkit_" + "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "_" for sign in text)


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(files):
            package.writestr(zipfile.ZipInfo(name, _WHEN), files[name], zipfile.ZIP_DEFLATED)
    return held.getvalue()
