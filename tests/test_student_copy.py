"""A copy for students: no key where it says so, nothing for instructors, and git brings a class to the next one."""

import json
import os
import re
import shlex
import shutil
import subprocess

import pytest

from lessonkit.__main__ import main
from lessonkit.author import new, sealed, student
from lessonkit.course import find_course, shelf, taught
from lessonkit.course.where import course_at
from lessonkit.errors import CourseError
from lessonkit.quiz import bank
from tests.conftest import ROOT

LESSON = "notebooks/01-first-lesson.ipynb"
READ = (".ipynb", ".yaml", ".md", ".json", ".csv", ".txt", ".py")


def texts(folder):
    """Yield the name and the text of each file, with JSON's escapes undone."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in READ and ".git" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8").replace('\\"', '"')


def asked(banks):
    return {question.id: question for one in banks for question in one.questions if question.graded}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of this course as it is written, before its notebooks are run."""
    folder = tmp_path_factory.mktemp("students") / "copy"
    return folder, student.write(course_at(ROOT), folder)


def test_no_key_no_solution_and_nothing_for_instructors_is_in_a_copy(copy):
    folder, done = copy
    banks = bank.every(course_at(ROOT))
    marked = asked(banks)
    closed = sealed.chosen(course_at(ROOT), banks, everything=False)
    left = asked(bank.every(course_at(folder)))
    assert left.keys() == marked.keys() - closed
    assert (done.sealed, done.open) == (len(closed), len(left)) and done.sealed > 40
    told = {t for id in closed for option in marked[id].options for t in (option.feedback, option.unchosen)}
    told |= {marked[id].hint for id in closed}
    models = {q.model for one in banks for q in one.questions if q.kind == "open"}
    kept = {text for q in left.values() for _, text in q.told()}
    secret = {text for text in told - kept if len(text) > 40} | models
    for name, text in texts(folder):
        assert not [words for words in secret if words in text], name
        if name.startswith("notebooks/"):
            assert "<summary>A worked solution" not in text
            assert not [cell for cell in json.loads((folder / name).read_text())["cells"] if cell.get("outputs")]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert not {"lessons.md", "CONTRIBUTING.md", "tests", "notebooks/instructor-class-report.ipynb"} & names
    assert "data/claims.csv" in names and "notebooks/template.ipynb" not in names
    if os.name == "posix":
        assert os.access(folder / "postBuild", os.X_OK)


def test_folded_answers_are_gone_and_hints_stay(copy):
    folder, done = copy
    page = (folder / "notebooks/08-the-bottom-line.ipynb").read_text("utf-8")
    assert "An answer that gets all ten points: one main job: your teacher has it." in page
    assert "ICE's real job is to enforce immigration law inside the country, and the lens" not in page
    assert "<summary>Hint</summary>" in page
    assert done.solutions == 10 and done.models == 8


def test_every_question_is_still_asked_alive_or_in_words(copy):
    folder, _ = copy
    for one in bank.every(course_at(ROOT)):
        path = course_at(folder).notebook(one.lesson)
        cells = json.loads(path.read_text("utf-8"))["cells"]
        alive = taught.parts(course_at(folder), one.lesson)
        words = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        open_ones = {question.id for question in bank.bank(course_at(folder), one.lesson).questions}
        for question in one.questions:
            if question.id in open_ones:
                assert question.id in alive or question.set in alive, question.id
            else:
                assert question.id not in alive, question.id
                assert sealed.words([(question, one)]).split("<ol>")[1].split("</bdi>")[0] in words, question.id
        assert len({cell["id"] for cell in cells}) == len(cells)


