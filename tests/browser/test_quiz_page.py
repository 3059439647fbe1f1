"""Every kind of question in a real browser: answered by keyboard, told what it means, remembered."""

from __future__ import annotations

import json
import re

import pytest

from lessonkit import quiz
from lessonkit.author import trial
from lessonkit.quiz import bank

from .. import quiz_keys, quiz_page, quiz_samples
from ..quiz_keys import into
from ..quiz_keys import press as keys
from ..quiz_page import card, open_page, show, status
from .waiting import becomes, begins, ends, expect

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
    expect(status(form)).to_have_text(begins(quiz_keys.ANSWERS[identifier][1]))


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


def test_a_right_answer_folds_to_one_line_and_the_focus_stays_with_it(page, course) -> None:
    show(page, course, "01-first-leaf", "01-beds")
    form = card(page, "01-first-leaf")
    into(page, form)
    quiz_keys.choose(page, "The root")
    keys(page, "Enter")
    expect(status(form)).to_have_text(begins("Correct. The root anchors the seed."))
    fold = form.get_by_role("button", name="Show")
    expect(fold).to_be_focused()
    expect(fold).to_have_accessible_description("What comes out of a bean first?")
    expect(form.get_by_role("radio")).to_have_count(0)
    keys(page, "Enter")
    expect(form.get_by_role("radio", name="The root")).to_be_checked()
    page.reload()
    expect(form.locator(".lk-ask")).to_have_text("What comes out of a bean first?")
    expect(status(form)).not_to_be_visible()
    assert form.bounding_box()["height"] < 60
    page.emulate_media(media="print")
    expect(form.get_by_label("The flower"), "paper has all of it").to_be_visible()
    page.emulate_media(media="screen")
    bed = card(page, "01-bed-dry")
    bed.get_by_label("Water for bed one").check()
    bed.locator(".lk-check").click()
    expect(bed.get_by_label("Shade"), "one at a time: nothing to fold").to_be_visible()


def test_a_wrong_choice_explains_itself_where_it_stands_once_for_the_eye(page, course) -> None:
    show(page, course, "01-first-leaf", "01-dark")
    form = card(page, "01-first-leaf")
    form.get_by_label("The flower").check()
    form.locator(".lk-check").click()
    expect(form.locator(".lk-option", has_text="The flower").locator(".lk-said")).to_have_text(
        "Not yet. Flowers come weeks later. Source: The Bean Book"
    )
    assert status(form).bounding_box()["height"] < 3
    form.get_by_label("The pod").check()
    expect(form.locator(".lk-said:visible")).to_have_count(0)
    form = card(page, "01-dark")
    form.get_by_label("False", exact=True).check()
    form.get_by_label("The seed carries").check()
    form.locator(".lk-check").click()
    expect(form.locator(".lk-said:visible")).to_have_text(
        ["Not yet. It can, in fact.", begins("Right. The two halves are food.")]
    )


@pytest.mark.parametrize("how", ["mouse", "arrows", "digits"])
def test_a_guess_is_made_then_seen_and_is_there_when_the_page_is_opened_again(page, course, how: str) -> None:
    show(page, course, "01-pods")
    form = card(page, "01-pods")
    see = form.get_by_role("button", name="See the count")
    see.click()
    expect(status(form)).to_have_text("Not answered. Guess first, from 0 to 2000.")
    expect(form, "the count is not given away").not_to_contain_text("1,234")
    slider = form.get_by_role("slider", name="Your guess")
    if how == "mouse":
        box = slider.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
        page.mouse.up()
    elif how == "arrows":
        slider.focus()
        keys(page, "ArrowRight", "ArrowRight")
    else:
        form.get_by_role("spinbutton", name="Your guess, in pods").fill("1002")
    guessed = int(form.get_by_role("spinbutton").input_value())
    assert (guessed == 1002) == (how != "mouse")
    see.focus()
    keys(page, "Enter")
    off = f"{abs(guessed - 1234)} too {'high' if guessed > 1234 else 'low'}"
    said = f"You guessed {off}. The book counts 1,234, more than most people think. Source: The Bean Book"
    for _ in range(2):
        expect(status(form)).to_have_text(said)
        expect(form.locator(".lk-strip")).to_have_text(f"You guessed{guessed:,}The count1,234")
        expect(form.locator(".lk-chip")).to_have_text("Answered")
        page.reload()
    assert (stored(page, "01-pods")["right"], stored(page, "01-pods")["answer"]) == (None, guessed)
    form.get_by_role("button", name="Start over").click()
    expect(form.locator(".lk-strip")).to_have_text("")


