"""A lesson as slides, from a file on disk: each fits the wall, every key works, and nothing that is done is kept."""

from __future__ import annotations

import re
import shutil

import pytest

from lessonkit.course import course_at
from lessonkit.show import slides
from lessonkit.teach import slides_file

from . import axe
from .test_lessons import LESSONS, ROOT
from .waiting import begins, expect

WALL = {"width": 1280, "height": 720}
# What is wrong with the slide that is shown: it is larger than the wall, cuts something off, or has words too small for
# the last row; or words of a picture, and the marks of its legend, stand on each other.
FAULTS = """() => {
  const section = document.querySelector('section.present'), board = section.querySelector('.lk-board');
  const faults = [], name = words => words.trim().slice(0, 40);
  if (board.scrollHeight > board.clientHeight + 1 || board.scrollWidth > board.clientWidth + 1) {
    faults.push('does not fit');
  }
  const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const {parentElement: e, textContent} = walker.currentNode;
    if (!textContent.trim() || e.closest('.lk-hide, .lk-view, option')) continue;
    const size = parseFloat(getComputedStyle(e).fontSize), box = e.getBoundingClientRect();
    if (!box.width || !e.checkVisibility({visibilityProperty: true})) continue;
    if (size < 18) faults.push(`${size} px: ${name(textContent)}`);
    if (box.bottom > 721 || box.right > 1281 || box.top < -1) faults.push('beyond: ' + name(textContent));
  }
  const end = board.getBoundingClientRect().bottom;
  for (const cut of section.querySelectorAll('button, .lk-card, .lk-plate')) {
    if (board.contains(cut) && cut.checkVisibility() && cut.getBoundingClientRect().bottom > end + 0.5) {
      faults.push('cut off: ' + name(cut.textContent));
    }
  }
  for (const img of section.querySelectorAll('img')) {
    const svg = new DOMParser().parseFromString(decodeURIComponent(img.src.slice(img.src.indexOf(',') + 1)),
      'image/svg+xml').documentElement;
    const sizes = [svg, ...svg.querySelectorAll('[font-size]')].map(e => parseFloat(e.getAttribute('font-size')));
    const box = img.getBoundingClientRect(), least = Math.min(...sizes) * box.width / svg.viewBox.baseVal.width;
    if (!(least >= 17.9)) faults.push(`letters of ${least.toFixed(1)} px in a picture`);
    if (box.bottom > 721 || box.right > 1281 || box.left < 0) faults.push('a picture beyond the wall');
    document.body.append(svg);
    const inner = node => {
      const {x, y, width, height} = node.getBoundingClientRect();
      return {node, x, y: y + height * 0.2, width, height: height * 0.6};
    };
    const words = [...svg.querySelectorAll('text')].map(inner);
    const marks = [...svg.querySelectorAll('g > path')].map(inner).filter(one => one.width < 40 && one.height < 24);
    words.forEach((one, i) => [...words.slice(i + 1), ...marks].forEach(two => {
      const wide = Math.min(one.x + one.width, two.x + two.width) - Math.max(one.x, two.x);
      const high = Math.min(one.y + one.height, two.y + two.height) - Math.max(one.y, two.y);
      const inside = !words.includes(two) && one.width <= two.width;
      if (wide > 2 && high > 1 && !inside) {
        faults.push(`${name(one.node.textContent)} on ${name(two.node.textContent) || 'a mark'}`);
      }
    }));
    svg.remove();
  }
  return faults.map(fault => `${section.dataset.title}: ${fault}`);
}"""
# Answers every question and shows every answer, then names the slides that are too small for what is said.
ANSWERED = """async () => {
  const tell = field => ['input', 'change'].forEach(type => field.dispatchEvent(new Event(type, {bubbles: true})));
  for (const card of document.querySelectorAll('section lk-quiz form')) {
    for (const list of card.querySelectorAll('select')) { list.selectedIndex = 1; tell(list); }
    for (const field of card.querySelectorAll('.lk-number')) { field.value = '1'; tell(field); }
    card.querySelector('.lk-check').click();
  }
  for (const shows of document.querySelectorAll('.lk-main')) {
    const hands = shows.closest('.lk-vote').querySelectorAll('input');
    [hands[0].value, hands[1].value] = [9, 9];
    shows.click();
    tell(hands[0]);
  }
  for (let frames = 0; frames < 5; frames++) await new Promise(requestAnimationFrame);
  const over = board => board.scrollHeight > board.clientHeight + 1;
  return [...document.querySelectorAll('.lk-board')].filter(over).map(e => e.closest('section').dataset.title);
}"""
DRAWN = """() => [...document.querySelectorAll('lk-explorer')].every(e =>
  e.querySelector('.lk-panel') && e.querySelector('img').dataset.by)"""


@pytest.fixture
def wall(page):
    """Open a file of slides; return what opens one."""
    page.set_viewport_size(WALL)

    def open_(file):
        page.goto(file.as_uri())
        page.locator("body[data-ready]").wait_for()
        page.wait_for_function(DRAWN)
        return page

    return open_


