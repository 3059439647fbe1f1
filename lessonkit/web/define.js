// <lk-name>: a thin class, defined once a page, that asks the newest implementation on the page. Two notebooks made by
// different versions of the kit can so stand side by side.

import { on } from "./dom.js";
import { fire, onPage, shared, version } from "./page.js";

/** @import { Implementation, LkElement, Store } from "./types.js" */

/** @param {LkElement} el @param {string} name */
const start = (el, name) => {
  if (el.lkReady || !el.isConnected) return;
  const { impl, LK } = shared().impl[name]; // with the store it was written for; older classes ask for `fire`, too
  if (!LK.store) { // the output of the set-up cell brings it, and says so
    const heard = onPage("ready", () => {
      heard();
      start(el, name);
    });
    return;
  }
  el.lkReady = true;
  let data;
  try {
    data = JSON.parse(el.dataset.lk);
  } catch {
    return; // the static twin stays
  }
  // Two courses may stand in one page: whoever is used says which answers are meant.
  const mine = () => { LK.store.course = data.course; };
  if (data.course) for (const type of /** @type {const} */ (["click", "input", "change", "submit"])) on(el, type, mine, true);
  el.lkMine = mine;
  el.tabIndex = -1; // a click on its words keeps the keys here, too
  mine();
  impl.connect(el, data);
  fire("alive");
};

/**
 * @param {string} name without "lk-" @param {Implementation} impl
 * @param {() => Store} store that of the script itself, or the one on the page, which may still be to come
 */
export const define = (name, impl, store) => {
  const { impl: all } = shared(), known = all[name];
  if (!known || known.version <= version) all[name] = { version, impl, LK: { get store() { return store(); }, fire } };
  if (customElements.get("lk-" + name)) return;
  customElements.define("lk-" + name, class extends HTMLElement {
    connectedCallback() {
      // While the page is still being read the twin is not there yet, and would stay below the live element.
      if (document.readyState !== "loading") start(this, name);
      else on(document, "DOMContentLoaded", () => start(this, name), { once: true });
    }
  });
};