def test_the_situation_of_a_case_is_quoted_and_read_with_the_question(page, course) -> None:
    show(page, course, "01-frost")
    form = card(page, "01-frost")
    expect(form.locator("blockquote")).to_have_text(begins("It is April."))
    group = form.get_by_role("group", name="What should she do?")
    expect(group).to_have_accessible_description(re.compile("It is April"))
    form.get_by_label("Water the bed").check()
    form.locator(".lk-check").click()
    expect(form.locator(".lk-option", has_text="Water")).to_contain_text("Wet soil freezes as well.")


def test_three_questions_of_no_set_are_stepped_through_and_two_are_not(page, course) -> None:
    ids = ["01-first-leaf", "01-needs", "01-frost"]
    html = quiz_page.render(course, [])
    for asked, count in ((ids[:2], 2), (ids, 1)):
        open_page(page, html.replace("</main>", f"{quiz.show(course, '01', asked).html}</main>"))
        expect(page.locator("lk-quiz:visible")).to_have_count(count)
    group = page.get_by_role("group", name="Questions, one at a time")
    group.get_by_role("button", name="Next").click()
    expect(group.locator(".lk-where")).to_have_text("2 of 3")
    expect(card(page, "01-needs")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("lk-quiz:visible"), "paper has the stack").to_have_count(3)


@pytest.mark.parametrize("identifier", WRONG)
def test_a_wrong_answer_gets_its_own_words(page, course, identifier: str) -> None:
    show(page, course, identifier)
    form = card(page, identifier)
    quiz_keys.into(page, form)
    presses, expected = WRONG[identifier]
    keys(page, *presses)
    expect(status(form)).to_have_text(begins(expected))


def test_a_list_is_put_in_order_by_keyboard_alone_and_the_focus_stays(page, course) -> None:
    show(page, course, "01-steps")
    form = card(page, "01-steps")
    check = form.get_by_role("button", name="Check answer")
    check.focus()
    keys(page, "Enter")
    expect(status(form)).to_have_text("Not answered. Move the items into your order first.")
    down = form.get_by_role("button", name="Move down: Pod")
    down.focus()
    keys(page, "Enter")
    expect(status(form)).to_have_text("Pod: place 2 of 4.")
    keys(page, "Space", "Space")
    becomes(page, lambda: page.evaluate("document.activeElement.getAttribute('aria-label')"), "Move down: Pod")
    expect(form.locator(".lk-item").last).to_have_text("Pod")
    expect(down).to_have_attribute("aria-disabled", "true")
    keys(page, "Enter")
    expect(form.locator(".lk-item").last, "a move past the end does nothing").to_have_text("Pod")
    for place, name in enumerate(("Root", "Stem", "Flower", "Pod"), 1):
        form.get_by_label(f"Place of: {name}").focus()
        keys(page, str(place))
    expect(form.locator(".lk-item")).to_have_text(["Root", "Stem", "Flower", "Pod"], use_inner_text=True)
    check.focus()
    keys(page, "Enter")
    expect(status(form)).to_have_text(begins("Correct. 4 of 4 in place."))
    assert stored(page, "01-steps")["answer"] == [0, 1, 2, 3]


def test_a_written_answer_opens_with_the_notice_and_then_shows_model_and_rubric(page, course) -> None:
    show(page, course, "01-explain")
    form = card(page, "01-explain")
    expect(form.locator(".lk-notice")).to_have_text(
        "Write no names and nothing about anyone's garden.", use_inner_text=True
    )
    expect(form.get_by_text("The seed halves hold food")).to_have_count(0)
    into(page, form)
    keys(page, "Tab", "Enter")
    expect(status(form)).to_have_text("Not answered. Write your answer first: a sentence or more.")
    form.get_by_role("textbox").focus()
    page.keyboard.type("It lives on stored food.")
    keys(page, "Tab", "Enter")
    expect(status(form)).to_have_text(
        begins("Not answered. Write 12 words or more, then compare: 7 words are missing.")
    )
    expect(form.get_by_text("The seed halves hold food")).to_have_count(0)
    form.get_by_role("textbox").focus()
    keys(page, "ControlOrMeta+End")
    page.keyboard.type(" So it needs no light for days.")
    keys(page, "Tab", "Enter")
    expect(status(form)).to_have_text(begins("Saved. A teacher scores this answer"))
    expect(form.get_by_text("The seed halves hold food")).to_be_visible()
    expect(form.get_by_text("Says how long it lasts.")).to_be_visible()
    assert (stored(page, "01-explain")["right"], stored(page, "01-explain")["score"]) == (None, None)


