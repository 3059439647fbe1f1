// The kinds of question, by the name that a bank uses; each stands in a file of its own.

import { situation } from "./kinds/case.js";
import { confidence } from "./kinds/confidence.js";
import { groups } from "./kinds/groups.js";
import { guess } from "./kinds/guess.js";
import { match } from "./kinds/match.js";
import { number } from "./kinds/number.js";
import { written } from "./kinds/open.js";
import { opinion } from "./kinds/opinion.js";
import { order } from "./kinds/order.js";
import { several } from "./kinds/several.js";
import { single } from "./kinds/single.js";
import { truefalse } from "./kinds/truefalse.js";

/** @import { Kind } from "./types.js" */

/** @type {Record<string, Kind>} */
export const kinds = {
  single, case: situation, several, truefalse, number, guess, order, match, groups, open: written, confidence, opinion,
};
