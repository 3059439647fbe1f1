// <lk-explorer>: a figure whose views were drawn beforehand. Choosing one only swaps an image and its words.
{
  const make = LK.make;
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const OLD = !globalThis.DecompressionStream || !Blob.prototype.stream;

  // What explorers and tables are moved by.
  const field = LK.field = (label, input, ...more) =>
    make("div", { class: "lk-control" }, make("label", { for: input.id }, LK.text(label)), input, ...more);
  LK.panel = (title) => make("div", { class: "lk-panel", role: "group", "aria-label": "Controls of: " + title });

  // The place of a choice in the list of frames: the last control turns fastest, as itertools.product does.
  const place = (choice, sizes) => choice.reduce((at, value, i) => at * sizes[i] + value, 0);

  async function unpack(packed, sha256) {
    const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const raw = await new Response(stream).arrayBuffer();
    // Browsers offer checksums on https, localhost and files only; elsewhere zlib's own check has to do.
    if (globalThis.crypto?.subtle) {
      const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
      if (Array.from(sum, (b) => b.toString(16).padStart(2, "0")).join("") !== sha256) throw new Error("sha256");
    }
    return JSON.parse(new TextDecoder().decode(raw));
  }

  const words = (parts) => parts.map(([text, address]) =>
    /^https?:/.test(address || "") ? make("a", { href: address, rel: "noopener" }, LK.text(text)) : text);

  const line = (row, numeric) => make("tr", {}, ...row.map((cell, i) => i
    ? make("td", { class: numeric.includes(i) && "lk-n" }, LK.text(cell))
    : make("th", { scope: "row" }, LK.text(cell))));

  function choose(spec, start, id, changed) {
    const options = spec.options;
    if (spec.kind !== "slider") {
      const select = make("select", { id }, ...options.map((text, i) => make("option", { value: i }, text)));
      select.value = start;
      select.addEventListener("change", changed);
      return { box: field(spec.label, select), get: () => +select.value };
    }
    const range = make("input", { id, type: "range", min: 0, max: options.length - 1 });
    const shown = make("output", { for: id, "aria-live": "off" });
    const set = (value) => {
      range.value = value;
      shown.textContent = options[value];
      range.setAttribute("aria-valuetext", options[value]);
    };
    set(start);
    range.addEventListener("input", () => { set(+range.value); changed(); });
    const box = field(spec.label, range, shown);
    box.classList.add("lk-slide");
    return { box, get: () => +range.value, set, last: options.length - 1, name: spec.label };
  }

  // Steps only when asked to, and stops at the end or when the reader turns elsewhere.
  function player(el, slider, changed) {
    let timer = 0;
    const name = (text) => {
      play.textContent = text;
      play.setAttribute("aria-label", text + " " + slider.name);
    };
    const go = (value) => { slider.set(value); changed(); };
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      name("Play");
    };
    const step = () => {
      if (el.isConnected && !document.hidden && slider.get() < slider.last) go(slider.get() + 1);
      else stop();
      if (slider.get() === slider.last) stop();
    };
    const play = LK.button("", () => {
      if (timer) return stop();
      if (slider.get() === slider.last) go(0);
      name("Pause");
      timer = setInterval(step, CALM.matches ? 3000 : 1400);
    }, { class: "lk-play" });
    el.addEventListener("focusout", (event) => { if (!el.contains(event.relatedTarget)) stop(); });
    stop();
    return play;
  }

  function build(el, data, frames) {
    const sizes = data.controls.map((c) => c.options.length);
    const uris = frames.map((f) => "data:image/svg+xml;charset=utf-8," + encodeURIComponent(f.svg));
    const find = (selector) => el.querySelector("figure " + selector);
    const img = find("img"), source = find(".lk-source"), summary = find("summary"), table = find("table");
    const status = LK.status("view");
    const id = "lk-x" + LK.uid();
    let at = place(data.start, sizes);

    const changed = () => {
      const choice = controls.map((c) => c.get());
      const next = place(choice, sizes);
      const frame = frames[next];
      if (next !== at) {
        at = next;
        img.src = uris[at];
        img.alt = frame.alt;
        source.replaceChildren(...words(frame.source));
        table.tHead.rows[0].replaceChildren(...frame.head.map((h) => make("th", { scope: "col" }, LK.text(h))));
        table.tBodies[0].replaceChildren(...frame.rows.map((row) => line(row, frame.numeric)));
      }
      const rows = LK.count(frame.rows.length, "row", "rows");
      summary.textContent = "Show the data (" + rows + ")";
      status.textContent = data.controls.map((c, i) => c.label + ": " + c.options[choice[i]]).join("; ") + " (" + rows + ").";
    };
    const controls = data.controls.map((spec, i) => choose(spec, data.start[i], id + "-" + i, changed));
    const slider = controls.find((c) => c.set);
    if (slider) slider.box.append(player(el, slider, changed));
    const panel = LK.panel(data.title);
    panel.append(...controls.map((c) => c.box));
    find(".lk-title").after(panel, status);
    LK.dropTwin(el);
    changed();
  }

  async function connect(el, data) {
    LK.guardKeys(el);
    try {
      build(el, data, await unpack(el.dataset.frames, data.sha256));
    } catch (error) {
      const hint = el.querySelector(".lk-hint");
      if (hint) hint.textContent = OLD ? "This browser is too old for the moving views; the figure and its data are below."
        : "The views stored here are damaged; run this cell again.";
      console.warn("lessonkit: explorer " + data.id + " kept its static figure: " + error.message);
    }
  }

  LK.pure = { place };
  LK.define("explorer", { connect });
}
