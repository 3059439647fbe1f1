// What the kinds share when they mark an answer, pure.

/** @import { KeyLine, Note, Option, Question, Result } from "./types.js" */

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

/**
 * What is said under an option or line.
 * @param {Option} o @param {boolean} good @param {number} [source] where the option has none @param {string} [no]
 * @returns {Note}
 */
export const noteOf = (o, good, source, no = "Not yet.") =>
  ({ at: o.at, tone: good ? "good" : "no", word: good ? "Right." : no, text: o.feedback, source: o.source ?? source });

/** @param {string[]} words */
export const listed = (words) => words.join("; ");

/** @param {Option[]} options @returns {KeyLine[]} */
export const keyOf = (options) => options.map((o) => ({ text: o.text, feedback: o.feedback, source: o.source }));

/** @param {Question} q */
export const rightOnes = (q) => keyOf(q.options.filter((o) => o.right));
