// The keeper: carries answers from this browser to the file that the kernel writes, and back.
const QUIET = 4000; // ms without a word from the kernel until the line says so

/** @import { AnswerEvent, Shared, Store } from "./types.js" */

/**
 * What the kernel says (lessonkit/progress/keeper.py): the lists are of ids kept, answers held, other files there.
 * @typedef {object} Message
 * @property {string} type
 * @property {boolean} fresh it answers a hello, or begins a file
 * @property {string} message the sentence for the reader
 * @property {string} log_id
 * @property {string[]} kept
 * @property {AnswerEvent[]} answers
 * @property {File[]} [files]
 * @property {boolean} [wiped]
 * @property {boolean} [other] another file stands there now
 * @property {string} [page] the slides, as one page
 */
/** @typedef {{log_id: string, name: string, answers: number, last: string}} File */
/**
 * The widget's model, as anywidget hands it over.
 * @typedef {object} Model
 * @property {(name: "course" | "lesson") => string} get
 * @property {(message: object) => void} send
 * @property {(event: "msg:custom", heard: (message: Message) => void) => void} on
 * @property {(event: "msg:custom", heard: (message: Message) => void) => void} off
 */

/** @param {Event} event */
const detailOf = (event) => /** @type {CustomEvent} */ (event).detail;

