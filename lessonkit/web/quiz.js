// <lk-quiz>: one question, asked, graded and remembered in the browser, without a kernel.
{
  const { make, text, store } = LK;
  // How the status line begins.
  const WORDS = { good: "Correct", part: "Partly right", no: "Not yet", own: "Saved", later: "Kept" };
  const LATER = "This question comes back later; its answer is discussed there.";
  const LOST = "This browser keeps nothing: what you write here is lost when this page is closed. Save it as an answer, then save your passport.";
  const PRIVATE = "Only for you: this answer stays in this browser. It is not written to your file, your passport or any report.";

  // Whether an answer, or its first try, was given to another form of the question; one without a mark is taken as it is.
  LK.older = (entry, asked) => !!(entry.asked && asked && entry.asked !== asked);
  // The answer to a question as it is now asked, or null.
  LK.fitting = (id, asked) => {
    const state = store.state(id);
    return state && !LK.older(state, asked) ? state : null;
  };

  // Calls sync() whenever an answer changes anywhere. JupyterLab takes cells off the page and puts them back, so the
  // listener outlives a disconnection; the weak reference lets an output that is gone for good be forgotten.
  // With a question: only when its answer may have changed.
  LK.follow = (el, sync, question) => {
    el.lkSync = sync;
    const ref = window.WeakRef ? new WeakRef(el) : { deref: () => el };
    const listen = ({ detail }) => {
      const target = ref.deref();
      if (!target) removeEventListener("lk:state", listen);
      else if (!question || !detail?.question || detail.question === question) {
        target.lkMine?.(); // an older script made it
        target.lkSync();
      }
    };
    addEventListener("lk:state", listen);
    sync();
  };

  // A button that opens and closes what stands behind it.
  const opener = (what, region) => {
    const control = LK.button("", () => control.set(region.hidden));
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
    if (!kind) return; // a kind this version does not know: the static twin stays
    store.course = q.course;
    const id = "lk-" + q.id + "-" + LK.uid();
    const figure = el.querySelector(".lk-look");
    const part = (tag, name, ...inner) => make(tag, { class: "lk-" + name, id: id + "-" + name }, ...inner);
    const chip = part("span", "chip"), key = part("div", "key"), kept = part("p", "kept"), hint = part("p", "hint", text(q.hint || ""));
    const status = LK.status("status");
    const box = make("fieldset", { "aria-describedby": id + "-ask " + chip.id }, make("legend", {}, text(q.stem)));
    if (figure) box.append(figure);
    if (q.private) box.append(part("p", "notice", PRIVATE));
    const check = LK.button(q.private || q.pretest ? "Keep my answer" : q.kind === "open" ? "Save and compare" : "Check answer", null,
      { type: "submit", class: "lk-check" });
    const shower = opener("answer", key), again = LK.button("Start over", startOver);
    const form = make("form", { class: "lk-card", novalidate: true },
      make("div", { class: "lk-top" }, part("p", "ask", q.ask), chip), box,
      make("div", { class: "lk-bar" }, check, ...(q.hint ? [opener("hint", hint)] : []), shower, again),
      ...(q.hint ? [hint] : []), status, key, kept);

    let shown = null, draft = ""; // the id of the answer on the screen, and what is being written over it
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

    // What was answered to the same question before, in words. Where right and wrong are counted, the first try counts.
    function before() {
      const earlier = q.before && kind.words && store.state(q.before);
      if (!earlier) return [];
      const { answer, at } = q.private ? earlier : earlier.first;
      return kind.ready(answer, q) || LK.older(q.private ? earlier : earlier.first, q.beforeAsked) || at > store.state(q.id)?.first.at ? [] : [" Before you read, you answered: ", text("\u201c" + kind.words(answer, q) + "\u201d"), "."];
    }

    function show(answer, state) {
      const result = q.pretest ? { right: null, feedback: [LATER] } : kind.grade(answer, q);
      const open = q.kind === "open";
      const tone = q.pretest ? "later" : result.right === null ? "own" : result.right ? "good" : result.score > 0 ? "part" : "no";
      const source = open ? [] : LK.cite(q, result.source === undefined ? q.source : result.source);
      say(tone, WORDS[tone] + ".", result.feedback.join(" "), [...before(), ...source]);
      note(result.notes);
      mark(tone, result.right === null ? "Answered" : WORDS[tone] + (state.try > 1 ? ", try " + state.try : ""));
      shower.hidden = result.right || q.pretest || !kind.key(q).length;
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
      store.draft(q.id, "");
      store.reset(q.id);
      blank();
      say("", "Not answered.", "Your choices are cleared.");
      live.first().focus(); // the pressed button is gone
    }

    // An answer is never marked by another key than the one it was given to.
    const changedSince = (state) => kind.ready(state.answer, q) || LK.older(state, q.asked)
      || (!q.pretest && kind.grade(state.answer, q).right !== state.right);

    // Draws what the store knows. What is on the screen already is left alone: the reader may be changing it.
    function sync() {
      const state = store.state(q.id), id = state && state.id, written = store.draft(q.id);
      kept.textContent = store.lost(q.id) ? LOST : !state || q.private ? "" : state.kept ? "Kept in your file."
        : store.refused ? "This browser keeps nothing: the answer lasts until this page is closed."
          : "Kept in this browser, not yet in your file.";
      if (id === shown && written === draft) return;
      blank();
      const form = state && changedSince(state);
      if (form && q.kind === "open") live.set(state.answer);
      if (form) {
        say("", "", "Your earlier answer was to an older form of this question. Please answer again.");
      } else if (state) {
        live.set(state.answer);
        show(state.answer, state);
      }
      shown = id;
      draft = written;
      if (draft) {
        live.set(draft);
        changed();
        say("", "Draft.", "Not saved as an answer yet.");
      }
    }

    function give(event) {
      event.preventDefault();
      const answer = live.read();
      const missing = kind.ready(answer, q) || kind.short?.(answer);
      if (missing) { say("", "Not answered.", missing); return; }
      const before = store.state(q.id);
      if (before && chip.dataset.tone) return show(answer, before); // pressed twice: said again, counted once
      // The key is in the page, as with every question: before and after are compared by what the browser found here.
      const { right, score } = kind.grade(answer, q);
      const { course, lesson, id: question, asked } = q;
      draft = "";
      store.answer({ course, lesson, question, kind: q.pretest ? "pretest" : q.kind, answer, right, score, asked, private: !!q.private });
    }
    // Not only by submitting, which a frame may forbid.
    form.addEventListener("submit", give);
    check.addEventListener("click", give);
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.localName === "input" && !event.shiftKey && !event.isComposing) give(event);
    });
    box.addEventListener("input", (event) => {
      if (figure && figure.contains(event.target)) return;
      changed();
      if (q.kind !== "open") return;
      store.draft(q.id, draft = live.read()); // at every letter: nothing typed can be lost
      if (store.lost(q.id)) kept.textContent = LOST;
    });
    LK.guardKeys(el);
    blank();
    el.replaceChildren(form);
    LK.follow(el, sync, q.id);
  }
  LK.define("quiz", { connect });
}
