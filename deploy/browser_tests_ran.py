"""Fail when a test run, read from its JUnit file, holds no browser test that was really executed."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET


def executed(path: str) -> int:
    """Return how many test cases under tests/browser/ ran: neither skipped nor left out."""
    cases = ET.parse(path).getroot().iter("testcase")
    return sum(c.get("classname", "").startswith("tests.browser.") and c.find("skipped") is None for c in cases)


if __name__ == "__main__":
    count = executed(sys.argv[1])
    if not count:
        sys.exit("No browser test ran: install Chromium and run `make test` again.")
    sys.stderr.write(f"{count} browser tests ran\n")
