"""A figure carries its words, its source and its data, and refuses to be too heavy."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from lessonkit import charts, figure
from lessonkit.course import tables
from lessonkit.errors import CourseError
from lessonkit.show.source_line import anchors, first_source, lookup, provenance

from . import small_course

OWN = pd.DataFrame({"office": ["Parks", "Roads"], "staff": [1250, 87]})


class Page(HTMLParser):
    """Tags with attributes, the text, and the rows of tables."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.rows = [], "", []
        self.feed(str(html))  # pieces of it are no ready HTML

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data):
        self.text += data
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def drawn(address):
    """The picture in an address."""
    kind, _, svg = address.partition(",")
    assert kind == "data:image/svg+xml"
    ElementTree.fromstring(unquote(svg))
    return unquote(svg)


def show(chart, **more):
    return Page(figure(chart, "The parks have the most staff.", **more).html)


def test_a_figure_has_title_picture_alt_caption_and_every_plotted_row():
    chart = charts.bars(OWN, category="office", value="staff", unit="people")
    page = show(chart, caption="Two offices.", note="One office is missing.", id="fig-staff")
    (img,) = page.all("img")
    assert img["alt"] == chart.alt and len(img["alt"]) >= 40
    assert drawn(img["src"]) == drawn(chart.uri()) and "Parks" in drawn(img["src"])
    (phone,) = page.all("source")
    assert phone["media"] == "(max-width: 600px)" and " " not in phone["srcset"]
    assert drawn(phone["srcset"]) == drawn(chart.phone().uri()) != drawn(img["src"])
    (box,) = page.all("figure")
    assert box["aria-label"] == "The parks have the most staff." and box["id"] == "fig-staff"
    assert "mathjax_ignore" in box["class"]
    assert page.rows == [["Office", "Staff"], ["Parks", "1,250"], ["Roads", "87"]]
    assert len(page.rows) - 1 == len(chart.table) == chart.points
    assert [a.get("scope") for a in page.all("th")] == ["col", "col", "row", "row"]
    assert page.all("caption") and "Table (2 rows)" in page.text
    assert "Two offices." in page.text and "Note: One office is missing." in page.text
    assert not page.all("h1") and not page.all("h2")


def test_its_plain_text_carries_title_description_and_source(trees):
    """What an export without HTML shows."""
    chart = charts.lines(tables.load("trees"), x="year", y="trees", series="kind")
    shown = figure(chart, "Trees\ngrew.", note="Not all were counted.", caption="Of two kinds.")
    first, *rest = repr(shown).splitlines()
    assert first == f"Figure: Trees grew. ({len(chart.table)} rows)"
    assert max(map(len, rest)) <= 78
    text = " ".join(rest)
    assert text.startswith(chart.alt) and "Of two kinds. Source" in text and "as of Dec 31, 2024" in text
    assert text.endswith("Note: Not all were counted.")
    one = figure(charts.bars(OWN[:1], category="office", value="staff"), "S")
    assert repr(one).startswith("Figure: S (1 row)\n") and "Source" not in repr(one)


def test_source_date_and_what_is_counted_come_from_the_course(trees):
    df = tables.load("trees")
    page = show(charts.lines(df, x="year", y="trees", series="kind"))
    source = re.search(r"Sources?: .*", page.text)[0]
    assert "as of Dec 31, 2024" in source and "what is counted: Trees of one kind in one year." in source
    titles = lookup(["town-count-2020", "town-count-2024"])
    assert all(entry["title"] in source for entry in titles.values()) and len(titles) == 2
    assert page.rows[0][-1] == "Source" and page.rows[1][-1] == titles["town-count-2020"]["title"]
    assert page.rows[1][0] == "2019", "years have no thousands separator"


def foot(page):
    """The words of the foot that are seen while all is folded, joined as a reader sees them, and the subtitle."""
    words = re.search(r'<span class="lk-from"><bdi>(.*?)</bdi>', page)
    under = re.search(r'<p class="lk-sub"><bdi>(.*?)</bdi>', page)
    seen = [words[1] if words else "", *re.findall("<summary>(.*?)</summary>", page), "Download CSV"]
    return " · ".join(seen), under[1] if under else ""


def test_the_foot_is_one_line_and_the_rest_is_folded(trees):
    chart = charts.lines(tables.load("trees"), x="year", y="trees", series="kind", unit="trees")
    html = str(figure(chart, "Trees grew.", note="Not all were counted.").html)
    line, under = foot(html)
    folds = f"About these data · Table ({len(chart.table)} rows) · Download CSV"
    assert line == f"Source: Parks Office of the invented town, and 1 more · {folds}"
    assert under == "Trees · Dec 31, 2024 · Trees of one kind in one year"
    about = html[html.index("lk-about") : html.index("lk-table")]
    assert "Sources: " in about and "what is counted: Trees" in about and "Not all were counted." in about
    assert html.index("lk-plate") < html.index("lk-foot") < html.index("lk-about") < html.index("lk-table")


