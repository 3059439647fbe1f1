// An answer as it travels: what the file and a passport have of it.

/** @import { AnswerEvent, State } from "./types.js" */

export const json = JSON.stringify;

/**
 * An answer as file and passport have it: whether it is kept is this browser's business.
 * @param {State} state @returns {AnswerEvent}
 */
export const eventOf = (state) => {
  const event = /** @type {Partial<State>} */ ({ ...state });
  delete event.kept;
  return /** @type {AnswerEvent} */ (event);
};
