// Code that nobody has to read, in a page that was made of a lesson (nbconvert): behind "Show code" where it makes a
// picture or a table, nowhere else. In Jupyter the notebook itself folds it.

import { make } from "./dom.js";

export const foldCode = () =>
  document.querySelectorAll(".celltag_folded:has(.lk-figure, lk-explorer, lk-rows) > .jp-Cell-inputWrapper").forEach((code) => {
    const box = make("details", { class: "lk-code" }, make("summary", {}, "Show code"));
    code.replaceWith(box);
    box.append(code);
  });
