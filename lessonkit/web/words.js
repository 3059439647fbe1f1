// Words for counts and for scores, pure.

/** @import { Overall } from "./types.js" */

/** @param {number} n @param {string} one @param {string} many */
export const count = (n, one, many) => n + " " + (n === 1 ? one : many);

/** @param {Overall | undefined} overall @param {number} share */
export const overallWords = (overall, share) => ((overall || []).find((entry) => share >= entry[0] - 1e-9) || [0, ""])[1];
