// One option is right. The answer is its place.

import { chosenOne, optionAt, rightOnes, verdict, wordsOf } from "../grading.js";
import { buildOne } from "../inputs.js";

/** @type {import("../types.js").Kind<number>} */
export const single = {
  ready: chosenOne,
  grade(a, q) {
    const o = optionAt(q, a);
    return verdict(!!o.right, o.right ? 1 : 0, [o.feedback], { source: o.source });
  },
  key: rightOnes,
  words: wordsOf,
  build: buildOne,
};
