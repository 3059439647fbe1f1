// Beside the script of a lesson where its outputs do not stand in Jupyter's page (lessonkit/show/homes.py): each in a frame of
// its own, as in Colab, or all in one page that shows the texts between them in shadow trees, as in VS Code.

import { show, shut } from "./citations.js";
import { make, on } from "./dom.js";

const SHARED = "lk-frames"; // a key of the browser's store, which frames of one address have together
const TALLEST = 5000; // px; Colab cuts a frame at 1,000 unless told

// Dark mode is told to pages in several ways: here it becomes the one that our styles know.
const root = document.documentElement;
const dressPage = () => {
  const { classList: names } = document.body;
  const contrast = names.contains("vscode-high-contrast") && !names.contains("vscode-high-contrast-light");
  const dark = root.getAttribute("theme") === "dark" || names.contains("vscode-dark") || contrast;
  if (dark) root.dataset.theme = "dark";
  else delete root.dataset.theme;
};
const dresser = new MutationObserver(dressPage);
for (const node of [root, document.body]) dresser.observe(node, { attributes: true, attributeFilter: ["class", "theme"] });
dressPage();

// Each frame writes a word when it comes, and once more when it first hears another: so all know that they share a store.
const announce = () => {
  try { localStorage.setItem(SHARED, String(Math.random())); } catch { /* this frame keeps nothing */ }
};
let heard = false;
addEventListener("storage", ({ key }) => {
  if (key !== SHARED || heard) return;
  heard = true;
  announce();
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-shared]")).forEach((line) => {
    line.textContent = line.dataset.shared;
    line.hidden = !line.textContent;
  });
});
announce();

/** @type {any} */ (globalThis).google?.colab?.output?.setIframeHeight?.(0, true, { maxHeight: TALLEST });

// A mark in a shadow tree: the page hears a click on the tree's host, so that the lesson's own script passes it over.
/** @param {Event} event @returns {HTMLAnchorElement | undefined} */
const deepMark = (event) => {
  const [inner] = event.composedPath();
  if (!(inner instanceof Element) || inner.getRootNode() === document) return undefined;
  return /** @type {HTMLAnchorElement} */ (inner.closest('a[href^="#c-"]'));
};
/** @type {HTMLAnchorElement | null} */
let deep = null;
on(window, "click", (event) => {
  const mark = deepMark(event), entry = mark && document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  if (!entry) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const tree = /** @type {ShadowRoot} */ (mark.getRootNode());
  const style = [...document.querySelectorAll("style")].find((node) => node.textContent.includes(".lk-cited"));
  if (style && !tree.querySelector(".lk-style")) {
    const rules = [...style.sheet.cssRules].map((rule) => rule.cssText);
    // The signs of the steps stay as they are in the texts around it.
    tree.append(make("style", "style", rules.filter((rule) => !rule.includes(".lk-tag")).join("")));
  }
  const again = deep === mark && mark.getAttribute("aria-expanded") === "true";
  shut();
  deep = again ? null : mark;
  if (deep) show(mark, entry);
}, true);
on(window, "keydown", (event) => {
  const [inner] = event.composedPath();
  if (event.key !== "Escape" || !(inner instanceof Element) || !inner.closest(".lk-cited")) return;
  event.stopImmediatePropagation();
  shut(true);
}, true);
