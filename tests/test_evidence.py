"""From a sentence to the row to the source."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.course import find_course
from lessonkit.errors import CourseError
from lessonkit.evidence import facts, glossary
from tests import small_course
from tests.small_course import csv_row


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
    html = facts.references("01").html
    assert html.index('id="c-act"') < html.index('id="c-acting"')
    assert html.count("<li") == 2
    assert "data/tables/heads.csv" in html
    assert "status == &#x27;acting&#x27;" in html
    assert "s. 442" in html
    assert "law 1" in html


def test_source_text_is_never_markup(course):
    notebook(course, "A [[1]](#c-act).")
    html = facts.references("01").html
    assert "<b>" not in html
    assert "&lt;b&gt;Act" in html


def test_a_claims_words_are_never_markup(course):
    hostile = "<script>alert(1)</script>"
    keys = ("sentence", "value", "unit", "as_of", "kind", "locator", "confidence")
    add(course, **dict.fromkeys(keys, hostile), id="c-x", source_id="law")
    notebook(course, "A [[1]](#c-x).")
    for shown in (facts.references("01"), facts.fact("c-x"), facts.cite("c-x")):
        assert "<script" not in shown.html
        assert "&lt;script&gt;" in shown.html


def test_an_entry_leads_to_the_rows_of_the_file_and_says_kind_and_confidence(course):
    notebook(course, "A [[1]](#c-acting).")
    html = facts.references("01").html
    assert "<dt>As of</dt><dd>Jun 30, 2026</dd>" in html
    assert "<dt>How sure</dt><dd>high: official record</dd>" in html
    assert "number of rows where status == &#x27;acting&#x27; (rows 2, 4 of the file)" in html


def add(course, **values):
    row = {"kind": "official", "as_of": "2026", "confidence": "high", "sentence": "S.", **values}
    with (course / "data/claims.csv").open("a") as file:
        file.write(csv_row(facts.CLAIM_COLUMNS, **row))


def test_a_place_belongs_to_its_source_and_to_no_other(course):
    add(course, id="c-each", source_id="law paper", locator="s. 1; p. 2")
    add(course, id="c-shared", source_id="law;paper", locator="p. 2")
    add(course, id="c-one", source_id="paper", locator="p. 2; p. 3")
    assert "</bdi>, s. 1." in facts.cite("c-each").html
    assert "</a>, p. 2." in facts.cite("c-each").html
    assert "</a>.<br>Place: p. 2." in facts.cite("c-shared").html
    assert "</a>, p. 2; p. 3." in facts.cite("c-one").html


def test_an_address_is_a_link_only_when_it_is_on_the_web(course):
    path = course / "data/sources.csv"
    path.write_text(path.read_text().replace("https://example.org/p", "javascript:alert(1)"))
    add(course, id="c-paper", source_id="paper", locator="p. 2")
    assert "href" not in facts.cite("c-paper").html


def test_a_claim_of_an_unknown_source_is_named(course):
    add(course, id="c-lost", source_id="papre", locator="p. 2")
    with pytest.raises(CourseError, match=r"claims\.csv, c-lost: the source 'papre'.*did you mean 'paper'"):
        facts.cite("c-lost")


def test_a_lesson_without_citations_says_so(course):
    notebook(course, "Nothing to cite.")
    assert "No claim is cited here yet" in facts.references("01").html


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 1}', '{"cells": [{}]}'])
def test_a_torn_notebook_is_named(course, text):
    (course / "notebooks/01-first.ipynb").write_text(text)
    with pytest.raises(CourseError, match=r"notebooks/01-first\.ipynb is not a readable notebook"):
        facts.references("01")


def test_a_citation_of_no_claim_is_named(course):
    notebook(course, "A [[1]](#c-Act).")
    with pytest.raises(CourseError, match=r"no claim 'c-Act'.*did you mean 'c-act'"):
        facts.references("01")


def test_fact_gives_the_number_with_its_date():
    fact = facts.fact("c-acting")
    assert fact.value == 2
    assert repr(fact) == "2 heads, as of 2026-06-30 (c-acting)"
    assert "<dt>As of</dt><dd>Jun 30, 2026</dd>" in fact.html


@pytest.mark.parametrize(
    ("value", "unit", "number", "shown"),
    [
        ("1891", "", 1891, "1891"),
        ("1891", "agents", 1891, "1,891 agents"),
        ("20606", "", 20606, "20,606"),
        ("20,606", "people", 20606, "20,606 people"),
        ("12.5", "%", 12.5, "12.5%"),
        ("-7", "", -7, "-7"),
        ("1891, 1903", "", "1891, 1903", "1891, 1903"),
        ("1_000", "", "1_000", "1_000"),
        ("nan", "", "nan", "nan"),
        ("2003-03", "", "2003-03", "2003-03"),
    ],
)
def test_a_value_is_a_number_only_where_it_is_written_as_one(course, value, unit, number, shown):
    add(course, id="c-x", value=value, unit=unit, source_id="law", locator="s. 1")
    assert facts.fact("c-x").value == number
    assert type(facts.fact("c-x").value) is type(number)
    assert repr(facts.fact("c-x")).startswith(f"{shown}, as of 2026")


def test_a_fact_that_its_table_does_not_give_is_refused(course):
    table = course / "data/tables/heads.csv"
    table.write_text(table.read_text().replace("confirmed", "acting"))
    with pytest.raises(CourseError, match="c-acting: the value is '2', the table heads gives 3"):
        facts.fact("c-acting")


@pytest.mark.parametrize("call", [facts.fact, facts.cite])
def test_a_misspelt_claim_gets_the_nearest_id(call):
    with pytest.raises(CourseError, match="did you mean 'c-acting'"):
        call("c-actin")


def test_an_id_twice_is_named(course):
    path = course / "data/claims.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n")
    with pytest.raises(CourseError, match=r"claims\.csv, row 4, column id: the id 'c-acting' stands twice"):
        facts.claims()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"id": ""}, r"row 4, column id: the id is empty"),
        ({"id": "c-x ", "sentence": "S."}, r"row 4, column id: 'c-x ' begins or ends with a space"),
        ({"id": "c-x", "sentence": "=HYPERLINK(1)"}, r"row 4, column sentence: .* formula"),
    ],
)
def test_a_fault_in_a_claim_names_row_and_column(course, values, words):
    add(course, **values)
    with pytest.raises(CourseError, match=words):
        facts.claims()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(facts.CLAIM_COLUMNS), st.text(alphabet='a=1é",; -\n<&', max_size=9)))
def test_no_malformed_claim_gives_a_traceback_or_markup(tmp_path_factory, values):
    root = small_course.make(tmp_path_factory.mktemp("claims"))
    values = {**values, "id": "c-x"}
    row = ",".join('"' + values.get(name, "").replace('"', '""') + '"' for name in facts.CLAIM_COLUMNS)
    with (root / "data/claims.csv").open("a") as file:
        file.write(row + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LESSONKIT_COURSE", str(root))
        try:
            shown = facts.fact("c-x")
        except CourseError as error:
            assert "\n" not in str(error)
        else:
            assert "<a=" not in shown.html
            assert "<<" not in shown.html
            assert str(shown.value).replace(",", "") == values.get("value", "").replace(",", "")


def test_a_missing_column_is_named(course):
    path = course / "data/sources.csv"
    path.write_text(path.read_text().replace("publisher", "published_by", 1))
    with pytest.raises(CourseError, match=r"sources\.csv, row 1: the column 'publisher'"):
        facts.sources()


def test_terms_by_name_or_not_at_all():
    course = find_course()
    assert "oficina" in glossary.words(course, "Bureau").html
    assert glossary.of_lesson(course, "01") == ["bureau"]
    with pytest.raises(CourseError, match="did you mean 'bureau'"):
        glossary.words(course, "buro")


def test_a_term_twice_is_named(course):
    path = course / "data/glossary.csv"
    path.write_text(path.read_text() + "bureau,,Another,,02,\n")
    with pytest.raises(CourseError, match=r"glossary\.csv, row 3, column term: the term 'bureau' stands twice"):
        glossary.entries(find_course())


def test_two_dollar_signs_are_no_formula(course):
    add(course, id="c-money", sentence="From $5 to $6 billion.", source_id="law", locator="s. 1")
    notebook(course, "A [[1]](#c-money).")
    for shown in (facts.references("01"), facts.fact("c-money"), facts.cite("c-money")):
        assert "mathjax_ignore" in shown.html
