"""Explorers and tables in a real browser: every view by keyboard, words that follow, nothing left of the twin."""

from __future__ import annotations

import base64
import json
import zlib

import pandas as pd
import pytest
from matplotlib.figure import Figure

from lessonkit import charts, explorer, figure, rows, web
from lessonkit.html import Html, Markup, element

from . import axe, clock
from .waiting import ANY, becomes, expect

URL = "http://127.0.0.1:9/explorer.html"  # nothing listens there: the test answers the request
HOSTILE = "<img src=x onerror=window.hacked=1>\u202e $a$ $b$ {{x}}"
STAFF = pd.DataFrame(
    {
        "year": [2020, 2021, 2022, 2023] * 2,
        "office": ["Parks"] * 4 + ["Roads"] * 4,
        "staff": [1250, 1300, 1280, 1310, 87, 90, 88, 95],
        "source_id": ["report-a", "report-b", "report-a", "report-c"] * 2,
    }
)
OFFICES = pd.DataFrame(
    {
        "name": ["Parks", "Roads", "Harbor", "Zoölogy", HOSTILE],
        "kind": ["green", "grey", "blue", "green", "grey"],
        "staff": [1250, 87, None, 300, 9],
        "story": ["Trees and lawns.", "Bridges.", "", "Animals.", HOSTILE],
    }
)


def by_year():
    def draw(year):
        shown = STAFF[STAFF["year"] == year]
        return charts.bars(shown, category="office", value="staff", unit="people", most=1310)

    return explorer(draw, {"Year": [2020, 2021, 2022, 2023]}, title="Staff by year.", id="01-years")


def by_office():
    def draw(office, unit):
        shown = STAFF if office is None else STAFF[STAFF["office"] == office]
        return charts.lines(shown, x="year", y="staff", series="office", unit=unit)

    controls = {"Office": [(None, "All offices"), "Parks", "Roads"], "Unit": ["a", "b", "c", "d", "e"]}
    return explorer(draw, controls, title="Staff over time.", id="01-offices", start={"Office": "Roads"})


def table():
    return rows(OFFICES, title="The offices", id="01-table", filters=["kind"], details=["story"])


def setup():
    """What the set-up cell shows: with it, every table of the page is looked after."""
    data = {"course": "c", "lesson": "01", "id": "01", "ready": "Ready."}
    return Html(element("lesson", data, Markup("<p>Run this cell.</p>")), "")


