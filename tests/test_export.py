"""Every question of the course in each format, read back: counts, texts, keys, reasons; a right answer is right."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from lessonkit.course import find_course
from lessonkit.quiz import bank
from lessonkit.quiz.key import key_value
from lessonkit.teach.export.formats import FORMATS
from lessonkit.teach.export.lesson import parts, read
from lessonkit.teach.export.write import exported

from . import export_read, quiz_node
from .conftest import ROOT

pytestmark = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")

#: What each kind of question is on a platform; a statement to judge has its reasons beside it.
FORM = {
    "single": "one", "case": "one", "several": "some", "truefalse": "judge", "number": "number", "guess": "number",
    "order": "match", "match": "match", "groups": "match", "open": "text",
}  # fmt: skip
PRIVATE = {"opinion", "confidence"}


@pytest.fixture(scope="module")
def course():
    return find_course(ROOT)


@pytest.fixture(scope="module")
def asked(course):
    """All questions of the course by id."""
    return {question.id: question for found in bank.every(course) for question in found.questions}


@pytest.fixture(scope="module")
def files(course):
    """Each lesson's file in each format, written once."""
    lessons = [read(course, found.lesson) for found in bank.every(course)]
    return {
        name: [form.file(lesson.title, parts(exported(lesson, form).items)) for lesson in lessons]
        for name, form in FORMATS.items()
    }


@pytest.fixture(scope="module")
def held(files):
    """What was read back: by format, then by id."""
    readers = {
        "gift": lambda data: export_read.gift(data.decode()), "moodle-xml": export_read.moodle, "qti": export_read.qti,
    }  # fmt: skip
    return {
        name: {ident: found for data in files[name] for ident, found in reader(data).items()}
        for name, reader in readers.items()
    }


def plain(text):
    return " ".join(text.split())


def expected_lines(question):
    """Return (text, right, reason) of the options, as the bank has them."""
    return sorted((plain(o.text), o.right, "" if question.pretest else plain(o.feedback)) for o in question.options)


def expected_pairs(question):
    if question.kind == "order":
        return sorted((plain(option.text), str(place)) for place, option in enumerate(question.options, 1))
    return sorted((plain(option.text), plain(option.group)) for option in question.options)


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "qti"])
def test_each_question_is_there_in_its_form_and_nothing_else(held, asked, name):
    expected = {ident: FORM[q.kind] for ident, q in asked.items() if q.kind not in PRIVATE}
    expected |= {f"{ident}-why": "one" for ident, q in asked.items() if q.kind == "truefalse"}
    found = {ident: one.kind for ident, one in held[name].items()}
    assert found == expected
    assert len(asked) >= 242 and {q.kind for q in asked.values()} == {*FORM, *PRIVATE}, "every kind is asked somewhere"


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "qti"])
def test_stems_situations_and_options_are_those_of_the_bank_and_the_right_ones_are_right(held, asked, name):
    for ident, one in held[name].items():
        question = asked[ident.removesuffix("-why")]
        assert plain(question.stem) in one.asked
        assert plain(getattr(question, "document", "")) in one.asked
        if one.kind in ("one", "some"):
            read_back = sorted((text, share > 0, said) for text, share, said in one.lines)
            assert read_back == expected_lines(question), ident
            assert one.kind == "some" or sorted(share for _, share, _ in one.lines)[-2:] == [0, 100]
        elif one.kind == "judge":
            right, wrong = question.feedback_true, question.feedback_false
            assert one.lines == [
                ("True", 100.0 * question.answer, plain(right)), ("False", 100.0 * (not question.answer), plain(wrong)),
            ], ident  # fmt: skip
        elif one.kind == "match":
            assert sorted(one.pairs) == expected_pairs(question), ident


@pytest.mark.parametrize("name", ["gift", "moodle-xml"])
def test_moodle_takes_back_a_right_choice_for_each_wrong_one(held, asked, name):
    for ident, one in held[name].items():
        if one.kind == "some":
            right = sum(option.right for option in asked[ident].options)
            shares = {share for _, share, _ in one.lines}
            assert shares <= {round(100 / right, 5), -round(100 / right, 5)}
            assert sum(share for _, share, _ in one.lines if share > 0) == pytest.approx(100, abs=0.001)


