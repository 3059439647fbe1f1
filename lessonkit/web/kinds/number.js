// A number, right within its margin. The answer is the number, in the asked unit.

import { answers } from "../answers.js";
import { make, text } from "../dom.js";
import { verdict } from "../grading.js";
import { readNumber, showNumber } from "../numbers.js";

/** @type {import("../types.js").Kind<number>} */
export const number = {
  ready: (a) => (typeof a === "number" && isFinite(a) ? "" : a?.ask || "Write a number first."),
  grade(a, q) {
    const off = a - q.value;
    const right = Math.abs(off) <= q.margin + Math.abs(q.value) * 1e-9;
    return verdict(right, right ? 1 : 0, [right ? q.right : off < 0 ? q.low : q.high]);
  },
  key: answers.number,
  words: (a, q) => showNumber(a) + " " + q.unit,
  build(box, q, { name }) {
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", name, id: name, class: "lk-number" });
    box.append(make("div", "typed", make("label", { for: name }, "Your number, in ", text(q.unit)), input));
    return {
      read: () => readNumber(input.value, q.unit, q.value),
      set(a) { input.value = a === null ? "" : showNumber(a); },
      first: () => input,
    };
  },
};
