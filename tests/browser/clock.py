"""A page's clock that stands still: on a busy machine an installed one runs on between two commands."""

from __future__ import annotations

import datetime

NOON = datetime.datetime(2026, 11, 28, 12)


def install(page):
    """Give the page, before it is opened, a clock of the test's own; it runs until `stop`."""
    page.clock.install(time=NOON)


def stop(page):
    """Let an hour pass at once, then nothing until the test says `run_for` or `fast_forward`."""
    page.clock.pause_at(NOON + datetime.timedelta(hours=1))
