// What can be printed of a passport: one page for paper, in a frame of its own so that the notebook is not printed with it.

import { make, text } from "./dom.js";
import { kept } from "./kept.js";

/** @import { State } from "./types.js" */

/** The reader's own day, as 2026-03-03. @param {string | number} at */
export const localDay = (at) => new Date(at).toLocaleDateString("sv");

/** @param {string} title */
export function printSummary(title) {
  /** @type {Record<string, State[]>} */
  const lessons = {};
  // A question that comes back later must not show here how it was answered.
  for (const s of kept().states().filter((state) => state.kind !== "pretest")) (lessons[s.lesson] ||= []).push(s);
  const rows = Object.keys(lessons).sort().map((lesson) => {
    const states = lessons[lesson];
    const cells = [lesson, states.length, states.filter((s) => s.first.right).length, localDay(states.map((s) => s.at).sort().pop())];
    return make("tr", {}, ...cells.map((cell, i) => make(i ? "td" : "th", i ? {} : { scope: "row" }, String(cell))));
  });
  const head = ["Lesson", "Answered", "Right at the first try", "Last answer"].map((h) => make("th", { scope: "col" }, h));
  const frame = make("iframe", { title: "Summary for printing", class: "lk-print" });
  document.body.append(frame);
  const page = frame.contentDocument;
  page.title = title;
  page.body.append(make("h1", {}, text(title)), make("p", {}, text(kept().nickname() || "No nickname given")),
    make("table", { border: "1", cellpadding: "6" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}
