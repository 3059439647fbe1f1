// Lines to sort into groups.

import { linesKind } from "../lines.js";

export const groups = linesKind((o) => o.to);
