// Which key does what on the wall, wherever the focus is. PageUp, PageDown (a clicker) and Escape always serve the show. In a
// field all else is typed. A control reached by Tab keeps the keys that move it; after a click the keys are the show's again.

import { on } from "../dom.js";

const FIELD = "textarea, input:not([type]), input[type=text], input[type=number], input[type=search], [contenteditable]";
const MOVED = "select, input[type=range], input[type=radio]"; // by arrows, Home and End
const PRESSED = "button, summary, a[href], input[type=checkbox], select, input[type=radio]"; // by Space or Enter

/** What a key asks for: on its own, or with Shift. @type {Record<string, string>} */
const ASKS = {
  PageDown: "next", PageUp: "back", " ": "next", "shift ": "back", ArrowRight: "next", ArrowDown: "next", ArrowLeft: "back", ArrowUp: "back",
  Home: "first", End: "last", Escape: "end", o: "list", b: "black", ".": "black", s: "notes", t: "timer", "?": "keys", f: "full", n: "next", p: "back",
};

/** What the help says. */
export const KEYS = [
  ["Space, →, ↓, Page Down", "next slide"], ["Shift + Space, ←, ↑, Page Up", "slide before"], ["Home, End", "first slide, last slide"],
  ["O", "all slides, to go to one"], ["B or .", "black screen, and back"], ["S", "your notes in a second window"],
  ["T", "timer; again: away"], ["F", "full screen"], ["?", "these keys"], ["Esc", "end"],
  ["Tab", "to the controls of a slide; Page Up and Page Down go on from there"],
];

/**
 * @param {Window} page @param {(asked: string) => void} act @param {() => boolean} busy a box with its own keys is open
 */
export const turns = (page, act, busy) => {
  let clicked = false; // the last thing done was a click: the focus stands where nobody has put it
  on(page, "pointerdown", () => { clicked = true; }, true);
  on(page, "keydown", (event) => { if (event.key === "Tab") clicked = false; }, true);
  // A click does its work and gives the keys back; a field keeps them, and a list that has been opened until it is chosen from.
  on(page, "click", ({ target }) => {
    const control = /** @type {HTMLElement} */ (target).closest?.("button, summary, input, label, a");
    if (clicked && control && !page.document.activeElement.matches(FIELD + ", select")) setTimeout(() => /** @type {HTMLElement} */ (page.document.activeElement).blur());
  });
  on(page, "change", ({ target }) => { if (clicked && /** @type {Element} */ (target).matches("select, input[type=range]")) /** @type {HTMLElement} */ (target).blur(); });
  on(page, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = /** @type {Element} */ (event.target), { key } = event;
    if (busy() || !at.matches) return;
    const always = ["PageDown", "PageUp", "Escape"].includes(key);
    if (!always && at.matches(FIELD)) return;
    const kept = !clicked || at.matches("select");
    if (!always && kept && at.matches(MOVED) && /^(Arrow|Home|End)/.test(key)) return;
    if (!always && kept && at.matches(PRESSED) && (key === " " || key === "Enter")) return;
    const asked = ASKS[(event.shiftKey && key === " " ? "shift " : key.length === 1 ? key.toLowerCase() : key)];
    if (!asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act(asked);
  }, true);
};
