// Fetches what the first lesson needs, so that the browser has it when the lesson asks; then opens the lesson.

const { app, files, lesson, version } = JSON.parse(document.getElementById("data").textContent);
const asked = new URLSearchParams(location.search).get("path") || "";
const own = /^[^:/?#][^:?#]*\.ipynb$/.test(asked) && !asked.includes(".."); // another lesson of this site
const path = own ? asked : lesson;
const form = document.getElementById("go"), bar = form.querySelector("progress"), button = form.querySelector("button");
const far = document.getElementById("far"), said = document.getElementById("said");
const KEY = "lite start " + new URL(".", location.href).pathname; // which version this browser has fetched
const TOGETHER = 6;
const mega = (bytes) => Math.round(bytes / 1e6);

const wanted = [...files, ...(own && path !== lesson ? [["files/" + path, 0]] : [])];
const total = wanted.reduce((sum, [, bytes]) => sum + bytes, 0);
let stop = null; // while it runs: what ends it

const seen = (keep) => {
  try {
    if (keep) localStorage.setItem(KEY, version);
    return localStorage.getItem(KEY) === version;
  } catch {
    return false; // no store: the page asks each time
  }
};

const fetchAll = async (signal, tell) => {
  const waiting = [...wanted];
  let came = 0;
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, bytes] = next;
      const answer = await fetch(encodeURI(name), { signal });
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      const reader = answer.body.getReader();
      let read = 0;
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const more = Math.min(part.value.length, bytes - read);
        read += more;
        tell(came += more);
      }
      tell(came += bytes - read);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, one));
};

const show = (running, label) => {
  button.textContent = label;
  button.classList.toggle("is-plain", running);
  bar.hidden = far.hidden = false;
};

const go = async () => {
  stop = new AbortController();
  show(true, "Stop");
  said.textContent = "Downloading.";
  const from = performance.now();
  let told = 0;
  try {
    await fetchAll(stop.signal, (came) => {
      bar.value = came / total;
      const left = (performance.now() - from) / 1000 / came * (total - came);
      far.textContent = `${mega(came)} of ${mega(total)} MB` + (left > 4 ? `, about ${Math.ceil(left / 5) * 5} seconds left` : "");
      if (came / total >= told + 0.25) { // a listener hears of quarters
        told = Math.floor(came / total * 4) / 4;
        said.textContent = told < 1 ? `Downloading: ${told * 100} percent.` : "Opening the lesson.";
      }
    });
    seen(true);
    location.replace(app + "/index.html?path=" + encodeURIComponent(path));
  } catch (error) {
    const stopped = stop.signal.aborted;
    stop.abort();
    show(false, stopped ? "Go on" : "Try again");
    said.textContent = stopped ? "Stopped. What has arrived is kept." : "The download broke off. What has arrived is kept.";
  } finally {
    stop = null;
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (stop) stop.abort();
  else go();
});
if (own && path !== lesson) button.textContent = button.textContent.replace(/lesson \d+$/, path.split("/").pop().replace(".ipynb", ""));
form.hidden = false;
if (seen()) go(); // it has all this: no question, and the bar is there for a browser that has forgotten some
