"""What of a lesson a reader does not see because it is cut."""

# What reaches beyond the screen, or beyond a box that hides or scrolls it: pictures, cells, controls, words.
CUT = """() => {
  const found = [];
  for (const part of document.querySelectorAll(
    ':is(.jp-Notebook, body:not(:has(.jp-Notebook))) '
    + ':is(figure img, th, td, dd, li, p, label, select, button, legend, h1, h2, h3, .widget-inline-hbox)'
  )) {
    if (!part.checkVisibility() || part.closest('.jp-Toolbar, .cm-editor, .jp-OutputPrompt')) continue;
    const {left, right, width} = part.getBoundingClientRect();
    if (width <= 1) continue;
    let edge = [0, document.documentElement.clientWidth];
    for (let box = part.parentElement; box && !box.matches('.jp-Notebook, body'); box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'visible') continue;
      const {left: from, right: to} = box.getBoundingClientRect();
      if (to - from > 1) edge = [Math.max(edge[0], from), Math.min(edge[1], to)];
      else edge = null;
      if (!edge) break;
    }
    if (edge && (left < edge[0] - 1.5 || right > edge[1] + 1.5)) {
      const words = (part.alt || part.textContent).slice(0, 50);
      found.push(`${part.tagName} ${Math.round(left)}-${Math.round(right)} ${words}`);
    }
  }
  return found;
}"""
