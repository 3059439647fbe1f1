"""Whose passports are whose: cloned logs, beginnings given out, Monday and Tuesday, and files made to join a class."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessonkit.progress.passport import Passport
from lessonkit.teach import same


def tried(question, id, choice=0, at="10:00:00", attempt=1, first=None):
    first = first or {"answer": choice, "right": choice == 0, "at": f"2026-03-02T{at}.000Z"}
    return {
        "id": id, "course": "small", "lesson": "01", "question": f"01-{question}", "kind": "single", "answer": choice,
        "right": choice == 0, "score": None, "try": attempt, "at": f"2026-03-02T{at}.000Z", "first": first,
    }  # fmt: skip


def passport(log, *events):
    return Passport(log, "", {event["question"]: event for event in events})


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


def test_two_computers_and_the_file_that_holds_both_are_one_student():
    early, late = tried("a", "home", 1, "09:00:00"), tried("a", "school", 0, "11:00:00")
    both = tried("a", "school", 0, "11:00:00", 2, early["first"])
    home = passport("h", early, tried("b", "b"))
    school = passport("s", late)
    assert students(home, school, passport("s", both, tried("b", "b")))[0] == [[0, 1, 2]]


def test_a_binder_gives_a_new_log_each_time():
    events = [tried(f"q{i}", f"e{i}") for i in range(9)]
    whose, found = students(*(passport(f"log{i}", *events[: i + 1]) for i in range(9)))
    assert whose == [list(range(9))]
    assert not found.doubtful


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
