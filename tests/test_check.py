"""`lessonkit check`: every broken notebook is named with its fault, every clean one passes."""

import datetime
import json
import re
import subprocess
import sys

import pytest

from lessonkit.author.check import Checker, check_course, check_notebook, main, outline, uncited_numbers
from lessonkit.author.check.notebook import read
from lessonkit.author.check.numbers import covered, find
from lessonkit.author.check.prose import units
from lessonkit.author.check.settings import Shape, settings
from lessonkit.course import find_course, registers
from lessonkit.errors import CourseError
from lessonkit.quiz import cite
from tests.conftest import FIXTURES, ROOT

TODAY = datetime.date(2026, 11, 25)
BROKEN = [path for path in sorted(FIXTURES.glob("*.ipynb")) if path.stem != "torn"]


def fault(path):
    return json.loads(path.read_text("utf-8"))["metadata"]["lessonkit"]["fault"]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_notebook_is_named_with_its_fault(path, capsys):
    assert main([path], today=TODAY) == 1
    said = capsys.readouterr().out
    assert fault(path) in said
    assert path.name in said


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_notebook_has_that_fault_alone(path):
    others = [f for f in check_notebook(path, TODAY) if fault(path) not in str(f)]
    # These cannot be had without a second one.
    pairs = {"never-run": 1, "no-title": 1, "claim-unknown": 1, "title-without-address": 1}
    assert len(others) == pairs.get(path.stem, 0)


def test_a_clean_notebook_passes(capsys):
    assert main([FIXTURES / "clean" / "clean.ipynb"], today=TODAY) == 0
    assert capsys.readouterr().out == "1 notebook checked: nothing to mend.\n"


def test_the_command_exits_1_on_a_broken_notebook_and_on_no_notebook():
    for name, said in (
        ("two-titles", "a second H1"),
        ("torn", "is not a readable notebook"),
        ("gone", "no such notebook"),
    ):
        command = [sys.executable, "-m", "lessonkit", "check", str(FIXTURES / f"{name}.ipynb")]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 1
        assert said in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


# --- a whole course


def test_a_clean_course_passes_and_says_what_was_checked(trees, capsys):
    assert main(today=TODAY, report=True) == 0
    said = capsys.readouterr().out
    assert "1 notebook" in said
    assert "3 claims" in said
    assert "nothing to mend" in said
    assert re.search(r"Numbers in prose with an address: (\d+) of \1 \(100%\)", said)
    assert "Claims: 3 (official 2, reported 1); recomputed from a table: 2" in said
    assert "Overdue reviews on 2026-11-25: 0" in said


def change(root, name, old, new):
    path = root / "data" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("claims.csv", ",134,trees,2024", ",135,trees,2024", "value is 135, the table gives 134"),
        ("claims.csv", "town-count-2020,page 1", "town-count-2021,page 1", "source town-count-2021 is not in"),
        ("claims.csv", "town-count-2020,page 1", "town-count-2020,", "neither a table nor a source with locator"),
        ("claims.csv", "trees,sum", "branches,sum", "it cannot be recomputed"),
        ("claims.csv", "c-elms-lost", "c-oaks-2024", "the id 'c-oaks-2024' stands twice"),
        ("claims.csv", ",reported,", ",rumor,", "kind is rumor"),
        ("claims.csv", "medium,2031-01-31", "medium,soon", "review_by is soon"),
        ("tables/trees.csv", "2019,oak,120", "2019,oak,many", "trees.csv, row 2, column trees"),
        ("tables/trees.csv", "2019,elm", "2019,oak", "trees.csv, row 3"),
        ("tables/trees.csv", "134,town-count-2024", "134,town-count-2031", "source town-count-2031 is unknown"),
        ("tables/trees.csv", "2024,elm,31,town-count-2024,medium", "2024,elm,31,town-count-2024,=1+1", "formula"),
        ("sources.csv", ",government,2020", ",blog,2020", "kind is blog"),
        ("datapackage.json", '"counts": "Trees of one kind in one year.",', "", "no counts"),
        ("glossary.csv", "street tree,,a tree that stands in a street", "street tree,,", "no plain words"),
        ("quizzes/01.yaml", "right: true, ", "", "none of 'options' is marked right"),
        ("quizzes/01.yaml", "source: c-oaks-2024", "source: c-oaks-2042", "c-oaks-2042"),
        ("quizzes/01.yaml", "    source: c-oaks-2024\n", "", "it has no source"),
        ("quizzes/01.yaml", "kind == 'elm'", "kind == 'ash'", "0 rows fit"),
        ("quizzes/01.yaml", "column: trees, agg", "column: branches, agg", "branches"),
        ("README.md", "Street trees", "Street tree", "run `lessonkit dictionary`"),
    ],
)  # fmt: skip
def test_a_fault_in_the_data_is_named(trees, name, old, new, said):
    change(trees, name, old, new)
    found = [str(finding) for finding in check_course(find_course(), TODAY)]
    assert any(said in text for text in found), found
    assert all("\n" not in text for text in found)


