// Lines to match with partners, which come from other lines. A line's own partner bears the line's place.

import { linesKind } from "../lines.js";

export const match = linesKind((o) => o.at);
