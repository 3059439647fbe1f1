"""Which test files go to the same worker, and which begin first, so that two workers end at the same time."""

from __future__ import annotations

from collections import Counter
from typing import Any

from xdist.scheduler import LoadFileScheduling

#: All that asks a Jupyter server or the reading site: two companies, each of which starts and builds them once.
COMPANIES = (
    ("test_ways", "test_site", "test_lab", "test_saved_state"),
    (
        *("test_lessons", "test_calm", "test_present_jupyter", "test_reader_keys", "test_phone"),
        *("test_no_widgets", "test_lesson_bar"),
    ),
)
SERVED = tuple(name for company in COMPANIES for name in company)
#: The longest first: none of them is what one worker still does when the other has nothing left.
FIRST = (
    *SERVED,
    "test_hub",
    "test_lite",
    "test_lite_start",
    "test_progress_page",
    "test_whose_file_page",
    "test_quiz_page",
    "test_explorer_page",
)


def _stem(nodeid: str) -> str:
    return nodeid.partition("::")[0].rpartition("/")[2].removesuffix(".py")


def put_in_order(items: list[Any]) -> None:
    """Sort collected tests in place: those files that take long, then those with many tests; a file stays as it is."""
    files = [item.nodeid.partition("::")[0] for item in items]
    count = Counter(files)
    ranks = {name: rank for rank, name in enumerate(FIRST)}
    order = {file: (ranks.get(_stem(file), len(FIRST)), -count[file], file) for file in count}
    items.sort(key=lambda item: order[item.nodeid.partition("::")[0]])


class Together(LoadFileScheduling):
    """A file's tests share pages and stay on one worker; so do the files that share a server."""

    def _split_scope(self, nodeid: str) -> str:
        for company in COMPANIES:
            if _stem(nodeid) in company:
                return company[0]
        return super()._split_scope(nodeid)
