"""The pages for teachers: what is written into them follows the lessons, and what they point to is there."""

import datetime
import json
import re
from pathlib import Path

import pytest

from lessonkit.author import guide
from lessonkit.author.check import check_course
from lessonkit.author.check.grade import grade
from lessonkit.author.check.notebook import Cell, Notebook, read
from lessonkit.author.check.outline import outline
from lessonkit.author.check.prose import units, words
from lessonkit.course import find_course
from lessonkit.errors import CourseError

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 11, 25)
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
PAGES = [ROOT / "README.md", ROOT / "lessons.md", *guide.pages(ROOT)]


def part(kind: str) -> str:
    return f"<!-- {kind}: {guide.BY} -->\n<!-- end -->\n"


def put(root: Path, text: str) -> Path:
    (root / "guide").mkdir(exist_ok=True)
    path = root / "guide" / "plan.md"
    path.write_text(text, "utf-8")
    return path


# --- what is written into a page


def test_a_lesson_that_changes_leaves_no_stale_plan(trees):
    lesson_file = next((trees / "notebooks").glob("*.ipynb")).rename(trees / "notebooks" / "01-trees.ipynb")
    course = find_course(trees)
    page = put(trees, f"# Plan\n\n{part('outcomes 01')}\nMine.\n")
    assert [finding.place for finding in guide.check(course)] == ["guide/plan.md"]
    guide.write(course)
    assert guide.check(course) == []
    lesson = json.loads(lesson_file.read_text("utf-8"))
    able = "## You will be able to\n\n- tell an elm from an oak;\n"
    lesson["cells"].insert(1, {"cell_type": "markdown", "metadata": {}, "source": able, "id": "able"})
    lesson_file.write_text(json.dumps(lesson), "utf-8")
    assert "does not match the lessons" in guide.check(course)[0].what
    guide.write(course)
    assert "- tell an elm from an oak\n" in page.read_text("utf-8")
    assert page.read_text("utf-8").endswith("Mine.\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (part("outcome 01"), "did you mean 'outcomes'?"),
        (part("outcomes 09"), "there is no lesson '09'"),
        (part("outcomes 01").replace("<!-- end -->", ""), "close each with <!-- end -->"),
        (f"Elms fell [[1]](#c-elms-lots).\n\n{part('sources')}", "c-elms-lots"),
    ],
)
def test_a_part_that_cannot_be_written_is_named_with_its_page(trees, text, says):
    put(trees, text)
    course = find_course(trees)
    with pytest.raises(CourseError, match=re.escape(says)):
        guide.write(course)
    assert "guide/plan.md" in str(guide.check(course)[0])


def test_a_page_numbers_its_citations_and_lists_their_claims(trees):
    page = put(trees, f"Oaks: 134 [[7]](#c-oaks-2024).\n\n{part('sources')}")
    guide.write(find_course(trees))
    text = page.read_text("utf-8")
    assert "134 [[1]](#c-oaks-2024)" in text
    assert '1. <a id="c-oaks-2024"></a>' in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Oaks: 135 [[1]](#c-oaks-2024).\n", "“135”"),
        ("In 2024 there were 17 elms.\n", "“17”"),
        ("A tree hugger counted.\n", "the word “tree hugger”"),
    ],
)
def test_a_page_is_held_like_a_lesson(trees, text, says):
    put(trees, text)
    found = [str(finding) for finding in check_course(find_course(), TODAY) if "guide/plan.md" in finding.place]
    assert any(says in finding for finding in found)


# --- the guide of this course


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def places(path: Path) -> set[str]:
    text = path.read_text("utf-8")
    headings = {slug(unit.plain) for unit in units(text) if unit.kind == "heading"}
    return headings | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page):
    for link in re.findall(r"\]\(([^()\s]+)\)", page.read_text("utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        file, _, place = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert not place or place in places(target), link


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name[:2])
def test_each_lesson_has_a_plan_that_names_only_what_is_in_it(path):
    lesson = read(path)
    plan = (ROOT / "guide/lessons" / f"{lesson.lesson}.md").read_text("utf-8")
    wanted = ["Outcomes", "Minutes", "What to ask", "What goes wrong, and the reason behind it", "Words"]
    wanted += ["Support and stretch", "Homework", "Exit ticket", "Care"]
    assert re.findall(r"^## (.+)$", plan, re.M) == wanted
    headings = "\n".join(text for _, text, _ in outline(lesson))
    for named in re.findall(r"\*(More · [^*]+|Two views[^*]*|Code it yourself)\*", plan):
        assert named in headings, named
    for step in re.findall(r"\b[Ss]teps? (\d)(?: (?:and|to) (\d))?", guide.without_parts(plan)):
        assert all(f"Step {number} ·" in headings for number in step if number), step


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_step_that_a_page_sends_teachers_to_is_there(page):
    for lesson, step in re.findall(r"\b[Ll]esson (\d), step (\d)", page.read_text("utf-8")):
        headings = [text for _, text, _ in outline(read(LESSONS[int(lesson)]))]
        assert any(heading.startswith(f"Step {step} ·") for heading in headings), (lesson, step)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.name[:2])
def test_the_short_text_of_a_lesson_is_short_and_plain(path):
    page = ROOT / "guide/short" / f"{path.name[:2]}.md"
    text = page.read_text("utf-8").partition("\n## ")[0]
    count = sum(len(words(unit.plain)) for unit in units(text) if unit.kind != "heading")
    assert 150 <= count <= 250
    assert grade(Notebook(page, (Cell(1, "markdown", text),), {})) <= 6.9


@pytest.mark.parametrize("path", LESSONS[:-1], ids=lambda path: path.name[:2])
def test_a_lesson_ends_with_a_link_to_the_next_one(path):
    last = [cell.source for cell in read(path).text][-1]
    assert f"({LESSONS[LESSONS.index(path) + 1].name})" in last
