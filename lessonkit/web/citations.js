// A citation opens in place: a card under its paragraph with the entry of the list of references. Nothing is covered or
// cut off there, it is the same on a phone, and a screen reader meets it next. In Jupyter the list may come late: the card
// waits for it. Where no list is on the page, the mark stays what it is without a script: a link.

import { aria, button, make, on } from "./dom.js";

const MARK = 'a[href^="#c-"]';
const LATE = 10000; // ms that a slow Chromebook may take until JupyterLab has drawn the last cells
/** @type {{card: HTMLElement, mark: HTMLElement} | null} */
let opened = null;
/** @type {MutationObserver | undefined} for the list, which may not be on the page yet */
let awaited;

/** @param {Event} event @returns {HTMLAnchorElement | null} */
const markOf = ({ target }) => (target instanceof Element ? target.closest(MARK) : null);

/** @param {HTMLAnchorElement} mark @returns {HTMLElement | null} */
const entryOf = (mark) => {
  const home = mark.closest(".jp-Notebook") || document; // another open notebook may cite the same claim
  const id = CSS.escape(decodeURIComponent(mark.hash.slice(1)));
  return home.querySelector("[data-jupyter-id=" + id + "], #" + id);
};

/** @param {boolean} [back] whether the focus goes back to the mark */
export const shut = (back) => {
  if (!opened) return;
  const { card, mark } = opened;
  opened = null;
  aria(mark, "expanded", "false");
  card.remove();
  if (back) mark.focus();
};

/** @param {HTMLAnchorElement} mark @param {HTMLElement} entry */
export const show = (mark, entry) => {
  const place = mark.closest("p, li, td, th, h2, h3") || mark.parentElement;
  const close = button("Close", () => shut(true));
  const card = make("aside", { class: "lk lk-cited mathjax_ignore tex2jax_ignore", tabindex: "-1", "aria-label": "Reference " + mark.textContent },
    ...[...entry.childNodes].map((node) => node.cloneNode(true)), close);
  if (place.matches("p")) place.after(card);
  else place.append(card);
  const x = mark.getBoundingClientRect().x + mark.offsetWidth / 2 - card.getBoundingClientRect().x;
  card.style.setProperty("--x", Math.max(14, x) + "px");
  aria(mark, "expanded", "true");
  opened = { card, mark };
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
};

/** Shows the card as soon as the list is there. @param {HTMLAnchorElement} mark @param {Element} home */
const showLate = (mark, home) => {
  const look = awaited = new MutationObserver(() => {
    const entry = entryOf(mark);
    if (!entry) return;
    look.disconnect();
    show(mark, entry);
  });
  look.observe(home, { childList: true, subtree: true });
  setTimeout(() => look.disconnect(), LATE);
};

/** Looks after the citations of the whole page. */
export const openCitations = () => {
  // Before the notebook, which would jump to the list.
  on(window, "click", (event) => {
    const mark = markOf(event), entry = mark && entryOf(mark), home = mark?.closest(".jp-NotebookPanel");
    if (!(entry || home) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    awaited?.disconnect();
    const again = opened?.mark === mark;
    shut(again);
    if (again) return;
    if (entry) show(mark, entry);
    else showLate(mark, home);
  }, true);
  // Twice in a moment is open and shut: the notebook would turn the text into its source.
  on(window, "dblclick", (event) => { if (markOf(event)) event.stopImmediatePropagation(); }, true);
  on(window, "keydown", (event) => {
    const inside = event.target instanceof Node && (opened?.card.contains(event.target) || opened?.mark === event.target);
    if (!inside || event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    shut(true);
  }, true);
  on(window, "focusin", (event) => {
    const mark = markOf(event);
    if (!mark || mark.hasAttribute("role") || !entryOf(mark)) return;
    mark.setAttribute("role", "button"); // what it does with this script
    aria(mark, "expanded", "false");
  });
};