def frames(shown):
    packed = shown.html.split('data-frames="', 1)[1].split('"', 1)[0]
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def show(page, *shown, script_first=True, alive=True):
    script = f"<script>{web.script()}</script>"
    cells = "".join(one.html for one in shown)
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>:root{color-scheme:light dark} body{font:16px/1.5 sans-serif;margin:1rem auto;max-width:50rem;"
        f"padding:0 1rem}}</style></head><body><main><h1>Explorers</h1><style>{web.style()}</style>"
        f"{script if script_first else ''}{cells}{'' if script_first else script}</main></body></html>"
    )
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type in ("error", "warning") else None)
    page.route(URL, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(URL)
    if alive:
        page.wait_for_function("document.querySelectorAll('lk-explorer, lk-rows').length"
                               " === document.querySelectorAll('.lk-panel').length")  # fmt: skip


def seen(page, box="lk-explorer"):
    """What the explorer shows now: picture, alt text, data rows, source line."""
    return page.locator(box).first.evaluate(
        """(el) => ({
          svg: decodeURIComponent(el.querySelector('img').src.split(',').slice(1).join(',')),
          alt: el.querySelector('img').alt,
          head: [...el.querySelectorAll('thead th')].map((c) => c.textContent),
          rows: [...el.querySelectorAll('.lk-table tbody tr')].map((tr) => [...tr.cells].map((c) => c.textContent)),
          source: el.querySelector('.lk-source').textContent,
          sub: el.querySelector('.lk-sub').textContent,
          from: el.querySelector('.lk-from').textContent,
        })"""
    )


def agrees(page, frame):
    wanted = {name: frame[name] for name in ("svg", "alt", "head", "rows", "sub", "from")}
    wanted["source"] = "".join(part[0] for part in frame["source"])
    becomes(page, lambda: seen(page), wanted)


@pytest.mark.parametrize("script_first", [True, False])
def test_nothing_is_left_of_the_static_twin(page, script_first):
    show(page, by_year(), by_office(), table(), script_first=script_first)
    expect(page.locator(".lk-twin")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Run the set-up cell", use_inner_text=True)
    expect(page.locator("figure")).to_have_count(2)
    expect(page.locator("table")).to_have_count(3)
    assert page.faults == []


def test_slider_steps_through_every_view_by_keyboard(page):
    shown = by_year()
    show(page, shown)
    slider = page.get_by_role("slider", name="Year")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    for i, frame in enumerate(frames(shown)):
        if i:
            page.keyboard.press("ArrowRight")
        agrees(page, frame)
        expect(slider).to_have_attribute("aria-valuetext", str(2020 + i))
        expect(page.locator(".lk-view")).to_have_text(f"Year: {2020 + i} (2 rows).")
    page.keyboard.press("ArrowRight")
    agrees(page, frames(shown)[-1])
    expect(slider).to_be_focused()
    assert page.faults == []


def test_pills_and_a_select_reach_every_view_and_begin_where_the_twin_was(page):
    shown = by_office()
    show(page, shown)
    every = frames(shown)
    now = seen(page)
    assert (now["alt"], now["rows"]) == (every[10]["alt"], every[10]["rows"])
    for i, office in enumerate(("All offices", "Parks", "Roads")):
        page.get_by_role("group", name="Office").get_by_label(office).check()
        for j, unit in enumerate(("a", "b", "c", "d", "e")):
            page.get_by_label("Unit").select_option(unit)
            frame = every[i * 5 + j]
            expect(page.locator("lk-explorer img")).to_have_attribute("alt", frame["alt"])
            expect(page.locator(".lk-table > summary")).to_have_text(f"Table ({len(frame['rows'])} rows)")
    page.keyboard.press("Tab")
    page.get_by_label("Roads").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("All offices")).to_be_checked()
    expect(page.locator(".lk-view")).to_contain_text("8 rows")


def test_the_picture_really_changes(page):
    show(page, by_year())
    img = page.locator("lk-explorer img")
    loaded = "(el) => el.decode().then(() => el.naturalWidth > 0)"
    becomes(page, lambda: img.evaluate(loaded), True)
    before = img.screenshot()
    page.get_by_role("slider").press("End")
    becomes(page, lambda: img.evaluate(loaded), True)
    becomes(page, lambda: img.screenshot() != before, True)


def test_play_walks_to_the_end_and_stops(page):
    clock.install(page)
    show(page, by_year())
    clock.stop(page)
    page.get_by_role("button", name="Play Year").click()
    expect(page.get_by_role("button", name="Pause Year")).to_have_text("Pause")
    page.clock.run_for(1500)
    expect(page.locator("output")).to_have_text("2021")
    page.clock.run_for(10_000)
    expect(page.locator("output")).to_have_text("2023")
    expect(page.get_by_role("button", name="Play Year")).to_have_text("Play")
    page.get_by_role("button", name="Play Year").click()
    expect(page.locator("output"), "playing again begins anew").to_have_text("2020")


def test_play_stops_when_the_reader_leaves_and_never_starts_by_itself(page):
    clock.install(page)
    show(page, by_year(), table())
    clock.stop(page)
    page.clock.run_for(60_000)
    expect(page.locator("output")).to_have_text("2020")
    page.get_by_role("button", name="Play Year").click()
    page.get_by_label("Search").focus()
    page.clock.run_for(60_000)
    expect(page.locator("output")).to_have_text("2020")


def test_reduced_motion_steps_slowly(page):
    page.emulate_media(reduced_motion="reduce")
    clock.install(page)
    show(page, by_year())
    clock.stop(page)
    page.get_by_role("button", name="Play Year").click()
    page.clock.run_for(2900)
    expect(page.locator("output")).to_have_text("2020")
    page.clock.run_for(200)
    expect(page.locator("output")).to_have_text("2021")


def test_damaged_views_keep_the_static_figure_and_say_so(page):
    shown = by_year()
    packed = shown.html.split('data-frames="', 1)[1].split('"', 1)[0]
    other = frames(shown)
    other[1]["alt"] = "Something else than what was drawn, but the right length."
    forged = base64.b64encode(zlib.compress(json.dumps(other).encode())).decode()
    for bad in (forged, packed[:400], "not base64!"):
        shown.html = shown.html.replace(packed, bad)
        packed = bad
        show(page, shown, alive=False)
        page.get_by_text("run this cell again").wait_for()
        expect(page.locator("img")).to_have_attribute("alt", frames(by_year())[0]["alt"])
        expect(page.locator("tbody").first.locator("tr")).to_have_count(2)
        expect(page.locator("input")).to_have_count(0)


@pytest.mark.parametrize("gone", ["window.DecompressionStream", "Blob.prototype.stream"])
def test_an_old_browser_is_told_of_its_age_and_keeps_the_figure(page, gone):
    page.add_init_script(f"delete {gone}")
    show(page, by_year(), table(), alive=False)
    page.get_by_text("This browser is too old for the moving views; the figure and its data are below.").wait_for()
    expect(page.locator("main")).not_to_contain_text("damaged", use_inner_text=True)
    expect(page.locator("lk-explorer img")).to_have_attribute("alt", frames(by_year())[0]["alt"])
    page.get_by_role("button", name="staff").click()
    expect(page.get_by_text("Sorted by staff, ascending.")).to_be_visible()


def test_tables_sort_both_ways_in_a_browser_that_reflects_no_aria(page):
    page.add_init_script("delete Element.prototype.ariaSort; delete window.WeakRef; delete crypto.subtle")
    show(page, table(), by_year())
    for said in ("ascending", "descending", "ascending"):
        page.get_by_role("button", name="staff").click()
        expect(page.get_by_text(f"Sorted by staff, {said}.")).to_be_visible()


def test_without_scripts_everything_can_be_read(browser_page_without_scripts):
    page = browser_page_without_scripts
    show(
        page, by_year(), table(), figure(charts.bars(STAFF[:1], category="office", value="staff"), "One."), alive=False
    )
    expect(page.locator("img")).to_have_count(2)
    text = page.locator("main").text_content()
    assert "This view: Year: 2020." in text and "1,310" in text and "Bridges." in text


@pytest.fixture
def browser_page_without_scripts(page):
    context = page.context.browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def visible(page):
    return [th.inner_text().split("\n")[0].strip() for th in page.locator("tbody tr:visible th").all()]


def test_rows_are_searched_filtered_and_counted(page):
    show(page, table())
    status = page.locator(".lk-view")
    expect(status).to_have_text("5 of 5 rows fit.")
    page.get_by_label("Search").press_sequentially("zoology")
    becomes(page, lambda: visible(page), ["Zoölogy"])
    expect(status).to_have_text("1 of 5 rows fit.")
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Kind").select_option("green")
    becomes(page, lambda: visible(page), ["Parks", "Zoölogy"])
    expect(status).to_have_text("2 of 5 rows fit.")
    page.get_by_label("Search").fill("lawns")
    becomes(page, lambda: visible(page), ["Parks"], "the search reads the details too")
    page.get_by_label("Search").fill("nothing like it")
    becomes(page, lambda: visible(page), [])
    expect(status).to_have_text("0 of 5 rows fit.")


def test_rows_are_sorted_by_keyboard_and_say_so(page):
    show(page, table())
    head = page.get_by_role("columnheader", name="Staff")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    staff = "[...document.querySelectorAll('tbody')].map((body) => body.rows[0].cells[2].textContent)"
    becomes(page, lambda: page.evaluate(staff), ["9", "87", "300", "1,250", ""])
    expect(page.locator(".lk-view")).to_have_text("Sorted by Staff, ascending.")
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    becomes(page, lambda: page.evaluate(staff), ["1,250", "300", "87", "9", ""])
    expect(page.locator("[aria-sort]")).to_have_count(1)
    page.get_by_role("columnheader", name="Name").get_by_role("button").click()
    expect(head).not_to_have_attribute("aria-sort", ANY)
    becomes(page, lambda: visible(page)[1:], ["Harbor", "Parks", "Roads", "Zoölogy"])


def test_details_open_one_by_one_and_all_at_once(page):
    show(page, table())
    first = page.locator(".lk-more").first
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first.get_by_text("Trees and lawns.")).to_be_visible()
    widths = page.evaluate("['.lk-more', 'table'].map((s) => document.querySelector(s).getBoundingClientRect().width)")
    assert widths[0] > 0.9 * widths[1], "opened, it takes the width of the table"
    page.get_by_role("button", name="Open all").click()
    expect(page.locator("details[open]")).to_have_count(4)
    expect(page.locator(".lk-foot details[open]")).to_have_count(0)
    page.get_by_role("button", name="Close all").click()
    expect(page.locator("details[open]")).to_have_count(0)


