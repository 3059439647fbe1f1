// <lk-rows>: the table is already there; this adds a search box, filters, sorting and the counts that say what they did.

import { button, controlPanel, dropTwin, field, make, on, statusLine } from "./dom.js";
import { guardKeys } from "./keys.js";
import { uid } from "./page.js";
import { fits, plain, rowOrder } from "./sorting.js";

const FEW = 8; // as the style says, too

/** @import { Implementation, LkElement, RowsData } from "./types.js" */

/** @type {Implementation} */
export const searchableRows = {
  /** @param {LkElement} el @param {RowsData} data */
  connect(el, data) {
    guardKeys(el);
    const table = el.querySelector("table");
    const id = "lk-r" + uid();
    // Each row of the data is a body of its own, with what it says under More in a second line.
    const rows = Array.from(table.tBodies, (body, place) => {
      const written = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll(":not(dt) > bdi, [data-v]"));
      return {
        body, place,
        // Cells and details as shown and as written without separators, but not headings and buttons.
        text: plain(Array.from(written, (n) => n.dataset.v || n.textContent).join(" ")),
        keys: data.filters.map((_, i) => body.dataset["f" + i]),
        sort: Array.from(body.rows[0].cells, (cell) => cell.dataset.v ?? cell.firstElementChild.textContent),
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
    const box = table.parentElement;
    let whole = false;
    const all = button("", () => {
      whole = true;
      apply();
      box.focus();
    }, { class: "lk-all" });
    box.after(all);
    const fields = data.search ? [search, ...selects] : selects;

    function apply() {
      const wanted = selects.map((s) => s.value);
      const query = plain(search.value).split(/\s+/);
      let shown = 0;
      for (const row of rows) {
        row.body.hidden = !fits(row, wanted, query);
        if (!row.body.hidden) shown += 1;
      }
      if (fields.length) status.textContent = shown + " of " + rows.length + " rows fit.";
      // The style leaves out what is behind the eighth row; a click for one or two more would be a nuisance.
      all.hidden = whole || shown <= FEW + 2;
      box.classList.toggle("lk-few", !all.hidden);
      all.textContent = "Show all " + shown;
    }

    const heads = Array.from(table.tHead.rows[0].cells);
    /** @param {number} column */
    function sortBy(column) {
      const head = heads[column];
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((th) => th.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => rowOrder(a.sort[column], b.sort[column], down) || a.place - b.place);
      table.append(...rows.map((r) => r.body));
      status.textContent = "Sorted by " + head.textContent + ", " + (down ? "descending." : "ascending.");
    }
    if (data.sort) heads.forEach((th, i) => {
      const sorter = button("", () => sortBy(i), { class: "lk-sort" });
      sorter.append(...th.childNodes);
      th.append(sorter);
    });

    fields.forEach((input, i) => {
      panel.append(field(input === search ? "Search" : data.filters[i - Number(!!data.search)], input));
    });
    on(panel, "input", apply);
    if (fields.length) panel.append(button("Clear", () => {
      fields.forEach((input) => { input.value = ""; });
      apply();
    }));
    if (data.details) {
      const opener = button("Open all", () => {
        const open = opener.textContent === "Open all";
        /** @type {NodeListOf<HTMLDetailsElement>} */ (table.querySelectorAll(".lk-more")).forEach((more) => { more.open = open; });
        opener.textContent = open ? "Close all" : "Open all";
      });
      panel.append(opener);
    }
    dropTwin(el);
    table.setAttribute("aria-label", data.title);
    if (panel.childNodes.length) table.caption.append(panel, status); // below the title that they belong to
    apply();
  },
};
