"""An error carries place, fault and mend apart, and one place of the kit makes the sentence of them."""

import ast
import pickle

import pytest

from lessonkit.errors import CourseError, halves
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CourseError("the cell is empty", "fill it", "a.csv, row 3"), "a.csv, row 3: the cell is empty; fill it."),
        (CourseError("a.csv is not UTF-8 text", "save it again", "a.csv"), "a.csv is not UTF-8 text; save it again."),
        (CourseError("no table 'x'", "did you mean 'y'?"), "no table 'x'; did you mean 'y'?"),
        (CourseError("bars start at zero"), "bars start at zero."),
    ],
)
def test_the_sentence_names_place_fault_and_mend_once(error, sentence):
    assert str(error) == sentence
    assert str(pickle.loads(pickle.dumps(error))) == sentence


@pytest.mark.parametrize("place", ["", "b.csv, row 1"])
def test_an_error_that_another_place_leads_to_names_both(place):
    inner = CourseError("the column 'x' is missing", "add it", place)
    outer = inner.within("claim c-1")
    assert (outer.place, outer.mend) == ("claim c-1", "add it")
    assert str(outer) == f"claim c-1: {inner}"


def test_halves_part_at_the_last_semicolon():
    assert halves("one; two; mend it") == ("one; two", "mend it")
    assert halves("a fault alone") == ("a fault alone", "")


def test_nobody_writes_a_whole_sentence_into_an_error():
    whole = []
    for path in sorted((ROOT / "lessonkit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "CourseError" and node.args:
                texts = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                if any(isinstance(text, str) and "; " in text for text in texts):
                    whole.append(f"{path.relative_to(ROOT)}, line {node.lineno}")
    assert not whole, f"give what and mend apart: {whole}"
