// What the kinds share when they mark an answer, pure.

/** @import { KeyLine, Option, Question, Result } from "./types.js" */

/** @param {Question} q @param {number} at @returns {Option | undefined} */
export const optionAt = (q, at) => (q.options || []).find((o) => o.at === at);

/** Whether one option is chosen, in words. @param {any} a @param {Question} q */
export const chosenOne = (a, q) => (optionAt(q, a) ? "" : "Choose an answer first.");

/** @param {number} a @param {Question} q */
export const wordsOf = (a, q) => optionAt(q, a).text;

/**
 * @param {boolean | null} right @param {number | null} score @param {(string | undefined)[]} feedback
 * @param {Partial<Result>} [more]
 * @returns {Result}
 */
export const verdict = (right, score, feedback, more) => ({ right, score, feedback: feedback.filter(Boolean), ...more });

/** @param {string[]} words */
export const listed = (words) => words.join("; ");

/** @param {Option[]} options @returns {KeyLine[]} */
export const keyOf = (options) => options.map((o) => ({ text: o.text, feedback: o.feedback, source: o.source }));

/** @param {Question} q */
export const rightOnes = (q) => keyOf(q.options.filter((o) => o.right));
