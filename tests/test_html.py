"""Ready HTML is a type: text that meets it is escaped, and stored outputs keep the bytes they have."""

import json
from html import unescape

import pytest

from lessonkit.html import Html, Markup, bdi, element, esc, trusted

HOSTILE = '<b>"Tom\'s" &\n\nmore</b>'
SAFE = "&lt;b&gt;&quot;Tom&#x27;s&quot; &amp;&#10;&#10;more&lt;/b&gt;"


@pytest.mark.parametrize(
    "made",
    [
        esc(HOSTILE),
        Markup("{}").format(HOSTILE),
        Markup("{text}").format(text=HOSTILE),
        Markup("").join([HOSTILE]),
        Markup("") + HOSTILE,
        HOSTILE + Markup(""),
        Html(HOSTILE, "").html,
    ],
)
def test_text_is_escaped_on_one_line_wherever_it_meets_ready_html(made):
    assert (str(made), type(made)) == (SAFE, Markup)


def test_ready_html_is_not_escaped_again():
    ready = bdi(HOSTILE)
    assert ready == f"<bdi>{SAFE}</bdi>"
    assert esc(ready) == trusted(str(ready)) == Html(ready, "").html == Markup("{}").format(ready) == ready


def test_an_element_holds_its_data_and_escapes_a_twin_that_is_no_ready_html():
    data = {"title": HOSTILE}
    made = element("quiz", data, HOSTILE, data_more=HOSTILE)
    assert made.endswith(f'\' data-more="{SAFE}">\n{SAFE}</lk-quiz>')
    written = made.partition("data-lk='")[2].partition("'")[0]
    assert json.loads(unescape(written)) == data
    assert element("set", {}, Markup("<p>Twin</p>")).endswith("data-lk='{}'>\n<p>Twin</p></lk-set>")
