// <lk-set>: the questions of a set, one at a time, with "Question 3 of 8" and words for the whole at the end.
{
  const make = LK.make;
  let uid = 0;

  // The words for a score: `overall` is [[lowest share, text], ...] from high to low.
  LK.overallWords = (overall, share) => ((overall || []).find((entry) => share >= entry[0] - 1e-9) || ["", ""])[1];

  function connect(el, set) {
    const cards = [...el.children].filter((child) => child.localName === "lk-quiz");
    if (!cards.length) return;
    LK.store.course ||= set.course;
    const answered = (id) => { const state = LK.store.state(id); return state && state.id ? state : null; };
    const ids = cards.map((card) => JSON.parse(card.dataset.lk).id);
    const where = make("p", { role: "status", class: "lk-where" });
    const done = make("p", { class: "lk-done" });
    const previous = make("button", { type: "button", class: "lk-quiet" }, "Previous");
    const next = make("button", { type: "button", class: "lk-quiet" }, "Next");
    const head = el.querySelector(".lk-set-head");
    const title = head.querySelector(".lk-set-title");
    title.id = "lk-set-" + ++uid;
    el.setAttribute("role", "group");
    el.setAttribute("aria-labelledby", title.id);
    head.append(make("div", { class: "lk-step" }, where, previous, next), done);
    let at = 0;

    function go(to) {
      if (to < 0 || to >= cards.length) return;
      at = to;
      cards.forEach((card, place) => { card.hidden = place !== at; });
      where.textContent = "Question " + (at + 1) + " of " + cards.length;
      previous.setAttribute("aria-disabled", at === 0);
      next.setAttribute("aria-disabled", at === cards.length - 1);
    }
    function sync() {
      const states = ids.map(answered).filter(Boolean);
      const scored = states.filter((state) => typeof state.right === "boolean");
      const right = scored.filter((state) => state.right).length;
      const words = states.length === ids.length && scored.length ? LK.overallWords(set.overall, right / scored.length) : "";
      done.replaceChildren(states.length ? states.length + " of " + ids.length + " answered, " + right + " right. " : "Not answered yet.",
        ...(words ? [LK.text(words)] : []));
    }
    previous.addEventListener("click", () => go(at - 1));
    next.addEventListener("click", () => go(at + 1));
    go(Math.max(0, ids.findIndex((id) => !answered(id)))); // open where the reader stopped
    LK.guardCard(head);
    LK.follow(el, sync);
  }
  LK.define("set", { connect });
}
