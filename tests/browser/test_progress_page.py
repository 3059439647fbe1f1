"""Answers in a browser: where they are kept, who sees them, how they travel, how they go."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

import pytest

from lessonkit.progress import Log

from .. import progress_page, quiz_keys, quiz_page
from ..progress_page import BROWSER, FILE, answer, download, kept, load, passport, press, questions, said, show
from ..quiz_page import card
from . import axe, clock
from .waiting import becomes, ends, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "deploy"))
from web_modules import joined

# -- browser, keeper, file ---------------------------------------------------------------------------------------------


def test_an_answer_waits_in_the_browser_and_reaches_the_file_once(page, course, kernel):
    show(page, course, "01-first-leaf", "01-chart")
    kept(answer(page), BROWSER)
    assert questions(course) == []
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    expect(kernel.line()).to_have_text("Your answers are kept in progress/answers.jsonl.")
    kept(answer(page, "01-chart"), FILE)
    page.reload()
    kernel.connect()
    kept(card(page, "01-chart"), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf", "01-chart"])


def test_a_dead_kernel_is_said_and_the_answer_waits(page, course, kernel):
    clock.install(page)
    show(page, course, "01-first-leaf", "01-chart")
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    kernel.alive = False
    kept(answer(page), BROWSER)
    clock.stop(page)  # an hour passes at once, more than anybody waits for a kernel
    kernel.line().get_by_text("1 answer is kept in this browser, not yet in your file.").wait_for()
    expect(kernel.line()).to_have_text(ends("Run this cell to save your answers."))
    page.clock.resume()
    kernel.alive = True
    kernel.restart()
    page.reload()
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf"])


def test_a_kernel_that_dies_between_writing_and_saying_so_doubles_nothing(page, course, kernel):
    show(page, course, "01-first-leaf")
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    kernel.mute = True
    kept(answer(page), BROWSER)
    kernel.until(lambda: questions(course) == ["01-first-leaf"])
    kernel.mute = False
    kernel.restart()
    page.reload()
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf"])


def test_what_the_disk_refuses_is_said_and_kept(page, course, kernel):
    Log(course).path.parent.write_text("a file where the folder should be")
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page), BROWSER)
    kernel.line().get_by_text("could not be written").wait_for()
    Log(course).path.parent.unlink()
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)


def test_a_browser_that_forgot_gets_its_answers_back_from_the_file(page, course, kernel):
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page), FILE)
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(card(page, "01-first-leaf").locator("input:checked")).to_have_count(0)
    kernel.connect()
    kernel.asks("progress/answers.jsonl holds 1 answer")
    expect(card(page, "01-first-leaf").locator("input:checked")).to_have_count(0)
    kernel.choose("Take them in")
    kept(card(page, "01-first-leaf"), FILE)
    expect(card(page, "01-first-leaf").locator("input:checked")).to_have_count(1)
    page.reload()
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)  # asked once


def test_private_answers_never_reach_the_kernel(page, course, kernel):
    show(page, course, "01-liking", "01-sure", "01-first-leaf")
    for id in ("01-liking", "01-sure"):
        card(page, id).locator("input").first.check()
        card(page, id).get_by_role("button", name="Keep my answer").click()
    kernel.connect()
    kept(answer(page), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf"])
    page.reload()
    expect(card(page, "01-liking").locator("input:checked")).to_have_count(1)


def test_a_cleared_answer_stays_cleared_and_the_next_one_counts_on(page, course, kernel):
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page, place=0), FILE)
    card(page, "01-first-leaf").get_by_role("button", name="Start over").click()
    page.reload()
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    expect(card(page, "01-first-leaf").locator("input:checked")).to_have_count(0)
    kept(answer(page, place=2), FILE)
    assert [(e["try"], e["first"]["answer"]) for e in Log(course).events()] == [(1, 2), (2, 2)]


# -- whose answers -----------------------------------------------------------------------------------------------------


def test_another_students_file_on_the_same_computer_shows_nothing(page, course, kernel, tmp_path, monkeypatch):
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page), FILE)
    first = Log(course).peek()
    monkeypatch.setenv("LESSONKIT_PROGRESS", str(tmp_path / "other"))
    kernel.restart()
    page.reload()
    kernel.connect()
    kernel.asks("1 answer from before is in this browser and not in this file. Are they yours?")
    assert questions(course) == []
    kernel.choose("Begin my own")
    page.wait_for_function("document.querySelectorAll('lk-quiz input:checked').length === 0")
    kept(answer(page, place=1), FILE)
    # Each comes back to their own.
    for folder, place in ((None, "2"), (tmp_path / "other", "1")):
        monkeypatch.delenv("LESSONKIT_PROGRESS")
        if folder:
            monkeypatch.setenv("LESSONKIT_PROGRESS", str(folder))
        kernel.restart()
        kernel.connect()
        card(page, "01-first-leaf").locator(f"input[value='{place}']:checked").wait_for()
        monkeypatch.setenv("LESSONKIT_PROGRESS", "")
    assert first


def test_students_of_one_hub_share_an_address_and_see_nothing_of_each_other(page, course, kernel):
    show(page, course, "01-first-leaf", place="/user/a/")
    kernel.connect()
    kept(answer(page), FILE)
    show(page, course, "01-first-leaf", place="/user/b/")
    expect(card(page, "01-first-leaf").locator("input:checked")).to_have_count(0)


def test_answers_given_before_any_file_was_known_become_its_own_with_the_nickname(page, course, kernel):
    show(page, course, "01-first-leaf")
    passport(page).get_by_label("Nickname").fill("Sky")
    passport(page).get_by_label("Nickname").press("Tab")
    kept(answer(page), BROWSER)
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    assert download(page)["nickname"] == "Sky"
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('|new|') || k.endsWith('|new'))") == []


def test_a_keeper_carries_the_answers_of_every_lesson(page, course, kernel):
    show(page, course, "01-first-leaf")
    kept(answer(page), BROWSER)
    kernel.lesson = "02"
    kernel.restart()
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)


def test_two_tabs_show_the_same(context, page, course, watch):
    show(page, course, "01-first-leaf")
    second = watch.follow(context.new_page())
    show(second, course, "01-first-leaf")
    answer(page)
    second.wait_for_function("document.querySelectorAll('lk-quiz input:checked').length === 1")
    second.get_by_text("Answered 1 of 1; 0 right at the first try.").wait_for()


def test_a_browser_that_keeps_nothing_says_so_and_works(page, course, kernel):
    page.add_init_script(
        "for (const name of ['setItem', 'getItem']) Storage.prototype[name] = () => { throw new DOMException('no'); }"
    )
    show(page, course, "01-first-leaf")
    kept(answer(page), "This browser keeps nothing: the answer lasts until this page is closed.")
    passport(page).get_by_text("This browser refuses to keep them: save your passport").wait_for()
    assert len(download(page)["answers"]) == 1
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    passport(page).get_by_text("1 answer is in it now.", exact=True).wait_for()  # the file has it: no warning


# -- passport ----------------------------------------------------------------------------------------------------------


def test_a_passport_holds_answers_and_nothing_of_the_person(page, course):
    show(page, course, "01-first-leaf", "01-explain", "01-liking", "01-sure")
    answer(page)
    for id in ("01-explain", "01-liking", "01-sure"):
        quiz_keys.answer(page, card(page, id), id)
    whole = download(page)
    assert set(whole) == {"format", "course", "passport", "nickname", "saved", "answers"}
    # A text written for the teacher reaches the teacher, unless its writer keeps it back; opinions never leave.
    assert [a["question"] for a in whole["answers"]] == ["01-explain", "01-first-leaf"]
    assert whole["nickname"] == ""
    expect(passport(page)).to_contain_text("2 answers are in it now, 1 in your own words.", use_inner_text=True)
    box = passport(page).get_by_label("my own words")
    box.focus()
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(passport(page)).to_contain_text("1 answer is in it now.", use_inner_text=True)
    assert [a["question"] for a in download(page)["answers"]] == ["01-first-leaf"]
    page.evaluate(
        """() => { const old = document.querySelector('lk-passport'), made = document.createElement('lk-passport');
        made.dataset.lk = old.dataset.lk; old.replaceWith(made) }"""
    )
    expect(passport(page).get_by_label("my own words"), "a cell that runs again keeps the choice").not_to_be_checked()


def test_a_passport_loads_on_another_machine_in_any_order_any_number_of_times(page, course, browser, watch, kernel):
    show(page, course, "01-first-leaf", "01-chart")
    answer(page, place=0)
    early = download(page)
    answer(page, place=2)
    answer(page, "01-chart")
    late = download(page)
    results = []
    for order in ([early, late], [late, early], [late, late, early, late]):
        elsewhere = browser.new_context()
        other = watch.follow(elsewhere.new_page())
        show(other, course, "01-first-leaf", "01-chart")
        for data in order:
            load(other, data)
            other.get_by_text("Loaded").wait_for()
            passport(other).locator("[role=status]").evaluate("e => { e.textContent = ''; }")
        other.get_by_text("Answered 2 of 2; 1 right at the first try.").wait_for()
        results.append(download(other)["answers"])
        elsewhere.close()
    assert results[0] == results[1] == results[2] == late["answers"]
    # What was loaded reaches this machine's file, each answer once.
    page.evaluate("localStorage.clear()")
    page.reload()
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()
    for _ in range(2):
        load(page, late)
        kept(card(page, "01-chart"), FILE)
    becomes(page, lambda: sorted(questions(course)), ["01-chart", "01-first-leaf"])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"format": "lessonkit-passport/2", "answers": []}, "A newer version of this course saved this passport."),
        (
            {"format": "lessonkit-passport/12", "course": "garden"},
            "A newer version of this course saved this passport.",
        ),
        ({"format": "lessonkit-passport/0"}, "not a passport of this kind"),
        ({"format": {"a": "lessonkit-passport/2"}}, "not a passport of this kind"),
        ("{", "not a passport: the file is not JSON"),
        ("[]", "not a passport of this kind"),
        ({"format": "lessonkit-passport/1", "course": "other", "answers": []}, "belongs to another course"),
        ("x" * 5_000_001, "too large"),
    ],
)
def test_what_is_no_passport_gets_a_sentence(page, course, data, words):
    show(page, course, "01-first-leaf")
    load(page, data)
    passport(page).get_by_text(words).wait_for()


def test_a_hostile_passport_runs_nothing_and_leaves_only_sound_answers(page, course):
    show(page, course, "01-first-leaf", "01-chart")
    answer(page)
    whole = download(page)
    (good,) = whole["answers"]
    evil = "<img src=x onerror=\"document.title='owned'\"></script>"
    bad = [
        {**good, "id": evil}, {**good, "question": "__proto__"}, {**good, "kind": "opinion", "id": "k"}, None, 5, [],
        {**good, "at": evil}, {**good, "try": "1"}, {**good, "private": True}, {**good, "question": "01-chart|x"},
        {**good, "question": "01-chart", "id": "wild", "answer": {"v": evil}, "kind": evil},
    ]  # fmt: skip
    load(page, {**whole, "nickname": evil, "answers": [*bad, good]})
    passport(page).get_by_text("Loaded 2 answers.").wait_for()
    assert page.title() == "Lesson"
    expect(page.locator("img[src=x]")).to_have_count(0)
    card(page, "01-chart").get_by_text("Your earlier answer was to an older form of this question.").wait_for()


def test_wiping_asks_once_more_and_takes_browser_and_file(page, course, kernel):
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page), FILE)
    press(page, "Wipe my answers")
    passport(page).get_by_text("Wipe all answers of this course, here and in your file?").wait_for()
    becomes(page, lambda: questions(course), ["01-first-leaf"])
    press(page, "Yes, wipe them")
    passport(page).get_by_text("Wiped from this browser and from your file.").wait_for()
    assert Log(course).events() == []
    expect(card(page, "01-first-leaf").locator("input:checked")).to_have_count(0)
    kept(answer(page, place=1), FILE)
    page.reload()
    kernel.connect()
    becomes(page, lambda: questions(course), ["01-first-leaf"])


def test_a_double_click_wipes_nothing(page, course, kernel):
    page.clock.install(time=datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC))
    show(page, course, "01-first-leaf")
    kernel.connect()
    kept(answer(page), FILE)
    page.clock.pause_at(datetime.datetime(2026, 3, 4, 13, tzinfo=datetime.UTC))
    button = passport(page).get_by_role("button", name="Wipe my answers")
    sure = passport(page).get_by_role("button", name="Yes, wipe them")
    button.dblclick()
    button.click(click_count=3)
    expect(sure).to_be_disabled()
    page.clock.fast_forward(599)
    expect(sure).to_be_disabled()
    page.clock.fast_forward(1)
    expect(sure).to_be_enabled()
    button.click()  # asked anew: waits anew
    expect(sure).to_be_disabled()
    becomes(page, lambda: questions(course), ["01-first-leaf"])
    # Once asked, it is taken back by anything else.
    for away in (
        lambda: page.keyboard.press("Escape"),
        lambda: passport(page).get_by_role("button", name="Cancel").click(),
        lambda: passport(page).get_by_label("Nickname").focus(),
        lambda: page.locator("h1").click(),
        lambda: page.evaluate("window.dispatchEvent(new Event('blur'))"),
    ):
        button.click()
        page.clock.fast_forward(600)
        expect(sure).to_be_enabled()
        away()
        expect(sure).not_to_be_visible()
    becomes(page, lambda: questions(course), ["01-first-leaf"])
    assert button.bounding_box()["y"] > passport(page).get_by_role("button", name="Save my").bounding_box()["y"] + 40


def test_wiping_without_a_kernel_says_what_is_left(page, course):
    show(page, course, "01-first-leaf")
    answer(page)
    press(page, "Wipe my answers")
    press(page, "Yes, wipe them")
    expect(said(page)).to_contain_text("run the set-up cell at the top and wipe again")
    stored = page.evaluate("Object.keys(localStorage).filter(key => key.includes('01-first-leaf'))")
    assert stored == []


def test_a_summary_is_one_printed_page_of_counts(page, course):
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
    show(page, course, "01-first-leaf", "01-chart", "01-liking")
    answer(page)
    answer(page, "01-chart")
    press(page, "Print a summary")
    page.wait_for_function("window.printed")
    text = page.evaluate("window.printed")
    assert "Beans & peas" in text
    assert "01\t2\t1\t" in text


def test_the_summary_has_the_readers_own_day(browser, course):
    for zone, day in (("America/Los_Angeles", "2026-03-03"), ("Pacific/Kiritimati", "2026-03-04")):
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        page.clock.install(time=datetime.datetime(2026, 3, 4, 1, 30, tzinfo=datetime.UTC))
        page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
        show(page, course, "01-first-leaf")
        answer(page)
        press(page, "Print a summary")
        page.wait_for_function("window.printed")
        text = page.evaluate("window.printed")
        context.close()
        assert day in text


@pytest.mark.parametrize(
    ("nickname", "who"),
    [("Sky", "Sky"), ("../a\u202eb: *?", "a-b"), ("Ünal 日本", "Ünal-日本"), ("...", None), ("", None)],
)
def test_the_name_of_a_passport_says_whose_and_of_when(page, course, kernel, nickname, who):
    page.clock.set_fixed_time(datetime.datetime(2026, 3, 4, 12, tzinfo=datetime.UTC))
    show(page, course, "01-first-leaf")
    kept(answer(page), BROWSER)
    if not who:
        kernel.connect()
        kept(card(page, "01-first-leaf"), FILE)
    passport(page).get_by_label("Nickname").fill(nickname)
    passport(page).get_by_label("Nickname").press("Tab")
    with page.expect_download() as waiting:
        press(page, "Save my passport")
    who = who or Log(course).peek()[:6]
    assert waiting.value.suggested_filename == f"garden-{who}-2026-03-04.passport.json"


def test_what_is_said_of_binder_and_sending_stands_in_the_box(page, course):
    show(page, course, "01-first-leaf")
    text = passport(page).inner_text()
    assert "Nothing is sent anywhere." in text
    assert "On Binder only a saved passport lasts." in text


# -- the page ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["script first", "script last"])
def test_no_static_twin_stays_beside_a_live_element(page, course, order):
    show(page, course, "01-first-leaf", "01-chart", order=order)
    page.locator("lk-passport form").wait_for()
    expect(page.locator("lk-quiz .lk-twin, lk-score .lk-twin, lk-passport .lk-twin")).to_have_count(0)
    expect(page.locator("lk-quiz form")).to_have_count(2)


def test_an_element_moved_on_the_page_stays_one_and_alive(page, course):
    show(page, course, "01-first-leaf")
    page.evaluate(
        "for (let i = 0; i < 3; i++) document.querySelector('main').append(document.querySelector('lk-quiz'))"
    )
    expect(page.locator("lk-quiz form")).to_have_count(1)
    answer(page)
    page.get_by_text("Answered 1 of 1;").wait_for()


@pytest.mark.parametrize("first", ["older", "newer"])
def test_of_two_kits_on_a_page_the_newer_one_serves_both(page, course, first):
    html = progress_page.html(course, "01-first-leaf", order="script last")
    for name in ("reader", "passport"):
        script = progress_page.web.script(name)
        parts = joined(progress_page.web.HERE / f"{name}.js")
        assert len(re.findall(r"\nconst version = \d+;\n", parts)) == 1
        newer = re.sub(r"\nconst version = \d+;\n", "\nconst version = 1e3;\n", parts)
        newer = newer.replace("Your passport", "Your new passport")
        scripts = [script, newer] if first == "older" else [newer, script]
        both = f"<script>{scripts[0]}</script><script>{scripts[1]}</script>"
        html = html.replace(f"<script>{script}</script>", both)
    quiz_page.open_page(page, html)
    page.get_by_text("Your new passport").wait_for()
    expect(page.locator("lk-passport form")).to_have_count(1)
    answer(page)
    page.get_by_text("Answered 1 of 1;").wait_for()


def test_a_passport_that_is_on_the_page_before_the_set_up_cell_has_run_waits_for_it(page, course):
    script = f"<script>{progress_page.web.script()}</script>"
    html = progress_page.html(course, "01-first-leaf")
    quiz_page.open_page(page, html.replace(script, ""))
    expect(page.locator("lk-passport form, lk-quiz form")).to_have_count(0)
    page.evaluate(
        "html => document.querySelector('main').prepend(document.createRange().createContextualFragment(html))", script
    )
    answer(page)
    passport(page).get_by_text("1 answer is in it now.").wait_for()
    assert [entry["question"] for entry in download(page)["answers"]] == ["01-first-leaf"]


# What the class of version 3 did, which saved notebooks still bring.
CLASS_OF_VERSION_3 = """const shared = window.lessonkit ||= { impl: {} };
for (const name of ["quiz", "passport"]) customElements.define("lk-" + name, class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("DOMContentLoaded", () => {
      const { impl, LK } = shared.impl[name], data = JSON.parse(this.dataset.lk);
      const mine = () => { LK.store.course = data.course; };
      for (const type of ["click", "input", "change", "submit"]) this.addEventListener(type, mine, true);
      this.lkMine = mine;
      mine();
      impl.connect(this, data);
      LK.fire("alive");
    }, { once: true });
  }
});"""


def test_elements_that_an_older_script_defined_are_served(page, course, kernel):
    html = progress_page.html(course, "01-first-leaf", "01-chart")
    quiz_page.open_page(page, html.replace("<script>", f"<script>{CLASS_OF_VERSION_3}</script><script>", 1))
    answer(page)
    page.get_by_text("Answered 1 of 2;").wait_for()
    kernel.connect()
    kept(card(page, "01-first-leaf"), FILE)
    passport(page).get_by_text("1 answer is in it now.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_score_and_passport(page, course, scheme):
    show(page, course, "01-first-leaf")
    page.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
    dark = "document.body.style.background = '#1d2125'; document.body.style.color = '#eceff1'"
    page.evaluate(dark if scheme == "dark" else "1")
    answer(page)
    press(page, "Wipe my answers")
    only = axe.COLORS if scheme == "dark" else ()
    assert axe.violations(page, "lk-lesson", "lk-score", "lk-passport", only=only) == []


def test_the_passport_box_is_usable_by_keyboard_and_named(page, course):
    show(page, course, "01-first-leaf")
    box = passport(page)
    for name in (
        "Nickname (may stay empty; not your real name)",
        "Load a passport",
        "Put in what I wrote in my own words, so that my teacher can read it. Clear this box to keep it back",
    ):
        expect(box.get_by_label(name), name).to_have_count(1)
    box.get_by_label("Nickname").focus()
    page.keyboard.type("Sky")
    page.keyboard.press("Tab")
    expect(box.get_by_label("my own words")).to_be_checked()
    page.keyboard.press("Space")
    expect(box.get_by_label("my own words")).not_to_be_checked()
