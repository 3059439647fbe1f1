// What a presenter opens: the list of slides, the keys, and the notes in a second window. All of it is made here, of text.

import { button, make, on, text } from "../dom.js";
import { KEYS } from "./turns.js";

/** @param {string} title @param {...Node} inner */
const box = (title, ...inner) => {
  const dialog = make("dialog", { class: "lk-box", "aria-label": title }, make("p", { class: "lk-title" }, title), ...inner,
    button("Close", () => dialog.close()));
  document.body.append(dialog);
  return dialog;
};

/** @param {HTMLElement[]} slides @param {(to: number) => void} go */
export const slideList = (slides, go) => {
  const items = slides.map((slide, i) => make("li", {}, button(slide.dataset.title, () => {
    dialog.close();
    go(i);
  })));
  items.forEach((item, i) => {
    const { step } = slides[i].dataset;
    if (step !== slides[i - 1]?.dataset.step) item.prepend(make("b", {}, text(step)));
  });
  const dialog = box("All slides", make("ol", {}, ...items));
  return {
    dialog,
    /** @param {number} at */
    open(at) {
      dialog.showModal();
      items[at].querySelector("button").focus();
    },
  };
};

export const keyTable = () => box("Keys", make("table", {}, ...KEYS.map(([key, does]) =>
  make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, does)))));

/** @param {number} since @param {number} now */
export const minutes = (since, now) => {
  const seconds = Math.floor((now - since) / 1000);
  return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
};

const NOTES = "body{font:20px/1.5 system-ui,sans-serif;margin:0;padding:20px 28px;color:#1d2329;background:#fff}"
  + "h1{font-size:22px;margin:0 0 4px}header{display:flex;justify-content:space-between;gap:24px;border-bottom:2px solid;margin-bottom:14px;padding-bottom:8px}"
  + "footer{border-top:1px solid #78838d;margin-top:20px;padding-top:8px;color:#56616b}#lk-time{font-variant-numeric:tabular-nums;white-space:nowrap}p{margin:0 0 10px}";

/**
 * A second window, for the presenter's own screen: it fetches nothing, and dies with the first.
 * @param {(page: Window) => void} begin what its keys do
 */
export const notesWindow = (begin) => {
  /** @type {Window | null} */
  let page = null;
  addEventListener("pagehide", () => page?.close());
  const part = (/** @type {string} */ id) => page.document.getElementById(id);
  return {
    get open() { return !!page && !page.closed; },
    close: () => page?.close(),
    /** @returns {boolean} whether the browser allowed it */
    show() {
      if (page && !page.closed) page.focus();
      else {
        page = window.open("", "", "width=760,height=680");
        if (!page) return false;
        const { document: doc } = page;
        doc.documentElement.lang = "en";
        doc.title = "Notes";
        doc.head.append(Object.assign(doc.createElement("style"), { textContent: NOTES }));
        const head = doc.createElement("header"), main = doc.createElement("main"), foot = doc.createElement("footer");
        const title = Object.assign(doc.createElement("h1"), { id: "lk-now" }), time = Object.assign(doc.createElement("span"), { id: "lk-time" });
        head.append(title, time);
        main.id = "lk-notes";
        foot.id = "lk-then";
        doc.body.append(head, main, foot);
        begin(page);
      }
      return true;
    },
    /** @param {HTMLElement} slide @param {HTMLElement | undefined} next */
    say(slide, next) {
      if (!page || page.closed) return;
      part("lk-now").textContent = slide.dataset.title;
      part("lk-notes").replaceChildren(...[...slide.querySelector(".notes").childNodes].map((node) => page.document.importNode(node, true)));
      part("lk-then").textContent = next ? "Next: " + next.dataset.title : "The last slide.";
      page.scrollTo(0, 0);
    },
    /** @param {string} words */
    tick(words) {
      if (page && !page.closed) part("lk-time").textContent = words;
    },
  };
};

/** The line at the foot of the wall, for who has a mouse. @param {(asked: string) => void} act */
export const tools = (act) => {
  const bar = make("nav", { class: "lk-tools", "aria-label": "Slides" });
  for (const [words, asked] of [["Back", "back"], ["Next", "next"], ["Slides", "list"], ["Notes", "notes"], ["Keys", "keys"], ["End", "end"]]) {
    bar.append(button(words, () => act(asked)));
  }
  const said = make("span", { role: "status" }), time = make("span", { class: "lk-time", role: "timer" });
  bar.append(time, said);
  on(bar, "click", () => { said.textContent = ""; });
  return { bar, said, time };
};
