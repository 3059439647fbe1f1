// What stands in a passport's file, read as if a stranger had written it; the same rules as in lessonkit/progress. Pure.

import { json } from "./event.js";
import { LIMITS } from "./limits.js";

/** @import { AnswerEvent } from "./types.js" */

const PASSPORT_KIND = "lessonkit-passport/", PASSPORT_VERSION = 1;
export const FORMAT = PASSPORT_KIND + PASSPORT_VERSION;

/** @param {string} what */
export const refusal = (what) => new Error("This file is " + what + ". Choose the file you saved here.");

/** @param {unknown} v @returns {v is string} */
const isText = (v) => typeof v === "string";
/** @param {unknown} v @returns {v is string} */
const isId = (v) => isText(v) && v.length > 0 && v.length <= LIMITS.longestId;
/** A day and a time of the calendar, of no year above 2999. @param {unknown} v */
const isMoment = (v) => {
  if (!isText(v) || !/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/.test(v)) return false;
  const at = new Date(v);
  return Number(at) > -1e14 && at.toISOString().startsWith(v.slice(0, 16));
};
/** @param {any} v */
const isVerdict = (v) => [true, false, null].includes(v);
/** @param {{asked?: unknown}} entry @returns {{asked?: string}} */
const formOf = ({ asked }) => (isText(asked) && /^[0-9a-f]{8}$/.test(asked) ? { asked } : {});
/** @param {unknown} format */
const isNewer = (format) => {
  if (!isText(format) || !format.startsWith(PASSPORT_KIND)) return false;
  const number = format.slice(PASSPORT_KIND.length);
  return /^\d{1,9}$/.test(number) && Number(number) > PASSPORT_VERSION;
};

/** @param {any} a whatever stood there @param {string} course @returns {AnswerEvent[]} one, or none */
function readEntry(a, course) {
  const first = a && (a.first && typeof a.first === "object" && !Array.isArray(a.first) ? a.first : a);
  const fine = a && isId(a.id) && /^[\w-]+$/.test(a.id) && isId(a.question) && /^\d\d-[\w-]+$/.test(a.question)
    && a.lesson === a.question.slice(0, 2) && isMoment(a.at) && isVerdict(a.right)
    && Number.isInteger(a.try) && a.try > 0 && a.try < LIMITS.mostTries && isMoment(first.at) && isVerdict(first.right)
    && json([a.answer, first.answer]).length <= LIMITS.longestAnswer && (a.private ?? false) === false
    && isText(a.kind) && !LIMITS.private.includes(a.kind);
  if (!fine) return [];
  const score = typeof a.score === "number" && a.score >= 0 && a.score <= 1 ? a.score : null;
  return [{ id: a.id, course, lesson: a.lesson, question: a.question, kind: a.kind.slice(0, LIMITS.longestKind), answer: a.answer,
    right: a.right, score, try: a.try, at: a.at,
    first: { answer: first.answer, right: first.right, at: first.at, ...formOf(first) }, ...formOf(a) }];
}

/** The answers of a passport's text, or throws a sentence. @param {string} held @param {string} course */
export function readPassport(held, course) {
  /** @type {any} */
  let data;
  try {
    data = JSON.parse(held);
  } catch {
    throw refusal("not a passport: the file is not JSON");
  }
  if (data && isNewer(data.format)) {
    throw new Error("A newer version of this course saved this passport. Bring this copy of the course up to date, then load it again.");
  }
  if (!data || data.format !== FORMAT || !Array.isArray(data.answers)) throw refusal("not a passport of this kind");
  if (data.course !== course) throw new Error("This passport belongs to another course.");
  return data.answers.slice(0, LIMITS.mostAnswers).flatMap((/** @type {unknown} */ entry) => {
    try { return readEntry(entry, course); } catch { return []; } // nested too deep
  });
}
