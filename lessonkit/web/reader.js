// The script of every lesson: the elements of its page, but for the passport's box, which has a script of its own.

import { define } from "./define.js";
import { explorer } from "./explorer.js";
import { shared, version } from "./page.js";
import { quiz } from "./quiz.js";
import { quizSet } from "./quiz_set.js";
import { searchableRows } from "./rows.js";
import { score } from "./score.js";
import { setup } from "./setup.js";
import { changedHere, store } from "./store.js";

const page = shared();
// What another tab has written is drawn here, too.
if (!page.store) addEventListener("storage", ({ key }) => { if (!key || key.startsWith("lk|")) changedHere(); });
// The keeper asks for it; of several scripts on a page the newest serves.
if (!page.store || page.store.version <= version) page.store = Object.assign(store, { version });

for (const [name, impl] of Object.entries({ quiz, set: quizSet, explorer, rows: searchableRows, lesson: setup, score })) {
  define(name, impl, () => store);
}