def moodle_number(one, value):
    """Return percent and feedback as Moodle finds them: the first answer whose range holds the number."""
    return next(((share, said) for low, high, share, said in one.ranges if low <= value <= high), (0, ""))


def qti_number(one, value):
    score, shown = export_read.answer(one.item, {"response1": {str(value)}})
    said = {node.get("ident"): export_read._material(node) for node in one.item.findall("itemfeedback")}
    shown = [ident for ident in shown if ident != "general_fb"]
    return score, " ".join(said[ident] for ident in shown)


@pytest.mark.parametrize(
    ("name", "grade"), [("gift", moodle_number), ("moodle-xml", moodle_number), ("qti", qti_number)]
)
def test_typed_numbers_are_graded_by_keys_computed_from_the_data(course, held, asked, name, grade):
    typed = {ident: one for ident, one in held[name].items() if one.kind == "number"}
    assert sum(asked[ident].computed_from is not None for ident in typed) > 5
    for ident, one in typed.items():
        question = asked[ident]
        if question.kind == "guess":
            assert {grade(one, value)[0] for value in (question.low, question.high)} == {100}
            assert plain(question.said.replace("{value}", "")) in plain(one.general) or "{value}" in question.said
            continue
        value = key_value(question, course)
        margin = question.margin(value)
        shown = f"{value:,.0f}" if value.is_integer() else f"{value:,.10g}"
        right = plain(question.right.replace("{value}", shown))
        for near in {value, value - margin, value + margin}:
            assert grade(one, near) == (100, right), ident
        below, above = grade(one, value - margin - 1), grade(one, value + margin + 1)
        assert below[0] == above[0] == 0, ident
        assert plain(question.low.replace("{value}", shown)) in below[1], ident
        assert plain(question.high.replace("{value}", shown)) in above[1], ident
        assert question.unit in one.asked


def test_canvas_scores_whole_answers_and_matched_lines_one_by_one(held, asked):
    for ident, one in held["qti"].items():
        question = asked[ident.removesuffix("-why")]
        if one.kind == "some":
            labels = {export_read._material(n): n.get("ident") for n in one.item.iter("response_label")}
            right = {labels[plain(option.text)] for option in question.options if option.right}
            assert export_read.answer(one.item, {"response1": right})[0] == 100
            assert export_read.answer(one.item, {"response1": set(labels.values())})[0] == 0
        if one.kind == "match":
            lids = list(one.item.iter("response_lid"))
            choices = {export_read._material(n): n.get("ident") for n in lids[0].iter("response_label")}
            key = dict(expected_pairs(question))
            given = {n.get("ident"): {choices[key[export_read._material(n)]]} for n in lids}
            assert export_read.answer(one.item, given)[0] == pytest.approx(100, abs=0.1)
            spoiled = given | {lids[0].get("ident"): set()}
            score, shown = export_read.answer(one.item, spoiled)
            assert score == pytest.approx(100 - 100 / len(lids), abs=0.1)
            reason = next(
                plain(o.feedback) for o in question.options if plain(o.text) == export_read._material(lids[0])
            )
            said = {n.get("ident"): export_read._material(n) for n in one.item.findall("itemfeedback")}
            assert reason in {said[name] for name in shown}


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "qti"])
def test_model_answers_reasons_of_lines_and_sources_are_said_after_any_answer(held, asked, name):
    for ident, one in held[name].items():
        question = asked[ident.removesuffix("-why")]
        if question.kind == "open":
            assert plain(question.model) in one.general
            assert all(plain(point) in one.general for point in question.rubric)
        if one.kind == "match" and name != "qti":
            assert all(plain(option.feedback) in one.general for option in question.options), ident
        if question.source and question.source != "this page" and not question.pretest:
            assert "Source" in one.general, ident
        for option in question.options if question.kind == "several" else ():
            assert plain(option.unchosen) in one.general


def test_points_hints_and_shuffling_where_the_platform_knows_them(held, asked):
    for ident, one in held["moodle-xml"].items():
        question = asked[ident.removesuffix("-why")]
        unscored = question.pretest or question.kind == "guess"
        points = 0 if unscored else 0.5 if question.kind == "truefalse" else 1
        assert one.points == held["qti"][ident].points == points, ident
        assert one.hint == ("" if question.pretest else plain(question.hint))
        if one.kind in ("one", "some"):
            assert one.shuffle is held["qti"][ident].shuffle is question.shuffle


