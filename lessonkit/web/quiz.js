// <lk-quiz>: one question, asked, graded and remembered in the browser, without a kernel.

import { aria, button, make, on, statusLine, text } from "./dom.js";
import { follow } from "./follow.js";
import { older } from "./forms.js";
import { cite } from "./inputs.js";
import { guardKeys } from "./keys.js";
import { kinds } from "./kinds.js";
import { uid } from "./page.js";
import { store } from "./store.js";

/** @import { First, Implementation, LkElement, Note, Question, State } from "./types.js" */

// How the status line begins.
const TONES = { good: "Correct", part: "Partly right", no: "Not yet", own: "Saved", later: "Kept" };
const LATER = "This question comes back later; its answer is discussed there.";
const LOST = "This browser keeps nothing: save this as an answer, then save your passport, before you close this page.";
const ONLY_YOU = "Only for you: this answer stays in this browser. It is not written to your file, your passport or any report.";
const UNKNOWN = "This page does not know this kind of question. Run the set-up cell again.";

/** A button that opens and closes what stands behind it. @param {string} what @param {HTMLElement} region */
const disclosure = (what, region) => {
  const control = button("", () => set(region.hidden !== false));
  aria(control, "controls", region.id);
  /** @param {boolean} open */
  const set = (open) => {
    region.hidden = !open;
    aria(control, "expanded", open);
    control.textContent = (open ? "Hide " : "Show ") + what;
  };
  set(false);
  return { control, set };
};

