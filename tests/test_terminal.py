"""Nothing that a command says steers the screen: one function spells out what cannot be seen."""

import ast
import io
import json
from pathlib import Path

import pytest

import lessonkit
from lessonkit import __main__ as command
from lessonkit.terminal import doing, say, steps, visible, wipe

HOSTILE = "\x1b[31m \x07 \r \n \x9b \x7f \u202e \u2066 \u2028 \u200f \U000e0041 \x00"


def test_what_cannot_be_seen_is_spelled_out():
    got = visible(HOSTILE)
    assert got.isprintable()
    assert "\\x1b[31m" in got and "\\u202e" in got and "\\n" in got
    assert visible("8\u00a0000 – “日本” é \u202f") == "8\u00a0000 – “日本” é \u202f"
    assert visible("b\udc82") == "b\ufffd"


def test_one_call_is_one_line():
    stream = io.StringIO()
    say("a\nb", "c", to=stream)
    assert stream.getvalue() == "a\\nb\nc\n"


def test_no_other_part_of_the_kit_writes_to_the_terminal():
    for path in Path(lessonkit.__file__).parent.rglob("*.py"):
        if path.name == "terminal.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Name):
                assert node.id != "print", f"{path}: print"
            if isinstance(node, ast.Attribute) and node.attr == "write":
                assert "std" not in ast.unparse(node.value), f"{path}: {ast.unparse(node)}"


@pytest.mark.parametrize("name", ["a\x1b]0;T\x07\nnotebooks/x: forged", "b\r\u202e"])
def test_no_command_lets_a_name_through(trees, capsys, name):
    for words in (["run", f"{name}.ipynb"], ["check", f"{name}.ipynb"], ["quiz", "try", f"{name}.yaml"],
                  ["class", name], ["sheet", name], ["quiz", "new", name]):  # fmt: skip
        assert command.main(words) == 1
        said = capsys.readouterr()
        assert (said.out + said.err).count("\n") == 1
        assert (said.out + said.err).rstrip("\n").isprintable(), words
    with pytest.raises(SystemExit):
        command.main(["check", "--today", name])
    assert all(line.isprintable() for line in capsys.readouterr().err.splitlines())


def test_the_text_of_a_notebook_and_the_message_of_a_cell_are_shown_as_text(trees, capsys):
    notebook = trees / "notebooks" / "clean.ipynb"
    wild = trees / "notebooks" / "w\x1b[2J.ipynb"
    source = notebook.read_text("utf-8")
    wild.write_text(source.replace("# ", "# \\u001b[31m\\u202e 4,711 ", 1), "utf-8")
    command.main(["check", str(wild)])
    said = capsys.readouterr().out
    assert "\\x1b[2J" in said
    assert all(line.isprintable() for line in said.split("\n"))
    whole = json.loads(source)
    cell = next(cell for cell in whole["cells"] if cell["cell_type"] == "code")
    cell["source"] = "raise ValueError('\\x1b]0;T\\x07 \\r \\u202e\\nnotebooks/x: forged')"
    wild.write_text(json.dumps({**whole, "cells": [cell]}), "utf-8")
    assert command.main(["run", str(wild)]) == 1
    said = capsys.readouterr()
    assert "ValueError" in said.err and all(line.isprintable() for line in (said.out + said.err).split("\n"))
    assert not any(line.startswith("notebooks/x") for line in said.err.split("\n"))


class Screen(io.StringIO):
    """A terminal that a person watches: `seen` is what stands on it in the end."""

    def isatty(self):
        return True

    def seen(self):
        return [_overwritten(line) for line in self.getvalue().split("\n")]


def _overwritten(line):
    shown = ""
    for part in line.split("\r"):
        shown = part + shown[len(part) :]
    return shown.rstrip()


def test_how_far_a_command_is_stands_on_one_line_and_leaves_no_trace(monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("sys.stdout", screen)
    during = []
    for thing in steps(["a.csv", "a longer name.csv", "b\x1b[2J.csv"]):
        during.append(screen.seen()[-1])
        if thing == "a longer name.csv":
            say("one thing found")
    assert during == ["1 of 3: a.csv …", "2 of 3: a longer name.csv …", "3 of 3: b\\x1b[2J.csv …"]
    assert screen.seen() == ["one thing found", ""]


def test_a_log_says_nothing_of_how_far_a_command_is(monkeypatch):
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    assert list(steps([1, 2, 3])) == [1, 2, 3]
    doing("long")
    assert log.getvalue() == ""


def test_one_thing_is_not_counted_and_a_line_fits_the_window(monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("COLUMNS", "20")
    assert list(steps(["x"])) == ["x"] and screen.getvalue() == ""
    doing("a name that is longer than the window")
    assert len(screen.seen()[0]) == 19
    wipe()
    assert screen.seen() == [""]


@pytest.mark.parametrize("words", [["check"], ["run", "notebooks/clean.ipynb", "notebooks/clean.ipynb"]])
def test_commands_show_how_far_they_are_to_a_person(trees, words, monkeypatch):
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    command.main(words)
    assert "clean.ipynb" in screen.getvalue() or "Data, questions and texts" in screen.getvalue()
    assert screen.seen() == [""]
