"""A page to a PDF, by a Chromium that is there already."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# The first one is Debian's Chromium without a window: it starts faster and prints the same.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
SECONDS = 120
# Without these a headless Chromium asks the network at every start.
_QUIET = (
    *("--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
    # It asks for the addresses of its maker all the same: no name is looked up, and no proxy of the machine is asked.
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-proxy-server"),
)


def browser() -> str | None:
    """Return the Chromium of this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_page(chromium: str, page: Path, to: Path) -> bool:
    """Print an HTML file as PDF; return False when Chromium did not."""
    with tempfile.TemporaryDirectory() as profile:
        # The PDF grows beside its place: half a file never bears its name.
        part = to.with_name(f".{to.name}.part")
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [chromium, *_QUIET, *root, f"--user-data-dir={profile}", f"--print-to-pdf={part}", page.as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
            made = part.is_file() and part.read_bytes()[:5] == b"%PDF-"
            if made:
                part.replace(to)
        except (OSError, subprocess.SubprocessError):
            made = False
        part.unlink(missing_ok=True)
        return made
