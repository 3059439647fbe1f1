"""A picture of matplotlib's own drawn once more for a phone: narrower, with letters of the same size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

WIDE = 3.6  # inches that a phone shows in one: 346 pixels
LEAST = 2.2  # of which axes need this much, or nothing is seen in them
HIGH = (2.6, 4.5)  # inches: no lower, so that numbers at the side have room, and no higher than a screen
_SPILL = 1.1  # how much wider the picture may come out with its labels; its letters shrink by as much


@contextmanager
def narrow(figure: Figure) -> Iterator[bool]:
    """Make a figure narrow for a while; says whether all its words are still apart and on the picture.

    Names below the axis that would overlap are turned. What no narrow form suits, such as axes side by side, is said
    to have none.
    """
    wide, high = figure.get_size_inches()
    before = [(text, text.get_rotation(), text.get_horizontalalignment()) for text in _below(figure)]
    titles = [(text, text.get_wrap()) for text in (axes.title for axes in figure.axes)]
    figure.draw_without_rendering()
    met = _met(figure)
    for text, _ in titles:
        text.set_wrap(True)
    try:
        yield _fitted(figure, min(max(high, HIGH[0]), HIGH[1])) and _met(figure) <= met
    finally:
        for text, wrap in titles:
            text.set_wrap(wrap)
        figure.set_size_inches(wide, high)
        for text, rotation, side in before:
            text.set_rotation(rotation)
            text.set_horizontalalignment(side)


def _fitted(figure: Figure, high: float) -> bool:
    figure.set_size_inches(WIDE, high)
    figure.draw_without_rendering()
    if _crowded(_below(figure)):
        for text in _below(figure):
            text.set_rotation(60)
            text.set_horizontalalignment("right")
        figure.draw_without_rendering()
    box = figure.get_tightbbox()
    if box.width > WIDE:  # long names at the side: the axes give way
        figure.set_size_inches(max(WIDE - (box.width - WIDE), LEAST), high)
        figure.draw_without_rendering()
        box = figure.get_tightbbox()
    return bool(box.width <= WIDE * _SPILL) and not _crowded(_below(figure)) and not _crowded(_beside(figure))


def _met(figure: Figure) -> int:
    """Return how many axes reach into others, with all that belongs to them."""
    parts = [found for axes in figure.axes if axes.get_visible() and (found := axes.get_tightbbox())]
    return sum(_meet(one, other) for one, other in combinations(parts, 2))


def _below(figure: Figure) -> list[Text]:
    return _named(figure, lambda axes: axes.get_xticklabels())


def _beside(figure: Figure) -> list[Text]:
    return _named(figure, lambda axes: axes.get_yticklabels())


def _named(figure: Figure, labels: Callable[[Axes], list[Text]]) -> list[Text]:
    return [text for axes in figure.axes for text in labels(axes) if text.get_visible() and text.get_text()]


def _crowded(texts: list[Text]) -> bool:
    """Say whether neighbors among the names of an axis touch; turned ones keep apart by their lines."""
    boxes = [text.get_window_extent() for text in texts if text.get_rotation() in (0, 90)]
    return any(_meet(one, other) for one, other in combinations(boxes, 2))


def _meet(one: Bbox, other: Bbox) -> bool:
    shared = Bbox.intersection(one, other)
    return shared is not None and shared.width > 1 and shared.height > 1
