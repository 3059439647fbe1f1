"""Whose passports are whose: cloned logs, beginnings given out, Monday and Tuesday, and files made to join a class."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.progress.passport import Passport
from lessonkit.teach import same


def tried(question, id, choice=0, at="10:00:00", attempt=1, first=None, kind="single"):
    first = first or {"answer": choice, "right": choice == 0, "at": f"2026-03-02T{at}.000Z"}
    return {
        "id": id, "course": "small", "lesson": "01", "question": f"01-{question}", "kind": kind, "answer": choice,
        "right": choice == 0, "score": None, "try": attempt, "at": f"2026-03-02T{at}.000Z", "first": first,
    }  # fmt: skip


def passport(log, *events, nickname=""):
    return Passport(log, nickname, {event["question"]: event for event in events})


def students(*files):
    """The students as sets of places, the same whatever the order of the files."""
    found = same.sort(files)
    for seed in range(4):
        places = list(range(len(files)))
        random.Random(seed).shuffle(places)
        again = same.sort([files[i] for i in places])
        assert {frozenset(places[i] for i in members) for members in again.students} == set(
            map(frozenset, found.students)
        )
        assert {places[i] for i in again.doubtful} == set(found.doubtful)
        assert {places[i] for i in again.nobody} == set(found.nobody)
        assert {places[i] for i in again.unsure} == set(found.unsure)
    return sorted(map(sorted, found.students)), found


GIVEN = tried("given", "teacher")


def test_a_course_given_out_with_answers_in_it_is_a_class_all_the_same():
    files = [passport("one", GIVEN, tried("own", f"s{i}", i % 4, f"10:{i:02}:00")) for i in range(20)]
    whose, found = students(*files)
    assert len(whose) == 20
    assert len(found.doubtful) == 20
    whose, found = students(*files, passport("one", GIVEN))
    assert len(whose) == 20, "who has answered nothing but what was given out adds nobody"
    assert list(found.nobody) == [20]


def test_clones_that_hand_in_twice_are_each_one_student():
    files = []
    for i in range(6):
        monday = [GIVEN, tried("own", f"s{i}", 0, f"10:{i:02}:00")]
        files += [passport("one", *monday), passport("one", *monday, tried("later", f"t{i}", 0, f"11:{i:02}:00"))]
    assert students(*files)[0] == [[2 * i, 2 * i + 1] for i in range(6)]


def test_clones_that_agree_at_one_second_are_still_different_by_their_other_answers():
    files = [passport("one", GIVEN, tried("own", f"s{i}", 0), tried("two", f"t{i}", i)) for i in range(5)]
    assert len(students(*files)[0]) == 5


@pytest.mark.parametrize("log", ["one", "two"], ids=["one log", "a new log each day"])
def test_monday_and_tuesday_are_one_student(log):
    a, b, c = tried("a", "a"), tried("b", "b", 1), tried("c", "c")
    again = tried("b", "b2", 0, "12:00:00", 2, b["first"])
    for later in ([a, b, c], [b, c], [a, again, c]):
        whose, found = students(passport("one", a, b), passport(log, *later))
        assert whose == [[0, 1]], later
        assert not found.doubtful
        # What lacks an answer of Monday's may as well be what a friend made of the passport.
        assert bool(found.unsure) == (a not in later), later


def test_two_computers_and_the_file_that_holds_both_are_one_student():
    early, late = tried("a", "home", 1, "09:00:00"), tried("a", "school", 0, "11:00:00")
    both = tried("a", "school", 0, "11:00:00", 2, early["first"])
    home = passport("h", early, tried("b", "b"))
    school = passport("s", late)
    whose, found = students(home, school, passport("s", both, tried("b", "b")))
    assert whose == [[0, 1, 2]]
    assert not found.unsure and not found.doubtful


def test_a_binder_gives_a_new_log_each_time():
    events = [tried(f"q{i}", f"e{i}") for i in range(9)]
    whose, found = students(*(passport(f"log{i}", *events[: i + 1]) for i in range(9)))
    assert whose == [list(range(9))]
    assert not found.doubtful and not found.unsure


def klass(size, answers=12):
    def one(s, q):
        return tried(f"q{q}", f"s{s}q{q}", (s + q) % 3, f"1{s % 10}:{s // 10:02}:{q:02}")

    return [passport(f"log{s}", *(one(s, q) for q in range(answers))) for s in range(size)]


def test_one_file_with_an_answer_of_everybody_joins_nobody():
    files = klass(12)
    taken = [list(file.answers.values())[i] for i, file in enumerate(files)]
    whose, found = students(*files, passport("hostile", *taken))
    assert all(len(members) == 1 for members in whose)
    assert next(iter(found.doubtful)) == 12, "the file that resembles most comes first"
    # Also where each student has answered one question of their own alone.
    files = [passport(f"log{i}", tried(f"q{i}", f"s{i}")) for i in range(30)]
    whose, found = students(*files, passport("hostile", *(e for file in files for e in file.answers.values())))
    assert len(whose) >= 30 and len(found.doubtful) == 31


@pytest.mark.parametrize("alone", [False, True], ids=["a class", "each with a question of their own"])
def test_small_files_do_not_chain_a_class(alone):
    files = [passport(f"log{i}", tried(f"q{i}", f"s{i}")) for i in range(250)] if alone else klass(250, 6)
    links = []
    for i, (a, b) in enumerate(pairwise(files)):
        links.append(passport(f"link{i}", next(iter(a.answers.values())), list(b.answers.values())[-1]))
    found = same.sort([*files, *links])
    assert all(len(members) == 1 for members in found.students)
    assert len(found.students) >= 250
    assert len(found.doubtful) >= 250


def test_a_passport_passed_on_is_two_students_once_they_differ():
    shared = [tried(f"q{i}", f"e{i}") for i in range(5)]
    mine = passport("a", *shared, tried("x", "a", 0, "11:00:00"))
    yours = passport("b", *shared, tried("x", "b", 1, "11:05:00"))
    whose, found = students(mine, yours)
    assert whose == [[0], [1]]
    assert set(found.doubtful) == {0, 1}


def test_what_very_many_share_is_looked_at_in_one_step():
    files = [passport("one", GIVEN, tried("own", f"s{i}", 0, f"10:{i % 60:02}:{i // 60:02}")) for i in range(1500)]
    found = same.sort(files)
    assert len(found.students) == len(found.doubtful) == 1500


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.integers(1, 7), st.integers(0, 3), st.booleans(), st.randoms(use_true_random=False))
def test_generated_classes_are_counted_right_in_any_order(size, beginning, cloned, chance):
    """Everybody answers the same question otherwise, hands in one to three days, from one log or cloned ones."""
    given_out = [tried(f"g{i}", f"t{i}", 0, "08:00:00") for i in range(beginning)]
    files, right = [], set()
    for s in range(size):
        own = [tried("own", f"s{s}", s % 3, f"09:{s:02}:00")]
        own += [tried(f"q{i}", f"s{s}q{i}", chance.randrange(3), f"1{i}:{s:02}:00") for i in range(chance.randrange(4))]
        cuts = sorted({*chance.sample(range(1, len(own) + 1), chance.randint(1, len(own))), len(own)})[-3:]
        right.add(frozenset(range(len(files), len(files) + len(cuts))))
        files += [passport("one" if cloned else f"log{s}", *given_out, *own[:cut]) for cut in cuts]
    whose, found = students(*files)
    assert set(map(frozenset, whose)) == right
    assert bool(found.doubtful) == (size > 1 and (cloned or beginning > 0))
    assert not found.unsure


TEXT = tried("why", "w", "Because.", kind="open")


@pytest.mark.parametrize(
    "files",
    [
        [[tried(f"q{i}", f"s{i}")] for i in range(5)],
        [[GIVEN, tried(f"q{i}", f"s{i}")] for i in range(5)],
        [[GIVEN], *([GIVEN, tried(f"q{i}", f"s{i}")] for i in range(2))],
        [[GIVEN, tried(f"w{i}", f"s{i}", kind="open")] for i in range(3)],
        [[tried("a", "a"), TEXT], [tried("b", "b")]],
        [[tried("given", f"s{i}", 0, f"11:{i:02}:00", 2, GIVEN["first"])] for i in range(3)],
        [
            [tried("given", "s", 0, "11:00:00", 2, GIVEN["first"]), tried("b", "b")],
            [GIVEN, tried("b", "s2", 0, "11:00:00", 2, tried("b", "b")["first"])],
        ],
    ],
    ids=["nothing shared", "a beginning", "and the beginning", "texts", "text and none", "tries", "other tries"],
)
def test_files_of_one_log_that_do_not_continue_each_other_are_never_one_student_in_silence(files):
    whose, found = students(*(passport("one", *events) for events in files))
    assert len(whose) == len(files) or len(found.unsure) > 1
    assert found.unsure or found.doubtful


def test_two_lessons_of_an_emptied_browser_are_one_student_and_unsure():
    whose, found = students(passport("one", tried("a", "a")), passport("one", tried("b", "b", 0, "12:00:00")))
    assert whose == [[0, 1]]
    assert found.unsure == [0, 1]


def test_texts_left_out_another_day_are_no_doubt():
    monday, later = [tried("a", "a"), TEXT], tried("b", "b", 1)
    for days in ([monday, [monday[0], later]], [[TEXT], [*monday]], [monday[:1], monday, [monday[0], later]]):
        whose, found = students(*(passport("one", *events) for events in days))
        assert len(whose) == 1
        assert not found.unsure and not found.doubtful


def test_different_nicknames_in_one_log_are_a_doubt():
    a, b = tried("a", "a"), tried("b", "b")
    for names, sure in ((("", "Sky"), True), (("Sky", " sky "), True), (("Sky", "Sea"), False)):
        days = zip(names, ([a], [a, b]), strict=True)
        whose, found = students(*(passport("one", *events, nickname=name) for name, events in days))
        assert whose == [[0, 1]]
        assert found.unsure == ([] if sure else [0, 1])


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.integers(2, 6), st.integers(0, 2), st.randoms(use_true_random=False))
def test_generated_clones_are_never_fewer_than_they_are_in_silence(size, beginning, chance):
    """Each answers some questions of a course given out, or tries them again; none is a continuation of another."""
    given_out = [tried(f"g{i}", f"t{i}", 0, "08:00:00") for i in range(beginning)]
    files = []
    for s in range(size):
        own = [tried(f"q{q}", f"s{s}q{q}", 0, f"09:{s:02}:{q:02}") for q in chance.sample(range(9), 2)]
        again = [
            tried(f"g{i}", f"s{s}g{i}", 1, f"10:{s:02}:00", 2, event["first"]) if chance.random() < 0.3 else event
            for i, event in enumerate(given_out)
        ]
        files.append(passport("one", *again, *own))
    whose, found = students(*files)
    assert len(whose) == size or found.unsure or found.doubtful
