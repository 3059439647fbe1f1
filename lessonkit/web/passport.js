// <lk-passport>: the box in which answers are saved to a file, loaded, printed or wiped. A script of its own, which the
// box carries: the answers are in the store of the reader's script, before or after which it may come.

import { define } from "./define.js";
import { button, make, on, saveFile, statusLine } from "./dom.js";
import { eventOf, json } from "./event.js";
import { followSoon } from "./follow.js";
import { kept } from "./kept.js";
import { LIMITS } from "./limits.js";
import { fire, onPage, shared, uid } from "./page.js";
import { FORMAT, readPassport, refusal } from "./passport_file.js";
import { localDay, printSummary } from "./summary.js";
import { count } from "./words.js";

/** @import { LkElement } from "./types.js" */

/** The answers in it: no private ones, and free text unless it is kept back. @param {boolean} [texts] */
const carried = (texts) => kept().states().filter((state) => texts || state.kind !== "open");

/** What the file holds: nothing of the person but a nickname. @param {boolean} texts */
const passportData = (texts) => ({
  format: FORMAT, course: kept().course, passport: kept().passport(), nickname: kept().nickname(), saved: new Date().toISOString(),
  answers: carried(texts).map(eventOf).sort((a, b) => (a.question < b.question ? -1 : 1)),
});

// Thirty passports lie in one folder: each name says whose and of when.
function fileName() {
  const name = kept().nickname().normalize("NFKC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const id = kept().passport(), other = id === "new" && kept().states()[0]?.id; // before any file was known
  return [kept().course, name || (other || id).slice(0, 6), localDay(Date.now())].join("-") + ".passport.json";
}

/** @param {boolean} texts */
function download(texts) {
  saveFile(fileName(), json(passportData(texts), null, 1), "application/json");
}

/**
 * The button that wipes, and the box that asks before; turning elsewhere takes the question back.
 * @param {(words: string) => void} say
 */
function wiper(say) {
  const sure = button("Yes, wipe them", () => {
    disarm();
    say("Wiped from this browser. If your file still has them, run the set-up cell at the top and wipe again.");
    kept().wipe();
  }, { class: "lk-danger" });
  const keep = button("Cancel", () => disarm(true));
  const asks = make("div", { class: "lk-sure", role: "group", "aria-label": "Wipe my answers", hidden: true },
    make("p", {}, "Wipe all answers of this course, here and in your file? Saved passports stay."), keep, sure);
  /** @type {AbortController | undefined} */
  let armed; // what takes the question back
  /** @param {boolean} [back] */
  const disarm = (back) => {
    armed?.abort();
    asks.hidden = true;
    if (back) wipe.focus();
  };
  const wipe = button("Wipe my answers", () => {
    disarm();
    armed = new AbortController();
    const { signal } = armed;
    asks.hidden = false;
    sure.disabled = true; // the second half of a double click wipes nothing
    const ready = setTimeout(() => { sure.disabled = false; }, 600);
    on(signal, "abort", () => clearTimeout(ready));
    /** @param {Event} event */
    const elsewhere = ({ target }) => { if (!asks.contains(/** @type {Node} */ (target)) && target !== wipe) disarm(); };
    on(document, "pointerdown", elsewhere, { capture: true, signal });
    on(document, "focusin", elsewhere, { signal });
    on(window, "blur", () => disarm(), { signal });
    on(asks, "keydown", (event) => { if (event.key === "Escape") disarm(true); }, { signal });
    keep.focus();
  });
  return [make("div", "bar", wipe), asks];
}

// Once for all such scripts of a page.
if (!shared().impl.passport) {
  onPage("wiped", () => document.querySelectorAll(".lk-pass .lk-status").forEach((line) => {
    line.textContent = "Wiped from this browser and from your file.";
  }));
}

define("passport", {
  /** @param {LkElement} el @param {{title: string}} data */
  connect(el, data) {
    const id = "lk-passport-" + uid();
    const status = statusLine("status");
    /** @param {string} words */
    const say = (words) => { status.textContent = words; };
    const holds = make("p", "count");
    const name = make("input", { id: id + "-name", type: "text", maxlength: LIMITS.longestNickname, autocomplete: "off" });
    const file = make("input", { id: id + "-file", type: "file", accept: ".json,application/json" });
    // Ticked, or a text written for the teacher would stay behind; what was chosen outlasts a cell that runs again.
    const texts = make("input", { id: id + "-texts", type: "checkbox", checked: !shared().ownBack });
    on(texts, "change", () => {
      shared().ownBack = !texts.checked;
      el.lkSync();
    });
    on(name, "change", () => kept().nickname(name.value.trim()));
    on(file, "change", async () => {
      if (!file.files.length) return;
      try {
        if (file.files[0].size > LIMITS.largestPassport) throw refusal("too large to be a passport");
        const held = await file.files[0].text();
        el.lkMine?.();
        const answers = readPassport(held, kept().course);
        kept().restore(answers, false);
        fire("answer", {});
        say("Loaded " + count(answers.length, "answer.", "answers."));
      } catch (error) {
        say(/** @type {Error} */ (error).message);
      }
      file.value = "";
    });
    const form = make("form", { class: "lk-card lk-pass" },
      make("p", "label", "Your passport"),
      make("p", {}, "A small file with your answers, for another computer or for your teacher. Nothing is sent anywhere. On Binder only a saved passport lasts."),
      holds,
      make("p", "field", make("label", { for: name.id }, "Nickname (may stay empty; not your real name) "), name),
      make("p", "field", make("label", { for: texts.id }, texts, " Put in what I wrote in my own words, so that my teacher can read it. Clear this box to keep it back")),
      make("div", "bar", button("Save my passport", () => {
        download(texts.checked);
        say("Saved to your downloads.");
      }), button("Print a summary", () => printSummary(data.title))),
      make("p", "field", make("label", { for: file.id }, "Load a passport "), file), status, ...wiper(say));
    on(form, "submit", (event) => event.preventDefault());
    el.replaceChildren(form);
    followSoon(el, () => {
      const n = carried(texts.checked).length, own = n - carried().length;
      holds.textContent = count(n, "answer is", "answers are") + " in it now" + (own ? ", " + own + " in your own words." : ".")
        + (kept().refused ? " This browser refuses to keep them: save your passport before you close this page." : "");
      if (document.activeElement !== name) name.value = kept().nickname();
    });
  },
}, kept);
