// Answers in this browser. Keys: lk|course|passport|lesson|question        the latest answer
//                                lk|course|passport|lesson|question|id     an answer that the file has not acknowledged
//                                lk|course|passport|lesson|question|draft| what is being written there, no answer yet
//                                lk|course|passport|mine                   the reader gave or took up what that file holds
//                                lk|course|current|place                   whose answers this Jupyter shows
// A passport is the id of the file that answers are kept in; "new" until a first file has reported.

import { eventOf, json } from "./event.js";
import { LIMITS } from "./limits.js";
import { merge } from "./merge.js";
import { config, fire } from "./page.js";
import { memory, raw, slot } from "./storage.js";

/** @import { AnswerEvent, Cleared, Entry, Given, State } from "./types.js" */

const NEW = "new", DRAFT = "|draft|";
const LAST = Date.UTC(3000, 0) - 1; // no later date is an answer's

// One Jupyter is one place: ten students on a hub share an address but not a path.
const jupyter = () => config().baseUrl || "";

const part = encodeURIComponent;
/** @param {...unknown} values */
const areTexts = (...values) => values.every((value) => typeof value === "string");

/**
 * An answer, or what a cleared one leaves behind; null for what is damaged, which must not stop the rest.
 * @param {string} key @returns {Entry | null}
 */
const read = (key) => {
  try {
    const e = JSON.parse(raw.get(key));
    const fine = areTexts(e.question, e.cleared || e.id + e.at, e.first.at) && e.try > 0 && key.includes("|" + part(e.question));
    return fine && (e.cleared || areTexts(e.id, e.at, e.lesson, e.kind)) ? e : null;
  } catch {
    return null;
  }
};

/** Before any file has reported, answers belong to this Jupyter alone. @param {string} passport */
const home = (passport) => part(passport === NEW ? NEW + jupyter() : passport);
/** @param {string} question */
const lessonOf = (question) => question.slice(0, question.indexOf("-"));
/** Without a question: any of them may have changed. @param {string} [question] */
export const changedHere = (question) => fire("state", { question });
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

/** @param {string} prefix */
const below = (prefix) => raw.keys().filter((key) => key.startsWith(prefix));
/**
 * All values below a prefix whose keys have `depth` parts: 5 for latest answers, 6 for those still on their way.
 * @param {string} prefix @param {number} depth
 */
const entries = (prefix, depth) => below(prefix).filter((key) => key.split("|").length === depth).map(read).filter(Boolean);

