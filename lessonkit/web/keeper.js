// The keeper: carries answers from this browser to the file that the kernel writes, and back.
const QUIET = 4000; // ms without a word from the kernel until the line says so

function render({ model, el }) {
  const lesson = model.get("lesson");
  const line = document.createElement("p");
  line.className = "lk-keeper";
  line.setAttribute("role", "status");
  el.append(line);

  let store = null;
  let timer = 0;
  let log = "";
  const say = (text) => { if (line.textContent !== text) line.textContent = text; };
  const many = (n) => n + (n === 1 ? " answer is" : " answers are");

  const mine = () => { store.course = model.get("course"); }; // another course may stand in the same page
  const send = (message) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const n = store.pending(lesson).length;
      say((n ? many(n) + " kept in this browser, not yet in your file. " : "") + "Run this cell to save your answers.");
    }, QUIET);
    try { model.send(message); } catch { /* no kernel: the line will say so */ }
  };
  // Nothing goes out before the file has said whose it is: on a shared computer it may be another person's.
  const drain = () => {
    mine();
    if (!log || store.passport() !== log) return send({ type: "hello" });
    const events = store.pending(lesson);
    if (events.length) send({ type: "events", events });
  };
  const heard = (message) => {
    if (message.type !== "state") return;
    clearTimeout(timer);
    mine();
    let other = false; // another file stands there now: it has still to say what it holds
    if (message.log_id) {
      other = log && message.log_id !== log && !message.fresh;
      log = message.log_id;
      store.adopt(log);
      store.acknowledge(message.kept);
      store.restore(message.answers, true);
    }
    say(message.message);
    if (message.wiped) window.dispatchEvent(new CustomEvent("lk:wiped"));
    if (other || message.wiped) send({ type: "hello" });
    if (message.log_id && message.fresh && store.pending(lesson).length) drain();
  };
  const answered = (event) => { if (!event.detail.own) setTimeout(drain); }; // feedback first

  // Another tab has written; its own kernel may not run, and this one can carry the answer.
  const elsewhere = () => {
    mine();
    if (log && store.passport() === log && store.pending(lesson).length) drain();
  };
  // Only the file that has said whose it is: a wish that waited could take answers that came after it.
  const wipe = (event) => { if (event.detail.passport === log) send({ type: "wipe", log_id: log }); };

  const begin = () => {
    if (store || !window.lessonkit || !window.lessonkit.store) return;
    store = window.lessonkit.store;
    mine();
    model.on("msg:custom", heard);
    window.addEventListener("lk:answer", answered);
    window.addEventListener("lk:wipe", wipe);
    window.addEventListener("storage", elsewhere);
    send({ type: "hello" });
  };
  window.addEventListener("lk:ready", begin);
  begin();

  return () => {
    clearTimeout(timer);
    window.removeEventListener("lk:ready", begin);
    window.removeEventListener("lk:answer", answered);
    window.removeEventListener("lk:wipe", wipe);
    window.removeEventListener("storage", elsewhere);
    model.off("msg:custom", heard);
  };
}
export default { render };
