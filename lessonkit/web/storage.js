// The browser's own store, and this page alone where it refuses (private mode, or full).

import { shared } from "./page.js";

// Shared with later runs of this script.
/** @returns {Map<string, string>} */
export const memory = () => (shared().memory ||= new Map());

export const raw = {
  /** @param {string} key @returns {string | null} */
  get(key) {
    if (memory().has(key)) return memory().get(key);
    try { return localStorage.getItem(key); } catch { return null; }
  },
  /** @param {string} key @param {string} value */
  set(key, value) {
    try {
      localStorage.setItem(key, value);
      memory().delete(key);
    } catch {
      memory().set(key, value);
    }
  },
  /** @param {string} key */
  remove(key) {
    memory().delete(key);
    try { localStorage.removeItem(key); } catch { /* nothing was kept there */ }
  },
  keys() {
    const found = new Set(memory().keys());
    try { for (let i = 0; i < localStorage.length; i++) found.add(localStorage.key(i)); } catch { /* memory only */ }
    return [...found];
  },
};

/** A text under a key: returned, or with `words` written; an empty one is removed. @param {string} key @param {string} [words] */
export const slot = (key, words) => {
  if (words === undefined) return raw.get(key) || "";
  if (words) raw.set(key, words);
  else raw.remove(key);
  return words;
};
