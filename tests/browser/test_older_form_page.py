"""A bank that changes under an answer: what was given to an older form of a question is said, and never marked anew."""

from __future__ import annotations

import json

import pytest

from lessonkit.progress import Log
from lessonkit.quiz import asked, bank
from lessonkit.teach import classroom

from ..progress_page import FILE, answer, download, kept, show
from ..quiz_page import card
from .test_answers_meet_page import chosen, connected
from .waiting import becomes, expect

OLDER = "Your earlier answer was to an older form of this question. Please answer again."
ROOT = "      - {text: The root, right: true, feedback: The root anchors the seed., source: c-root}\n"
POD = "      - {text: The pod, feedback: Pods follow flowers., source: s-book}\n"
TURNED = {
    "options change places": (ROOT, POD),
    "a key turned": ("The root, right: true,", "The root,", "The flower,", "The flower, right: true,"),
    "a stem": ("What comes out of a bean first?", "What comes out of a bean last?"),
    "an option": ("The root, right", "The seed coat, right"),
    "a minus": ("The flower, feedback", "-The flower, feedback"),
}
SAME = {
    "feedback": ("Flowers come weeks later.", "They come later."),
    "hint and source": ("hint: Look at step 2.\n    source: c-root", "source: s-book"),
    "capitals, spaces, a full stop": ("What comes out of a bean first?", "what  comes out of a BEAN first?"),
}


def change(course, *pairs):
    """Exchange texts in the bank: each given by its own, two lines for one another."""
    path = course.root / "data/quizzes/01.yaml"
    text = path.read_text("utf-8")
    if pairs == (ROOT, POD):
        text = text.replace(ROOT, "@").replace(POD, ROOT).replace("@", POD)
    else:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in text
            text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def counted(course, passport, tmp_path):
    """What the class report counts of one passport: students a question, and what it says of the rest."""
    (tmp_path / "class").mkdir(exist_ok=True)
    (tmp_path / "class/a.json").write_text(json.dumps(passport))
    group = classroom.collect(tmp_path / "class", course.id)
    banks = [bank.bank(course, "01")]
    said = classroom.set_older_aside(group, asked.forms(course, list(banks[0].questions)))
    rows = classroom.questions(group, banks).set_index("question")["students"]
    return int(rows["01-first-leaf"]), said


@pytest.mark.parametrize("pairs", TURNED.values(), ids=TURNED)
def test_card_score_and_class_agree_on_an_answer_to_an_older_form(page, course, kernel, tmp_path, pairs):
    show(page, course, "01-first-leaf")
    connected(kernel)
    kept(answer(page, place=1), FILE)
    assert counted(course, download(page), tmp_path) == (1, [])
    change(course, *pairs)
    show(page, course, "01-first-leaf")
    card(page, "01-first-leaf").get_by_text(OLDER).wait_for()
    becomes(page, lambda: chosen(page), [])
    page.get_by_text("Answered 0 of 1; 0 right at the first try.").wait_for()
    number, said = counted(course, download(page), tmp_path)
    assert (number, len(said)) == (0, 1)
    assert "older form" in said[0]
    # The new form is answered: the answer counts on the page, and no first try is made up for it.
    connected(kernel)
    form = answer(page, place=0)
    form.get_by_text("Kept in your file.", exact=True).wait_for()
    page.get_by_text("Answered 1 of 1; 0 right at the first try.").wait_for()
    event = Log(course).answers()["01-first-leaf"]
    assert event["asked"] != event["first"]["asked"]


@pytest.mark.parametrize("pairs", SAME.values(), ids=SAME)
def test_what_turns_no_answer_leaves_it_where_it_is(page, course, kernel, tmp_path, pairs):
    show(page, course, "01-first-leaf")
    connected(kernel)
    kept(answer(page, place=1), FILE)
    change(course, *pairs)
    show(page, course, "01-first-leaf")
    page.get_by_text("Answered 1 of 1;").wait_for()
    becomes(page, lambda: chosen(page), [1])
    assert counted(course, download(page), tmp_path) == (1, [])


def test_a_statement_turned_round_does_not_turn_its_answer(page, course):
    show(page, course, "01-dark")
    form = card(page, "01-dark")
    form.get_by_label("True").check()
    form.get_by_label("The seed carries its own food").check()
    form.get_by_role("button", name="Check answer").click()
    form.get_by_text("Correct.").wait_for()
    change(course, "    answer: true\n", "    answer: false\n")
    show(page, course, "01-dark")
    form.get_by_text(OLDER).wait_for()
    expect(form).not_to_contain_text("Not yet", use_inner_text=True)


def test_an_answer_without_a_mark_is_not_marked_by_another_key(page, course, kernel):
    """As an older kit kept it: the verdict that it was given tells that the key has changed."""
    at = "2026-03-01T10:00:00.000Z"
    first = {"answer": 0, "right": False, "at": at}
    old = {"id": "o1", "course": course.id, "lesson": "01", "question": "01-first-leaf", "kind": "single", "answer": 0}
    show(page, course, "01-first-leaf")
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    Log(course).append([{**old, "right": False, "score": 0, "try": 1, "at": at, "first": first}])
    page.reload()
    kernel.connect()
    kernel.asks("holds 1 answer")
    kernel.choose("Take them in")
    card(page, "01-first-leaf").get_by_text(OLDER).wait_for()
    expect(card(page, "01-first-leaf")).not_to_contain_text("Correct", use_inner_text=True)


def test_what_was_written_stays_whatever_its_question_becomes(page, course):
    show(page, course, "01-explain")
    form = card(page, "01-explain")
    form.get_by_role("textbox").fill("A bean needs water and warmth, and has food in its halves.")
    form.get_by_role("button", name="Save and compare").click()
    stem = next(q.stem for q in bank.bank(course, "01").questions if q.id == "01-explain")
    change(course, stem, "Say it in other words, please.")
    show(page, course, "01-explain")
    form.get_by_text("A teacher scores this answer").wait_for()
    expect(form.get_by_role("textbox")).to_have_value("A bean needs water and warmth, and has food in its halves.")


def test_the_kit_marks_each_kind(course):
    questions = list(bank.bank(course, "01").questions)
    forms = asked.forms(course, questions)
    assert all(len(form) == 8 for form in forms.values())
    assert asked.forms(course, questions) == forms
