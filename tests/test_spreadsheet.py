"""A table that was opened and saved in a spreadsheet is refused wherever a cell no longer says what it said."""

import csv
import re

import pytest

from lessonkit.author.check import check_course, forms
from lessonkit.author.check.course_data import CourseData
from lessonkit.course import cells, course_at, find_course, package, registers, spreadsheet
from lessonkit.course.csvfile import fault, out_of_form
from lessonkit.course.tables import load
from lessonkit.errors import CourseError
from tests import small_course
from tests.conftest import ROOT
from tests.small_course import field, resource

COURSE = course_at(ROOT)
NAMES = {
    "us": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "de": ["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "es": ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    "pt": ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    "it": ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    "tr": ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"],
}


def days(year, month, day):
    """How spreadsheets of several countries write a whole date."""
    yield from (f"{month}/{day}/{year}", f"{day:02}.{month:02}.{year}", f"{day:02}/{month:02}/{year}")
    yield from (
        f"{year}/{month}/{day}",
        f"{day}-{month}-{year}",
        f"{year}. {month}. {day}.",
        f"{month}/{day}/{year % 100:02}",
    )
    yield f"{day}-{NAMES['us'][month - 1]}-{year % 100:02}"


def opened(cell):
    """Yield what spreadsheets make of a cell, none of it by the kit's own rules."""
    if (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell)) and int(found[1]) >= 1900:
        yield from days(*map(int, found.groups()))
        yield "#########"
    if found := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})", cell):
        for a, b in {(int(found[1]), int(found[2])), (int(found[2]), int(found[1]))}:
            if 1 <= a <= 12 and 1 <= b <= 31:
                for months in NAMES.values():
                    yield from (f"{b}-{months[a - 1]}", f"{b:02}. {months[a - 1]}", f"{b:02}-{months[a - 1]}")
                yield f"{a}月{b}日"
            elif 1 <= a <= 12 and b <= 99:
                yield from (f"{months[a - 1]}-{b:02}" for months in NAMES.values())
    if (found := re.fullmatch(r"(\d{4})[-/](\d\d?)", cell)) and 1 <= int(found[2]) <= 12 and int(found[1]) >= 1900:
        year, month = found[1][2:], int(found[2]) - 1
        for months in NAMES.values():
            yield from (f"{months[month]}-{year}", f"{months[month]} {year}")
    if found := re.fullmatch(r"(January|March|April|May|June|July|August|September) (\d{4})", cell):
        yield f"{found[1][:3]}-{found[2][2:]}"
    if re.fullmatch(r"0+\d+", cell):
        yield str(int(cell))
    if re.fullmatch(r"-?\d{12,}", cell):
        number = f"{float(cell):.5E}"
        yield from (number, number.replace(".", ","))
    if re.fullmatch(r"\d+[eE]\d+", cell):
        yield f"{float(cell):.2E}"
    if re.fullmatch(r"\+\d+(\.\d+)?", cell):
        yield cell[1:]
    if re.fullmatch(r"\(\d+\)", cell):
        yield f"-{cell[1:-1]}"
    if found := re.fullmatch(r"(\d{1,2}):(\d{1,2})", cell):
        yield from (f"{found[1]}:{int(found[2]):02}:00", f"{found[1]}:{int(found[2]):02}:00 AM")
    if re.fullmatch(r"true|false", cell):
        yield cell.upper()


COLUMNS = [(r["name"], f["name"]) for r in COURSE.package["resources"] for f in r["schema"]["fields"]]


def column(table, name):
    """Return the filled cells of a column and what is wrong with a cell of it, as the readers of the kit say it."""
    entry = package.resource(COURSE, table)
    rule = next(f for f in package.fields(entry) if f["name"] == name)
    with (ROOT / "data" / entry["path"]).open(encoding="utf-8", newline="") as file:
        found = [row[name] for row in csv.DictReader(file) if row[name]]
    if entry["path"].startswith("tables/"):

        def wrong(cell):
            try:
                cells.typed([cell], rule, table)
            except CourseError as error:
                return str(error)
            return ""

    else:
        form = rule["constraints"].get("pattern"), rule["constraints"].get("example", "")

        def wrong(cell):
            return (form[0] and out_of_form(cell, *form)) or fault(cell)

    return list(dict.fromkeys(found)), wrong, rule


