"""*Present* in JupyterLab and in Notebook 7: the kernel brings the slides, and nothing done on the wall is kept."""

from __future__ import annotations

from .jupyter import Notebook
from .test_lab import watch_of
from .waiting import begins, expect

LESSON = "course/notebooks/03-two-directorates.ipynb"
SET_UP = 2
STORED = "() => Object.keys(localStorage).filter(key => key.startsWith('lk|') && !key.includes('|current|'))"
# What comes into sight is laid out then, and may push the heading away once more.
TO_TOP = """async heading => {
  for (let frames = 0; frames < 9; frames++) {
    heading.scrollIntoView();
    await new Promise(requestAnimationFrame);
  }
}"""


def test_a_lesson_is_presented_and_is_afterwards_as_it_was(jupyter, browser):
    jupyter.begin()
    jupyter.trust(LESSON)
    watch = watch_of(jupyter)
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    notebook = Notebook(jupyter, watch.follow(context.new_page()), LESSON)
    page, cells = notebook.page, notebook.cells()
    present = page.locator(".lk-present")
    present.click()
    expect(page.locator(".lk-says"), "nothing has run yet").to_contain_text("run this cell first")
    notebook.run_cell(SET_UP)
    page.get_by_text("progress/answers.jsonl.").wait_for()
    present.click()
    wall = page.frame_locator(".lk-show")
    number = wall.locator("section.present .lk-at")
    expect(number).to_have_text(begins("1 of "))
    count = int(number.inner_text().split()[-1])
    # Of each kind some; all of them are gone through in test_present, in the same page.
    last = 12
    for at in range(1, last + 1):
        expect(number).to_have_text(f"{at} of {count}")
        option = wall.locator("section.present").locator(".lk-check, .lk-main, .lk-hand button").first
        if option.count():
            option.click()  # Space is the show's all the same
        if at < last:
            page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.locator(".lk-show")).to_be_hidden()
    expect(present).to_be_focused()
    assert (jupyter.answers(), page.evaluate(STORED), notebook.cells()) == ([], [], cells)
    page.keyboard.press("Enter")
    expect(number, "it goes on where it was left").to_have_text(f"{last} of {count}")
    page.keyboard.press("Escape")
    # The show remembers the part in view when it ends: who scrolls sooner, behind it, has not left that part.
    expect(page.locator(".lk-show")).to_be_hidden()
    heading = page.locator(".jp-Notebook h2", has_text="Step 3")
    heading.evaluate(TO_TOP)
    page.locator("button", has_text="Present from here").click()
    expect(wall.locator("section.present"), "or at the part in view").to_have_attribute("data-step", begins("Step 3 "))
    context.close()
    watch.check()
