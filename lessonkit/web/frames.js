// The views of an explorer as they are stored: JSON, deflated, as base64.

/** @import { Frame } from "./types.js" */

/**
 * The place of a choice in the list of frames: the last control turns fastest, as itertools.product does.
 * @param {number[]} choice @param {number[]} sizes
 */
export const frameAt = (choice, sizes) => choice.reduce((at, value, i) => at * sizes[i] + value, 0);

/** @param {string} packed @param {string} sha256 of the unpacked bytes @returns {Promise<Frame[]>} */
export async function unpack(packed, sha256) {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const inflated = await new Response(stream).arrayBuffer();
  // Browsers offer checksums on https, localhost and files only; elsewhere zlib's own check has to do.
  if (globalThis.crypto?.subtle) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", inflated));
    if (Array.from(sum, (b) => b.toString(16).padStart(2, "0")).join("") !== sha256) throw new Error("sha256");
  }
  return JSON.parse(new TextDecoder().decode(inflated));
}
