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
