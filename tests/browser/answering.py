"""Answers questions in a page as a reader would, right or wrong, from what the question itself carries."""

from __future__ import annotations

import json

from .waiting import begins, expect

WORDS = "The record shows one number here, and I would ask who counted it and on what day."

# (which: "right" | "wrong") -> [[question id, kind or "pretest", what the status line says, what it must hold], …].
# Private and open questions and guesses are left out. Values go in through the controls; the check button is pressed.
ANSWER_ALL = """async (which) => {
  const right = which === 'right', done = [];
  const tell = (field) => ['input', 'change'].forEach(t => field.dispatchEvent(new Event(t, {bubbles: true})));
  const pick = (form, selector) => form.querySelector(selector).click();
  for (const el of document.querySelectorAll('lk-quiz')) {
    const q = JSON.parse(el.dataset.lk), form = el.querySelector('form');
    if (q.private || q.kind === 'open' || q.kind === 'guess') continue;
    const good = (q.options || []).filter(o => o.right), bad = (q.options || []).filter(o => !o.right);
    let words = '';
    if (q.kind === 'single' || q.kind === 'case') {
      const o = (right ? good : bad)[0];
      pick(form, `input[value="${o.at}"]`);
      words = o.feedback;
    } else if (q.kind === 'several') {
      for (const box of form.querySelectorAll('input[type=checkbox]')) {
        const wanted = (right ? good : bad).some(o => o.at === +box.value);
        if (box.checked !== wanted) box.click();
      }
    } else if (q.kind === 'truefalse') {
      form.querySelectorAll('.lk-pair input')[right === !!q.answer ? 0 : 1].click(); // True stands first
      pick(form, `.lk-why input[value="${(right ? good : bad)[0].at}"]`);
      words = (right ? good : bad)[0].feedback;
    } else if (q.kind === 'number') {
      const field = form.querySelector('input[type=text]');
      field.value = String(right ? q.value : q.value * 3 + 7);
      tell(field);
      words = right ? q.right : q.high;
    } else if (q.kind === 'order') {
      const wanted = q.options.map(o => o.at).sort((a, b) => a - b);
      if (!right) wanted.reverse();
      wanted.forEach((at, place) => {
        const text = q.options.find(o => o.at === at).text;
        const rows = [...form.querySelectorAll('.lk-order > li')];
        const row = rows.find(r => r.querySelector('.lk-item').textContent === text);
        const select = row.querySelector('select');
        select.value = String(place);
        tell(select);
      });
    } else {
      form.querySelectorAll('.lk-line').forEach((row, i) => {
        const o = q.options[i], select = row.querySelector('select');
        const target = q.kind === 'match' ? o.at : o.to;
        select.value = String(right ? target : q.choices.find(c => c.at !== target).at);
        tell(select);
      });
    }
    form.querySelector('[type=submit]').click();
    const said = form.querySelector('[role=status]').textContent;
    done.push([q.id, q.pretest ? 'pretest' : q.kind, said, words || '']);
  }
  return done;
}"""

# Steps every explorer through all its states: [[id, states seen, states there are, states whose alt is empty], …]
STEP_ALL = """() => [...document.querySelectorAll('lk-explorer')].map(el => {
  const data = JSON.parse(el.dataset.lk), controls = [...el.querySelectorAll('.lk-panel > *')];
  const sizes = data.controls.map(c => c.options.length), all = sizes.reduce((a, b) => a * b, 1);
  const seen = new Set(); let bare = 0;
  for (let n = 0; n < all; n++) {
    let rest = n;
    controls.forEach((control, i) => {
      const place = rest % sizes[i], choices = control.querySelectorAll('[type=radio]');
      rest = Math.floor(rest / sizes[i]);
      const input = choices[place] || control.querySelector('select, input');
      if (choices.length) input.checked = true;
      else input.value = String(place);
      input.dispatchEvent(new Event('input', {bubbles: true}));
    });
    seen.add(el.querySelector('[role=status]').textContent);
    if (el.querySelector('img').alt.length < 40 || !el.querySelector('img').src.startsWith('data:image/svg')) bare++;
  }
  return [data.id, seen.size, all, bare];
})"""

# How the status line of an answered question begins.
BEGINNINGS = {"wrong": ("Not yet. ", "Partly right. "), "right": ("Correct. ",), "pretest": ("Kept. ",)}


def step_and_mark(page) -> dict[str, str]:
    """Step all explorers of a page, answer all its questions wrong and then right; return the kind of each question."""
    for explorer, seen, states, bare in page.evaluate(STEP_ALL):
        assert (seen, bare) == (states, 0), f"{explorer}: {seen} of {states} states, {bare} without picture or alt"
    kinds = {}
    for which in ("wrong", "right"):
        for question, kind, said, words in page.evaluate(ANSWER_ALL, which):
            assert said.startswith(BEGINNINGS.get(kind) or BEGINNINGS[which]), f"{question}, answered {which}: {said}"
            assert words in said, f"{question}, answered {which}: {said}"
            kinds[question] = kind
    return kinds


def guess_and_write(page):
    """Answer by hand the two kinds that nothing scores; return the kind of each question."""
    kinds = {}
    for kind, field, value, said in (
        ("guess", "input[type=number]", None, ("You guessed", "That is the count")),
        ("open", "textarea", WORDS, ("A teacher scores", "Saved")),
    ):
        for form in page.locator(f"lk-quiz form:has(.lk-typed {field}), lk-quiz form:has({field}[dir])").all():
            quiz = form.locator("xpath=..")
            data = json.loads(quiz.get_attribute("data-lk"))
            if data["kind"] != kind:
                continue
            form.locator(field).fill(value or str(data["from"]))
            form.locator("[type=submit]").click()
            expect(form.locator("[role=status]")).to_have_text(begins(*said))
            kinds[data["id"]] = kind
    return kinds
