"""Passports: opened safely whoever wrote them, and merged without loss."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonkit.errors import CourseError
from lessonkit.progress import passport
from tests.test_log import FUZZ, JSON, event


def file(tmp_path, data, name="p.json"):
    path = tmp_path / name
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return path


def whole(*answers, **more):
    return {
        "format": passport.FORMAT,
        "course": "small",
        "passport": "ab",
        "nickname": "Sky",
        "answers": list(answers),
        **more,
    }


def test_a_passport_is_read(tmp_path):
    read = passport.read(file(tmp_path, whole(event(), event("e2", "02-q", right=False))), "small")
    assert (read.id, read.nickname, read.left_out) == ("ab", "Sky", 0)
    assert passport.summary(read.answers) == [("01", 1, 1), ("02", 1, 0)]


def test_a_passport_that_another_program_saved_is_read_or_says_what_to_do(tmp_path):
    path = file(tmp_path, whole(event()))
    text = path.read_text("utf-8")
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le"):
        path.write_bytes(text.encode(encoding))
        assert passport.read(path, "small").nickname == "Sky"
    for data in (
        text.encode("utf-16") + b"\n",
        text.encode("utf-16")[:-1],
        text.replace("Sky", "Zoë").encode("latin-1"),
    ):
        path.write_bytes(data)
        with pytest.raises(CourseError, match=r"not UTF-8 text.*; ask for the file as it was saved from the course"):
            passport.read(path, "small")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("{}", "not a passport of this kind"),
        (whole(course="other"), "another course"),
        (whole(answers={}), "not a passport of this kind"),
        (whole(format="lessonkit-passport/2"), "a newer version of the kit"),
        (whole(format="lessonkit-passport/12", answers={}), "a newer version of the kit"),
        (whole(format="lessonkit-passport/0"), "not a passport of this kind"),
        (whole(format="lessonkit-passport/2x"), "not a passport of this kind"),
        (whole(format=["lessonkit-passport/2"]), "not a passport of this kind"),
    ],
)
def test_what_is_no_passport_is_named(tmp_path, data, words):
    with pytest.raises(CourseError, match=rf"p\.json: .*{words}"):
        passport.read(file(tmp_path, data), "small")


def test_private_and_broken_entries_stay_out(tmp_path):
    read = passport.read(file(tmp_path, whole(event("a", private=True), {"id": "x"}, None, event("b"))), "small")
    assert [e["id"] for e in read.answers.values()] == ["b"]
    assert read.left_out == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "[" * 20_000 + "]" * 20_000), ("answer", '[{"a":' * 5000 + "1" + "}]" * 5000), ("try", "1" * 5000),
     ("kind", '{"toString":1}'), ("at", '"9999-12-31T23:59:59.999Z"'), ("more", "[" * 90_000 + '"]}"' + "]" * 90_000)],
)  # fmt: skip
def test_one_bad_entry_spoils_no_other(tmp_path, field, value):
    text = json.dumps(whole(event("bad", "01-bad") | {field: "VALUE"}, event("good"))).replace('"VALUE"', value)
    read = passport.read(file(tmp_path, text), "small")
    assert [e["id"] for e in read.answers.values() if e["id"] != "bad"] == ["good"]
    assert read.left_out == (field not in ("more", "answer"))


def test_two_passports_of_one_person_merge_in_either_order():
    home = passport.parse(whole(event("a", right=False)), "small", "home")
    late = event("b", at="2026-11-26T07:00:00.000Z", attempt=2)
    school = passport.parse(whole(late, event("c", "01-r")), "small", "school")
    assert passport.merge([home, school]) == passport.merge([school, home, school])
    assert set(passport.merge([home, school])) == {"01-q", "01-r"}


@FUZZ
@given(JSON | st.lists(JSON, max_size=4).map(lambda answers: whole(*answers)))
def test_no_data_breaks_the_reader(data):
    try:
        read = passport.parse(data, "small", "p.json")
    except CourseError as error:
        assert str(error).startswith("p.json: ")
    else:
        assert all(e["course"] == "small" for e in read.answers.values())
