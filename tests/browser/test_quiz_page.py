"""Every kind of question in a real browser: answered by keyboard, told what it means, remembered."""

from __future__ import annotations

import json

import pytest

from lessonkit.author import trial
from lessonkit.quiz import bank

from .. import quiz_keys, quiz_page, quiz_samples
from ..quiz_keys import into
from ..quiz_keys import press as keys
from ..quiz_page import card, open_page, show, status

pytestmark = pytest.mark.browser

ALL = [entry.id for entry in bank.parse(quiz_samples.BANK, "01.yaml").questions if not entry.set]
NOTE = "There is no right or wrong here."
LONG = "It lives on stored food until the first leaves can make some of their own."


@pytest.fixture
def course(tmp_path, monkeypatch):
    return quiz_page.make_course(tmp_path, monkeypatch)


def stored(page, identifier: str) -> dict:
    """The answer to a question as the browser's store has it."""
    found = page.evaluate(
        """(id) => Object.keys(localStorage).filter((key) => key.endsWith('|' + id)).map((key) => localStorage[key])""",
        identifier,
    )
    return json.loads(found[0]) if found else {}


@pytest.mark.parametrize("identifier", quiz_keys.ANSWERS)
def test_each_kind_is_answered_by_keyboard_alone(page, course, identifier: str) -> None:
    show(page, course, identifier)
    form = card(page, identifier)
    quiz_keys.answer(page, form, identifier)
    assert status(form).startswith(quiz_keys.ANSWERS[identifier][1])


WRONG = {
    "01-first-leaf": (("Space", "Enter"), "Not yet. Pods follow flowers."),
    "01-needs": (("Space", "Enter"), "Partly right. 1 of 2 right answers chosen."),
    "01-dark": (("Space", "Tab", "Space", "Enter"), "Partly right. It can. Soil gives water and minerals."),
    "01-seeds": (("1", ",", "0", "0", "0", "Enter"), "Not yet. Did you add every row?"),
    "01-steps": (("ArrowDown", "Tab", "Tab", "Tab"), "Pod: place 2 of 4."),
    "01-tools": (("D", "Tab", "D", "Tab", "D", "Tab", "Enter"), "Partly right. 1 of 3 lines right."),
    "01-sort": (("L", "Tab", "L", "Tab", "L", "Tab", "Enter"), "Partly right. 1 of 3 lines right."),
    "01-chart": (("Space", "ArrowDown", "Enter"), "Not yet. Their bar ends earlier."),
}


@pytest.mark.parametrize("identifier", WRONG)
def test_a_wrong_answer_gets_its_own_words(page, course, identifier: str) -> None:
    show(page, course, identifier)
    form = card(page, identifier)
    quiz_keys.into(page, form)
    presses, expected = WRONG[identifier]
    keys(page, *presses)
    assert status(form).startswith(expected)