def test_hostile_text_runs_nothing_and_turns_nothing(page):
    df = STAFF.assign(office=[HOSTILE] * 4 + ["Roads"] * 4)

    def draw(year):
        return charts.bars(df[df["year"] == year], category="office", value="staff")

    shown = explorer(draw, {"Year": [(2020, HOSTILE), (2021, "b")]}, title=HOSTILE, id="x")
    show(page, shown, table())
    page.get_by_label("b", exact=True).check()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Open all").click()
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main img")).to_have_count(1)
    expect(page.locator("td bdi, th bdi")).not_to_have_count(0)
    assert page.faults == []


def test_no_key_reaches_the_notebook_around_it(page):
    show(page, by_year(), by_office(), table())
    page.evaluate("window.heard = []; document.addEventListener('keydown', (e) => window.heard.push(e.key))")
    for control in page.locator("main :is(input, select, button, summary)").all():
        if not control.is_visible():
            continue
        control.focus()
        for key in ("ArrowDown", "b", "c", "x", "m", "d", "d"):
            page.keyboard.press(key)
    assert page.evaluate("window.heard") == []


MEDIA = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"forced_colors": "active"},
}


def test_axe_finds_nothing_in_any_colors(page):
    still = figure(charts.bars(STAFF[:1], category="office", value="staff"), "One office.", caption="A caption.")
    show(page, still, by_year(), by_office(), table())
    in_any_colors(page)
    for details in page.locator("details").all():
        details.evaluate("(el) => { el.open = true; }")
    page.get_by_role("slider").press("End")
    page.get_by_label("Kind").select_option("green")
    page.locator("lk-rows").get_by_role("columnheader", name="Staff").get_by_role("button").click()
    in_any_colors(page)


