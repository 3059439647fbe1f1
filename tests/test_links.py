"""Links that open the course elsewhere: right for every way an address is written, one sentence for what is none."""

import os
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from lessonkit.__main__ import main
from lessonkit.errors import CourseError
from lessonkit.publish import links
from tests.conftest import ROOT

FIRST = "notebooks/00-start-here.ipynb"


@pytest.fixture
def course(trees):
    """The invented course with a lesson that has a number."""
    (found,) = (trees / "notebooks").glob("*.ipynb")
    found.rename(found.with_name("01-oaks.ipynb"))
    return trees


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("octo/course", ("octo", "course", "main")),
        (" octo/course.git ", ("octo", "course", "main")),
        ("https://github.com/octo/course", ("octo", "course", "main")),
        ("https://www.github.com/octo/course.git/", ("octo", "course", "main")),
        ("github.com/octo/my.course_2", ("octo", "my.course_2", "main")),
        ("git@github.com:octo/course.git", ("octo", "course", "main")),
        ("https://github.com/octo/course/tree/spring/2027", ("octo", "course", "spring/2027")),
        ("https://github.com/octo/course/blob/main/README.md", ("octo", "course", "main")),
        ("https://octo.github.io/course/notebooks/00-start-here.html", ("octo", "course", "main")),
        ("octo.github.io/course", ("octo", "course", "main")),
        ("https://octo.github.io", ("octo", "octo.github.io", "main")),
    ],
)
def test_a_repository_is_read_however_its_address_is_written(written, meant):
    assert tuple(links.repository(written)) == meant


def test_a_branch_that_is_named_goes_before_that_of_the_address():
    assert links.repository("https://github.com/octo/course/tree/old", "new").branch == "new"


@pytest.mark.parametrize(
    "written",
    [
        *("", "octo", "octo/", "/course", "octo/a/b", "octo/co urse", "octo/..", "oc--to/course"),
        *("https://example.org/octo/course", "https://github.com/", "https://[", "git@github.com:", "octo/x\x1b[1m"),
        *("https://github.com.example.org/octo/course", "x" * 50 + "/course", "octo/" + "x" * 101, "ö/course"),
    ],
)
def test_what_is_no_repository_gets_one_sentence(trees, capsys, written):
    assert main(["links", written]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.endswith("is no repository on GitHub; write it as OWNER/REPO.\n") and "\x1b" not in said.err


@pytest.mark.parametrize("branch", ["a b", "a..b", "-x", "a^", "a:b", "a/", "x\n", "$(touch ran);?*", "/"])
def test_what_is_no_branch_gets_one_sentence(branch):
    with pytest.raises(CourseError, match="is no name of a branch; write it as git shows it, such as main"):
        links.repository("octo/course", branch)


def test_the_links_open_the_first_lesson_in_the_calm_view(monkeypatch, capsys):
    monkeypatch.chdir(ROOT / "notebooks")
    command = ["links", "Octo/course", "--branch", "spring/2027", "--hub", "https://hub.example.org/a/"]
    assert main(command) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    binder, colab, puller, pages = (line for line in lines if line.startswith("https://"))
    at = urlsplit(binder)
    assert (at.netloc, at.path) == ("mybinder.org", "/v2/gh/Octo/course/spring%2F2027")
    assert parse_qs(at.query) == {"urlpath": [f"doc/tree/{FIRST}"]}
    assert colab == f"https://colab.research.google.com/github/Octo/course/blob/spring/2027/{FIRST}"
    at = urlsplit(puller)
    assert (at.netloc, at.path) == ("hub.example.org", "/a/hub/user-redirect/git-pull")
    wanted = {"repo": "https://github.com/Octo/course", "branch": "spring/2027"}
    assert parse_qs(at.query) == {name: [text] for name, text in wanted.items()} | {
        "urlpath": [f"doc/tree/course/{FIRST}"]
    }
    assert pages == "https://octo.github.io/course/"
    assert f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder})" in lines
    assert f'<a href="{binder}"><img src="https://mybinder.org/badge_logo.svg" alt="Open in Binder"></a>' in lines


def test_a_hub_that_is_no_address_gets_one_sentence(course, capsys):
    assert main(["links", "octo/course", "--hub", "hub.example.org"]) == 1
    assert "write it whole, such as https://hub.example.org" in capsys.readouterr().err


def test_a_course_in_a_folder_of_its_repository_is_found_there(course, capsys):
    (course.parent / ".git").mkdir()
    assert main(["links", "octo/course"]) == 0
    said = capsys.readouterr().out
    assert "urlpath=doc%2Ftree%2Ftrees%2Fnotebooks%2F" in said and 'os.chdir("/content/course/trees/notebooks")' in said


def test_the_cell_for_colab_finds_the_kit_in_what_it_fetched(tmp_path):
    (tmp_path / "course").symlink_to(ROOT)
    get, *lines = links.colab_cell(links.Repository("octo", "course", "main"), "")
    assert get.startswith(
        "!git clone --quiet --depth 1 --branch main https://github.com/octo/course /content/course && "
    )
    lines = [line.replace("/content", str(tmp_path)) for line in lines]
    code = "\n".join([*lines, "import lessonkit; print(lessonkit.__file__, lessonkit.Lesson('01'))"])
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.stdout == f"{ROOT / 'lessonkit/__init__.py'} Lesson('01')\n", done.stderr


def test_the_badge_goes_between_its_marks_and_nowhere_else(course, capsys):
    readme = course / "README.md"
    readme.write_text("# Trees\n\nNo mark.\n", "utf-8")
    assert main(["links", "octo/course", "--write"]) == 1
    assert "put the lines <!-- launch --> and <!-- /launch --> where it belongs" in capsys.readouterr().err
    readme.write_text("# Trees\n\n<!-- launch -->\nold\n<!-- /launch -->\n\nMore.\n", "utf-8")
    assert main(["links", "octo/course", "--write"]) == 0
    text = readme.read_text("utf-8")
    assert text.startswith(
        "# Trees\n\n<!-- launch -->\n[![Open in Binder](https://mybinder.org/badge_logo.svg)](https://"
    )
    assert text.endswith(".ipynb)\n<!-- /launch -->\n\nMore.\n") and "old" not in text
    assert main(["links", "octo/course", "--write"]) == 0
    assert readme.read_text("utf-8") == text and "already" in capsys.readouterr().out
