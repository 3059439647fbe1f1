// Which rows of a table are shown and in which order, pure.

/** Text without accents and capitals, for searching. @param {string} words */
export const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/**
 * Numbers by size, everything else as words, empty cells last in both directions.
 * @param {string} a @param {string} b @param {boolean} down @returns {number}
 */
export function rowOrder(a, b, down) {
  if (!a || !b) return Number(!a) - Number(!b);
  const sign = isNaN(Number(a)) || isNaN(Number(b)) ? a.localeCompare(b, undefined, { numeric: true }) : Number(a) - Number(b);
  return down ? -sign : sign;
}

/**
 * @param {{keys: string[], text: string}} row @param {string[]} wanted what each filter asks for, or ""
 * @param {string[]} query words as `plain` gives them
 */
export const fits = (row, wanted, query) =>
  wanted.every((value, i) => !value || row.keys[i] === value) && query.every((word) => row.text.includes(word));
