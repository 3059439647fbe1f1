"""What the builder is told beside its settings: addresses of headings as Jupyter writes them, a description a page."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from docutils import nodes

from lessonkit.publish import links

OWN = ("lessonkit.js", "passport.js", "site.js")
# What the builder and the theme write in a form that a validator refuses.
_FOLD = re.compile(
    r'<details class="admonition hide[^>]*>\s*<summary[^>]*>\s*<p[^>]*>(.*?)</p>.*?</summary>', re.DOTALL
)
# A long line of code scrolls by keyboard, too.
_CODE = ('<div class="highlight"><pre>', '<div class="highlight"><pre tabindex="0">')
_CAPTION = 'role="heading"'


def _anchors(app: Any, doctree: Any) -> None:
    """Give each heading of a lesson the address that Jupyter gives it: the lesson's bar leads there."""
    if not app.env.docname.startswith("notebooks/"):
        return
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        name = title.astext().replace(" ", "-") if title else ""
        if name and name not in section["ids"]:
            section["ids"].append(name)


def _context(app: Any, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Say what a page is about, and where it opens with a kernel."""
    site = context["site"]
    meta = context.get("meta") or {}
    context["description"] = context["descriptions"].get(name) or meta.get("description") or context["docstitle"]
    context["css_files"] = [css for css in context["css_files"] if "mystnb." not in str(getattr(css, "filename", css))]
    _scripts(name, context)
    context["address"] = site.get("address", "").rstrip("/")
    context["card"] = PurePosixPath(name).name if name.startswith("notebooks/") else "course"
    if body := context.get("body"):
        context["body"] = _FOLD.sub(r'<details class="site-code"><summary>\1</summary>', body).replace(*_CODE)
    if tree := context.get("furo_navigation_tree"):
        context["furo_navigation_tree"] = tree.replace(_CAPTION, f'{_CAPTION} aria-level="2"')
    places = []
    if name.startswith("notebooks/"):
        file = f"{name}.ipynb"
        if lite := site.get("lite"):
            root = "../" if "://" not in lite else ""
            places.append(("Open in JupyterLite", f"{root}{lite.rstrip('/')}/index.html?path={quote(file)}"))
        if repository := site.get("repository"):
            repo = links.repository(repository, site.get("branch", ""))
            places.append(("Open in Binder", links.binder(repo, file, site.get("binder", links.BINDER))))
        places.append(("Download the notebook", PurePosixPath(file).name))
    context["places"] = places


def _scripts(name: str, context: dict[str, Any]) -> None:
    """Ask for what answers first, and let no page wait for a script that it can be read without.

    The builder's own scripts serve the search: site.js brings them to other pages when those have been loaded.
    """
    files = context["script_files"]
    own = [js for js in files if js.filename.rpartition("/")[2] in OWN]
    theme = [js for js in files if "furo" in js.filename]
    for js in theme:
        js.attributes["defer"] = "defer"
    context["first_files"] = [*own, *theme]
    context["script_files"] = [js for js in files if name == "search" and js not in (*own, *theme)]


def setup(app: Any) -> dict[str, bool]:
    """Be a Sphinx extension."""
    app.connect("doctree-read", _anchors)
    app.connect("html-page-context", _context, priority=900)  # after the theme
    return {"parallel_read_safe": True, "parallel_write_safe": True}