def in_any_colors(page):
    """Ask axe all its rules once, and those of color in each medium."""
    found = {"": axe.violations(page, "main")}
    for name, media in MEDIA.items():
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        found[name] = axe.violations(page, "main", only=axe.COLORS)
    assert found == {key: [] for key in found}


def many(count):
    """A table of `count` rows with a source, a number above a thousand and a quotation mark in a name."""
    df = pd.DataFrame({"name": [f'Office "{i}"' for i in range(count)], "staff": [1000 + i for i in range(count)]})
    df["story"] = ["Trees, lawns.", *["Roads."] * (count - 1)]
    df.attrs["publisher"] = "Town hall"
    return df


def test_a_long_table_shows_eight_rows_and_then_all(page):
    show(page, rows(many(26), title="Offices", id="01-many", details=["story"]))
    names = page.locator("tbody th:visible")
    expect(names).to_have_count(8)
    page.get_by_label("Search").fill("Office")
    page.get_by_role("button", name="Show all 26").click()
    expect(names).to_have_count(26)
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)
    inside = page.locator(".lk-scroll").evaluate("(box) => box.scrollHeight - box.clientHeight")
    assert inside <= 1, "no window to scroll inside the page"


def test_one_or_two_rows_more_are_worth_no_click(page):
    show(page, rows(many(10), title="Offices", id="01-ten"))
    expect(page.locator("tbody th:visible")).to_have_count(10)
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)


