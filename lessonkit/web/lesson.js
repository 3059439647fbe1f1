// <lk-lesson>, the line of the set-up cell; <lk-score>; <lk-passport>, the box in which answers are saved and loaded.
{
  const make = LK.make;
  const { store } = LK;
  const KIND = "lessonkit-passport/", FORMAT = KIND + 1;
  const ALONE = "Here each output stands in a frame of its own, and questions cannot answer. They do in JupyterLab and "
    + "Jupyter Notebook, also on Binder, and in this notebook saved as a web page.";
  const LARGEST = 5e6; // bytes of a passport; a whole course is well below

  // Controls of ordinary widgets get the same protection from the notebook's single-letter keys as ours. Notebook 7 hears
  // a key before the page's elements do, so that stopping it on its way up is too late: the notebook skips a key whose
  // target carries this mark.
  const CONTROLS = "input, select, textarea, button, summary, a[href], [tabindex], [contenteditable=true]";
  const guardWidgets = () => {
    addEventListener("keydown", (event) => {
      const { target } = event;
      if (!target.closest?.(CONTROLS)?.closest(".jp-OutputArea-output") || LK.leave(event)) return;
      if (LK.ownsKey(event)) target.setAttribute("data-lm-suppress-shortcuts", "true");
      else target.removeAttribute("data-lm-suppress-shortcuts");
    }, true);
    // A click beside a cell's output chooses the cell and leaves the focus where it was: then keys would go there still.
    addEventListener("click", ({ target }) => {
      const within = (node) => node?.closest?.("[data-lk]");
      if (within(document.activeElement) && !within(target)) target.closest?.(".jp-Notebook-cell")?.focus();
    });
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

  // The bar: how much of each step is answered, in a line and in words; a click goes to the step's heading.
  const bar = (el, steps) => {
    const items = [...el.querySelectorAll(".lk-nav li")];
    const count = make("p", { class: "lk-count" });
    el.querySelector(".lk-nav ol")?.after(count);
    const home = () => el.closest(".jp-Notebook") || document;
    items.forEach((item) => item.firstElementChild.addEventListener("click", (event) => {
      const title = item.querySelector("b").textContent;
      const heading = [...home().querySelectorAll("h2")].find((node) => node.textContent.includes(title));
      if (!heading) return;
      event.preventDefault();
      event.stopPropagation();
      heading.tabIndex = -1;
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    }));
    follow(el, () => {
      let all = 0, done = 0, next;
      items.forEach((item, i) => {
        const [ids, forms] = steps[i] || [[], []];
        const states = ids.map((id, n) => LK.fitting(id, forms[n])).filter(Boolean);
        all += ids.length;
        done += states.length;
        if (!next && states.length < ids.length) next = item;
        item.style.setProperty("--v", ids.length ? 100 * states.length / ids.length : 0);
        const name = item.querySelector("span");
        name.dataset.name ||= name.textContent;
        name.textContent = name.dataset.name + (ids.length ? " \u00b7 " + states.length + " of " + ids.length : "");
      });
      items.forEach((item) => item.classList.toggle("is-here", item === next));
      count.textContent = !all ? "" : done < all ? done + " of " + all + " questions answered." : "All " + all + " questions answered.";
    });
  };

  LK.define("lesson", {
    connect(el, data) {
      const page = window.lessonkit;
      el.closest(".jp-Notebook")?.classList.add("lk-page"); // the style of its text cells
      if (!page.guards) { // once for all runs of all set-up cells
        page.guards = true;
        followCitations();
        guardWidgets();
        addEventListener("lk:wiped", () => document.querySelectorAll(".lk-pass .lk-status").forEach((line) => {
          line.textContent = "Wiped from this browser and from your file.";
        }));
      }
      // Some programs give each output a frame of its own, where the questions below never meet this script. In others
      // all stand in one frame, but come later.
      const line = el.querySelector(".lk-ready");
      const say = () => {
        const alone = window !== top && !document.querySelector(".jp-Notebook, [data-lk]:not(lk-lesson)");
        // A site without a server: the browser has kept this lesson, and the site has another one now.
        const old = data.version && LK.config().lessonkitVersions?.includes(data.version) === false;
        line.textContent = alone ? ALONE : data.ready + (old ? " A newer version of this lesson is here. To get it, rename this"
          + " one in the list of files, to old-" + data.lesson + ".ipynb for example, and open the lesson again; your answers stay." : "");
      };
      if (line && data.ready) {
        say();
        if (window !== top) addEventListener("lk:alive", say);
      }
      if (data.steps) bar(el, data.steps);
      LK.fire("ready");
    },
  });

  LK.define("score", {
    connect(el, data) {
      const line = LK.status("score");
      const words = make("p", { class: "lk-score-words" });
      el.replaceChildren(make("div", { class: "lk-card" }, line, words));
      follow(el, () => {
        const forms = data.asked || [];
        const states = data.questions.map((id, i) => LK.fitting(id, forms[i])).filter(Boolean);
        const right = states.filter((s) => s.first.right && !LK.older(s.first, s.asked)).length;
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
    if (data && texts(data.format) && data.format.startsWith(KIND) && /^\d{1,9}$/.test(data.format.slice(KIND.length)) && data.format.slice(KIND.length) > 1) {
      throw new Error("A newer version of this course saved this passport. Bring this copy of the course up to date, then load it again.");
    }
    if (!data || data.format !== FORMAT || !Array.isArray(data.answers)) throw no("not a passport of this kind");
    if (data.course !== course) throw new Error("This passport belongs to another course.");
    return data.answers.slice(0, 5000).flatMap((entry) => {
      try { return readEntry(entry, course); } catch { return []; } // nested too deep
    });
  }

  const texts = (v) => typeof v === "string";
  const text60 = (v) => texts(v) && v.length > 0 && v.length <= 60;
  // A day and a time of the calendar, of no year above 2999.
  const date = (v) => {
    if (!texts(v) || !/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/.test(v)) return false;
    const at = new Date(v);
    return at > -1e14 && at.toISOString().startsWith(v.slice(0, 16));
  };
  const verdict = (v) => [true, false, null].includes(v);
  const form = ({ asked }) => (texts(asked) && /^[0-9a-f]{8}$/.test(asked) ? { asked } : {});
  function readEntry(a, course) {
    const first = a && (a.first && typeof a.first === "object" && !Array.isArray(a.first) ? a.first : a);
    const fine = a && text60(a.id) && /^[\w-]+$/.test(a.id) && text60(a.question) && /^\d\d-[\w-]+$/.test(a.question)
      && a.lesson === a.question.slice(0, 2) && date(a.at) && verdict(a.right) && Number.isInteger(a.try) && a.try > 0 && a.try < 1e5
      && date(first.at) && verdict(first.right) && JSON.stringify([a.answer, first.answer]).length <= 4e4 && (a.private ?? false) === false
      && texts(a.kind) && !/^(confidence|opinion)$/.test(a.kind);
    if (!fine) return [];
    const score = typeof a.score === "number" && a.score >= 0 && a.score <= 1 ? a.score : null;
    return [{ id: a.id, course, lesson: a.lesson, question: a.question, kind: a.kind.slice(0, 20), answer: a.answer,
      right: a.right, score, try: a.try, at: a.at,
      first: { answer: first.answer, right: first.right, at: first.at, ...form(first) }, ...form(a) }];
  }

  Object.assign(LK.pure, { readPassport, merge: LK.merge });

  // The reader's own day, as 2026-03-03.
  const day = (at) => new Date(at).toLocaleDateString("sv");

  // Thirty passports lie in one folder: each name says whose and of when.
  function fileName() {
    const name = store.nickname().normalize("NFKC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const id = store.passport(), other = id === "new" && store.states()[0]?.id; // before any file was known
    return [store.course, name || (other || id).slice(0, 6), day(Date.now())].join("-") + ".passport.json";
  }

  function save(texts) {
    const blob = new Blob([JSON.stringify(passport(texts), null, 1)], { type: "application/json" });
    const link = make("a", { href: URL.createObjectURL(blob), download: fileName() });
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
      const cells = [lesson, list.length, list.filter((s) => s.first.right).length, day(list.map((s) => s.at).sort().pop())];
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
      const sure = LK.button("Yes, wipe them", () => {
        disarm();
        say("Wiped from this browser. If your file beside the notebooks still has them, run the set-up cell at the top and wipe again.");
        store.wipe();
      }, { class: "lk-danger" });
      const keep = LK.button("Cancel", () => disarm(true));
      const asked = make("div", { class: "lk-sure", role: "group", "aria-label": "Wipe my answers", hidden: true },
        make("p", {}, "Wipe all answers of this course, here and in your file? Saved passports stay."), keep, sure);
      let armed; // what takes the question back
      const disarm = (back) => {
        armed?.abort();
        asked.hidden = true;
        if (back) wipe.focus();
      };
      const wipe = LK.button("Wipe my answers", () => {
        disarm();
        armed = new AbortController();
        const { signal } = armed;
        asked.hidden = false;
        sure.disabled = true; // the second half of a double click wipes nothing
        const ready = setTimeout(() => { sure.disabled = false; }, 600);
        signal.addEventListener("abort", () => clearTimeout(ready));
        const elsewhere = ({ target }) => { if (!asked.contains(target) && target !== wipe) disarm(); };
        document.addEventListener("pointerdown", elsewhere, { capture: true, signal });
        document.addEventListener("focusin", elsewhere, { signal });
        addEventListener("blur", () => disarm(), { signal });
        asked.addEventListener("keydown", (event) => { if (event.key === "Escape") disarm(true); }, { signal });
        keep.focus();
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
          LK.button("Print a summary", () => print(data.title))),
        make("p", { class: "lk-field" }, make("label", { for: file.id }, "Load a passport "), file), status, make("div", { class: "lk-bar" }, wipe), asked));
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