/** @param {{model: Model, el: HTMLElement}} widget @returns {() => void} what ends it */
function render({ model, el }) {
  const line = document.createElement("p");
  line.className = "lk-keeper";
  line.setAttribute("role", "status");
  const choice = document.createElement("p"); // below the line while it asks something
  choice.className = "lk-choice";
  el.append(line, choice);

  const page = /** @type {{lessonkit?: Shared}} */ (/** @type {unknown} */ (window));
  /** @type {Store | null} */
  let store = null;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  let log = ""; // the file that has said whose it is
  /** @type {string | null} */
  let asked = null; // whose answers the page showed when a question was put; nothing is sent until it is answered
  let begun = false; // the reader wants a file of their own
  let taken = ""; // the file that the reader has just said is theirs
  /** @param {string} text */
  const say = (text) => { if (line.textContent !== text) line.textContent = text; };
  /** @param {number} n */
  const count = (n) => n + (n === 1 ? " answer" : " answers");
  /** @param {number} n */
  const many = (n) => count(n) + (n === 1 ? " is" : " are");

  const mine = () => { store.course = model.get("course"); }; // another course may stand in the same page
  /** @param {object} message */
  const send = (message) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const n = store.pending().length;
      say((n ? many(n) + " kept in this browser, not yet in your file. " : "") + "Run this cell to save your answers.");
    }, QUIET);
    try { model.send(message); } catch { /* no kernel: the line will say so */ }
  };
  // What this browser has sent may be in the file although no word of it came back.
  const hello = (passport = store.passport()) => send({
    type: "hello", passport, mine: store.mine(passport), ids: store.pending(undefined, passport).map((event) => event.id),
  });
  // Nothing goes out before the file has said whose it is: on a shared computer it may be another person's.
  const drain = () => {
    mine();
    if (asked !== null && asked === store.passport()) return;
    if (!log || store.passport() !== log) return hello();
    const events = store.pending();
    // A file that was empty when this browser took it up may be somebody else's by now.
    if (events.length) send({ type: "events", log_id: log, first: !store.mine(log), events });
  };

  /**
   * Puts a question with a button for each answer; what another page has settled meanwhile is not done again.
   * @param {string} text @param {[words: string, act: () => void][]} answers
   */
  const ask = (text, answers) => {
    log = "";
    asked = store.passport();
    say(text + " Your answers are kept in this browser until you choose.");
    choice.replaceChildren(...answers.flatMap(([words, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => {
        mine();
        const before = asked;
        settled();
        if (store.passport() === before) act();
        else hello();
      });
      return [button, " "];
    }));
  };
  const settled = () => {
    asked = null;
    choice.replaceChildren();
  };

  /**
   * No file of this passport: the folder holds others, which may be the reader's own, given in another browser.
   * @param {File[]} files
   */
  const whose = (files) => {
    const known = files.find((file) => store.mine(file.log_id));
    if (known) return hello(known.log_id);
    /** @param {File} file @returns {() => void} */
    const take = (file) => () => {
      taken = file.log_id;
      store.claim(taken);
      hello(taken);
    };
    // Two may have taken up one empty file: its id is then that of the first to answer.
    const own = () => {
      const passport = store.passport();
      begun = true;
      send({ type: "own", passport: files.some((file) => file.log_id === passport) ? "" : passport });
    };
    /** @param {File} file */
    const day = (file) => new Date(file.last).toLocaleDateString("sv");
    /** @type {[string, () => void][]} */
    const answers = files.map((file) => ["Take them in" + (files.length === 1 ? "" : ": " + file.name), take(file)]);
    const held = files.map((file) => file.name + " holds " + count(file.answers) + ", the last of " + day(file) + ".");
    const one = files.length === 1;
    return ask(held.join(" ") + " They were not given in this browser. Are " + (one ? "they" : "any of them") + " yours?",
      [...answers, ["Begin my own", own]]);
  };

  /** @param {Message} message @param {boolean} [along] */
  const open = (message, along) => {
    store.adopt(message.log_id, along);
    log = message.log_id;
    store.restore(message.answers, true);
    store.compare(message.answers);
    if (message.answers.length) store.claim(log);
    say(message.message);
    drain();
  };
  /** The file has said whose it is, and all that it holds. @param {Message} message */
  const opened = (message) => {
    const before = store.passport();
    const chosen = taken === message.log_id, own = begun;
    taken = "";
    begun = false;
    if (message.log_id === before || own) return open(message, own);
    // Another file than before. Where it is a new one, or what was shown waits still, the answers shown are nowhere else.
    const here = before === "new" ? 0 : store.work();
    const asks = here && (chosen || !message.answers.length || store.pending().length);
    if (!asks) return open(message);
    if (!message.answers.length) store.compare([]); // what was kept is not there any more
    return ask(count(here) + " from before " + (here === 1 ? "is" : "are") + " in this browser and not in this file."
      + " Are they yours?", [["Take them in", () => open(message, true)], ["Begin my own", () => open(message)]]);
  };

  /** @type {((slides: {page?: string, message?: string}) => void) | null} */
  let presenting = null;
  /** The lesson is to be presented: the kernel has its slides. @param {Event} event */
  const present = (event) => {
    const ask = detailOf(event);
    if (ask.course !== model.get("course") || ask.lesson !== model.get("lesson")) return;
    ask.heard = true;
    presenting = ask.answer;
    try { model.send({ type: "present" }); } catch { ask.heard = false; }
  };
  /** @param {Message} message */
  const heard = (message) => {
    if (message.type === "slides") presenting?.(message);
    if (message.type !== "state") return;
    clearTimeout(timer);
    mine();
    if (message.fresh) {
      settled();
      if (message.files) whose(message.files);
      else if (message.log_id) opened(message);
      else say(message.message);
      return;
    }
    if (message.log_id && message.log_id === log) {
      store.acknowledge(message.kept);
      if (message.kept.length) store.claim(log);
    }
    say(message.message);
    if (message.wiped) {
      store.adopt(message.log_id, true); // what was answered since
      log = message.log_id;
      store.claim(log);
      window.dispatchEvent(new CustomEvent("lk:wiped"));
    }
    if (message.wiped || message.other) hello();
  };
  /** @param {Event} event */
  const answered = (event) => { if (!detailOf(event).own) setTimeout(drain); }; // feedback first

  // Another tab has written; its own kernel may not run, and this one can carry the answer.
  const elsewhere = () => {
    mine();
    if (asked !== null) drain();
    else if (log && store.passport() === log && store.pending().length) drain();
  };
  /**
   * Only the file that has said whose it is: a wish that waited could take answers that came after it.
   * @param {Event} event
   */
  const wipe = (event) => { if (detailOf(event).passport === log) send({ type: "wipe", log_id: log }); };

  const begin = () => {
    if (store || !page.lessonkit || !page.lessonkit.store) return;
    store = page.lessonkit.store;
    mine();
    model.on("msg:custom", heard);
    window.addEventListener("lk:answer", answered);
    window.addEventListener("lk:wipe", wipe);
    window.addEventListener("storage", elsewhere);
    window.addEventListener("lk:present", present);
    hello();
  };
  window.addEventListener("lk:ready", begin);
  begin();

  return () => {
    clearTimeout(timer);
    window.removeEventListener("lk:ready", begin);
    window.removeEventListener("lk:answer", answered);
    window.removeEventListener("lk:wipe", wipe);
    window.removeEventListener("storage", elsewhere);
    window.removeEventListener("lk:present", present);
    model.off("msg:custom", heard);
  };
}
export default { render };
