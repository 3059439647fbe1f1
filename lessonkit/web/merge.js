// Two answers to one question become one: the later stands, with the earlier first try. In any order, any number of
// times, and as lessonkit/progress/event.py does it.

import { json } from "./event.js";

/** @import { AnswerEvent, First } from "./types.js" */

/** Lists of texts, in their order. @param {string[]} a @param {string[]} b */
const notAfter = (a, b) => {
  const i = a.findIndex((words, i) => words !== b[i]);
  return i < 0 || a[i] < b[i];
};
/** @param {AnswerEvent} e */
const late = (e) => [e.at, e.id, json([e.answer, e.right, e.kind, e.score, e.asked || ""])];
/** @param {First} first */
const early = (first) => [first.at, json([first.answer, first.right, first.asked || ""])];

/**
 * @template {AnswerEvent} Event
 * @param {Event} a one of the two may be a cleared answer, without an id
 * @param {Event} b
 * @returns {Event}
 */
export const merge = (a, b) => {
  const [last, other] = a.id && b.id && notAfter(late(b), late(a)) ? [a, b] : [b, a];
  const { answer, right, at, asked } = notAfter(early(a.first), early(b.first)) ? a.first : b.first;
  return { ...last, try: Math.max(last.try, other.try), first: { answer, right, at, ...(asked && { asked }) } };
};
