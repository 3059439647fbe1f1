// Whether the page is being presented: JupyterLab's deck, an export to slides, RISE.

export const presenting = () => !!document.querySelector(".jp-Deck, .reveal, body.rise-enabled");
