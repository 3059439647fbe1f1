"""A knowledge question asked before the reading and again after it: one question, two ids, no answer in between."""

from __future__ import annotations

import json

import pytest
import yaml

from lessonkit import quiz
from lessonkit.author.check import bank_balance
from lessonkit.course import find_course
from lessonkit.errors import CourseError
from lessonkit.lesson import Lesson
from lessonkit.progress import passport
from lessonkit.quiz import bank, card
from lessonkit.quiz.kinds import KINDS
from lessonkit.quiz.model import Bank, Question
from lessonkit.teach import classroom, paper_questions

from . import quiz_node, quiz_samples
from .test_bank import loader_accepts, schema_accepts
from .test_course_data import ROOT

SAID = ("feedback", "unchosen", "source", "hint", "feedback_true", "feedback_false")
GRADED = [
    entry
    for entry in yaml.safe_load(quiz_samples.BANK)["questions"]
    if KINDS[entry["kind"]].graded and not {"set", "before", "pretest"} & entry.keys()
]


def silent(block: dict) -> dict:
    """The block without anything that is said after an answer."""
    found = {key: value for key, value in block.items() if key not in SAID}
    for key in ("options", "reasons", "items", "pairs"):
        if key in found:
            found[key] = [{name: text for name, text in line.items() if name not in SAID} for line in found[key]]
    return found


def pair(block: dict) -> list[dict]:
    before = {**silent(block), "id": block["id"].replace("01-", "01-early-"), "pretest": True}
    return [before, {**block, "before": before["id"]}]


def text(*blocks: dict, lesson: str = "01") -> str:
    return json.dumps({"lesson": lesson, "questions": blocks})


def load(*blocks: dict, lesson: str = "01") -> Bank:
    return bank.parse(text(*blocks, lesson=lesson), f"{lesson}.yaml")


def payload(question: Question, found: Bank) -> dict:
    return card.data(question, found, lambda source: (source, ""), lambda spec: 1234)


BLOCK = next(block for block in GRADED if block["kind"] == "single")


@pytest.mark.parametrize("block", GRADED, ids=lambda block: block["kind"])
def test_each_graded_kind_can_be_a_pair_and_the_first_needs_no_words(block) -> None:
    whole = text(*pair(block))
    assert schema_accepts(whole)
    before, after = bank.parse(whole, "01.yaml").questions
    assert (before.pretest, before.scored, after.scored) == (True, False, True)
    assert bank_balance.findings([bank.parse(whole, "01.yaml")]) == []
    # Without `pretest` the words are missing, for the loader and for the editor's schema.
    bare = text({**pair(block)[0], "pretest": False})
    assert not loader_accepts(bare)
    assert not schema_accepts(bare)


@pytest.mark.parametrize("block", GRADED, ids=lambda block: block["kind"])
def test_a_pretest_carries_nothing_to_say_even_when_its_author_wrote_it(block) -> None:
    found = load({**block, "pretest": True, "hint": "Look."}, {**block, "id": "01-x", "before": block["id"]})
    carried = payload(found.questions[0], found)
    assert carried["pretest"] is True
    assert carried["ask"].startswith("Before you read: ")
    assert not {*SAID, "true", "false", "low", "high", "sources"} & carried.keys()
    assert "right" not in carried, "the feedback of a right number"
    for option in carried.get("options", []):
        assert option.keys() <= {"at", "text", "right", "to"}
    after = payload(found.questions[1], found)
    assert after["before"] == block["id"]
    assert "pretest" not in after


UNEQUAL = {
    "another stem": ({"stem": "What else?"}, "it does not have the stem of 01-early-first-leaf"),
    "another kind": ({"kind": "several"}, "it does not have the kind of 01-early-first-leaf"),
    "another text": ({"options": [*BLOCK["options"][:2], {"text": "Bud", "feedback": "f"}]}, "the options of"),
    "another order": ({"options": BLOCK["options"][::-1]}, "make them the same in both, in one order"),
    "another key": (
        {"options": [{**line, "right": line["text"] == "The pod"} for line in BLOCK["options"]]},
        "it does not have the options of 01-early-first-leaf",
    ),
}


