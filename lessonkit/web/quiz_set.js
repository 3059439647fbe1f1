// <lk-set>: the questions of a set, one at a time, with "Question 3 of 8" and words for the whole at the end.
{
  const { make, text } = LK;

  // The words for a score: `overall` is [[lowest share, text], ...] from high to low.
  LK.overallWords = (overall, share) => ((overall || []).find((entry) => share >= entry[0] - 1e-9) || ["", ""])[1];

  LK.define("set", {
    connect(el, set) {
      const cards = [...el.children].filter((child) => child.localName === "lk-quiz");
      const asked = cards.map((card) => JSON.parse(card.dataset.lk)), answered = (q) => LK.fitting(q.id, q.asked);
      const where = LK.status("where");
      const done = make("p", { class: "lk-done" });
      const previous = LK.button("Previous", () => go(at - 1));
      const next = LK.button("Next", () => go(at + 1));
      const head = el.querySelector(".lk-set-head");
      const title = head.querySelector(".lk-set-title");
      title.id = "lk-set-" + LK.uid();
      el.setAttribute("role", "group");
      el.setAttribute("aria-labelledby", title.id);
      head.append(make("div", { class: "lk-step" }, where, previous, next), done);
      let at = -1;

      function go(to) {
        if (!cards[to]) return;
        at = to;
        cards.forEach((card, place) => { card.hidden = place !== at; });
        where.textContent = "Question " + (at + 1) + " of " + cards.length;
        previous.setAttribute("aria-disabled", at === 0);
        next.setAttribute("aria-disabled", at === cards.length - 1);
      }
      go(Math.max(0, asked.findIndex((q) => !answered(q)))); // where the reader stopped
      LK.guardKeys(el);
      LK.follow(el, () => {
        const states = asked.map(answered).filter(Boolean);
        const graded = states.filter((state) => state.right !== null);
        const right = graded.filter((state) => state.right).length;
        const words = graded.length && states.length === cards.length ? LK.overallWords(set.overall, right / graded.length) : "";
        done.replaceChildren(states.length ? states.length + " of " + cards.length + " answered, " + right + " right. " : "Not answered yet.", text(words));
      });
    },
  });
}
