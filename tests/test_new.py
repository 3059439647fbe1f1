"""Another course, another lesson, another table: begun by one command each, and passing the check."""

import json
import os
import subprocess
import sys

import pytest

from lessonkit.author import find_claims, new
from lessonkit.course import find_course
from lessonkit.errors import CourseError
from tests.conftest import ROOT

pytestmark = pytest.mark.course

TITLE = 'What does a "library" do? Räume & <Wege>'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "library"
    assert "is a course" in new.course(folder, TITLE)
    return folder


def command(folder, *words):
    """Return exit code and output of the command line, run in `folder` as another course would."""
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-m", "lessonkit", *words], cwd=folder, env=path, capture_output=True, text=True
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_a_new_course_runs_and_passes_the_check_as_it_is(made):
    course = find_course(made)
    assert (course.id, course.title) == ("what-does-a-library-do-r-ume-wege", TITLE)
    assert command(made, "run") == (0, "01-first-lesson.ipynb: 8 code cells ran, stored\n")
    code, said = command(made, "check")
    assert code == 0, said
    assert "nothing to mend" in said
    stored = (made / "notebooks" / "01-first-lesson.ipynb").read_text("utf-8")
    assert "COURSE_" not in stored and "LESSON_" not in stored
    assert "/progress/" in (made / ".gitignore").read_text("utf-8")


def test_a_new_lesson_has_its_notebook_and_questions_and_overwrites_nothing(made):
    course = find_course(made)
    said = new.lesson(course, "02", "More doors")
    assert "notebooks/02-more-doors.ipynb and data/quizzes/02.yaml are ready" in said
    notebook = json.loads((made / "notebooks" / "02-more-doors.ipynb").read_text("utf-8"))
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
    assert text.startswith("# Lesson 2 · More doors\n")
    assert 'Lesson("02")' in text and 'lesson.quiz("02-one-right")' in text
    assert command(made, "run", "notebooks/02-more-doors.ipynb")[0] == 0
    with pytest.raises(CourseError, match=r"Lesson 02 is there already: notebooks/02-more-doors\.ipynb"):
        new.lesson(course, "02", "Others")
    for number, title, said in (("2", "x", "two digits"), ("03", "§§", "no letter")):
        with pytest.raises(CourseError, match=said):
            new.lesson(course, number, title)


def test_the_template_of_the_course_itself_is_taken_where_there_is_one(made):
    (made / "notebooks" / "template.ipynb").write_bytes((ROOT / "notebooks" / "template.ipynb").read_bytes())
    new.lesson(find_course(made), "07", "Own")
    text = (made / "notebooks" / "07-own.ipynb").read_text("utf-8")
    assert "# Lesson 7 · Own" in text and 'Lesson(\\"07\\")' in text and '"outputs": []' in text


def test_a_new_table_is_described_and_the_check_asks_for_what_only_its_author_knows(tmp_path):
    folder = tmp_path / "course"
    new.course(folder, "Doors")
    source = tmp_path / "doors.csv"
    source.write_text("name,opened,zip,n,share,open\na,2024-01-01,01234,3,0.5,true\nb,2024-02-01,99999,4,1,false\n")
    assert "doors.csv is in, 2 rows" in new.table(find_course(folder), "doors", source)
    fields = find_course(folder).package["resources"][-1]["schema"]["fields"]
    types = {field["name"]: field["type"] for field in fields}
    # A ZIP code is text: as a number it would lose its first digit.
    assert types == {
        "name": "string", "opened": "date", "zip": "string", "n": "integer", "share": "number", "open": "boolean",
    }  # fmt: skip
    code, said = command(folder, "check")
    assert code == 1
    assert "doors: no counts" in said and "doors: column zip is not described" in said
    for name, said in (("doors", "There is a table doors already"), ("../x", "cannot name a table")):
        with pytest.raises(CourseError, match=said):
            new.table(find_course(folder), name, source)


def test_a_folder_in_use_and_a_title_without_letters_are_refused(tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(CourseError, match="not empty; name a new folder"):
        new.course(tmp_path, "Doors")
    with pytest.raises(CourseError, match="no letter from a to z"):
        new.course(tmp_path / "new", "日本")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_claim_is_found_by_words_in_any_order_and_case(tmp_path):
    new.course(tmp_path / "course", "Doors")
    course = find_course(tmp_path / "course")
    assert find_claims.found(course, ["2024", "HARBOR"])[0].startswith("c-harbor-2024 (lesson 01, high): The Harbor")
    assert len(find_claims.found(course, ["visits"])) == 2
    with pytest.raises(CourseError, match="No claim holds harbr; did you mean 'harbor'"):
        find_claims.found(course, ["harbr"])
