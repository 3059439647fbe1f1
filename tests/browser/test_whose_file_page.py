"""Whose file it is: new, removed, exchanged, put back to an older copy, shared. Nothing lost, nothing mixed."""

from __future__ import annotations

import json
import shutil

import pytest

from lessonkit.progress import Log
from lessonkit.progress.log import logs

from .. import progress_page
from ..progress_page import BROWSER, FILE, Kernel, answer, download, kept, load, passport, press, questions, show
from ..quiz_page import card
from .test_answers_meet_page import chosen, connected
from .waiting import becomes, expect

IDS = ("01-first-leaf", "01-chart")


def event(course, id, question, **more):
    at = "2026-03-01T10:00:00.000Z"
    first = {"answer": 1, "right": True, "at": at}
    base = {"id": id, "course": course.id, "lesson": question[:2], "question": question, "kind": "single", "answer": 1}
    return {**base, "right": True, "score": 1, "try": 1, "at": at, "first": first, **more}


def again(page, kernel):
    """The kernel is started anew and the set-up cell run."""
    kernel.restart()
    page.reload()
    kernel.connect()


def others(course, *events):
    """Put another student's file where this one's was; return its id."""
    path = Log(course).path
    path.unlink(missing_ok=True)
    Log(course).append(events)
    return Log(course).peek()


# -- the file is gone --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["between two sittings", "and one answered before the cell ran", "while it is open"])
def test_answers_outlive_a_file_that_was_removed(page, course, kernel, when):
    show(page, course, *IDS)
    connected(kernel)
    kept(answer(page), FILE)
    shutil.rmtree(Log(course).path.parent)
    if when == "while it is open":
        answer(page, "01-chart")
    else:
        page.reload()
        if "before" in when:
            answer(page, "01-chart")
        again(page, kernel)
    n = 1 if when == "between two sittings" else 2
    kernel.asks(f"{n} answer{'s' * (n > 1)} from before")
    kept(card(page, "01-first-leaf"), BROWSER)  # no file has it now
    becomes(page, lambda: chosen(page), [0])
    assert len(download(page)["answers"]) == n
    assert questions(course) == []
    kernel.choose("Take them in")
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: sorted(questions(course)), sorted(IDS[:n]))
    again(page, kernel)
    kernel.line().get_by_text("Your answers are kept").wait_for()
    expect(page.locator(".lk-choice button")).to_have_count(0)
    assert len(download(page)["answers"]) == n


def test_who_begins_anew_shows_nothing_and_loses_nothing(page, course, kernel):
    show(page, course, *IDS)
    connected(kernel)
    kept(answer(page), FILE)
    old = Log(course).path.read_bytes()
    Log(course).path.unlink()
    again(page, kernel)
    kernel.asks("1 answer from before")
    kernel.choose("Begin my own")
    page.wait_for_function("document.querySelectorAll('lk-quiz input:checked').length === 0")
    kept(answer(page, "01-chart"), FILE)
    becomes(page, lambda: questions(course), ["01-chart"])
    # The first student's file comes back, and with it what it held.
    Log(course).path.write_bytes(old)
    again(page, kernel)
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: (chosen(page), chosen(page, "01-chart")), ([0], []))
    becomes(page, lambda: questions(course), ["01-first-leaf"])


def test_a_notebook_that_carries_a_log_id_takes_nobodys_answers_away(page, course, kernel):
    """As saved by an older kit, whose set-up output named the log."""
    html = progress_page.html(course, *IDS)
    said = json.dumps({"course": course.id, "lesson": "01", "id": "01"}, separators=(",", ":"))
    assert said in html
    html = html.replace(said, said[:-1] + ',"passport":"aaaaaaaaaaaaaaaa"}')
    progress_page.quiz_page.open_page(page, html)
    kept(answer(page), BROWSER)
    connected(kernel)
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: questions(course), ["01-first-leaf"])


# -- another file stands there -----------------------------------------------------------------------------------------


def test_an_answer_is_never_written_into_another_students_file(page, course, kernel):
    show(page, course, "01-first-leaf", "01-chart", "01-explain")
    connected(kernel)
    kept(answer(page), FILE)
    words = event(course, "b2", "01-explain", kind="open", answer="words of the other student", right=None, score=None)
    others(course, event(course, "b1", "01-first-leaf"), words)
    kept(answer(page, "01-chart"), BROWSER)
    kernel.asks("progress/answers.jsonl holds 2 answers")
    assert [e["id"] for e in Log(course).events()] == ["b1", "b2"]
    expect(card(page, "01-explain").get_by_role("textbox")).to_have_value("")
    becomes(page, lambda: chosen(page), [0])
    kernel.choose("Begin my own")
    kept(card(page, "01-chart"), FILE)
    kept(card(page, "01-first-leaf"), FILE)
    assert [e["id"] for e in Log(course).events()] == ["b1", "b2"]
    mine = Log(course, logs(course)[1])
    assert [e["question"] for e in mine.events()] == list(IDS)
    again(page, kernel)
    kernel.line().get_by_text(f"Your answers are kept in progress/{mine.path.name}.").wait_for()
    becomes(page, lambda: chosen(page), [0])


