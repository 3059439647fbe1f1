"""Build the reading site: pages for any web server, made from the notebooks as they are stored.

    python deploy/site/build.py            `make site` calls it
    python deploy/site/build.py --repository OWNER/REPO --lite ../lite --address https://…

Furo was chosen among the themes of Sphinx by what a reader waits for: its styles and scripts are 60 KB, those of the
book theme 2 MB, most of them icons. No page asks another host.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from finish import finish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))
from lessonkit.course import course_at  # noqa: E402
from lessonkit.publish.stage import CARDS, stage  # noqa: E402

BUILD = ROOT / "build" / "site"
# What a page needs before anything else; the rest is kept when the reader is not waiting.
KEPT = (".html", ".css", ".js", ".svg")


def build(root: Path, work: Path, settings: dict[str, str] | None = None) -> Path:
    """Build the site of the course at `root`; all that is made lies in `work`. Return the site's folder."""
    source, out = work / "source", work / "html"
    settings = settings or {}
    repository = settings.get("repository")
    files = f"https://github.com/{repository}/blob/{settings.get('branch', 'main')}/" if repository else ""
    stage(course_at(root), source, files)
    shutil.rmtree(out, ignore_errors=True)
    env = os.environ | {
        "LESSONKIT_SITE_SOURCE": str(source),
        "LESSONKIT_SITE_SETTINGS": json.dumps(settings),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
    }
    plain = [
        "--quiet",
        "--fresh-env",
        "--builder",
        "html",
        "--conf-dir",
        str(HERE),
        "--doctree-dir",
        str(work / "trees"),
    ]
    command = [sys.executable, "-m", "sphinx", *plain, str(source), str(out)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    sys.stdout.write("".join(f"{line}\n" for line in done.stderr.splitlines() if "WARNING" in line))
    if done.returncode:
        raise SystemExit(f"the site was not built:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    finish(out, source / CARDS)
    shutil.rmtree(out / "_sources", ignore_errors=True)
    (out / ".nojekyll").touch()  # GitHub Pages would leave out folders that begin with an underscore
    keep(out)
    return out


def keep(out: Path) -> None:
    """Write sw.js, which keeps the site in a reader's browser, with the list of what is there."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and path.suffix in KEPT and path.name != "sw.js"]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    names = [path.relative_to(out).as_posix() for path in files]
    first = [name for name in names if name.startswith(("_static/all.", "_static/icon."))]
    text = (HERE / "sw.js").read_text("utf-8").replace("@version@", digest.hexdigest()[:16])
    for mark, found in {"first": first, "rest": ["./", *(name for name in names if name not in first)]}.items():
        text = text.replace(f'"@{mark}@"', json.dumps(found, ensure_ascii=False))
    (out / "sw.js").write_text(text, "utf-8")


def main() -> None:
    """Build this course's site."""
    parser = argparse.ArgumentParser(description="Build the reading site.")
    parser.add_argument("--address", default="", help="where it will stand, for cards and canonical links")
    parser.add_argument("--repository", default="", help="OWNER/REPO on GitHub, for links to Binder")
    parser.add_argument("--branch", default="main", help="its branch")
    parser.add_argument("--lite", default="", help="where `make lite` stands, seen from the site's root")
    settings = {name: value for name, value in vars(parser.parse_args()).items() if value}
    start = time.monotonic()
    out = build(ROOT, BUILD, settings)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    place = out.relative_to(ROOT).as_posix()
    sys.stdout.write(
        f"{place} is ready ({size / 1e6:.0f} MB, {time.monotonic() - start:.0f} s): put it on any web server. "
        f"To look at it here:\n  python3 -m http.server --bind 127.0.0.1 --directory {place}\n"
    )


if __name__ == "__main__":
    main()
