// <lk-lesson>, the line of the set-up cell; <lk-score>; <lk-passport>, the box in which answers are saved and loaded.
{
  const make = LK.make;
  const { store } = LK;
  const FORMAT = "lessonkit-passport/1";
  const LARGEST = 5e6; // bytes of a passport; a whole course is well below

  // Controls of ordinary widgets get the same protection from the notebook's single-letter keys as ours. Notebook 7 hears
  // a key before the page's elements do, so that stopping it on its way up is too late: the notebook skips a key whose
  // target carries this mark.
  const CONTROLS = "input, select, textarea, button, summary, a[href], [tabindex], [contenteditable=true]";
  const guardWidgets = () => {
    addEventListener("keydown", (event) => {
      const { target } = event;
      if (!target.closest?.(CONTROLS)?.closest(".jp-OutputArea-output")) return;
      if (LK.ownsKey(event)) target.setAttribute("data-lm-suppress-shortcuts", "true");
      else target.removeAttribute("data-lm-suppress-shortcuts");
    }, true);
  };

  // A citation leads to its entry in the list of references. The notebook's own jump lands beside it, since cells above
  // grow after it: so we look again for a few frames.
  const followCitations = () => document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#c-"]');
    const home = link?.closest(".jp-Notebook") || document; // another open notebook may cite the same claim
    const entry = link && home.querySelector("[data-jupyter-id=" + CSS.escape(link.hash.slice(1)) + "], " + link.hash);
    if (!entry) return;
    entry.tabIndex = -1;
    let frames = 10;
    const settle = () => {
      entry.scrollIntoView({ block: "center" });
      if (--frames) requestAnimationFrame(settle);
      else entry.focus({ preventScroll: true });
    };
    requestAnimationFrame(settle);
  });

  LK.define("lesson", {
    connect(el, data) {
      const page = window.lessonkit;
      if (!page.guards) { // once for all runs of all set-up cells
        page.guards = true;
        followCitations();
        guardWidgets();
        addEventListener("lk:wiped", () => document.querySelectorAll(".lk-pass .lk-status").forEach((line) => {
          line.textContent = "Wiped from this browser and from your file.";
        }));
      }
      if (data.passport) store.adopt(data.passport);
      LK.fire("ready");
    },
  });

  // Redraws after the answer's own feedback is on the screen, once for many changes.
  const follow = (el, draw) => {
    let due = 0;
    LK.follow(el, () => {
      due ||= setTimeout(() => {
        due = 0;
        el.lkMine?.();
        draw();
      });
    });
    draw();
  };

  LK.define("score", {
    connect(el, data) {
      const line = LK.status("score");
      const words = make("p", { class: "lk-score-words" });
      el.replaceChildren(make("div", { class: "lk-card" }, line, words));
      follow(el, () => {
        const states = data.questions.map(store.state).filter(Boolean);
        const right = states.filter((s) => s.first.right).length;
        const said = "Answered " + states.length + " of " + data.questions.length + "; " + right + " right at the first try.";
        if (line.textContent !== said) line.textContent = said; // else a screen reader says it again
        const share = states.reduce((sum, s) => sum + (s.score || 0), 0) / (data.questions.length || 1);
        words.textContent = states.length === data.questions.length ? LK.overallWords(data.overall, share) : "";
      });
    },
  });

  // What a passport holds: nothing of the person but a nickname, no private answer, and free text unless it is kept back.
  const carried = (texts) => store.states().filter((state) => texts || state.kind !== "open");
  const passport = (texts) => ({
    format: FORMAT, course: store.course, passport: store.passport(), nickname: store.nickname(), saved: new Date().toISOString(),
    answers: carried(texts).map(({ kept, ...event }) => event).sort((a, b) => (a.question < b.question ? -1 : 1)),
  });

  const no = (what) => new Error("This file is " + what + ". Choose the file you saved here.");
  // Returns the answers of a passport's text, or throws a sentence. Nothing in it is trusted.
  function readPassport(text, course) {
    let data;
    try { data = JSON.parse(text); } catch { throw no("not a passport: the file is not JSON"); }
    if (!data || data.format !== FORMAT || !Array.isArray(data.answers)) throw no("not a passport of this kind");
    if (data.course !== course) throw new Error("This passport belongs to another course.");
    const text60 = (v) => typeof v === "string" && v.length > 0 && v.length <= 60;
    const date = (v) => typeof v === "string" && /^\d{4}-\d\d-\d\dT[\d:.]{5,15}Z$/.test(v);
    const verdict = (v) => [true, false, null].includes(v);
    return data.answers.slice(0, 5000).flatMap((a) => {
      const first = a && (a.first && typeof a.first === "object" && !Array.isArray(a.first) ? a.first : a);
      const fine = a && text60(a.id) && /^[\w-]+$/.test(a.id) && text60(a.question) && /^\d\d-[\w-]+$/.test(a.question)
        && a.lesson === a.question.slice(0, 2) && date(a.at) && verdict(a.right) && Number.isInteger(a.try) && a.try > 0 && a.try < 1e5
        && date(first.at) && verdict(first.right) && JSON.stringify([a.answer, first.answer]).length <= 4e4 && (a.private ?? false) === false && !/^(confidence|opinion)$/.test(a.kind);
      if (!fine) return [];
      const score = typeof a.score === "number" && a.score >= 0 && a.score <= 1 ? a.score : null;
      return [{ id: a.id, course, lesson: a.lesson, question: a.question, kind: String(a.kind).slice(0, 20), answer: a.answer,
        right: a.right, score, try: a.try, at: a.at, first: { answer: first.answer, right: first.right, at: first.at } }];
    });
  }

  Object.assign(LK.pure, { readPassport, merge: LK.merge });

  function save(texts) {
    const blob = new Blob([JSON.stringify(passport(texts), null, 1)], { type: "application/json" });
    const link = make("a", { href: URL.createObjectURL(blob), download: store.course + ".passport.json" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
  }

  // One page for paper, in a frame of its own so that the notebook is not printed with it.
  function print(title) {
    const lessons = {};
    // A question that comes back later must not show here how it was answered.
    for (const s of store.states().filter((state) => state.kind !== "pretest")) (lessons[s.lesson] ||= []).push(s);
    const rows = Object.keys(lessons).sort().map((lesson) => {
      const list = lessons[lesson];
      const cells = [lesson, list.length, list.filter((s) => s.first.right).length, list.map((s) => s.at).sort().pop().slice(0, 10)];
      return make("tr", {}, ...cells.map((cell, i) => make(i ? "td" : "th", i ? {} : { scope: "row" }, String(cell))));
    });
    const head = ["Lesson", "Answered", "Right at the first try", "Last answer"].map((h) => make("th", { scope: "col" }, h));
    const frame = make("iframe", { title: "Summary for printing", class: "lk-print" });
    document.body.append(frame);
    const page = frame.contentDocument;
    page.title = title;
    page.body.append(make("h1", {}, LK.text(title)), make("p", {}, LK.text(store.nickname() || "No nickname given")),
      make("table", { border: "1", cellpadding: "6" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  }

  LK.define("passport", {
    connect(el, data) {
      const id = "lk-passport-" + LK.uid();
      const status = LK.status("status");
      const say = (words) => { status.textContent = words; };
      const count = make("p", { class: "lk-count" });
      const name = make("input", { id: id + "-name", type: "text", maxlength: "40", autocomplete: "off" });
      const file = make("input", { id: id + "-file", type: "file", accept: ".json,application/json" });
      // Ticked, or a text written for the teacher would stay behind; what was chosen outlasts a cell that runs again.
      const texts = make("input", { id: id + "-texts", type: "checkbox", checked: !window.lessonkit.ownBack });
      const wipe = LK.button("Wipe my answers", () => {
        if (wipe.dataset.sure) {
          say("Wiped from this browser. If your file beside the notebooks still has them, run the set-up cell at the top and wipe again.");
          store.wipe();
        } else say("Press again to wipe all answers of this course, here and in your file. Saved passports stay.");
        wipe.dataset.sure = wipe.dataset.sure ? "" : "yes";
        wipe.textContent = wipe.dataset.sure ? "Yes, wipe them" : "Wipe my answers";
      });
      texts.addEventListener("change", () => { window.lessonkit.ownBack = !texts.checked; el.lkSync(); });
      name.addEventListener("change", () => store.nickname(name.value.trim()));
      file.addEventListener("change", async () => {
        if (!file.files.length) return;
        try {
          if (file.files[0].size > LARGEST) throw no("too large to be a passport");
          const held = await file.files[0].text();
          el.lkMine?.();
          const answers = readPassport(held, store.course);
          store.restore(answers, false);
          LK.fire("answer", {});
          say("Loaded " + LK.count(answers.length, "answer.", "answers."));
        } catch (error) {
          say(error.message);
        }
        file.value = "";
      });
      el.replaceChildren(make("form", { class: "lk-card lk-pass" },
        make("p", { class: "lk-label" }, "Your passport"),
        make("p", {}, "A small file with your answers, to take to another computer or to hand in. Nothing is sent anywhere. On Binder only a saved passport lasts."),
        count,
        make("p", { class: "lk-field" }, make("label", { for: name.id }, "Nickname (may stay empty; not your real name) "), name),
        make("p", { class: "lk-field" }, make("label", { for: texts.id }, texts, " Put in what I wrote in my own words, so that my teacher can read it. Clear this box to keep it back")),
        make("div", { class: "lk-bar" }, LK.button("Save my passport", () => { save(texts.checked); say("Saved to your downloads."); }),
          LK.button("Print a summary", () => print(data.title)), wipe),
        make("p", { class: "lk-field" }, make("label", { for: file.id }, "Load a passport "), file), status));
      el.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
      follow(el, () => {
        const n = carried(texts.checked).length, own = n - carried().length;
        count.textContent = LK.count(n, "answer is", "answers are") + " in it now" + (own ? ", " + own + " in your own words." : ".")
          + (store.refused ? " This browser refuses to keep them: save your passport before you close this page." : "");
        if (document.activeElement !== name) name.value = store.nickname();
      });
    },
  });

  const shared = window.lessonkit;
  if (!shared.store || shared.store.version <= LK.version) shared.store = Object.assign(store, { version: LK.version });
}
