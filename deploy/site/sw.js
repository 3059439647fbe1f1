// Keeps the site for a reader without a network. build.py writes the version and the lists in.
const VERSION = "@version@";
const FIRST = "@first@"; // what every page needs
const REST = "@rest@"; // every page and its files
// Another site may lie below this one (lite/), with a worker of its own: what is not in the lists is none of ours.
const OURS = new Set([...FIRST, ...REST].map((path) => new URL(path, registration.scope).href));
const NAME = "site " + registration.scope + " ";

const put = async (address, answer) => {
  if (answer.ok && answer.type === "basic") await (await caches.open(NAME + VERSION)).put(address, answer.clone());
  return answer;
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(NAME + VERSION).then((cache) => cache.addAll(FIRST)));
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== NAME + VERSION) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("message", (event) => {
  if (event.data !== "keep") return;
  event.waitUntil((async () => {
    const cache = await caches.open(NAME + VERSION);
    for (const path of REST) { // one after the other: a reader's click goes first
      const address = new URL(path, registration.scope).href;
      if (!(await cache.match(address))) await fetch(address).then((answer) => put(address, answer)).catch(() => {});
    }
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event, address = request.url.split(/[?#]/)[0];
  if (request.method !== "GET" || !OURS.has(address)) return;
  // A lesson that was mended shows as soon as there is a network; files of a version never change.
  const kept = async () => (await caches.open(NAME + VERSION)).match(address);
  event.respondWith((async () => {
    const own = request.mode !== "navigate" && await kept();
    if (own) return own;
    try {
      return await put(address, await fetch(request));
    } catch (error) {
      const page = await kept();
      if (page) return page;
      throw error;
    }
  })());
});