def test_private_answers_are_marked_private_and_compared_with_the_earlier_one(page, course) -> None:
    show(page, course, "01-sure", "01-sure-again", "01-liking")
    for identifier in ("01-sure", "01-sure-again", "01-liking"):
        form = card(page, identifier)
        expect(form).to_contain_text(
            "It is not written to your file, your passport or any report.", use_inner_text=True
        )
        into(page, form)
        keys(page, "Space", *(["ArrowDown"] if identifier == "01-sure-again" else []), "Enter")
        expect(status(form)).to_have_text(begins(f"Saved. {NOTE}"))
        expect(form.locator(".lk-kept")).to_have_text("")
        assert stored(page, identifier)["private"] is True
        expect(form.get_by_role("button", name="Show answer")).to_have_count(0)
    again = status(card(page, "01-sure-again"))
    expect(again).to_have_text(ends("Before you read, you answered: \u201cNot sure at all\u201d."))
    pending = page.evaluate("Object.keys(localStorage).filter((key) => key.split('|').length > 5)")
    assert pending == [], "nothing private waits to be written to a file"


def test_a_figure_stands_inside_the_question_once(page, course) -> None:
    show(page, course, "01-chart")
    form = card(page, "01-chart")
    expect(page.locator("img")).to_have_count(1)
    expect(form.get_by_role("group", name="Which bar is the longest?").get_by_role("img")).to_have_count(1)
    expect(page.locator(".lk-twin")).to_have_count(0)


def test_no_twin_is_left_beside_the_live_question(page, course) -> None:
    show(page, course, *ALL, "01-beds")
    for selector in ("lk-quiz", "lk-quiz form"):
        expect(page.locator(selector)).to_have_count(len(ALL) + 3)
    expect(page.locator("lk-quiz .lk-twin")).to_have_count(0)


# ---- what the buttons do