/** @param {LkElement} el @param {Question} q */
function connectQuiz(el, q) {
  const kind = kinds[q.kind];
  if (!kind) { // the static twin stays, but not its word that the set-up cell is still to be run
    const line = el.querySelector(".lk-run");
    if (line) line.textContent = UNKNOWN;
    return;
  }
  store.course = q.course;
  const id = "lk-" + q.id + "-" + uid();
  const figure = el.querySelector(".lk-look");
  /** @param {keyof HTMLElementTagNameMap} tag @param {string} name @param {...(Node | string)} inner */
  const part = (tag, name, ...inner) => make(tag, { class: "lk-" + name, id: id + "-" + name }, ...inner);
  const chip = part("span", "chip"), key = part("div", "key"), kept = part("p", "kept"), hint = part("p", "hint", text(q.hint || ""));
  const status = statusLine("status");
  const box = make("fieldset", { "aria-describedby": id + "-ask " + chip.id + (q.document ? " " + id + "-doc" : "") }, make("legend", {}, text(q.stem)));
  if (figure) box.append(figure);
  if (q.private) box.append(part("p", "notice", ONLY_YOU));
  const check = button(q.private || q.pretest ? "Keep my answer" : kind.press || "Check answer", null, { type: "submit", class: "lk-check" });
  const answerKey = disclosure("answer", key), shower = answerKey.control, again = button("Start over", startOver);
  const ask = part("p", "ask", q.ask);
  const folder = button("", () => fold(form.dataset.fold ? "" : "line"), { class: "lk-fold", "aria-describedby": ask.id });
  const form = make("form", { class: "lk-card", novalidate: true },
    make("div", "top", ask, chip, folder), q.document && part("blockquote", "doc", text(q.document)), box,
    make("div", "bar", check, q.hint && disclosure("hint", hint).control, shower, again), q.hint && hint, status, key, kept);

  /** @type {string | null} */
  let shown = null;
  let fresh = false; // an answer is being given here: what is said of it stays in sight
  let draft = ""; // what is being written over the answer on the screen, whose id is `shown`
  /**
   * @param {string} tone @param {string} word @param {string} words @param {(Node | string)[]} [more]
   * @param {boolean} [told] it stands under what was chosen: here it is for who hears it
   */
  const say = (tone, word, words, more = [], told = false) => {
    status.dataset.tone = tone;
    const said = make("span", told && "hide", word && make("strong", {}, word), word && " ", words && text(words));
    status.replaceChildren(...(word + words ? [said] : []), ...more);
  };
  /** @param {string} tone @param {string} words */
  const mark = (tone, words) => {
    form.dataset.tone = chip.dataset.tone = tone;
    chip.textContent = words;
  };
  /**
   * What is done steps back: a line with its question ("line"), with what was just said of it ("line said"), or the card ("").
   * @param {string} how
   */
  const fold = (how) => {
    form.dataset.fold = how;
    ask.replaceChildren(how ? text(q.stem) : q.ask);
    folder.textContent = how ? "Show" : "Fold";
    aria(folder, "expanded", !how);
  };
  /** @param {Note[]} [notes] */
  const note = (notes) => { if (live.note) live.note(notes); };
  const changed = () => {
    folder.hidden = true;
    say("", "", "");
    note();
    answerKey.set(false);
    if (shown) mark("", "Changed, not checked");
  };
  const live = kind.build(box, q, { name: id, changed, say: (words) => say("", "", words) });

  function fillKey() {
    const list = kind.key(q);
    const lines = list.map((line) => make("li", {}, make(line.feedback ? "strong" : "span", {}, text(line.text)),
      line.feedback && " ", line.feedback && text(line.feedback), ...cite(q, line.source)));
    /** @param {string} words */
    const title = (words) => make("p", "label", words);
    key.replaceChildren(title(q.kind === "open" ? "A model answer" : "Answer"), make(q.kind === "order" ? "ol" : "ul", {}, ...lines),
      ...(q.rubric ? [title("What a teacher looks for"), make("ul", {}, ...q.rubric.map((point) => make("li", {}, text(point))))] : []),
      ...(list.some((line) => line.source !== undefined) ? [] : cite(q, q.source)));
  }

  // What was answered to the same question before, in words. Where right and wrong are counted, the first try counts.
  function before() {
    const earlier = q.before && kind.words && store.state(q.before);
    if (!earlier) return [];
    /** @type {First} */
    const given = q.private ? earlier : earlier.first;
    const { answer, at } = given;
    return kind.ready(answer, q) || older(given, q.beforeAsked) || at > store.state(q.id)?.first.at ? [] : [" Before you read, you answered: ", text("\u201c" + kind.words(answer, q) + "\u201d"), "."];
  }

  /** @param {any} answer @param {State} state */
  function show(answer, state) {
    /** @type {import("./types.js").Result} */
    const result = q.pretest ? { right: null, score: null, feedback: [LATER] } : kind.grade(answer, q);
    const open = q.kind === "open";
    const tone = q.pretest ? "later" : result.right === null ? "own" : result.right ? "good" : result.score > 0 ? "part" : "no";
    const source = open || result.told ? [] : cite(q, result.source ?? q.source);
    say(tone, result.word || TONES[tone] + ".", result.feedback.join(" "), [...before(), ...source], result.told);
    note(result.notes);
    mark(tone, result.right === null ? "Answered" : TONES[tone] + (state.try > 1 ? ", try " + state.try : ""));
    shower.hidden = result.right || q.pretest || !kind.key(q).length;
    if (!shower.hidden) fillKey();
    answerKey.set(open);
    again.hidden = false;
    folder.hidden = !(q.pretest || result.right) || !!el.closest("lk-set");
    fold(folder.hidden ? "" : fresh ? "line said" : "line");
  }

  function blank() {
    live.set(null);
    changed();
    fold("");
    mark("", "Not answered");
    shower.hidden = again.hidden = true;
    shown = null;
  }

  function startOver() {
    store.draft(q.id, "");
    store.reset(q.id);
    blank();
    say("", "Not answered.", "Your choices are cleared.");
    live.first().focus(); // the pressed button is gone
  }

  /** An answer is never marked by another key than the one it was given to. @param {State} state */
  const changedSince = (state) => kind.ready(state.answer, q) || older(state, q.asked)
    || (!q.pretest && kind.grade(state.answer, q).right !== state.right);

  // Draws what the store knows. What is on the screen already is left alone: the reader may be changing it.
  function sync() {
    const state = store.state(q.id), id = state && state.id, written = store.draft(q.id);
    kept.textContent = store.lost(q.id) ? LOST : !state || q.private ? "" : state.kept ? "Kept in your file."
      : store.refused ? "This browser keeps nothing: the answer lasts until this page is closed."
        : "Kept in this browser, not yet in your file.";
    if (id === shown && written === draft) return;
    blank();
    const form = state && changedSince(state);
    if (form && q.kind === "open") live.set(state.answer);
    if (form) {
      say("", "", "Your earlier answer was to an older form of this question. Please answer again.");
    } else if (state) {
      live.set(state.answer);
      show(state.answer, state);
    }
    shown = id;
    draft = written;
    if (draft) {
      live.set(draft);
      changed();
      say("", "Draft.", "Not saved as an answer yet.");
    }
  }

  /** @param {Event} event */
  function give(event) {
    event.preventDefault();
    const answer = live.read();
    const missing = kind.ready(answer, q) || kind.short?.(answer);
    if (missing) return say("", "Not answered.", missing);
    const before = store.state(q.id);
    if (before && chip.dataset.tone) return show(answer, before); // pressed twice: said again, counted once
    // The key is in the page, as with every question: before and after are compared by what the browser found here.
    const { right, score } = kind.grade(answer, q);
    const { course, lesson, id: question, asked } = q;
    draft = "";
    fresh = true;
    store.answer({ course, lesson, question, kind: q.pretest ? "pretest" : q.kind, answer, right, score, asked, private: !!q.private });
    fresh = false;
    // The pressed button is folded away. With the frame: asked at once, the whole page would be laid out twice.
    if (!folder.hidden) requestAnimationFrame(() => folder.focus());
  }
  // Not only by submitting, which a frame may forbid.
  on(form, "submit", give);
  on(check, "click", give);
  on(form, "keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && !event.shiftKey && !event.isComposing) give(event);
  });
  on(box, "input", (event) => {
    if (figure && figure.contains(/** @type {Node} */ (event.target))) return;
    changed();
    if (q.kind !== "open") return;
    draft = live.read();
    store.draft(q.id, draft); // at every letter: nothing typed can be lost
    if (store.lost(q.id)) kept.textContent = LOST;
  });
  guardKeys(el);
  blank();
  el.replaceChildren(form);
  follow(el, sync, [q.id]);
}

/** @type {Implementation} */
export const quiz = { connect: connectQuiz };
