// The script of every lesson: the elements of its page.

import { define } from "./define.js";
import { explorer } from "./explorer.js";
import { shared, version } from "./page.js";
import { passport } from "./passport.js";
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

define("quiz", quiz);
define("set", quizSet);
define("explorer", explorer);
define("rows", searchableRows);
define("lesson", setup);
define("score", score);
define("passport", passport);