@pytest.mark.parametrize(("table", "name"), COLUMNS, ids=[".".join(pair) for pair in COLUMNS])
def test_no_cell_of_the_course_is_changed_by_a_spreadsheet_unseen(table, name):
    found, wrong, rule = column(table, name)
    for cell in found:
        for changed in opened(cell):
            if changed != cell and not (rule["type"] == "boolean" and changed.lower() == cell):
                assert wrong(changed), f"{table}.{name}: {cell!r} became {changed!r}"


def test_the_simulation_finds_something_in_every_kind_of_form():
    for cell in ("5-4", "3/4", "1-2", "2023-08", "10-45", "0083", "123456789012", "1e5", "+5", "(5)", "3:2", "true"):
        assert list(opened(cell)), cell
    changed = sum(bool(list(opened(cell))) for pair in COLUMNS for cell in column(*pair)[0])
    assert changed > 1_000


@pytest.mark.parametrize(
    "cell", ["5-4", "12-31", "3/4", "2023-08", "1999-12", "2024-09-30", "123456789012", "1e5", "true"]
)
def test_a_changed_cell_is_seen_without_any_pattern(cell):
    assert not spreadsheet.damaged(cell)
    for changed in opened(cell):
        assert spreadsheet.damaged(changed), changed


@pytest.mark.parametrize(
    "cell",
    [
        "8 U.S.C. 1226(a)", "1357-10", "P.L. 119-21", "70-0540", "May 2026", "March 1, 2003", "4 people", "about 20",
        "2003", "2003-03", "2003-03-01", "5-4", "1.5", "-5", "24/7 line", "9-11 Commission", "true", "True", "287(g)",
        "Mar-a-Lago", "dec-2024", "12 May 2026", "10:30", "Sub-34x", "",
    ],
)  # fmt: skip
def test_what_people_write_is_not_taken_for_a_change(cell):
    assert not spreadsheet.damaged(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "WAHR", "VRAI", "VERDADERO", "ИСТИНА", "ЛОЖЬ", "FAŁSZ", "DOĞRU", "#WERT!", "#NV", "#N/A", "#¡VALOR!", "#Н/Д",
        "#ДЕЛ/0!", "#SPILL!", "#NÉV?", "Err:502", "май.23", "03.май", "4-мая", "4-Μαΐ", "2023. máj. 4.", "4.touko",
        "4-พ.ค.", "יול-23", "4-مايو", "4-मई", "4-kvě", "4-thg 5", "9월30일", "3:02 PM", "3:02 p. m.", "下午3:02",
        "2024-05-04 00:00:00", "2024-05-04T00:00:00.000", "04-05-24",
    ],
)  # fmt: skip
def test_what_the_spreadsheets_of_other_languages_leave_is_seen(cell):
    assert spreadsheet.damaged(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "4-й", "90-х", "лист 12", "#MeToo", "#FFCC00", "#1", "C#", "SAND", "11-pro", "4-ply", "45-67-89", "123-45-67",
        "2024-05-04 13:45", "at 3:02 PM", "4 мая 2023", "Wahr", "истина",
    ],
)  # fmt: skip
def test_what_people_of_other_languages_write_stays(cell):
    assert not spreadsheet.damaged(cell)


def vote_course(root, cell="4-May", pattern=r"\d-\d( .*)?"):
    """A course whose table has a column of votes, one of which is `cell`."""
    entry = resource()
    vote = (
        field("vote", "string", example="5-4", constraints={"pattern": pattern}) if pattern else field("vote", "string")
    )
    entry["schema"]["fields"].append(vote)
    lines = small_course.HEADS.splitlines()
    heads = "\n".join([f"{lines[0]},vote", f"{lines[1]},6-3", f"{lines[2]},{cell}", f"{lines[3]},7-2"]) + "\n"
    return small_course.make(root, heads=heads, resources=[entry])