def test_the_foot_names_who_stands_behind_most_rows_where_first_hand_counts_twice(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    small_course.make(tmp_path)

    def named(*ids):
        return first_source(pd.DataFrame({"source_id": ids}))

    assert named("paper", "law").startswith("Source: Congress, ")
    assert named("paper", "paper", "law").startswith("Source: Press, "), "as many: the first one"
    assert named("law", "paper", "paper", "paper").startswith("Source: Press, ")


def test_what_a_row_is_stands_under_about_and_not_under_the_title():
    df = OWN.copy()
    df.attrs = {"counts": "One office of the town.", "as_of": "2024-12-31"}
    html = str(figure(charts.bars(df, category="office", value="staff"), "T").html)
    assert foot(html)[1] == "As of Dec 31, 2024"
    assert "what is counted: One office of the town" in html


LONG = "An office with a name of very many words that nobody who reads a chart would read to its end"
HOUSE = "Congress; printed as notes to the Code by the Office of the Law Revision Counsel"
CLEARINGHOUSE = "Transactional Records Access Clearinghouse"


@pytest.mark.parametrize(
    ("publisher", "said"),
    [
        ("Town hall", "Source: Town hall, Dec 31, 2024"),
        (HOUSE, "Source: Congress, Dec 31, 2024"),
        (f"{CLEARINGHOUSE}, Syracuse University", f"Source: {CLEARINGHOUSE}"),
        (LONG, f"Source: {LONG.split(' reads')[0]} …"),
        ("https://" + "a" * 90, "Source: https://" + "a" * 40),
    ],
)
def test_a_publisher_with_a_long_name_keeps_the_foot_within_120_letters(publisher, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    df = pd.DataFrame({"a": [str(i) for i in range(100)], "n": range(100)})
    df.attrs = {"publisher": publisher, "as_of": "2024-12-31"}
    line, under = foot(str(figure(charts.bars(df[:9], category="a", value="n"), "T").html))
    assert line.startswith(said) and len(line) <= 120 and under == "As of Dec 31, 2024"


def test_what_is_unknown_is_left_out_of_the_foot(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    html = str(figure(charts.bars(OWN, category="office", value="staff"), "T").html)
    assert "lk-from" not in html and "lk-about" not in html and "lk-sub" not in html and "Table (2 rows)" in html


def test_sources_survive_aggregation_and_can_be_named(trees):
    df = tables.load("trees")
    chart = charts.bars(df, category="kind", unit="counts")
    ids = [part[0] for part in provenance(chart.table)]
    assert any("town" in text.lower() for text in ids)
    only = provenance(chart.table, sources=["town-count-2020"])
    assert only[0] == ["Source: "]
    with pytest.raises(CourseError, match=r"'town-2020' is not in data/sources\.csv"):
        figure(chart, "Trees.", sources=["town-2020"])


def test_a_cell_may_hold_several_source_ids(trees):
    df = tables.load("trees").assign(source_id="town-count-2020; town-count-2024")
    page = show(charts.lines(df, x="year", y="trees", series="kind"))
    titles = [entry["title"] for entry in lookup(["town-count-2020", "town-count-2024"]).values()]
    assert page.rows[1][-1] == "; ".join(titles)


def test_a_source_that_all_rows_share_is_named_once():
    one = show(charts.bars(OWN.assign(source_id="report-a"), category="office", value="staff"))
    assert one.rows[0] == ["Office", "Staff"] and "Source: report-a" in one.text
    two = show(charts.bars(OWN.assign(source_id=["report-a", "report-b"]), category="office", value="staff"))
    assert [row[-1] for row in two.rows] == ["Source", "report-a", "report-b"]


def test_many_sources_are_counted_in_the_caption_and_named_in_the_rows():
    df = pd.DataFrame({"a": list("abcdefgh"), "n": range(8), "source_id": [f"s{i}" for i in range(8)]})
    text = show(charts.bars(df, category="a", value="n")).text
    assert "Sources: s0, s1, s2 and 5 more, named with each row in the data." in text or "and 5 more" in text


def test_outside_a_course_a_figure_of_own_data_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    text = show(charts.bars(OWN.assign(source_id="mine"), category="office", value="staff")).text
    assert "Source: mine." in text


def test_too_heavy_a_figure_names_count_and_limit():
    def dots(n):
        df = pd.DataFrame({"x": [i * 7919 % 1009 / 2 for i in range(n)], "y": [i * 104729 % 907 / 4 for i in range(n)]})
        chart = charts.Chart(300)
        chart.marks([(20 + x, 20 + y) for x, y in zip(df.x, df.y, strict=True)], "square", "#000000")
        return chart.done(df, "Many squares without an order that a reader could see.", n)

    assert figure(dots(400), "T")
    with pytest.raises(CourseError, match=r"takes [\d,]+ bytes for 4,000 points, and 60,000 bytes are the limit"):
        figure(dots(4000), "T")


def test_a_chart_is_drawn_once_for_a_desk_and_once_for_a_phone(monkeypatch):
    widths, save = [], charts.base.Chart.savefig
    monkeypatch.setattr(
        charts.base.Chart, "savefig", lambda chart, *a, **k: widths.append(chart.get_figwidth()) or save(chart, *a, **k)
    )
    show(charts.bars(OWN, category="office", value="staff", unit="people"))
    assert len(widths) == len(set(widths)) == 2


def test_a_chart_without_a_description_is_refused():
    chart = charts.Chart(100).done(OWN, "Too short.", 2)
    with pytest.raises(CourseError, match="needs an alt text of 40 characters"):
        figure(chart, "T")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", '"></td><script>alert(1)</script>', "\u202eevil"])
def test_hostile_text_in_data_title_and_caption_stays_text(text):
    df = OWN.assign(office=[text, "b"]).rename(columns={"staff": text})
    html = figure(charts.bars(df, category="office", value=text), text, caption=text, note=text).html
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= {
        *(
            "figure",
            "p",
            "strong",
            "bdi",
            "div",
            "img",
            "picture",
            "source",
            "figcaption",
            "details",
            "summary",
            "table",
            "caption",
        ),
        *("thead", "tbody", "tr", "th", "td"),
    }
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_an_address_that_is_not_a_web_page_is_no_link():
    assert anchors([["Source: "], ["A", "https://a.example/x?a=1&b=2"]]).count("<a ") == 1
    parts = provenance(OWN)
    assert parts == []
