// The letters of a picture made larger: what stands around them moves apart, the entries of a legend and the lines of a label too.

const LEADING = 1.16; // of a line, in heights of its letters
const NEAR = 14; // from a legend's mark to its word, before anything has grown

/** @param {SVGSVGElement} svg */
const lettersOf = (svg) => [svg, ...svg.querySelectorAll("[font-size]")].filter((node) => node.hasAttribute("font-size"));

/** @param {SVGSVGElement} svg */
export const smallest = (svg) => Math.min(...lettersOf(svg).map((node) => parseFloat(node.getAttribute("font-size"))));

/** @param {SVGGraphicsElement} node @param {string} name */
const number = (node, name) => +node.getAttribute(name);

/** @param {SVGRect} here @param {SVGRect} there */
const meet = (here, there) =>
  here.x < there.x + there.width && there.x < here.x + here.width && here.y < there.y + there.height && there.y < here.y + here.height;

/** What lines of one label have in common. @param {Element} node */
const like = (node) => ["x", "text-anchor", "font-weight", "font-size", "fill"].map((name) => node.getAttribute(name)).join();

/**
 * Lines of a label that were wrapped, each list from the first to the last.
 * @param {SVGTextElement[]} words @param {number} pitch at most
 */
const labels = (words, pitch) => {
  /** @type {SVGTextElement[][]} */
  const all = [];
  words.forEach((node, i) => {
    const last = words[i - 1], gap = last && number(node, "y") - number(last, "y");
    if (last && like(last) === like(node) && gap > 0 && gap <= pitch) all.at(-1).push(node);
    else all.push([node]);
  });
  return all.filter((lines) => lines.length > 1);
};

/**
 * Two lines become one where it meets no other words and stays in its room.
 * @param {SVGTextElement[]} words @param {number} pitch @param {number} from @param {number} to
 */
const join = (words, pitch, from, to) => {
  for (let i = words.length - 1; i > 0; i--) {
    const [one, two] = [words[i - 1], words[i]], gap = number(two, "y") - number(one, "y");
    if (like(one) !== like(two) || gap <= 0 || gap > pitch) continue;
    const was = [one.textContent, one.getAttribute("y")];
    one.textContent += " " + two.textContent;
    one.setAttribute("y", String(+was[1] + gap / 2));
    const here = one.getBBox();
    const meets = words.some((other) => other !== one && other !== two && other.isConnected && meet(here, other.getBBox()));
    if (!meets && here.x > from && here.x + here.width < to) two.remove();
    else {
      one.textContent = was[0];
      one.setAttribute("y", was[1]);
    }
  }
};

/** Lines that stayed lines stand as far apart as their letters ask, where that meets no others. @param {SVGTextElement[]} words @param {number} pitch @param {number} size */
const lead = (words, pitch, size) => {
  for (const lines of labels(words, pitch)) {
    const were = lines.map((node) => number(node, "y")), middle = (were[0] + were.at(-1)) / 2;
    const more = LEADING * size * (lines.length - 1) / (were.at(-1) - were[0]);
    if (more <= 1) continue;
    lines.forEach((node, i) => node.setAttribute("y", String(middle + (were[i] - middle) * more)));
    const boxes = lines.map((node) => node.getBBox());
    if (words.some((other) => !lines.includes(other) && boxes.some((box) => meet(box, other.getBBox())))) {
      lines.forEach((node, i) => node.setAttribute("y", String(were[i])));
    }
  }
};

/**
 * A word of a legend gives way to the one before it, and takes its mark along. A mark inside of what is drawn is data: it stays.
 * @param {SVGGElement} group of what is drawn @param {SVGTextElement[]} words @param {number} by how far the group is drawn apart @param {number} size
 */
const legend = (group, words, by, size) => {
  const all = group.getBBox();
  const drawn = /** @type {SVGGraphicsElement[]} */ ([...group.children]).map((node) => ({ node, box: node.getBBox(), moved: +(node.dataset.moved || 0) }));
  const grounds = drawn.filter(({ box }) => box.width * box.height < 0.9 * all.width * all.height);
  /** @type {{word: SVGTextElement, mark: typeof drawn[0]}[]} */
  const entries = [];
  for (const word of words) {
    if (word.hasAttribute("text-anchor")) continue;
    const x = number(word, "x") / by, y = number(word, "y");
    const mark = drawn.find(({ box, moved }) => {
      const end = x - box.x - box.width - moved;
      return end > 0 && end < NEAR && box.width < 30 && box.height < 20 && Math.abs(y - size / 3 - box.y - box.height / 2) < size / 2
        && !grounds.some((other) => other.box !== box && meet(box, other.box));
    });
    if (mark) entries.push({ word, mark });
  }
  entries.forEach(({ word, mark }, i) => {
    const before = entries[i - 1]?.word;
    if (!before || before.getAttribute("y") !== word.getAttribute("y")) return;
    const last = before.getBBox(), short = last.x + last.width + size - (mark.box.x + mark.moved) * by;
    if (short <= 0) return;
    mark.moved += short / by;
    mark.node.dataset.moved = String(mark.moved);
    mark.node.setAttribute("transform", `translate(${mark.moved.toFixed(2)} 0)`);
    word.setAttribute("x", String(number(word, "x") + short));
  });
};

/**
 * Letters become larger by a factor. Where there is room at the sides all moves apart, and words that were wrapped stand on one
 * line again where they meet no others.
 * @param {SVGSVGElement} svg @param {number[]} box x, y, width, height @param {number} more @param {number} by for what moves apart
 * @param {number} pitch at most, of two lines that were one @param {number} room before the picture for what is joined; 0 joins nothing @returns {number[]} the box of it all
 */
export const grow = (svg, [x, y, w, h], more, by, pitch, room) => {
  let group = /** @type {SVGGElement | null} */ (svg.querySelector(":scope > g[data-by]"));
  if (!group) {
    group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    group.append(...[...svg.children].filter((node) => !/text|defs|pattern/.test(node.localName)));
    svg.prepend(group);
  }
  const apart = +(group.dataset.by || 1) * by;
  group.dataset.by = String(apart);
  group.setAttribute("transform", `scale(${apart} 1)`);
  for (const node of lettersOf(svg)) node.setAttribute("font-size", String(+(parseFloat(node.getAttribute("font-size")) * more).toFixed(2)));
  const words = () => /** @type {SVGTextElement[]} */ ([...svg.querySelectorAll(":scope > text")]);
  for (const node of words()) node.setAttribute("x", String(number(node, "x") * by));
  const probe = document.createElement("div");
  probe.style.cssText = "position:absolute;inset:0 auto auto 0;visibility:hidden";
  probe.append(svg);
  document.body.append(probe);
  const size = smallest(svg);
  if (room) join(words(), pitch, x * by - room, (x + w) * by);
  lead(words(), Math.max(pitch, size * LEADING), size);
  legend(group, words(), apart, size);
  const { x: left, y: top, width, height } = svg.getBBox();
  probe.remove();
  const from = Math.min(x * by, left - 2), high = Math.min(y, top - 2);
  return [from, high, Math.max((x + w) * by, left + width + 2) - from, Math.max(y + h, top + height + 2) - high];
};
