"""Exports of a made course: hostile text stays text, pictures come along, what is left out is named with its reason."""

from __future__ import annotations

import base64
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest
import yaml
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from lessonkit.__main__ import main
from lessonkit.course import find_course
from lessonkit.quiz.model import Question
from lessonkit.teach.export import qti_items
from lessonkit.teach.export.formats import FORMATS
from lessonkit.teach.export.items import Choice, Essay, Line, Numeric
from lessonkit.teach.export.mapped import NO_FORM, Mapped, mapped

from . import export_read, paper_course, quiz_node

pytestmark = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")

#: What steers GIFT, closes CDATA, runs in a page, begins a formula or ends a script's string.
SIGNS = [
    "%50% =right ~wrong #told {x} :: \\= \\n end\\",
    "[markdown] ]]> <![CDATA[ &lt; &amp; &&058; -> ####",
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)>",
    "=HYPERLINK(1) $$x$$ \\(y\\) @@PLUGINFILE@@ ${z} `q` '\" \u2028 ü 🫘",
    "+1 // not a comment",
    "-1",
    "@SUM(1)",
]


#: Keys of the bank whose values are words for readers.
WORDS = {
    "stem", "hint", "text", "feedback", "unchosen", "left", "right", "low", "high", "group", "groups", "unit",
    "document", "model", "rubric", "intro", "feedback_true", "feedback_false",
}  # fmt: skip


def hostile(value, key=""):
    """Return a bank with such signs before and behind each of its texts; one text stays one text."""
    if isinstance(value, dict):
        return {name: hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, key) for inner in value]
    if key not in WORDS or not isinstance(value, str):
        return value
    return f"{SIGNS[len(value) % len(SIGNS)]} {value} {SIGNS[(len(value) + 3) % len(SIGNS)]}"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course with a stored notebook, a figure in a question and a hostile bank, exported by the command."""
    root = tmp_path_factory.mktemp("export")
    with paper_course.inside(root):
        bank = root / "data/quizzes/01.yaml"
        bank.write_text(yaml.safe_dump(hostile(yaml.safe_load(bank.read_text("utf-8")))), "utf-8")
        assert main(["quiz", "export", "01", "--to", *FORMATS]) == 0
    return root


def file(made, name):
    return made / f"build/exports/01-seeds{FORMATS[name].suffix}"


def bank_texts(made):
    from lessonkit.quiz import bank

    return {question.id: question for question in bank.bank(find_course(made), "01").questions}


def plain(text):
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "qti"])
def test_hostile_text_stays_text(made, name):
    data = file(made, name).read_bytes()
    reader = {"gift": lambda held: export_read.gift(held.decode()), "moodle-xml": export_read.moodle}
    held = reader.get(name, export_read.qti)(data)  # `words` lets no script, handler or picture of theirs through
    questions = bank_texts(made)
    for ident in ("01-first-leaf", "01-needs", "01-frost", "01-dark-why", "01-sun"):
        question = questions[ident.removesuffix("-why")]
        lines = [(plain(option.text), option.right, plain(option.feedback)) for option in question.options]
        assert sorted((text, share > 0, said) for text, share, said in held[ident].lines) == sorted(lines)
        assert plain(question.stem) in held[ident].asked
    tools = questions["01-tools"]
    assert sorted(held["01-tools"].pairs) == sorted((plain(o.text), plain(o.group)) for o in tools.options)
    assert plain(questions["01-dark"].feedback_true) == held["01-dark"].lines[0][2]
    assert plain(questions["01-explain"].model) in held["01-explain"].general
    assert plain(questions["01-seeds"].unit) in held["01-seeds"].asked


def test_a_script_holds_hostile_text_as_data(made):
    script = file(made, "forms").read_text("utf-8")
    assert script.isascii() and "<script" not in script
    [_, quiz] = export_read.forms(script)
    questions = bank_texts(made)
    by_title = {item["calls"]["setTitle"][0]: item for item in quiz["items"]}
    first = by_title[questions["01-first-leaf"].stem]
    assert {c["text"] for c in first["calls"]["setChoices"][0]} == {o.text for o in questions["01-first-leaf"].options}
    assert plain(questions["01-first-leaf"].options[1].feedback) in export_read.told(first, "setFeedbackForIncorrect")


# -- pictures, and what is left out ------------------------------------------------------------------------------------


def test_a_picture_that_is_asked_about_comes_along_where_it_can(made):
    asked = export_read.moodle(file(made, "moodle-xml").read_bytes())["01-chart"].item.find("questiontext")
    drawn = base64.b64decode(asked.findtext("file"))
    assert drawn.startswith(b"<svg") and asked.find("file").get("name") == "01-chart.svg"
    assert '<img src="@@PLUGINFILE@@/01-chart.svg" alt="' in asked.findtext("text")
    files = export_read.package(file(made, "qti").read_bytes())
    assert files["images/01-chart.svg"] == drawn
    assert b"%24IMS-CC-FILEBASE%24/images/01-chart.svg" in files["lessonkit_01_Quiz/lessonkit_01_Quiz.xml"]


def test_what_is_left_out_is_named_with_its_reason(made, capsys, monkeypatch):
    monkeypatch.chdir(made)
    assert main(["quiz", "export", "01", "--to", "gift", "forms", "-o", "out"]) == 0
    said = capsys.readouterr().out
    private = "01-sure, 01-sure-again, 01-liking (what a student thinks"
    assert said.count(private) == 2
    assert "01-chart (GIFT carries no pictures" in said and "01-chart (Google Forms takes no drawing" in said
    notes = (made / "out/01-seeds.gift.txt.notes.txt").read_text("utf-8")
    assert "GIFT carries no pictures; moodle-xml does: 01-chart" in notes
    assert "01-dark: truefalse, as true or false and options to choose from" in notes
    assert "1. In Moodle" in notes and "01-chart" not in export_read.gift((made / "out/01-seeds.gift.txt").read_text())
    assert "01-seeds: 350 (346.5 to 353.5)" in (made / "out/01-seeds.forms.gs.notes.txt").read_text("utf-8")


def test_a_figure_that_no_notebook_shows_leaves_its_question_out(made, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    path = paper_course.make(tmp_path)
    held = json.loads(path.read_text("utf-8"))
    held["cells"] = [cell for cell in held["cells"] if "lk-look" not in json.dumps(cell)]
    path.write_text(json.dumps(held), "utf-8")
    assert main(["quiz", "export", "01", "--to", "moodle-xml"]) == 0
    assert "01-chart (it asks about a figure that the stored notebook does not show" in capsys.readouterr().out


def test_a_kind_that_no_platform_knows_is_left_out_with_that_reason():
    class Door(Question):
        kind = "door"

    assert mapped(object.__new__(Door), {}, {}) == Mapped((), NO_FORM)


def test_the_same_questions_give_the_same_bytes(made, monkeypatch):
    monkeypatch.chdir(made)
    assert main(["quiz", "export", "all", "--to", *FORMATS, "-o", "again"]) == 0
    for name in FORMATS:
        assert (made / "again" / file(made, name).name).read_bytes() == file(made, name).read_bytes()


def test_what_cannot_be_done_is_said_in_one_sentence(made, monkeypatch, capsys):
    monkeypatch.chdir(made)
    assert main(["quiz", "export", "07", "--to", "gift"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    (made / "taken").write_text("a file")
    assert main(["quiz", "export", "01", "--to", "gift", "-o", "taken"]) == 1
    assert "name another folder with -o" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["quiz", "export", "01", "--to", "qit"])
    assert "did you mean" in capsys.readouterr().err.lower()


# -- QTI held against a library that writes it for Canvas --------------------------------------------------------------

BY_TEXT2QTI = """\
Quiz title: Beans

