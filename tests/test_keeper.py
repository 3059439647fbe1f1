"""The keeper: what it answers to a browser, whatever the browser sends and whatever the disk does."""

import json
import os

import pytest

from lessonkit.course import Course
from lessonkit.progress import Keeper, Log
from tests.test_log import event


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.delenv("LESSONKIT_PROGRESS", raising=False)
    return Course(tmp_path, "small", "Small", {})


@pytest.fixture
def keeper(course):
    return open_keeper(course)


def open_keeper(course, lesson="01"):
    keeper = Keeper(course, lesson)
    keeper.replies = []
    keeper.send = lambda content, buffers=None: keeper.replies.append(content)
    return keeper


def say(keeper, message):
    """What arrives from the browser, by the way that ipywidgets takes it; the reply as the browser would see it."""
    keeper.replies.clear()
    keeper._handle_custom_msg(message, [])
    assert len(keeper.replies) == 1
    return json.loads(json.dumps(keeper.replies[0]))


def test_nothing_is_written_before_a_browser_says_hello(course, keeper):
    assert not (course.root / "progress").exists()
    reply = say(keeper, {"type": "hello"})
    assert reply["log_id"] == Log(course).peek() != ""
    assert (reply["kept"], reply["answers"]) == ([], [])
    assert reply["message"] == "Your answers are kept in progress/answers.jsonl."


def test_an_answer_is_acknowledged_once_it_is_in_the_file(course, keeper):
    say(keeper, {"type": "hello"})
    assert say(keeper, {"type": "events", "events": [event()]})["kept"] == ["e1"]
    assert say(keeper, {"type": "events", "events": [event(), event("e2")]})["kept"] == ["e1", "e2"]
    assert [e["id"] for e in Log(course).events()] == ["e1", "e2"]


def test_hello_brings_back_the_answers_of_all_lessons(course):
    Log(course).append([event("e1"), event("e2", "02-q")])
    for lesson in ("01", "02"):
        assert [e["id"] for e in say(open_keeper(course, lesson), {"type": "hello"})["answers"]] == ["e1", "e2"]


def test_answers_of_another_browser_are_counted_and_not_sent(course, keeper):
    Log(course).append([event("e1", kind="open", answer="my own words", right=None)])
    id = Log(course).peek()
    for passport in ("new", "somebody-else", id):
        reply = say(keeper, {"type": "hello", "passport": passport})
        assert (reply["log_id"], reply["answers"]) == ("", [])
        assert [(f["log_id"], f["answers"], f["name"]) for f in reply["files"]] == [(id, 1, "progress/answers.jsonl")]
        assert "own words" not in json.dumps(reply)
    assert say(keeper, {"type": "hello", "passport": id, "mine": True})["answers"]
    assert say(keeper, {"type": "hello", "passport": id, "ids": ["e0", "e1"]})["answers"]


def test_who_begins_their_own_gets_a_file_apart(course, keeper):
    Log(course).append([event("e1")])
    first = Log(course).peek()
    mine = say(keeper, {"type": "own", "passport": "new"})["log_id"]
    kept = say(keeper, {"type": "own", "passport": "0123456789abcdef"})
    assert kept["message"] == "Your answers are kept in progress/answers-0123456789abcdef.jsonl."
    assert len({first, mine, kept["log_id"]}) == 3
    assert say(keeper, {"type": "events", "log_id": mine, "events": [event("e2")]})["kept"] == ["e2"]
    assert [e["id"] for e in Log(course).events()] == ["e1"]
    # A new kernel finds each by its id; nobody is given a second file.
    again = open_keeper(course)
    assert [e["id"] for e in say(again, {"type": "hello", "passport": mine, "mine": True})["answers"]] == ["e2"]
    assert say(again, {"type": "own", "passport": mine})["log_id"] == mine
    assert len(list((course.root / "progress").iterdir())) == 3
    assert say(again, {"type": "own", "passport": "../../up/and/away"})["log_id"]
    assert len(list((course.root / "progress").iterdir())) == 4


def test_answers_for_one_file_are_never_written_into_another(course, keeper):
    log = say(keeper, {"type": "hello", "passport": "new"})["log_id"]
    path = course.root / "progress/answers.jsonl"
    path.unlink()
    for stands in (False, True):
        if stands:
            Log(course).append([event("other")])
        reply = say(keeper, {"type": "events", "log_id": log, "events": [event()]})
        assert (reply["kept"], reply["other"]) == ([], True)
        assert path.exists() is stands
    assert [e["id"] for e in Log(course).events()] == ["other"]
    for wrong in ("", None, 5, [], {}):
        assert say(keeper, {"type": "events", "log_id": wrong, "events": [event()]})["kept"] == []


