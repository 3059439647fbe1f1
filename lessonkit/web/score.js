// <lk-score>: what is answered in this lesson, and words for the whole at the end.

import { make, statusLine } from "./dom.js";
import { followSoon } from "./follow.js";
import { fitting, older } from "./forms.js";
import { overallWords } from "./words.js";

/** @import { Implementation, LkElement, ScoreData } from "./types.js" */

/** @type {Implementation} */
export const score = {
  /** @param {LkElement} el @param {ScoreData} data */
  connect(el, data) {
    const line = statusLine("score");
    const words = make("p", "score-words");
    el.replaceChildren(make("div", "card", line, words));
    followSoon(el, () => {
      const asked = data.asked || [];
      const states = data.questions.map((id, i) => fitting(id, asked[i])).filter(Boolean);
      const right = states.filter((s) => s.first.right && !older(s.first, s.asked)).length;
      const said = "Answered " + states.length + " of " + data.questions.length + "; " + right + " right at the first try.";
      if (line.textContent !== said) line.textContent = said; // else a screen reader says it again
      const share = states.reduce((sum, s) => sum + (s.score || 0), 0) / (data.questions.length || 1);
      words.textContent = states.length === data.questions.length ? overallWords(data.overall, share) : "";
    });
  },
};
