// <lk-explorer>: a figure whose views were drawn beforehand. Choosing one only swaps an image and its words.
{
  const make = LK.make;
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  let uid = 0;

  // Mixed-radix place of a choice in the list of frames: the last control turns fastest, as itertools.product does.
  const place = (choice, sizes) => choice.reduce((at, value, i) => at * sizes[i] + value, 0);

  const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, "0")).join("");

  async function unpack(packed, sha256) {
    const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const raw = await new Response(stream).arrayBuffer();
    // Browsers offer checksums on https, localhost and files only; elsewhere zlib's own check has to do.
    if (globalThis.crypto?.subtle && hex(await crypto.subtle.digest("SHA-256", raw)) !== sha256) throw new Error("sha256");
    return JSON.parse(new TextDecoder().decode(raw));
  }

  const words = (parts) => parts.map(([text, address]) =>
    /^https?:/.test(address || "") ? make("a", { href: address, rel: "noopener" }, LK.text(text)) : text);

  function tableBody(frame) {
    const numeric = new Set(frame.numeric);
    return make("tbody", {}, ...frame.rows.map((row) => make("tr", {}, ...row.map((cell, i) =>
      i ? make("td", numeric.has(i) ? { class: "lk-n" } : {}, LK.text(cell)) : make("th", { scope: "row" }, LK.text(cell))))));
  }

  function control(spec, start, id, changed) {
    const label = make("label", { for: id }, LK.text(spec.label));
    const options = spec.options;
    if (spec.kind !== "slider") {
      const select = make("select", { id }, ...options.map((text, i) => make("option", { value: String(i) }, text)));
      select.value = String(start);
      select.addEventListener("change", changed);
      return { box: make("div", { class: "lk-control" }, label, select), get: () => +select.value };
    }
    const range = make("input", { id, type: "range", min: "0", max: String(options.length - 1), step: "1" });
    const shown = make("output", { for: id });
    const set = (value) => {
      range.value = String(value);
      shown.textContent = options[+range.value];
      range.setAttribute("aria-valuetext", options[+range.value]);
    };
    set(start);
    range.addEventListener("input", () => { set(+range.value); changed(); });
    const box = make("div", { class: "lk-control lk-slide" }, label, make("span", { class: "lk-track" }, range, shown));
    return { box, get: () => +range.value, set, last: options.length - 1, name: spec.label };
  }

  // Steps only when asked to, and stops when the reader turns elsewhere.
  function player(el, slider, changed) {
    const button = make("button", { type: "button", class: "lk-play" }, "Play");
    button.setAttribute("aria-label", "Play " + slider.name);
    let timer = 0;
    const stop = () => {
      clearInterval(timer);
      timer = 0;
      button.textContent = "Play";
      button.setAttribute("aria-label", "Play " + slider.name);
    };
    const step = () => {
      if (!el.isConnected || document.hidden || slider.get() >= slider.last) return stop();
      slider.set(slider.get() + 1);
      changed();
      if (slider.get() >= slider.last) stop();
    };
    button.addEventListener("click", () => {
      if (timer) return stop();
      if (slider.get() >= slider.last) { slider.set(0); changed(); }
      button.textContent = "Pause";
      button.setAttribute("aria-label", "Pause " + slider.name);
      timer = setInterval(step, CALM.matches ? 3000 : 1400);
    });
    el.addEventListener("focusout", (event) => { if (!el.contains(event.relatedTarget)) stop(); });
    return button;
  }

  function build(el, data, frames) {
    const sizes = data.controls.map((c) => c.options.length);
    const uris = frames.map((f) => "data:image/svg+xml;charset=utf-8," + encodeURIComponent(f.svg));
    const figure = el.querySelector("figure");
    const img = figure.querySelector("img");
    const source = figure.querySelector(".lk-source");
    const summary = figure.querySelector("summary");
    const table = figure.querySelector("table");
    const status = make("p", { role: "status", class: "lk-view" });
    const id = "lk-x" + ++uid;
    let at = place(data.start, sizes);

    const show = () => {
      const choice = controls.map((c) => c.get());
      const next = place(choice, sizes);
      const frame = frames[next];
      if (next !== at) {
        img.src = uris[next];
        img.alt = frame.alt;
        source.replaceChildren(...words(frame.source));
        table.tHead.rows[0].replaceChildren(...frame.head.map((h) => make("th", { scope: "col" }, LK.text(h))));
        table.tBodies[0].replaceWith(tableBody(frame));
        at = next;
      }
      const rows = frame.rows.length + (frame.rows.length === 1 ? " row" : " rows");
      summary.textContent = "Show the data (" + rows + ")";
      return data.controls.map((c, i) => c.label + ": " + c.options[choice[i]]).join("; ") + " (" + rows + ").";
    };
    const changed = () => { status.textContent = show(); };
    const controls = data.controls.map((spec, i) => control(spec, data.start[i], id + "-" + i, changed));
    const slider = controls.find((c) => c.set);
    if (slider) slider.box.append(player(el, slider, changed));
    const panel = make("div", { class: "lk-panel", role: "group", "aria-label": "Controls of: " + data.title });
    panel.append(...controls.map((c) => c.box));
    figure.querySelector(".lk-title").after(panel, status);
    el.querySelectorAll(".lk-twin").forEach((twin) => twin.remove());
    status.textContent = show();
  }

  async function connect(el, data) {
    LK.guardKeys(el);
    try {
      build(el, data, await unpack(el.dataset.frames, data.sha256));
    } catch (error) {
      const hint = el.querySelector(".lk-hint");
      if (hint) hint.textContent = "The views stored here are damaged; run this cell again to draw them anew.";
      console.warn("lessonkit: explorer " + data.id + " kept its static figure: " + error.message);
    }
  }

  LK.pure = Object.assign(LK.pure || {}, { place });
  LK.define("explorer", { connect });
}