@pytest.mark.parametrize(
    ("column", "description", "cells", "unknown"),
    [
        ("also_source", "Ids of data/sources.csv", ("town-count-2031", "", "", ""), "town-count-2031"),
        ("source_ids", "Second", ("town-count-2020 town-count-2024", "town-count-2031", "", ""), "town-count-2031"),
        ("source_says", "What the text says", ("trees in streets", "town-count-2020 has it", "", ""), ""),
        ("water_source", "Where the water comes from", ("river", "well", "well", "river"), ""),
    ],
)
def test_every_column_that_names_sources_names_known_ones(trees, column, description, cells, unknown):
    table = trees / "data" / "tables" / "trees.csv"
    header, *rows = table.read_text("utf-8").splitlines()
    added = [f"{header},{column}", *(f"{row},{cell}" for row, cell in zip(rows, cells, strict=True))]
    table.write_text("\n".join(added) + "\n", "utf-8")
    field = json.dumps({"name": column, "type": "string", "description": description})
    last = '"description": "How sure the course is"}'
    change(trees, "datapackage.json", last, f"{last}, {field}")
    found = [str(finding) for finding in check_course(find_course(), TODAY) if "source" in finding.what]
    assert [text for text in found if "is unknown" in text] == found
    assert len(found) == bool(unknown)
    assert all(f"{column}: source {unknown} is unknown" in text for text in found)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("check.yaml", "numbers: [", "check.yaml, line 1: this is not YAML"),
        ("check.yaml", "numbers:\n  - {pattern: x}\n", "numbers entry 1: `reason` is missing"),
        ("check.yaml", "colors: []\n", "`colors` is not known"),
        ("check.yaml", "numbers:\n  - {pattern: '(', reason: x}\n", "does not compile"),
        ("check.yaml", "numbers: 3\n", "check.yaml: `numbers` must be a list"),
        ("check.yaml", b"names: \xe9", "check.yaml is not UTF-8"),
        ("../lessons.md", b"# \xe9", "lessons.md is not UTF-8"),
        ("../README.md", b"# \xe9", "README.md is not UTF-8"),
        ("README.md", b"# \xe9", "data/README.md is not UTF-8"),
    ],
)
def test_an_unreadable_file_is_one_sentence(trees, name, content, said):
    path = trees / "data" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CourseError) as caught:
        check_course(find_course(), TODAY)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


REGISTER_FAULTS = [
    ("claims.csv", "id,lesson\nc-x,01\n", "claims.csv, row 1: the column 'sentence' is missing; add it."),
    ("claims.csv", "{}c-x,01\n", "claims.csv, row 5: has 2 cells where the header has 15; put text"),
    ("claims.csv", "{}\n", "claims.csv, row 5: the row is empty; delete it."),
    ("claims.csv", "", "claims.csv: the file is empty; its first row must name the columns."),
    ("claims.csv", '{}"c-x', "claims.csv: not a readable CSV file"),
    (
        "claims.csv",
        "{}" + "c-x" + "," * 14 + "\n" + "c-x" + "," * 14 + "\n",
        "row 6, column id: the id 'c-x' stands twice",
    ),
    ("sources.csv", "{}" + ",x" * 10 + "\n", "sources.csv, row 4, column id: the id is empty; fill it."),
    ("sources.csv", b"id,title\n\xff\xfe,x\n", "sources.csv, row 2: not UTF-8"),
    (
        "sources.csv",
        "{}s-x,Title , P,press,2020,,original,,2026-01-01,high,\n",
        "row 4, column publisher: ' P' begins or",
    ),
    ("sources.csv", "{}s-x,Title , P,press,2020,,original,,,high,\n", "row 4, column title: 'Title ' begins"),
    ("glossary.csv", "{}elm,,=1+1,,01,\n", "row 4, column plain: '=1+1' begins like a spreadsheet formula"),
    ("glossary.csv", "{}elm,,-2+3+cmd|' /C calc'!A0,,01,\n", "begins like a spreadsheet formula"),
    ("glossary.csv", "{}elm\xa0,,a tree,,01,\n", "U+00A0 (no-break space); delete it"),
    ("glossary.csv", "term,term\n", "row 1: the column 'term' stands twice"),
    ("verification.csv", "claim_or_row,second_source,agrees\n", "the column 'note' is missing"),
    (
        "verification.csv",
        "claim_or_row,second_source,agrees,note\n\nc-oaks-2024, x,yes,\n",
        "verification.csv, row 2: the row is empty",
    ),
]


