"""A page with a lesson's elements and the real keeper behind it, without Jupyter in between."""

from __future__ import annotations

import json

from lessonkit import quiz, web
from lessonkit.html import Html, element
from lessonkit.progress import Keeper, Log
from lessonkit.quiz import asked, bank

from . import quiz_page, quiz_samples
from .browser.waiting import becomes
from .quiz_page import card, unfold

KEEPER = (web.HERE / "keeper.js").read_text("utf-8")
CONNECT = """async ([source, lesson, course]) => {
  const address = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
  const {default: {render}} = await import(address);
  const heard = [];
  const model = {
    get: (name) => ({lesson, course})[name],
    on: (name, call) => heard.push(call),
    off: () => { heard.length = 0; },
    send: async (message) => {
      const replies = JSON.parse(await window.toKernel(JSON.stringify(message)));
      for (const reply of replies) for (const call of heard) call(reply);
    },
  };
  const el = document.createElement('div');
  document.body.append(el);
  window.leave = render({model, el});
}"""


BROWSER = "Kept in this browser, not yet in your file."
FILE = "Kept in your file."


def html(course, *ids, place="", lesson="01", order="script first"):
    """The page of a lesson: line of the set-up cell, questions, score, passport."""
    shown = [
        quiz.show(course, id[:2], [id], figure=Html(quiz_samples.FIGURE, "") if id == "01-chart" else None).html
        for id in ids
    ]
    said = {"course": course.id, "lesson": lesson, "id": lesson}
    graded = [id for id in ids if id not in ("01-explain", "01-sure", "01-liking")]
    known = asked.forms(course, [question for question in bank.bank(course, "01").questions if question.id in graded])
    parts = [
        element("lesson", said, '<p class="lk-twin">Ready.</p>'),
        *shown,
        element(
            "score",
            {
                **said,
                "questions": graded,
                "asked": [known.get(id) for id in graded],
                "overall": [[0.5, "Good."], [0, "Read on."]],
            },
            '<p class="lk-twin">S</p>',
        ),
        element("passport", {**said, "title": "Beans & peas"}, '<p class="lk-twin">P</p>'),
        f"<script>{web.script('passport')}</script>",
    ]
    script = f"<script>{web.script()}</script>"
    body = script + "".join(parts) if order == "script first" else "".join(parts) + script
    config = f'<script id="jupyter-config-data" type="application/json">{json.dumps({"baseUrl": place})}</script>'
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lesson</title>'
        f"<style>{web.style()}</style></head><body>{config}<main><h1>Lesson</h1>{body}</main></body></html>"
    )


def show(page, course, *ids, **more):
    quiz_page.open_page(page, html(course, *ids, **more))


class Kernel:
    """The keeper of a kernel that can die: before it hears (`alive = False`) or before it replies (`mute = True`)."""

    def __init__(self, page, course, lesson="01"):
        self.page, self.course, self.lesson = page, course, lesson
        self.alive, self.mute = True, False
        self.restart()
        page.expose_function("toKernel", self._take)

    def restart(self):
        """A new kernel knows nothing but what is in the file."""
        self.keeper = Keeper(self.course, self.lesson)
        self.replies = []
        self.keeper.send = lambda content, buffers=None: self.replies.append(content)

    def _take(self, message):
        self.replies.clear()
        if self.alive:
            self.keeper._handle_custom_msg(json.loads(message), [])
        return json.dumps([] if self.mute else self.replies)

    def connect(self):
        """What happens when the set-up cell has run: its widget is shown."""
        self.page.evaluate(CONNECT, [KEEPER, self.lesson, self.course.id])

    def until(self, holds):
        """Let the page go on until something holds."""
        becomes(self.page, lambda: bool(holds()), True)

    def choose(self, name):
        """Answer the question that the keeper asks."""
        self.page.locator(".lk-choice").last.get_by_role("button", name=name).click()

    def asks(self, words):
        """Wait until the keeper asks something."""
        self.page.locator(".lk-choice button").first.wait_for()
        self.line().get_by_text(words).wait_for()

    def line(self):
        return self.page.locator(".lk-keeper").last


# -- what a student does, and what is kept of it ----------------------------------------------------------------------


def answer(page, id="01-first-leaf", place=0):
    form = card(page, id)
    unfold(form)
    form.locator("input").nth(place).check()
    form.get_by_role("button", name="Check answer").click()
    return form


def questions(course):
    return [event["question"] for event in Log(course).events()]


def kept(form, words):
    form.get_by_text(words, exact=True).wait_for(state="attached")  # a right answer is folded


def passport(page):
    return page.locator("lk-passport")


def said(page):
    """The status line of the passport's box."""
    return passport(page).locator("[role=status]")


def press(page, name):
    passport(page).get_by_role("button", name=name).click()


def download(page):
    with page.expect_download() as waiting:
        press(page, "Save my passport")
    assert waiting.value.suggested_filename.endswith(".passport.json")
    return json.loads(waiting.value.path().read_text("utf-8"))


def load(page, data):
    buffer = (data if isinstance(data, str) else json.dumps(data)).encode()
    passport(page).locator("input[type=file]").set_input_files(
        {"name": "p.json", "mimeType": "application/json", "buffer": buffer}
    )