def test_a_question_asked_twice_is_sealed_wherever_it_is_asked():
    course = course_at(ROOT)
    closed = sealed.chosen(course, bank.every(course), everything=False)
    assert {"01-how-made", "01-how-made-before", "08-how-made", "02-who-signs", "08-who-signs"} <= closed
    assert sealed.chosen(course, bank.every(course), everything=True) == asked(bank.every(course)).keys()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small course and its copy, whose lesson was run, as the command writes it."""
    base = tmp_path_factory.mktemp("small")
    new.course(base / "course", "The library")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("LESSONKIT_COURSE", raising=False)
        patch.chdir(base / "course")
        assert main(["student", str(base / "copy")]) == 0
    return base


def test_the_command_makes_the_outputs_anew_without_the_keys(small):
    page = (small / "copy" / LESSON).read_text("utf-8")
    cells = json.loads(page)["cells"]
    assert all(cell["execution_count"] for cell in cells if cell["cell_type"] == "code")
    assert "01-harbor-visits" in page, "practice stays alive"
    assert "01-what-a-visit-is" not in page and "How many visits are counted?" in page
    assert "Each walk through the door is one visit" not in "".join(text for _, text in texts(small / "copy"))


def test_what_it_protects_and_what_not_is_said(small, tmp_path, monkeypatch):
    monkeypatch.chdir(small / "course")
    done = student.write(find_course(), tmp_path / "copy")
    said = " ".join(done.said())
    assert "keys and feedback of the questions that are asked as text (1)" in said
    assert "Not protected: questions that tell right and wrong in the page (1)" in said
    assert "whoever looks can read them" in said and "carry the keys in its history" in said
    everything = student.write(find_course(), tmp_path / "all", everything=True)
    assert (everything.sealed, everything.open) == (2, 0)
    assert not (tmp_path / "all/data/quizzes/01.yaml").exists()
    assert "lesson.score(" not in (tmp_path / "all" / LESSON).read_text("utf-8")


def test_no_folder_of_anybodys_is_written_over(small, tmp_path, monkeypatch):
    monkeypatch.chdir(small / "course")
    course = find_course()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    for folder in (tmp_path / "mine", tmp_path / "mine/letter.txt", course.root / "copy", course.root.parent):
        with pytest.raises(CourseError):
            student.write(course, folder)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_a_class_comes_to_the_next_copy_by_what_the_copy_says(small, tmp_path, monkeypatch):
    """A real repository, a student who saved the lesson and has answers, and the two lines of the copy's own page."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    who = {"NAME": "Nobody", "EMAIL": "nobody@example.org"}
    for name, value in who.items():
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{role}_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    teacher, mine = tmp_path / "teacher", tmp_path / "mine"
    shutil.copytree(small / "copy", teacher)
    shutil.copytree(small / "course", tmp_path / "course")

    def git(where, *words, fine=True):
        done = subprocess.run(["git", *words], cwd=where, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) == fine, done.stderr
        return done

    git(teacher, "init", "-q")
    git(teacher, "add", "-A")
    git(teacher, "commit", "-qm", "Week one")
    git(tmp_path, "clone", "-q", str(teacher), str(mine))

    # The student runs a cell, writes one, and answers.
    page = json.loads((mine / LESSON).read_text("utf-8"))
    page["cells"][4]["execution_count"] = 40
    page["cells"].append({**page["cells"][2], "id": "mine", "source": "my_own = 1", "outputs": []})
    (mine / LESSON).write_text(json.dumps(page))
    (mine / "progress").mkdir()
    (mine / "progress/answers.jsonl").write_text("my answers\n")

    # The teacher mends the lesson and takes a file away.
    source = tmp_path / "course" / LESSON
    source.write_text(source.read_text("utf-8").replace("Two branches, three years", "Mended: two branches"), "utf-8")
    (tmp_path / "course/data/check.yaml").unlink()
    student.write(course_at(tmp_path / "course"), teacher)
    assert (teacher / ".git").is_dir() and not (teacher / "data/check.yaml").exists()
    git(teacher, "add", "-A")
    git(teacher, "commit", "-qm", "Week two")

    refused = git(mine, "pull", "-q", fine=False)
    assert "would be overwritten" in refused.stderr, "what the copy's page is there for"
    told = (mine / "README.md").read_text("utf-8")
    update, beside = (block.strip() for block in re.findall(r"```\n(.*?)```", told, re.DOTALL))
    for line in update.splitlines():
        git(mine, *shlex.split(line)[1:])
    assert "Mended: two branches" in (mine / LESSON).read_text("utf-8")
    assert "my_own" not in (mine / LESSON).read_text("utf-8")
    assert (mine / "progress/answers.jsonl").read_text() == "my answers\n"
    show, target = beside.replace("01-….ipynb", "01-first-lesson.ipynb").split(" > ")
    (mine / target).write_text(git(mine, *shlex.split(show)[1:]).stdout, "utf-8")
    assert "my_own = 1" in (mine / target).read_text("utf-8")
    assert shelf.notebook(mine, "01").name == "01-first-lesson.ipynb", "the lesson is the lesson, and mine lies beside"
    git(mine, "pull", "-q")


def test_notes_for_whoever_presents_stay_with_them():
    cell = {"cell_type": "markdown", "id": "a", "metadata": {"tags": ["more"], "notes": "Ask Ann."}, "source": "Text."}
    ((kept,), _) = sealed.cells([cell], {}, [], scored=True)
    assert kept == {**cell, "metadata": {"tags": ["more"]}}
