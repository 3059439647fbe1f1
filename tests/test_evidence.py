"""From a sentence to the row to the source."""

import json

import pytest

from lessonkit import citations, evidence, glossary
from lessonkit.course import find_course
from lessonkit.errors import CourseError
from tests import small_course


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(small_course.make(tmp_path)))
    return tmp_path


def notebook(course, *texts):
    cells = [{"cell_type": "markdown", "source": text, "metadata": {}} for text in texts]
    path = course / "notebooks/01-first.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}))


def test_references_stand_in_order_of_first_citation_and_lead_to_row_or_source(course):
    notebook(course, "A [[9]](#c-act).", "B [[1]](#c-acting) and again [[1]](#c-act).")
    html = evidence.references("01").html
    assert html.index('id="c-act"') < html.index('id="c-acting"')
    assert html.count("<li") == 2
    assert "data/tables/heads.csv" in html
    assert "status == &#x27;acting&#x27;" in html
    assert "s. 442" in html
    assert "law 1" in html


def test_source_text_is_never_markup(course):
    notebook(course, "A [[1]](#c-act).")
    html = evidence.references("01").html
    assert "<b>" not in html
    assert "&lt;b&gt;Act" in html


def test_fact_gives_the_number_with_its_date():
    fact = evidence.fact("c-acting")
    assert fact.value == 2
    assert repr(fact) == "2 heads, as of 2026-06-30 (c-acting)"
    assert "As of" not in repr(fact)
    assert "as of 2026-06-30" in fact.html


@pytest.mark.parametrize("call", [evidence.fact, evidence.cite])
def test_a_misspelt_claim_gets_the_nearest_id(call):
    with pytest.raises(CourseError, match="did you mean 'c-acting'"):
        call("c-actin")


def test_an_id_twice_is_named(course):
    path = course / "data/claims.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    with pytest.raises(CourseError, match=r"claims\.csv, row 4, column id: the id 'c-acting' stands twice"):
        evidence.claims()


def test_a_missing_column_is_named(course):
    path = course / "data/sources.csv"
    path.write_text(path.read_text().replace("publisher", "published_by", 1))
    with pytest.raises(CourseError, match=r"sources\.csv, row 1: the column 'publisher'"):
        evidence.sources()


def test_terms_by_name_or_not_at_all():
    course = find_course()
    assert "oficina" in glossary.words(course, "bureau").html
    with pytest.raises(CourseError, match="did you mean 'bureau'"):
        glossary.words(course, "buro")


def test_renumbering_leaves_code_alone_and_repeats():
    text = "See [[7]](#c-b) and `[[7]](#c-b)`.\n\n```\n[[7]](#c-a)\n```\n[[x]](#c-a)"
    order = citations.order_of([text])
    assert order == ["c-b", "c-a"]
    once = citations.renumber(text, order)
    assert once == "See [[1]](#c-b) and `[[7]](#c-b)`.\n\n```\n[[7]](#c-a)\n```\n[[2]](#c-a)"
    assert citations.renumber(once, order) == once
