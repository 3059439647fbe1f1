// Slides out of the cells that a page of slides holds: one idea a slide. What is drawn, asked and explored is the lesson's
// own element, so that it lives on the wall as it does on the page.

import { answers } from "../answers.js";
import { make, text } from "../dom.js";
import { becauseHands, hands, handsFor, LATER, line } from "./hands.js";

/** @import { Question } from "../types.js" */
/**
 * @typedef {object} Told what the page says of the lesson
 * @property {string} course
 * @property {string} lesson
 * @property {string} title
 */
/** @typedef {{inside: HTMLElement, look: string, title: string, key?: Node[]}} Slide */

const SHOWN = "figure.lk-figure, lk-explorer, lk-quiz, lk-set, lk-rows, lk-matrix, .lk-terms, .lk-words";

/** @param {Element} node @param {string} where */
const wordsAt = (node, where) => node.querySelector(where)?.textContent.trim() || "";

/** What a presenter knows of a question that is answered on its card; never on the wall. @param {Question} q @returns {Node[]} */
const keyFor = (q) => {
  if (q.pretest) return [make("p", {}, LATER)];
  const found = q.kind === "guess" ? [{ text: q.value.toLocaleString("en-US") + " " + q.unit, feedback: q.right }] : answers[q.kind]?.(q) || [];
  const lines = found.map(({ text: words, feedback = "" }, i) => line((q.kind === "order" ? i + 1 + ". " : "") + words, feedback));
  const points = (q.rubric || []).map((point) => make("p", {}, "\u2022 ", text(point)));
  return [make("p", {}, make("strong", {}, q.kind === "open" ? "A model answer" : "Answer")), ...lines,
    ...(points.length ? [make("p", {}, make("strong", {}, "What to look for")), ...points] : [])];
};

/** @param {Question} q @param {HTMLElement} element @returns {Slide[]} */
const asked = (q, element) => {
  if (q.private) return []; // nobody is asked for an opinion in front of a class
  const title = q.document ? "A case: " + q.stem : q.stem;
  const figure = element.querySelector(".lk-look");
  if (!handsFor(q)) return [{ inside: element, look: "quiz", title, key: keyFor(q) }];
  const first = hands(q, figure);
  /** @type {Slide[]} */
  const found = [{ ...first, look: q.document ? "hands case" : figure ? "hands look" : "hands", title }];
  if (q.kind === "truefalse" && q.options) found.push({ ...becauseHands(q), look: "hands", title: title + " Why?" });
  return found;
};

/** @param {HTMLElement} node @returns {Slide[]} */
const slidesFor = (node) => {
  switch (node.localName) {
    case "lk-quiz": return asked(JSON.parse(node.dataset.lk), node);
    case "lk-set": return [...node.querySelectorAll("lk-quiz")].flatMap((quiz) => slidesFor(/** @type {HTMLElement} */ (quiz)));
    case "lk-explorer": case "figure": return [{ inside: node, look: "figure", title: wordsAt(node, ".lk-title") }];
    case "lk-rows": case "lk-matrix": return [{ inside: node, look: "table", title: wordsAt(node, ".lk-title, caption strong, caption") }];
  }
  if (node.matches(".lk-words")) return [{ inside: node, look: "text", title: wordsAt(node, ".lk-ask") }];
  node.querySelectorAll("details").forEach((word) => { word.setAttribute("name", "lk-terms"); }); // one open at a time
  return [{ inside: node, look: "terms", title: "Words to know" }];
};

/**
 * @param {HTMLTemplateElement} template @param {Told} told
 * @returns {HTMLElement[]} the slides in order, each a <section> with its notes
 */
export const sections = (template, told) => {
  /** @type {HTMLElement[]} */
  const all = [];
  for (const cell of template.content.querySelectorAll("article")) {
    const copy = /** @type {HTMLElement} */ (document.importNode(cell, true));
    const said = copy.querySelector("aside");
    said.remove();
    const outer = /** @type {HTMLElement[]} */ ([...copy.querySelectorAll(SHOWN)]).filter((node) => !node.parentElement.closest(SHOWN));
    outer.flatMap(slidesFor).forEach(({ inside, look, title, key }, i) => {
      const notes = make("aside", { class: "notes" }, ...(i ? [] : said.childNodes), ...(key || []));
      const step = cell.dataset.step === told.title ? told.lesson : cell.dataset.step;
      const head = look === "text" ? make("p", "over", text(cell.dataset.step)) : "";
      if (look === "terms") inside.prepend(make("p", { class: "lk-title" }, title));
      const slide = make("div", { class: look.split(" ").map((name) => "is-" + name).join(" ") + " lk-board" }, head, inside);
      const section = make("section", { "data-title": title, "data-step": step, "aria-label": title }, slide,
        make("p", "place", step.replace(/ · .*/, ""), " · ", make("span", "at")), notes);
      all.push(section);
    });
  }
  all.forEach((section, i) => { section.querySelector(".lk-at").textContent = i + 1 + " of " + all.length; });
  return all;
};
