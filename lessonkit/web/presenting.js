// The button that presents a lesson. Its slides are a page of their own, which comes only when it is asked for: in Jupyter the
// kernel hands it over, a page that was exported looks for the file beside it. It is shown in a frame over the window, so that
// nothing done on the wall reaches the notebook, its answers or its keys. Who has presented once gets a second button, which stays
// in sight: it opens the show at the part of the lesson that is being read.

import { button, make, on, statusLine } from "./dom.js";
import { config, fire } from "./page.js";

/** @import { LessonData, LkElement } from "./types.js" */

const RUN = "To present, run this cell first (\u25b6 at the top of the page).";
const PATIENT = 15000; // ms for a kernel that is busy

/** The headings from the one that is being read up to the title. @param {ParentNode} home */
const partsUp = (home) => [...home.querySelectorAll("h1, h2")].filter((node) => !node.closest(".lk"))
  .filter((node) => node.getBoundingClientRect().top < innerHeight * 0.4).map((node) => node.textContent).reverse();

/** @param {LkElement} el @param {LessonData} data */
export const presentButton = (el, data) => {
  const line = statusLine("says");
  const control = button("Present", () => begin(control), { class: "lk-present" });
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  let due = 0, came = false;
  const panel = el.closest(".jp-NotebookPanel"); // the page of JupyterLab holds other things
  const here = button("Present from here", () => {
    const parts = partsUp(panel || document);
    if (parts[0] !== left) frame?.contentWindow.postMessage({ lk: "go", parts }, "*");
    begin(here);
  }, { class: "lk-here" });
  let left = "", pressed = control;
  /** @param {string} words */
  const stop = (words) => {
    clearTimeout(due);
    frame?.remove();
    frame = null;
    line.textContent = words;
  };
  const show = () => {
    line.textContent = "";
    frame.hidden = false;
    frame.focus();
    frame.contentWindow.focus();
  };
  // Kept while the lesson stands here: who comes back goes on at the same slide.
  /** @param {{src?: string, srcdoc?: string}} page */
  const open = (page) => {
    clearTimeout(due);
    frame = Object.assign(make("iframe", { class: "lk-show", title: "Slides of this lesson", allow: "fullscreen", hidden: true }), page);
    document.body.append(frame);
  };
  const begin = (by = control) => {
    pressed = by;
    if (frame?.isConnected) return show();
    line.textContent = "One moment \u2026";
    const ask = {
      course: data.course, lesson: data.lesson, heard: false,
      /** @param {{page?: string, message?: string}} slides */
      answer: ({ page, message }) => (page ? open({ srcdoc: page }) : stop(message)),
    };
    fire("present", ask);
    due = window.setTimeout(() => stop(RUN), PATIENT);
    if (ask.heard) return;
    if (config().baseUrl) return stop(RUN); // Jupyter, where nothing has run yet
    open({ src: data.slides });
    on(frame, /** @type {any} */ ("load"), () => setTimeout(() => {
      if (!came) stop("Its slides are not beside this page: write them with lessonkit slides " + data.lesson + ".");
    }, 500));
  };
  on(window, /** @type {any} */ ("message"), (/** @type {any} */ { source, data: said }) => {
    if (!frame || source !== frame.contentWindow || !said?.lk) return;
    came = true;
    if (said.lk === "ready") return show();
    if (said.lk !== "end") return;
    frame.hidden = true;
    left = partsUp(panel || document)[0];
    if (!here.isConnected) (panel || document.body).append(here);
    pressed.focus({ preventScroll: true });
  });
  const home = el.querySelector(".lk-nav") || el;
  home.append(make("p", "around", control, line));
};
