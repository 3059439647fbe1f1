"""Citations in text: found, ordered, numbered; what is code stays as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.evidence.marks import cited, order_of, renumber


def test_numbers_follow_the_order_of_first_citation():
    texts = ["See [[7]](#c-b) and [[]](#c-a).", "Again [[1]](#c-b), new [[x]](#c-c)."]
    order = order_of(texts)
    assert order == ["c-b", "c-a", "c-c"]
    assert [renumber(text, order) for text in texts] == [
        "See [[1]](#c-b) and [[2]](#c-a).",
        "Again [[1]](#c-b), new [[3]](#c-c).",
    ]


def test_a_claim_outside_the_order_keeps_what_is_written():
    assert renumber("See [[7]](#c-b).", ["c-a"]) == "See [[7]](#c-b)."


@pytest.mark.parametrize(
    "example",
    [
        "`[[7]](#c-b)`",
        "``a ` [[7]](#c-b)``",
        "```\n[[7]](#c-b)\n```",
        "~~~ md\n[[7]](#c-b)\n~~~~",
        "- item\n\n  ```\n  [[7]](#c-b)\n  ```",
        "```\nnever closed [[7]](#c-b)",
        "<!-- [[7]](#c-b) -->",
    ],
)
def test_code_and_comments_are_left_alone(example):
    text = f"Before [[9]](#c-a).\n\n{example}"
    assert cited(text) == ["c-a"]
    assert renumber(text, ["c-b", "c-a"]) == f"Before [[2]](#c-a).\n\n{example}"


def test_text_goes_on_behind_a_fence_and_behind_a_stray_tick():
    assert cited("```\n[[1]](#c-x)\n```\nAfter [[1]](#c-a).") == ["c-a"]
    assert cited("A stray ` tick.\n\nAfter [[1]](#c-a).\n\nAnother ` tick.") == ["c-a"]


def test_a_misspelt_id_is_a_citation_so_that_it_can_be_refused():
    assert cited("A [[1]](#c-Agencies_22).") == ["c-Agencies_22"]


@pytest.mark.parametrize("text", ["[1](#c-a)", "[[1]](#step-2)", "[[1]](c-a)", "[[1]] (#c-a)", "[[1]](#c-a b)"])
def test_other_links_are_no_citations(text):
    assert cited(text) == []
    assert renumber(text, ["c-a"]) == text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["[[1]](#c-a)", "[[22]](#c-b)", "`", "```", "\n", " ", "x", "~~~", "<!--", "-->"]), max_size=25
    )
)
def test_numbering_twice_changes_nothing_more(pieces):
    text = "".join(pieces)
    order = order_of([text])
    once = renumber(text, order)
    assert renumber(once, order) == once
    assert cited(once) == cited(text)
    assert "".join(c for c in once if not c.isdigit()) == "".join(c for c in text if not c.isdigit())
