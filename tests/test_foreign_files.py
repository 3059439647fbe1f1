"""A course from a stranger: no file is read that is none or is endless, none outside data/, and git starts nothing."""

import os
import subprocess
import time

import pytest

from lessonkit.author.check import copied, leaks, notebook
from lessonkit.author.run import content
from lessonkit.course import csvfile, files, find_course, package
from lessonkit.course.tables import load
from lessonkit.errors import CourseError
from lessonkit.quiz import bank
from lessonkit.text import nearest
from tests import small_course
from tests.small_course import resource

ENDLESS = ["/dev/zero", "/dev/full", "pipe", "folder", "link", "large", "gone"]


@pytest.fixture
def odd(tmp_path):
    """Return what is no file to read, by its name."""

    def make(kind):
        path = tmp_path / kind
        if kind.startswith("/"):
            return kind
        if kind == "pipe":
            os.mkfifo(path)
        elif kind == "folder":
            path.mkdir()
        elif kind == "link":
            path.symlink_to("/dev/zero")
        elif kind == "large":
            with path.open("wb") as file:
                file.truncate(200_000_000_000)
        return path

    return make


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_is_no_file_or_too_large_is_one_sentence_at_once(odd, kind):
    from pathlib import Path

    path = Path(odd(kind))
    begun = time.monotonic()
    uses = (
        lambda: files.content(path, "it"),
        lambda: csvfile.read(path, "it"),
        lambda: bank.read_file(path),
        lambda: notebook.read(path),
        lambda: content(path),
    )
    for use in uses:
        with pytest.raises(CourseError) as caught:
            use()
        assert "\n" not in str(caught.value)
    assert time.monotonic() - begun < 3


