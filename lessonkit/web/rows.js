// <lk-rows>: the table is already there; this adds a search box, filters, sorting and the counts that say what they did.
{
  const make = LK.make;

  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // Numbers by size, everything else as words, empty cells last in both directions.
  function order(a, b, down) {
    if (!a || !b) return !a - !b;
    const sign = isNaN(a) || isNaN(b) ? a.localeCompare(b, undefined, { numeric: true }) : a - b;
    return down ? -sign : sign;
  }

  const matches = (row, wanted, query) =>
    wanted.every((value, i) => !value || row.keys[i] === value) && query.every((word) => row.text.includes(word));

  function connect(el, data) {
    LK.guardKeys(el);
    const table = el.querySelector("table");
    const body = table.tBodies[0];
    const id = "lk-r" + LK.uid();
    const rows = Array.from(body.rows, (tr, place) => ({
      tr, place,
      // Cells and details as shown and as written without separators, but not headings and buttons.
      text: plain(Array.from(tr.querySelectorAll(":not(dt) > bdi, [data-v]"), (n) => n.dataset.v || n.textContent).join(" ")),
      keys: data.filters.map((_, i) => tr.dataset["f" + i]),
      sort: Array.from(tr.cells, (cell) => cell.dataset.v ?? cell.firstElementChild.textContent),
    }));
    const status = LK.status("view");
    const panel = LK.panel(data.title);

    const search = make("input", { type: "search", id: id + "-q", autocomplete: "off" });
    const selects = data.filters.map((name, i) => {
      const values = [...new Set(rows.map((r) => r.keys[i]))].filter(Boolean);
      return make("select", { id: id + "-f" + i }, make("option", { value: "" }, "All"),
        ...values.map((v) => make("option", { value: v }, v)));
    });
    const fields = data.search ? [search, ...selects] : selects;

    function apply() {
      const wanted = selects.map((s) => s.value);
      const query = plain(search.value).split(/\s+/);
      let count = 0;
      for (const row of rows) {
        row.tr.hidden = !matches(row, wanted, query);
        count += !row.tr.hidden;
      }
      status.textContent = count + " of " + rows.length + " rows shown.";
    }

    const heads = Array.from(table.tHead.rows[0].cells);
    function sortBy(column) {
      const head = heads[column];
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((th) => th.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => order(a.sort[column], b.sort[column], down) || a.place - b.place);
      body.append(...rows.map((r) => r.tr));
      status.textContent = "Sorted by " + head.textContent + ", " + (down ? "descending." : "ascending.");
    }
    if (data.sort) heads.forEach((th, i) => {
      const button = LK.button("", () => sortBy(i), { class: "lk-sort" });
      button.append(...th.childNodes);
      th.append(button);
    });

    fields.forEach((input, i) => {
      panel.append(LK.field(input === search ? "Search" : data.filters[i - data.search], input));
      input.addEventListener("input", apply);
    });
    if (fields.length) panel.append(LK.button("Clear", () => {
      fields.forEach((input) => { input.value = ""; });
      apply();
    }));
    if (data.details) {
      const all = LK.button("Open all", () => {
        const open = all.textContent === "Open all";
        body.querySelectorAll(".lk-more").forEach((more) => { more.open = open; });
        all.textContent = open ? "Close all" : "Open all";
      });
      panel.append(all);
    }
    LK.dropTwin(el);
    el.prepend(panel, status);
    apply();
  }

  Object.assign(LK.pure, { order, plain, matches });
  LK.define("rows", { connect });
}
