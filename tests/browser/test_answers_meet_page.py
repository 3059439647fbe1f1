"""Two answers to one question meet: from two places or machines, around a new file or a clock that was put back."""

from __future__ import annotations

import datetime

from lessonkit.progress import Log

from ..progress_page import BROWSER, FILE, answer, download, kept, load, press, questions, said, show
from ..quiz_page import card, unfold
from .waiting import becomes, expect

WRONG, OTHER, RIGHT = 0, 1, 2  # places of the options of 01-first-leaf on the screen


def connected(kernel):
    kernel.connect()
    kernel.line().get_by_text("Your answers are kept").wait_for()


def chosen(page, id="01-first-leaf"):
    """The places of the chosen options on the screen."""
    return card(page, id).locator("input").evaluate_all("all => all.flatMap((input, i) => input.checked ? [i] : [])")


def clear(page):
    unfold(card(page, "01-first-leaf"))
    card(page, "01-first-leaf").get_by_role("button", name="Start over").click()


def test_before_any_file_is_known_another_place_shows_nothing(page, course, kernel):
    """Two students of a hub on one browser, and a folder in which nothing can be written yet."""
    ids = ("01-first-leaf", "01-liking", "01-explain")
    show(page, course, *ids, place="/user/a/")
    kept(answer(page), BROWSER)
    card(page, "01-liking").locator("input").first.check()
    card(page, "01-liking").get_by_role("button", name="Keep my answer").click()
    card(page, "01-explain").get_by_role("textbox").fill("my own words")
    show(page, course, *ids, place="/user/b/")
    for id in ids:
        expect(card(page, id).locator(".lk-chip")).to_have_text("Not answered")
    expect(card(page, "01-explain").get_by_role("textbox")).to_have_value("")
    connected(kernel)
    assert questions(course) == []
    show(page, course, *ids, place="/user/a/")
    connected(kernel)
    kept(card(page, "01-first-leaf"), FILE)
    expect(card(page, "01-explain").get_by_role("textbox")).to_have_value("my own words")
    becomes(page, lambda: chosen(page, "01-liking"), [0])


def test_the_later_of_two_answers_stands_when_two_places_have_one_file(page, course, kernel):
    ids = ("01-first-leaf", "01-liking")
    show(page, course, *ids, place="/user/a/")
    connected(kernel)
    kept(answer(page, place=OTHER), FILE)
    liking = card(page, "01-liking")
    liking.locator("input").nth(0).check()
    liking.get_by_role("button", name="Keep my answer").click()
    show(page, course, *ids, place="/user/a/two/")
    kept(answer(page, place=RIGHT), BROWSER)
    liking.locator("input").nth(2).check()
    liking.get_by_role("button", name="Keep my answer").click()
    kernel.restart()
    connected(kernel)
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: (chosen(page), chosen(page, "01-liking")), ([RIGHT], [2]))
    assert [(e["answer"], e["right"]) for e in Log(course).events()][-1][1] is True
    assert Log(course).answers("01")["01-first-leaf"]["first"]["right"] is False


def test_an_answer_of_another_tab_is_carried_by_the_kernel_that_runs(page, course, kernel, context, watch):
    show(page, course, "01-first-leaf")
    connected(kernel)
    other = watch.follow(context.new_page())
    show(other, course, "01-first-leaf")
    kept(answer(other), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf"])


def test_the_last_answer_stays_when_the_clock_was_put_back(page, course, kernel):
    page.clock.install(time=datetime.datetime(2026, 11, 25, 12))
    show(page, course, "01-first-leaf")
    connected(kernel)
    kept(answer(page, place=RIGHT), FILE)
    page.clock.set_system_time(datetime.datetime(2026, 11, 25, 9))
    kept(answer(page, place=WRONG), FILE)
    page.reload()
    connected(kernel)
    becomes(page, lambda: chosen(page), [WRONG])


def held_back(page):
    """From now on no word reaches the kernel until openGate(), as while a long cell runs."""
    page.evaluate("""() => {
      const real = window.toKernel;
      let last = new Promise(done => { window.openGate = done; });
      window.toKernel = message => (last = last.then(() => real(message)));
    }""")


def wipe(page):
    press(page, "Wipe my answers")
    press(page, "Yes, wipe them")


def test_wiping_before_the_file_has_spoken_leaves_the_file_and_says_so(page, course, kernel):
    show(page, course, "01-first-leaf")
    connected(kernel)
    kept(answer(page), FILE)
    page.reload()
    held_back(page)
    kernel.connect()
    wipe(page)
    page.evaluate("openGate()")
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf"])
    expect(said(page)).to_contain_text("run the set-up cell at the top and wipe again")


def test_what_is_answered_after_wiping_stays_on_the_page_and_in_the_file(page, course, kernel):
    show(page, course, "01-first-leaf", "01-chart")
    connected(kernel)
    kept(answer(page), FILE)
    held_back(page)
    wipe(page)
    answer(page, "01-chart")
    page.evaluate("openGate()")
    kept(card(page, "01-chart"), FILE)
    becomes(page, lambda: questions(course), ["01-chart"])
    becomes(page, lambda: (chosen(page), chosen(page, "01-chart")), ([], [0]))


def test_a_passport_brings_back_what_was_cleared_and_keeps_the_first_try(page, course, context):
    show(page, course, "01-first-leaf")
    answer(page, place=WRONG)
    wrong = download(page)
    clear(page)
    load(page, wrong)
    page.get_by_text("Loaded 1 answer.").wait_for()
    becomes(page, lambda: chosen(page), [WRONG])
    clear(page)
    later = wrong["answers"][0] | {"id": "later", "at": "2030-01-01T00:00:00.000Z", "right": True, "score": 1}
    later |= {"answer": 0, "first": {"answer": 0, "right": True, "at": "2030-01-01T00:00:00.000Z"}}
    load(page, wrong | {"answers": [later]})
    page.get_by_text("Answered 1 of 1; 0 right at the first try.").wait_for()
    first = download(page)["answers"][0]["first"]
    assert (first["answer"], first["right"]) == (wrong["answers"][0]["answer"], False)
    expect(said(page)).to_have_text("Saved to your downloads.")


def test_what_was_answered_afterwards_was_no_answer_before(page, course):
    show(page, course, "01-sun", "01-early-sun")
    form = card(page, "01-sun")
    form.locator("input").first.check()
    form.get_by_role("button", name="Check answer").click()
    form = card(page, "01-early-sun")
    form.locator("input").first.check()
    form.get_by_role("button", name="Keep my answer").click()
    page.reload()
    page.locator("lk-passport form").wait_for()
    expect(card(page, "01-sun").locator(".lk-chip")).to_have_text("Partly right")
    expect(card(page, "01-sun")).not_to_contain_text("Before you read", use_inner_text=True)
