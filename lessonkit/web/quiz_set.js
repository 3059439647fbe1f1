// <lk-set>: questions one at a time, with "2 of 6", and words for the whole at the end where the set has some.

import { aria, button, make, statusLine, text } from "./dom.js";
import { followSoon } from "./follow.js";
import { fitting } from "./forms.js";
import { guardKeys } from "./keys.js";
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
    const done = make("p", "done");
    const pips = cards.map(() => make("i"));
    const back = button("Back", () => go(at - 1));
    const next = button("Next", () => go(at + 1), { class: "lk-next" });
    const top = make("div", "top", where, make("span", { class: "lk-pips", "aria-hidden": "true" }, ...pips));
    el.setAttribute("role", "group");
    aria(el, "label", set.title || "Questions, one at a time");
    cards[0].before(top);
    el.append(make("div", "step", back, next, done));
    let at = -1;

    /** @param {number} to */
    function go(to) {
      if (!cards[to]) return;
      const moved = at >= 0;
      at = to;
      cards.forEach((card, place) => {
        card.hidden = place !== at;
        pips[place].classList.toggle("is-here", place === at);
      });
      where.textContent = at + 1 + " of " + cards.length;
      aria(back, "disabled", !at);
      aria(next, "disabled", !cards[at + 1]);
      if (moved) top.scrollIntoView({ block: "nearest" }); // the card before may have been longer than the window
    }
    go(Math.max(0, asked.findIndex((q) => !answered(q)))); // where the reader stopped
    guardKeys(el);
    followSoon(el, () => {
      const all = asked.map(answered), states = all.filter(Boolean);
      all.forEach((state, place) => { pips[place].dataset.tone = state ? (state.right ? "good" : "own") : ""; });
      const graded = states.filter((state) => state.right !== null);
      const right = graded.filter((state) => state.right).length;
      const words = graded.length && states.length === cards.length ? overallWords(set.overall, right / graded.length) : "";
      done.replaceChildren(states.length ? states.length + " of " + cards.length + " answered" + (graded.length ? ", " + right + " right. " : ". ")
        : "Not answered yet.", text(words));
    }, asked.map((q) => q.id));
  },
};
