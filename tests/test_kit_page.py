"""The page of the kit's names says what the docstrings say."""

import lessonkit
from lessonkit.author import kit_page


def test_the_page_is_made_from_todays_docstrings():
    assert kit_page.PAGE.read_text("utf-8") == kit_page.text(), "a docstring changed: run `make docs`"


def test_every_public_name_and_every_chart_has_its_entry():
    text = kit_page.text()
    for name in lessonkit.__all__:
        assert f"\n## {name}\n" in text
    for kind in ("alluvial", "bars", "intervals", "lines", "squares", "strip", "tiles", "timeline"):
        assert f"\n### charts.{kind}\n" in text
    assert "\n### lesson.quiz\n" in text and "*ids: str," in text and "caption: str = ''," in text