@pytest.mark.parametrize(("name", "content", "said"), REGISTER_FAULTS, ids=range(len(REGISTER_FAULTS)))
def test_a_fault_of_a_register_is_a_finding_as_the_lesson_says_it_and_the_check_goes_on(trees, name, content, said):
    path = trees / "data" / name
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_bytes(content if isinstance(content, bytes) else content.replace("{}", before).encode())
    change(trees, "quizzes/01.yaml", "right: true, ", "")
    found = [str(finding) for finding in check_course(find_course(), TODAY)]
    assert any(said in text for text in found), found
    assert any("none of 'options' is marked right" in text for text in found), "one fault hides no other"
    assert len([text for text in found if said in text]) == 1, found
    with pytest.raises(CourseError) as caught:
        registers.rows(find_course(), name)
    assert str(caught.value) in found, "check and lesson use one reader"
    if name in ("claims.csv", "sources.csv"):
        with pytest.raises(CourseError, match=re.escape(str(caught.value))):
            cite.refer(find_course(), "c-oaks-2024")
    single = [str(finding) for finding in check_notebook(trees / "notebooks/clean.ipynb", TODAY)]
    assert any(said in text for text in single)


@pytest.mark.parametrize("name", ["claims.csv", "sources.csv", "glossary.csv", "verification.csv"])
def test_a_register_that_is_lost_is_named_once_and_blames_nothing_else(trees, name):
    path = trees / "data" / name
    if not path.exists():
        path.write_text("claim_or_row,second_source,agrees,note\n")
    path.write_text(path.read_text("utf-8").replace(",", ";", 1), "utf-8")
    found = [str(finding) for finding in check_course(find_course(), TODAY)]
    blamed = [text for text in found if f"data/{name}" not in text]
    assert 1 <= len(found) - len(blamed) <= 3
    # Numbers of lessons.md and README.md lean on claims without any finding of a register.
    assert all("README.md" in text or "lessons.md" in text for text in blamed), blamed


def test_rows_behind_a_fault_keep_their_numbers(trees):
    change(trees, "claims.csv", "c-oaks-2024", "\nc-oaks-2024")
    change(trees, "claims.csv", ",reported,", ",rumor,")
    lines = (trees / "data/claims.csv").read_text("utf-8").split("\n")
    row = next(number for number, line in enumerate(lines, 1) if ",rumor," in line)
    found = [str(finding) for finding in check_course(find_course(), TODAY)]
    assert any(f"claims.csv, line {row}, " in text and "kind is rumor" in text for text in found), found


def test_a_review_is_overdue_on_the_day_after(trees):
    def late(day):
        return [f for f in check_course(find_course(), day) if "its review was due" in f.what]

    assert late(datetime.date(2031, 1, 31)) == []
    assert len(late(datetime.date(2031, 2, 1))) == 3


def test_every_row_of_verification_names_what_it_verified(trees):
    (trees / "data" / "verification.csv").write_text(
        "claim_or_row,column,our_value,second_source,second_value,agrees,note\n"
        "c-oaks-2024,value,134,Evening paper,134,yes,\n"
        "trees:year=2024;kind=elm,trees,31,Evening paper,33,no,\n"
        "c-nothing,value,1,,1,maybe,\n",
        "utf-8",
    )
    found = [f.what for f in check_course(find_course(), TODAY) if "verification" in f.place]
    assert found == [
        "a disagreement without a note",
        "c-nothing is neither a claim nor a row of a table",
        "agrees is maybe",
        "no second source",
    ]


