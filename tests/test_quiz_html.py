"""Questions as HTML: complete without a script, harmless with any text, the same on every machine."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lessonkit import quiz
from lessonkit.author import trial
from lessonkit.errors import CourseError
from lessonkit.html import Html
from lessonkit.quiz import bank, card
from lessonkit.quiz.kinds.number import number_text

from . import quiz_page, quiz_samples

HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> \"'>&lt; {{7*7}} ${1} $$x$$ "
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \U0001f600 </bdi></lk-quiz>"
)


class Reader(HTMLParser):
    """Collects elements, the payloads and the text that is shown without scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.payloads: list[dict] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(str(text))
        self.close()

    def handle_starttag(self, tag, attributes) -> None:
        self.tags.append(tag)
        if tag not in ("img", "br"):
            self.open.append(tag)
        values = dict(attributes)
        if "data-lk" in values:
            self.payloads.append(json.loads(values["data-lk"]))

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.text.append(data)


@pytest.fixture
def course(tmp_path, monkeypatch):
    return quiz_page.make_course(tmp_path, monkeypatch)


def show(course, *ids: str, figure: str = "") -> Html:
    return quiz.show(course, "01", list(ids), figure=Html(figure, "") if figure else None)


def test_every_question_is_complete_without_a_script(course) -> None:
    for question in bank.load(course, "01"):
        shown = show(course, question.id, figure=quiz_samples.FIGURE if question.figure else "")
        assert repr(shown) == f"Quiz('{question.id}')"
        read = Reader(shown.html)
        text = " ".join(read.text)
        assert question.stem in text
        assert "Run the set-up cell at the top to answer." in text
        for option in question.options:
            assert option.text in text
            assert not option.group or option.group in text
            assert not option.feedback or option.feedback not in text, "the twin does not give answers away"
        assert read.payloads[0]["course"] == "garden" and read.payloads[0]["lesson"] == "01"
        assert 'class="lk mathjax_ignore tex2jax_ignore"' in shown.html


def test_the_figure_stands_in_the_question_once_and_not_in_the_payload(course) -> None:
    shown = show(course, "01-chart", figure=quiz_samples.FIGURE)
    read = Reader(shown.html)
    assert shown.html.count(quiz_samples.FIGURE) == 1
    assert read.tags.count("img") == 1
    assert "data:image" not in json.dumps(read.payloads)


def test_a_missing_or_needless_figure_gets_a_sentence(course) -> None:
    with pytest.raises(CourseError, match=r"asks about a figure; write lesson\.quiz"):
        show(course, "01-chart")
    with pytest.raises(CourseError, match="write 'figure: true'"):
        show(course, "01-needs", figure=quiz_samples.FIGURE)
    with pytest.raises(CourseError, match="figure= takes what figure"):
        quiz.show(course, "01", ["01-chart"], figure="a path")
    with pytest.raises(CourseError, match="Name the questions"):
        quiz.show(course, "01", [])


def test_several_questions_and_a_set_in_one_cell(course) -> None:
    two = show(course, "01-first-leaf", "01-needs")
    assert repr(two) == "Quiz('01-first-leaf', '01-needs')"
    assert [payload["id"] for payload in Reader(two.html).payloads] == ["01-first-leaf", "01-needs"]
    beds = Reader(show(course, "01-beds").html)
    assert [payload["id"] for payload in beds.payloads] == ["01-beds", "01-bed-dry", "01-bed-hot", "01-bed-full"]
    assert beds.payloads[0]["overall"][0] == [1, "Every answer is right."]
    assert "Three beds" in beds.text and "Each bed needs one thing." in beds.text


