"""Each kind of question of the sample bank, answered right with the keyboard alone, as a reader would."""

from __future__ import annotations

from typing import Any

from .browser.waiting import becomes


def press(page: Any, *names: str) -> None:
    """Press the keys one after the other."""
    for name in names:
        page.keyboard.press(name)


def into(page: Any, form: Any) -> None:
    """Put the focus on the first control, where Tab puts it when a reader comes to the question."""
    form.locator("input, select, textarea").first.focus()


def named(page: Any) -> str:
    """The accessible name of what has the focus, as far as a label or aria-label gives it."""
    return page.evaluate(
        "(({ activeElement: e }) => e.getAttribute('aria-label') || (e.labels && e.labels[0] || e).innerText)(document)"
    ).strip()


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(40):
        if named(page) == name:
            return
        press(page, "Tab")
    raise AssertionError(f"Tab does not reach {name!r}")


def choose(page: Any, name: str) -> None:
    """Walk the radio buttons that have the focus down to one and choose it."""
    press(page, "Space")
    for _ in range(10):
        if named(page) == name:
            return
        press(page, "ArrowDown")
    raise AssertionError(f"the arrows do not reach {name!r}")


def _first_leaf(page: Any) -> None:
    choose(page, "The root")


def _needs(page: Any) -> None:
    for name in ("Water", "Warmth"):
        tab_to(page, name)
        press(page, "Space")


def _dark(page: Any) -> None:
    choose(page, "True")
    press(page, "Tab")
    choose(page, "The seed carries its own food")


def _sun(page: Any) -> None:
    tab_to(page, "Snow")
    press(page, "Space")


def _sun_again(page: Any) -> None:
    for name in ("Sun", "Rain"):
        tab_to(page, name)
        press(page, "Space")


def _seeds(number: str) -> Any:
    return lambda page: page.keyboard.type(number)


def _pods(page: Any) -> None:
    page.keyboard.type("1200")


def _steps(page: Any) -> None:
    assert named(page) == "Place of: Pod"
    press(page, "4")  # opens as Pod, Root, Stem, Flower


def _lines(rights: dict[str, str]) -> Any:
    def answer(page: Any) -> None:
        for _ in rights:
            press(page, rights[named(page)], "Tab")

    return answer


def _explain(page: Any) -> None:
    page.keyboard.type("It lives on the food in its two halves; b, d d and x change nothing.")


#: What to press for each question, and how the status line then begins.
ANSWERS = {
    "01-first-leaf": (_first_leaf, "Correct. The root anchors the seed."),
    "01-needs": (_needs, "Correct. All 2 right answers, and nothing else."),
    "01-dark": (_dark, "Correct. It can. The two halves are food."),
    "01-seeds": (_seeds("1,234"), "Correct. The table lists 1,234 seeds."),
    "01-pods": (_pods, "You guessed 34 too low. The book counts 1,234, more than most people think."),
    "01-frost": (lambda page: choose(page, "Cover the bed"), "Correct. A cloth keeps two degrees."),
    "01-steps": (_steps, "Correct. 4 of 4 in place."),
    "01-tools": (_lines({"Spade": "D", "Rake": "L", "Hose": "W"}), "Correct. 3 of 3 lines right."),
    "01-sort": (_lines({"Carrot": "R", "Lettuce": "L", "Radish": "R"}), "Correct. 3 of 3 lines right."),
    "01-explain": (_explain, "Saved. A teacher scores this answer"),
    "01-sure": (lambda page: choose(page, "Fairly sure"), "Saved. There is no right or wrong here."),
    "01-liking": (lambda page: choose(page, "I disagree"), "Saved. There is no right or wrong here."),
    "01-early-sun": (_sun, "Kept. This question comes back later; its answer is discussed there."),
    "01-sun": (_sun_again, "Correct. All 2 right answers, and nothing else."),
    "01-chart": (lambda page: choose(page, "Beans"), "Correct. The first bar reaches furthest."),
}


def answer(page: Any, form: Any, identifier: str, number: str = "1,234") -> None:
    """Answer one question and check it; `number` is the right one for the number question."""
    into(page, form)
    (_seeds(number) if identifier == "01-seeds" else ANSWERS[identifier][0])(page)
    check = form.locator(".lk-check").inner_text()
    tab_to(page, check)
    press(page, "Enter")
    folds = form.get_attribute("data-fold")
    # With the next frame: the button that was pressed may be folded away.
    becomes(page, lambda: named(page), "Show" if folds else check, "the focus stays in the card")
