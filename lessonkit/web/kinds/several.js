// Some options are right. The answer is the list of their places.

import { listed, noteOf, optionAt, rightOnes, verdict } from "../grading.js";
import { choices } from "../inputs.js";
import { count } from "../words.js";

/** @import { Kind, Note } from "../types.js" */

/** @type {Kind<number[]>} */
export const several = {
  ready: (a, q) => (Array.isArray(a) && a.length && a.every((at) => optionAt(q, at)) ? "" : "Choose at least one answer first."),
  grade(a, q) {
    const chosen = q.options.filter((o) => a.includes(o.at));
    const all = q.options.filter((o) => o.right).length;
    const hits = chosen.filter((o) => o.right).length;
    const wrong = chosen.length - hits;
    const right = hits === all && !wrong;
    const said = right
      ? (all === 1 ? "The one right answer, and nothing else." : "All " + all + " right answers, and nothing else.")
      : hits + " of " + count(all, "right answer", "right answers") + " chosen" +
        (wrong ? "; " + count(wrong, "choice does", "choices do") + " not fit." : ".");
    /** @type {Note[]} */
    const notes = q.options.map((o) => {
      if (!a.includes(o.at)) return { at: o.at, tone: "", word: "Not chosen.", text: o.unchosen };
      return noteOf(o, !!o.right, undefined, "Does not fit.");
    });
    // A wrong choice takes back a right one, so that ticking everything earns nothing.
    return verdict(right, Math.max(0, hits - wrong) / all, [said], { notes: notes.filter((note) => note.text) });
  },
  key: rightOnes,
  words: (a, q) => listed(q.options.filter((o) => a.includes(o.at)).map((o) => o.text)),
  build(box, q, around) {
    const group = choices(box, q, q.options, "checkbox", around.name);
    return { ...group, read: () => group.chosen().sort((x, y) => x - y), set: (a) => group.check(...(a || [])) };
  },
};
