// Is a statement true, and why? The answer is {v: true or false, r: the place of the reason}.

import { make } from "../dom.js";
import { noteOf, optionAt, rightOnes, verdict, wordsOf } from "../grading.js";
import { choices } from "../inputs.js";

/** @type {import("../types.js").Kind<{v: boolean, r: number}>} */
export const truefalse = {
  ready(a, q) {
    if (!a || typeof a.v !== "boolean") return "Choose True or False first.";
    return optionAt(q, a.r) ? "" : "Choose a reason as well.";
  },
  grade(a, q) {
    const o = optionAt(q, a.r);
    const judged = a.v === q.answer;
    const said = a.v ? q.true : q.false, feedback = [said, o.feedback];
    if (judged && o.right) return verdict(true, 1, feedback, { source: o.source });
    // Each half of the answer has its own verdict, where it was chosen.
    const notes = [{ ...noteOf(o, judged), at: a.v, text: said, source: undefined }, noteOf(o, !!o.right, q.source)];
    return verdict(false, judged ? 0.5 : 0, feedback, { notes, told: true });
  },
  key: (q) => [{ text: q.answer ? "True" : "False" }, ...rightOnes(q)],
  words: (a, q) => (a.v ? "True: " : "False: ") + wordsOf(a.r, q),
  build(box, q, around) {
    const judged = make("div", "pair");
    const why = make("fieldset", "why", make("legend", {}, "Because"));
    const verdicts = choices(judged, q, [{ at: true, text: "True" }, { at: false, text: "False" }], "radio", around.name);
    const reasons = choices(why, q, q.options, "radio", around.name + "-why");
    box.append(judged, why);
    return {
      read: () => ({ v: verdicts.chosen()[0], r: reasons.chosen()[0] }),
      set(a) {
        verdicts.check(a && a.v);
        reasons.check(a && a.r);
      },
      note(notes) {
        verdicts.note(notes);
        reasons.note(notes);
      },
      first: verdicts.first,
    };
  },
};
