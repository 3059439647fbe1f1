// A citation leads to its entry in the list of references. The notebook's own jump lands beside it, since cells above
// grow after it: so we look again for a few frames.

export const followCitations = () => document.addEventListener("click", (event) => {
  const { target } = event;
  /** @type {HTMLAnchorElement | null} */
  const link = target instanceof Element ? target.closest('a[href^="#c-"]') : null;
  const home = link?.closest(".jp-Notebook") || document; // another open notebook may cite the same claim
  /** @type {HTMLElement | null} */
  const entry = link && home.querySelector("[data-jupyter-id=" + CSS.escape(link.hash.slice(1)) + "], " + link.hash);
  if (!entry) return;
  entry.tabIndex = -1;
  let frames = 10;
  const settle = () => {
    entry.scrollIntoView({ block: "center" });
    if (--frames) requestAnimationFrame(settle);
    else entry.focus({ preventScroll: true });
  };
  requestAnimationFrame(settle);
});
