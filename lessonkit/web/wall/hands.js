// A show of hands: a question to choose from, with a count for each option, stepped or typed, a bar, and the answer when it
// is asked for. Only counts, for this slide alone: nothing is kept.

import { aria, button, make, on, statusLine, text } from "../dom.js";
import { rightOnes } from "../grading.js";

/** @import { Question } from "../types.js" */
/** @typedef {{text: string, right?: boolean, feedback?: string}} Choice */

export const LATER = "Asked before the lesson: no answer is shown yet.";

/** @param {Question} q */
export const handsFor = (q) => ["single", "case", "several", "truefalse"].includes(q.kind);

/** @param {string} words @param {string} more */
export const line = (words, more) => make("p", {}, make("strong", {}, words, " "), text(more));

/**
 * @param {string} stem @param {Choice[]} choices @param {string} after said with the answer @param {HTMLElement[]} above
 * @returns {{inside: HTMLElement, key: Node[]}}
 */
const voteOn = (stem, choices, after, above) => {
  const status = statusLine("told");
  const sum = make("b", {}, "0");
  const known = choices.some((choice) => choice.right);
  const rows = choices.map((choice, i) => {
    const letter = String.fromCharCode(65 + i);
    const count = make("input", { type: "number", min: 0, max: 999, value: 0, class: "lk-n", "aria-label": "Hands for " + letter });
    const mark = make("strong", "mark");
    /** @param {number} by */
    const step = (by) => () => {
      count.value = String(Math.max(0, (+count.value || 0) + by));
      draw();
    };
    on(count, "input", () => draw());
    on(count, "focus", () => count.select());
    const row = make("li", "hand", make("p", {}, make("b", {}, letter), " ", text(choice.text), " ", mark), make("i", "votes"),
      make("span", "steps", button("\u2212", step(-1), { "aria-label": "One hand less for " + letter }), count,
        button("+", step(1), { "aria-label": "One hand more for " + letter })));
    return { row, count, mark, letter, choice };
  });
  const hand = (/** @type {typeof rows[0]} */ { count }) => Math.max(0, Math.round(+count.value) || 0);
  const draw = () => {
    const all = rows.reduce((many, one) => many + hand(one), 0);
    rows.forEach((one) => one.row.style.setProperty("--v", String(all ? 100 * hand(one) / all : 0)));
    sum.textContent = String(all);
    if (shown) tell();
  };
  let shown = false;
  const tell = () => {
    const right = rows.filter(({ choice }) => choice.right);
    const most = rows.reduce((a, b) => (hand(b) > hand(a) ? b : a));
    const tempting = hand(most) && !most.choice.right && most.choice.feedback ? [line("Most hands, " + most.letter + ":", most.choice.feedback)] : [];
    const why = [after, ...(right.length === 1 ? [right[0].choice.feedback] : [])].filter(Boolean).join(" ");
    status.replaceChildren(line("Correct: " + right.map(({ letter }) => letter).join(", ") + ".", why), ...tempting);
  };
  const show = button("Show the answer", () => reveal(!shown), { class: "lk-main" });
  /** @param {boolean} now */
  const reveal = (now) => {
    shown = now;
    rows.forEach(({ row, mark, choice }) => {
      row.classList.toggle("is-right", now && !!choice.right);
      mark.textContent = now && choice.right ? "\u2713 Correct" : "";
    });
    show.textContent = now ? "Hide the answer" : "Show the answer";
    aria(show, "expanded", now);
    if (now) tell();
    else status.replaceChildren();
  };
  const again = button("Start again", () => {
    rows.forEach(({ count }) => { count.value = "0"; });
    if (known) reveal(false);
    draw();
  });
  const acts = make("p", "acts", known && show, again, make("span", "kept", sum, " hands. Only counts, kept nowhere."));
  const asked = make("div", { role: "group", "aria-label": stem, class: "lk-vote" }, make("p", "stem", text(stem)),
    make("ol", "hands", ...rows.map(({ row }) => row)), acts, status);
  draw();
  const key = rows.filter(({ choice }) => known && choice.feedback)
    .map(({ letter, choice }) => line(letter + (choice.right ? " (correct):" : ":"), choice.feedback));
  return { inside: make("div", "put", ...above, asked), key: known ? key : [make("p", {}, LATER)] };
};

/** @param {Question} q @param {Element | null} figure */
export const hands = (q, figure) => {
  const above = [...(q.document ? [make("blockquote", "doc", text(q.document))] : []),
    ...(figure ? [/** @type {HTMLElement} */ (figure)] : [])];
  if (q.kind !== "truefalse") return voteOn(q.stem, q.options.map((o) => ({ ...o, right: !!o.right && !q.pretest })), "", above);
  const told = q.answer ? q.true : q.false;
  const vote = voteOn(q.stem, [{ text: "True", right: q.answer }, { text: "False", right: !q.answer }], told, above);
  return { ...vote, key: [line(q.answer ? "A (correct):" : "B (correct):", told)] };
};

/** The reasons of a statement to judge: a vote of its own. @param {Question} q */
export const becauseHands = (q) =>
  voteOn((q.answer ? "It is true. " : "It is not true. ") + "Which reason holds?", q.options.map((o) => ({ ...o, right: rightOnes({ ...q, options: [o] }).length > 0 })), "",
    [make("p", "before", text(q.stem))]);
