// Numbers as people type and read them, pure: no page in here, so that Node can test it.

// Without a prototype: "constructor" is no size.
/** @type {Record<string, number>} */
const SIZES = { __proto__: null, hundred: 100, thousand: 1e3, k: 1e3, million: 1e6, mn: 1e6, billion: 1e9, bn: 1e9, trillion: 1e12 };
/** @type {Record<string, string>} */
const ALIKE = { __proto__: null, people: "person", usd: "dollar", us: "dollar", $: "dollar", "%": "percent", pct: "percent" };
const JOIN = /^(and|or|the)$/, PER = /^(per|an?|each|every|of|in|for)$/;
const PLAIN = "Write a number with digits, such as 20,000 or 0.5.";

/** @param {number} number */
export const showNumber = (number) => number.toLocaleString("en-US", { maximumFractionDigits: 10 });

// A digit of any script. Their ten stand in a row, and rows follow each other without a gap.
/** @param {string} sign */
const digit = (sign) => {
  let n = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - n - 1))) n += 1;
  return String(n % 10);
};

// One way to write digits, blanks, minus signs, marks of thousands and decimals; not marks that come with copying (Cf).
/** @param {unknown} typed */
const plainTyped = (typed) => String(typed).replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
  .replace(/\p{Nd}/gu, digit).replace(/\p{Cf}/gu, "").replace(/\s+/g, " ").replace(/[\u2010-\u2015\u2212\ufe63]/g, "-")
  .replace(/[\u066c\u060c]/g, ",").replace(/\u066b/g, ".").replace(/[\u2018\u2019\u02bc]/g, "'")
  .trim().toLowerCase().replace(/per ?cent\b/, "percent").replace(/u\.s\./g, "us").replace("/", " per ");

// "billion dollars per person" -> { size: 1e9, words: [dollar, per, person], head: how many before "per" }. Words are
// stems: what is counted may be typed as one or as many.
/** @typedef {{size: number, words: string[], head: number}} Unit */
/** @param {string} text @returns {Unit} */
const unitOf = (text) => {
  let size = 0;
  /** @type {string[]} */
  const words = [];
  for (const word of text.match(/[\p{L}\p{M}]+|\p{Sc}|%/gu) || []) {
    if (SIZES[word]) size = (size || 1) * SIZES[word];
    else if (!JOIN.test(word)) words.push(ALIKE[word] || word.replace(/ies$/, "y").replace(/[es]+$/, ""));
  }
  const head = words.findIndex((word) => PER.test(word));
  return { size, words, head: head < 0 ? words.length : head };
};
// What was typed names the unit or a part of it: its thing before "per", anything of it behind.
/** @param {Unit} typed @param {Unit} unit */
const names = (typed, unit) => typed.words.every((word, i) => PER.test(word)
  || (i < typed.head ? unit.words.slice(0, unit.head) : unit.words).includes(word));

// The digits with at most a point, where their marks can be read in one way only.
/** @type {[pattern: RegExp, digits: (d: string) => string][]} */
const FORMS = [
  [/^\d*(\.\d*)?$/, (d) => d],
  [/^\d{1,3}(,\d{3})+(\.\d*)?$|^\d{1,2}(,\d\d)+,\d{3}(\.\d*)?$/, (d) => d.replace(/,/g, "")],
  [/^\d{1,3}([ ']\d{3})+([.,]\d*)?$/, (d) => d.replace(/[ ']/g, "").replace(",", ".")],
  [/^\d{1,3}(\.\d{3}){2,}(,\d*)?$|^\d{1,3}\.\d{3},\d+$/, (d) => d.replace(/\./g, "").replace(",", ".")],
];

/**
 * Reads "20,000", "20 000 people", "$1.5 million", "12 %", "١٢٣٤". Returns the number in the asked unit, or {ask} with a
 * sentence where it is none, names something else than the unit, or can be read in two ways: then nothing is counted.
 * Of two readings, the farther one from the key, by factors, is asked about.
 *
 * Where the unit itself is a size ("billion dollars"), whoever writes the amount out means that amount: "8.5 billion",
 * "$8,500,000,000" and "8,500,000,000 dollars" are 8.5. Digits without a size are such an amount where they reach the
 * unit's size and lie nearer, by factors, to the key written out than to the key.
 * @param {unknown} typed @param {string} [unit] @param {number} [key] @returns {number | {ask: string}}
 */
export const readNumber = (typed, unit = "", key = NaN) => {
  const asked = plainTyped(unit), wanted = unitOf(asked);
  let text = plainTyped(typed);
  if (asked && text.endsWith(asked)) text = text.slice(0, -asked.length);
  const [, before, chunk, after] = /^([^\d.]*)(\.?\d[\d., ']*)(\D*)$/.exec(text.trim()) || [];
  if (!chunk || /[^\p{L}\p{M}\p{Sc}%\s.,]/u.test(before.replace(/[-+]/, "") + after)) return { ask: PLAIN };
  const digits = chunk.trim().replace(/[.,]$/, "");
  const said = unitOf(before + " " + after);
  const sign = before.includes("-") ? -1 : 1, far = Math.abs(key);
  // 1.1 million is 1100000, not 1100000.0000000001
  /** @param {string} digits */
  const value = (digits) => Number((sign * Number(digits) * (said.size ? said.size / (wanted.size || 1) : 1)).toPrecision(12));
  /** @param {number} number */
  const meant = (number) => ({ ask: "Do you mean " + showNumber(number) + " " + unit + "? Write " + showNumber(number) + " then." });
  if (!names(said, wanted)) return { ask: "This question asks for " + unit + ". Write the number alone." };
  if (/^\d+,\d+$/.test(digits) && !FORMS[1][0].test(digits)) return meant(value(digits.replace(",", ".")));
  const form = FORMS.find(([pattern]) => pattern.test(digits));
  if (!form) return { ask: PLAIN };
  const number = value(form[1](digits)), steps = Math.abs(number) || 1;
  if (!said.size && /^[1-9]\d{0,2}\.\d{3}$/.test(digits) && far > steps * Math.sqrt(1e3)) return meant(number * 1e3);
  if (said.size || !wanted.size) return number;
  const near = far >= steps / Math.sqrt(wanted.size);
  if (steps >= wanted.size && !near) return number / wanted.size;
  return after.trim() ? meant(number) : number;
};
