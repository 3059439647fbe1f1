// <lk-lesson>: what the set-up cell says, and what is looked after once for the whole page.

import { stepBar } from "./bar.js";
import { openCitations } from "./citations.js";
import { make } from "./dom.js";
import { dressTables } from "./feet.js";
import { foldCode } from "./folded.js";
import { guardWidgets } from "./keys.js";
import { config, fire, onPage, shared } from "./page.js";
import { presentButton } from "./presenting.js";

/** @import { Implementation, LessonData, LkElement } from "./types.js" */

const ALONE = "Here each output stands in a frame of its own, and questions cannot answer. They do in JupyterLab and "
  + "Jupyter Notebook, also on Binder, and in this notebook saved as a web page.";

// Once for all runs of all set-up cells.
const guardPage = () => {
  if (shared().guards) return;
  shared().guards = true;
  openCitations();
  dressTables();
  foldCode();
  guardWidgets();
};

// Some programs give each output a frame of its own, where the questions below never meet this script. In others all
// stand in one frame, but come later.
const isAlone = () => window !== window.top && !document.querySelector(".jp-Notebook, [data-lk]:not(lk-lesson)");

/** @type {Implementation} */
export const setup = {
  /** @param {LkElement} el @param {LessonData} data */
  connect(el, data) {
    guardPage();
    el.closest(".jp-Notebook")?.classList.add("lk-page"); // the style of its text
    if (data.steps) stepBar(el, data.steps);
    // The line alone is ours: whatever else stands in the element stays, but for a twin that speaks of answering.
    /** @type {HTMLElement} */
    let line = el.querySelector(".lk-ready");
    if (!line) el.prepend(line = make("p", { class: "lk-ready", hidden: true }));
    /** @type {NodeListOf<HTMLElement>} */
    const twins = el.querySelectorAll(".lk-twin");
    const before = line.textContent;
    const say = () => {
      const alone = isAlone();
      // A site without a server: the browser has kept this lesson, and the site has another one now.
      const old = data.version && config().lessonkitVersions?.includes(data.version) === false;
      line.textContent = alone ? ALONE : (data.ready || before) + (old ? " A newer version of this lesson is here. Rename this file, to old-"
        + data.lesson + ".ipynb for example, and open the lesson again; your answers stay." : "");
      line.hidden = !line.textContent;
      twins.forEach((twin) => { twin.hidden = alone && !twin.contains(line); });
    };
    say();
    if (data.slides) presentButton(el, data);
    if (window !== window.top) onPage("alive", say);
    fire("ready");
  },
};
