"""Charts: a DataFrame in, a Chart out. They read no files and know no lesson; column names are parameters."""

from typing import Any

from lessonkit.charts import quiet_matplotlib  # noqa: F401 - before anything below imports matplotlib
from lessonkit.charts.alluvial import alluvial
from lessonkit.charts.bars import bars
from lessonkit.charts.base import Chart
from lessonkit.charts.intervals import intervals
from lessonkit.charts.lines import lines
from lessonkit.charts.squares import squares
from lessonkit.charts.strip import strip
from lessonkit.charts.tiles import tiles
from lessonkit.charts.timeline import timeline

__all__ = ["Chart", "alluvial", "bars", "intervals", "lines", "squares", "strip", "tiles", "timeline"]


def __getattr__(name: str) -> Any:
    from lessonkit.text import nearest

    raise AttributeError(f"There is no chart {name!r}; {nearest(name, __all__)}")
