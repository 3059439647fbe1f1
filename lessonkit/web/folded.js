// Code that nobody has to read, in a page that was made of a lesson (nbconvert): behind "Show code" where it makes a
// picture or a table, nowhere else. In Jupyter the notebook itself folds it. Nor does anybody run a cell there: the line about
// the file of answers says what holds in a browser alone.

import { make } from "./dom.js";

export const foldCode = () => {
  const line = document.querySelector("body.lk-page .jp-OutputArea-child:has(lk-lesson) ~ * pre");
  if (line) line.replaceWith(make("p", "keeper", "Your answers stay in this browser. Save your passport to take them along."));
  document.querySelectorAll(".celltag_folded:has(.lk-figure, lk-explorer, lk-rows) > .jp-Cell-inputWrapper").forEach((code) => {
    const box = make("details", { class: "lk-code" }, make("summary", {}, "Show code"));
    code.replaceWith(box);
    box.append(code);
  });
};
