"""The reading site, looked at below a path of its server: alive without any kernel."""

from __future__ import annotations

import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from . import axe
from .answering import ANSWER_ALL, step_and_mark
from .test_lessons import alive
from .waiting import becomes, begins, expect
from .ways import FILES

LESSONS = {"01": "notebooks/01-creation-after-9-11.html", "05": "notebooks/05-enforcement-and-removal-ero.html"}
# One page of each sort: a lesson takes axe some seconds.
SORTS = ("index.html", "glossary.html", "data/tables/timeline.html", "lessons.html", "search.html", LESSONS["01"])
# What a browser asks for by itself.
ASKED = {"script": "src", "img": "src", "source": "srcset", "iframe": "src", "link": "href"}


@pytest.fixture(scope="module")
def site(built_site):
    """The folder of the built site."""
    return built_site


@pytest.fixture(scope="module")
def address(site_server):
    """Where the site's start page is."""
    return site_server.url


class Links(HTMLParser):
    """The ids of a page, where its links lead, and what a browser fetches for it."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += filter(None, [given.get("id")])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        fetched = given.get(ASKED.get(tag, "")) or ""
        if fetched and not fetched.startswith("data:") and given.get("rel") != "canonical":
            self.fetched.append(fetched)


def test_no_link_inside_the_site_leads_nowhere_and_no_page_asks_another_host(site):
    pages = {path.relative_to(site).as_posix(): Links(path.read_text("utf-8")) for path in site.rglob("*.html")}
    broken, elsewhere, twice = [], [], []
    for name, page in pages.items():
        twice += [f"{name}: {id}" for id in set(page.ids) if page.ids.count(id) > 1]
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                elsewhere += [f"{name}: {link}"] if link in page.fetched else []
                continue
            target = urlsplit(urljoin(f"/{name}", link)).path[1:]
            if target.startswith("lite/"):  # another site, beside this one
                continue
            ids = pages[target].ids if target in pages else []
            there = (site / unquote(target)).is_file()
            if not there or (ids and parts.fragment and unquote(parts.fragment) not in ids):
                broken.append(f"{name}: {link}")
    assert (broken, elsewhere, twice) == ([], [], [])
    assert len(pages) > 80, "a page a table, and the guide"


def test_every_page_has_a_card_with_a_picture(site):
    shown = re.compile(r'<meta property="og:image" content="https://course.example/(_static/cards/[^"]+)">')
    cards = {path.stem: shown.findall(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert {len(found) for found in cards.values()} == {1}
    pictures = {found[0]: (site / found[0]).read_bytes() for found in cards.values()}
    assert len(set(pictures.values())) == len(FILES) + 1, "one a lesson and one for all else"
    assert all(cards[Path(name).stem][0].endswith(f"/{Path(name).stem}.png") for name in FILES.values())
    for picture in pictures.values():
        assert struct.unpack(">2I", picture[16:24]) == (1200, 630)
        assert 10_000 < len(picture) < 300_000, "a figure is in it, and a messenger still fetches it"


def test_every_page_says_what_it_is_and_a_first_lesson_is_light(site):
    said = re.compile(r'<meta property="og:description" content="([^"]{20,400})">')
    cards = {
        path.name: said.findall(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "search.html"
    }
    assert [name for name, found in cards.items() if len(found) != 1] == []
    assert cards[Path(LESSONS["01"]).name][0].startswith("Who made ICE, and out of what?")
    page = (site / LESSONS["01"]).read_text("utf-8")
    assert 'og:url" content="https://course.example/notebooks/01-' in page
    assert "mybinder.org/v2/gh/owner/repo/main?urlpath=doc%2Ftree%2Fnotebooks%2F01-" in page
    assert "../lite/index.html?path=notebooks/01-" in page
    asked = {unquote(urlsplit(urljoin(f"/{LESSONS['01']}", link)).path[1:]) for link in Links(page).fetched}
    weight = len(page.encode()) + sum((site / name).stat().st_size for name in asked if name.startswith("_static"))
    assert weight < 600_000


def test_every_question_and_explorer_of_every_lesson_answers_without_a_kernel_and_fits_a_phone(page, address):
    for name in FILES.values():
        page.set_viewport_size({"width": 1000, "height": 1400})
        page.goto(f"{address}notebooks/{Path(name).stem}.html")
        expect(page.locator("lk-lesson .lk-ready")).to_have_text(
            begins("This page is ready.", f"Lesson {int(name[:2])} is ready.")
        )
        alive(page, name)
        expect(page.locator("lk-quiz .lk-bar").first).to_have_css("display", "flex")  # a class that a script has made
        assert step_and_mark(page), name
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 390, f"{name} on a phone"


def test_my_answers_counts_what_was_answered_in_a_lesson(page, address):
    page.goto(address + LESSONS["01"])
    page.evaluate(ANSWER_ALL, "right")
    page.goto(address + "my-answers.html")
    expect(page.locator("lk-score").first).to_contain_text(re.compile(r"Answered [1-9]\d* of"))
    with page.expect_download():
        page.get_by_role("button", name="Save my passport").click()


def test_after_one_visit_the_lessons_open_without_a_network(context, page, address):
    page.goto(address + "index.html")
    kept = "async (path) => !!(await caches.match(new URL(path, location.href).href))"
    becomes(page, lambda: page.evaluate(kept, LESSONS["05"]), True, "the rest is fetched after the page")
    page.evaluate("async (path) => (await fetch(path)).text()", "data/tables/timeline.csv")  # as all below lite/
    assert not page.evaluate(kept, "data/tables/timeline.csv"), "what the list does not name stays out"
    context.set_offline(True)
    page.goto(address)
    page.goto(address + LESSONS["05"])
    expect(page.locator("lk-lesson .lk-ready")).to_have_text(begins("Lesson 5 is ready."))
    expect(page.locator("lk-explorer").locator("select, input").first).to_be_visible()


def test_without_javascript_every_question_and_figure_is_there_to_read(browser, address, watch):
    context = browser.new_context(java_script_enabled=False)
    page = watch.follow(context.new_page())
    page.goto(address + LESSONS["01"])
    expect(page.get_by_text("Turn on JavaScript to answer the questions here")).to_be_visible()
    for kind in ("lk-quiz", "lk-explorer img", "lk-rows table", ".lk-figure img"):
        expect(page.locator(kind).first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("set-up cell", use_inner_text=True)
    page.get_by_role("link", name="[1]").first.click()
    assert page.url.endswith("#c-immigration-moves")
    context.close()


def test_axe_finds_nothing_on_any_sort_of_page_in_the_light_and_in_the_dark(page, address):
    found = {}
    for name in SORTS:
        page.emulate_media(color_scheme="light")
        page.goto(address + name)
        found[name] = axe.violations(page, "html")
        page.emulate_media(color_scheme="dark")
        found[f"{name} in the dark"] = axe.violations(page, "html", only=axe.COLORS)
    assert found == {key: [] for key in found}


def test_a_search_finds_a_question_of_a_lesson_and_a_table(page, address):
    page.goto(address + "index.html")
    page.get_by_role("searchbox").or_(page.get_by_placeholder("Search")).first.fill("customs")
    page.keyboard.press("Enter")
    expect(page.locator(".search a").filter(has_text="Lesson 1").first).to_be_visible()
    expect(page.locator(".search a").filter(has_text="Agencies that formed").first).to_be_visible()
    page.locator(".search a").filter(has_text="Lesson 1").first.click()
    expect(page.locator("main .highlighted").first).to_have_text(re.compile("customs", re.IGNORECASE))
