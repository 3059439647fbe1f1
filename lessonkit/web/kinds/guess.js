// A guess before the count is shown. The answer is the number. Nothing is right or wrong: what is said is how far off.

import { make, on, text } from "../dom.js";
import { verdict } from "../grading.js";
import { showNumber } from "../numbers.js";

/** @type {import("../types.js").Kind<number>} */
export const guess = {
  press: "See the count",
  ready: (a, q) => (typeof a === "number" && a >= q.from && a <= q.to ? "" : "Guess first, from " + q.from + " to " + q.to + "."),
  grade(a, q) {
    const off = a - q.value;
    const word = off ? "You guessed " + showNumber(Math.abs(off)) + " too " + (off > 0 ? "high." : "low.") : "That is the count.";
    return verdict(null, null, [q.right], { word, notes: [] });
  },
  key: () => [],
  build(box, q, { name }) {
    const { from: min, to: max, step } = q;
    const range = make("input", { type: "range", id: name, min, max, step, "aria-label": "Your guess" });
    const typed = make("input", { type: "number", id: name + "-n", min, max, step, class: "lk-number" });
    const strip = make("div", "strip");
    /** A row of the comparison. @param {string} words @param {number} value */
    const bar = (words, value) => {
      const line = make("i", { style: "--v:" + 100 * (value - min) / (max - min) });
      strip.append(make("span", {}, words), line, make("b", {}, showNumber(value)));
    };
    on(range, "input", () => { typed.value = range.value; });
    on(typed, "input", () => { range.value = typed.value; });
    box.append(
      make("div", "typed", make("label", { for: typed.id }, "Your guess, in ", text(q.unit)), typed),
      make("div", "ends", showNumber(min), range, showNumber(max)), strip,
    );
    return {
      read: () => (typed.value ? +typed.value : null),
      set(a) { range.value = typed.value = a ?? ""; },
      note(notes) {
        strip.replaceChildren();
        if (!notes) return;
        bar("You guessed", +typed.value);
        bar("The count", q.value);
      },
      first: () => range,
    };
  },
};