def test_lessons_md_needs_addresses_too(trees):
    (trees / "lessons.md").write_text("# Lessons\n\n| Lesson 1 | 45 minutes | 17 elms |\n", "utf-8")
    found = [str(f) for f in check_course(find_course(), TODAY) if "lessons.md, “" in f.place]
    assert len(found) == 1
    assert "“17”" in found[0]


def test_the_tables_of_the_readme_need_addresses_too(trees):
    (trees / "README.md").write_text("# Trees\n\nNeeds Python 3.12 or 3.13.\n\n| elms | 17 |\n| --- | --- |\n", "utf-8")
    found = [str(f) for f in check_course(find_course(), TODAY) if "README.md, “" in f.place]
    assert len(found) == 1
    assert "“17”" in found[0]


def test_a_name_in_a_table_needs_a_reason(trees):
    change(trees, "tables/trees.csv", "town-count-2024,high", "town-count-2024,Maria Gonzalez")
    assert any("names Maria Gonzalez" in f.what for f in check_course(find_course(), TODAY))


def test_tracked_files_hold_no_registry_and_no_machine(trees):
    subprocess.run(["git", "init", "-q", str(trees)], check=True)
    home, host = "/" + "home/ada/trees", "https://" + "pypi" + ".org/simple"
    (trees / "notes.md").write_text(f"See {home} and {host}.\n", "utf-8")
    subprocess.run(["git", "-C", str(trees), "add", "notes.md"], check=True)
    found = [str(f) for f in check_course(find_course(), TODAY) if "notes.md" in f.place]
    assert len(found) == 2


# --- rules for whole lessons


def lesson(path, number="01", cells=None):
    """A lesson of the smallest right shape; `cells` replaces parts of it by place."""

    def text(source, **metadata):
        return {"cell_type": "markdown", "metadata": metadata, "source": source}

    def code(source, n):
        output = {"output_type": "stream", "name": "stdout", "text": "shown\n"}
        return {"cell_type": "code", "metadata": {}, "source": source, "execution_count": n, "outputs": [output]}

    made = [
        text("# Lesson 1 · Trees\n\nWhich trees are gone?"),
        text("**You will be able to** count trees."),
        code(f'lesson = Lesson("{number}").start()', 1),
    ]
    for step in (1, 2, 3):
        made += [text(f"## Step {step} · Read"), text("Look."), text("Try.")]
        made += [code(str(step), 0) for _ in range(3)]
    made += [text("## Code it yourself"), code("4", 0), text("## Two views, same record")]
    made += [text("## Check your understanding"), code("5", 0), text("## Key points")]
    made += [text("Read more."), code("6", 0)]
    for place, cell in (cells or {}).items():
        made[place] = cell
    count = 0
    for cell in made:
        if cell["cell_type"] == "code":
            count += 1
            cell["execution_count"] = count
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    return read(path)


def test_a_lesson_of_the_right_shape_passes(tmp_path):
    assert outline.check(lesson(tmp_path / "01-trees.ipynb"), Shape()) == []


@pytest.mark.parametrize(
    ("place", "source", "said"),
    [
        (2, "1", "0 set-up cells"),
        (2, 'lesson = Lesson("02").start()', "sets up another lesson than 01"),
        (2, 'lesson = Lesson("01")', "does not show the lesson"),
        (2, 'import math\nimport os\nlesson = Lesson("01").start()', "the set-up cell has 3 lines"),
        (6, 'again = Lesson("01")', "2 set-up cells"),
        (1, "Welcome.", "no section “You will be able to”"),
        (3, "## Step 9 · Read", "no section “Step 1”"),
        (9, "## Another thing", None),
        (4, "word " * 1900, "words on the 45-minute route"),
        (4, "word " * 5300, "minutes by the clock, more than 45"),
        (4, "[[1]](#c-a) " * 41, "41 citation marks on the route"),
        (5, "## More · on trees\n\n" + "word " * 1900 + "\n\n### Even more\n\nx", None),
        (4, "<details>" + "word " * 1900 + "</details>", None),
    ],
)
def test_the_shape_of_a_lesson_is_checked(tmp_path, place, source, said):
    page = lesson(tmp_path / "01-trees.ipynb")
    raw = json.loads(page.path.read_text("utf-8"))
    raw["cells"][place]["source"] = source
    page.path.write_text(json.dumps(raw), "utf-8")
    found = [f.what for f in outline.check(read(page.path), Shape())]
    wanted = [what for what in found if said and said in what]
    assert wanted if said else not [what for what in found if "words" in what], found


