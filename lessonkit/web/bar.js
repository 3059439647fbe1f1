// The bar of a lesson: how much of each step is answered, in a line and in words; a click goes to the step.

import { make, on } from "./dom.js";
import { fitting } from "./forms.js";
import { followSoon } from "./follow.js";

/** @import { LkElement, StepData } from "./types.js" */

// On the window, before JupyterLab, which takes the address of a heading in an output for that of a file.
/** @param {LkElement} el @param {HTMLElement} item */
const leads = (el, item) => on(window, "click", (event) => {
  if (!(event.target instanceof Node && item.contains(event.target))) return;
  const home = el.closest(".jp-Notebook") || document;
  const title = item.querySelector("b").textContent;
  const heading = [...home.querySelectorAll("h2")].find((node) => node.textContent.includes(title));
  if (!heading) return; // the link finds it by its address
  event.preventDefault();
  event.stopImmediatePropagation();
  heading.tabIndex = -1;
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}, true);

/**
 * Brings the bar that stands in an element to life.
 * @param {LkElement} el @param {StepData[]} steps in the order of its links
 */
export const stepBar = (el, steps) => {
  /** @type {NodeListOf<HTMLElement>} */
  const items = el.querySelectorAll(".lk-nav li");
  const names = [...items].map((item) => item.querySelector("span").textContent);
  const line = make("p", "count");
  el.querySelector(".lk-nav ol")?.after(line);
  items.forEach((item) => leads(el, item));
  followSoon(el, () => {
    let all = 0, done = 0;
    /** @type {HTMLElement | null} */
    let next = null;
    items.forEach((item, i) => {
      const ids = steps[i] || [];
      const answered = ids.filter((id) => fitting(id, "")).length;
      all += ids.length;
      done += answered;
      if (answered < ids.length) next ??= item;
      item.style.setProperty("--v", String(ids.length ? 100 * answered / ids.length : 0));
      item.querySelector("span").textContent = names[i] + (ids.length ? " \u00b7 " + answered + "\u00a0of\u00a0" + ids.length : "");
    });
    items.forEach((item) => item.classList.toggle("is-here", item === next));
    line.textContent = all ? done + " of " + all + " questions in these steps answered." : "";
  });
};