def test_a_list_is_put_in_order_by_keyboard_alone_and_the_focus_stays(page, course) -> None:
    show(page, course, "01-steps")
    form = card(page, "01-steps")
    check = form.get_by_role("button", name="Check answer")
    check.focus()
    keys(page, "Enter")
    assert status(form) == "Not answered. Move the items into your order first."
    down = form.get_by_role("button", name="Move down: Pod")
    down.focus()
    keys(page, "Enter")
    assert status(form) == "Pod: place 2 of 4."
    keys(page, "Space", "Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down: Pod"
    assert form.locator(".lk-item").all_inner_texts()[-1] == "Pod"
    assert down.get_attribute("aria-disabled") == "true"
    keys(page, "Enter")
    assert form.locator(".lk-item").all_inner_texts()[-1] == "Pod", "a move past the end does nothing"
    for place, name in enumerate(("Root", "Stem", "Flower", "Pod"), 1):
        form.get_by_label(f"Place of: {name}").focus()
        keys(page, str(place))
    assert form.locator(".lk-item").all_inner_texts() == ["Root", "Stem", "Flower", "Pod"]
    check.focus()
    keys(page, "Enter")
    assert status(form).startswith("Correct. 4 of 4 in place.")
    assert stored(page, "01-steps")["answer"] == [0, 1, 2, 3]


def test_a_written_answer_opens_with_the_notice_and_then_shows_model_and_rubric(page, course) -> None:
    show(page, course, "01-explain")
    form = card(page, "01-explain")
    assert form.locator(".lk-notice").inner_text() == "Write no names and nothing about anyone's garden."
    assert form.get_by_text("The seed halves hold food").count() == 0
    into(page, form)
    keys(page, "Tab", "Enter")
    assert status(form) == "Not answered. Write your answer first: a sentence or more."
    form.get_by_role("textbox").focus()
    page.keyboard.type("It lives on stored food.")
    keys(page, "Tab", "Enter")
    assert status(form).startswith("Not answered. Write 12 words or more, then compare: 7 words are missing.")
    assert form.get_by_text("The seed halves hold food").count() == 0
    form.get_by_role("textbox").focus()
    keys(page, "ControlOrMeta+End")
    page.keyboard.type(" So it needs no light for days.")
    keys(page, "Tab", "Enter")
    assert status(form).startswith("Saved. A teacher scores this answer")
    assert form.get_by_text("The seed halves hold food").is_visible()
    assert form.get_by_text("Says how long it lasts.").is_visible()
    assert (stored(page, "01-explain")["right"], stored(page, "01-explain")["score"]) == (None, None)


def test_private_answers_are_marked_private_and_compared_with_the_earlier_one(page, course) -> None:
    show(page, course, "01-sure", "01-sure-again", "01-liking")
    for identifier in ("01-sure", "01-sure-again", "01-liking"):
        form = card(page, identifier)
        assert "It is not written to your file, your passport or any report." in form.inner_text()
        into(page, form)
        keys(page, "Space", *(["ArrowDown"] if identifier == "01-sure-again" else []), "Enter")
        assert status(form).startswith(f"Saved. {NOTE}")
        assert form.locator(".lk-kept").inner_text() == ""
        assert stored(page, identifier)["private"] is True
        assert form.get_by_role("button", name="Show answer").count() == 0
    again = status(card(page, "01-sure-again"))
    assert again.endswith("Before you read, you answered: \u201cNot sure at all\u201d.")
    pending = page.evaluate("Object.keys(localStorage).filter((key) => key.split('|').length > 5)")
    assert pending == [], "nothing private waits to be written to a file"


def test_a_figure_stands_inside_the_question_once(page, course) -> None:
    show(page, course, "01-chart")
    form = card(page, "01-chart")
    assert page.locator("img").count() == 1
    assert form.get_by_role("group", name="Which bar is the longest?").get_by_role("img").count() == 1
    assert page.locator(".lk-twin").count() == 0


def test_no_twin_is_left_beside_the_live_question(page, course) -> None:
    show(page, course, *ALL, "01-beds")
    assert page.locator("lk-quiz").count() == page.locator("lk-quiz form").count() == len(ALL) + 3
    assert page.locator("lk-quiz .lk-twin").count() == 0


# ---- what the buttons do


def test_not_answered_hint_show_answer_and_start_over(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    chip = form.locator(".lk-chip")
    check, hint = form.get_by_role("button", name="Check answer"), form.get_by_role("button", name="Show hint")
    assert chip.inner_text() == "Not answered"
    assert form.get_by_role("button").all_inner_texts() == ["Check answer", "Show hint"]
    check.click()
    assert status(form) == "Not answered. Choose an answer first."
    assert stored(page, "01-first-leaf") == {}
    hint.click()
    assert form.get_by_text("Look at step 2.").is_visible()
    assert form.get_by_role("button", name="Hide hint").get_attribute("aria-expanded") == "true"
    form.get_by_label("The flower").check()
    check.click()
    assert chip.inner_text() == "Not yet"
    form.get_by_role("button", name="Show answer").click()
    assert form.locator(".lk-key li").inner_text().startswith("The root The root anchors the seed.")
    form.get_by_label("The root").check()
    assert status(form) == "", "the status is cleared when another option is chosen"
    assert chip.inner_text() == "Changed, not checked"
    assert not form.locator(".lk-key").is_visible()
    check.click()
    assert chip.inner_text() == "Correct, try 2"
    assert form.get_by_role("button").all_inner_texts() == ["Check answer", "Hide hint", "Start over"]
    form.get_by_role("button", name="Start over").click()
    assert (chip.inner_text(), status(form)) == ("Not answered", "Not answered. Your choices are cleared.")
    assert form.locator("input:checked").count() == 0
    assert page.evaluate("document.activeElement.type") == "radio"
    page.reload()
    assert card(page, "01-first-leaf").locator(".lk-chip").inner_text() == "Not answered"


def test_feedback_names_its_source_with_a_link_that_opens_elsewhere(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    form.get_by_label("The root").check()
    form.get_by_role("button", name="Check answer").click()
    link = form.get_by_role("link", name="The Bean Book, p. 3")
    assert link.get_attribute("href") == "https://example.org/book"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")


def test_each_choice_of_several_gets_its_own_words(page, course) -> None:
    show(page, course, "01-needs")
    form = card(page, "01-needs")
    form.get_by_label("Water").check()
    form.get_by_label("Light").check()
    form.get_by_role("button", name="Check answer").click()
    assert status(form).startswith("Not yet. 1 of 2 right answers chosen; 1 choice does not fit.")
    assert "Does not fit. Seeds sprout in the dark." in form.locator(".lk-option", has_text="Light").inner_text()
    assert "Not chosen. Think of winter." in form.locator(".lk-option", has_text="Warmth").inner_text()
    described = form.get_by_label("Light").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text() == "Does not fit. Seeds sprout in the dark."


def test_a_number_that_cannot_be_read_is_not_an_answer(page, course) -> None:
    show(page, course, "01-seeds")
    form = card(page, "01-seeds")
    for typed, said in (
        ("", "Write a number with digits, such as 20,000 or 0.5."),
        ("about a thousand", "Write a number with digits, such as 20,000 or 0.5."),
        ("1.234", "Do you mean 1,234 seeds? Write 1,234 then."),
        ("1,234 dollars", "This question asks for seeds. Write the number alone."),
    ):
        form.get_by_role("textbox").fill(typed)
        form.get_by_role("button", name="Check answer").click()
        assert status(form) == f"Not answered. {said}"
    assert stored(page, "01-seeds") == {}
    form.get_by_role("textbox").fill("\u0661\u0662\u0663\u0664 seeds")
    form.get_by_role("button", name="Check answer").click()
    assert status(form).startswith("Correct.")
    assert stored(page, "01-seeds")["try"] == 1


# ---- remembered


def test_every_answer_is_shown_again_after_a_reload(page, course) -> None:
    show(page, course, *ALL)
    card(page, "01-first-leaf").get_by_label("The root").check()
    card(page, "01-needs").get_by_label("Water").check()
    card(page, "01-dark").get_by_label("True", exact=True).check()
    card(page, "01-dark").get_by_label("Soil gives light").check()
    card(page, "01-seeds").get_by_role("textbox").fill("1234")
    card(page, "01-steps").get_by_role("button", name="Move down: Pod").click()
    for name in ("01-tools", "01-sort"):
        for select in card(page, name).locator("select").all():
            select.select_option(index=1)
    card(page, "01-explain").get_by_role("textbox").fill(LONG)
    card(page, "01-sure").get_by_label("Fairly sure").check()
    card(page, "01-sure-again").get_by_label("Very sure").check()
    card(page, "01-liking").get_by_label("I am not sure").check()
    card(page, "01-early-sun").get_by_label("Snow").check()
    card(page, "01-sun").get_by_label("Sun").check()
    card(page, "01-chart").get_by_label("Peas").check()
    before = {}
    for identifier in ALL:
        form = card(page, identifier)
        form.locator(".lk-check").click()
        before[identifier] = form.inner_text()
        assert status(form).split(" ")[0] in ("Correct.", "Partly", "Not", "Saved.", "Kept.")
    page.reload()
    for identifier in ALL:
        assert card(page, identifier).inner_text() == before[identifier]
    assert card(page, "01-seeds").get_by_role("textbox").input_value() == "1,234"
    assert card(page, "01-explain").get_by_role("textbox").input_value() == LONG
    assert card(page, "01-chart").get_by_label("Peas").is_checked()


def test_an_answer_to_an_older_form_of_the_question_is_not_guessed_at(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    form.get_by_label("The pod").check()
    form.get_by_role("button", name="Check answer").click()
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) if (key.endsWith('|01-first-leaf'))
        localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), answer: 7 }) }"""
    )
    page.reload()
    form = card(page, "01-first-leaf")
    assert status(form).startswith("Your earlier answer was to an older form of this question.")
    assert form.locator(".lk-chip").inner_text() == "Not answered"


def test_the_line_says_where_the_answer_is_kept(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    form.get_by_label("The root").check()
    form.get_by_role("button", name="Check answer").click()
    assert form.locator(".lk-kept").inner_text() == "Kept in this browser, not yet in your file."
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) if (key.endsWith('|01-first-leaf'))
        localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), kept: true });
        window.dispatchEvent(new CustomEvent('lk:state')) }"""
    )
    assert form.locator(".lk-kept").inner_text() == "Kept in your file."


