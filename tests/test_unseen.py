"""What no reader sees in a cell is refused, and what no reader tells apart is one name."""

import pytest

from lessonkit.author.check import check_course
from lessonkit.course import course_at, csvfile, registers
from lessonkit.course.query import agrees
from lessonkit.course.tables import load
from lessonkit.errors import CourseError
from tests import small_course
from tests.small_course import field, resource

UNSEEN = [
    *(
        "\u200b",
        "\xa0",
        "\u202f",
        "\xad",
        "\x1b[31m",
        "\u202e",
        "\x0b",
        "\x85",
        "\u2028",
        "\u2029",
        "\n",
        "\t",
        "\u2060",
    ),
    *("\ufeff", "\u2009", "\u200d", "\u200c", "\u200e", "\u3164", "\u2800", "\u034f", "\ufe0f", "\U000e0041", "\x7f"),
]


@pytest.mark.parametrize("char", UNSEEN, ids=ascii)
def test_a_character_that_nobody_sees_is_refused_in_tables_and_registers(tmp_path, char):
    heads = small_course.HEADS.replace("Bo,", f'"B{char}o",')
    root = small_course.make(tmp_path, heads=heads)
    path = root / "data/sources.csv"
    path.write_bytes(path.read_text("utf-8").replace('"Press"', f'"Pr{char}ess"').encode())
    with pytest.raises(CourseError, match=rf"heads\.csv, row 3, column name: .* U\+{ord(char[0]):04X}.*; ") as caught:
        load("heads", course_at(root))
    assert str(caught.value).isprintable()
    with pytest.raises(CourseError, match=rf"sources\.csv, row 3, column publisher: .* U\+{ord(char[0]):04X}.*; "):
        registers.rows(course_at(root), "sources.csv")
    said = [str(finding) for finding in check_course(course_at(root))]
    assert sum(f"U+{ord(char[0]):04X}" in text for text in said) >= 2, said


@pytest.mark.parametrize(
    "cell",
    ["می\u200cخواهم", "क्\u200dष", "👩\u200d🚀", "❤\ufe0f", "1\ufe0f\u20e3", "葛\U000e0100城", "東京\u3000都",
     "O’Neill – é", "Zoe\u0308"],
)  # fmt: skip
def test_what_changes_how_a_text_is_drawn_stays(cell):
    assert csvfile.fault(cell) == ""


@pytest.mark.parametrize("again", ["ada lee", "ADA LEE", "Ada  Lee", "Ａda Lee"])
def test_a_key_that_differs_only_in_its_writing_stands_twice(tmp_path, again):
    heads = small_course.HEADS.replace("Ada,", "Ada Lee,").replace("Cy,", f"{again},")
    root = small_course.make(tmp_path, heads=heads)
    with pytest.raises(CourseError, match=r"row 4, column name: name .* stands twice"):
        load("heads", course_at(root))


def test_a_key_of_several_columns_is_compared_as_a_whole(tmp_path):
    heads = small_course.HEADS.replace("Cy,", "ada,")
    entry = resource()
    entry["schema"]["primaryKey"] = ["name", "start"]
    load("heads", course_at(small_course.make(tmp_path, heads=heads, resources=[entry])))
    small_course.make(tmp_path, heads=heads.replace("2006-01-04", "2003-03-01"), resources=[entry])
    with pytest.raises(CourseError, match=r"row 4, column name: .* stands twice"):
        load("heads", course_at(tmp_path))


def test_a_unique_column_takes_no_second_writing(tmp_path):
    entry = resource()
    entry["schema"]["primaryKey"] = "start"
    entry["schema"]["fields"][0] = field("name", "string", constraints={"unique": True})
    heads = small_course.HEADS.replace("Cy,", "ADA,")
    with pytest.raises(CourseError, match="'ADA' stands in row 2 too"):
        load("heads", course_at(small_course.make(tmp_path, heads=heads, resources=[entry])))


@pytest.mark.parametrize("again", ["Bureau", "BUREAU", "ｂureau"])
def test_a_term_in_other_writing_stands_twice(tmp_path, again):
    root = small_course.make(tmp_path)
    with (root / "data/glossary.csv").open("a", encoding="utf-8") as file:
        file.write(f"{again},,An office,,01,\n")
    with pytest.raises(CourseError, match=r"glossary\.csv, row 3, column term: .* stands twice"):
        registers.rows(course_at(root), "glossary.csv")


@pytest.mark.parametrize("id", ["l\u0430w", "Law", "la w", "law-", "lаw", "ｌaw", "lá", "a_b"])
@pytest.mark.parametrize("name", ["sources.csv", "claims.csv"])
def test_an_id_is_small_ascii_letters_and_digits(tmp_path, name, id):
    root = small_course.make(tmp_path)
    path = root / "data" / name
    old = {"sources.csv": '"paper"', "claims.csv": '"c-act"'}[name]
    path.write_text(path.read_text("utf-8").replace(old, f'"{id}"'), "utf-8")
    with pytest.raises(CourseError, match=r"row 3, column id: .* is no id; write small letters"):
        registers.rows(course_at(root), name)


@pytest.mark.parametrize(
    ("written", "got"),
    [("1_000", 1000), ("1,0,0,0", 1000), ("٥", 5), ("１", 1), ("inf", float("inf")), ("nan", float("nan")),
     ("1,00", 100), ("1e999", 5), (",5", 5), ("5,", 5), ("", 5)],
)  # fmt: skip
def test_a_value_in_no_form_of_a_number_agrees_with_none(written, got):
    assert not agrees(written, got)


@pytest.mark.parametrize(
    ("written", "got"),
    [("1,000", 1000), ("33.3", 33.333), ("1,234.5", 1234.46), (" -5 ", -5), ("+5", 5), (".5", 0.5), ("1e5", 100000),
     ("Smith, J", "smith, J"), ("true", "true"), ("2003-03-01", "2003-03-01")],
)  # fmt: skip
def test_a_value_as_a_sentence_has_it_agrees(written, got):
    assert agrees(written, got)