def test_the_order_of_sections_is_checked(tmp_path):
    page = lesson(tmp_path / "01-trees.ipynb")
    text = page.path.read_text("utf-8")
    swapped = text.replace("Two views, same record", "@").replace("Check your understanding", "Two views, same record")
    page.path.write_text(swapped.replace("@", "Check your understanding"), "utf-8")
    assert [f.what for f in outline.check(read(page.path), Shape())] == ["“Check your understanding” comes too early"]


def test_too_few_cells_and_too_much_code(tmp_path):
    page = lesson(tmp_path / "01-trees.ipynb")
    raw = json.loads(page.path.read_text("utf-8"))
    raw["cells"] = [cell for cell in raw["cells"] if cell["cell_type"] == "code"] + raw["cells"][:2]
    page.path.write_text(json.dumps(raw), "utf-8")
    found = " ".join(f.what for f in outline.cells(read(page.path), Shape()))
    assert "cells, not 25 to 50" in found
    assert "of the cells are text" in found


def test_a_course_sets_its_own_shape(tmp_path):
    page = lesson(tmp_path / "01-trees.ipynb")
    (tmp_path / "data").mkdir()
    own = "{cells: [1, 3], text_percent: [0, 100], steps: [9, 9], sections: [Step 1], route_words: 1, kilobytes: 1}"
    (tmp_path / "data" / "check.yaml").write_text(f"shape: {own}", "utf-8")
    found = [f.what for f in outline.check(page, settings(tmp_path).shape)]
    assert len(found) == 4, found
    for part in (
        "KB, more than 1 KB",
        "cells, not 1 to 3",
        "steps, not 9 to 9",
        "words on the 45-minute route, more than 1",
    ):
        assert part in " ".join(found)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("shape: 3", "must hold rules by name"),
        ("shape: {cels: [1, 3]}", "`cels` is not known; did you mean 'cells'?"),
        ("shape: {cells: [3, 1]}", "`cells` must be two whole numbers, the lower one first"),
        ("shape: {cells: 3}", "`cells` must be two whole numbers"),
        ("shape: {cells: [true, 3]}", "`cells` must be two whole numbers"),
        ("shape: {route_words: 0}", "`route_words` must be a whole number above 0"),
        ("shape: {sections: [1]}", "`sections` must be a list of texts"),
    ],
)
def test_a_wrong_rule_of_shape_is_one_sentence(tmp_path, own, said):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "check.yaml").write_text(own, "utf-8")
    with pytest.raises(CourseError, match=re.escape(said)):
        settings(tmp_path)


def test_the_start_and_the_template_have_limits_of_their_own(tmp_path):
    for name in ("00-start-here.ipynb", "template.ipynb"):
        path = tmp_path / name
        for more, said in ((2, ["3 cells, not 5 to 35"]), (6, []), (40, ["41 cells, not 5 to 35"])):
            text = [{"cell_type": "markdown", "metadata": {}, "source": "Go."}] * more
            title = {"cell_type": "markdown", "metadata": {}, "source": "# Start"}
            path.write_text(json.dumps({"cells": [title, *text], "metadata": {}}), "utf-8")
            assert [f.what for f in outline.check(read(path), Shape())] == said


def test_a_quantity_without_a_number_is_found_in_lessons(trees):
    page = lesson(trees / "notebooks" / "01-trees.ipynb")
    raw = json.loads(page.path.read_text("utf-8"))
    raw["cells"][4]["source"] = (
        "Most people like oaks. Which do most people like? At most one. Many said so [[1]](#c-oaks-2024)."
    )
    page.path.write_text(json.dumps(raw), "utf-8")
    found = [f.what for f in Checker(find_course(), TODAY).notebook(read(page.path)) if "neither number" in f.what]
    assert len(found) == 1
    assert found[0].startswith("“Most” in “Most people like oaks.")


