"""What a bank's questions look like together, and how a new bank begins."""

from __future__ import annotations

import pytest

from lessonkit.author import skeleton
from lessonkit.author.check import bank_balance
from lessonkit.errors import CourseError
from lessonkit.quiz import bank

from . import quiz_samples
from .test_bank import single


def test_semantic_findings_name_the_question_and_the_mend(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    assert [str(finding) for finding in bank_balance.findings(bank.every(course), None)] == []
    long_stem = " ".join(["word"] * 31)
    text = single(
        stem=f"  stem: {long_stem}\n  source: s-none",
        one="    - {text: A much longer option that says everything and more, right: true, feedback: Hm.}",
        two="    - {text: None of the above, feedback: Hm.}",
    )
    found = [str(finding) for finding in bank_balance.findings([bank.parse(text, "01.yaml")], course)]
    assert len(found) == 4
    assert "01-a: the stem has 31 words" in found[0]
    assert "'None of the above' points at others" in found[1]
    assert "much the longest" in found[2]
    assert "source 's-none' is in neither" in found[3]
    assert all(line.startswith("01.yaml, line 3, question 01-a: ") for line in found)


def test_a_question_without_source_and_a_bank_with_the_key_always_first_are_found() -> None:
    blocks = "".join(
        f"  - id: 01-q{n}\n    kind: single\n    level: read\n    stem: Which {n}?\n    shuffle: false\n"
        "    options:\n"
        f"      - {{text: A{n}, right: true, feedback: f}}\n      - {{text: B{n}, feedback: f}}\n"
        for n in range(12)
    )
    found = [
        str(finding)
        for finding in bank_balance.findings([bank.parse('lesson: "01"\nquestions:\n' + blocks, "01.yaml")])
    ]
    assert sum("has no source" in line for line in found) == 12
    assert any("not spread evenly (place 1: 12, place 2: 0)" in line for line in found)


def test_before_must_name_the_same_question() -> None:
    changed = quiz_samples.BANK.replace("    before: 01-sure\n", "    before: 01-liking\n")
    found = [str(finding) for finding in bank_balance.findings([bank.parse(changed, "01.yaml")])]
    assert len(found) == 1 and "01-sure-again: it does not have the kind of 01-liking" in found[0]


def test_a_new_bank_is_written_once_and_never_over_another(tmp_path) -> None:
    course = quiz_samples.course(tmp_path)
    path = skeleton.write(course, "07")
    assert bank.load(course, "07")[0].id == "07-one-right"
    assert bank_balance.findings([bank.bank(course, "07")], course) == []
    with pytest.raises(CourseError, match=r"07\.yaml exists already"):
        skeleton.write(course, "07")
    assert path.name == "07.yaml"
    with pytest.raises(CourseError, match="not a lesson"):
        skeleton.text("../x")


@pytest.mark.parametrize(("longest", "said"), [(1, "never the answer"), (2, ""), (4, ""), (5, "lengthen wrong ones")])
def test_the_longest_option_is_neither_always_nor_never_the_right_one(longest, said) -> None:
    blocks = "".join(
        f"  - id: 01-q{n}\n    kind: single\n    level: read\n    stem: Which {n}?\n    source: s\n    options:\n"
        f"      - {{text: {'Right' if n - 10 < longest else 'R'} {n}, right: true, feedback: f}}\n"
        f"      - {{text: So {n}, feedback: f}}\n"
        for n in range(10, 22)
    )
    found = [str(f) for f in bank_balance.findings([bank.parse('lesson: "01"\nquestions:\n' + blocks, "01.yaml")])]
    lengths = [line for line in found if "the longest" in line]
    assert len(lengths) == bool(said) and all(said in line for line in lengths)


@pytest.mark.parametrize(
    ("true", "said"), [(1, "so that they are true"), (2, ""), (3, ""), (4, "so that they are false")]
)
def test_neither_true_nor_false_is_the_safe_guess(true, said) -> None:
    blocks = "".join(
        f"  - id: 01-q{n}\n    kind: truefalse\n    level: read\n    stem: Is it {n}?\n    source: s\n"
        f"    answer: {str(n < true).lower()}\n    feedback_true: f\n    feedback_false: f\n    reasons:\n"
        "      - {text: Because, right: true, feedback: f}\n      - {text: Although, feedback: f}\n"
        for n in range(5)
    )
    found = [str(f) for f in bank_balance.findings([bank.parse('lesson: "01"\nquestions:\n' + blocks, "01.yaml")])]
    verdicts = [line for line in found if "statements to judge" in line]
    assert len(verdicts) == bool(said) and all(said in line and "01-q" in line for line in verdicts)
