"""One question as QTI 1.2, in the form that Canvas writes and reads.

text2qti, a kept library, was tried first: it knows no matching, and says one thing only to every answer of a question
with several right ones and of a number. A sixth of a bank and its reasons would be lost, so the items are written here.
"""

from __future__ import annotations

from functools import singledispatch
from typing import NamedTuple
from xml.etree import ElementTree as ET

from lessonkit.html import Markup
from lessonkit.teach.export import words
from lessonkit.teach.export.items import Choice, Essay, Item, Judge, Line, Matching, Numeric, number
from lessonkit.teach.export.moodle_xml import clean

#: Canvas numbers answers; in each item they begin here.
FIRST = 1001
#: The one response of an item, but where lines are matched.
RESPONSE = "response1"
#: What is said after any answer, and after a wrong one.
GENERAL, WRONG = "general_fb", "general_incorrect_fb"


class Answer(NamedTuple):
    """An option or a line with the number by which Canvas knows it."""

    ident: str
    line: Line


def item(of: Item, ident: str, picture: str = "") -> ET.Element:
    """Return an item; `ident` is its name in the package, `picture` the address of its picture there."""
    node = ET.Element("item", ident=ident, title=of.id)
    presentation = ET.Element("presentation")
    material(presentation, words.stem(of, picture))
    scoring = ET.Element("resprocessing")
    outcomes = _put(scoring, "outcomes")
    _put(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    told: dict[str, Markup] = {}
    general = words.general(of)
    if general:
        told[GENERAL] = general
        _condition(scoring, "Yes", show=GENERAL)
    word, answers = form(of, presentation, scoring, told)
    metadata = _put(_put(node, "itemmetadata"), "qtimetadata")
    field(metadata, "question_type", word)
    field(metadata, "points_possible", number(of.points))
    field(metadata, "original_answer_ids", ",".join(answer.ident for answer in answers))
    field(metadata, "assessment_question_identifierref", f"{ident}_bank")
    node.append(presentation)
    node.append(scoring)
    for name, html in told.items():
        material(_put(_put(node, "itemfeedback", ident=name), "flow_mat"), html)
    return node


@singledispatch
def form(of: Item, asked: ET.Element, scoring: ET.Element, told: dict[str, Markup]) -> tuple[str, list[Answer]]:
    """Write how an item is answered and scored, and what is told; return Canvas's word for it and its answers."""
    raise NotImplementedError(type(of))


@form.register
def _choice(of: Choice, asked: ET.Element, scoring: ET.Element, told: dict[str, Markup]) -> tuple[str, list[Answer]]:
    answers = _numbered(of.lines)
    _options(asked, answers, "Multiple" if of.several else "Single", of.shuffle)
    _reasons(answers, scoring, told)
    if not of.several:
        right = next(answer.ident for answer in answers if answer.line.right)
        _equal(_scored(scoring), right)
        return "multiple_choice_question", answers
    every = _put(_scored(scoring), "and")
    for answer in answers:
        _equal(every if answer.line.right else _put(every, "not"), answer.ident)
    return "multiple_answers_question", answers


@form.register
def _judge(of: Judge, asked: ET.Element, scoring: ET.Element, told: dict[str, Markup]) -> tuple[str, list[Answer]]:
    answers = _numbered((Line("True", of.answer, of.if_true), Line("False", not of.answer, of.if_false)))
    _options(asked, answers, "Single", False)
    _reasons(answers, scoring, told)
    _equal(_scored(scoring), next(answer.ident for answer in answers if answer.line.right))
    return "true_false_question", answers


@form.register
def _numeric(of: Numeric, asked: ET.Element, scoring: ET.Element, told: dict[str, Markup]) -> tuple[str, list[Answer]]:
    answers = _numbered((Line("", True, of.right),))
    _typed(asked, "Decimal")
    variable = _scored(scoring)
    box = variable
    if of.value is not None:
        box = _put(variable, "or")
        _put(box, "varequal", number(of.value), respident=RESPONSE)
        box = _put(box, "and")
    _put(box, "vargte", number(of.low), respident=RESPONSE)
    _put(box, "varlte", number(of.high), respident=RESPONSE)
    if of.right:
        _reason(answers[0], scoring[-1], told)
    wrong = Markup("").join(words.said(text) for text in of.off())
    if wrong:
        told[WRONG] = wrong
        _condition(scoring, "Yes", show=WRONG)
    return "numerical_question", answers


@form.register
def _matching(
    of: Matching, asked: ET.Element, scoring: ET.Element, told: dict[str, Markup]
) -> tuple[str, list[Answer]]:
    answers = _numbered(of.lines)
    partners = {text: str(FIRST + len(answers) + place) for place, text in enumerate(of.choices)}
    for answer in answers:
        response = _put(asked, "response_lid", ident=f"response_{answer.ident}")
        material(response, answer.line.text)
        offered = _put(response, "render_choice")
        for text, ident in partners.items():
            material(_put(offered, "response_label", ident=ident), text)
        right = partners[answer.line.to]
        _equal(_scored(scoring, number(round(100 / len(answers), 2)), "Add"), right, f"response_{answer.ident}")
        if answer.line.feedback:
            said = _put(scoring, "respcondition")
            _equal(_put(_put(said, "conditionvar"), "not"), right, f"response_{answer.ident}")
            _reason(answer, said, told)
    return "matching_question", answers


@form.register
def _essay(of: Essay, asked: ET.Element, scoring: ET.Element, told: dict[str, Markup]) -> tuple[str, list[Answer]]:
    _typed(asked)
    _condition(scoring, "No")
    return "essay_question", []


# -- the small parts ---------------------------------------------------------------------------------------------------


def material(parent: ET.Element, text: str) -> None:
    """Put a text below `parent`: HTML where it is ready HTML, else plain."""
    html = isinstance(text, Markup)
    _put(_put(parent, "material"), "mattext", text, texttype="text/html" if html else "text/plain")


def field(parent: ET.Element, label: str, entry: str) -> None:
    """Put a label and its entry below `parent`."""
    pair = _put(parent, "qtimetadatafield")
    _put(pair, "fieldlabel", label)
    _put(pair, "fieldentry", entry)


def _numbered(lines: tuple[Line, ...]) -> list[Answer]:
    return [Answer(str(FIRST + place), line) for place, line in enumerate(lines)]


def _options(asked: ET.Element, answers: list[Answer], cardinality: str, shuffle: bool) -> None:
    response = _put(asked, "response_lid", ident=RESPONSE, rcardinality=cardinality)
    choice = _put(response, "render_choice", shuffle="Yes" if shuffle else "No")
    for answer in answers:
        material(_put(choice, "response_label", ident=answer.ident), answer.line.text)


def _typed(asked: ET.Element, kind: str = "") -> None:
    box = _put(_put(asked, "response_str", ident=RESPONSE, rcardinality="Single"), "render_fib")
    if kind:
        box.set("fibtype", kind)
    _put(box, "response_label", ident="answer1", rshuffle="No")


def _reasons(answers: list[Answer], scoring: ET.Element, told: dict[str, Markup]) -> None:
    """Say to each option what is said to it, before any of them ends the scoring."""
    for answer in answers:
        if answer.line.feedback:
            said = _put(scoring, "respcondition", **{"continue": "Yes"})
            _equal(_put(said, "conditionvar"), answer.ident)
            _reason(answer, said, told)


def _reason(answer: Answer, condition: ET.Element, told: dict[str, Markup]) -> None:
    name = f"{answer.ident}_fb"
    told[name] = words.said(answer.line.feedback)
    _put(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)


def _scored(scoring: ET.Element, points: str = "100", action: str = "Set") -> ET.Element:
    """Add a condition that gives points; return where it says what has been answered."""
    condition = _put(scoring, "respcondition", **({"continue": "No"} if action == "Set" else {}))
    variable = _put(condition, "conditionvar")
    _put(condition, "setvar", points, action=action, varname="SCORE")
    return variable


def _condition(scoring: ET.Element, goes_on: str, show: str = "") -> None:
    condition = _put(scoring, "respcondition", **{"continue": goes_on})
    _put(_put(condition, "conditionvar"), "other")
    if show:
        _put(condition, "displayfeedback", feedbacktype="Response", linkrefid=show)


def _equal(parent: ET.Element, value: str, response: str = RESPONSE) -> None:
    _put(parent, "varequal", value, respident=response)


def _put(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    node = ET.SubElement(parent, name, attributes)
    if text:
        node.text = clean(str(text))
    return node
