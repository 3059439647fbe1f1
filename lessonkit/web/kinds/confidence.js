// How sure somebody is: one option, none of them right or wrong. Kept in this browser only.

import { chosenOne, verdict, wordsOf } from "../grading.js";
import { buildOne } from "../inputs.js";

/** @type {import("../types.js").Kind<number>} */
export const confidence = {
  ready: chosenOne,
  grade: () => verdict(null, null, ["There is no right or wrong here."]),
  key: () => [],
  words: wordsOf,
  build: buildOne,
};
