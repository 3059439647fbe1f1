// The theme of the pages stands on the body and may follow the system; the kit's style asks the root. Paper is light.
(() => {
  const root = document.documentElement, body = document.body, system = matchMedia("(prefers-color-scheme: dark)");
  const dress = () => {
    const chosen = body.dataset.theme;
    root.dataset.theme = chosen === "dark" || (chosen !== "light" && system.matches) ? "dark" : "light";
  };
  new MutationObserver(dress).observe(body, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", dress);
  addEventListener("beforeprint", () => { root.dataset.theme = "light"; });
  addEventListener("afterprint", dress);
  dress();
})();

// What marks the words that somebody came for is the builder's, and comes when the page has been loaded.
addEventListener("load", () => {
  if (typeof DOCUMENTATION_OPTIONS !== "undefined") return; // the search has it
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  for (const name of ["documentation_options", "doctools", "sphinx_highlight"]) {
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("_static/" + name + ".js", root), async: false }));
  }
});

// The pages open again without a network: sw.js at the root of the site keeps what was read, and then the rest.
(() => {
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(new URL("sw.js", root)).then(() => navigator.serviceWorker.ready).then(({ active }) => {
      // The rest comes when the page has had its turn, and not on a connection that is paid by the byte.
      if (navigator.connection?.saveData) return;
      setTimeout(() => active.postMessage("keep"), 3000);
    }).catch(() => { /* a private window has none: the page works all the same */ });
  });
})();