def test_a_discussed_word_may_stand_in_quotation_marks_where_it_is_discussed(trees):
    allow = "discussed:\n  - {word: “tree hugger”, where: '02-*', reason: the lesson compares words}\n"
    path = trees / "data" / "check.yaml"
    path.write_text(path.read_text("utf-8") + allow, "utf-8")
    checker = Checker(find_course(), TODAY)

    def found(name, source):
        page = lesson(
            trees / "notebooks" / name, cells={4: {"cell_type": "markdown", "metadata": {}, "source": source}}
        )
        return [f.what for f in checker.notebook(page) if "the word" in f.what]

    assert found("02-words.ipynb", "Who says “tree hugger”, and who says resident?") == []
    assert found("02-words.ipynb", "Who is a tree hugger?") == ["the word “tree hugger”"]
    assert found("03-more.ipynb", "Who says “tree hugger”?") == ["the word “tree hugger”"]


# --- numbers and their addresses


@pytest.mark.parametrize(
    ("text", "claim", "same"),
    [
        ("22 agencies", "22 agencies", True),
        ("23 agencies", "22 agencies", False),
        ("22,000,000 people", "22 million", True),
        ("22 million people", "21,600,000", True),
        ("22 million people", "21,400,000", False),
        ("two million people", "2000000", True),
        ("5.1 billion dollars", "5082000000", True),
        ("20,000 people", "20,606", False),
        ("March 1, 2003", "2003-03-01", True),
        ("1 March 2003", "March 1, 2003", True),
        ("March 2003", "2003-03-01", True),
        ("March 2, 2003", "2003-03-01", False),
        ("March 1, 2003", "2003-03", False),
        ("in 2003", "2003-03-01", True),
        ("FY2024", "fiscal year 2024", True),
        ("2003–10", "from 2003 to 2010", True),
        ("the 1990s", "1990", True),
        ("42 percent", "0.42", True),
        ("42 %", "42 percent", True),
        ("67 percent", "0.667", True),
        ("66.7 percent", "0.6667", True),
        ("12.5 percent", "0.125", True),
        ("0.4 percent", "0.0042", True),
        ("0.1 percent", "0.0042", False),
        ("0.9%", "0.0049", False),
        ("12.4%", "0.12", False),
        ("66.2%", "0.667", False),
        ("120 percent", "1.2", False),
        ("90 percent", "0.9 percent", False),
        ("the 118th Congress", "118th", True),
    ],
)
def test_a_number_is_covered_by_the_same_number_in_another_form(text, claim, same):
    numbers = find(text)
    assert numbers
    assert all(covered(number, find(claim)) for number in numbers) is same


@pytest.mark.parametrize(
    "text",
    [
        "Lesson 3",
        "lessons 2 to 8",
        "45 minutes",
        "a 20-minute route",
        "Step 2",
        "1. First",
        "an H-1B visa",
        "question 4",
        "the mp3 file",
        "Ctrl+5",
        "`load(3)` shows",
        "[link](https://example.org/2003/17)",
        "press <kbd>9</kbd>",
    ],
)
def test_what_states_no_fact_needs_no_address(text):
    from lessonkit.author.check.prose import plain

    assert uncited_numbers.facts(plain(text), settings(ROOT / "nowhere").patterns("numbers")) == []


def test_a_heading_leans_on_its_section(trees):
    def found(source):
        data = Checker(find_course(), TODAY).data
        return uncited_numbers.check_units([*units(source)], "x.md", data.claims, []).findings

    assert found("## 134 oaks\n\nCounted [[1]](#c-oaks-2024).") == []
    assert len(found("## 134 oaks\n\nCounted.\n\n## More\n\nHere [[1]](#c-oaks-2024).")) == 1


@pytest.mark.parametrize(
    ("said", "findings"),
    [
        ("about 130 oaks", 0),
        ("nearly 140 oaks", 0),
        ("more than 130 oaks", 0),
        ("some 100 oaks", 1),  # too far
        ("about 140 oaks", 1),  # rounded to the wrong side
        ("more than 135 oaks", 1),
        ("130 oaks", 1),  # nobody says that it is rounded
    ],
)
def test_prose_may_round_where_it_says_so_and_is_right(trees, said, findings):
    claims = Checker(find_course(), TODAY).data.claims
    text = f"The park had {said} [[1]](#c-oaks-2024)."
    assert len(uncited_numbers.check_units([*units(text)], "x.md", claims, []).findings) == findings
