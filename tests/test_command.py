"""The command line: what it does, and one sentence where it cannot."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lessonkit.__main__ import main
from lessonkit.author import lessons_table


def test_a_new_file_of_questions_is_valid_and_never_overwritten(trees, capsys):
    assert main(["quiz", "new", "07"]) == 0
    assert "07.yaml is ready" in capsys.readouterr().out
    assert main(["quiz", "new", "07"]) == 1
    assert "exists already" in capsys.readouterr().err


def test_dictionary_describes_every_table_and_column(trees, capsys):
    (trees / "data" / "README.md").unlink()
    assert main(["dictionary"]) == 0
    assert capsys.readouterr().out == "data/README.md: 1 tables described.\n"
    text = (trees / "data" / "README.md").read_text("utf-8")
    for words in (
        "Trees of one kind in one year.",
        "2024-12-31",
        "Trees in parks are not counted.",
        "`kind`",
        "oak, elm",
    ):
        assert words in text


def test_check_in_a_course_of_its_own_prints_what_it_checked(trees, capsys):
    assert main(["check", "--today", "2026-11-25"]) == 0
    assert capsys.readouterr().out.startswith("Checked 1 notebook, 7 cells, ")


def test_texts_not_to_be_copied_can_be_named(trees, tmp_path, capsys):
    notebook = trees / "notebooks" / "clean.ipynb"
    other = tmp_path / "texts"
    other.mkdir()
    (other / "page.txt").write_text("Ah, which trees are gone, and how do we know? Nobody can say.", "utf-8")
    assert main(["check", str(notebook)]) == 0
    assert main(["check", str(notebook), "--against", str(other)]) == 1
    assert "stands so in page.txt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "gone.ipynb"], "there is no such notebook"),
        (["check", "gone.ipynb"], "there is no such notebook"),
        (["check", "notebooks/clean.ipynb", "--against", "gone"], "there is no such folder"),
        (["run", "empty/gone.ipynb"], "no notebook lies in"),
        (["run", "empty"], "it is a folder and no notebook; name a file, or none for all of the course."),
        (["check", "empty"], "it is a folder and no notebook; name a file, or none for all of the course."),
        (["check", "."], ".: it is a folder"),
        (["check", ""], ".: it is a folder"),
        (["run", os.devnull], "it is a pipe or a device and no notebook"),
        (["check", os.devnull], "it is a pipe or a device and no notebook"),
        (["quiz", "new", "seven"], "is not a lesson"),
        (["quiz", "try", ""], ". cannot be read (it is a folder, not a file)"),
        (["quiz", "try", "gone.yaml"], "gone.yaml"),
    ],
)
def test_a_wrong_name_is_one_sentence(trees, capsys, words, said):
    Path("empty").mkdir(exist_ok=True)
    assert main(words) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def one_sentence(capsys, *words):
    """Run a command that cannot work; return its one sentence."""
    assert main([str(word) for word in words]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and err.endswith(".\n"), err
    assert "Errno" not in err
    return err


def refuse(monkeypatch, call, name):
    """Let a call fail for files of this name, as it does without rights: who runs the tests may have them all."""
    before = getattr(Path, call)

    def fail(path, *words, **named):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return before(path, *words, **named)

    monkeypatch.setattr(Path, call, fail)


def test_a_new_file_of_questions_without_its_folder_is_one_sentence(trees, capsys, monkeypatch):
    folder = trees / "data" / "quizzes"
    shutil.rmtree(folder)
    folder.write_text("x")
    assert "data/quizzes is not a folder; move it away" in one_sentence(capsys, "quiz", "new", "07")
    folder.unlink()
    refuse(monkeypatch, "open", "07.yaml")
    said = "data/quizzes/07.yaml could not be written (Permission denied); change the rights of its folder"
    assert said in one_sentence(capsys, "quiz", "new", "07")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("sources.csv", "Parks", "P\xe4rks", "data/sources.csv, row 2: not UTF-8 text; save"),
        ("sources.csv", "title", "titel", "data/sources.csv, row 1: the column 'title' is missing; add it"),
        ("claims.csv", "locator", "lokator", "data/claims.csv, row 1: the column 'locator' is missing; add it"),
        ("claims.csv", "c-elms-lost,01", "c-elms-lost", "data/claims.csv, row 3: has 14 cells where the header has 15"),
    ],
)
def test_a_register_that_cannot_be_read_is_one_sentence_for_a_trial(trees, capsys, monkeypatch, name, old, new, said):
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    bank = trees / "data/quizzes/01.yaml"
    assert main(["quiz", "try", str(bank)]) == 0
    capsys.readouterr()
    path = trees / "data" / name
    path.write_bytes(path.read_text("utf-8").replace(old, new, 1).encode("latin-1"))
    assert said in one_sentence(capsys, "quiz", "try", bank)


def test_a_file_of_the_data_that_may_not_be_read_or_written_is_one_sentence(trees, capsys, monkeypatch):
    (trees / "data/README.md").unlink()
    (trees / "data/README.md").mkdir()
    assert "data/README.md could not be written (Is a directory); change" in one_sentence(capsys, "dictionary")
    (trees / "data/README.md").rmdir()
    (trees / "lessons.md").write_bytes(b"# \xe9")
    assert one_sentence(capsys, "dictionary").startswith("lessons.md is not UTF-8 text; save it again")
    (trees / "lessons.md").write_text(f"{lessons_table.BEGIN}\n{lessons_table.END}\n")
    with monkeypatch.context() as patched:
        refuse(patched, "write_bytes", "lessons.md")
        said = "lessons.md could not be written (Permission denied); change its rights"
        assert one_sentence(capsys, "dictionary").startswith(said)
    (trees / "lessons.md").unlink()
    for name, words in (
        ("clean.ipynb", ["check", "notebooks/clean.ipynb"]),
        ("check.yaml", ["check"]),
    ):
        with monkeypatch.context() as patched:
            refuse(patched, "open", name)
            assert f"{name} cannot be read (Permission denied); correct" in one_sentence(capsys, *words)
    refuse(monkeypatch, "open", "claims.csv")
    assert main(["check"]) == 1
    assert "data/claims.csv: cannot be read (Permission denied); correct" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": [{}]}', '{"cells": 3}', "\0", "[" * 100_000])
def test_an_unreadable_notebook_is_a_finding_and_the_others_are_checked(trees, capsys, content):
    for name in ("Untitled.ipynb", "._clean.ipynb", ".~clean.ipynb"):
        (trees / "notebooks" / name).write_text(content)
    (trees / "notebooks" / "folder.ipynb").mkdir()
    assert main(["check", "--today", "2026-11-25"]) == 1
    said = capsys.readouterr().out
    assert "Untitled.ipynb: is not a readable notebook; " in said
    assert said.endswith(": 1 finding.\n"), said
    assert "Checked 1 notebook, 7 cells, " in said


def test_a_notebook_that_may_not_be_read_is_a_finding(trees, capsys, monkeypatch):
    refuse(monkeypatch, "open", "clean.ipynb")
    assert main(["check", "--today", "2026-11-25"]) == 1
    assert "clean.ipynb: cannot be read (Permission denied); correct its rights" in capsys.readouterr().out


def test_two_notebooks_of_one_lesson_are_a_finding_and_a_copy_is_none(trees, capsys):
    page = (trees / "notebooks" / "clean.ipynb").read_text()
    for name in ("clean-Copy1", "00-a", "00-a-Copy1", "00-b"):
        (trees / "notebooks" / f"{name}.ipynb").write_text(page)
    (trees / "notebooks" / "clean-Copy1.ipynb").unlink()
    main(["check", "--today", "2026-11-25"])
    said = capsys.readouterr().out
    assert "Lesson 00: 00-a.ipynb and 00-b.ipynb both begin with the number of one lesson; rename or move" in said
    assert "00-a-Copy1.ipynb is left out: it is a copy, and 00-a.ipynb is the lesson.\n" in said
    assert "Checked 3 notebooks" in said


def test_a_bank_that_is_a_folder_is_a_finding(trees, capsys):
    (trees / "data/quizzes/02.yaml").mkdir()
    assert main(["check", "--today", "2026-11-25"]) == 1
    said = capsys.readouterr().out
    assert "data/quizzes/02.yaml: cannot be read (it is a folder, not a file); correct its path" in said
    assert said.endswith(": 1 finding.\n")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", "a.txt"), "a.txt could not be read or written (Permission denied); "),
        (OSError(28, "No space left on device"), "seen.txt could not be read or written (No space left on device); "),
        (UnicodeDecodeError("utf-8", b"\xe9", 0, 1, "bad"), "seen.txt is not UTF-8 text; save it again"),
        (
            UnicodeEncodeError("ascii", "\u201c", 0, 1, "bad"),
            "The terminal cannot show '\\u201c'; set PYTHONIOENCODING",
        ),
    ],
)
def test_a_fault_of_a_file_that_no_part_names_is_one_sentence(trees, capsys, monkeypatch, error, said):
    def fail(path):
        raise error

    monkeypatch.setattr("lessonkit.__main__._dictionary", lambda _: fail(Path("seen.txt")))
    assert said in one_sentence(capsys, "dictionary")
    monkeypatch.setattr("lessonkit.__main__._dictionary", lambda _: Path("data").joinpath("x").read_text())
    assert "data/x could not be read or written (No such file" in one_sentence(capsys, "dictionary")


def test_half_a_character_leaves_the_file_as_it_was(trees, capsys):
    assert main(["dictionary"]) == 0
    page, package = trees / "data/README.md", trees / "data/datapackage.json"
    before = page.read_bytes()
    data = json.loads(package.read_text("utf-8"))
    data["resources"][0]["description"] = "Broken \ud83d"
    package.write_text(json.dumps(data), "utf-8")
    assert main(["dictionary"]) == 1
    assert capsys.readouterr().err.startswith("data/README.md cannot hold '\\ud83d', half a character; correct it")
    assert page.read_bytes() == before


def test_a_reader_that_stops_reading_is_no_fault(trees):
    """As in `lessonkit check | head -1`: the pipe is closed before a word is written."""
    code = "import sys; from lessonkit.__main__ import main; sys.exit(main(['check']))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert done.stderr == ""


def test_a_fault_of_the_kit_is_not_blamed_on_a_file(trees, monkeypatch):
    def fail(*_):
        raise TimeoutError

    monkeypatch.setattr("lessonkit.__main__._dictionary", fail)
    with pytest.raises(TimeoutError):
        main(["dictionary"])


def test_outside_a_course_every_command_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LESSONKIT_COURSE", raising=False)
    for words in (["run"], ["check"], ["dictionary"], ["quiz", "new", "03"]):
        assert main(words) == 1
        assert "not inside a course" in capsys.readouterr().err


def test_a_day_that_is_no_day_is_refused(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["check", "--today", "tomorrow"])
    assert caught.value.code == 2
    assert "tomorrow is not a day like" in capsys.readouterr().err


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from lessonkit.__main__ import parser; parser();"
        "print(sorted({'pandas', 'nbclient', 'frictionless', 'matplotlib', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_class_report_needs_passports(tmp_path, trees, capsys):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "torn.json").write_text("{")
    assert main(["class", str(tmp_path / "class")]) == 1
    assert "torn.json: not a passport" in capsys.readouterr().err
    passport = {
        "format": "lessonkit-passport/1",
        "course": "street-trees",
        "passport": "ab",
        "nickname": "Sky",
        "answers": [],
    }
    (tmp_path / "class" / "sky.json").write_text(json.dumps(passport))
    assert main(["class", str(tmp_path / "class"), "--out", str(tmp_path / "out")]) == 0
    assert "Set aside: torn.json" in capsys.readouterr().out
    assert (tmp_path / "out" / "questions.csv").is_file()
