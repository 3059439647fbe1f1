"""Links that open a course where somebody else's machine runs it, made from the address of its repository on GitHub."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from lessonkit.course import Course, shelf
from lessonkit.errors import CourseError

BINDER = "https://mybinder.org"
COLAB = "https://colab.research.google.com"
CONTENT = "/content"  # the folder in which Colab works
#: Between these lines of README.md stand the badges.
BEGIN, END = "<!-- launch -->", "<!-- /launch -->"

_OWNER = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_NAME = re.compile(r"(?!\.{1,2}$)[\w.-]{1,100}", re.ASCII)
_PAGES = ".github.io"
# What git allows in the name of a branch, or nearly.
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|@\{))(?![-/.])[^\s~^:?*\[\\\x00-\x20\x7f]{1,200}(?<![/.])")


class Repository(NamedTuple):
    """A repository on GitHub, and which branch, tag or commit of it is meant."""

    owner: str
    name: str
    branch: str = "main"

    @property
    def address(self) -> str:
        """Where it lies."""
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def pages(self) -> str:
        """Where GitHub Pages shows what is published from it."""
        root = f"https://{self.owner.lower()}{_PAGES}/"
        return root if self.name.lower() == f"{self.owner}{_PAGES}".lower() else f"{root}{self.name}/"


def repository(text: str, branch: str = "") -> Repository:
    """Read OWNER/REPO, an address on GitHub or one of GitHub Pages; a branch in the address counts unless one is named.

    Raises CourseError for anything else.
    """
    given = text.strip()
    words = given.removeprefix("git@github.com:")
    if "://" in words or words.startswith(("github.com/", "www.github.com/")) or _PAGES in words.partition("/")[0]:
        host, path = _split(words)
        if host.endswith(_PAGES) and _OWNER.fullmatch(owner := host.removesuffix(_PAGES)):
            name = path.strip("/").partition("/")[0] or host
            path = f"{owner}/{name}"
        elif host not in ("github.com", "www.github.com"):
            path = ""
        words = path.strip("/")
    owner, _, rest = words.partition("/")
    name, _, below = rest.partition("/")
    name = name.removesuffix(".git")
    if below.startswith("tree/"):
        branch = branch or below.removeprefix("tree/")
    elif below and "://" not in given:
        name = ""
    if not (_OWNER.fullmatch(owner) and _NAME.fullmatch(name)):
        raise CourseError(f"{given!r} is no repository on GitHub", "write it as OWNER/REPO")
    branch = branch or "main"
    if not _BRANCH.fullmatch(branch):
        raise CourseError(f"{branch!r} is no name of a branch", "write it as git shows it, such as main")
    return Repository(owner, name, branch)


def _split(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        return (parts.hostname or "").lower(), parts.path
    except ValueError:
        return "", ""


def binder(repo: Repository, path: str, hub: str = BINDER) -> str:
    """Return the link that starts the course on Binder and opens a file of it alone, without the workshop around it."""
    where = f"{repo.owner}/{repo.name}/{quote(repo.branch, safe='')}"
    return f"{hub.rstrip('/')}/v2/gh/{where}?urlpath={quote(f'doc/tree/{path}', safe='')}"


def colab(repo: Repository, path: str) -> str:
    """Return the link that opens a notebook in Google Colab."""
    return f"{COLAB}/github/{repo.owner}/{repo.name}/blob/{quote(repo.branch)}/{quote(path)}"


def colab_cell(repo: Repository, folder: str) -> list[str]:
    """Return the lines that a first cell in Colab needs: it opens one notebook, without the course around it.

    `folder` is where the course lies in the repository, "" for its top. The kit lies beside `notebooks`.
    """
    home = f"{CONTENT}/course/{folder}".rstrip("/")
    get = f"git clone --quiet --depth 1 --branch {repo.branch} {repo.address} {CONTENT}/course"
    return [
        f"!{get} && pip install --quiet anywidget",
        "import os, sys",
        f'os.chdir("{home}/notebooks"); sys.path.insert(0, os.path.abspath(".."))',
    ]


def puller(repo: Repository, path: str, hub: str) -> str:
    """Return the link that brings the course into a reader's folder on a JupyterHub with nbgitpuller, and opens a file.

    Raises CourseError for a hub that is no address.
    """
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", hub):
        raise CourseError(f"{hub!r} is no address of a hub", "write it whole, such as https://hub.example.org")
    asked = {"repo": repo.address, "branch": repo.branch, "urlpath": f"doc/tree/{repo.name}/{path}"}
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


def markdown(words: str, picture: str, link: str) -> str:
    """Return a badge for a README."""
    return f"[![{words}]({picture})]({link})"


def html(words: str, picture: str, link: str) -> str:
    """Return a badge for a page."""
    return f'<a href="{link.replace("&", "&amp;")}"><img src="{picture}" alt="{words}"></a>'


def first_lesson(course: Course) -> tuple[str, str]:
    """Return the first lesson's file and the course's own folder, as the repository around the course names them.

    Raises CourseError where there is no lesson.
    """
    lessons = [path for path in shelf.shelf(course.root).notebooks if shelf.lesson_of(path)[:1].isdigit()]
    if not lessons:
        raise CourseError("there is no lesson to open", "put notebooks such as 01-….ipynb into notebooks/")
    root = course.root.resolve()
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    folder = root.relative_to(top).as_posix().removeprefix(".")
    return f"{folder}/{lessons[0].relative_to(course.root).as_posix()}".lstrip("/"), folder


def said(course: Course, repo: Repository, hub: str = "") -> list[str]:
    """Return what the command prints: each way with its link, and badges for those that have one."""
    path, folder = first_lesson(course)
    lines: list[str] = []
    ways = [
        ("Binder", binder(repo, path), f"{BINDER}/badge_logo.svg"),
        ("Colab", colab(repo, path), f"{COLAB}/assets/colab-badge.svg"),
    ]
    for name, link, picture in ways:
        words = f"Open in {name}"
        lines += [name, f"  {link}", f"  {markdown(words, picture, link)}", f"  {html(words, picture, link)}", ""]
    lines[-1:] = ["  Colab opens this one notebook. A cell above its first one brings the rest:"]
    lines += [f"    {line}" for line in colab_cell(repo, folder)]
    if hub:
        lines += ["", "JupyterHub with nbgitpuller", f"  {puller(repo, path, hub)}"]
    return [*lines, "", "GitHub Pages, once pages are published from the repository", f"  {repo.pages}"]


def write(course: Course, repo: Repository) -> str:
    """Put Binder's badge between the two marks of README.md, and return what happened.

    Raises CourseError where README.md has no marks.
    """
    file = Path(course.root) / "README.md"
    text = file.read_text("utf-8") if file.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise CourseError("README.md has no place for a badge", f"put the lines {BEGIN} and {END} where it belongs")
    badge = markdown("Open in Binder", f"{BINDER}/badge_logo.svg", binder(repo, first_lesson(course)[0]))
    new = f"{before}{BEGIN}\n{badge}\n{END}{after}"
    if new == text:
        return "README.md has the badge already."
    file.write_text(new, "utf-8")
    return "README.md has the badge now."
