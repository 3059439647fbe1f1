// <lk-rows>: the table is already there; this adds a search box, filters, sorting and the counts that say what they did.
{
  const make = LK.make;
  let uid = 0;

  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // Numbers by size, everything else as words, empty cells last in both directions.
  function order(a, b, down) {
    if (a === "" || b === "") return (a === "") - (b === "");
    const x = Number(a), y = Number(b);
    const sign = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, undefined, { numeric: true }) : x - y;
    return down ? -sign : sign;
  }

  const matches = (row, wanted, query) =>
    wanted.every((value, i) => !value || row.keys[i] === value) && query.every((word) => row.text.includes(word));

  function connect(el, data) {
    LK.guardKeys(el);
    const table = el.querySelector("table");
    const body = table.tBodies[0];
    const id = "lk-r" + ++uid;
    const rows = Array.from(body.rows, (tr, place) => ({
      tr, place,
      text: plain(tr.textContent),
      keys: data.filters.map((_, i) => tr.dataset["f" + i]),
      sort: Array.from(tr.cells, (cell) => cell.dataset.v ?? cell.firstElementChild?.textContent ?? ""),
    }));
    const status = make("p", { role: "status", class: "lk-view" });
    const panel = make("div", { class: "lk-panel", role: "group", "aria-label": "Controls of: " + data.title });
    const field = (text, input) => {
      panel.append(make("div", { class: "lk-control" }, make("label", { for: input.id }, LK.text(text)), input));
      return input;
    };

    const search = data.search && field("Search", make("input", { type: "search", id: id + "-q", autocomplete: "off" }));
    const selects = data.filters.map((name, i) => {
      const values = [...new Set(rows.map((r) => r.keys[i]))].filter(Boolean);
      const options = values.map((v) => make("option", { value: v }, v));
      return field(name, make("select", { id: id + "-f" + i }, make("option", { value: "" }, "All"), ...options));
    });

    function apply() {
      const wanted = selects.map((s) => s.value);
      const query = search ? plain(search.value).split(/\s+/).filter(Boolean) : [];
      let count = 0;
      for (const row of rows) {
        row.tr.hidden = !matches(row, wanted, query);
        count += !row.tr.hidden;
      }
      status.textContent = count + " of " + rows.length + " rows shown.";
    }

    let sorted = -1, down = false;
    const heads = Array.from(table.tHead.rows[0].cells);
    function sortBy(column) {
      down = sorted === column ? !down : false;
      sorted = column;
      heads.forEach((th, i) => {
        if (i === column) th.setAttribute("aria-sort", down ? "descending" : "ascending");
        else th.removeAttribute("aria-sort");
      });
      const sequence = [...rows].sort((a, b) => order(a.sort[column], b.sort[column], down) || a.place - b.place);
      body.append(...sequence.map((r) => r.tr));
      status.textContent = "Sorted by " + heads[column].textContent.trim() + (down ? ", descending." : ", ascending.");
    }
    if (data.sort) heads.forEach((th, i) => {
      const button = make("button", { type: "button", class: "lk-sort" }, ...th.childNodes);
      button.addEventListener("click", () => sortBy(i));
      th.replaceChildren(button);
    });

    if (data.details) {
      const button = make("button", { type: "button" }, "Open all");
      const all = () => Array.from(body.querySelectorAll(".lk-more"));
      button.addEventListener("click", () => {
        const open = button.textContent === "Open all";
        all().forEach((d) => { d.open = open; });
        button.textContent = open ? "Close all" : "Open all";
      });
      panel.append(make("div", { class: "lk-control" }, button));
    }
    if (search || selects.length) {
      const clear = make("button", { type: "button" }, "Clear");
      clear.addEventListener("click", () => {
        if (search) search.value = "";
        selects.forEach((s) => { s.value = ""; });
        apply();
      });
      panel.append(make("div", { class: "lk-control" }, clear));
    }
    search && search.addEventListener("input", apply);
    selects.forEach((s) => s.addEventListener("change", apply));
    el.querySelectorAll(".lk-twin").forEach((twin) => twin.remove());
    if (panel.childNodes.length) el.prepend(panel, status);
    else el.prepend(status);
    apply();
  }

  LK.pure = Object.assign(LK.pure || {}, { order, plain, matches });
  LK.define("rows", { connect });
}