1.  What comes out of a bean first?
... A book.
*a) The root
... It anchors the seed.
b)  The flower
... Flowers come later.

2.  What does a bean need?
... A book.
[*] Water
[*] Warmth
[ ] Light

3.  How many?
... A book.
=   350 +- 3.5

4.  Why?
... A book.
____
"""
COMMON = {"level": "read", "general": ("A book.",)}
OURS = [
    Choice(
        id="1", stem="What comes out of a bean first?", **COMMON,
        lines=(Line("The root", True, "It anchors the seed."), Line("The flower", False, "Flowers come later.")),
    ),
    Choice(
        id="2", stem="What does a bean need?", several=True, **COMMON,
        lines=(Line("Water", True), Line("Warmth", True), Line("Light")),
    ),
    Numeric(id="3", stem="How many?", value=350, low=346.5, high=353.5, **COMMON),
    Essay(id="4", stem="Why?", model="", rubric=(), **COMMON),
]  # fmt: skip


def shape(node, names):
    """Return XML as nested tags with attributes and what is compared; answers are called by their order."""
    attributes = {key: value for key, value in node.attrib.items() if key not in ("shuffle", "rshuffle", "texttype")}
    text = (node.text or "").strip()
    if node.tag == "response_label":
        names.setdefault(attributes["ident"], f"answer {len(names)}")
    if node.tag in ("varequal", "vargte", "varlte"):
        text = names.get(text) or str(float(text))
    elif node.tag != "setvar":
        text = ""
    for key in ("ident", "linkrefid"):
        ident = attributes.get(key, "").removesuffix("_fb")
        attributes |= {key: names[ident]} if ident in names else {}
    return str((node.tag, sorted(attributes.items()), text, sorted(shape(inner, names) for inner in node)))


def test_items_have_the_shape_that_a_kept_library_writes_for_canvas():
    theirs = list(export_read.plain(QTI(Quiz(BY_TEXT2QTI, config=Config())).assessment.encode()).iter("item"))
    for item, other in zip(OURS, theirs, strict=True):
        ours, names, others = export_read.plain(ET.tostring(qti_items.item(item, "x"))), {}, {}
        assert dict(_fields(ours))["question_type"] == dict(_fields(other))["question_type"]
        for part in ("itemmetadata", "presentation", "resprocessing"):
            assert shape(ours.find(part), names) == shape(other.find(part), others)


def _fields(item):
    return [(f.findtext("fieldlabel"), f.findtext("fieldentry")) for f in item.iter("qtimetadatafield")]


def test_a_package_is_one_that_zip_programs_open(made):
    with zipfile.ZipFile(file(made, "qti")) as held:
        assert held.testzip() is None and "imsmanifest.xml" in held.namelist()
