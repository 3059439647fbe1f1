// What all elements share: making nodes, the guard for keys, and definitions that several kit versions can share a page with.
LK.version = 3;

// Elements are made with textContent and attributes only; text of the course never becomes markup.
LK.make = (tag, props, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
};

// Text whose direction must not turn what stands around it.
LK.text = (text) => {
  const node = document.createElement("bdi");
  node.dir = "auto";
  node.textContent = text;
  return node;
};

LK.button = (text, act, props) => {
  const node = LK.make("button", { type: "button", ...props }, text);
  if (act) node.addEventListener("click", act);
  return node;
};

// A line that a screen reader says when it changes.
LK.status = (name) => LK.make("p", { role: "status", class: "lk-" + name });

LK.dropTwin = (el) => el.querySelectorAll(".lk-twin").forEach((twin) => twin.remove());

// No key typed inside a control may reach the notebook, whose single letters cut and delete cells. Tab moves on;
// Escape leaves, but not a slide show; save, copy and run still work with their modifier keys, but not those that merge
// (Control with Backspace or Shift+M), move (with arrows), select (A) or undo (Z) cells. Nothing runs the cell of an
// element of ours, which would throw away what is being done in it.
{
  const shows = ".jp-Deck, .reveal, body.rise-enabled";
  const ours = (event) => event.target.closest("[data-lk]");
  const shown = () => document.querySelector(shows);
  LK.ownsKey = (event) => {
    if (event.key === "Tab") return false;
    if (event.key === "Escape") return !!shown();
    if (event.key === "Enter" && ours(event)) return true;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return /^(a|z|m$|back)/i.test(event.key);
    return !(event.shiftKey && event.key === "Enter");
  };
  LK.guardKeys = (root) => {
    root.addEventListener("keydown", (event) => { if (LK.ownsKey(event)) event.stopPropagation(); });
  };
  // Escape goes from an element of ours to its cell; Shift+Enter to the next one, as after a run.
  LK.leave = (event) => {
    const cell = ours(event)?.closest(".jp-Notebook-cell");
    const on = event.key === "Enter" && event.shiftKey && !(event.ctrlKey || event.metaKey || event.altKey);
    if (!cell || !(on || event.key === "Escape") || event.isComposing || shown()) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    let to = on ? cell.nextElementSibling : cell;
    while (to && !to.getClientRects().length) to = to.nextElementSibling; // under a folded heading
    (to || cell).focus();
    return true;
  };
}

// <lk-name>: a thin class, defined once a page, that asks the newest implementation on the page. Two notebooks made by
// different versions of the kit can so stand side by side.
{
  const shared = window.lessonkit ||= { impl: {} };
  // Counted for the whole page: a set-up cell of another notebook, or run again, brings this script once more.
  LK.uid = () => (shared.uid = (shared.uid || 0) + 1);
  LK.fire = (name, detail) => dispatchEvent(new CustomEvent("lk:" + name, { detail }));
  const parsed = () => document.readyState !== "loading";

  const start = (el, name) => {
    if (el.lkReady || !el.isConnected) return;
    el.lkReady = true;
    const { impl, LK } = shared.impl[name]; // with the store it was written for
    let data;
    try {
      data = JSON.parse(el.dataset.lk);
    } catch {
      return; // the static twin stays
    }
    // Two courses may stand in one page: whoever is used says which answers are meant.
    const mine = () => { LK.store.course = data.course; };
    if (data.course) for (const type of ["click", "input", "change", "submit"]) el.addEventListener(type, mine, true);
    el.lkMine = mine;
    el.tabIndex = -1; // a click on its words keeps the keys here, too
    mine();
    impl.connect(el, data);
    LK.fire("alive");
  };

  LK.define = (name, impl) => {
    const known = shared.impl[name];
    if (!known || known.version <= LK.version) shared.impl[name] = { version: LK.version, impl, LK };
    if (customElements.get("lk-" + name)) return;
    customElements.define("lk-" + name, class extends HTMLElement {
      connectedCallback() {
        // While the page is still being read the twin is not there yet, and would stay below the live element.
        if (parsed()) start(this, name);
        else document.addEventListener("DOMContentLoaded", () => start(this, name), { once: true });
      }
    });
  };
}