def test_a_reader_of_two_machines_takes_in_both(page, course, kernel):
    show(page, course, *IDS)
    connected(kernel)
    kept(answer(page), FILE)
    others(course, event(course, "b1", "01-chart"))
    again(page, kernel)
    kernel.asks("holds 1 answer")
    kernel.choose("Take them in")
    kernel.asks("1 answer from before is in this browser")
    kernel.choose("Take them in")
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: sorted(questions(course)), sorted(IDS))


@pytest.mark.parametrize("lost", ["an older copy", "its last line"])
@pytest.mark.parametrize("when", ["between two sittings", "while it is open"])
def test_what_an_older_copy_lacks_is_written_again(page, course, kernel, lost, when):
    show(page, course, "01-first-leaf", "01-chart", "01-needs")
    connected(kernel)
    kept(answer(page), FILE)
    old = Log(course).path.read_bytes()
    kept(answer(page, "01-chart"), FILE)
    kept(answer(page, place=2), FILE)
    path = Log(course).path
    path.write_bytes(old if lost == "an older copy" else path.read_bytes()[: path.read_bytes()[:-1].rindex(b"\n") + 1])
    if when == "while it is open":
        kept(answer(page, "01-needs"), FILE)
    else:
        again(page, kernel)
    kernel.until(lambda: Log(course).answers().get("01-first-leaf", {}).get("try") == 2)
    kernel.until(lambda: "01-chart" in Log(course).answers())
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: chosen(page), [2])


# -- a folder that several open ----------------------------------------------------------------------------------------


def test_a_shared_folder_shows_nobody_elses_words_and_mixes_nothing(browser, course):
    pages = [browser.new_context().new_page() for _ in range(3)]
    kernels = [Kernel(page, course) for page in pages]
    one, two, three = pages
    show(one, course, "01-first-leaf", "01-explain")
    connected(kernels[0])
    form = card(one, "01-explain")
    form.get_by_role("textbox").fill("The first student wrote this about the beans in a garden at home.")
    form.get_by_role("button", name="Save and compare").click()
    kept(form, FILE)
    for page, kernel in list(zip(pages, kernels, strict=True))[1:]:
        show(page, course, "01-first-leaf", "01-explain")
        kept(answer(page), BROWSER)
        kernel.connect()
        kernel.asks("They were not given in this browser.")
        expect(card(page, "01-explain").get_by_role("textbox")).to_have_value("")
        kernel.choose("Begin my own")
        kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: questions(course), ["01-explain"])
    assert [[e["question"] for e in Log(course, path).events()] for path in logs(course)[1:]] == [["01-first-leaf"]] * 2
    # Each finds their own; a browser emptied at logout chooses among all.
    again(two, kernels[1])
    kept(card(two, "01-first-leaf"), FILE)
    three.evaluate("localStorage.clear()")
    again(three, kernels[2])
    kernels[2].asks("Are any of them yours?")
    expect(three.locator(".lk-choice button")).to_have_count(4)
    kernels[2].choose("Take them in: " + Log(course, logs(course)[2]).shown())
    kept(card(three, "01-first-leaf"), FILE)
    for page in pages:
        page.context.close()


def test_two_who_open_an_empty_shared_folder_at_once_do_not_mix(browser, course):
    pages = [browser.new_context().new_page() for _ in range(2)]
    kernels = [Kernel(page, course) for page in pages]
    for page, kernel in zip(pages, kernels, strict=True):
        show(page, course, *IDS)
        connected(kernel)
    kept(answer(pages[0]), FILE)
    kept(answer(pages[1], "01-chart"), BROWSER)
    kernels[1].asks("holds 1 answer")
    becomes(pages[1], lambda: chosen(pages[1]), [])
    kernels[1].choose("Begin my own")
    kept(card(pages[1], "01-chart"), FILE)
    assert [[e["question"] for e in Log(course, path).events()] for path in logs(course)] == [
        ["01-first-leaf"],
        ["01-chart"],
    ]
    kept(answer(pages[0], "01-chart"), FILE)
    becomes(page, lambda: questions(course), list(IDS))
    for page in pages:
        page.context.close()


def test_a_passport_of_a_fresh_browser_has_what_the_file_has(page, course, kernel):
    """Monday: lesson 02 in one browser. Tuesday: another browser, lesson 01, and the passport is handed in."""
    Log(course).append([event(course, "mon1", "02-monday")])
    show(page, course, "01-first-leaf")
    kernel.connect()
    kernel.asks("holds 1 answer, the last of 2026-03-01")
    kernel.choose("Take them in")
    kept(answer(page), FILE)
    assert [a["question"] for a in download(page)["answers"]] == ["01-first-leaf", "02-monday"]


