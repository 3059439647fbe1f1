// Answers in this browser. Keys: lk|course|passport|lesson|question        the latest answer
//                                lk|course|passport|lesson|question|id     an answer that the file has not acknowledged
//                                lk|course|passport|lesson|question|draft| what is being written there, no answer yet
//                                lk|course|passport|mine                   the reader gave or took up what that file holds
//                                lk|course|current|place                   whose answers this Jupyter shows
// A passport is the id of the file that answers are kept in; "new" until a first file has reported.
{
  const NEW = "new", DRAFT = "|draft|", json = JSON.stringify;
  const LAST = Date.UTC(3000, 0) - 1; // no later date is an answer's
  // What the browser refuses to keep for this page (private mode, or full). Shared with later runs of this script.
  const memory = window.lessonkit.memory ||= new Map();

  const raw = {
    get(key) {
      if (memory.has(key)) return memory.get(key);
      try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
      try {
        localStorage.setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    remove(key) {
      memory.delete(key);
      try { localStorage.removeItem(key); } catch { /* nothing was kept there */ }
    },
    keys() {
      const found = new Set(memory.keys());
      try { for (let i = 0; i < localStorage.length; i++) found.add(localStorage.key(i)); } catch { /* memory only */ }
      return [...found];
    },
  };

  // A text under a key: returned, or with `text` written; an empty one is removed.
  const slot = (key, text) => {
    if (text === undefined) return raw.get(key) || "";
    if (text) raw.set(key, text); else raw.remove(key);
    return text;
  };

  let config; // read once: it is in the page from the start, and long
  LK.config = () => {
    try { config ??= JSON.parse(document.getElementById("jupyter-config-data").textContent); } catch { config = {}; }
    return config;
  };
  // One Jupyter is one place: ten students on a hub share an address but not a path.
  const place = () => LK.config().baseUrl || "";

  const part = encodeURIComponent;
  const texts = (...values) => values.every((value) => typeof value === "string");
  // An answer, or what a cleared one leaves behind; null for what is damaged, which must not stop the rest.
  const read = (key) => {
    try {
      const e = JSON.parse(raw.get(key));
      const fine = texts(e.question, e.cleared || e.id + e.at, e.first.at) && e.try > 0 && key.includes("|" + part(e.question));
      return fine && (e.cleared || texts(e.id, e.at, e.lesson, e.kind)) ? e : null;
    } catch { return null; }
  };
  // Before any file has reported, answers belong to this Jupyter alone.
  const home = (passport) => part(passport === NEW ? NEW + place() : passport);
  const lessonOf = (question) => question.slice(0, question.indexOf("-"));
  // Without a question: any of them may have changed.
  const changed = (question) => LK.fire("state", { question });
  const id = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

  // All values below a prefix whose keys have `depth` parts: 5 for latest answers, 6 for those still on their way.
  const below = (prefix) => raw.keys().filter((key) => key.startsWith(prefix));
  const entries = (prefix, depth) => below(prefix).filter((key) => key.split("|").length === depth).map(read).filter(Boolean);

  // Two answers to one question become one: the later stands, with the earlier first try. In any order, any number of times.
  const within = (a, b) => { // lists of texts, in their order
    const i = a.findIndex((text, i) => text !== b[i]);
    return i < 0 || a[i] < b[i];
  };
  const late = (e) => [e.at, e.id, json([e.answer, e.right, e.kind, e.score, e.asked || ""])];
  const early = (first) => [first.at, json([first.answer, first.right, first.asked || ""])];
  const merge = (a, b) => {
    const [last, other] = a.id && b.id && within(late(b), late(a)) ? [a, b] : [b, a];
    const { answer, right, at, asked } = within(early(a.first), early(b.first)) ? a.first : b.first;
    return { ...last, try: Math.max(last.try, other.try), first: { answer, right, at, ...(asked && { asked }) } };
  };

  const store = {
    course: "",
    // Something is in this page alone: what the file has is safe even where the browser keeps nothing.
    get refused() { return [...memory.values()].some((text) => text.includes('"kept":false')); },

    pointer: () => "lk|" + part(store.course) + "|current|" + part(place()),
    passport: () => raw.get(store.pointer()) || NEW,
    prefix: (passport, lesson) => ["lk", part(store.course), home(passport), ...(lesson ? [part(lesson)] : [])].join("|") + "|",
    key: (question, passport = store.passport()) => store.prefix(passport, lessonOf(question)) + part(question),

    // The latest answer to a question, or null (a cleared one leaves its number of tries behind, and is no answer):
    // {id, course, lesson, question, kind, answer, right, score, try, at, first: {answer, right, at, asked}, asked, kept, private?}.
    // `asked` is the form of the question that was answered.
    state(question) {
      const entry = read(store.key(question));
      return entry?.id ? entry : null;
    },

    // Remembers an answer and tells the page. Returns its state.
    answer({ course, lesson, question, kind, answer, right, score, asked, private: own }) {
      if (course) store.course = course;
      const before = read(store.key(question)); // may be a cleared one, which still counts tries
      // After the one before, even where a clock was put back.
      const last = Date.parse(before?.at || before?.cleared) || 0;
      const at = new Date(Math.min(Math.max(Date.now(), last + 1), LAST)).toISOString();
      const event = {
        id: id(), course: store.course, lesson, question, kind, answer, right, score, try: (before?.try || 0) + 1,
        at, first: before?.first || { answer, right, at, asked }, asked,
      };
      const state = { ...event, kept: false, ...(own ? { private: true } : {}) };
      raw.set(store.key(question), json(state));
      store.draft(question, "");
      if (!own) raw.set(store.key(question) + "|" + event.id, json(event));
      LK.fire("answer", { own: !!own });
      changed(question);
      return state;
    },

    // Takes an answer off the page. What the file has, it keeps; the next answer counts on.
    reset(question) {
      const before = store.state(question);
      if (!before) return;
      const left = { question, try: before.try, first: before.first, cleared: before.at };
      raw.set(store.key(question), json(left));
      changed(question);
    },

    // Answers (of one lesson, or of all) that are not yet in the file, oldest first.
    pending: (lesson, passport = store.passport()) => entries(store.prefix(passport, lesson), 6)
      .filter((event) => event.id).sort((a, b) => (a.at < b.at ? -1 : 1)),

    // The latest answers of the passport; private ones only when asked for.
    states: (own = false, passport = store.passport()) => entries(store.prefix(passport), 5)
      .filter((state) => state.id && (own || !state.private)),

    // The file has these events.
    acknowledge(ids) {
      const known = new Set(ids);
      for (const event of store.pending()) if (known.has(event.id)) raw.remove(store.key(event.question) + "|" + event.id);
      for (const state of store.states()) {
        if (!state.kept && known.has(state.id)) raw.set(store.key(state.question), json({ ...state, kept: true }));
      }
      if (ids.length) changed();
    },

    // Takes in answers from the file (`kept`) or from a passport, which the file has still to learn.
    restore(events, kept) {
      for (const event of events) {
        const key = store.key(event.question);
        const mine = read(key);
        if (kept && mine?.cleared >= event.at) continue; // taken off the page since
        if (!kept) raw.set(key + "|" + event.id, json(event));
        const both = mine ? merge(mine, event) : { ...event };
        both.kept = both.id === event.id ? kept || (mine?.id === both.id && !!mine.kept) : !!mine.kept;
        raw.set(key, json(both));
      }
      if (events.length) changed();
    },

    // The file holds these answers and no more: what is shown as kept and is not among them waits once more.
    compare(events) {
      const held = new Map(events.map((event) => [event.question, event]));
      const mark = (e) => json([e?.id, e?.try, e?.first.at, e?.first.right]);
      for (const state of store.states()) {
        if (!state.kept || mark(state) === mark(held.get(state.question))) continue;
        const { kept, ...event } = state;
        raw.set(store.key(state.question) + "|" + state.id, json(event));
        raw.set(store.key(state.question), json({ ...state, kept: false }));
      }
      changed();
    },

    // How many answers and drafts this browser holds of the passport.
    work: () => store.states(true).length + below(store.prefix(store.passport())).filter((key) => key.includes(DRAFT)).length,

    // Whether the reader of this browser gave, or took up, what the file of that passport holds.
    mine: (passport) => !!raw.get(store.prefix(passport) + "mine") || store.states(true, passport).some((state) => state.kept),
    claim: (passport) => raw.set(store.prefix(passport) + "mine", "1"),

    // From now on this Jupyter shows the answers of `passport`. Answers given before any file was known become its own;
    // those of another passport do when the reader takes them along.
    adopt(passport, along) {
      const before = store.passport();
      if (before === passport) return;
      const name = store.nickname(), from = store.prefix(before);
      along ||= before === NEW;
      if (along) store.nickname("");
      raw.set(store.pointer(), passport);
      if (along && name && !store.nickname()) store.nickname(name);
      if (along) {
        for (const key of below(from)) {
          const to = store.prefix(passport) + key.slice(from.length);
          const mine = read(to), other = read(key);
          // A draft is what somebody is writing just now.
          if (!mine || other) raw.set(to, mine ? json(merge(mine, other)) : raw.get(key));
          raw.remove(key);
        }
      }
      changed();
    },

    // Forgets everything of this passport in this browser, and asks the keeper to empty the file.
    wipe() {
      const passport = store.passport();
      below(store.prefix(passport)).forEach(raw.remove);
      store.nickname("");
      changed();
      LK.fire("wipe", { passport });
    },

    nickname: (name) => slot("lk|" + part(store.course) + "|nickname|" + home(store.passport()), name && name.slice(0, 40)),

    // Not an answer, so it goes nowhere: no file, no passport, no report. Two pages that write the same one: the last stands.
    draft: (question, text) => slot(store.key(question) + DRAFT, text),
    lost: (question) => memory.has(store.key(question) + DRAFT), // gone with this page
  };
  if (!window.lessonkit.store) addEventListener("storage", ({ key }) => { if (!key || key.startsWith("lk|")) changed(); });
  LK.store = store;
  LK.merge = merge;
}