@pytest.mark.parametrize("change", UNEQUAL)
def test_the_two_of_a_pair_are_one_question(change: str) -> None:
    before, after = pair(BLOCK)
    changes, said = UNEQUAL[change]
    with pytest.raises(CourseError, match=r"^01\.yaml, line 1, question 01-first-leaf: [^.]*\.$") as caught:
        load(before, {**after, **changes})
    assert said in str(caught.value)


def test_one_stem_for_two_questions_needs_a_pretest() -> None:
    before, after = pair(BLOCK)
    with pytest.raises(CourseError, match="'before' names 01-early-first-leaf, which is no pretest; write 'pretest"):
        load({**BLOCK, "id": before["id"]}, after)
    with pytest.raises(CourseError, match="the stem is that of 01-early-first-leaf; change one"):
        load(before, BLOCK)
    with pytest.raises(CourseError, match="the stem is that of 01-early-first-leaf; change one"):
        load(before, after, {**BLOCK, "id": "01-third"})
    assert len(load(after, before).questions) == 2, "in any order in the file"


def test_a_pretest_that_nobody_asks_again_is_found_and_a_later_bank_may_do_so() -> None:
    before, after = pair(BLOCK)
    first = load(before)
    (found,) = bank_balance.findings([first])
    assert str(found) == (
        "01.yaml, line 1, question 01-early-first-leaf: no later question has "
        "'before: 01-early-first-leaf'; ask it again, or remove it."
    )
    later = load({**after, "id": "02-first-leaf"}, lesson="02")
    assert bank_balance.findings([first, later]) == []
    other = load({**after, "id": "02-first-leaf", "stem": "Which is last?"}, lesson="02")
    assert "02-first-leaf: it does not have the stem of 01-early-first-leaf" in str(
        bank_balance.findings([first, other])[0]
    )
    graded = load({**BLOCK, "id": before["id"]})
    assert "which is no pretest" in str(bank_balance.findings([graded, later])[0])
    gone = load({**BLOCK, "id": "01-other", "stem": "Other?"})
    assert "names 01-early-first-leaf, which no bank has" in str(bank_balance.findings([gone, later])[0])