def test_what_another_tab_has_settled_is_not_asked_twice(page, course, kernel, context, watch):
    Log(course).append([event(course, "b1", "01-chart")])
    show(page, course, *IDS)
    kernel.connect()
    kernel.asks("holds 1 answer")
    second = watch.follow(context.new_page())
    other = Kernel(second, course)
    show(second, course, *IDS)
    other.connect()
    other.asks("holds 1 answer")
    other.choose("Take them in")
    kept(card(second, "01-chart"), FILE)
    kept(card(page, "01-chart"), FILE)
    expect(page.locator(".lk-choice button")).to_have_count(0)
    assert len(logs(course)) == 1


# -- damaged or hostile ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59.999Z", "9999-99-99T00:00:00.000Z", "2099-01-01T00:00:00.000Z"])
@pytest.mark.parametrize("way", ["passport", "file"])
def test_no_date_beats_an_acknowledged_answer(page, course, kernel, at, way):
    first = {"answer": 1, "right": False, "at": "2026-09-01T10:00:00.000Z"}
    bad = event(course, "h1", "01-first-leaf", right=False, score=0, at=at, first=first)
    show(page, course, *IDS)
    connected(kernel)
    kept(answer(page, "01-chart"), FILE)
    if way == "passport":
        saved = download(page)
        load(page, {**saved, "answers": [bad, event(course, "g1", "01-needs")]})
        passport(page).get_by_text(f"Loaded {'2 answers' if '2099' in at else '1 answer'}.").wait_for()
    else:
        with Log(course).path.open("a") as file:
            file.write(json.dumps(bad) + "\n")
        again(page, kernel)
    kernel.line().get_by_text("Your answers are kept").wait_for()
    kept(answer(page, place=0), FILE)
    kept(answer(page, place=2), FILE)
    again(page, kernel)
    kernel.line().get_by_text("Your answers are kept").wait_for()
    kept(card(page, "01-first-leaf"), FILE)
    becomes(page, lambda: chosen(page), [2])
    assert Log(course).answers()["01-first-leaf"]["right"] is True


def test_one_bad_entry_of_a_passport_spoils_no_other(page, course):
    show(page, course, *IDS)
    answer(page)
    saved = download(page)
    (good,) = saved["answers"]
    deep = '"KIND"', "[" * 20_000 + "]" * 20_000
    spoiled = [("kind", {"toString": 1}), ("kind", "KIND"), ("answer", "KIND"), ("kind", None), ("id", {}), ("at", [])]
    bad = [{**good, name: value} for name, value in spoiled]
    bad.append({**good, "first": {**good["first"], "answer": "KIND"}})
    load(page, json.dumps({**saved, "answers": [*bad, good]}).replace(*deep))
    passport(page).get_by_text("Loaded 1 answer.").wait_for()


def test_damaged_entries_of_the_browsers_store_stop_nothing(page, course, kernel):
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")
    show(page, course, *IDS)
    connected(kernel)
    kept(answer(page, "01-chart"), FILE)
    page.evaluate("""() => {
      const key = Object.keys(localStorage).find(key => key.endsWith("|01-chart"));
      const whole = JSON.parse(localStorage[key]);
      const spoiled = [{...whole, first: undefined}, {...whole, first: 5}, {...whole, question: 5}, {...whole, at: {}},
        {...whole, lesson: null}, {...whole, try: "x"}, {id: "a"}, [], "a", 5, {cleared: "x"}, {...whole, id: {}},
        whole];
      spoiled.forEach((value, i) => {
        localStorage[key.replace("01-chart", "01-x" + i)] = JSON.stringify(value);
        localStorage[key.replace("01-chart", "01-x" + i) + "|e" + i] = JSON.stringify(value);
      });
      localStorage[key.replace("01-chart", "01-first-leaf")] = '{"id": "half", "que';
    }""")
    again(page, kernel)
    kernel.line().get_by_text("Your answers are kept").wait_for()
    page.get_by_text("Answered 1 of 2;").wait_for()
    kept(answer(page), FILE)
    press(page, "Print a summary")
    page.wait_for_function("window.printed")
    assert "01\t2\t1\t" in page.evaluate("window.printed")
    assert [a["question"] for a in download(page)["answers"]] == ["01-chart", "01-first-leaf"]


def test_a_draft_that_a_full_browser_refuses_is_said(page, course):
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    show(page, course, "01-explain")
    form = card(page, "01-explain")
    form.get_by_role("textbox").fill("What I write here")
    form.get_by_text("This browser keeps nothing: save this as an answer").wait_for()