# ---- a set of questions


def test_a_set_is_walked_with_words_for_the_whole_at_the_end(page, course) -> None:
    show(page, course, "01-beds")
    group = page.get_by_role("group", name="Three beds", exact=True)
    where, done = group.locator(".lk-where"), group.locator(".lk-done")
    previous, following = group.get_by_role("button", name="Previous"), group.get_by_role("button", name="Next")
    assert (where.inner_text(), done.inner_text()) == ("Question 1 of 3", "Not answered yet.")
    assert where.get_attribute("role") == "status"
    assert previous.get_attribute("aria-disabled") == "true"
    assert page.locator("lk-quiz:visible").count() == 1
    for place, (identifier, choice) in enumerate(
        (("01-bed-dry", "Water for bed one"), ("01-bed-hot", "Glass for bed two"), ("01-bed-full", "Fewer plants"))
    ):
        assert where.inner_text() == f"Question {place + 1} of 3"
        form = card(page, identifier)
        form.get_by_label(choice).check()
        form.get_by_role("button", name="Check answer").click()
        following.focus()
        keys(page, "Enter")
        assert page.evaluate("document.activeElement.textContent") == "Next"
    assert done.inner_text() == "3 of 3 answered, 2 right. A good start."
    keys(page, "Shift+Tab", "Enter")
    assert where.inner_text() == "Question 2 of 3"
    page.reload()
    assert page.locator(".lk-done").inner_text() == "3 of 3 answered, 2 right. A good start."