def test_a_partner_in_another_bank_of_the_course_is_looked_up_there(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    before, after = pair(BLOCK)
    first, later = load(before), load({**after, "id": "02-first-leaf"}, lesson="02")

    def found(mine: Bank, **banks: str) -> list[str]:
        folder = tmp_path / "data/quizzes"
        for path in folder.glob("*"):
            path.unlink()
        for name, content in banks.items():
            (folder / f"{name[1:]}.yaml").write_text(content)
        return [str(finding) for finding in bank_balance.findings([mine], course)]

    second = text({**after, "id": "02-first-leaf"}, lesson="02")
    assert found(first, _02=second) == []
    assert found(later, _01=text(before)) == []
    assert "no later question has" in found(first)[0]
    assert "no later question has" in found(first, _02=text({**BLOCK, "id": "02-x"}, lesson="02"))[0]
    # Whoever cannot be read may be the partner.
    assert found(first, _02="lesson: [") == []
    assert found(later, _01="lesson: [") == []
    assert found(later) == [
        "02.yaml, line 1, question 02-first-leaf: 'before' names 01-early-first-leaf, which no bank has; "
        "correct the id."
    ]
    assert bank_balance.findings([later]) == [], "outside a course nobody knows the other banks"


@pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")
def test_an_answer_of_each_kind_can_be_said_in_words() -> None:
    found = bank.parse(quiz_samples.BANK, "01.yaml")
    known = {question.id: payload(question, found) for question in found.questions}
    cases = {
        "01-first-leaf": (2, "The pod"),
        "01-needs": ([0, 2], {"Water; Light", "Light; Water"}),
        "01-dark": ({"v": False, "r": 1}, "False: Soil gives light"),
        "01-seeds": (1234.5, "1,234.5 seeds"),
        "01-steps": ([3, 0, 1, 2], "Pod; Root; Stem; Flower"),
        "01-tools": ([1, 0, 2], None),
        "01-sort": ([1, 1, 0], None),
    }
    said = quiz_node.run(
        [("x => LK.kinds[x.q.kind].words(x.a, x.q)", {"a": a, "q": known[id]}) for id, (a, _) in cases.items()]
    )
    for got, (_, wanted) in zip(said, cases.values(), strict=True):
        assert wanted is None or got == wanted or got in wanted
    assert sorted(said[5].split("; ")) == ["Hose \u2013 Waters", "Rake \u2013 Digs", "Spade \u2013 Levels"]
    assert sorted(said[6].split("; ")) == ["Carrot \u2013 Leaf", "Lettuce \u2013 Leaf", "Radish \u2013 Root"]


def test_on_paper_the_student_is_asked_twice_and_the_key_answers_once() -> None:
    found = load(*pair(BLOCK))
    before, after = (payload(question, found) for question in found.questions)
    assert "Before you read: tick one box." in paper_questions.sheet(before, 1)
    for option in before["options"]:
        assert option["text"] in paper_questions.sheet(before, 1)
    key = paper_questions.key(before, 1) + paper_questions.key(after, 7)
    assert key.count("<strong>Right.</strong>") == key.count("The root anchors the seed.") == 1
    assert paper_questions.LATER in paper_questions.key(before, 1)
    assert "Right" not in paper_questions.key(before, 1)
    assert key.count(BLOCK["stem"]) == 2, "each number of the sheet is in the key"


# ---- the course itself


@pytest.fixture
def course(monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(ROOT))
    return find_course()


def test_the_score_leaves_a_pretest_out(course) -> None:
    for lesson in (found.lesson for found in bank.every(course) if found.lesson != "00"):
        scored = Lesson(lesson).score().html
        for question in bank.load(course, lesson):
            assert (f'"{question.id}"' in scored) is question.scored, question.id


def test_a_trial_of_the_bank_asks_both(course) -> None:
    shown = quiz.show(course, "01", ["01-how-made-before", "01-how-made"]).html
    assert shown.count("<lk-quiz") == 2


def test_passports_of_the_course_give_one_row_a_pair_and_count_nowhere_else(course, tmp_path) -> None:
    banks = bank.every(course)
    pairs = [(q.before, q) for found in banks for q in found.questions if q.before and q.graded]
    within = [later.lesson for before, later in pairs if before[:2] == later.lesson]
    lessons_asked = [found.lesson for found in banks if found.lesson != "00"]
    assert within == lessons_asked[:-1], "each lesson but the last asks one question before and after"
    assert {later.lesson for before, later in pairs if before[:2] != later.lesson} == {lessons_asked[-1]}

    def event(student: str, question: str, kind: str, option: int, right: bool, second: int) -> dict:
        first = {"answer": option, "right": right, "at": f"2026-11-25T07:00:{second:02}.000Z"}
        whole = {"course": course.id, "lesson": question[:2], "question": question, "kind": kind, "score": int(right)}
        return {**whole, **first, "id": f"{student}-{question}", "try": 1, "first": first}

    verdicts = {"a": (False, True), "b": (True, True), "c": (True, False), "d": (False, False), "e": (False, None)}
    for name, verdict in verdicts.items():
        answers = []
        for before, later in pairs:
            right = next(at for at, option in enumerate(later.options) if option.right)
            for id, kind, good, second in ((before, "pretest", verdict[0], 5), (later.id, "single", verdict[1], 50)):
                if good is not None:
                    answers.append(event(name, id, kind, right if good else (right + 1) % 4, good, second))
        whole = {"format": passport.FORMAT, "course": course.id, "passport": name, "answers": answers}
        (tmp_path / f"{name}.json").write_text(json.dumps(whole))
    group = classroom.collect(tmp_path, course.id)
    rows = classroom.shifts(group, banks).to_dict("records")
    assert [(row["before"], row["after"]) for row in rows] == [(before, later.id) for before, later in pairs]
    for row in rows:
        assert (row["students"], row["right_before"], row["right_after"]) == (4, 2, 2)
        assert (row["gained"], row["lost"]) == (1, 1)
    asked = classroom.questions(group, banks)
    chosen = classroom.choices(group, banks)
    for before, later in pairs:
        assert before not in set(asked["question"]) | set(chosen["question"])
        assert asked.set_index("question").loc[later.id, "students"] == 4
    lessons = classroom.lessons(group, asked).set_index("lesson")
    for lesson in lessons_asked:
        assert lessons.loc[lesson, "answers"] == 4 * sum(later.lesson == lesson for _, later in pairs)