@pytest.mark.parametrize("cell", ["4-May", "04. Mai", "TRUE", "5", "5–4", "five to four", "9/30/2024", "1.2E+11"])
def test_load_and_check_refuse_a_changed_vote_with_row_column_and_form(tmp_path, monkeypatch, cell):
    root = vote_course(tmp_path, cell)
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    said = (
        f"data/tables/heads.csv, row 3, column vote: '{cell}' has not the form 5-4; a spreadsheet may have changed it"
    )
    with pytest.raises(CourseError, match=re.escape(said)):
        load("heads")
    found = [str(finding) for finding in check_course(find_course())]
    assert sum(said in text for text in found) == 1, found


def test_a_text_without_a_pattern_is_refused_too(tmp_path, monkeypatch):
    monkeypatch.setenv("LESSONKIT_COURSE", str(vote_course(tmp_path, pattern="")))
    with pytest.raises(CourseError, match=r"row 3, column vote: '4-May' is what a spreadsheet makes of another cell"):
        load("heads")


@pytest.mark.parametrize("cell", ["1.2E+11", "1,23457E+11", "9/30/2024", "4-May", "12%", "1,000"])
def test_numbers_that_lost_their_digits_are_refused(tmp_path, monkeypatch, cell):
    for old in (",100,", ",0.5,"):
        root = small_course.make(tmp_path, heads=small_course.HEADS.replace(old, f',"{cell}",', 1))
        monkeypatch.setenv("LESSONKIT_COURSE", str(root))
        with pytest.raises(CourseError, match=r"row 2, column (staff|share): "):
            load("heads")


def test_empty_rows_that_a_spreadsheet_adds_are_named(tmp_path, monkeypatch):
    root = small_course.make(tmp_path, heads=small_course.HEADS + ",,,,,,\n")
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    with pytest.raises(CourseError, match="row 5: the row is empty; delete it"):
        load("heads")


def test_a_register_holds_its_forms_too(tmp_path):
    entry = {"name": "glossary", "path": "glossary.csv"}
    lesson = field("lesson", "string", example="03", constraints={"pattern": r"\d{2}"})
    entry["schema"] = {"fields": [field("term", "string"), lesson]}
    root = small_course.make(tmp_path, resources=[resource(), entry])
    path = root / "data/glossary.csv"
    path.write_text(path.read_text().replace(",01,", ",1,"))
    with pytest.raises(CourseError, match=r"glossary\.csv, row 2, column lesson: '1' has not the form 03"):
        registers.rows(course_at(root), "glossary.csv")
    assert any("'1' has not the form 03" in str(finding) for finding in check_course(course_at(root)))


FORMS = [
    (["5-4", "6-3", "7-2"], None, None, "all its texts look like '5-4'"),
    (["2003", "2003-03", "2003-03-01"], None, None, "all its texts look like '2003'"),
    (["3/4", "1/2", "5/6"], None, None, "all its texts look like '3/4'"),
    (["0083", "word", "another"], None, None, "turns '0083' into '83'"),
    (["word", "+5", "x"], None, None, "turns '+5' into '5'"),
    (["word", "(5)", "x"], None, None, "turns '(5)' into '-5'"),
    (["5-4", "6-3", "7-2"], r"\d-\d", None, "has no example"),
    (["5-4", "6-3", "7-2"], r"\d-\d", "five", "has no example"),
    (["0083", "0084", "1801"], r"\d+", "0083", "lets '83' through"),
    (["0083", "0084", "1801"], r"\d{4}", "0083", ""),
    (["5-4", "6-3", "7-2"], r"\d-\d", "5-4", ""),
    (["one", "two 5-4", "three"], None, None, ""),
]


@pytest.mark.parametrize(("texts", "pattern", "example", "said"), FORMS)
def test_a_column_with_a_form_needs_a_pattern_that_sees_changes(tmp_path, texts, pattern, example, said):
    rule = field("name", "string", constraints={"pattern": pattern} if pattern else {})
    entry = {**resource(), "schema": {"fields": [{**rule, **({"example": example} if example else {})}]}}
    root = small_course.make(tmp_path, heads="\n".join(["name", *texts]) + "\n", resources=[entry])
    found = [finding.what for finding in forms.check(CourseData(root))]
    assert len(found) == bool(said) and said in "".join(found), found
