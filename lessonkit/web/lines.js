// What match and groups share: one choice for each line.

import { pair, pairs } from "./answers.js";
import { make, text } from "./dom.js";
import { listed, noteOf, verdict } from "./grading.js";
import { firstOf, notesOf, selectBox } from "./inputs.js";
import { count } from "./words.js";

/** @import { Kind, Option } from "./types.js" */

/**
 * A kind whose answer is a list: under each line's place the place of what was chosen for it.
 * @param {(o: Option) => number} target what belongs to a line
 * @returns {Kind<(number | null)[]>}
 */
export const linesKind = (target) => ({
  ready(a, q) {
    /** @param {number} at */
    const ok = (at) => q.choices.some((c) => c.at === a[at]);
    const open = Array.isArray(a) ? q.options.filter((o) => !ok(o.at)).length : q.options.length;
    return open ? "Choose for every line first: " + count(open, "line is", "lines are") + " still open." : "";
  },
  grade(a, q) {
    const notes = q.options.map((o) => noteOf(o, a[o.at] === target(o)));
    const hits = notes.filter((note) => note.tone === "good").length;
    return verdict(hits === notes.length, hits / notes.length, [hits + " of " + notes.length + " lines right."], { notes });
  },
  key: pairs(target),
  words: (a, q) => listed(q.options.map((o) => pair(o, a[o.at], q))),
  // One select box a line: partners to match, groups to sort into.
  build(box, q, around) {
    /** @type {Map<number, HTMLSelectElement>} */
    const selects = new Map();
    const { add, note } = notesOf(q);
    /** @type {[string | number, string][]} */
    const offered = [["", "Choose \u2026"], ...q.choices.map((c) => /** @type {[number, string]} */ ([c.at, c.text]))];
    for (const o of q.options) {
      const id = around.name + "-" + o.at;
      const select = selectBox(id, {}, offered);
      const row = make("div", "line", make("label", { for: id }, text(o.text)), select);
      selects.set(o.at, select);
      add(o.at, row, select);
      box.append(row);
    }
    return {
      read() {
        /** @type {(number | null)[]} */
        const answer = [];
        for (const [at, { value }] of selects) answer[at] = value === "" ? null : +value;
        return answer;
      },
      set(a) { for (const [at, select] of selects) select.value = a ? a[at] : ""; },
      note, first: firstOf(selects),
    };
  },
});
