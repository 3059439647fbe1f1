// <lk-explorer>: a figure whose views were drawn beforehand. Choosing one only swaps an image and its words.

import { button, controlPanel, dropTwin, field, make, on, statusLine, text } from "./dom.js";
import { labelCells } from "./feet.js";
import { frameAt, unpack } from "./frames.js";
import { guardKeys } from "./keys.js";
import { uid } from "./page.js";
import { count } from "./words.js";

/** @import { Control, ExplorerData, Frame, Implementation, LkElement } from "./types.js" */
/** @typedef {{box: HTMLElement, get: () => number, slider?: Slider}} Chooser one control on the page */
/** @typedef {{set: (value: number) => void, last: number, name: string}} Slider */

/** @param {Frame["source"]} parts */
const sourceWords = (parts) => parts.map(([words, address]) =>
  /^https?:/.test(address || "") ? make("a", { href: address }, text(words)) : words);

/** @param {string[]} row @param {number[]} numeric */
const tableLine = (row, numeric) => make("tr", {}, ...row.map((cell, i) => i
  ? make("td", { class: numeric.includes(i) && "lk-n" }, text(cell))
  : make("th", { scope: "row" }, text(cell))));

/** @param {Control} spec @param {number} start @param {string} id @returns {Chooser} */
function chooser({ kind, label, options }, start, id) {
  if (kind === "pick") { // up to four choices stand side by side
    const inputs = options.map((_, i) => make("input", { type: "radio", name: id, checked: i === start }));
    const labels = inputs.map((input, i) => make("label", {}, input, text(options[i])));
    return {
      box: make("fieldset", { class: "lk-pick" }, make("legend", {}, text(label)), ...labels),
      get: () => inputs.findIndex((input) => input.checked),
    };
  }
  if (kind === "select") {
    const select = make("select", { id }, ...options.map((words, i) => make("option", { value: i, selected: i === start }, words)));
    return { box: field(label, select), get: () => select.selectedIndex };
  }
  const last = options.length - 1;
  const range = make("input", { id, type: "range", min: 0, max: last });
  const shown = make("output", { for: id, "aria-live": "off" });
  /** @param {number} value */
  const set = (value) => {
    range.value = String(value);
    shown.textContent = options[value];
    range.setAttribute("aria-valuetext", options[value]);
  };
  const get = () => +range.value;
  set(start);
  on(range, "input", () => set(get()));
  const box = field(label, range, shown);
  box.classList.add("lk-slide");
  return { box, get, slider: { set, last, name: label } };
}

/**
 * Steps only when asked to, and stops at the end or when the reader turns elsewhere.
 * @param {HTMLElement} el @param {Chooser} moved @param {() => void} changed
 */
function player(el, { slider, get }, changed) {
  let timer = 0;
  /** @param {string} words */
  const name = (words) => {
    play.textContent = words;
    play.setAttribute("aria-label", words + " " + slider.name);
  };
  /** @param {number} value */
  const go = (value) => {
    slider.set(value);
    changed();
  };
  const halt = () => {
    clearInterval(timer);
    timer = 0;
    name("Play");
  };
  const step = () => {
    if (el.isConnected && !document.hidden && get() < slider.last) go(get() + 1);
    else halt();
    if (get() === slider.last) halt();
  };
  const play = button("", () => {
    if (timer) return halt();
    if (get() === slider.last) go(0);
    name("Pause");
    timer = window.setInterval(step, matchMedia("(prefers-reduced-motion: reduce)").matches ? 3000 : 1400);
  }, { class: "lk-play" });
  on(el, "focusout", (event) => { if (!el.contains(/** @type {Node} */ (event.relatedTarget))) halt(); });
  halt();
  return play;
}

/** @param {string} svg */
const uri = (svg) => "data:image/svg+xml," + encodeURIComponent(svg);

/** @param {HTMLElement} el @param {ExplorerData} data @param {Frame[]} frames */
function build(el, data, frames) {
  const sizes = data.controls.map((c) => c.options.length);
  const figure = el.querySelector("figure"), img = figure.querySelector("img"), table = figure.querySelector("table");
  /** @param {string} name @param {...(Node | string)} words */
  const fill = (name, ...words) => figure.querySelector(".lk-" + name)?.replaceChildren(...words);
  const status = statusLine("view lk-hide"); // who looks sees the choice
  const id = "lk-x" + uid();
  let at = -1;

  const changed = () => {
    const choice = controls.map((c) => c.get());
    const next = frameAt(choice, sizes);
    const frame = frames[next];
    if (next !== at) {
      at = next;
      img.src = uri(frame.svg);
      if (frame.phone) /** @type {HTMLSourceElement} */ (img.previousSibling).srcset = uri(frame.phone);
      img.alt = frame.alt;
      fill("sub", text(frame.sub));
      fill("from", text(frame.from));
      fill("source", ...sourceWords(frame.source));
      table.tHead.rows[0].replaceChildren(...frame.head.map((h) => make("th", { scope: "col" }, text(h))));
      table.tBodies[0].replaceChildren(...frame.rows.map((row) => tableLine(row, frame.numeric)));
      labelCells(table);
    }
    const rows = "(" + count(frame.rows.length, "row", "rows") + ")";
    fill("table > summary", "Table " + rows);
    status.textContent = data.controls.map((c, i) => c.label + ": " + c.options[choice[i]]).join("; ") + " " + rows + ".";
  };
  const controls = data.controls.map((spec, i) => chooser(spec, data.start[i], id + "-" + i));
  const moved = controls.find((c) => c.slider);
  if (moved) moved.box.append(player(el, moved, changed));
  const panel = controlPanel(data.title);
  panel.append(...controls.map((c) => c.box));
  on(panel, "input", changed);
  figure.querySelector(".lk-plate").before(panel, status);
  dropTwin(el);
  changed();
}

/** @type {Implementation} */
export const explorer = {
  /** @param {LkElement} el @param {ExplorerData} data */
  async connect(el, data) {
    guardKeys(el);
    try {
      build(el, data, await unpack(el.dataset.frames, data.sha256));
    } catch (error) {
      const old = !globalThis.DecompressionStream || !Blob.prototype.stream;
      const hint = el.querySelector(".lk-hint");
      if (hint) hint.textContent = old ? "This browser is too old for the moving views; the figure and its data are below."
        : "The views stored here are damaged; run this cell again.";
      console.warn(data.id, error);
    }
  },
};
