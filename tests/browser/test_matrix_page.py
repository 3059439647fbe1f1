"""A grid of marks in a real browser, without a script: read, opened, on a phone, on paper and in the dark."""

from __future__ import annotations

import pytest

from lessonkit import web
from tests.test_matrix import grid

from .axe import violations
from .waiting import becomes, expect

# What a reader sees of a row's cells: signs drawn in the place of words, and words.
SEEN = """row => [...row.cells].slice(1).filter(cell => cell.checkVisibility()).map(cell => {
  const sign = getComputedStyle(cell, '::before').content.split(' / ')[0].replaceAll('"', '');
  return parseFloat(getComputedStyle(cell).fontSize) ? `${sign} ${cell.textContent}` : sign;
})"""
# Cells, names and opened words that reach beyond the page or their own table.
CUT = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  for (const part of document.querySelectorAll('lk-matrix :is(th, td, dl, dd, select, li)')) {
    const {left, right, width} = part.getBoundingClientRect();
    if (width && (left < 0 || right > wide + 0.5)) found.push(part.textContent);
  }
  return [...found, ...(document.documentElement.scrollWidth > wide ? ['the page'] : [])];
}"""


@pytest.fixture
def shown(page):
    """The grid as an export holds it: with the style of the page, and no script."""
    style = f"<style>{web.style()}</style>"
    page.set_content(
        f'<!doctype html><html lang="en"><title>Grid</title><meta name="viewport" content="width=device-width">{style}'
        f'<body class="lk-page"><main class="jp-RenderedHTMLCommon"><h1>Grid</h1>{grid().html}</main></body></html>'
    )
    yield page


def row(page, name):
    return page.get_by_role("row", name=name).filter(has=page.locator("[scope=row]"))


def open_row(page):
    """Click on the name of a row."""
    row(page, "bake").locator("th").click(force=True)  # the summary lies over it


def test_signs_stand_for_words_that_are_still_read_aloud(shown):
    assert row(shown, "bake").evaluate(SEEN) == ["●", "◐"]
    expect(shown.locator("table")).to_match_aria_snapshot(
        """
        - table "Ann bakes":
          - rowgroup:
            - row "Task Ann Bo <b>"
        """
    )
    expect(shown.get_by_role("cell", name="sometimes", exact=True)).to_have_count(1)
    expect(shown.get_by_role("combobox"), "nothing to choose where all columns are seen").to_have_count(0)


def test_a_row_is_opened_by_mouse_and_by_keyboard_and_takes_the_full_width(shown):
    words = shown.get_by_text("Bo the guest: Only bread")
    expect(words).to_be_hidden()
    open_row(shown)
    expect(words).to_be_visible()
    opened, table = (shown.locator(part).bounding_box() for part in ("tr:has([open]) td", "table"))
    assert opened["width"] == pytest.approx(table["width"], abs=2)
    open_row(shown)
    expect(words, "a second click closes it").to_be_hidden()
    shown.keyboard.press("Tab")  # from one row to the next
    shown.keyboard.press("Enter")
    expect(shown.get_by_text("Ann of the kitchen: Her choice")).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_a_menu_chooses_the_column_and_nothing_is_cut(shown, width):
    shown.set_viewport_size({"width": width, "height": 844})
    assert row(shown, "bake").evaluate(SEEN) == ["● yes"]
    menu = shown.get_by_role("combobox", name="Show")
    assert menu.bounding_box()["height"] >= 44
    assert all(box.bounding_box()["height"] >= 44 for box in shown.locator(".lk-marks summary").all())
    menu.select_option(label="Bo the guest")
    becomes(shown, lambda: row(shown, "bake").evaluate(SEEN), ["◐ sometimes"])
    open_row(shown)
    expect(shown.get_by_text("Bo the guest: Only bread")).to_be_visible()
    assert shown.evaluate(CUT) == []


def test_on_paper_all_columns_stand_whatever_was_chosen_and_nothing_is_open(shown):
    shown.set_viewport_size({"width": 390, "height": 844})
    open_row(shown)
    shown.emulate_media(media="print")
    shown.set_viewport_size({"width": 700, "height": 844})
    assert row(shown, "bake").evaluate(SEEN) == ["●", "◐"]
    expect(shown.get_by_text("Bo the guest: Only bread")).to_be_hidden()
    expect(shown.get_by_role("combobox")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1000])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing(shown, theme, width):
    shown.set_viewport_size({"width": width, "height": 844})
    if theme == "dark":
        shown.evaluate(
            "() => { document.documentElement.dataset.theme = 'dark'; document.body.style.background = '#111'; }"
        )
    if theme == "contrast":
        shown.emulate_media(forced_colors="active", contrast="more")
    open_row(shown)
    assert violations(shown, "lk-matrix") == []
