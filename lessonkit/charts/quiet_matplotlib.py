"""Imports matplotlib without its complaints about a home that cannot be written; whoever imports it first does so here.

On library computers and read-only hubs it would speak of that in red, in the first cell of every lesson, although it
then takes a temporary folder by itself. What it says of anything else is heard.
"""

import logging

_log = logging.getLogger("matplotlib")
_level = _log.level
_log.setLevel(logging.ERROR)
try:
    import matplotlib.font_manager  # noqa: F401 - reads settings and lists fonts: the two that need a folder
finally:
    _log.setLevel(_level)
