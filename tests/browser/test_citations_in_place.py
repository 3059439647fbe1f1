"""A citation opens in place and gives the focus back: by mouse, key and finger.

Here in an exported page; in JupyterLab in test_lesson_bar, in Notebook 7 on a phone in test_phone.
"""

from __future__ import annotations

import pytest

from tests import quiz_page

from .cited import ACTS, opens_and_closes
from .test_exports import export
from .test_lessons import WHOLE
from .waiting import expect


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    return export(tmp_path_factory.mktemp("cited"), [WHOLE])


@pytest.mark.parametrize("act", ACTS)
def test_in_an_export(browser, exported, act):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto((exported / WHOLE).with_suffix(".html").as_uri())
    page.locator("lk-lesson .lk-count").wait_for()
    opens_and_closes(page, act)
    context.close()


LATE = """<div class="jp-NotebookPanel"><div class="jp-Notebook"><p>Roots<a href="#c-root">[1]</a>.</p></div></div>
<p>Elsewhere<a href="#c-root">[2]</a>.</p>"""


def test_a_list_that_comes_late_is_waited_for_and_where_none_is_the_mark_stays_a_link(page, course):
    lesson = quiz_page.render(course, []).replace("</main>", LATE + "</main>")
    quiz_page.open_page(page, lesson)
    first, second = page.locator("a", has_text="[1]"), page.locator("a", has_text="[2]")
    second.click()
    page.wait_for_url("**/quiz.html#c-root")
    first.click()
    expect(page.locator("aside.lk-cited")).to_have_count(0)
    page.evaluate("""() => document.querySelector('.jp-Notebook').insertAdjacentHTML('beforeend',
      '<ol class="lk-refs"><li id="c-root"><p class="lk-claim">Roots first.</p></li></ol>')""")
    expect(page.locator("aside.lk-cited")).to_contain_text("Roots first.")
    page.keyboard.press("Escape")
    expect(page.locator("aside.lk-cited")).to_have_count(0)
