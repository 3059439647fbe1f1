"""A lesson on paper: what the sheet holds, what the key adds, and one sentence where nothing can be printed."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from lessonkit.__main__ import main
from lessonkit.teach import pdf
from lessonkit.teach.pages import STYLE
from lessonkit.text import whole_sentences

from . import paper_course


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course with its stored notebook, and its sheet and key written once, without a browser."""
    root = tmp_path_factory.mktemp("paper")
    with paper_course.inside(root) as patch:
        patch.setattr(pdf, "BROWSERS", ())
        assert main(["sheet", "01", "--whole"]) == 0
    return root


@pytest.fixture
def here(course, monkeypatch):
    monkeypatch.chdir(course)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    monkeypatch.setattr(pdf, "BROWSERS", ())
    return course


def read(course, kind):
    return BeautifulSoup((course / f"build/sheets/01-seeds-{kind}.html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def sheet(course):
    return read(course, "whole")


@pytest.fixture(scope="module")
def key(course):
    return read(course, "answers")


def question(page, stem):
    return next(box for box in page.select(".q") if stem in box.select_one(".stem").get_text())


def lines(box):
    return [" ".join(line.get_text(" ").split()) for line in box.select("li")]


def test_the_sheet_holds_the_lesson_in_its_order(sheet):
    text = " ".join(sheet.get_text(" ").split())
    parts = (
        "Water wakes a seed",
        "Step 1",
        "Figure 1 · Shares",
        "What comes out of a bean first?",
        "Two views",
        "oficina",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert sheet.select_one("a.ref").get_text() == "[1]"
    assert sheet.select_one("#c-acting"), "the number leads to the list of references"
    assert len(sheet.select(".q")) == len(paper_course.QUESTIONS) + 3  # a set of three for one id, and the chart's


def test_what_is_for_the_screen_is_left_out(sheet):
    text = sheet.get_text(" ")
    for words in ("a_code_cell", "Shift", "set-up cell", "assport", "len(seeds)", "Count the seeds"):
        assert words not in text
    assert "done at a computer" in text
    assert not sheet.select("details, lk-quiz, lk-explorer, script, button")
    assert "Read it aloud." in text, "what is folded on screen is open on paper"


def test_figures_keep_alt_caption_and_source_and_their_data_stand_at_the_end(sheet):
    pictures = sheet.select("figure")
    assert [box.select_one(".lk-title").get_text().split(" · ")[0] for box in pictures] == [
        "Figure 1",
        "Figure 2",
        "Figure 3",
    ]
    assert all(len(box.img["alt"]) >= 40 and "Source" in box.select_one(".lk-source").get_text() for box in pictures)
    assert "On a computer you can choose Status (acting, confirmed)." in pictures[1].get_text()
    data = {box.h3.get_text(): box.get_text(" ") for box in sheet.select(".appendix ~ .data")}
    assert "Bo" in data["Data of Figure 2"], "what the other view holds"
    assert list(data) == ["Data of Figure 1", "Data of Figure 2", "Data of Figure 3"]


def test_more_rows_than_paper_holds_are_counted_and_the_view_shown_keeps_its_data(here, monkeypatch):
    monkeypatch.setattr("lessonkit.teach.paper.ROWS", 2)
    assert main(["sheet", "01", "--whole", "--out", "few"]) == 0
    page = BeautifulSoup((here / "few/01-seeds-whole.html").read_text("utf-8"), "html.parser")
    data = {box.h3.get_text(): box.get_text(" ") for box in page.select(".data")}
    assert "Ada" in data["Data of Figure 2"]
    assert "All views together have 3 rows" in data["Data of Figure 2"]


def test_long_texts_behind_rows_are_left_to_the_notebook_and_that_is_said(here, sheet, monkeypatch):
    rest = "stands in the notebook alone"
    assert sheet.select(".rows .more") and rest not in sheet.select_one(".rows").get_text()
    monkeypatch.setattr("lessonkit.teach.paper.MORE", 10)
    assert main(["sheet", "01", "--whole", "--out", "short"]) == 0
    page = BeautifulSoup((here / "short/01-seeds-whole.html").read_text("utf-8"), "html.parser")
    table = page.select_one(".rows")
    assert not table.select(".more") and rest in table.get_text()
    assert [row.th.get_text() for row in table.select("tbody tr")] == [
        row.th.find(string=True) for row in sheet.select(".rows tbody tr")
    ]


def test_each_kind_has_a_paper_form(sheet):
    first = question(sheet, "out of a bean first")
    assert len(first.select(".box")) == 3
    assert [line[0] for line in lines(first)] == ["A", "B", "C"]
    assert lines(question(sheet, "in the dark"))[:2] == ["True", "False"]
    assert question(sheet, "How many seeds").select(".rule")
    assert len(question(sheet, "order does a bean grow").select(".blank")) == 4
    assert len(question(sheet, "Which tool").select(".blank")) == 3
    assert lines(question(sheet, "Root or leaf"))[-2:] == ["A Root", "B Leaf"]
    assert len(question(sheet, "without light?").select(".write div")) >= 4
    opinion = question(sheet, "every school have a garden")
    assert "nobody collects it" in opinion.get_text()
    assert not opinion.select(".box"), "a sheet may be collected, an opinion is not"
    assert question(sheet, "Which bar is the longest?").figure.img


def test_the_sheet_gives_nothing_away(sheet):
    text = sheet.get_text(" ")
    for words in ("The root anchors the seed", "Right", "Look at step 2", "350", "Names the stored food"):
        assert words not in " ".join(box.get_text(" ") for box in sheet.select(".q")), words
    assert "✓" not in text


def test_the_key_gives_answers_and_reasons_under_the_sheets_numbers(sheet, key):
    stems = [[box.select_one(".stem > bdi").get_text() for box in page.select(".q")] for page in (sheet, key)]
    assert stems[0] == stems[1]
    right = [line for line in lines(question(key, "out of a bean first")) if "Right." in line]
    assert len(right) == 1
    assert "The root" in right[0]
    assert "The root anchors the seed." in right[0]
    asked = lines(question(sheet, "out of a bean first"))
    assert any(line.startswith(right[0].split()[1]) and "The root" in line for line in asked), "the letter is the same"
    assert "When not ticked: Think of winter." in question(key, "need to sprout").get_text()
    assert "Right: 350 seeds" in question(key, "How many seeds").get_text()
    assert [line.split()[1] for line in lines(question(key, "order does"))] == ["Root", "Stem", "Flower", "Pod"]
    assert [line.split()[1:3] for line in lines(question(key, "Root or leaf")) if "Lettuce" in line] == [
        ["Lettuce", ":"]
    ]
    assert "Names the stored food." in question(key, "without light?").get_text()
    assert "Hint to give: Look at step 2." in key.get_text()
    named = question(key, "out of a bean first").select_one(".from").get_text()
    assert "A book, p. 1" in named


def test_text_from_data_is_text_and_nothing_is_fetched(course, sheet, key):
    for page in (sheet, key):
        assert paper_course.HOSTILE in question(page, "out of a bean first").get_text()
        assert not page.find_all(["script", "iframe", "link"])
        assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
        assert all(img["src"].startswith("data:image/") for img in page.find_all("img"))
        assert "default-src 'none'" in page.find("meta", attrs={"http-equiv": True})["content"]
    assert "[a seed]" in sheet.get_text(), "a picture of another machine is named"


def test_a_second_run_changes_no_byte(here):
    before = {path.name: path.read_bytes() for path in sorted((here / "build/sheets").glob("*.html"))}
    assert main(["sheet", "01", "--whole", "--out", "again"]) == 0
    assert {path.name: path.read_bytes() for path in sorted((here / "again").glob("*.html"))} == before


def test_without_a_browser_the_pages_are_written_and_one_sentence_says_how_to_get_a_pdf(here, capsys):
    assert main(["sheet", "01", "--whole", "--out", "plain"]) == 0
    *files, sentence = capsys.readouterr().out.splitlines()
    assert [line.rsplit("-", 1)[1] for line in files] == ["whole.html", "answers.html"]
    assert "install Chromium" in sentence


def test_paper_is_black_and_gray():
    css = STYLE.read_text("utf-8")
    assert re.findall(r"#(?:[0-9a-f]{3}){1,2}\b", css)
    for color in re.findall(r"#((?:[0-9a-f]{3}){1,2})\b", css):
        assert len(set(re.findall("." * (len(color) // 3), color))) == 1, f"#{color} is not a gray"
    assert not re.search(r":\s*(rgb|hsl|red|green|blue|orange)", css)


@pytest.mark.parametrize(
    ("lesson", "said"),
    [("09", "There is no notebook notebooks/09-"), ("../01", "There is no notebook"), ("", "There is no notebook")],
)
def test_a_lesson_that_is_not_there_is_one_sentence(here, capsys, lesson, said):
    assert main(["sheet", lesson]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def never_run(cells):
    cells[1]["execution_count"] = None
    cells[1]["outputs"] = []


def other_version(cells):
    html = cells[6]["outputs"][0]["data"]["text/html"]
    cells[6]["outputs"][0]["data"]["text/html"] = html.replace('"kind"', '"sort"')


def torn(cells):
    cells[6]["outputs"][0]["data"]["text/html"] = '<lk-quiz data-lk="{">'


@pytest.mark.parametrize(
    ("damage", "said"),
    [(never_run, "never run"), (other_version, "another version"), (torn, "damaged lk-quiz")],
)
def test_a_notebook_that_cannot_be_printed_says_how_to_mend_it(here, capsys, damage, said):
    notebook = json.loads((here / "notebooks/01-seeds.ipynb").read_text("utf-8"))
    damage(notebook["cells"])
    (here / "notebooks/02-broken.ipynb").write_text(json.dumps(notebook), "utf-8")
    assert main(["sheet", "02"]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "lessonkit run notebooks/02-broken.ipynb" in err
    assert err.count("\n") == 1


def test_a_torn_file_and_a_folder_that_is_a_file_are_one_sentence(here, capsys):
    (here / "notebooks/03-torn.ipynb").write_text('{"cells": [', "utf-8")
    assert main(["sheet", "03"]) == 1
    assert "notebooks/03-torn.ipynb is not a readable notebook" in capsys.readouterr().err
    (here / "taken").write_text("", "utf-8")
    assert main(["sheet", "01", "--out", "taken"]) == 1
    err = capsys.readouterr().err
    assert "taken cannot be written" in err
    assert err.count("\n") == 1


def test_a_short_sheet_keeps_the_route_and_its_page_has_a_line_for_each_answer(here):
    """Two views, the exit ticket, ten questions at most, no pretest and no opinion; the key has the sheet's numbers."""
    assert main(["sheet", "01", "--out", "cut"]) == 0
    sheet, teacher = (
        BeautifulSoup((here / f"cut/01-seeds-{kind}.html").read_text("utf-8"), "html.parser")
        for kind in ("sheet", "teacher")
    )
    stems = [box.get_text() for box in sheet.select(".q .stem > bdi")]
    assert 2 < len(stems) <= 11
    assert not any("every school have a garden" in stem for stem in stems)
    assert not any("Before you read" in box.get_text() for box in sheet.select(".ask"))
    assert not sheet.select(".appendix, .ref, .lk-about")
    text = " ".join(sheet.get_text(" ").split())
    assert text.index("Step 1") < text.index("Exit ticket")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in teacher.select(".key tbody tr")
    }
    numbers = {stem: str(place) for place, stem in enumerate(stems, 1)}
    first = next(stem for stem in stems if "out of a bean first" in stem)
    letter = rows[numbers[first]][0]
    box = question(sheet, "out of a bean first")
    assert f"{letter} The root" in lines(box), "the letter of the key is that of the sheet"
    assert len(rows) == len(stems) - 1, "the ticket has points instead"
    assert "one point each" in teacher.get_text()


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("A root drinks. A leaf does not.", "A root drinks. A leaf does not."),
        ("A root drinks. A leaf takes in light and breathes.", "A root drinks."),
        ("A root that drinks is no leaf, and a leaf is no root.", "A root that drinks is no leaf, and a le…"),
        ("So says U.S. Parks. Others count leaves of trees, too.", "So says U.S. Parks."),
    ],
)
def test_a_reason_in_the_key_ends_with_a_sentence(reason, kept):
    assert whole_sentences(reason, 40) == kept


def test_a4_and_large_print_are_set_on_the_page(here):
    assert main(["sheet", "01", "--a4", "--large", "--out", "large"]) == 0
    page = (here / "large/01-seeds-sheet.html").read_text("utf-8")
    assert "size: A4" in page
    assert "html { font-size: 16pt; }" in page
    own = [rule for rule in STYLE.read_text("utf-8").splitlines() if rule.startswith((".student", ".teacher", ".plan"))]
    assert own
    assert not any(re.search(r"font-size: [\d.]+pt", rule) for rule in own), "all of them grow with it"


def test_a_plan_is_printed_without_links_into_the_course_and_a_missing_one_is_one_sentence(here, capsys):
    assert main(["plan"]) == 1
    assert "The course has no plan in guide/lessons" in capsys.readouterr().err
    (here / "guide/lessons").mkdir(parents=True)
    plan = "# Seeds\n\n[The lesson](../../notebooks/01-seeds.ipynb)\n\n## What to ask\n\n- Why water?\n\n"
    plan += "## Words\n\n**First**\n\n| Word |\n| --- |\n| seed |\n\n**Frames**\n\n"
    plan += "## Exit ticket\n\nWrite.\n\n## Care\n\nNone.\n"
    (here / "guide/lessons/01.md").write_text(plan, "utf-8")
    assert main(["plan", "01", "--out", "plans"]) == 0
    page = BeautifulSoup((here / "plans/01-plan.html").read_text("utf-8"), "html.parser")
    text = page.main.get_text(" ")
    assert not page.select("a")
    assert "Why water?" in text and "Frames" in text and "None." in text
    assert "seed" not in text and "First" not in text and "Write." not in text, "they stand on the sheets"
    assert main(["sheet", "01", "--out", "asked"]) == 0
    assert "Why water?" in (here / "asked/01-seeds-teacher.html").read_text("utf-8")
    assert main(["plan", "04"]) == 1
    assert "There is no plan guide/lessons/04.md" in capsys.readouterr().err
