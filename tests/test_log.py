"""The log: nothing lost, nothing doubled, and a sentence when it cannot be written."""

import errno
import functools
import json
import multiprocessing
import os
import random
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.progress.event import latest, merge, valid
from lessonkit.progress.limits import PRIVATE
from lessonkit.progress.log import Log


def event(id="e1", question="01-q", at="2026-11-25T07:00:00.000Z", right=True, attempt=1, **more):
    base = {"id": id, "course": "small", "lesson": question[:2], "question": question, "kind": "single", "answer": 0}
    return {**base, "right": right, "score": 1.0 if right else 0.0, "try": attempt, "at": at, **more}


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.delenv("LESSONKIT_PROGRESS", raising=False)
    return Course(tmp_path, "small", "Small", {})


@pytest.fixture
def path(course):
    return course.root / "progress" / "answers.jsonl"


def test_an_answer_is_in_the_file_exactly_once(course, path):
    log = Log(course)
    assert log.append([event()]) == ["e1"]
    assert log.append([event(), event("e2")]) == ["e1", "e2"]
    assert Log(course).append([event()]) == ["e1"]
    lines = path.read_text().splitlines()
    assert len(lines) == 3
    assert json.loads(lines[0])["log"] == log.id


def test_nothing_is_made_by_looking(course, path):
    assert Log(course).peek() == ""
    assert Log(course).events() == []
    assert not path.parent.exists()


def test_a_torn_last_line_is_kept_and_a_new_one_begun(course, path):
    Log(course).append([event("e1"), event("e2")])
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    log = Log(course)
    assert [e["id"] for e in log.events()] == ["e1"]
    assert log.append([event("e2"), event("e3")]) == ["e2", "e3"]
    assert path.read_bytes().startswith(whole[:-20] + b"\n")
    assert [e["id"] for e in Log(course).events()] == ["e1", "e2", "e3"]
    assert log.torn == 1


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_header_loses_no_answer(course, path, cut):
    Log(course).append([])
    path.write_bytes(path.read_bytes()[:cut])
    assert Log(course).append([event()]) == ["e1"]
    log = Log(course)
    assert [e["id"] for e in log.events()] == ["e1"]
    assert log.id


def _write(root, first):
    log = Log(Course(root, "small", "Small", {}))
    for i in range(first, first + 60):
        log.append([event(f"e{i}"), event(f"e{i + 1}")])


def test_two_kernels_may_write_at_once(course, path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(course.root, first)) for first in (0, 30)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [json.loads(line).get("id") for line in path.read_text().splitlines()]
    assert sum(i is None for i in ids) == 1  # one header
    assert sorted(filter(None, ids)) == sorted(f"e{i}" for i in range(91))


def test_a_full_disk_leaves_the_file_as_it_was(course, path, monkeypatch):
    Log(course).append([event("e1")])
    before = path.read_bytes()

    def full(fd):
        raise OSError(errno.ENOSPC, "No space left on device")

    log = Log(course)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CourseError, match=r"progress/answers\.jsonl could not be written \(No space left"):
            log.append([event("e2")])
    assert path.read_bytes() == before
    assert log.append([event("e2")]) == ["e2"]
    assert [e["id"] for e in Log(course).events()] == ["e1", "e2"]


def test_a_folder_that_cannot_be_made_is_a_sentence(course):
    (course.root / "progress").write_text("a file where the folder should be")
    with pytest.raises(CourseError, match="could not be written"):
        Log(course).append([event()])


def test_a_last_line_that_an_editor_saved_without_its_end_counts(course, path):
    Log(course).append([event(), event("e2", "01-r")])
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    log = Log(course)
    assert [e["id"] for e in log.events()] == ["e1", "e2"]
    log.append([event("e3", "01-s")])
    assert [e["id"] for e in Log(course).events()] == ["e1", "e2", "e3"] == [e["id"] for e in log.events()]
    assert log.torn == 0


