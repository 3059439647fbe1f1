// What the kinds share on the page: native inputs, and feedback under each.

import { aria, make, on, text } from "./dom.js";
import { uid } from "./page.js";

/** @import { Around, Live, Note, Question } from "./types.js" */

/**
 * The source behind a text, as nodes: a small link that opens elsewhere, or words alone.
 * @param {Question} q @param {number | undefined} place
 */
export const cite = (q, place) => {
  const [title, url] = (q.sources || [])[place] || [];
  if (!title) return [];
  const link = /^https?:\/\//.test(url) && make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text(title));
  return [make("span", "cite", " Source: ", link || text(title))];
};

/**
 * Feedback under options or lines, each tied to its control so that a screen reader finds it there too.
 * @param {Question} q
 */
export function notesOf(q) {
  /** @type {((notes: Note[]) => void)[]} */
  const writers = [];
  /** @param {number | boolean} at @param {HTMLElement} host @param {HTMLElement} control */
  const add = (at, host, control) => {
    const note = make("p", { class: "lk-said", id: "lk-said-" + uid(), hidden: true });
    host.append(note);
    writers.push((notes) => {
      const entry = notes.find((one) => one.at === at);
      note.hidden = !entry;
      note.dataset.tone = entry ? entry.tone : "";
      note.replaceChildren(...(entry ? [make("strong", {}, entry.word), " ", text(entry.text), ...cite(q, entry.source)] : []));
      if (entry) aria(control, "describedby", note.id);
      else control.removeAttribute("aria-describedby");
    });
  };
  /** @param {Note[]} [notes] */
  const note = (notes = []) => writers.forEach((write) => write(notes));
  return { add, note };
}

/** @param {Map<any, HTMLElement>} controls */
export const firstOf = (controls) => () => /** @type {HTMLElement} */ (controls.values().next().value);

/**
 * Radio buttons or check boxes, one block each.
 * @template At
 * @param {HTMLElement} box @param {Question} q @param {{at: At, text: string}[]} options
 * @param {"radio" | "checkbox"} type @param {string} name
 */
export function choices(box, q, options, type, name) {
  /** @type {Map<At, HTMLInputElement>} */
  const inputs = new Map();
  const { add, note } = notesOf(q);
  for (const { at, text: words } of options) {
    const input = make("input", { type, name, value: at });
    const row = make("div", "option", make("label", {}, input, make("span", {}, text(words))));
    inputs.set(at, input);
    // What is said under an option moves the button: the second half of a double click there must choose nothing.
    on(row, "click", (event) => { if (event.detail > 1) event.preventDefault(); });
    add(/** @type {number | boolean} */ (at), row, input);
    box.append(row);
  }
  return {
    chosen: () => [...inputs.keys()].filter((at) => inputs.get(at).checked),
    /** @param {...At} ats */
    check(...ats) { for (const [at, input] of inputs) input.checked = ats.includes(at); },
    note, first: firstOf(inputs),
  };
}

/** One option out of several. @param {HTMLElement} box @param {Question} q @param {Around} around @returns {Live} */
export function buildOne(box, q, around) {
  const group = choices(box, q, q.options, "radio", around.name);
  return { ...group, read: () => group.chosen()[0], set: group.check };
}

/**
 * @param {string} id @param {Record<string, unknown>} props
 * @param {[value: string | number, words: string | number][]} options
 */
export const selectBox = (id, props, options) =>
  make("select", { name: id, id, ...props }, ...options.map(([value, words]) => make("option", { value, dir: "auto" }, String(words))));
