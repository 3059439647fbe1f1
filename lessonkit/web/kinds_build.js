// The kinds of question, page part: native inputs for each kind.
// LK.kinds[kind].build(box, q, ctx) -> { read(), restore(answer), note(notes), clear(), first() }
// ctx: { name: unique prefix for ids and input names, changed(): an answer was changed, say(text): tell a screen reader }
{
  const make = LK.make;
  let uid = 0;

  const sourceLink = (q, place) => {
    const source = q.sources && q.sources[place];
    if (!source) return [];
    const safe = /^(https?:\/\/|#)/.test(source[1]);
    const title = safe
      ? make("a", { href: source[1], ...(source[1][0] === "#" ? {} : { target: "_blank", rel: "noopener noreferrer" }) }, LK.text(source[0]))
      : LK.text(source[0]);
    return [make("span", { class: "lk-cite" }, " Source: ", title)];
  };
  LK.sourceLink = sourceLink;

  // Feedback under one option or line, tied to its input so that a screen reader finds it there too.
  function noteFor(q, host, controls) {
    const note = make("p", { class: "lk-said", id: "lk-said-" + ++uid });
    note.hidden = true;
    host.append(note);
    return (entry) => {
      note.hidden = !entry;
      note.dataset.tone = entry ? entry.tone : "";
      note.replaceChildren(...(entry ? [LK.text(entry.text), ...sourceLink(q, entry.source)] : []));
      for (const control of controls) {
        if (entry) control.setAttribute("aria-describedby", note.id);
        else control.removeAttribute("aria-describedby");
      }
    };
  }
  const noting = (writers) => (notes) => {
    for (const [at, write] of writers) write((notes || []).find((note) => note.at === at) || null);
  };

  // Radio buttons or check boxes, one block each.
  function choices(box, q, options, type, name) {
    const inputs = new Map(), writers = new Map();
    for (const o of options) {
      const input = make("input", { type, name, value: o.at });
      const row = make("div", { class: "lk-option" }, make("label", {}, input, make("span", {}, LK.text(o.text))));
      inputs.set(o.at, input);
      writers.set(o.at, noteFor(q, row, [input]));
      box.append(row);
    }
    const chosen = () => [...inputs].filter(([, input]) => input.checked).map(([at]) => at);
    const check = (ats) => { for (const [at, input] of inputs) input.checked = ats.includes(at); };
    return { chosen, check, note: noting(writers), first: () => [...inputs.values()][0] };
  }

  function one(box, q, ctx) {
    const group = choices(box, q, q.options, "radio", ctx.name);
    return { ...group, read: () => group.chosen()[0], restore: (a) => group.check([a]), clear: () => group.check([]) };
  }

  function many(box, q, ctx) {
    const group = choices(box, q, q.options, "checkbox", ctx.name);
    const sorted = () => group.chosen().sort((x, y) => x - y);
    return { ...group, read: sorted, restore: group.check, clear: () => group.check([]) };
  }

  function reasoned(box, q, ctx) {
    const judged = make("div", { class: "lk-pair" });
    const verdicts = choices(judged, q, [{ at: 1, text: "True" }, { at: 0, text: "False" }], "radio", ctx.name);
    const why = make("fieldset", { class: "lk-why" }, make("legend", {}, "Because"));
    const reasons = choices(why, q, q.options, "radio", ctx.name + "-why");
    box.append(judged, why);
    return {
      read: () => ({ v: verdicts.chosen().length ? verdicts.chosen()[0] === 1 : null, r: reasons.chosen()[0] ?? null }),
      restore: (a) => { verdicts.check([a.v ? 1 : 0]); reasons.check([a.r]); },
      clear: () => { verdicts.check([]); reasons.check([]); },
      note: () => {},
      first: verdicts.first,
    };
  }

  function typed(box, q, ctx) {
    const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", name: ctx.name, id: ctx.name, class: "lk-number" });
    box.append(make("div", { class: "lk-typed" }, make("label", { for: ctx.name }, "Your number, in ", LK.text(q.unit)), input));
    return {
      read: () => LK.readNumber(input.value, q.unit),
      restore: (a) => { input.value = a.toLocaleString("en-US", { maximumFractionDigits: 10 }); },
      clear: () => { input.value = ""; },
      note: () => {},
      first: () => input,
    };
  }

  function written(box, q, ctx) {
    const area = make("textarea", { rows: 5, name: ctx.name, id: ctx.name, dir: "auto", "aria-describedby": ctx.name + "-notice" });
    box.append(
      make("p", { class: "lk-notice", id: ctx.name + "-notice" }, LK.text(q.notice)),
      make("label", { for: ctx.name, class: "lk-label" }, "Your answer"), area,
    );
    return {
      read: () => area.value.trim(),
      restore: (a) => { area.value = a; },
      clear: () => { area.value = ""; },
      note: () => {},
      first: () => area,
    };
  }

  // One select box a line: partners to match, groups to sort into.
  function lines(box, q, ctx) {
    const selects = new Map(), writers = new Map();
    const list = make("div", { class: "lk-lines" });
    for (const o of q.options) {
      const id = ctx.name + "-" + o.at;
      const select = make("select", { name: id, id }, make("option", { value: "" }, "Choose \u2026"));
      for (const c of q.choices) select.append(make("option", { value: c.at, dir: "auto" }, c.text));
      const row = make("div", { class: "lk-line" }, make("label", { for: id }, LK.text(o.text)), select);
      selects.set(o.at, select);
      writers.set(o.at, noteFor(q, row, [select]));
      list.append(row);
    }
    box.append(list);
    const value = (select) => (select.value === "" ? null : Number(select.value));
    return {
      read: () => { const a = []; for (const [at, select] of selects) a[at] = value(select); return a; },
      restore: (a) => { for (const [at, select] of selects) select.value = String(a[at]); },
      clear: () => { for (const select of selects.values()) select.value = ""; },
      note: noting(writers),
      first: () => [...selects.values()][0],
    };
  }

  // A list to put in order: a select box for the place and two buttons a row. The row that has the focus never
  // leaves the page, its neighbors move around it: so the focus stays where it is.
  function sorting(box, q, ctx) {
    const list = make("ol", { class: "lk-order" });
    const rows = new Map(), writers = new Map();
    let moved = false;
    const places = () => [...list.children];
    const number = () => places().forEach((row, place, all) => {
      row.place.value = String(place);
      row.up.setAttribute("aria-disabled", place === 0);
      row.down.setAttribute("aria-disabled", place === all.length - 1);
    });
    const move = (row, to) => {
      const all = places(), from = all.indexOf(row);
      if (to === from || to < 0 || to >= all.length) return;
      if (to < from) for (const other of all.slice(to, from).reverse()) row.after(other);
      else for (const other of all.slice(from + 1, to + 1)) list.insertBefore(other, row);
      moved = true;
      number();
      ctx.changed();
      ctx.say(row.text + ": place " + (to + 1) + " of " + all.length + ".");
    };
    for (const o of q.options) {
      const id = ctx.name + "-" + o.at;
      const place = make("select", { name: id, id, "aria-label": "Place of: " + o.text });
      q.options.forEach((_, n) => place.append(make("option", { value: n }, String(n + 1))));
      const up = make("button", { type: "button", class: "lk-small", "aria-label": "Move up: " + o.text }, "\u2191 Up");
      const down = make("button", { type: "button", class: "lk-small", "aria-label": "Move down: " + o.text }, "\u2193 Down");
      const row = make("li", {}, make("div", { class: "lk-move" }, place, make("span", { class: "lk-item" }, LK.text(o.text)), up, down));
      Object.assign(row, { place, up, down, at: o.at, text: o.text });
      place.addEventListener("change", () => move(row, Number(place.value)));
      up.addEventListener("click", () => move(row, places().indexOf(row) - 1));
      down.addEventListener("click", () => move(row, places().indexOf(row) + 1));
      rows.set(o.at, row);
      writers.set(o.at, noteFor(q, row, [place]));
      list.append(row);
    }
    box.append(list);
    number();
    const arrange = (ats) => { list.append(...ats.map((at) => rows.get(at))); number(); };
    return {
      read: () => (moved ? places().map((row) => row.at) : null),
      restore: (a) => { moved = true; arrange(a); },
      clear: () => { moved = false; arrange(q.options.map((o) => o.at)); },
      note: noting(writers),
      first: () => places()[0].place,
    };
  }

  const builders = {
    single: one, several: many, truefalse: reasoned, number: typed, order: sorting,
    match: lines, groups: lines, open: written, confidence: one, opinion: one,
  };
  for (const kind in builders) LK.kinds[kind].build = builders[kind];
}