@pytest.fixture(scope="module")
def small(live, tmp_path_factory):
    """The slides of the small course, which has each kind of question and both kinds of explorer."""
    return slides_file.write(course_at(live), "01", tmp_path_factory.mktemp("small"))


def place(page):
    """Return the slide that is shown, counted from 1."""
    return int(page.locator("section.present .lk-at").inner_text().split()[0])


def many(page):
    """Return the number of slides."""
    return int(page.locator("body").get_attribute("data-ready"))


def turn_to(page, selector):
    """Go from the first slide to the one that holds an element, by key; return the element."""
    wanted = page.locator("section.present").locator(selector).first
    page.keyboard.press("Home")
    for _ in range(80):
        if wanted.count():
            return wanted
        page.keyboard.press("PageDown")
    raise AssertionError(f"{selector} is on no slide")


def test_every_slide_of_every_lesson_fits_the_wall_and_the_last_row_can_read_it(wall, tmp_path):
    course, faults = course_at(ROOT), []
    for name in LESSONS:
        file = slides_file.write(course, name[:2], tmp_path)
        assert file.stat().st_size < 3_000_000
        page = wall(file)
        count = many(page)
        for at in range(1, count + 1):
            assert place(page) == at
            faults += [f"{name[:2]}, slide {at}, {fault}" for fault in page.evaluate(FAULTS)]
            page.keyboard.press("Space")
        assert place(page) == count, "the last slide stays"
        faults += [f"{name[:2]}, answered, {title}" for title in page.evaluate(ANSWERED)]
    assert faults == []


@pytest.mark.parametrize(
    "control",
    [
        "input[type=radio]",
        "lk-explorer input[type=range]",
        ".lk-play",
        ".lk-check",
        "lk-quiz select",
        "lk-quiz summary, .lk-bar button",
        ".lk-hand button",
        ".lk-main",
    ],
)
def test_after_a_click_in_any_control_the_keys_are_those_of_the_show(wall, small, control):
    page = wall(small)
    clicked = turn_to(page, control)
    at = place(page)
    clicked.click()
    if control == "lk-quiz select":  # an open list has its keys until something is chosen
        clicked.select_option(index=1)
    for key, to in (("Space", at + 1), ("PageUp", at), ("ArrowRight", at + 1), ("ArrowLeft", at), ("PageDown", at + 1)):
        page.keyboard.press(key)
        assert place(page) == to, key
    page.keyboard.press("Home")
    assert place(page) == 1
    page.keyboard.press("End")
    assert place(page) == many(page)


def test_a_field_keeps_letters_and_arrows_and_a_clicker_still_goes_on(wall, small):
    page = wall(small)
    for field in ("lk-quiz textarea", ".lk-hand input"):
        typed = turn_to(page, field)
        at = place(page)
        typed.click()
        for key in ("1", "ArrowLeft", "2", "Home", "End"):
            page.keyboard.press(key)
        expect(typed).to_have_value(re.compile("^(12|21)$"))
        assert place(page) == at
        page.keyboard.press("PageDown")
        assert place(page) == at + 1
    turn_to(page, "lk-quiz textarea").click()
    page.keyboard.press("Escape")
    expect(page.locator("body.is-sheet"), "Escape ends the show").to_have_count(1)


def test_by_mouse_and_by_key_a_question_is_answered_an_explorer_moves_and_nothing_is_kept(wall, small):
    page = wall(small)
    keys = page.keyboard
    explorer = turn_to(page, "lk-explorer:has(.lk-pick)")
    picture = explorer.locator("img")
    before = picture.get_attribute("alt")
    explorer.locator("label").last.click()
    expect(picture).not_to_have_attribute("alt", before)
    explorer.locator("input:checked").focus()
    keys.press("Tab")
    keys.press("Shift+Tab")  # reached by Tab, a control keeps its arrows
    at = place(page)
    keys.press("ArrowUp")
    expect(picture).to_have_attribute("alt", before)
    assert place(page) == at
    number = turn_to(page, "lk-quiz .lk-number")
    card = page.locator("section.present lk-quiz")
    number.fill("1")
    card.locator(".lk-check").click()
    expect(card.locator("[role=status]")).to_have_text(begins("Correct. ", "Not yet. "))
    number.fill("2")
    keys.press("Enter")
    expect(card.locator("[role=status]")).to_have_text(begins("Correct. ", "Not yet. "))
    assert page.evaluate("() => { try { return window.localStorage.length } catch { return 'shut' } }") == "shut"
    page.reload()
    page.locator("body[data-ready]").wait_for()
    expect(turn_to(page, "lk-quiz .lk-number")).to_have_value("")


def test_a_show_of_hands_counts_what_is_stepped_or_typed_and_then_tells_the_answer(wall, small):
    page = wall(small)
    turn_to(page, ".lk-main")
    slide = page.locator("section.present")
    rows = slide.locator(".lk-hand")
    rows.nth(0).get_by_role("button", name="One hand more for A").click(click_count=3)
    rows.nth(1).get_by_label("Hands for B").fill("9")
    expect(slide.locator(".lk-kept")).to_contain_text("12 hands")
    assert rows.nth(1).evaluate("e => e.style.getPropertyValue('--v')") == "75"
    expect(slide.locator(".is-right")).to_have_count(0)
    slide.get_by_role("button", name="Show the answer").click()
    expect(slide.locator(".is-right")).to_contain_text("✓ Correct")
    expect(slide.locator("[role=status]")).to_have_text(begins("Correct: "))
    slide.get_by_role("button", name="Start again").click()
    expect(slide.locator(".is-right")).to_have_count(0)
    expect(slide.locator(".lk-kept")).to_contain_text("0 hands")