def test_hostile_text_stays_text(course, tmp_path) -> None:
    words = json.dumps(HOSTILE, ensure_ascii=False)
    long = json.dumps("x" * 10_000)
    text = (
        'lesson: "01"\nquestions:\n  - id: 01-hostile\n    kind: single\n    level: read\n'
        f"    stem: {words}\n    hint: {words}\n    options:\n"
        f"      - {{text: {words}, right: true, feedback: {words}, source: s-book}}\n"
        f"      - {{text: {long}, feedback: {words}}}\n"
    )
    quiz_samples.course(tmp_path, text)
    read = Reader(show(course, "01-hostile").html)
    assert set(read.tags) <= {"lk-quiz", "div", "p", "bdi", "ul", "li"}
    assert read.text.count(HOSTILE) == 2
    assert read.payloads[0]["stem"] == HOSTILE
    assert "x" * 10_000 in read.text


def test_sources_are_named_and_only_web_addresses_become_links(course, tmp_path) -> None:
    sources = Reader(show(course, "01-first-leaf").html).payloads[0]["sources"]
    assert sources == [
        ["The Bean Book, p. 3", "https://example.org/book"],
        ["The Bean Book", "https://example.org/book"],
    ]
    path = tmp_path / "data" / "sources.csv"
    path.write_text(path.read_text().replace("https://example.org/book", "javascript:alert(1)"))
    assert Reader(show(course, "01-first-leaf").html).payloads[0]["sources"][0][1] == ""
    path.write_text(path.read_text().split("\n")[0] + "\n")
    with pytest.raises(
        CourseError, match=r"01\.yaml, line 12, question 01-first-leaf: claim 'c-root' names the source"
    ):
        show(course, "01-first-leaf")


def test_a_computed_key_follows_the_table(course, monkeypatch) -> None:
    import lessonkit

    first = Reader(show(course, "01-seeds").html).payloads[0]
    assert (first["value"], first["shown"], first["margin"]) == (1234, "1,234", pytest.approx(12.34))
    monkeypatch.setattr(lessonkit.course.tables, "compute", lambda spec, course: 20000)
    second = Reader(show(course, "01-seeds").html).payloads[0]
    assert (second["value"], second["right"]) == (20000, "The table lists 20,000 seeds.")

    def broken(spec, course):
        raise CourseError("no table seeds")

    monkeypatch.setattr(lessonkit.course.tables, "compute", broken)
    with pytest.raises(CourseError, match="question 01-seeds: no table seeds"):
        show(course, "01-seeds")
    monkeypatch.setattr(lessonkit.course.tables, "compute", lambda spec, course: "twelve")
    with pytest.raises(CourseError, match="the key gives no number"):
        show(course, "01-seeds")


def test_a_share_is_asked_in_percent_and_decimals_need_a_tolerance(course, tmp_path, monkeypatch) -> None:
    import lessonkit

    key, exact = "key: {table: seeds, column: seeds, agg: sum}", "    tolerance_percent: 1\n"
    share = quiz_samples.BANK.replace(key, "key: {table: seeds, agg: share}").replace("unit: seeds", "unit: percent")
    monkeypatch.setattr(lessonkit.course.tables, "compute", lambda spec, course: 0.29)
    quiz_samples.course(tmp_path, share.replace(exact, ""))
    payload = Reader(show(course, "01-seeds").html).payloads[0]
    assert (payload["value"], payload["shown"], payload["margin"]) == (29, "29", 0)
    monkeypatch.setattr(lessonkit.course.tables, "compute", lambda spec, course: 2 / 3)
    with pytest.raises(CourseError, match=r"01-seeds: the key is 66\.6667, which nobody types in full; .*'tolerance'"):
        show(course, "01-seeds")
    monkeypatch.setattr(lessonkit.course.tables, "compute", lambda spec, course: 0.825)
    assert Reader(show(course, "01-seeds").html).payloads[0]["shown"] == "82.5"
    for unit in ("percent of the list", "'% of agencies'", "agencies in percent", "percentage of the agencies"):
        quiz_samples.course(tmp_path, share.replace("unit: percent", f"unit: {unit}"))
        assert Reader(show(course, "01-seeds").html).payloads[0]["shown"] == "82.5", unit
    for unit in ("agencies", "percentage points", "cents per agency"):
        quiz_samples.course(tmp_path, share.replace("unit: percent", f"unit: {unit}"))
        assert Reader(show(course, "01-seeds").html).payloads[0]["value"] == 0.825, unit
    quiz_samples.course(tmp_path, share.replace("unit: percent", "unit: Per cent"))
    monkeypatch.setattr(lessonkit.course.tables, "compute", lambda spec, course: 2 / 3)
    assert Reader(show(course, "01-seeds").html).payloads[0]["margin"] == pytest.approx(0.6667, abs=1e-4)


