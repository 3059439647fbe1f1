"""A plain page with questions, served to a browser by the test itself: no Jupyter, no kernel, no network."""

from __future__ import annotations

from typing import Any

from lessonkit import quiz, web
from lessonkit.html import Html, element

from . import quiz_samples

URL = "http://127.0.0.1:9/quiz.html"  # nothing listens there: the test answers the request
# What a page outside Jupyter looks like in dark mode.
THEMES = ":root{color-scheme:light dark} body{font:16px/1.5 sans-serif;margin:1rem auto;max-width:50rem;padding:0 1rem}"


def render(course: Any, ids: list[str]) -> str:
    """Return the page that asks these questions, as the set-up cell and the cells below it would."""
    shown = []
    for identifier in ids:
        figure = Html(quiz_samples.FIGURE, "") if identifier == "01-chart" else None
        shown.append(quiz.show(course, "01", [identifier], figure=figure).html)
    lesson = element("lesson", {"course": course.id, "lesson": "01", "id": "01", "passport": ""}, "<p>Ready.</p>")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Questions</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{THEMES}</style></head><body><main><h1>Questions</h1><style>{web.style()}</style>{lesson}"
        f"<script>{web.script()}</script>{''.join(shown)}</main></body></html>"
    )


def make_course(root: Any, monkeypatch: Any) -> Any:
    """Write the sample course; the key of its number question is computed as 1,234, without any table."""

    monkeypatch.setattr("lessonkit.course.tables.compute", lambda spec, course: 1234)
    return quiz_samples.course(root)


def open_page(page: Any, html: str) -> None:
    """Show the HTML under a fixed local address, so that the browser's store survives a reload."""
    page.unroute(URL)
    page.route(URL, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(URL)


def show(page: Any, course: Any, *ids: str) -> None:
    """Show a page with these questions of the course."""
    open_page(page, render(course, list(ids)))


def card(page: Any, identifier: str) -> Any:
    """Return the live form of a question."""
    return page.locator(f'form.lk-card:has([id^="lk-{identifier}-"][id$="-ask"])').first


def unfold(card: Any) -> None:
    """Open a card that has folded to one line."""
    if card.get_attribute("data-fold"):
        card.get_by_role("button", name="Show", exact=True).click()


def status(card: Any) -> Any:
    """Return the status line."""
    return card.locator("[role=status]")
