// Making nodes. With textContent and attributes only: text of the course never becomes markup.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [props] attributes; false and null leave one out, true writes an empty one
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const make = (tag, props, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value !== false && value != null) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children);
  return node;
};

/** Text whose direction must not turn what stands around it. @param {string} words */
export const text = (words) => {
  const node = make("bdi");
  node.dir = "auto";
  node.textContent = words;
  return node;
};

/** @type {(node: EventTarget, type: string, act: (event: any) => void, options?: AddEventListenerOptions) => void} */
export const on = (node, type, act, options) => node.addEventListener(type, act, options);

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
  make("div", { class: "lk-control" }, make("label", { for: input.id }, text(label)), input, ...more);

/** @param {string} title */
export const controlPanel = (title) => make("div", { class: "lk-panel", role: "group", "aria-label": "Controls of: " + title });