def test_a_right_number_of_zero_without_tolerance_reaches_the_browser() -> None:
    text = quiz_samples.BANK.replace("key: {table: seeds, column: seeds, agg: sum}", "value: 0")
    found = bank.parse(text.replace("    tolerance_percent: 1\n", ""), "01.yaml")
    question = next(entry for entry in found.questions if entry.kind == "number")
    payload = card.data(question, found, lambda source: (source, ""), lambda spec: 1)
    assert (payload["value"], payload["margin"], payload["right"]) == (0, 0, "The table lists 0 seeds.")


def test_private_questions_say_so_in_their_payload(course) -> None:
    private = {q.id: q.private for q in bank.load(course, "01")}
    assert {name for name, flag in private.items() if flag} == {"01-sure", "01-sure-again", "01-liking"}
    for name in ("01-sure", "01-liking"):
        assert Reader(show(course, name).html).payloads[0]["private"] is True


def test_the_notice_above_free_text_comes_from_the_bank(course) -> None:
    shown = show(course, "01-explain").html
    assert "Write no names and nothing about anyone&#x27;s garden." in shown


def test_the_same_bank_gives_the_same_bytes(course) -> None:
    assert show(course, "01-needs").html == show(course, "01-needs").html


def test_numbers_are_written_as_readers_write_them() -> None:
    assert [number_text(value) for value in (20000, 0.5, 1234567.25, -3)] == [
        "20,000",
        "0.5",
        "1,234,567.25",
        "-3",
    ]


def test_a_bank_can_be_tried_as_one_page_without_a_notebook(course, tmp_path) -> None:
    (tmp_path / "data" / "datapackage.json").write_text('{"name": "garden", "resources": []}')
    page = trial.page(tmp_path / "data" / "quizzes" / "01.yaml")
    assert page.count("<lk-quiz") == 19 and page.count("<lk-set") == 1
    assert "default-src &#x27;none&#x27;" in page and "http-equiv" in page
    assert "The checks found nothing to mend." in page
    assert "The Bean Book, p. 3" in page


def test_a_draft_can_be_tried_before_it_is_whole(tmp_path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(quiz_samples.BANK.replace("    source: s-book\n", "", 1), encoding="utf-8")
    page = trial.page(draft)
    assert "01-needs: it has no source" in page
    assert "01-seeds: its key needs the course&#x27;s tables" in page
    assert page.count("<lk-quiz") == 17
    draft.write_text("questions: [", encoding="utf-8")
    with pytest.raises(CourseError, match=r"draft\.yaml, line \d"):
        trial.page(draft)
    with pytest.raises(CourseError, match=r"gone\.yaml does not exist"):
        trial.page(tmp_path / "gone.yaml")


def test_trying_a_bank_writes_one_file_and_opens_it(course, tmp_path, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    said = trial.show(tmp_path / "data" / "quizzes" / "01.yaml")
    path = Path(said.removeprefix("No browser opened; open this file in one: "))  # append returned None
    assert opened == [path.as_uri()] and path.read_text(encoding="utf-8").startswith("<!doctype html>")
    monkeypatch.setattr("webbrowser.open", lambda address: True)
    assert trial.show(tmp_path / "data" / "quizzes" / "01.yaml").startswith("Opened in your browser: /")


def test_a_lesson_does_not_pay_for_heavy_imports() -> None:
    heavy = ("pandas", "matplotlib", "jsonschema", "numpy")
    code = f"import sys, lessonkit.quiz; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
