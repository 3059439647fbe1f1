// <lk-quiz>: one question, asked, graded and remembered in the browser, without a kernel.
{
  const make = LK.make;
  const WORDS = { good: "Correct.", part: "Partly right.", no: "Not yet.", own: "Saved." };
  const CHIPS = { good: "Correct", part: "Partly right", no: "Not yet", own: "Answered" };
  const PRIVATE = "Only for you: this answer stays in this browser. It is not written to your file, your passport or any report.";
  const toneOf = (result) => (result.right === null ? "own" : result.right ? "good" : result.score > 0 ? "part" : "no");
  let uid = 0;

  // Shift+Enter and Control+Enter run a cell, which throws away what is being written in its output.
  LK.guardCard = (el) => {
    LK.guardKeys(el);
    el.addEventListener("keydown", (event) => { if (event.key === "Enter") event.stopPropagation(); });
  };

  // Calls sync() whenever an answer changes anywhere. JupyterLab takes cells off the page and puts them back, so the
  // listener outlives a disconnection; the weak reference lets an output that is gone for good be forgotten.
  LK.follow = (el, sync) => {
    el.lkSync = sync;
    const ref = new WeakRef(el);
    const listen = () => {
      const target = ref.deref();
      if (target) target.lkSync();
      else window.removeEventListener("lk:state", listen);
    };
    window.addEventListener("lk:state", listen);
    sync();
  };

  const button = (text, type, name) => make("button", { type, class: name }, text);
  // A button that opens and closes what stands behind it.
  const opener = (closed, opened, region) => {
    const control = button(closed, "button", "lk-quiet");
    control.setAttribute("aria-controls", region.id);
    control.set = (open) => {
      region.hidden = !open;
      control.setAttribute("aria-expanded", open);
      control.textContent = open ? opened : closed;
    };
    control.addEventListener("click", () => control.set(region.hidden));
    control.set(false);
    return control;
  };

  function connect(el, q) {
    const kind = LK.kinds[q.kind];
    LK.store.course ||= q.course;
    if (!kind) return; // a kind this version does not know: the static twin stays
    const id = "lk-" + q.id + "-" + ++uid;
    const figure = el.querySelector(".lk-look");
    const chip = make("span", { class: "lk-chip", id: id + "-chip" });
    const ask = make("p", { class: "lk-ask", id: id + "-ask" }, q.ask);
    const box = make("fieldset", { "aria-describedby": id + "-ask " + id + "-chip" }, make("legend", {}, LK.text(q.stem)));
    if (figure) box.append(figure);
    const status = make("p", { role: "status", class: "lk-status" });
    const kept = make("p", { class: "lk-kept" });
    const hint = make("p", { class: "lk-hint", id: id + "-hint" }, LK.text(q.hint || ""));
    const key = make("div", { class: "lk-key", id: id + "-key" });
    const check = button(q.private ? "Keep my answer" : q.kind === "open" ? "Save and compare" : "Check answer", "submit", "lk-check");
    const hinter = opener("Hint", "Hide hint", hint);
    const shower = opener("Show answer", "Hide answer", key);
    const again = button("Start over", "button", "lk-quiet");
    const form = make("form", { class: "lk-card", novalidate: "" },
      make("div", { class: "lk-top" }, ask, chip), box,
      make("div", { class: "lk-bar" }, check, ...(q.hint ? [hinter] : []), shower, again),
      hint, status, key, kept);
    if (q.private) box.append(make("p", { class: "lk-notice" }, PRIVATE));

    let shownEvent = null; // the id of the answer on the screen
    const say = (tone, word, text, more = []) => {
      status.dataset.tone = tone;
      status.replaceChildren(...(word ? [make("strong", {}, word), " "] : []), ...(text ? [LK.text(text)] : []), ...more);
    };
    const ctx = {
      name: id,
      changed: () => { say("", "", ""); live.note([]); shower.set(false); if (shownEvent) setChip("", "Changed, not checked"); },
      say: (text) => say("", "", text),
    };
    const setChip = (tone, text) => { chip.dataset.tone = tone; chip.textContent = text; };
    const live = kind.build(box, q, ctx);

    function fillKey() {
      const lines = kind.key(q).map((line) => make("li", {}, LK.text(line.text),
        ...(line.feedback ? [make("span", { class: "lk-because" }, " ", LK.text(line.feedback))] : []), ...LK.sourceLink(q, line.source)));
      const parts = [make("p", { class: "lk-label" }, q.kind === "open" ? "A model answer" : "Answer"),
        make(q.kind === "order" ? "ol" : "ul", {}, ...lines)];
      if (q.rubric) parts.push(make("p", { class: "lk-label" }, "What a teacher looks for"),
        make("ul", {}, ...q.rubric.map((point) => make("li", {}, LK.text(point)))));
      if (q.source !== undefined) parts.push(make("p", {}, ...LK.sourceLink(q, q.source)));
      key.replaceChildren(...parts);
    }

    function before(answer) {
      const earlier = q.before && kind.words && LK.store.state(q.before);
      if (!earlier || earlier.answer === undefined) return [];
      const words = (a) => "\u201c" + kind.words(a, q) + "\u201d";
      return [" Before, you chose ", LK.text(words(earlier.answer)), "; now ", LK.text(words(answer)), "."];
    }

    function show(answer, result, state) {
      const tone = toneOf(result);
      const source = result.source !== undefined ? result.source : q.kind === "open" ? undefined : q.source;
      say(tone, WORDS[tone], result.feedback.join(" "), [...before(answer), ...LK.sourceLink(q, source)]);
      live.note(result.notes);
      const tries = state && state.try > 1 && result.right !== null ? ", try " + state.try : "";
      setChip(tone, CHIPS[tone] + tries);
      const keyed = kind.key(q).length && !result.right;
      shower.hidden = !keyed;
      if (keyed) fillKey();
      shower.set(!!(keyed && q.kind === "open"));
      again.hidden = false;
    }

    function blank() {
      live.clear();
      live.note([]);
      say("", "", "");
      setChip("", "Not answered");
      shower.set(false);
      shower.hidden = again.hidden = true;
      shownEvent = null;
    }

    // Draws what the store knows. An answer that is on the screen already is left alone: the reader may be changing it.
    function sync() {
      const found = LK.store.state(q.id);
      const state = found && found.id ? found : null; // a cleared answer leaves its number of tries behind
      kept.textContent = !state || q.private ? "" : state.kept ? "Kept in your file."
        : LK.store.refused ? "This browser keeps nothing: the answer lasts until this page is closed."
          : "Kept in this browser, not yet in your file.";
      if (!state) { if (shownEvent) blank(); return; }
      if (state.id === shownEvent) return;
      shownEvent = state.id;
      if (kind.ready(state.answer, q)) { // the question has changed since
        blank();
        say("", "", "Your earlier answer was to an older form of this question. Please answer again.");
        return;
      }
      live.restore(state.answer);
      show(state.answer, kind.grade(state.answer, q), state);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = live.read();
      const missing = kind.ready(answer, q);
      if (missing) { say("", "Not answered.", missing); return; }
      const result = kind.grade(answer, q);
      const state = LK.store.answer({
        course: q.course, lesson: q.lesson, question: q.id, kind: q.kind, answer,
        right: result.right, score: result.score, private: !!q.private,
      });
      shownEvent = state && state.id;
      show(answer, result, state);
      sync();
    });
    box.addEventListener("input", (event) => { if (!figure || !figure.contains(event.target)) ctx.changed(); });
    again.addEventListener("click", () => {
      LK.store.reset(q.id);
      blank();
      say("", "Not answered.", "Your choices are cleared.");
      live.first().focus(); // the pressed button is gone
    });

    LK.guardCard(form);
    blank();
    el.replaceChildren(form);
    LK.follow(el, sync);
  }
  LK.define("quiz", { connect });
}
