// The script of a page of slides. reveal.js turns them, scales them and blackens the screen; what the slides are, which key
// does what and what a presenter sees is made here.

import { button, make, on } from "./dom.js";
import { keyTable, minutes, notesWindow, slideList, tools } from "./wall/boxes.js";
import { sections } from "./wall/deck.js";
import { keepFit } from "./wall/fit.js";
import { turns } from "./wall/turns.js";

/** @param {string} lk */
const tellAround = (lk) => { if (window.parent !== window) window.parent.postMessage({ lk }, "*"); };
const SIZE = { width: 1280, height: 720 };

// The theme of the page around, else that of the machine.
const dark = () => {
  try {
    const { jpThemeLight } = window.parent.document.body.dataset;
    if (window.parent !== window && jpThemeLight) return jpThemeLight === "false";
  } catch { /* another origin: not ours to look at */ }
  return matchMedia("(prefers-color-scheme: dark)").matches;
};

const begin = async () => {
  tellAround("here");
  document.documentElement.dataset.theme = dark() ? "dark" : "light";
  document.documentElement.classList.add("print-pdf"); // the style of reveal.js for paper is not ours
  const slides = sections(document.querySelector("template"), JSON.parse(document.body.dataset.wall));
  const wall = make("div", { class: "reveal" }, make("main", { class: "slides" }, ...slides));
  const { bar, said, time } = tools((asked) => act(asked));
  const sheet = button("Present", () => present(), { class: "lk-begin" });
  document.body.append(sheet, wall, bar);
  const Reveal = /** @type {any} */ (window).Reveal;
  const engine = new Reveal(wall, {
    ...SIZE, margin: 0, minScale: 0.1, maxScale: 4, center: false, controls: false, progress: true, keyboard: false, overview: false, help: false,
    hash: false, history: false, transition: "none", backgroundTransition: "none", viewDistance: 999, mobileViewDistance: 999, embedded: false, postMessage: false,
    focusBodyOnPageVisibilityChange: false, pdfSeparateFragments: false, autoAnimate: false, disableLayout: false, display: "block", scrollActivationWidth: 0,
  });
  await engine.initialize();
  const boards = slides.map((slide) => /** @type {HTMLElement} */ (slide.querySelector(".lk-board")));
  boards.forEach(keepFit);
  const since = Date.now();
  const at = () => engine.getIndices().h;
  const list = slideList(slides, (to) => engine.slide(to)), keys = keyTable();
  const busy = () => list.dialog.open || keys.open || document.body.classList.contains("is-sheet");
  const notes = notesWindow((page) => {
    turns(page, act, () => false);
    tell();
  });
  const tell = () => notes.say(slides[at()], slides[at() + 1]);
  const tick = () => {
    const words = minutes(since, Date.now());
    if (time.dataset.on) time.textContent = words;
    notes.tick(words);
  };
  window.setInterval(tick, 1000);
  engine.on("slidechanged", () => {
    tell();
    said.textContent = "";
    /** @type {HTMLElement} */ (document.activeElement).blur();
  });

  /** On paper, and when the show of a file ends: each slide with its notes. @param {boolean} on */
  const handOut = (on) => document.body.classList.toggle("is-sheet", on);
  const present = (to = at()) => {
    handOut(false);
    engine.layout();
    engine.slide(to);
  };
  on(window, /** @type {any} */ ("beforeprint"), () => handOut(true));
  on(window, /** @type {any} */ ("afterprint"), () => { if (!ended) present(); });
  let ended = false;
  const end = () => {
    notes.close();
    if (window.parent !== window) return tellAround("end");
    ended = true;
    handOut(true);
    sheet.focus();
    slides[at()].scrollIntoView();
  };
  on(sheet, "click", () => { ended = false; });

  /** @type {Record<string, () => void>} */
  const acts = {
    next: () => engine.next(), back: () => engine.prev(), first: () => engine.slide(0), last: () => engine.slide(slides.length - 1),
    list: () => list.open(at()), keys: () => keys.showModal(), end,
    black: () => engine.togglePause(),
    notes: () => { if (!notes.show()) said.textContent = "The browser has blocked the second window: allow it for this page."; },
    timer() {
      time.dataset.on = time.dataset.on ? "" : "1";
      time.textContent = "";
      tick();
    },
    full: () => { if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen?.().catch(() => {}); },
  };
  /** @param {string} asked */
  function act(asked) {
    if (asked !== "black" && engine.isPaused()) {
      engine.togglePause(false);
      if (asked === "end") return; // out of the black first
    }
    acts[asked]();
  }
  turns(window, act, busy);
  on(window, /** @type {any} */ ("message"), (/** @type {any} */ { source, data }) => {
    if (source !== window.parent || data?.lk !== "go") return;
    for (const part of data.parts) {
      const to = slides.findIndex(({ dataset }) => dataset.step && part.includes(dataset.step));
      if (to >= 0) return engine.slide(to);
    }
  });
  slides.forEach((slide, i) => on(slide, "dblclick", () => { if (ended) present(i); }));
  document.body.dataset.ready = String(slides.length);
  tellAround("ready");
};
begin();