def test_two_copies_of_a_question_on_one_page_agree(page, course) -> None:
    show(page, course, "01-first-leaf", "01-first-leaf")
    first, second = (page.locator("form.lk-card").nth(n) for n in (0, 1))
    first.get_by_label("The root").check()
    first.locator(".lk-check").click()
    assert second.get_by_label("The root").is_checked()
    assert status(second).startswith("Correct.")
    assert (
        page.evaluate("new Set([...document.querySelectorAll('[id]')].map((n) => n.id)).size")
        == page.locator("[id]").count()
    )


def test_a_cell_taken_off_the_page_and_put_back_still_follows_the_store(page, course) -> None:
    show(page, course, "01-first-leaf", "01-first-leaf")
    page.evaluate(
        """async () => { const el = document.querySelectorAll('lk-quiz')[1]; const place = el.parentNode; el.remove();
        await new Promise((done) => setTimeout(done)); place.append(el) }"""
    )
    first, second = (page.locator("form.lk-card").nth(n) for n in (0, 1))
    first.get_by_label("The root").check()
    first.locator(".lk-check").click()
    assert status(second).startswith("Correct.")


def test_a_bank_is_tried_in_a_browser_and_loads_nothing(page, course, tmp_path) -> None:
    open_page(page, trial.page(tmp_path / "data" / "quizzes" / "01.yaml"))
    form = card(page, "01-first-leaf")
    form.get_by_label("The root").check()
    form.locator(".lk-check").click()
    assert status(form).startswith("Correct.")
    assert page.locator("lk-quiz form").count() == page.locator("lk-quiz").count() == 16