export const store = {
  course: "",
  // Something is in this page alone: what the file has is safe even where the browser keeps nothing.
  get refused() { return [...memory().values()].some((text) => text.includes('"kept":false')); },

  /** @returns {string} */
  pointer: () => "lk|" + part(store.course) + "|current|" + part(jupyter()),
  /** @returns {string} */
  passport: () => raw.get(store.pointer()) || NEW,
  /** @param {string} passport @param {string} [lesson] @returns {string} */
  prefix: (passport, lesson) => ["lk", part(store.course), home(passport), ...(lesson ? [part(lesson)] : [])].join("|") + "|",
  /** @param {string} question @param {string} [passport] @returns {string} */
  key: (question, passport = store.passport()) => store.prefix(passport, lessonOf(question)) + part(question),

  /**
   * The latest answer to a question, or null (a cleared one leaves its number of tries behind, and is no answer).
   * @param {string} question @returns {State | null}
   */
  state(question) {
    const entry = read(store.key(question));
    return entry?.id ? entry : null;
  },

  /** Remembers an answer and tells the page. Returns its state. @param {Given} given @returns {State} */
  answer({ course, lesson, question, kind, answer, right, score, asked, private: own }) {
    if (course) store.course = course;
    const before = read(store.key(question)); // may be a cleared one, which still counts tries
    // After the one before, even where a clock was put back.
    const last = Date.parse(before?.at || before?.cleared) || 0;
    const at = new Date(Math.min(Math.max(Date.now(), last + 1), LAST)).toISOString();
    const event = {
      id: newId(), course: store.course, lesson, question, kind, answer, right, score, try: (before?.try || 0) + 1,
      at, first: before?.first || { answer, right, at, asked }, asked,
    };
    const state = { ...event, kept: false, ...(own ? { private: true } : {}) };
    raw.set(store.key(question), json(state));
    store.draft(question, "");
    if (!own) raw.set(store.key(question) + "|" + event.id, json(event));
    fire("answer", { own: !!own });
    changedHere(question);
    return state;
  },

  /** Takes an answer off the page. What the file has, it keeps; the next answer counts on. @param {string} question */
  reset(question) {
    const before = store.state(question);
    if (!before) return;
    /** @type {Cleared} */
    const left = { question, try: before.try, first: before.first, cleared: before.at };
    raw.set(store.key(question), json(left));
    changedHere(question);
  },

  /**
   * Answers (of one lesson, or of all) that are not yet in the file, oldest first.
   * @param {string} [lesson] @param {string} [passport] @returns {AnswerEvent[]}
   */
  pending: (lesson, passport = store.passport()) => entries(store.prefix(passport, lesson), 6)
    .filter((event) => event.id).sort((a, b) => (a.at < b.at ? -1 : 1)),

  /**
   * The latest answers of the passport; private ones only when asked for.
   * @param {boolean} [own] @param {string} [passport] @returns {State[]}
   */
  states: (own = false, passport = store.passport()) => entries(store.prefix(passport), 5)
    .filter((state) => state.id && (own || !state.private)),

  /** The file has these events. @param {string[]} ids */
  acknowledge(ids) {
    const known = new Set(ids);
    for (const event of store.pending()) if (known.has(event.id)) raw.remove(store.key(event.question) + "|" + event.id);
    for (const state of store.states()) {
      if (!state.kept && known.has(state.id)) raw.set(store.key(state.question), json({ ...state, kept: true }));
    }
    if (ids.length) changedHere();
  },

  /**
   * Takes in answers from the file (`kept`) or from a passport, which the file has still to learn.
   * @param {AnswerEvent[]} events @param {boolean} kept
   */
  restore(events, kept) {
    for (const event of events) {
      const key = store.key(event.question);
      const mine = read(key);
      if (kept && mine?.cleared >= event.at) continue; // taken off the page since
      if (!kept) raw.set(key + "|" + event.id, json(event));
      const both = /** @type {Entry} */ (mine ? merge(mine, /** @type {Entry} */ (event)) : { ...event });
      both.kept = both.id === event.id ? kept || (mine?.id === both.id && !!mine.kept) : !!mine.kept;
      raw.set(key, json(both));
    }
    if (events.length) changedHere();
  },

  /**
   * The file holds these answers and no more: what is shown as kept and is not among them waits once more.
   * @param {AnswerEvent[]} events
   */
  compare(events) {
    const held = new Map(events.map((event) => [event.question, event]));
    /** @param {AnswerEvent} [e] */
    const mark = (e) => json([e?.id, e?.try, e?.first.at, e?.first.right]);
    for (const state of store.states()) {
      if (!state.kept || mark(state) === mark(held.get(state.question))) continue;
      raw.set(store.key(state.question) + "|" + state.id, json(eventOf(state)));
      raw.set(store.key(state.question), json({ ...state, kept: false }));
    }
    changedHere();
  },

  /** How many answers and drafts this browser holds of the passport. @returns {number} */
  work: () => store.states(true).length + below(store.prefix(store.passport())).filter((key) => key.includes(DRAFT)).length,

  /**
   * Whether the reader of this browser gave, or took up, what the file of that passport holds.
   * @param {string} passport @returns {boolean}
   */
  mine: (passport) => !!raw.get(store.prefix(passport) + "mine") || store.states(true, passport).some((state) => state.kept),
  /** @param {string} passport */
  claim: (passport) => raw.set(store.prefix(passport) + "mine", "1"),

  /**
   * From now on this Jupyter shows the answers of `passport`. Answers given before any file was known become its own;
   * those of another passport do when the reader takes them along.
   * @param {string} passport @param {boolean} [along]
   */
  adopt(passport, along) {
    const before = store.passport();
    if (before === passport) return;
    const name = store.nickname(), from = store.prefix(before);
    along ||= before === NEW;
    if (along) store.nickname("");
    raw.set(store.pointer(), passport);
    if (along && name && !store.nickname()) store.nickname(name);
    if (along) {
      for (const key of below(from)) {
        const to = store.prefix(passport) + key.slice(from.length);
        const mine = read(to), other = read(key);
        // A draft is what somebody is writing just now.
        if (!mine || other) raw.set(to, mine ? json(merge(mine, other)) : raw.get(key));
        raw.remove(key);
      }
    }
    changedHere();
  },

  // Forgets everything of this passport in this browser, and asks the keeper to empty the file.
  wipe() {
    const passport = store.passport();
    below(store.prefix(passport)).forEach(raw.remove);
    store.nickname("");
    changedHere();
    fire("wipe", { passport });
  },

  /** @param {string} [name] @returns {string} */
  nickname: (name) => slot("lk|" + part(store.course) + "|nickname|" + home(store.passport()), name && name.slice(0, LIMITS.longestNickname)),

  /**
   * Not an answer, so it goes nowhere: no file, no passport, no report. Two pages that write the same one: the last stands.
   * @param {string} question @param {string} [words] @returns {string}
   */
  draft: (question, words) => slot(store.key(question) + DRAFT, words),
  /** @param {string} question @returns {boolean} */
  lost: (question) => memory().has(store.key(question) + DRAFT), // gone with this page
};