def test_eight_rows_are_counted_among_those_that_fit(page):
    show(page, rows(many(26), title="Offices", id="01-many"))
    page.get_by_label("Search").fill("1")  # numbers 1, 10 to 19, 21, and every count of staff: all
    expect(page.get_by_role("button", name="Show all 26")).to_be_visible()
    page.get_by_label("Search").fill('"2')
    expect(page.locator("tbody th:visible")).to_have_count(7)
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)
    page.get_by_role("button", name="Staff").click()
    page.get_by_role("button", name="Clear").click()
    page.get_by_role("button", name="Staff").click()
    expect(page.locator("tbody th:visible").first).to_contain_text("25")


def test_a_table_without_controls_says_no_count(page):
    show(page, setup(), rows(many(4), title="Offices", id="01-still", search=False, sort=False), alive=False)
    expect(page.get_by_role("button", name="Download CSV")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("of 4 rows")
    expect(page.locator(".lk-panel")).to_have_count(0)


def saved(page, box):
    with page.expect_download() as download:
        box.get_by_role("button", name="Download CSV").click()
    return download.value


def test_the_table_of_each_is_saved_as_a_file_that_pandas_reads(page):
    df = many(26)
    still = figure(charts.bars(df, category="name", value="staff"), "Staff / offices")
    show(page, setup(), still, by_year(), rows(df, title="Offices", id="01-many", details=["story"]))
    for open_ in page.locator(".lk-table > summary").all():
        open_.click()
    got = saved(page, page.locator("main > figure"))
    assert got.suggested_filename.endswith(".csv")
    assert pd.read_csv(got.path()).to_dict("list") == {
        "Name": list(df["name"])[::-1],
        "Staff": list(df["staff"])[::-1],
    }
    page.get_by_role("slider").press("End")
    expect(page.locator(".lk-view").first).to_contain_text("2023")
    got = pd.read_csv(saved(page, page.locator("lk-explorer")).path())
    assert got["Staff"].tolist() == STAFF[STAFF["year"] == 2023]["staff"].tolist()
    page.get_by_label("Search").fill("nothing like it")
    got = pd.read_csv(saved(page, page.locator("lk-rows")).path(), header=None, skiprows=1)
    assert len(got) == 26 and got.iloc[0].tolist() == ['Office "0"', 1000, "Story", "Trees, lawns."]
    assert page.faults == []


def test_the_accessibility_tree_names_what_can_be_moved(page):
    show(page, by_year(), table())
    tree = page.locator("lk-explorer").aria_snapshot()
    for line in (
        'figure "Staff by year."',
        'group "Controls of: Staff by year."',
        'slider "Year"',
        'button "Play Year"',
        'status: "Year: 2020 (2 rows)."',
        'img "Bar chart of staff by office',
    ):
        assert line in tree, tree
    tree = page.locator("lk-rows").aria_snapshot()
    for line in (
        'searchbox "Search"',
        'combobox "Kind"',
        'table "The offices"',
        'columnheader "Name"',
        'rowheader "Parks',
    ):
        assert line in tree, tree


def test_search_finds_what_a_row_says_and_not_its_buttons(page):
    show(page, table())
    for words, count in (("story", 0), ("more", 0), ("bridges", 1), ("1250", 1), ("1,250", 1), ("zoology animals", 1)):
        page.get_by_label("Search").fill(words)
        expect(page.get_by_role("status")).to_have_text(f"{count} of 5 rows fit.")


def long_words():
    """An explorer of which an option, its label and its source are longer than a phone is wide."""
    word = "Supplementalappropriations" * 5
    staff = STAFF[STAFF["year"] == 2020].assign(source_id="https://archive.example/" + "20131104032635" * 6)
    controls = {word: [word, "b"]}
    draw = lambda **_: charts.bars(staff, category="office", value="staff")  # noqa: E731
    return explorer(draw, controls, title=f"Long: {word}.", caption=word, id="01-long")


def test_on_a_phone_a_table_is_cards_with_labels(page):
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, setup(), figure(charts.bars(STAFF[:1], category="office", value="staff"), "One."), by_year(), table())
    for details in page.locator("details").all():
        details.evaluate("(el) => { el.open = true; }")
    said = "(td) => getComputedStyle(td, '::before').content"
    for box, words in (("main > figure", '"Staff: "'), ("lk-explorer", '"Staff: "'), ("lk-rows", '"Kind: "')):
        cell = page.locator(f"{box} td:not([colspan])").first
        becomes(page, lambda cell=cell: cell.evaluate(said), words)
    cut = "[...document.querySelectorAll('.lk-scroll')].filter((b) => b.scrollWidth > b.clientWidth + 1).length"
    assert page.evaluate(cut) == 0
    assert axe.violations(page, "main") == []


