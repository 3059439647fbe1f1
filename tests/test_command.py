"""The command line: what it does, and one sentence where it cannot."""

import json
import subprocess
import sys

import pytest

from lessonkit.__main__ import main


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
        (["quiz", "new", "seven"], "is not a lesson"),
        (["quiz", "try", "gone.yaml"], "gone.yaml"),
    ],
)
def test_a_wrong_name_is_one_sentence(trees, capsys, words, said):
    assert main(words) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


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
