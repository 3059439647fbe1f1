// What is right, in lines, for the kinds that a page and a presenter's notes both tell; pure.

import { keyOf } from "./grading.js";

/** @import { KeyLine, Option, Question } from "./types.js" */

/** A line with its partner or group. @param {Option} o @param {number} at @param {Question} q */
export const pair = (o, at, q) => o.text + " \u2013 " + q.choices.find((c) => c.at === at).text;

/** @param {(o: Option) => number} target what belongs to a line @returns {(q: Question) => KeyLine[]} */
export const pairs = (target) => (q) => q.options.map((o) => ({ text: pair(o, target(o), q), feedback: o.feedback, source: o.source }));

/** @type {Record<string, (q: Question) => KeyLine[]>} */
export const answers = {
  number: (q) => [{ text: q.shown + " " + q.unit, feedback: q.right }],
  order: (q) => keyOf([...q.options].sort((x, y) => x.at - y.at)),
  match: pairs((o) => o.at),
  groups: pairs((o) => o.to),
  open: (q) => [{ text: q.model }],
};
