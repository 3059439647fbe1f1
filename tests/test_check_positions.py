"""A course that sets positions side by side gives each side as much room, and says what each side rests on."""

import datetime

import pytest

from lessonkit.author.check import check_course, main
from lessonkit.course import find_course
from lessonkit.errors import CourseError

TODAY = datetime.date(2026, 11, 25)
SETTING = "positions:\n  table: trees\n  side: kind\n  text: confidence\n  sources: [source_id]\n"


@pytest.fixture
def sides(trees):
    """Let the invented table hold two sides: what oaks and elms say stands in its last column."""

    def write(*said, setting=SETTING):
        path = trees / "data" / "tables" / "trees.csv"
        head, *rows = path.read_text("utf-8").splitlines()
        rows = [f"{row.rpartition(',')[0]},{text}" for row, text in zip(rows, said, strict=True)]
        path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
        allowed = trees / "data" / "check.yaml"
        allowed.write_text(allowed.read_text("utf-8") + setting, "utf-8")

    return write


def found():
    return [str(finding) for finding in check_course(find_course(), TODAY) if "confidence has" in str(finding)]


def test_the_report_prints_words_and_kinds_of_source_by_side(sides, capsys):
    sides("five words for an oak", "five words for an elm", "and five words of more", "and six words of much more")
    main(today=TODAY, report=True)
    said = capsys.readouterr().out.splitlines()
    assert "trees, words of confidence: oak 10, elm 11" in said
    assert "trees, source_id of oak: government 2" in said
    assert found() == [], "a tenth more is as much"


def test_a_side_that_says_much_more_is_a_finding(sides):
    sides(
        "five words for an oak", "five words for an elm", "and five words of more", "and seven words of very much more"
    )
    assert found() == [
        "data/tables/trees.csv: confidence has 12 words for elm and 10 for oak; "
        "bring the sides within 10 percent of each other."
    ]


def test_words_that_name_no_source_are_counted_as_they_stand(sides, capsys):
    setting = SETTING.replace("text: confidence", "text: kind").replace("[source_id]", "confidence")
    sides("none found", "court", "none found", "press", setting=setting)
    main(today=TODAY, report=True)
    said = capsys.readouterr().out.splitlines()
    assert "trees, confidence of oak: none found 2" in said
    assert "trees, confidence of elm: court 1, press 1" in said


def test_a_course_without_positions_has_no_such_line(trees, capsys):
    main(today=TODAY, report=True)
    assert "words of" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("table: trees", "table: bushes", "there is no table bushes"),
        ("side: kind", "side: stance", "trees has no column stance"),
        ("text: confidence", "text: [confidence, words]", "trees has no column words"),
    ],
)
def test_a_name_that_the_course_does_not_have_is_a_finding(sides, old, new, said):
    sides("a", "b", "c", "d", setting=SETTING.replace(old, new))
    assert [text for text in map(str, check_course(find_course(), TODAY)) if said in text]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("positions: trees\n", "must hold table, side and text"),
        (SETTING.replace("side: kind", "stance: kind"), "`stance` is not known"),
        (SETTING.replace("  side: kind\n", ""), "`side` is missing"),
        (SETTING.replace("text: confidence", "text: []"), "`text` is missing"),
        (SETTING.replace("text: confidence", "text: {a: 1}"), "a column or a list of columns"),
    ],
)
def test_a_setting_that_cannot_be_read_says_how_to_write_it(sides, setting, said):
    sides("a", "b", "c", "d", setting=setting)
    with pytest.raises(CourseError, match=said.replace("`", ".")):
        check_course(find_course(), TODAY)
