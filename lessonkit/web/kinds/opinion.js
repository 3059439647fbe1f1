// What somebody thinks: asked, kept and shown like confidence.

import { confidence } from "./confidence.js";

export const opinion = confidence;
