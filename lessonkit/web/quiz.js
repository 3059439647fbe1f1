// <lk-quiz>: one question, asked, graded and remembered in the browser, without a kernel.
{
  const { make, text, store } = LK;
  // What the status line and the mark at the top of the card say.
  const WORDS = { good: ["Correct.", "Correct"], part: ["Partly right.", "Partly right"], no: ["Not yet.", "Not yet"], own: ["Saved.", "Answered"] };
  const PRIVATE = "Only for you: this answer stays in this browser. It is not written to your file, your passport or any report.";
  let uid = 0;

  // A cleared answer leaves its number of tries behind; it is no answer.
  LK.answered = (question) => { const state = store.state(question); return state && state.id ? state : null; };

  // Calls sync() whenever an answer changes anywhere. JupyterLab takes cells off the page and puts them back, so the
  // listener outlives a disconnection; the weak reference lets an output that is gone for good be forgotten.
  // With a question: only when its answer may have changed.
  LK.follow = (el, sync, question) => {
    el.lkSync = sync;
    const ref = new WeakRef(el);
    const listen = ({ detail }) => {
      const target = ref.deref();
      if (!target) window.removeEventListener("lk:state", listen);
      else if (!question || !detail || !detail.question || detail.question === question) target.lkSync();
    };
    window.addEventListener("lk:state", listen);
    sync();
  };

  // Shift+Enter and Control+Enter run a cell, which throws away what is being written in its output.
  LK.guardCard = (el) => {
    LK.guardKeys(el);
    el.addEventListener("keydown", (event) => { if (event.key === "Enter") event.stopPropagation(); });
  };

  const button = LK.button = (words, run, type) => {
    const control = make("button", { type: type || "button", class: type && "lk-check" }, words);
    if (run) control.addEventListener("click", run);
    return control;
  };
  // A button that opens and closes what stands behind it.
  const opener = (what, region) => {
    const control = button("", () => control.set(region.hidden));
    control.setAttribute("aria-controls", region.id);
    control.set = (open) => {
      region.hidden = !open;
      control.setAttribute("aria-expanded", open);
      control.textContent = (open ? "Hide " : "Show ") + what;
    };
    control.set(false);
    return control;
  };

  function connect(el, q) {
    const kind = LK.kinds[q.kind];
    store.course ||= q.course;
    if (!kind) return; // a kind this version does not know: the static twin stays
    const id = "lk-" + q.id + "-" + ++uid;
    const figure = el.querySelector(".lk-look");
    const part = (tag, name, ...inner) => make(tag, { class: "lk-" + name, id: id + "-" + name }, ...inner);
    const chip = part("span", "chip"), key = part("div", "key"), kept = part("p", "kept"), hint = part("p", "hint", text(q.hint || ""));
    const status = make("p", { role: "status", class: "lk-status" });
    const box = make("fieldset", { "aria-describedby": id + "-ask " + chip.id }, make("legend", {}, text(q.stem)));
    if (figure) box.append(figure);
    if (q.private) box.append(part("p", "notice", PRIVATE));
    const check = button(q.private ? "Keep my answer" : q.kind === "open" ? "Save and compare" : "Check answer", null, "submit");
    const shower = opener("answer", key), again = button("Start over", startOver);
    const form = make("form", { class: "lk-card", novalidate: true },
      make("div", { class: "lk-top" }, part("p", "ask", q.ask), chip), box,
      make("div", { class: "lk-bar" }, check, ...(q.hint ? [opener("hint", hint)] : []), shower, again),
      ...(q.hint ? [hint] : []), status, key, kept);

    let shown = null; // the id of the answer on the screen
    const say = (tone, word, words, more = []) => {
      status.dataset.tone = tone;
      status.replaceChildren(...(word ? [make("strong", {}, word), " "] : []), ...(words ? [text(words)] : []), ...more);
    };
    const mark = (tone, words) => { chip.dataset.tone = tone; chip.textContent = words; };
    const note = (notes) => { if (live.note) live.note(notes); };
    const changed = () => {
      say("", "", "");
      note();
      shower.set(false);
      if (shown) mark("", "Changed, not checked");
    };
    const live = kind.build(box, q, { name: id, changed, say: (words) => say("", "", words) });

    function fillKey() {
      const list = kind.key(q);
      const lines = list.map((line) => make("li", {}, make(line.feedback ? "strong" : "span", {}, text(line.text)),
        ...(line.feedback ? [" ", text(line.feedback)] : []), ...LK.cite(q, line.source)));
      const title = (words) => make("p", { class: "lk-label" }, words);
      key.replaceChildren(title(q.kind === "open" ? "A model answer" : "Answer"), make(q.kind === "order" ? "ol" : "ul", {}, ...lines),
        ...(q.rubric ? [title("What a teacher looks for"), make("ul", {}, ...q.rubric.map((point) => make("li", {}, text(point))))] : []),
        ...(list.some((line) => line.source !== undefined) ? [] : LK.cite(q, q.source)));
    }

    // "Before, you chose ...": only for kinds whose answers can be said in words.
    function before(answer) {
      const earlier = q.before && kind.words && LK.answered(q.before);
      const was = earlier && kind.words(earlier.answer, q);
      const quoted = (words) => text("\u201c" + words + "\u201d");
      return was ? [" Before, you chose ", quoted(was), "; now ", quoted(kind.words(answer, q)), "."] : [];
    }

    function show(answer, state) {
      const result = kind.grade(answer, q);
      const open = q.kind === "open";
      const tone = result.right === null ? "own" : result.right ? "good" : result.score > 0 ? "part" : "no";
      const source = open ? [] : LK.cite(q, result.source === undefined ? q.source : result.source);
      say(tone, WORDS[tone][0], result.feedback.join(" "), [...before(answer), ...source]);
      note(result.notes);
      mark(tone, WORDS[tone][1] + (state.try > 1 && result.right !== null ? ", try " + state.try : ""));
      shower.hidden = result.right || !kind.key(q).length;
      if (!shower.hidden) fillKey();
      shower.set(open);
      again.hidden = false;
    }

    function blank() {
      live.set(null);
      changed();
      mark("", "Not answered");
      shower.hidden = again.hidden = true;
      shown = null;
    }

    function startOver() {
      store.reset(q.id);
      blank();
      say("", "Not answered.", "Your choices are cleared.");
      live.first().focus(); // the pressed button is gone
    }

    // Draws what the store knows. An answer that is on the screen already is left alone: the reader may be changing it.
    function sync() {
      const state = LK.answered(q.id);
      kept.textContent = !state || q.private ? "" : state.kept ? "Kept in your file."
        : store.refused ? "This browser keeps nothing: the answer lasts until this page is closed."
          : "Kept in this browser, not yet in your file.";
      if (!state && shown) blank();
      if (!state || state.id === shown) return;
      if (kind.ready(state.answer, q)) { // the question has changed since
        blank();
        say("", "", "Your earlier answer was to an older form of this question. Please answer again.");
      } else {
        live.set(state.answer);
        show(state.answer, state);
      }
      shown = state.id;
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = live.read();
      const missing = kind.ready(answer, q);
      if (missing) { say("", "Not answered.", missing); return; }
      const { right, score } = kind.grade(answer, q);
      const { course, lesson, id: question } = q;
      store.answer({ course, lesson, question, kind: q.kind, answer, right, score, private: !!q.private });
    });
    box.addEventListener("input", (event) => { if (!figure || !figure.contains(event.target)) changed(); });
    LK.guardCard(form);
    blank();
    el.replaceChildren(form);
    LK.follow(el, sync, q.id);
  }
  LK.define("quiz", { connect });
}
