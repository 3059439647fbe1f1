// No key typed inside a control may reach the notebook, whose single letters cut and delete cells. Tab moves on;
// Escape leaves; save, copy and run still work with their modifier keys, but not those that merge
// (Control with Backspace or Shift+M), move (with arrows), select (A) or undo (Z) cells. Nothing runs the cell of an
// element of ours, which would throw away what is being done in it.

import { on } from "./dom.js";

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const within = (target) => target instanceof Element ? target.closest("[data-lk]") : null;

/** @param {KeyboardEvent} event */
const ownsKey = (event) => {
  if (event.key === "Tab" || event.key === "Escape") return false;
  if (event.key === "Enter" && within(event.target)) return true;
  if ((event.ctrlKey || event.metaKey) && !event.altKey) return /^(a|z|m$|back)/i.test(event.key);
  return !(event.shiftKey && event.key === "Enter");
};

/** @param {HTMLElement} root */
export const guardKeys = (root) => {
  on(root, "keydown", (event) => {
    if (ownsKey(event)) event.stopPropagation();
  });
};

/**
 * Escape goes from an element of ours to its cell; Shift+Enter to the next one, as after a run.
 * @param {KeyboardEvent} event
 */
const leave = (event) => {
  const cell = within(event.target)?.closest(".jp-Notebook-cell");
  const on = event.key === "Enter" && event.shiftKey && !(event.ctrlKey || event.metaKey || event.altKey);
  if (!cell || !(on || event.key === "Escape") || event.isComposing) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  let to = on ? cell.nextElementSibling : cell;
  while (to && !to.getClientRects().length) to = to.nextElementSibling; // under a folded heading
  /** @type {HTMLElement} */ (to || cell).focus();
  return true;
};

const CONTROLS = "input, select, textarea, button, summary, a[href], [tabindex], [contenteditable=true]";

// Controls of ordinary widgets get the same protection as ours. Notebook 7 hears a key before the page's elements do, so
// that stopping it on its way up is too late: the notebook skips a key whose target carries this mark.
export const guardWidgets = () => {
  on(window, "keydown", (event) => {
    const { target } = event;
    if (!(target instanceof Element) || !target.closest(CONTROLS)?.closest(".jp-OutputArea-output") || leave(event)) return;
    if (ownsKey(event)) target.setAttribute("data-lm-suppress-shortcuts", "true");
    else target.removeAttribute("data-lm-suppress-shortcuts");
  }, true);
  // JupyterLab takes undo and redo from every field inside a notebook.
  addEventListener("beforeinput", (event) => {
    const { target } = event;
    if (/^history/.test(event.inputType) && target instanceof Element && target.closest(".jp-OutputArea-output")) event.stopImmediatePropagation();
  }, true);
  // A click beside a cell's output chooses the cell and leaves the focus where it was: then keys would go there still.
  on(window, "click", ({ target }) => {
    if (!within(document.activeElement) || within(target) || !(target instanceof Element)) return;
    /** @type {HTMLElement | null} */ (target.closest(".jp-Notebook-cell"))?.focus();
  });
};
