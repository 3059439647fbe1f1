// One option is right. The answer is its place. A wrong one says why where it stands.

import { chosenOne, noteOf, optionAt, rightOnes, verdict, wordsOf } from "../grading.js";
import { buildOne } from "../inputs.js";

/** @type {import("../types.js").Kind<number>} */
export const single = {
  ready: chosenOne,
  grade(a, q) {
    const o = optionAt(q, a);
    if (o.right) return verdict(true, 1, [o.feedback], { source: o.source });
    return verdict(false, 0, [o.feedback], { notes: [noteOf(o, false, q.source)], told: true });
  },
  key: rightOnes,
  words: wordsOf,
  build: buildOne,
};
