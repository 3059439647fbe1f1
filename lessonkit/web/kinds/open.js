// An answer in one's own words, which a teacher scores. The model answer opens once somebody has tried.
// (`open` itself is a name of the browser.)

import { answers } from "../answers.js";
import { make, text } from "../dom.js";
import { verdict } from "../grading.js";
import { count } from "../words.js";

const ENOUGH = 12; // words

/** Han and kana have no spaces: a letter counts as a word. @param {string} said */
const countWords = (said) => (said.match(/[\u3040-\u9fff]|[^\s\u3040-\u9fff]*[\p{L}\p{N}][^\s\u3040-\u9fff]*/gu) || []).length;

/** @type {import("../types.js").Kind<string>} */
export const written = {
  press: "Save and compare",
  short(a) {
    const missing = ENOUGH - countWords(a);
    return missing > 0
      ? "Write " + ENOUGH + " words or more, then compare: " + count(missing, "word is", "words are") + " missing. It stays here as a draft."
      : "";
  },
  ready: (a) => (typeof a === "string" && a.trim().length > 9 ? "" : "Write your answer first: a sentence or more."),
  grade: () => verdict(null, null, ["A teacher scores this answer; the page cannot. Compare it with the model answer."]),
  key: answers.open,
  build(box, q, { name }) {
    const area = make("textarea", { rows: 5, maxlength: 9000, name, id: name, dir: "auto", "aria-describedby": name + "-notice" });
    box.append(
      make("p", { class: "lk-notice", id: name + "-notice" }, text(q.notice)),
      make("label", { for: name, class: "lk-label" }, "Your answer"), area,
    );
    return { read: () => area.value.trim(), set(a) { area.value = a || ""; }, first: () => area };
  },
};
