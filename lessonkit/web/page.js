// What the kit's scripts on one page share. Several may meet there: two notebooks side by side, a set-up cell run again.

/** @import { Shared } from "./types.js" */

// Of two versions on a page the higher one serves both: count on when a change must reach what an older one made.
export const version = 4;

/** @returns {Shared} */
export const shared = () => {
  const page = /** @type {{lessonkit?: Shared}} */ (/** @type {unknown} */ (window));
  return (page.lessonkit ||= { impl: {} });
};

// Counted for the whole page, not for this script.
export const uid = () => (shared().uid = (shared().uid || 0) + 1);

/** @param {string} name @param {object} [detail] */
export const fire = (name, detail) => dispatchEvent(new CustomEvent("lk:" + name, { detail }));

/**
 * @param {string} name @param {(event: CustomEvent) => void} heard @returns {() => void} what ends it
 */
export const onPage = (name, heard) => {
  const listener = /** @type {EventListener} */ (heard);
  addEventListener("lk:" + name, listener);
  return () => removeEventListener("lk:" + name, listener);
};

/** @type {{baseUrl?: string, lessonkitVersions?: string[]}} */
let settings; // read once: it is in the page from the start, and long
export const config = () => {
  try {
    settings ??= JSON.parse(document.getElementById("jupyter-config-data").textContent);
  } catch {
    settings = {};
  }
  return settings;
};