def test_nothing_tells_the_answer_before_the_reading(held, asked):
    early = [ident for ident, question in asked.items() if question.pretest]
    assert len(early) >= 7
    for name, found in held.items():
        assert all(not found[ident].general and not found[ident].hint for ident in early), name
        assert all(not said for ident in early for *_, said in found[ident].lines), name


# -- Google Forms ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def boxes(course, files):
    """Return the boxes of all forms that are quizzes, and of those that are none, each with its lesson."""
    found = SimpleNamespace(quiz=[], before=[])
    for held, data in zip(bank.every(course), files["forms"], strict=True):
        for form in export_read.forms(data.decode()):
            [scored] = form["calls"]["setIsQuiz"]
            kept = found.quiz if scored else found.before
            kept.extend({**item, "at": (held.lesson, item["calls"]["setTitle"][0])} for item in form["items"])
    return found


def test_a_script_makes_a_box_for_each_question_and_each_line(boxes, asked):
    scored = [q for q in asked.values() if q.kind not in PRIVATE and not q.pretest and q.kind != "guess"]
    per = Counter()
    for question in scored:
        if question.kind == "truefalse":
            per["addMultipleChoiceItem"] += 2
        elif FORM[question.kind] == "match":
            per["addListItem"] += len(question.options)
        else:
            form = FORM[question.kind]
            per[{"one": "addMultipleChoiceItem", "some": "addCheckboxItem", "number": "addTextItem",
                 "text": "addParagraphTextItem"}[form]] += 1  # fmt: skip
    assert Counter(item["made"] for item in boxes.quiz) == per
    assert len(boxes.before) == sum(q.pretest or q.kind == "guess" for q in asked.values())


def test_forms_have_the_right_options_and_the_reasons_of_the_bank(boxes, asked):
    by_stem = {}
    for item in boxes.quiz:
        by_stem.setdefault(item["at"], []).append(item)
    for question in asked.values():
        if question.pretest or FORM.get(question.kind) not in ("one", "some", "judge"):
            continue
        item = by_stem[question.lesson, question.stem][-1]
        choices = item["calls"]["setChoices"][0]
        assert [c["text"] for c in choices] == question.option_texts(), "mixed as on the page"
        assert {c["text"] for c in choices if c["right"]} == {o.text for o in question.options if o.right}
        right, wrong = (export_read.told(item, f"setFeedbackFor{word}") for word in ("Correct", "Incorrect"))
        for option in question.options:
            assert plain(option.feedback) in (right if option.right else wrong), question.id
        assert item["calls"]["setPoints"] == [1 if question.kind == "truefalse" else 2]
        if question.kind == "truefalse":
            verdict = by_stem[question.lesson, question.stem][0]["calls"]
            assert [c["right"] for c in verdict["setChoices"][0]] == [question.answer, not question.answer]


def test_forms_place_each_line_with_a_list(boxes, asked):
    lists = {item["at"]: item for item in boxes.quiz if item["made"] == "addListItem"}
    lines = 0
    for question in asked.values():
        if FORM.get(question.kind) == "match" and not question.pretest:
            for text, partner in expected_pairs(question):
                item = lists[question.lesson, f"{question.stem} — {text}"]
                assert [c["text"] for c in item["calls"]["setChoices"][0] if c["right"]] == [partner]
                lines += 1
    assert lines == len(lists) > 90


def test_what_comes_before_the_reading_is_no_quiz_and_has_no_right_answer(boxes):
    assert all({"setPoints", "setFeedbackForCorrect"}.isdisjoint(item["calls"]) for item in boxes.before)
    choices = [c for item in boxes.before for c in item["calls"].get("setChoices", [[]])[0]]
    assert choices and all(choice["right"] is None for choice in choices)


def test_keys_that_a_script_cannot_set_stand_in_the_notes(course, asked):
    noted = {}
    for found in bank.every(course):
        noted |= exported(read(course, found.lesson), FORMATS["forms"]).keys
    typed = {ident for ident, question in asked.items() if question.kind == "number" and not question.pretest}
    assert set(noted) == typed
    for ident, text in noted.items():
        assert float(text.split()[0]) == key_value(asked[ident], course)
