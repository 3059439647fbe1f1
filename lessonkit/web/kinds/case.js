// A situation that asks for a decision: answered as one option, below the quoted text.
// (`case` itself is a word of the language.)

import { single } from "./single.js";

export const situation = single;
