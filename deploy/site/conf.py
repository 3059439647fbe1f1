"""How Sphinx builds the reading site from the folder that lessonkit.publish has written; see build.py beside it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
SOURCE = Path(os.environ["LESSONKIT_SITE_SOURCE"])
SITE = json.loads((SOURCE / "site.json").read_text("utf-8"))
SETTINGS = json.loads(os.environ.get("LESSONKIT_SITE_SETTINGS", "{}"))

project = html_title = SITE["title"]
language = "en"
extensions = ["myst_nb", "pages"]
exclude_patterns = ["beside", "static", "cards"]
# A mark leads into the output of a cell, where Sphinx does not look; tests/test_site.py follows every link.
suppress_warnings = ["myst.xref_missing", "myst.header", "toc.not_included"]

nb_execution_mode = "off"  # as stored
nb_ipywidgets_js: dict[str, Any] = {}  # no script from elsewhere
nb_code_prompt_show = nb_code_prompt_hide = "Show code"
myst_heading_anchors = 3
myst_enable_extensions: list[str] = []  # two dollar signs are money

html_theme = "furo"
# The theme's colors are the kit's, in light and in dark.
COLORS = {
    "font-stack": "var(--lk-sans)",
    "color-foreground-primary": "var(--lk-ink)",
    "color-foreground-secondary": "var(--lk-soft)",
    "color-foreground-muted": "var(--lk-soft)",
    "color-background-primary": "var(--lk-paper)",
    "color-background-secondary": "var(--lk-wash)",
    "color-background-hover": "var(--lk-line)",
    "color-background-border": "var(--lk-line)",
    "color-brand-primary": "var(--lk-ink)",
    "color-brand-content": "var(--lk-ink)",
    "color-brand-visited": "var(--lk-ink)",
    "color-toc-item-text": "var(--lk-soft)",
    "color-sidebar-caption-text": "var(--lk-soft)",
    "color-sidebar-search-text": "var(--lk-ink)",
}
html_theme_options = {
    "top_of_page_buttons": [],
    "navigation_with_keys": False,
    "light_css_variables": COLORS,
    "dark_css_variables": COLORS,
}
html_favicon = str(HERE / "icon.svg")
html_show_copyright = False
html_static_path = [str(HERE / "static"), str(SOURCE / "static")]
html_extra_path = [str(SOURCE / "beside")]
templates_path = ["templates"]
html_css_files = ["lessonkit.css", "matrix.css", "dark.css", "site.css", "paper.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("lessonkit.js", "passport.js", "site.js")]
html_copy_source = html_show_sourcelink = False
html_use_index = False
html_baseurl = SETTINGS.get("address", "")
html_context = {"descriptions": SITE["descriptions"], "site": SETTINGS}