def foreign():
    """A picture of matplotlib's own with axes side by side, which nothing can draw again for a phone."""
    drawn = Figure(figsize=(8, 3))
    for axes in drawn.subplots(1, 2):
        axes.plot([1, 2], [3, 4])
    return figure(drawn, "A line rises.", alt="A line that rises from 3 at the left to 4 at the right.")


LETTERS = """(img) => {
  const written = decodeURIComponent(img.currentSrc.split(',').slice(1).join(','));
  const svg = new DOMParser().parseFromString(written, 'image/svg+xml').documentElement;
  const sizes = Array.from(svg.querySelectorAll('[font-size]'), (part) => +part.getAttribute('font-size'));
  return Math.min(12, ...sizes) * img.clientWidth / svg.viewBox.baseVal.width;
}"""


def test_on_a_phone_pictures_are_whole_and_their_letters_large_enough(page):
    page.set_viewport_size({"width": 390, "height": 844})
    still = figure(charts.bars(STAFF[:2], category="year", value="staff"), "Two years.")
    show(page, still, by_year(), by_office(), table(), long_words())
    for details in page.locator("details").all():
        details.evaluate("(el) => { el.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_role("slider").press("End")
    for img in page.locator(".lk-plate img").all():
        becomes(page, lambda img=img: img.evaluate("(el) => el.complete && el.currentSrc.includes('320')"), True)
        assert img.bounding_box()["x"] >= 0 and img.bounding_box()["width"] <= 390
        assert img.evaluate(LETTERS) >= 11
    page.set_viewport_size({"width": 1000, "height": 700})
    wide = "(el) => el.complete && el.currentSrc.includes('576')"
    becomes(page, lambda: page.locator("lk-explorer img").first.evaluate(wide), True)


def test_on_a_phone_a_picture_without_a_form_of_its_own_scrolls_and_not_the_page(page):
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, foreign(), alive=False)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    plate = page.locator(".lk-plate")
    becomes(page, lambda: plate.locator("img").bounding_box()["width"] >= 500, True)
    plate.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_no_request_is_made(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, by_year(), table())
    page.get_by_role("slider").press("End")
    page.locator("lk-explorer img").evaluate("(el) => el.decode()")
    assert [url for url in asked if not url.startswith("data:")] == [URL]
