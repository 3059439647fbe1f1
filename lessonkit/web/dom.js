// Making nodes. With textContent and attributes only: text of the course never becomes markup.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown> | string | false} [props] attributes; false and null leave one out, true writes an empty one.
 *   A word alone is its class, without lk-
 * @param {...(Node | string | undefined | false)} children without those that are empty
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const make = (tag, props, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(typeof props === "string" ? { class: "lk-" + props } : props || {})) {
    if (value !== false && value != null) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return node;
};

/** Text whose direction must not turn what stands around it. @param {string} words */
export const text = (words) => {
  const node = make("bdi");
  node.dir = "auto";
  node.textContent = words;
  return node;
};

/**
 * @template {keyof DocumentEventMap} Name
 * @param {EventTarget} target @param {Name} name @param {(event: DocumentEventMap[Name]) => void} act
 * @param {AddEventListenerOptions | boolean} [options]
 */
export const on = (target, name, act, options) => target.addEventListener(name, /** @type {EventListener} */ (act), options);

/** Tells screen readers something of a node. @param {Element} node @param {string} name @param {string | boolean} value */
export const aria = (node, name, value) => node.setAttribute("aria-" + name, String(value));

/** @param {string} words @param {((event: Event) => void) | null} [act] @param {Record<string, unknown>} [props] */
export const button = (words, act, props) => {
  const node = make("button", { type: "button", ...props }, words);
  if (act) on(node, "click", act);
  return node;
};

/** Gives the reader a file. @param {string} name @param {string} words @param {string} type */
export const saveFile = (name, words, type) => {
  const link = make("a", { href: URL.createObjectURL(new Blob([words], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
};

/** A line that a screen reader says when it changes. @param {string} name */
export const statusLine = (name) => make("p", { role: "status", class: "lk-" + name });

/** @param {Element} el */
export const dropTwin = (el) => el.querySelectorAll(".lk-twin").forEach((twin) => twin.remove());

/** What explorers and tables are moved by. @param {string} label @param {HTMLElement} input @param {...Node} more */
export const field = (label, input, ...more) =>
  make("div", "control", make("label", { for: input.id }, text(label)), input, ...more);

/** @param {string} title */
export const controlPanel = (title) => make("div", { class: "lk-panel", role: "group", "aria-label": "Controls of: " + title });
