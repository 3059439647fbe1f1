// Forms of a question: an answer remembers which one it was given to.

import { store } from "./store.js";

/**
 * Whether an answer, or its first try, was given to another form of the question; one without a mark is taken as it is.
 * @param {{asked?: string}} entry @param {string | undefined} asked
 */
export const older = (entry, asked) => !!(entry.asked && asked && entry.asked !== asked);

/** The answer to a question as it is now asked, or null. @param {string} id @param {string | undefined} asked */
export const fitting = (id, asked) => {
  const state = store.state(id);
  return state && !older(state, asked) ? state : null;
};