def test_a_newer_versions_log_is_not_touched(course, path):
    path.parent.mkdir()
    path.write_text('{"log":"a","course":"small","format":2}\n')
    before = path.read_bytes()
    for use in (lambda: Log(course).events(), lambda: Log(course).append([event()]), Log(course).wipe):
        with pytest.raises(CourseError, match=r"answers.jsonl was written by a newer version .* open that version"):
            use()
    assert path.read_bytes() == before


def test_another_courses_log_is_not_touched(course, path):
    Log(Course(course.root, "other", "Other", {})).append([])
    before = path.read_bytes()
    log = Log(course)
    for _ in range(2):  # a browser sends again
        with pytest.raises(CourseError, match=r"another course \(other\)"):
            log.append([event()])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("named", "place", "said"),
    [
        ("{tmp}/elsewhere", "elsewhere", "elsewhere/answers.jsonl"),
        ("~/answers of mine", "home/answers of mine", "~/answers of mine/answers.jsonl"),
        ("$HOME/x", "home/x", "~/x/answers.jsonl"),
        ("${HOME}/x", "home/x", "~/x/answers.jsonl"),
        ("kept/here", "course/kept/here", "kept/here/answers.jsonl"),
        ("", "course/progress", "progress/answers.jsonl"),
        (" ", "course/progress", "progress/answers.jsonl"),
    ],
)
def test_environment_names_the_folder(tmp_path, monkeypatch, named, place, said):
    (tmp_path / "course/notebooks").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "course/notebooks")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LESSONKIT_PROGRESS", named.replace("{tmp}", str(tmp_path)))
    log = Log(Course(tmp_path / "course", "small", "Small", {}))
    log.append([event()])
    assert (tmp_path / place / "answers.jsonl").is_file()
    assert log.shown().endswith(said)
    assert log.shown().startswith(("~/", "/", "kept", "progress"))
    assert list((tmp_path / "course/notebooks").iterdir()) == []


@pytest.mark.parametrize("named", ["$NO_SUCH_NAME/x", "${NO_SUCH_NAME}", "~no-such-user/x", "/tmp/$NO_SUCH_NAME"])
def test_a_folder_that_the_system_does_not_know_is_refused(course, monkeypatch, named):
    monkeypatch.setenv("LESSONKIT_PROGRESS", named)
    with pytest.raises(CourseError, match=r"this system does not know .*; write the whole path"):
        Log(course)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and devices are a thing of POSIX")
@pytest.mark.parametrize("what", ["pipe", "device", "endless device", "folder", "socket"])
def test_what_is_no_ordinary_file_is_a_sentence_and_not_waited_for(course, path, what, monkeypatch):
    path.parent.mkdir()
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            monkeypatch.chdir(path.parent)  # a socket's address is short
            made.bind(path.name)
    else:
        path.symlink_to("/dev/full" if what == "device" else "/dev/zero")
    log = Log(course)
    for act in (log.events, log.wipe, lambda: log.append([event()]), log.answers):
        with pytest.raises(CourseError, match=r"^progress/answers\.jsonl is no ordinary file; move it away"):
            act()
    assert log.peek() == ""


def test_a_link_to_an_ordinary_file_is_followed(course, path, tmp_path):
    (tmp_path / "usb").mkdir()
    path.parent.mkdir()
    path.symlink_to(tmp_path / "usb/a.jsonl")
    assert Log(course).append([event()]) == ["e1"]
    assert (tmp_path / "usb/a.jsonl").stat().st_size


def test_the_first_try_and_the_latest_answer_are_both_known(course):
    log = Log(course)
    log.append([event("e1", right=False, answer=2)])
    late = event("e2", at="2026-11-25T07:05:00.000Z", attempt=2, answer=1)
    log.append([{**late, "first": {"answer": 2, "right": False, "at": "2026-11-25T07:00:00.000Z"}}])
    answer = log.answers("01")["01-q"]
    assert (answer["right"], answer["try"], answer["first"]["right"], answer["first"]["answer"]) == (True, 2, False, 2)


