"""Read exported questions back, by parsers that are not the kit's, into one shape for all formats.

GIFT is read by gift-pegjs, Moodle XML and QTI by the standard library with the rules of their platforms, a form's
script by running it in Node against a Forms that only takes notes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

from . import quiz_node

GIFT = Path(__file__).parent / "vendor/gift-pegjs/pegjs-gift.cjs"


@dataclass
class Read:
    """A question as a platform has it: `lines` are (text, percent, feedback), `ranges` low and high and the same."""

    kind: str
    asked: str
    general: str = ""
    lines: list[tuple[str, float, str]] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    ranges: list[tuple[float, float, float, str]] = field(default_factory=list)
    points: float | None = None
    hint: str = ""
    shuffle: bool | None = None
    item: ET.Element | None = None


def words(html: str) -> str:
    """Return what a reader sees of HTML; there is no script, no handler and no form in it."""
    soup = BeautifulSoup(html, "html.parser")
    names = {tag.name for tag in soup.find_all(True)}
    assert names <= {"p", "blockquote", "strong", "a", "ul", "li", "img"}, names
    assert all(set(tag.attrs) <= {"href", "src", "alt"} for tag in soup.find_all(True))
    return " ".join(soup.get_text(" ").split())


# -- GIFT --------------------------------------------------------------------------------------------------------------


def gift(text: str) -> dict[str, Read]:
    assert hashlib.sha256(GIFT.read_bytes()).hexdigest() in (GIFT.parents[1] / "README.md").read_text("utf-8")
    parser = f"require({json.dumps(str(GIFT))})"
    found = node(f"process.stdout.write(JSON.stringify({parser}.parse({json.dumps(text)})))")
    return {each["title"]: _gift(each) for each in found if each["type"] != "Category"}


def _gift(each: dict) -> Read:
    assert each["stem"]["format"] == "html" and not each["hasEmbeddedAnswers"]
    text = lambda part: words(part["text"]) if part else ""  # noqa: E731
    read = Read("", words(each["stem"]["text"]), text(each.get("globalFeedback")))
    match each["type"]:
        case "MC" | "Short":
            single = any(choice["isCorrect"] for choice in each["choices"])
            read.kind = "one" if single else "some"
            read.lines = [
                (text(c["text"]), 100.0 if c["isCorrect"] else c["weight"] or 0, text(c["feedback"]))
                for c in each["choices"]
            ]
        case "TF":  # the parser calls the words for a wrong answer trueFeedback
            wrong, right = text(each["trueFeedback"]), text(each["falseFeedback"])
            read.kind, answer = "judge", each["isTrue"]
            true, false = (right, wrong) if answer else (wrong, right)
            read.lines = [("True", 100.0 * answer, true), ("False", 100.0 * (not answer), false)]
        case "Numerical":
            read.kind = "number"
            for choice in each["choices"]:
                number = choice["text"]
                if number["type"] == "high-low":
                    low, high = number["numberLow"], number["numberHigh"]
                else:
                    low, high = number["number"] - number["range"], number["number"] + number["range"]
                read.ranges.append(
                    (low, high, 100.0 if choice["weight"] is None else choice["weight"], text(choice["feedback"]))
                )
        case "Matching":
            read.kind = "match"
            read.pairs = [(text(p["subquestion"]), words(_back(p["subanswer"]))) for p in each["matchPairs"]]
        case "Essay":
            read.kind = "text"
    return read


def _back(text: str) -> str:
    """Take back what the parser puts for escaped signs: right of a match it forgets to, as Moodle does not."""
    return re.sub("&&(0[0-9]{2}|1[0-9]{2});", lambda found: chr(int(found[1])), text)


# -- Moodle XML --------------------------------------------------------------------------------------------------------


def moodle(data: bytes) -> dict[str, Read]:
    root = ET.fromstring(data)
    assert root.tag == "quiz"
    found = {}
    for node in root.findall("question"):
        if node.get("type") != "category":
            read = _moodle(node)
            found[node.findtext("name/text")] = read
    return found


def _moodle(node: ET.Element) -> Read:
    html = lambda path, inside=node: words(inside.findtext(f"{path}/text") or "")  # noqa: E731
    read = Read("", html("questiontext"), html("generalfeedback"), item=node)
    read.points, read.hint = float(node.findtext("defaultgrade")), html("hint")
    if node.find("shuffleanswers") is not None:
        read.shuffle = node.findtext("shuffleanswers") == "true"
    answers = [
        (words(a.findtext("text")), float(a.get("fraction")), html("feedback", a), a) for a in node.findall("answer")
    ]
    match node.get("type"):
        case "multichoice":
            read.kind = "one" if node.findtext("single") == "true" else "some"
            read.lines = [answer[:3] for answer in answers]
        case "truefalse":
            read.kind = "judge"
            read.lines = [(text.capitalize(), share, said) for text, share, said, _ in answers]
        case "numerical":
            read.kind = "number"
            for text, share, said, answer in answers:
                off = float(answer.findtext("tolerance"))
                read.ranges.append((float(text) - off, float(text) + off, share, said))
        case "matching":
            read.kind = "match"
            read.pairs = [(html(".", sub), words(sub.findtext("answer/text"))) for sub in node.findall("subquestion")]
        case "essay":
            read.kind = "text"
            assert html("graderinfo")
    return read


# -- QTI ---------------------------------------------------------------------------------------------------------------

_KINDS = {
    "multiple_choice_question": "one", "multiple_answers_question": "some", "true_false_question": "judge",
    "numerical_question": "number", "matching_question": "match", "essay_question": "text",
}  # fmt: skip


def package(data: bytes) -> dict[str, bytes]:
    """Return the files of a package; its manifest names each of them and nothing else."""
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    manifest = plain(files["imsmanifest.xml"])
    named = {file.get("href") for file in manifest.iter("file")}
    assert named == set(files) - {"imsmanifest.xml"}
    idents = {resource.get("identifier") for resource in manifest.iter("resource")}
    assert {need.get("identifierref") for need in manifest.iter("dependency")} <= idents
    return files


def plain(data: bytes) -> ET.Element:
    """Return XML without its name spaces."""
    root = ET.fromstring(data)
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root


def qti(data: bytes) -> dict[str, Read]:
    found = {}
    for name, file in package(data).items():
        if name.endswith(".xml") and name.partition("/")[0] == name.partition("/")[2].removesuffix(".xml"):
            for node in plain(file).iter("item"):
                found[node.get("title")] = _qti(node)
    return found


def _qti(node: ET.Element) -> Read:
    fields = {f.findtext("fieldlabel"): f.findtext("fieldentry") for f in node.iter("qtimetadatafield")}
    said = {f.get("ident"): _material(f) for f in node.findall("itemfeedback")}
    shown = {f.get("linkrefid") for f in node.iter("displayfeedback")}
    assert shown == set(said), "each feedback is shown by a condition, and none is missing"
    read = Read(_KINDS[fields["question_type"]], _material(node.find("presentation")), said.get("general_fb", ""))
    read.points, read.item = float(fields["points_possible"]), node
    responses = list(node.iter("response_lid"))
    labels = {label.get("ident"): _material(label) for label in node.iter("response_label") if len(label)}
    if read.kind in ("one", "some", "judge"):
        read.shuffle = node.find(".//render_choice").get("shuffle") == "Yes"
        for ident, text in labels.items():
            alone, told = answer(node, {"response1": {ident}})
            if read.kind == "some":  # right where it takes part in the answer that is right
                alone = 100 * (ident in _whole(node))
            words_of = [said[name] for name in told if name.startswith(ident)]
            read.lines.append((text, alone, "".join(words_of)))
    for response in responses if read.kind == "match" else ():
        ident = response.get("ident")
        [right] = [key for key in labels if answer(node, {ident: {key}})[0]]
        read.pairs.append((_material(response), labels[right]))
    return read


def _whole(node: ET.Element) -> set[str]:
    """Return the options of which the one right answer is made."""
    return {equal.text for equal in node.find(".//conditionvar/and").findall("varequal")}


def answer(node: ET.Element, given: dict[str, set[str]]) -> tuple[float, list[str]]:
    """Return the score of an answer and which feedback is shown, as QTI says: the first that ends it, ends it."""
    score, shown = 0.0, []
    for condition in node.iter("respcondition"):
        if not _holds(condition.find("conditionvar"), given):
            continue
        for setting in condition.findall("setvar"):
            score = float(setting.text) + (score if setting.get("action") == "Add" else 0)
        shown += [show.get("linkrefid") for show in condition.findall("displayfeedback")]
        if condition.get("continue") == "No" and condition.find("setvar") is not None:
            break
    return score, shown


def _holds(node: ET.Element, given: dict[str, set[str]]) -> bool:
    values = given.get(node.get("respident", ""), set())
    match node.tag:
        case "conditionvar" | "and":
            return all(_holds(inner, given) for inner in node)
        case "or":
            return any(_holds(inner, given) for inner in node)
        case "not":
            return not _holds(node[0], given)
        case "other":
            return True
        case "varequal":
            return node.text in values
        case "vargte":
            return any(float(value) >= float(node.text) for value in values)
        case "varlte":
            return any(float(value) <= float(node.text) for value in values)
    raise AssertionError(node.tag)


def _material(node: ET.Element) -> str:
    text = (
        node.find("material/mattext") if node.find("material") is not None else node.find("flow_mat/material/mattext")
    )
    return words(text.text) if text.get("texttype") == "text/html" else " ".join(text.text.split())


# -- Google Forms ------------------------------------------------------------------------------------------------------

#: Takes down each call: an item is a list of [method, arguments], and whatever is returned can be called further.
_STUB = """
const forms = [];
const noted = calls => new Proxy({}, { get: (_, name) => (...given) => {
  if (name === "createChoice") return { text: given[0], right: given.length > 1 ? given[1] : null };
  calls.push([name, given]);
  return noted(calls);
}});
const built = () => {
  const parts = {};
  const self = new Proxy({}, { get: (_, name) => (...given) => {
    if (name === "build") return parts;
    (parts[name] ||= []).push(given);
    return self;
  }});
  return self;
};
const FormApp = {
  create(title) {
    const form = { title, items: [], calls: [] };
    forms.push(form);
    return new Proxy({}, { get: (_, name) => (...given) => {
      if (name === "getEditUrl") return "address";
      if (!name.startsWith("add")) return form.calls.push([name, given]);
      const item = { made: name, calls: [] };
      form.items.push(item);
      return noted(item.calls);
    }});
  },
  createTextValidation: built,
  createFeedback: built,
};
const Utilities = {
  base64Decode: text => text,
  newBlob: (data, kind, name) => ({ data, kind, name }),
};
const Logger = { log() {} };
"""


def forms(script: str) -> list[dict]:
    """Return the forms that a script makes: title, calls, and items with their calls by method."""
    run = f"{_STUB}\n{script}\nif (DATA.before) makeBefore();\nif (DATA.quiz) makeQuiz();\n"
    made = node(f"{run} process.stdout.write(JSON.stringify(forms));")
    for form in made:
        form["calls"] = dict(form["calls"])
        for item in form["items"]:
            item["calls"] = dict(item["calls"])
    return made


def told(item: dict, method: str) -> str:
    """Return the text of an item's feedback."""
    feedback = item["calls"].get(method)
    return re.sub(r"\s+", " ", feedback[0]["setText"][0][0]) if feedback else ""


def node(script: str) -> object:
    """Run a script in Node and return what it printed, which is JSON."""
    executable = quiz_node.node()
    assert executable
    done = subprocess.run(
        [executable, "-"], input=script, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
