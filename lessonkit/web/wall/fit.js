// What is on a slide fits it, and the last row can read it: words become smaller until they fit, never under LEAST pixels; a
// picture stands below its words or beside them, where it is larger, and its letters grow where they would be too small.

import { make } from "../dom.js";
import { grow, smallest } from "./grow.js";

const LEAST = 18, CROWDED = 1.25;
const STEPS = [1.15, 1.08, 1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.65, 0.6];

/** @param {HTMLElement} box */
const over = (box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1;

/** @type {WeakMap<HTMLImageElement, {raw: string, made: string}>} */
const drawn = new WeakMap();

/** The picture as the lesson made it, whatever was made of it here. @param {HTMLImageElement} img */
const rawOf = (img) => {
  const known = drawn.get(img);
  return known && known.made === img.src ? known.raw : img.src;
};

/** @param {string} uri */
const parsed = (uri) => {
  const at = uri.indexOf(",");
  if (!uri.startsWith("data:image/svg+xml")) return null;
  const words = uri.slice(0, at).endsWith("base64") ? atob(uri.slice(at + 1)) : decodeURIComponent(uri.slice(at + 1));
  const svg = new DOMParser().parseFromString(words, "image/svg+xml").documentElement;
  return svg instanceof SVGSVGElement ? svg : null;
};

/** Draws a picture as large as the room allows. @param {HTMLImageElement} img @param {number} wide @param {number} high */
const fill = (img, wide, high) => {
  const raw = rawOf(img), svg = parsed(raw);
  if (!svg) {
    img.style.maxHeight = high + "px";
    return;
  }
  let box = svg.getAttribute("viewBox").split(" ").map(Number);
  const least = smallest(svg);
  const scale = () => Math.min(wide / box[2], high / box[3], 2.4);
  let by = 1;
  for (let turn = 0; turn < 8 && least * by * scale() < LEAST; turn++) {
    const more = LEAST * 1.01 / (least * by * scale());
    by *= more;
    const room = wide / high * box[3], apart = Math.max(1, Math.min(more, Math.sqrt(room / box[2])));
    box = grow(svg, box, more, apart, least * 1.35, !turn && more > CROWDED ? Math.max(1, room - box[2] * apart) : 0);
  }
  svg.setAttribute("viewBox", box.join(" "));
  const size = scale();
  img.style.width = Math.floor(box[2] * size) + "px";
  img.style.height = Math.floor(box[3] * size) + "px";
  svg.setAttribute("width", String(box[2]));
  svg.setAttribute("height", String(box[3]));
  const made = by === 1 ? raw : "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  drawn.set(img, { raw, made });
  img.dataset.by = by.toFixed(2);
  if (img.src !== made) img.src = made;
};

/** Draws the picture of a slide; says how high its smallest letters are as the lesson drew them. @param {HTMLElement} slide */
const fitFigure = (slide) => {
  const img = slide.querySelector("img"), plate = /** @type {HTMLElement} */ (slide.querySelector(".lk-plate"));
  if (!img || !plate) return LEAST;
  img.style.width = img.style.height = "0";
  const svg = parsed(rawOf(img));
  const [, , w, h] = svg ? svg.getAttribute("viewBox").split(" ").map(Number) : [0, 0, 1, 1];
  const rooms = ["top", "side"].map((layout) => {
    slide.dataset.layout = layout;
    const room = { layout, wide: plate.clientWidth, high: plate.clientHeight };
    return { ...room, size: over(slide) ? 0 : Math.min(room.wide / w, room.high / h) };
  });
  // Words above a picture are read first: they go to its side only where that serves the picture.
  const best = rooms[1].size > rooms[0].size * 1.05 ? rooms[1] : rooms[0];
  slide.dataset.layout = best.layout;
  fill(img, best.wide, best.high);
  return svg ? smallest(svg) * best.size : LEAST;
};

/** Lets the rows of a long table go that have no room, and says so. @param {HTMLElement} slide */
const fitRows = (slide) => {
  const bodies = /** @type {HTMLTableSectionElement[]} */ ([...slide.querySelectorAll("tbody")]);
  const parts = bodies.length > 1 ? bodies : /** @type {HTMLElement[]} */ ([...(bodies[0]?.rows || [])]);
  slide.querySelector(".lk-left")?.remove();
  parts.forEach((part) => part.classList.remove("lk-cut"));
  if (!over(slide) && parts.every((part) => part.offsetHeight)) return; // the page itself may show the first ones alone
  slide.append(make("p", "left", "The first rows; the lesson has all " + parts.length + "."));
  for (let i = parts.length - 1; i > 0 && over(slide); i--) parts[i].classList.add("lk-cut");
};

/** @param {HTMLElement} slide */
export const fit = (slide) => {
  const figure = slide.matches(".is-figure");
  slide.classList.remove("is-tight", "is-over");
  for (const size of STEPS) {
    slide.classList.toggle("is-tight", size === STEPS.at(-1));
    slide.style.setProperty("--s", String(figure ? Math.min(1, size) : size));
    if (figure && fitFigure(slide) < LEAST && size > 0.7) continue; // smaller words leave the picture more room
    const look = /** @type {HTMLImageElement | null} */ (slide.querySelector(".lk-look img"));
    if (look) fill(look, 700, 560);
    if (slide.matches(".is-table") && (size <= 0.82 || !over(slide))) fitRows(slide);
    if (!over(slide)) break;
  }
  slide.classList.toggle("is-over", over(slide));
};

/**
 * An explorer opens with a view that the last row can read: the lesson's own, else the first one whose letters need not grow
 * much. Any other can still be chosen. @param {HTMLElement} slide
 */
const openReadable = async (slide) => {
  const choices = /** @type {HTMLInputElement[]} */ ([...slide.querySelectorAll(".lk-pick input")]);
  for (const choice of choices) {
    const img = slide.querySelector("img");
    if (+img?.dataset.by <= CROWDED) return;
    choice.click();
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  }
};

/** Fits a slide now and whenever something on it changes. @param {HTMLElement} slide */
export const keepFit = (slide) => {
  let due = 0, opened = false;
  const watch = new MutationObserver(() => { due ||= requestAnimationFrame(again); });
  const listen = () => watch.observe(slide, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["src", "hidden", "open", "data-fold"] });
  const again = () => {
    due = 0;
    watch.disconnect();
    fit(slide);
    listen();
    if (opened || !slide.querySelector(".lk-pick")) return;
    opened = true;
    openReadable(slide);
  };
  again();
};
