// Items to put in order. The answer is the list of their places, first item first; in the bank they stand in order.

import { answers } from "../answers.js";
import { aria, button, make, on, text } from "../dom.js";
import { listed, noteOf, optionAt, verdict, wordsOf } from "../grading.js";
import { notesOf, selectBox } from "../inputs.js";

/** @import { Kind, Note } from "../types.js" */
/** @typedef {{at: number, words: string, place: HTMLSelectElement, up: HTMLElement, down: HTMLElement}} Item */

/** @type {Kind<number[]>} */
export const order = {
  ready: (a, q) => (Array.isArray(a) && a.length === q.options.length && q.options.every((o) => a.includes(o.at))
    ? "" : "Move the items into your order first."),
  grade(a, q) {
    /** @type {Note[]} */
    const notes = a.map((at, place) => {
      const o = optionAt(q, at);
      return { ...noteOf(o, at === place), word: at === place ? "In its place." : at < place ? "Belongs earlier." : "Belongs later." };
    });
    const hits = notes.filter((note) => note.tone === "good").length;
    const right = hits === a.length;
    // What tells an item's place is said where it is misplaced, and for all at the end.
    if (!right) for (const note of notes) if (note.tone === "good") note.text = "";
    return verdict(right, hits / a.length, [hits + " of " + a.length + " in place."], { notes });
  },
  key: answers.order,
  words: (a, q) => listed(a.map((at) => wordsOf(at, q))),
  // A select box for the place and two buttons a row. The row that has the focus never leaves the page, its neighbors
  // move around it: so the focus stays where it is.
  build(box, q, around) {
    const list = make("ol", "order");
    /** @type {Map<Element, Item>} */
    const items = new Map();
    /** @type {Map<number, HTMLElement>} */
    const rows = new Map();
    const { add, note } = notesOf(q);
    const size = q.options.length;
    let moved = false;
    const inOrder = () => [...list.children].map((row) => items.get(row));
    const renumber = () => inOrder().forEach((item, place) => {
      item.place.value = String(place);
      aria(item.up, "disabled", place === 0);
      aria(item.down, "disabled", place === size - 1);
    });
    /** @param {HTMLElement} row */
    const placeOf = (row) => [...list.children].indexOf(row);
    /** @param {HTMLElement} row @param {number} to */
    const move = (row, to) => {
      const all = [...list.children], from = placeOf(row);
      if (to === from || to < 0 || to >= size) return;
      if (to < from) row.after(...all.slice(to, from));
      else row.before(...all.slice(from + 1, to + 1));
      moved = true;
      renumber();
      around.changed();
      around.say(items.get(row).words + ": place " + (to + 1) + " of " + size + ".");
    };
    for (const { at, text: words } of q.options) {
      const place = selectBox(around.name + "-" + at, { "aria-label": "Place of: " + words }, q.options.map((_, n) => [n, n + 1]));
      /** @param {string} sign @param {number} by @param {string} label */
      const step = (sign, by, label) => button(sign, () => move(row, placeOf(row) + by),
        { class: "lk-small", "aria-label": "Move " + label + ": " + words });
      const up = step("\u2191 Up", -1, "up"), down = step("\u2193 Down", 1, "down");
      const row = make("li", {}, make("div", "move", place, make("span", "item", text(words)), up, down));
      items.set(row, { place, up, down, at, words });
      on(place, "change", () => move(row, +place.value));
      rows.set(at, row);
      add(at, row, place);
      list.append(row);
    }
    box.append(list);
    return {
      read: () => (moved ? inOrder().map((item) => item.at) : null),
      /** @param {number[] | null} a */
      set(a) {
        moved = !!a;
        list.append(...(a || q.options.map((o) => o.at)).map((at) => rows.get(at)));
        renumber();
      },
      note, first: () => inOrder()[0].place,
    };
  },
};
