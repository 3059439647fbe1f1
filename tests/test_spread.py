"""A long table made wide for readers."""

import pandas as pd
import pytest

from lessonkit import spread
from lessonkit.errors import CourseError


def long():
    df = pd.DataFrame(
        [
            ("bake", "cook", "yes", None, "a"),
            ("bake", "guest", "no", "too hot", "a b"),
            ("eat", "cook", "yes", "after work", "a"),
            ("eat", "guest", "yes", None, "c"),
        ],
        columns=["task", "who", "answer", "condition", "source_id"],
    )
    df.attrs = {"as_of": "2024-05-01", "titles": {"task": "Task"}}
    return df


def test_one_row_a_thing_and_one_column_an_answer():
    wide = spread(long(), "task", "answer", "who", notes="condition")
    assert list(wide.columns) == ["task", "yes", "no", "condition"]
    assert wide.to_dict("list") == {
        "task": ["bake", "eat"],
        "yes": ["cook", "cook; guest"],
        "no": ["guest", ""],
        "condition": ["guest: too hot", "cook: after work"],
    }
    assert wide.attrs["as_of"] == "2024-05-01" and wide.attrs["source_ids"] == ["a", "b", "c"]


def test_it_turns_either_way_and_needs_no_notes():
    wide = spread(long(), "who", "answer", "task")
    assert wide.to_dict("list") == {"who": ["cook", "guest"], "yes": ["bake; eat", "eat"], "no": ["", "bake"]}
    assert list(spread(long()[:0], "who", "answer", "task").columns) == ["who"]


def test_what_is_empty_is_left_out_and_an_empty_answer_refused():
    holed = long().assign(who=[None, *long()["who"][1:]])
    wide = spread(holed, "task", "answer", "who", notes="condition")
    assert not any(text.startswith((";", ":")) or "; ;" in text for row in wide.to_numpy() for text in row)
    assert "" in wide["yes"].tolist() + wide["no"].tolist()
    with pytest.raises(CourseError, match="A row of 'answer' is empty; fill it"):
        spread(long().assign(answer=[None, *long()["answer"][1:]]), "task", "answer", "who")


def test_faults_are_named():
    with pytest.raises(CourseError, match="no column 'whom'"):
        spread(long(), "task", "answer", "whom")
    with pytest.raises(CourseError, match="'task' is an answer and the name of a column"):
        spread(long().replace("no", "task"), "task", "answer", "who")
