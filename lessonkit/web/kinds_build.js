// The kinds of question, page part: native inputs for each kind.
// LK.kinds[kind].build(box, q, ctx) -> { read(), set(answer or null), note?(notes), first() }
// ctx: { name: unique prefix for ids and input names, changed(): an answer was changed, say(text): tell a screen reader }
{
  const { make, text } = LK;

  // The source behind a text, as nodes: a small link that opens elsewhere, or words alone.
  const cite = LK.cite = (q, place) => {
    const [title, url] = (q.sources || [])[place] || [];
    if (!title) return [];
    const link = /^https?:\/\//.test(url) && make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text(title));
    return [make("span", { class: "lk-cite" }, " Source: ", link || text(title))];
  };

  // Feedback under one option or line, tied to its control so that a screen reader finds it there too.
  function noteFor(q, host, control) {
    const note = make("p", { class: "lk-said", id: "lk-said-" + LK.uid(), hidden: true });
    host.append(note);
    return (entry) => {
      note.hidden = !entry;
      note.dataset.tone = entry ? entry.tone : "";
      note.replaceChildren(...(entry ? [make("strong", {}, entry.word), " ", text(entry.text), ...cite(q, entry.source)] : []));
      if (entry) control.setAttribute("aria-describedby", note.id);
      else control.removeAttribute("aria-describedby");
    };
  }
  const noting = (writers) => (notes) => {
    for (const [at, write] of writers) write((notes || []).find((note) => note.at === at));
  };
  const firstOf = (controls) => () => controls.values().next().value;

  // Radio buttons or check boxes, one block each.
  function choices(box, q, options, type, name) {
    const inputs = new Map(), writers = new Map();
    for (const { at, text: words } of options) {
      const input = make("input", { type, name, value: at });
      const row = make("div", { class: "lk-option" }, make("label", {}, input, make("span", {}, text(words))));
      inputs.set(at, input);
      writers.set(at, noteFor(q, row, input));
      box.append(row);
    }
    return {
      chosen: () => [...inputs.keys()].filter((at) => inputs.get(at).checked),
      check(...ats) { for (const [at, input] of inputs) input.checked = ats.includes(at); },
      note: noting(writers), first: firstOf(inputs),
    };
  }

  function one(box, q, ctx) {
    const group = choices(box, q, q.options, "radio", ctx.name);
    return { ...group, read: () => group.chosen()[0], set: group.check };
  }

  function many(box, q, ctx) {
    const group = choices(box, q, q.options, "checkbox", ctx.name);
    return { ...group, read: () => group.chosen().sort((x, y) => x - y), set: (a) => group.check(...(a || [])) };
  }

  function reasoned(box, q, ctx) {
    const judged = make("div", { class: "lk-pair" });
    const why = make("fieldset", { class: "lk-why" }, make("legend", {}, "Because"));
    const verdicts = choices(judged, q, [{ at: true, text: "True" }, { at: false, text: "False" }], "radio", ctx.name);
    const reasons = choices(why, q, q.options, "radio", ctx.name + "-why");
    box.append(judged, why);
    return {
      read: () => ({ v: verdicts.chosen()[0], r: reasons.chosen()[0] }),
      set(a) { verdicts.check(a && a.v); reasons.check(a && a.r); },
      first: verdicts.first,
    };
  }

  function typed(box, q, { name }) {
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", name, id: name, class: "lk-number" });
    box.append(make("div", { class: "lk-typed" }, make("label", { for: name }, "Your number, in ", text(q.unit)), input));
    return {
      read: () => LK.readNumber(input.value, q.unit, q.value),
      set(a) { input.value = a === null ? "" : LK.showNumber(a); },
      first: () => input,
    };
  }

  function written(box, q, { name }) {
    const area = make("textarea", { rows: 5, maxlength: 9000, name, id: name, dir: "auto", "aria-describedby": name + "-notice" });
    box.append(
      make("p", { class: "lk-notice", id: name + "-notice" }, text(q.notice)),
      make("label", { for: name, class: "lk-label" }, "Your answer"), area,
    );
    return { read: () => area.value.trim(), set(a) { area.value = a || ""; }, first: () => area };
  }

  const selectBox = (id, props, options) =>
    make("select", { name: id, id, ...props }, ...options.map(([value, words]) => make("option", { value, dir: "auto" }, words)));

  // One select box a line: partners to match, groups to sort into.
  function lines(box, q, ctx) {
    const selects = new Map(), writers = new Map();
    const offered = [["", "Choose \u2026"], ...q.choices.map((c) => [c.at, c.text])];
    for (const o of q.options) {
      const id = ctx.name + "-" + o.at;
      const select = selectBox(id, {}, offered);
      const row = make("div", { class: "lk-line" }, make("label", { for: id }, text(o.text)), select);
      selects.set(o.at, select);
      writers.set(o.at, noteFor(q, row, select));
      box.append(row);
    }
    return {
      read() {
        const answer = [];
        for (const [at, { value }] of selects) answer[at] = value === "" ? null : +value;
        return answer;
      },
      set(a) { for (const [at, select] of selects) select.value = a ? a[at] : ""; },
      note: noting(writers), first: firstOf(selects),
    };
  }

  // A list to put in order: a select box for the place and two buttons a row. The row that has the focus never
  // leaves the page, its neighbors move around it: so the focus stays where it is.
  function sorting(box, q, ctx) {
    const list = make("ol", { class: "lk-order" });
    const rows = new Map(), writers = new Map();
    const size = q.options.length;
    let moved = false;
    const order = () => [...list.children];
    const number = () => order().forEach((row, place) => {
      row.place.value = place;
      row.up.setAttribute("aria-disabled", place === 0);
      row.down.setAttribute("aria-disabled", place === size - 1);
    });
    const move = (row, to) => {
      const all = order(), from = all.indexOf(row);
      if (to === from || to < 0 || to >= size) return;
      if (to < from) row.after(...all.slice(to, from));
      else row.before(...all.slice(from + 1, to + 1));
      moved = true;
      number();
      ctx.changed();
      ctx.say(row.words + ": place " + (to + 1) + " of " + size + ".");
    };
    for (const { at, text: words } of q.options) {
      const place = selectBox(ctx.name + "-" + at, { "aria-label": "Place of: " + words }, q.options.map((_, n) => [n, n + 1]));
      const step = (sign, by, label) => LK.button(sign, () => move(row, order().indexOf(row) + by),
        { class: "lk-small", "aria-label": "Move " + label + ": " + words });
      const up = step("\u2191 Up", -1, "up"), down = step("\u2193 Down", 1, "down");
      const row = make("li", {}, make("div", { class: "lk-move" }, place, make("span", { class: "lk-item" }, text(words)), up, down));
      Object.assign(row, { place, up, down, at, words });
      place.addEventListener("change", () => move(row, +place.value));
      rows.set(at, row);
      writers.set(at, noteFor(q, row, place));
      list.append(row);
    }
    box.append(list);
    return {
      read: () => (moved ? order().map((row) => row.at) : null),
      set(a) {
        moved = !!a;
        list.append(...(a || q.options.map((o) => o.at)).map((at) => rows.get(at)));
        number();
      },
      note: noting(writers), first: () => order()[0].place,
    };
  }

  const builders = {
    single: one, several: many, truefalse: reasoned, number: typed, order: sorting,
    match: lines, groups: lines, open: written, confidence: one, opinion: one,
  };
  for (const kind in builders) LK.kinds[kind].build = builders[kind];
}