def test_not_answered_hint_show_answer_and_start_over(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    chip = form.locator(".lk-chip")
    check, hint = form.get_by_role("button", name="Check answer"), form.get_by_role("button", name="Show hint")
    expect(chip).to_have_text("Not answered")
    expect(form.get_by_role("button")).to_have_text(["Check answer", "Show hint"])
    check.click()
    expect(status(form)).to_have_text("Not answered. Choose an answer first.")
    becomes(page, lambda: stored(page, "01-first-leaf"), {})
    hint.click()
    expect(form.get_by_text("Look at step 2.")).to_be_visible()
    expect(form.get_by_role("button", name="Hide hint")).to_have_attribute("aria-expanded", "true")
    form.get_by_label("The flower").check()
    check.click()
    expect(chip).to_have_text("Not yet")
    form.get_by_role("button", name="Show answer").click()
    expect(form.locator(".lk-key li")).to_have_text(begins("The root The root anchors the seed."))
    form.get_by_label("The root").check()
    expect(status(form), "the status is cleared when another option is chosen").to_have_text("")
    expect(chip).to_have_text("Changed, not checked")
    expect(form.locator(".lk-key")).not_to_be_visible()
    check.click()
    expect(chip).to_have_text("Correct, try 2")
    expect(form.get_by_role("button"), "what is right folds to one line").to_have_text(["Show"])
    form.get_by_role("button", name="Show").click()
    expect(form.get_by_role("button")).to_have_text(["Fold", "Check answer", "Hide hint", "Start over"])
    form.get_by_role("button", name="Start over").click()
    expect(chip).to_have_text("Not answered")
    expect(status(form)).to_have_text("Not answered. Your choices are cleared.")
    expect(form.locator("input:checked")).to_have_count(0)
    becomes(page, lambda: page.evaluate("document.activeElement.type"), "radio")
    page.reload()
    expect(card(page, "01-first-leaf").locator(".lk-chip")).to_have_text("Not answered")


def test_feedback_names_its_source_with_a_link_that_opens_elsewhere(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    form.get_by_label("The root").check()
    form.get_by_role("button", name="Check answer").click()
    link = form.get_by_role("link", name="The Bean Book, p. 3")
    expect(link).to_have_attribute("href", "https://example.org/book")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_each_choice_of_several_gets_its_own_words(page, course) -> None:
    show(page, course, "01-needs")
    form = card(page, "01-needs")
    form.get_by_label("Water").check()
    form.get_by_label("Light").check()
    form.get_by_role("button", name="Check answer").click()
    expect(status(form)).to_have_text(begins("Not yet. 1 of 2 right answers chosen; 1 choice does not fit."))
    expect(form.locator(".lk-option", has_text="Light")).to_contain_text(
        "Does not fit. Seeds sprout in the dark.", use_inner_text=True
    )
    expect(form.locator(".lk-option", has_text="Warmth")).to_contain_text(
        "Not chosen. Think of winter.", use_inner_text=True
    )
    described = form.get_by_label("Light").get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_have_text("Does not fit. Seeds sprout in the dark.")


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
        expect(status(form)).to_have_text(f"Not answered. {said}")
    becomes(page, lambda: stored(page, "01-seeds"), {})
    form.get_by_role("textbox").fill("\u0661\u0662\u0663\u0664 seeds")
    form.get_by_role("button", name="Check answer").click()
    expect(status(form)).to_have_text(begins("Correct."))
    assert stored(page, "01-seeds")["try"] == 1


# ---- remembered


def test_every_answer_is_shown_again_after_a_reload(page, course) -> None:
    show(page, course, *ALL)
    card(page, "01-first-leaf").get_by_label("The root").check()
    card(page, "01-needs").get_by_label("Water").check()
    card(page, "01-dark").get_by_label("True", exact=True).check()
    card(page, "01-dark").get_by_label("Soil gives light").check()
    card(page, "01-seeds").get_by_role("textbox").fill("1234")
    card(page, "01-pods").get_by_role("spinbutton").fill("1100")
    card(page, "01-frost").get_by_label("Water the bed").check()
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
        expect(status(form)).to_have_text(begins("Correct. ", "Partly ", "Not ", "Saved. ", "Kept. ", "You "))
        before[identifier] = form.text_content()
    page.reload()
    for identifier in ALL:
        expect(card(page, identifier)).to_have_text(before[identifier])
    expect(card(page, "01-seeds").locator("input")).to_have_value("1,234")
    expect(card(page, "01-pods").locator("input[type=range]")).to_have_value("1100")
    expect(card(page, "01-explain").get_by_role("textbox")).to_have_value(LONG)
    expect(card(page, "01-chart").get_by_label("Peas")).to_be_checked()


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
    expect(status(form)).to_have_text(begins("Your earlier answer was to an older form of this question."))
    expect(form.locator(".lk-chip")).to_have_text("Not answered")


def test_the_line_says_where_the_answer_is_kept(page, course) -> None:
    show(page, course, "01-first-leaf")
    form = card(page, "01-first-leaf")
    form.get_by_label("The root").check()
    form.get_by_role("button", name="Check answer").click()
    expect(form.locator(".lk-kept")).to_have_text("Kept in this browser, not yet in your file.")
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) if (key.endsWith('|01-first-leaf'))
        localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), kept: true });
        window.dispatchEvent(new CustomEvent('lk:state')) }"""
    )
    expect(form.locator(".lk-kept")).to_have_text("Kept in your file.")


# ---- a set of questions


def test_a_set_is_walked_with_words_for_the_whole_at_the_end(page, course) -> None:
    show(page, course, "01-beds")
    group = page.get_by_role("group", name="Three beds", exact=True)
    where, done = group.locator(".lk-where"), group.locator(".lk-done")
    previous, following = group.get_by_role("button", name="Back"), group.get_by_role("button", name="Next")
    expect(where).to_have_text("1 of 3")
    expect(done).to_have_text("Not answered yet.")
    expect(where).to_have_attribute("role", "status")
    expect(previous).to_have_attribute("aria-disabled", "true")
    expect(page.locator("lk-quiz:visible")).to_have_count(1)
    for place, (identifier, choice) in enumerate(
        (("01-bed-dry", "Water for bed one"), ("01-bed-hot", "Glass for bed two"), ("01-bed-full", "Fewer plants"))
    ):
        expect(where).to_have_text(f"{place + 1} of 3")
        form = card(page, identifier)
        form.get_by_label(choice).check()
        form.get_by_role("button", name="Check answer").click()
        following.focus()
        keys(page, "Enter")
        becomes(page, lambda: page.evaluate("document.activeElement.textContent"), "Next")
    expect(done).to_have_text("3 of 3 answered, 2 right. A good start.")
    expect(group.locator(".lk-pips i[data-tone=good]")).to_have_count(2)
    keys(page, "Shift+Tab", "Enter")
    expect(where).to_have_text("2 of 3")
    page.reload()
    expect(page.locator(".lk-done")).to_have_text("3 of 3 answered, 2 right. A good start.")


def test_two_copies_of_a_question_on_one_page_agree(page, course) -> None:
    show(page, course, "01-first-leaf", "01-first-leaf")
    first, second = (page.locator("form.lk-card").nth(n) for n in (0, 1))
    first.get_by_label("The root").check()
    first.locator(".lk-check").click()
    expect(second.get_by_label("The root")).to_be_checked()
    expect(status(second)).to_have_text(begins("Correct."))
    assert (
        page.evaluate(
            """() => { const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
        return ids.filter((id, place) => ids.indexOf(id) !== place) }"""
        )
        == []
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
    expect(status(second)).to_have_text(begins("Correct."))


def test_a_bank_is_tried_in_a_browser_and_loads_nothing(page, course, tmp_path) -> None:
    open_page(page, trial.page(tmp_path / "data" / "quizzes" / "01.yaml"))
    form = card(page, "01-first-leaf")
    form.get_by_label("The root").check()
    form.locator(".lk-check").click()
    expect(status(form)).to_have_text(begins("Correct."))
    for selector in ("lk-quiz form", "lk-quiz"):
        expect(page.locator(selector)).to_have_count(17)
