"""A source that was not read in the original says so wherever it is shown, and nothing is surer than its sources."""

import csv
import datetime
import re

import pytest

from lessonkit.author.check import check_course
from lessonkit.course import find_course, tables
from lessonkit.evidence import facts, how_read
from lessonkit.quiz.cite import refer
from lessonkit.show.source_line import anchors, provenance
from lessonkit.show.table import as_text
from tests import small_course
from tests.small_course import csv_row

PAGE = "https://www.archive.example:8080/a?b=1&c=2"
LINK = '<a href="https://www.archive.example:8080/a?b=1&amp;c=2"><bdi>archive.example</bdi></a>'
HOSTILE = '</bdi><script>alert(1)</script>"'
# No address of a web page that would open where its text says.
NO_LINKS = (
    *(
        "javascript:alert(1)",
        "javascript://a.example/%0Aalert(1)",
        "JAVASCRIPT:alert(1)//https://a.example",
        "data:text/html,x",
        "//a.example",
        "http://a b",
    ),
    *("https://", "https://[", "https://a.example@b.example/", r"https://a.example\@b.example", "https://a.example /x"),
)


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Return a function that gives the one source of a claim and of a table a reading, and all that a reader sees."""
    monkeypatch.setenv("LESSONKIT_COURSE", str(tmp_path))

    def show(reading: str, read_at: str) -> dict[str, str]:
        small_course.make(tmp_path, heads=small_course.HEADS.replace(";paper", ""))
        path = tmp_path / "data/sources.csv"
        with path.open(newline="") as file:
            law, paper = csv.DictReader(file)
        lines = [csv_row(law, **{k: v.replace('"', '""') for k, v in row.items()}) for row in (
            {**law, "reading": reading, "read_at": read_at}, paper)]  # fmt: skip
        path.write_text(",".join(law) + "\n" + "".join(lines))
        heads = tables.load("heads")
        title, _ = refer(find_course(), "law")
        return {
            "references": facts.cite("c-act").html,
            "caption": anchors(provenance(heads)),
            "data": as_text(heads).rows[0][-1],
            "question": title,
        }

    return show


@pytest.mark.parametrize(
    ("reading", "read_at", "words"),
    [
        ("copy", PAGE, " (read in a copy at {})"),
        ("part", PAGE, " (read in part at {})"),
        ("quoted", PAGE, " (as quoted at {})"),
        ("copy", "the town library", " (read in a copy at the town library)"),
        ("part", "the town library", " (read in part at the town library)"),
        ("quoted", "the Evening Paper", " (as quoted by the Evening Paper)"),
    ],
)
def test_a_source_not_read_in_the_original_says_so_wherever_it_is_named_in_full(shown, reading, read_at, words):
    found = shown(reading, read_at)
    assert found["data"] == f"The <b>Act</b>{words.format('archive.example')}"
    assert found["question"] == "The <b>Act</b>", "a card names its source in one short line"
    plain = re.sub(r"</?bdi[^>]*>", "", found["references"])
    link = re.sub(r"</?bdi[^>]*>", "", LINK)
    assert f"The &lt;b&gt;Act&lt;/b&gt;{words.format(link)}, s. 442." in plain
    assert f"Congress: The &lt;b&gt;Act&lt;/b&gt;{words.format(LINK)}; as of" in found["caption"]
    assert (LINK in found["references"]) == (read_at == PAGE)


def test_the_address_of_a_source_that_was_read_in_part_is_not_said_twice():
    source = {"reading": "part", "url": PAGE, "read_at": PAGE}
    assert how_read.text(source) == " (read in part)"
    assert how_read.text(source | {"url": "https://another.example"}) == " (read in part at archive.example)"


def test_the_original_says_nothing(shown):
    found = shown("original", "")
    assert found["data"] == found["question"] == "The <b>Act</b>"
    assert "Act&lt;/b&gt;</bdi>, s. 442." in found["references"]
    assert "Act&lt;/b&gt;; as of" in found["caption"]


def test_where_it_was_read_is_text_and_never_markup(shown):
    found = shown("quoted", HOSTILE)
    for place in ("references", "caption"):
        assert "<script" not in found[place]
        assert "&lt;/bdi&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;" in found[place]
    assert found["data"] == f"The <b>Act</b> (as quoted by {HOSTILE})"


@pytest.mark.parametrize("read_at", NO_LINKS)
def test_what_is_no_address_of_a_page_is_no_link(shown, read_at):
    found = shown("copy", read_at)
    assert "href" not in found["references"] + found["caption"]
    assert f"(read in a copy at {read_at})" in found["data"]


# --- what `lessonkit check` says; the invented course has no fault before


def faults(root, name, old, new):
    path = root / "data" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return [str(finding) for finding in check_course(find_course(), datetime.date(2026, 11, 25))]


def outside_rows(found):
    """Leave out the rows of tables that rest on the source; they have a test of their own."""
    return [text for text in found if not text.startswith("data/tables/")]


FIRST_DAY = "2020-02-01"
READ = "original,,2026-11-01,high"
OLDER = "data/sources.csv, line 2, town-count-2020: "
FIRST = "data/claims.csv, line 4, c-first-count: "


READINGS = "use one of original, copy, part, quoted."
PLACE = "name the address or the place where it was read."
WHOLE = "use medium or low, or read the whole text."


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("heard,,2026-11-01,high", f"reading is heard; {READINGS}"),
        (",,2026-11-01,high", f"reading is empty; {READINGS}"),
        (
            f"original,{PAGE},2026-11-01,high",
            "read_at is filled although the original was read; empty it, or use copy, part, quoted.",
        ),
        ("copy,,2026-11-01,high", f"read_at is empty although the reading is copy; {PLACE}"),
        ("part,,2026-11-01,medium", f"read_at is empty although the reading is part; {PLACE}"),
        ("quoted,,2026-11-01,medium", f"read_at is empty although the reading is quoted; {PLACE}"),
        ("part,a library,2026-11-01,high", f"confidence is high although the reading is part; {WHOLE}"),
        ("quoted,a paper,2026-11-01,high", f"confidence is high although the reading is quoted; {WHOLE}"),
    ],
)
def test_a_fault_of_a_sources_reading_is_one_sentence(trees, new, said):
    found = faults(trees, "sources.csv", f"{FIRST_DAY},,{READ}", f"{FIRST_DAY},,{new}")
    assert [text for text in found if text.startswith("data/sources.csv")] == [OLDER + said]
    assert all(text.startswith(FIRST) for text in outside_rows(found)[1:]), "nothing else is at fault"


@pytest.mark.parametrize("new", ["copy,a library,2026-11-01,high", "copy,a library,2026-11-01,medium"])
def test_a_copy_may_be_trusted(trees, new):
    faults(trees, "claims.csv", "page 1,high", "page 1,medium")
    assert outside_rows(faults(trees, "sources.csv", READ, new)) == []


def test_a_claim_is_not_surer_than_its_best_source(trees):
    said = "confidence is high, and that of its best source is medium; use medium, or name a surer source."
    assert outside_rows(faults(trees, "sources.csv", "01,high", "01,medium")) == [FIRST + said]
    said = "confidence is high, and that of its best source is low; name a surer source, or drop the claim."
    assert FIRST + said in faults(trees, "sources.csv", "01,medium", "01,low")
    path = trees / "data/sources.csv"
    path.write_text(path.read_text("utf-8").replace("01,low", "01,medium", 1).replace("01,low", "01,high"), "utf-8")
    found = faults(trees, "claims.csv", "town-count-2020,page 1", "town-count-2024;town-count-2020,page 1")
    assert outside_rows(found) == []


@pytest.mark.parametrize(("best", "falls"), [("medium", ["high"]), ("low", ["high", "medium"])])
def test_a_row_is_not_surer_than_its_best_source(trees, best, falls):
    table = (trees / "data/tables/trees.csv").read_text("utf-8")
    rows = [(line, row["confidence"]) for line, row in enumerate(csv.DictReader(table.splitlines()), 2)]
    found = faults(trees, "sources.csv", "01,high", f"01,{best}")
    ends = f"and that of its best source is {best}; use {best}, or name a surer source."
    surer = [f"data/tables/trees.csv, line {n}: confidence is {has}, {ends}" for n, has in rows if has in falls]
    assert surer and surer == [text for text in found if "trees.csv" in text]


def test_a_list_of_sources_without_the_columns_is_a_finding(trees):
    found = faults(trees, "sources.csv", "read_at", "read_where")
    assert any("sources.csv, row 1: the column 'read_at' is missing" in text for text in found), found
