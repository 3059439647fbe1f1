// <lk-rows>: the table is already there; this adds a search box, filters, sorting and the counts that say what they did.

import { button, controlPanel, dropTwin, field, make, statusLine } from "./dom.js";
import { guardKeys } from "./keys.js";
import { uid } from "./page.js";
import { fits, plain, rowOrder } from "./sorting.js";

/** @import { Implementation, LkElement, RowsData } from "./types.js" */

/** @type {Implementation} */
export const searchableRows = {
  /** @param {LkElement} el @param {RowsData} data */
  connect(el, data) {
    guardKeys(el);
    const table = el.querySelector("table");
    const body = table.tBodies[0];
    const id = "lk-r" + uid();
    const rows = Array.from(body.rows, (tr, place) => {
      const written = /** @type {NodeListOf<HTMLElement>} */ (tr.querySelectorAll(":not(dt) > bdi, [data-v]"));
      return {
        tr, place,
        // Cells and details as shown and as written without separators, but not headings and buttons.
        text: plain(Array.from(written, (n) => n.dataset.v || n.textContent).join(" ")),
        keys: data.filters.map((_, i) => tr.dataset["f" + i]),
        sort: Array.from(tr.cells, (cell) => cell.dataset.v ?? cell.firstElementChild.textContent),
      };
    });
    const status = statusLine("view");
    const panel = controlPanel(data.title);

    const search = make("input", { type: "search", id: id + "-q", autocomplete: "off" });
    const selects = data.filters.map((_, i) => {
      const values = [...new Set(rows.map((r) => r.keys[i]))].filter(Boolean);
      return make("select", { id: id + "-f" + i }, make("option", { value: "" }, "All"),
        ...values.map((v) => make("option", { value: v }, v)));
    });
    const fields = data.search ? [search, ...selects] : selects;

    function apply() {
      const wanted = selects.map((s) => s.value);
      const query = plain(search.value).split(/\s+/);
      let shown = 0;
      for (const row of rows) {
        row.tr.hidden = !fits(row, wanted, query);
        if (!row.tr.hidden) shown += 1;
      }
      status.textContent = shown + " of " + rows.length + " rows shown.";
    }

    const heads = Array.from(table.tHead.rows[0].cells);
    /** @param {number} column */
    function sortBy(column) {
      const head = heads[column];
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((th) => th.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => rowOrder(a.sort[column], b.sort[column], down) || a.place - b.place);
      body.append(...rows.map((r) => r.tr));
      status.textContent = "Sorted by " + head.textContent + ", " + (down ? "descending." : "ascending.");
    }
    if (data.sort) heads.forEach((th, i) => {
      const sorter = button("", () => sortBy(i), { class: "lk-sort" });
      sorter.append(...th.childNodes);
      th.append(sorter);
    });

    fields.forEach((input, i) => {
      panel.append(field(input === search ? "Search" : data.filters[i - Number(!!data.search)], input));
      input.addEventListener("input", apply);
    });
    if (fields.length) panel.append(button("Clear", () => {
      fields.forEach((input) => { input.value = ""; });
      apply();
    }));
    if (data.details) {
      const all = button("Open all", () => {
        const open = all.textContent === "Open all";
        /** @type {NodeListOf<HTMLDetailsElement>} */ (body.querySelectorAll(".lk-more")).forEach((more) => { more.open = open; });
        all.textContent = open ? "Close all" : "Open all";
      });
      panel.append(all);
    }
    dropTwin(el);
    el.prepend(panel, status);
    apply();
  },
};