EARLY = {"answer": 2, "right": False, "at": "2026-11-24T07:00:00.000Z"}


def test_an_answer_that_comes_back_with_an_earlier_first_try_keeps_it(course, path):
    later, merged = event(), event(attempt=2, first=EARLY)
    for order in ([later, merged], [merged, later]):
        path.unlink(missing_ok=True)
        log = Log(course)
        for one in order:
            assert log.append([one]) == ["e1"]
        for known in (log, Log(course)):
            (found,) = known.events()
            assert (found["first"], found["try"], found["right"]) == (EARLY, 2, True)
        size = path.stat().st_size
        assert log.append([*order, event()]) == [*Log(course).append(order[::-1]), "e1"]
        assert path.stat().st_size == size
    path.unlink()
    assert Log(course).append([later, merged, later]) == ["e1"] * 3
    assert path.read_bytes().count(b"\n") == 2  # one header, one answer
    assert Log(course).answers()["01-q"]["first"] == EARLY


def test_a_doubled_answer_of_an_older_file_is_read_as_merged(course, path):
    Log(course).append([event()])
    with path.open("a") as file:
        file.write(json.dumps(event(attempt=2, first=EARLY)) + "\n")
    (found,) = Log(course).events()
    assert (found["first"], found["try"]) == (EARLY, 2)


def test_two_questions_under_one_id_are_two_answers(course):
    both = [event(), event(question="01-r", at="2026-11-26T07:00:00.000Z")]
    assert Log(course).append(both) == ["e1", "e1"]
    assert [e["question"] for e in Log(course).events()] == ["01-q", "01-r"]


@pytest.mark.parametrize("more", [0, 9], ids=["shorter", "longer"])
def test_an_older_copy_put_back_under_a_running_kernel_is_noticed(course, path, more):
    log = Log(course)
    log.append([event("e0"), event("e1")])
    old = path.read_bytes()
    log.append([event("e2"), event("e3")])
    path.write_bytes(old)
    Log(course).append([event(f"other{i}") for i in range(more)])  # by another computer, into the same copy
    assert log.append([event("e2"), event("new")]) == ["e2", "new"]
    assert log.append([event("new")]) == ["new"]
    kept = ["e0", "e1", *(f"other{i}" for i in range(more)), "e2", "new"]
    assert [e["id"] for e in log.events()] == [e["id"] for e in Log(course).events()] == kept
    assert path.read_bytes().count(b'"new"') == 1
    path.unlink()
    assert log.events() == []


DEEP = functools.reduce(lambda inner, _: [inner], range(100_000), [])
BAD = [
    None, [], 3, {}, event(course="other"), event(private=True), event(id="a b"), event(id="x" * 61), event(id=5),
    event(question="q"), event(lesson="02"), event(at="yesterday"), event(right="yes"), event(attempt=0),
    event(attempt=True), event(answer="x" * 50_000), event(answer=float("nan")), event(first={"at": "x"}),
    event(at="9999-12-31T23:59:59.999Z"), event(at="2026-02-30T10:00:00.000Z"), event(at="2026-02-03T24:00:00.000Z"),
    event(kind=None), event(kind={}), event(kind=DEEP), event(answer=DEEP), event(first={**event(), "answer": DEEP}),
]  # fmt: skip


