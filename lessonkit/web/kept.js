// What a script beside the reader's has of the answers: the store that the reader's script has brought to the page.

import { shared } from "./page.js";

export const kept = () => shared().store;
