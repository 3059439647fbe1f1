// What a script adds to the tables of figures, explorers and lists: labels in their cells, because a phone shows a row as
// a card, and the whole table as a file. It is made when it is asked for: no notebook carries its data twice.

import { button, saveFile } from "./dom.js";

/** @param {HTMLTableElement} table */
export const labelCells = (table) => {
  const [head, ...rows] = table.rows;
  for (const row of rows) [...row.cells].forEach((cell, i) => { // a label alone would say nothing
    if (i && cell.textContent) cell.dataset.label = head.cells[i].textContent;
  });
};

/** Numbers without separators; what a row says under More stands behind it. @param {HTMLTableElement} table */
const csvOf = (table) => {
  let csv = "\ufeff"; // tells a spreadsheet that the letters are UTF-8
  for (const row of table.rows) {
    const words = Array.from(row.querySelectorAll(":is(th,td):not([colspan]),dl>*"), ({ className, textContent }) =>
      '"' + (className ? textContent.replaceAll(",", "") : textContent).replaceAll('"', '""') + '"');
    csv += (row.cells[0].colSpan > 1 ? "," : csv[1] ? "\r\n" : "") + words;
  }
  return csv;
};

/** Looks after every table of the page, also those that come later. */
export const dressTables = () => {
  const dress = () => /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".lk-data:not(.lk-cards)")).forEach((table) => {
    table.classList.add("lk-cards");
    labelCells(table);
    const csv = button("Download CSV", () => saveFile(table.caption.firstChild.textContent + ".csv", csvOf(table), "text/csv"), { class: "lk-csv" });
    table.closest("lk-rows, figure")?.querySelector(".lk-foot")?.append(csv);
  });
  new MutationObserver(dress).observe(document.body, { childList: true, subtree: true });
  dress();
};