@pytest.mark.parametrize("letter", ["a", "д", "字", "😀", '"', "\x01", "\ud83d"])
def test_an_answer_in_any_script_is_as_long_as_the_browser_counts_it(letter):
    units = len(json.dumps(letter)) - 2 if letter in '"\x01\ud83d' else 2 if letter == "😀" else 1
    room = 40_000 - len('["",0]')
    assert valid(event(answer=letter * (room // units), first={**EARLY, "answer": 0}), "small")
    assert valid(event(answer=letter * (room // units + 1), first={**EARLY, "answer": 0}), "small") is None
    assert valid(event(answer=letter * 20_000 * 3), "small") is None


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_what_is_no_answer_is_left_out(course, bad):
    assert Log(course).append([bad, event("good")]) == ["good"]


# LESSONKIT_FUZZ=10000 makes the long run, as for the bank.
FUZZ = settings(max_examples=int(os.environ.get("LESSONKIT_FUZZ", "200")), deadline=None)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=True) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ("id", "course", "lesson", "question", "kind", "answer", "right", "score", "try", "at", "first", "private")


@FUZZ
@given(JSON | st.fixed_dictionaries({}, optional={name: JSON for name in FIELDS}).map(lambda d: {**event(), **d}))
def test_any_message_is_either_a_sound_event_or_none(raw):
    got = valid(raw, "small")
    assert got is None or valid(got, "small") == got


@FUZZ
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(1, 4), st.booleans()), min_size=1),
    st.randoms(),
)
def test_merging_is_free_of_order_and_repeats(tries, chance):
    events = [
        valid(event(f"e{i}", f"01-q{q}", f"2026-11-25T07:00:0{second}.000Z", right, attempt, answer=i), "small")
        for i, (q, second, attempt, right) in enumerate(tries)
    ]
    shuffled = events + chance.sample(events, chance.randint(0, len(events)))
    random.Random(1).shuffle(shuffled)
    assert latest(shuffled) == latest(events)
    for question, answer in latest(events).items():
        assert merge(answer, answer) == answer
        assert answer["try"] == max(e["try"] for e in events if e["question"] == question)


def _fill_the_disk(root, sent):
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    log = Log(Course(root, "small", "Small", {}))
    log.append([event("e1")])
    size = log.path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, size + 40))  # half a line fits
    try:
        log.append([event("e2")])
    except CourseError as error:
        sent.put(str(error))
    sent.put([e["id"] for e in log.events()])


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files is a thing of POSIX")
def test_a_disk_that_takes_half_a_line_leaves_the_file_as_it_was(course, path):
    context = multiprocessing.get_context("spawn")
    sent = context.Queue()
    worker = context.Process(target=_fill_the_disk, args=(course.root, sent))
    worker.start()
    assert "progress/answers.jsonl could not be written" in sent.get()
    assert sent.get() == ["e1"]
    worker.join()
    assert path.read_bytes().endswith(b"}\n")
    assert len(path.read_bytes().splitlines()) == 2
    assert Log(course).append([event("e2")]) == ["e2"]


def test_where_files_cannot_be_locked_answers_are_written_all_the_same(course, monkeypatch):
    def refused(fd, how):
        raise OSError(errno.ENOLCK, "No locks available")

    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", refused)
    assert Log(course).append([event()]) == ["e1"]
    monkeypatch.setattr("lessonkit.progress.log.fcntl", None)  # Windows
    assert Log(course).append([event("e2")]) == ["e2"]
    assert [e["id"] for e in Log(course).events()] == ["e1", "e2"]


def test_a_wiped_log_is_empty_and_the_next_answer_begins_another(course, path):
    mine, other = Log(course), Log(course)
    mine.append([event("e1", answer="secret")])
    other.events()
    before = mine.id
    mine.wipe()
    assert path.read_bytes() == b""
    assert mine.append([event(f"n{i}") for i in range(9)]) == [f"n{i}" for i in range(9)]
    assert mine.id != before
    # A second kernel, which had read the old one, follows.
    assert other.append([]) == []
    assert other.id == mine.id
    assert [e["id"] for e in other.events()] == [f"n{i}" for i in range(9)]
    assert other.torn == 0


def test_wiping_leaves_another_courses_log_alone_and_a_missing_one_missing(course, path):
    Log(course).wipe()
    assert not path.exists()
    Log(Course(course.root, "other", "Other", {})).append([])
    with pytest.raises(CourseError, match="another course"):
        Log(course).wipe()
    assert path.read_bytes()


@pytest.mark.parametrize("kind", PRIVATE)
def test_private_kinds_are_left_out_even_when_they_do_not_say_so(course, kind):
    assert Log(course).append([event(kind=kind)]) == []
