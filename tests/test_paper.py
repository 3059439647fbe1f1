"""What paper takes from a cell: everything but what is marked for the screen, whole sections, pictures by any name."""

import json
from pathlib import Path

import pytest

from lessonkit.teach.paper import ON_THE_COMPUTER, Paper

PNG = b"\x89PNG\r\n\x1a\n"
ROOT = Path(__file__).resolve().parents[1]


def md(source, **metadata):
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code(text="RAW TABLE"):
    output = {"output_type": "execute_result", "data": {"text/plain": text}}
    return {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "df.head()", "outputs": [output]}


@pytest.fixture
def paper(tmp_path):
    """Return a function that gives the text of a lesson of some cells on paper."""
    (tmp_path / "notebooks").mkdir()

    def of(*cells):
        return "".join(Paper(tmp_path / "notebooks" / "01-x.ipynb", [md("# L"), *cells]).parts)

    return of


@pytest.mark.parametrize(
    "words",
    [
        "Form I-205 is the <kbd>W</kbd> form: **only ICE signs it**, no judge.",
        "**A passport check** at the border is no search.",
        "A **Passport** is asked for.\n\n- press <kbd>Enter</kbd>",
        "> **passport**",
    ],
)
def test_no_paragraph_is_lost_for_its_words(paper, words):
    got = paper(md(words))
    for word in ("W</kbd>", "passport", "Passport", "Enter</kbd>"):
        assert (word in got) == (word in words)


def test_a_cell_with_the_tag_screen_is_left_out(paper):
    assert paper(md("Press a key.", tags=["screen"]), md("Stays.")) == "<p>Stays.</p>"


@pytest.mark.parametrize("deeper", ["### A hint", "#### A hint", "###### A hint"])
def test_code_it_yourself_lasts_to_the_next_heading_of_its_level(paper, deeper):
    got = paper(
        md("## Code it yourself\n\nTry it."), md(f"{deeper}\n\nUse it."), code(), md("Still."), md("## Next"), code("B")
    )
    assert got.count(ON_THE_COMPUTER) == 1
    for words in ("RAW TABLE", "hint", "Use it", "Still", "Try it"):
        assert words not in got
    assert "Next" in got and "<pre>B</pre>" in got
    higher = paper(md("### Code it yourself\n\nTry it."), code(), md("## Up\n\nGoes on."), code("B"))
    assert "RAW" not in higher and "Goes on." in higher and "B" in higher
    beside = paper(md("### Code it yourself"), code(), md("### More\n\nGoes on."))
    assert "RAW" not in beside and "Goes on." in beside
    one_cell = paper(md("## Code it yourself\n\nx\n\n### Hint\n\ny\n\n## After\n\nz"))
    assert ">x<" not in one_cell and ">y<" not in one_cell and ">z<" in one_cell


@pytest.mark.parametrize(
    ("file", "named"),
    [("my map.png", "my%20map.png"), ("café.png", "caf%C3%A9.png"), ("50%.png", "50%25.png"), ("a.png", "a.png")],
)
def test_a_picture_is_taken_in_whatever_its_name(paper, tmp_path, file, named):
    (tmp_path / "notebooks" / file).write_bytes(PNG)
    assert "data:image/png;base64," in paper(md(f"![A map]({named})"))
    picture = {"image/png": "AAAA"}
    attached = md(f"![A map](attachment:{named})") | {"attachments": {file: picture}}
    assert "data:image/png;base64,AAAA" in paper(attached)
    assert paper(md(f"![A map](attachment:{named})")) == "<p>[A map]</p>", "one that is not there"


def test_no_picture_comes_from_outside_the_course(paper, tmp_path):
    (tmp_path.parent / "secret.png").write_bytes(PNG)
    (tmp_path / "beside.png").write_bytes(PNG)
    for name in ("../../secret.png", "..%2F..%2Fsecret.png", str(tmp_path.parent / "secret.png")):
        assert paper(md(f"![A map]({name})")) == "<p>[A map]</p>", name
    assert "base64" in paper(md("![A map](../beside.png)"))


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb")), ids=lambda path: path.stem)
def test_no_lesson_tells_paper_how_to_start_a_notebook(path):
    """What is only for the screen carries the tag: the set-up, and where to save the passport."""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        words = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and ("<kbd>Shift</kbd>" in words or "**Save your passport.**" in words):
            assert "screen" in cell["metadata"].get("tags", ()), words[:60]
