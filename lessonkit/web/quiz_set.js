// <lk-set>: the questions of a set, one at a time, with "Question 3 of 8" and words for the whole at the end.

import { button, make, statusLine, text } from "./dom.js";
import { follow } from "./follow.js";
import { fitting } from "./forms.js";
import { guardKeys } from "./keys.js";
import { uid } from "./page.js";
import { overallWords } from "./words.js";

/** @import { Implementation, LkElement, Question, SetData } from "./types.js" */

/** @type {Implementation} */
export const quizSet = {
  /** @param {LkElement} el @param {SetData} set */
  connect(el, set) {
    const cards = /** @type {HTMLElement[]} */ ([...el.children].filter((child) => child.localName === "lk-quiz"));
    /** @type {Question[]} */
    const asked = cards.map((card) => JSON.parse(card.dataset.lk));
    /** @param {Question} q */
    const answered = (q) => fitting(q.id, q.asked);
    const where = statusLine("where");
    const done = make("p", { class: "lk-done" });
    const previous = button("Previous", () => go(at - 1));
    const next = button("Next", () => go(at + 1));
    const head = el.querySelector(".lk-set-head");
    const title = head.querySelector(".lk-set-title");
    title.id = "lk-set-" + uid();
    el.setAttribute("role", "group");
    el.setAttribute("aria-labelledby", title.id);
    head.append(make("div", { class: "lk-step" }, where, previous, next), done);
    let at = -1;

    /** @param {number} to */
    function go(to) {
      if (!cards[to]) return;
      at = to;
      cards.forEach((card, place) => { card.hidden = place !== at; });
      where.textContent = "Question " + (at + 1) + " of " + cards.length;
      previous.setAttribute("aria-disabled", String(at === 0));
      next.setAttribute("aria-disabled", String(at === cards.length - 1));
    }
    go(Math.max(0, asked.findIndex((q) => !answered(q)))); // where the reader stopped
    guardKeys(el);
    follow(el, () => {
      const states = asked.map(answered).filter(Boolean);
      const graded = states.filter((state) => state.right !== null);
      const right = graded.filter((state) => state.right).length;
      const words = graded.length && states.length === cards.length ? overallWords(set.overall, right / graded.length) : "";
      done.replaceChildren(states.length ? states.length + " of " + cards.length + " answered, " + right + " right. " : "Not answered yet.", text(words));
    });
  },
};
