// The kinds of question, pure part: no page in here, so that Node can test it.
// LK.kinds[kind] = { ready(answer, q), grade(answer, q), key(q), words?(answer, q), build(box, q, ctx) (quiz parts) }
//   ready  -> "" or what is still missing, in words
//   grade  -> { right: true | false | null, score: 0..1 | null, feedback: [text], source?, notes?: [{at, tone, word, text, source}] }
//   key    -> [{text, feedback?, source?}] for "Show answer"
//   words  -> a complete answer in one text
// An answer holds places in the bank's file (`at`), never places on the screen.
{
  const option = (q, at) => (q.options || []).find((o) => o.at === at);
  const choose = (a, q) => (option(q, a) ? "" : "Choose an answer first.");
  const verdict = (right, score, feedback, more) => ({ right, score, feedback: feedback.filter(Boolean), ...more });
  const count = LK.count = (n, one, many) => n + " " + (n === 1 ? one : many);
  const said = (a, q) => option(q, a).text;
  const list = (texts) => texts.join("; ");
  const keyOf = (options) => options.map((o) => ({ text: o.text, feedback: o.feedback, source: o.source }));
  const rights = (q) => keyOf(q.options.filter((o) => o.right));

  const single = {
    ready: choose,
    grade(a, q) {
      const o = option(q, a);
      return verdict(!!o.right, o.right ? 1 : 0, [o.feedback], { source: o.source });
    },
    key: rights,
    words: said,
  };

  const several = {
    ready: (a, q) => (Array.isArray(a) && a.length && a.every((at) => option(q, at)) ? "" : "Choose at least one answer first."),
    grade(a, q) {
      const chosen = q.options.filter((o) => a.includes(o.at));
      const all = q.options.filter((o) => o.right).length;
      const hits = chosen.filter((o) => o.right).length;
      const wrong = chosen.length - hits;
      const right = hits === all && !wrong;
      const text = right
        ? (all === 1 ? "The one right answer, and nothing else." : "All " + all + " right answers, and nothing else.")
        : hits + " of " + count(all, "right answer", "right answers") + " chosen" +
          (wrong ? "; " + count(wrong, "choice does", "choices do") + " not fit." : ".");
      // A wrong choice takes back a right one, so that ticking everything earns nothing.
      return verdict(right, Math.max(0, hits - wrong) / all, [text], {
        notes: q.options.map((o) => {
          if (!a.includes(o.at)) return { at: o.at, tone: "", word: "Not chosen.", text: o.unchosen };
          return { at: o.at, tone: o.right ? "good" : "no", word: o.right ? "Right." : "Does not fit.", text: o.feedback, source: o.source };
        }).filter((note) => note.text),
      });
    },
    key: rights,
    words: (a, q) => list(q.options.filter((o) => a.includes(o.at)).map((o) => o.text)),
  };

  const truefalse = {
    ready(a, q) {
      if (!a || typeof a.v !== "boolean") return "Choose True or False first.";
      return option(q, a.r) ? "" : "Choose a reason as well.";
    },
    grade(a, q) {
      const o = option(q, a.r);
      const judged = a.v === q.answer;
      const right = judged && !!o.right;
      return verdict(right, right ? 1 : judged ? 0.5 : 0, [a.v ? q.true : q.false, o.feedback], { source: o.source });
    },
    key: (q) => [{ text: q.answer ? "True" : "False" }, ...rights(q)],
    words: (a, q) => (a.v ? "True: " : "False: ") + said(a.r, q),
  };

  const number = {
    ready: (a) => (typeof a === "number" && isFinite(a) ? "" : a?.ask || "Write a number first."),
    grade(a, q) {
      const off = a - q.value;
      const right = Math.abs(off) <= q.margin + Math.abs(q.value) * 1e-9;
      return verdict(right, right ? 1 : 0, [right ? q.right : off < 0 ? q.low : q.high]);
    },
    key: (q) => [{ text: q.shown + " " + q.unit, feedback: q.right }],
    words: (a, q) => LK.showNumber(a) + " " + q.unit,
  };

  const order = {
    ready: (a, q) => (Array.isArray(a) && a.length === q.options.length && q.options.every((o) => a.includes(o.at))
      ? "" : "Move the items into your order first."),
    grade(a, q) {
      const notes = a.map((at, place) => {
        const o = option(q, at);
        const word = at === place ? "In its place." : at < place ? "Belongs earlier." : "Belongs later.";
        return { at, tone: at === place ? "good" : "no", word, text: o.feedback, source: o.source };
      });
      const hits = notes.filter((note) => note.tone === "good").length;
      const right = hits === a.length;
      // What tells an item's place is said where it is misplaced, and for all at the end.
      if (!right) for (const note of notes) if (note.tone === "good") note.text = "";
      return verdict(right, hits / a.length, [hits + " of " + a.length + " in place."], { notes });
    },
    key: (q) => keyOf([...q.options].sort((x, y) => x.at - y.at)),
    words: (a, q) => list(a.map((at) => said(at, q))),
  };

  // match and groups: one choice for each line
  const pair = (o, at, q) => o.text + " \u2013 " + q.choices.find((c) => c.at === at).text;
  const lines = (target) => ({
    ready(a, q) {
      const ok = (at) => q.choices.some((c) => c.at === a[at]);
      const open = Array.isArray(a) ? q.options.filter((o) => !ok(o.at)).length : q.options.length;
      return open ? "Choose for every line first: " + count(open, "line is", "lines are") + " still open." : "";
    },
    grade(a, q) {
      const notes = q.options.map((o) => {
        const good = a[o.at] === target(o);
        return { at: o.at, tone: good ? "good" : "no", word: good ? "Right." : "Not yet.", text: o.feedback, source: o.source };
      });
      const hits = notes.filter((note) => note.tone === "good").length;
      return verdict(hits === notes.length, hits / notes.length, [hits + " of " + notes.length + " lines right."], { notes });
    },
    key: (q) => q.options.map((o) => ({ text: pair(o, target(o), q), feedback: o.feedback, source: o.source })),
    words: (a, q) => list(q.options.map((o) => pair(o, a[o.at], q))),
  });

  // The model answer opens once somebody has tried. Han and kana have no spaces: a letter counts as a word.
  const WORDS = 12;
  const words = (text) => (text.match(/[\u3040-\u9fff]|[^\s\u3040-\u9fff]*[\p{L}\p{N}][^\s\u3040-\u9fff]*/gu) || []).length;

  const open = {
    short: (a) => (words(a) < WORDS ? "Write " + WORDS + " words or more, then compare: " + count(WORDS - words(a), "word is", "words are") + " missing. What you wrote stays here as a draft." : ""),
    ready: (a) => (typeof a === "string" && a.trim().length > 9 ? "" : "Write your answer first: a sentence or more."),
    grade: () => verdict(null, null, ["A teacher scores this answer; the page cannot. Compare it with the model answer."]),
    key: (q) => [{ text: q.model }],
  };

  const own = {
    ready: choose,
    grade: () => verdict(null, null, ["There is no right or wrong here."]),
    key: () => [],
    words: said,
  };

  LK.kinds = {
    single, several, truefalse, number, order,
    match: lines((o) => o.at), groups: lines((o) => o.to),
    open, confidence: own, opinion: own,
  };
}