def test_of_two_browsers_that_took_up_an_empty_file_the_first_to_answer_has_it(course):
    one, two = open_keeper(course), open_keeper(course)
    log = say(one, {"type": "hello", "passport": "new"})["log_id"]
    assert say(two, {"type": "hello", "passport": "new"})["log_id"] == log
    send = {"type": "events", "log_id": log, "first": True}
    assert say(one, {**send, "events": [event("e1")]})["kept"] == ["e1"]
    assert say(two, {**send, "events": [event("e2")]})["other"] is True
    assert say(one, {**send, "events": [event("e1"), event("e3")]})["kept"] == ["e1", "e3"]
    assert [e["id"] for e in Log(course).events()] == ["e1", "e3"]


@pytest.mark.parametrize("first", [b"", b'{"log":"6a6', b"<<<<<<< HEAD\n"], ids=["gone", "torn", "pushed down"])
def test_a_file_without_its_first_line_can_still_be_taken_up(course, first):
    log = Log(course)
    log.append([event("e1"), event("e2", "02-q")])
    own = log.id
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(first + b"".join(lines[first.startswith(b"{") or not first :]))
    kept = [line for line in ("e1", "e2") if line in {e["id"] for e in Log(course).events()}]
    assert "e2" in kept
    keeper = open_keeper(course)
    reply = say(keeper, {"type": "hello", "passport": "of-another-browser"})
    (file,) = reply["files"]
    assert file["log_id"] and (file["log_id"] == own) is first.startswith(b"<")
    taken = say(keeper, {"type": "hello", "passport": file["log_id"], "mine": True})
    assert ([e["id"] for e in taken["answers"]], taken["log_id"]) == (kept, file["log_id"])
    again = say(open_keeper(course), {"type": "hello", "passport": file["log_id"], "mine": True})
    assert again["answers"] == taken["answers"]


def test_what_a_copy_of_a_file_has_more_is_taken_in_and_nobody_is_asked_which(course):
    """As a sync program leaves it beside the file when two computers have written."""
    Log(course).append([event("e1")])
    path = course.root / "progress/answers.jsonl"
    copy = path.with_name("answers-LAPTOP.jsonl")
    copy.write_bytes(path.read_bytes())
    Log(course, copy).append([event("e2", "02-q")])
    Log(course).append([event("e3", "03-q")])
    keeper = open_keeper(course)
    (file,) = say(keeper, {"type": "hello", "passport": "of-another-browser"})["files"]
    reply = say(keeper, {"type": "hello", "passport": file["log_id"], "mine": True})
    assert [e["id"] for e in reply["answers"]] == ["e1", "e3", "e2"]
    assert sorted(Log(course, path).answers()) == ["01-q", "02-q", "03-q"]


def test_a_neighbors_spoiled_file_stops_nobody(course, keeper):
    log = say(keeper, {"type": "events", "events": [event()]})["log_id"]
    place = course.root / "progress"
    (place / "answers-a.jsonl").mkdir()
    (place / "answers-b.jsonl").write_text('{"log":"b","course":"other"}\n')
    (place / "answers-c.jsonl").write_bytes(b"\xff\x00" * 99)
    assert say(keeper, {"type": "events", "log_id": log, "events": [event("e2")]})["kept"] == ["e2"]
    assert [f["log_id"] for f in say(keeper, {"type": "hello", "passport": "new"})["files"]] == [log]


def test_an_older_copy_put_back_is_told_to_the_page(course, keeper):
    log = say(keeper, {"type": "events", "events": [event("e1")]})["log_id"]
    path = course.root / "progress/answers.jsonl"
    old = path.read_bytes()
    send = {"type": "events", "log_id": log}
    assert say(keeper, {**send, "events": [event("e2")]})["other"] is False
    path.write_bytes(old)
    assert say(keeper, {**send, "events": [event("e3")]})["other"] is True


def test_two_open_notebooks_share_one_log(course):
    one, two = open_keeper(course), open_keeper(course)
    assert say(one, {"type": "hello"})["log_id"] == say(two, {"type": "hello"})["log_id"]
    say(one, {"type": "events", "events": [event()]})
    assert say(two, {"type": "events", "events": [event(), event("e2")]})["kept"] == ["e1", "e2"]
    assert [e["id"] for e in Log(course).events()] == ["e1", "e2"]


