// Drawing again when an answer changes anywhere: in this element, another one, another tab, the file.

import { onPage } from "./page.js";

/** @import { LkElement } from "./types.js" */

/**
 * Calls sync() now and whenever an answer changes. JupyterLab takes cells off the page and puts them back, so the
 * listener outlives a disconnection; the weak reference lets an output that is gone for good be forgotten.
 * @param {LkElement} el
 * @param {() => void} sync
 * @param {string[]} [questions] only when the answer of one of them may have changed
 */
export const follow = (el, sync, questions) => {
  el.lkSync = sync;
  const ref = window.WeakRef ? new WeakRef(el) : { deref: () => el };
  const forget = onPage("state", ({ detail }) => {
    const target = ref.deref();
    if (!target) forget();
    else if (!questions || !detail?.question || questions.includes(detail.question)) {
      target.lkMine?.(); // an older script made it
      target.lkSync();
    }
  });
  sync();
};

/**
 * The same, after the answer's own feedback is on the screen, and once for many changes.
 * @param {LkElement} el @param {() => void} draw @param {string[]} [questions]
 */
export const followSoon = (el, draw, questions) => {
  let due = 0;
  follow(el, () => {
    due ||= window.setTimeout(() => {
      due = 0;
      el.lkMine?.();
      draw();
    });
  }, questions);
  draw();
};