def test_list_keys_timer_black_and_notes(wall, small):
    page = wall(small)
    keys = page.keyboard
    keys.press("PageDown")
    keys.press("o")
    items = page.get_by_role("dialog", name="All slides").locator("li button")
    expect(items.nth(1)).to_be_focused()
    items.nth(3).click()
    assert place(page) == 4
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("black screen")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body.is-sheet"), "Escape closes what is open first").to_have_count(0)
    keys.press("t")
    expect(page.get_by_role("timer")).to_have_text(begins("0:0"))
    for key in ("b", "."):
        keys.press(key)
        expect(page.locator(".reveal.paused")).to_have_count(1)
        keys.press(key)
        expect(page.locator(".reveal.paused")).to_have_count(0)
    with page.expect_popup() as opened:
        keys.press("s")
    notes = opened.value
    expect(notes.locator("h1")).to_have_text(page.locator("section.present").get_attribute("data-title"))
    notes.keyboard.press("PageDown")  # a clicker may speak to either window
    assert place(page) == 5
    expect(notes.locator("h1")).to_have_text(page.locator("section.present").get_attribute("data-title"))
    expect(notes.locator("#lk-time")).to_have_text(begins("0:"))
    page.keyboard.press("Escape")
    expect(page.locator("body.is-sheet")).to_have_count(1)
    assert notes.is_closed()


def test_the_handout_has_every_slide_with_its_note(wall, tmp_path):
    page = wall(slides_file.write(course_at(ROOT), LESSONS[1][:2], tmp_path))
    said = page.locator("section .notes p").first.inner_text
    page.keyboard.press("Escape")
    assert said()
    shown = page.locator("section").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height > 300).length"
    )
    assert shown == many(page)
    page.get_by_role("button", name="Present").click()
    page.keyboard.press("PageDown")
    assert place(page) == 2
    pdf = page.pdf(format="Letter")
    pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf))
    assert shown / 3 <= pages <= shown * 0.7, "about two slides a page"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_slide(wall, small, page, theme):
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    wall(small)
    seen, found, only = set(), [], axe.COLORS if theme == "dark" else ()
    for _ in range(many(page)):
        board = page.locator("section.present .lk-board")
        kind = board.get_attribute("class") + str(board.locator("select, textarea, [type=range]").count() > 0)
        if kind not in seen:
            found += axe.violations(page, "section.present", ".lk-tools", only=only)
        seen.add(kind)
        page.keyboard.press("PageDown")
    page.keyboard.press("?")
    found += axe.violations(page, "dialog[open]", only=only)
    assert found == []
    expect(page.locator(f"html[data-theme={theme}]")).to_have_count(1)


def test_an_exported_page_opens_the_slides_beside_it_and_says_what_to_do_where_there_are_none(
    page, small, live, tmp_path
):
    from .test_exports import convert

    convert(tmp_path, [live / "notebooks/01-small.ipynb"])
    page.goto((tmp_path / "01-small.html").as_uri())
    page.get_by_role("button", name="Present").click()
    expect(page.locator("lk-lesson .lk-says")).to_contain_text("lessonkit slides 01")
    shutil.copy(small, tmp_path)
    page.get_by_role("button", name="Present").click()
    frame = page.frame_locator(".lk-show")
    expect(frame.locator("section.present .lk-at")).to_have_text(begins("1 of "))
    page.keyboard.press("PageDown")
    expect(frame.locator("section.present .lk-at")).to_have_text(begins("2 of "))
    page.keyboard.press("Escape")
    expect(page.locator(".lk-show")).to_be_hidden()
    page.get_by_role("button", name="Present", exact=True).click()
    expect(frame.locator("section.present .lk-at"), "where it was left").to_have_text(begins("2 of "))


@pytest.mark.parametrize(
    ("card", "answer"), [(".lk-order", "1. "), (".lk-number", "Answer"), ("textarea", "A model answer")]
)
def test_a_presenter_has_the_answer_of_a_card_in_the_notes_and_the_wall_has_not(wall, small, card, answer):
    page = wall(small)
    turn_to(page, f"lk-quiz {card}")
    slide = page.locator("section.present")
    expect(slide.locator(".notes")).to_contain_text(answer)
    expect(slide.locator(".notes")).to_be_hidden()


def test_a_cell_that_is_left_out_and_one_with_words_of_its_own(tmp_path):
    assert slides.texts_of({"lessonkit": {"slide": False}}) == []
    assert slides.texts_of({"lessonkit": {"slide": "One\n\nTwo"}}) == ["One\n\nTwo"]
    assert slides.texts_of({}) is None