def test_a_file_that_says_it_is_empty_and_is_not_is_read_to_the_limit(monkeypatch, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 100)
    assert files.content(path, "it", 100) == b"x" * 100
    told = os.stat_result([0o100644, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    monkeypatch.setattr(type(path), "stat", lambda self: told)
    with pytest.raises(CourseError, match="are the limit"):
        files.content(path, "it", 99)


def test_saved_texts_that_are_endless_are_one_sentence(odd, tmp_path):
    odd("link")
    (tmp_path / "link").rename(tmp_path / "a.txt")
    with pytest.raises(CourseError, match=r"a\.txt cannot be read \(it is a pipe or a device"):
        copied.saved([tmp_path])


@pytest.mark.parametrize("columns", [1_001, 40_000, 1_000_000])
def test_a_header_of_very_many_columns_is_refused_at_once(tmp_path, columns):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{i}" for i in range(columns)) + "\n")
    begun = time.monotonic()
    with pytest.raises(CourseError, match=r"row 1: has [\d,]+ columns, more than the 1,000"):
        csvfile.read(path, "wide.csv")
    assert time.monotonic() - begun < 5


def test_a_table_of_a_thousand_columns_is_read(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{i}" for i in range(1_000)) + "\nx" + "," * 999 + "\n")
    assert len(csvfile.read(path, "wide.csv")) == 2


def test_no_name_is_guessed_for_long_among_very_many_or_very_long_ones():
    begun = time.monotonic()
    assert nearest("x" * 100_000, [f"{i}" * 20_000 for i in range(50)]).startswith("there are: ")
    nearest("name-x", (f"name-{i}" for i in range(100_000)))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "@SUM(1)", "+cmd", "-cmd", "-2+3+cmd|' /C calc'!A0", "+1-800-555", "-1-1", "- x", "\tx", "\r=1",
        "＝1+1", "＠SUM(1)", "+5 apples", "-1e9x", "+",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_a_fault(cell):
    assert csvfile.fault(cell)


@pytest.mark.parametrize("cell", ["-5", "+5", "-0.5", "-.5", "+1,000", "-3.2%", "-1e9", "a=b", "5-4", "’=1"])
def test_a_number_with_a_sign_is_none(cell):
    assert csvfile.fault(cell) == ""


# --- paths of the data package

OUTSIDE = [
    "../claims.csv",
    "../../../../../etc/passwd",
    "tables/../../secret.csv",
    "/etc/passwd",
    "..\\secret.csv",
    "tables\\heads.csv",
    "C:/secret.csv",
    "C:secret.csv",
    "\\\\host\\share\\a.csv",
    "//host/share/a.csv",
    "https://example.org/a.csv",
    "file:///etc/passwd",
    "zip://a.zip",
    "~/a.csv",
    "tables/link.csv",
    "tables/linked/secret.csv",
    "tables/loop.csv",
    "tables/he\0ads.csv",
    "tables/he\nads.csv",
    "tables/" + "x" * 300,
    "tables/" + "é" * 200,
    "d/" * 3_000 + "a.csv",
    ["tables/heads.csv"],
    {"path": "x"},
    5,
    "",
]


@pytest.mark.parametrize("path", OUTSIDE, ids=range(len(OUTSIDE)))
def test_a_path_out_of_data_is_refused_by_load_and_check(tmp_path, monkeypatch, path):
    from lessonkit.author.check import check_course

    (tmp_path / "secret.csv").write_text("name\nhidden\n")
    root = small_course.make(tmp_path / "course", resources=[{**resource(), "path": path}])
    tables = root / "data/tables"
    (tables / "link.csv").symlink_to(tmp_path / "secret.csv")
    (tables / "linked").symlink_to(tmp_path)
    (tables / "loop.csv").symlink_to(tables / "loop.csv")
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    with pytest.raises(CourseError, match=r"which is no file of the folder data|has no \"path\"") as caught:
        load("heads")
    assert "\n" not in str(caught.value)
    found = [str(finding) for finding in check_course(find_course())]
    assert any("which is no file of the folder data" in text or 'has no "path"' in text for text in found), found
    assert not any("hidden" in text for text in found)


def test_a_link_inside_data_and_a_data_folder_that_is_a_link_are_followed(tmp_path, monkeypatch):
    root = small_course.make(tmp_path / "course")
    (root / "data/tables/heads.csv").rename(root / "data/real.csv")
    (root / "data/tables/heads.csv").symlink_to(root / "data/real.csv")
    (root / "data").rename(tmp_path / "elsewhere")
    (root / "data").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/tables/heads.csv").unlink()
    (tmp_path / "elsewhere/tables/heads.csv").symlink_to("../real.csv")
    monkeypatch.setenv("LESSONKIT_COURSE", str(root))
    assert len(load("heads")) == 3
    assert package.file(find_course(), resource()) == root / "data/tables/heads.csv"


# --- git

PROGRAMS = (
    "core.fsmonitor",
    "core.hooksPath",
    "core.sshCommand",
    "core.pager",
    "pager.ls-files",
    "core.gitProxy",
    "core.askPass",
    "credential.helper",
    "core.alternateRefsCommand",
    "diff.external",
    "alias.ls-files",
)


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_configuration_of_a_folder_starts_no_program(trees, program):
    made = trees / "made"
    for command in (["init", "-q"], ["add", "-A"], ["config", program, f"touch '{made}'; false"]):
        subprocess.run(["git", "-C", str(trees), *command], check=True)
    for hook in ("post-index-change", "fsmonitor-watchman"):
        path = trees / ".git/hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch '{made}'\n")
        path.chmod(0o755)
    assert len(leaks.tracked(trees)) > 5
    assert not made.exists()


def test_settings_of_another_program_do_not_lead_git_elsewhere(trees, monkeypatch, tmp_path):
    subprocess.run(["git", "init", "-q", str(trees)], check=True)
    subprocess.run(["git", "-C", str(trees), "add", "-A"], check=True)
    count = len(leaks.tracked(trees))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {tmp_path / 'made'}; false")
    assert len(leaks.tracked(trees)) == count > 5
    assert not (tmp_path / "trace").exists()
    assert not (tmp_path / "made").exists()