def test_what_cannot_be_written_is_said_and_can_be_sent_again(course, keeper):
    place = course.root / "progress"
    place.write_text("a file where the folder should be")
    reply = say(keeper, {"type": "events", "events": [event()]})
    assert (reply["log_id"], reply["kept"]) == ("", [])
    assert reply["message"].startswith("progress/answers.jsonl could not be written")
    assert reply["message"].endswith("Until then your answers stay in this browser.")
    place.unlink()
    assert say(keeper, {"type": "events", "events": [event()]})["kept"] == ["e1"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(course, keeper):
    (course.root / "progress").mkdir(mode=0o500)
    assert "could not be written (Permission denied)" in say(keeper, {"type": "hello"})["message"]


def test_a_torn_line_is_told_once_and_costs_nothing_else(course):
    Log(course).append([event("e1"), event("e2")])
    path = course.root / "progress/answers.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    keeper = open_keeper(course)
    assert say(keeper, {"type": "events", "events": [event("e2"), event("e3")]})["kept"] == ["e2", "e3"]
    reply = say(keeper, {"type": "hello"})
    assert "1 line of it could not be read and stayed as found" in reply["message"]


def test_another_courses_file_is_left_alone_and_said(course, keeper):
    Log(Course(course.root, "other", "Other", {})).append([])
    reply = say(keeper, {"type": "events", "events": [event()]})
    assert "another course (other)" in reply["message"]
    assert reply["kept"] == []


def test_wiping_empties_the_file_that_was_meant_and_no_other(course, keeper):
    log = say(keeper, {"type": "events", "events": [event()]})["log_id"]
    for wrong in ("", None, "another", 5):
        assert say(keeper, {"type": "wipe", "log_id": wrong})["wiped"] is False
    assert len(Log(course).events()) == 1
    reply = say(keeper, {"type": "wipe", "log_id": log})
    assert reply["wiped"] is True
    assert reply["log_id"] not in ("", log)
    assert Log(course).events() == []
    assert '"e1"' not in (course.root / "progress/answers.jsonl").read_text()  # bare, e1 may stand in a random log id


def test_what_is_too_long_is_counted_and_said_until_it_is_shorter(course, keeper):
    def long(id, question, second):
        return event(id, question, at=f"2026-11-25T07:00:0{second}.000Z", right=None, kind="open", answer="x" * 50_000)

    sent = [long("o1", "01-o", 1), long("o2", "01-o", 2), event()]
    reply = say(keeper, {"type": "events", "events": sent})
    assert reply["kept"] == ["e1"]
    assert reply["message"] == (
        "Your other answers are kept in progress/answers.jsonl. 1 answer is too long or damaged and in this browser "
        "alone: write less, or copy it into a document of your own."
    )
    reply = say(keeper, {"type": "events", "events": [*sent, long("p1", "01-p", 1)]})
    assert "2 answers are too long" in reply["message"]
    shorter = event("o3", "01-o", at="2026-11-25T07:00:03.000Z", right=None, kind="open", answer="x")
    reply = say(keeper, {"type": "events", "events": [*sent, shorter]})
    assert reply["kept"] == ["e1", "o3"]
    assert reply["message"] == "Your answers are kept in progress/answers.jsonl."


def test_an_answer_of_many_pages_in_another_alphabet_is_kept(course, keeper):
    assert say(keeper, {"type": "events", "events": [event(answer="д" * 15_000)]})["kept"] == ["e1"]


@pytest.mark.parametrize(
    "message",
    [
        {}, {"type": None}, {"type": "events"}, {"type": "events", "events": "e1"},
        {"type": "events", "events": [[], None]},
        {"type": "events", "events": [event(answer=[[[]]] * 9, kind="x" * 999, more={"a": 1})]}, {"type": "wipe"},
    ],
    ids=range(7),
)  # fmt: skip
def test_no_message_breaks_it(keeper, message):
    assert say(keeper, message)["message"]


def test_a_null_of_the_browser_is_none_where_python_runs_in_the_page(course, keeper):
    class JsNull:
        pass

    null = JsNull()
    first = {"answer": "x", "right": null, "at": event()["at"]}
    unscored = event(kind="open", answer="x", right=null, score=null, first=first)
    say(keeper, {"type": "hello"})
    assert say(keeper, {"type": "events", "events": [unscored]})["kept"] == ["e1"]
    (stored,) = Log(course).events()
    assert (stored["right"], stored["score"], stored["first"]["right"]) == (None, None, None)


@pytest.mark.parametrize("message", [None, [], "hello", 5])
def test_what_is_no_message_gets_no_reply(keeper, message):
    keeper._handle_custom_msg(message, [])
    assert keeper.replies == []


def test_fields_that_nobody_asked_for_are_dropped(course, keeper):
    say(keeper, {"type": "events", "events": [event(nickname="Sky", more={"a": 1})]})
    (kept,) = Log(course).events()
    assert not {"nickname", "more"} & set(kept)


def test_its_text_is_a_sentence_and_the_same_every_time(course):
    assert repr(open_keeper(course)) == repr(open_keeper(course))
    assert repr(open_keeper(course)).endswith("stay in this browser, so save your passport.")
