"""How answers are graded: the JavaScript that grades them, run in Node."""

from __future__ import annotations

import pytest

from lessonkit.quiz import bank, card

from . import quiz_node, quiz_samples

pytestmark = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")

QUESTIONS = {entry.id[3:]: entry for entry in bank.parse(quiz_samples.BANK, "01.yaml").questions}
BANK = bank.parse(quiz_samples.BANK, "01.yaml")


def payload(name: str) -> dict:
    return card.data(QUESTIONS[name], BANK, lambda source: (source, ""), lambda spec: 1234)


def grades(name: str, *answers: object) -> list[dict]:
    code = "x => LK.kinds[x.q.kind].grade(x.a, x.q)"
    return quiz_node.run([(code, {"a": answer, "q": payload(name)}) for answer in answers])


def missing(name: str, *answers: object) -> list[str]:
    code = "x => LK.kinds[x.q.kind].ready(x.a, x.q)"
    return quiz_node.run([(code, {"a": answer, "q": payload(name)}) for answer in answers])


def marks(results: list[dict]) -> list[tuple]:
    return [(result["right"], result["score"]) for result in results]


def test_single_says_the_feedback_and_source_of_the_chosen_option() -> None:
    right, wrong = grades("first-leaf", 0, 2)
    assert (right["right"], right["score"], right["feedback"]) == (True, 1, ["The root anchors the seed."])
    assert (wrong["right"], wrong["score"], wrong["feedback"]) == (False, 0, ["Pods follow flowers."])
    sources = payload("first-leaf")["sources"]
    [note] = wrong["notes"]
    assert (note["at"], note["word"], note["text"], wrong["told"]) == (2, "Not yet.", "Pods follow flowers.", True)
    assert sources[right["source"]][0] == "c-root" and sources[note["source"]][0] == "s-book"


def test_each_half_of_true_or_false_is_marked_where_it_was_chosen() -> None:
    halves = [{"v": True, "r": 1}, {"v": False, "r": 0}]
    said = [[(note["at"], note["word"]) for note in result["notes"]] for result in grades("dark", *halves)]
    assert said == [[(True, "Right."), (1, "Not yet.")], [(False, "Not yet."), (0, "Right.")]]


def test_a_guess_says_how_far_off_it_is_and_is_never_right_or_wrong() -> None:
    results = grades("pods", 1200, 1234, 2000)
    assert marks(results) == [(None, None)] * 3
    assert [result["word"] for result in results] == [
        "You guessed 34 too low.", "That is the count.", "You guessed 766 too high."
    ]  # fmt: skip
    assert missing("pods", None, 0, 2000, 2001, "12") == [
        "Guess first, from 0 to 2000.", "", "", "Guess first, from 0 to 2000.", "Guess first, from 0 to 2000."
    ]  # fmt: skip


def test_answers_mean_the_place_in_the_file_not_on_the_screen() -> None:
    shown = [option["at"] for option in payload("first-leaf")["options"]]
    assert shown == [2, 1, 0]
    reordered = payload("first-leaf") | {"options": sorted(payload("first-leaf")["options"], key=lambda o: o["at"])}
    code = "x => LK.kinds.single.grade(0, x).right"
    assert quiz_node.run([(code, payload("first-leaf")), (code, reordered)]) == [True, True]


def test_several_gives_partial_credit_and_ticking_everything_earns_nothing() -> None:
    results = grades("needs", [0, 1], [0], [0, 2], [0, 1, 2, 3], [2])
    assert marks(results) == [(True, 1), (False, 0.5), (False, 0), (False, 0), (False, 0)]
    assert results[0]["feedback"] == ["All 2 right answers, and nothing else."]
    assert results[1]["feedback"] == ["1 of 2 right answers chosen."]
    assert results[2]["feedback"] == ["1 of 2 right answers chosen; 1 choice does not fit."]
    notes = {note["at"]: (note["tone"], note["word"], note["text"]) for note in results[2]["notes"]}
    assert notes == {
        0: ("good", "Right.", "Water wakes the seed."),
        1: ("", "Not chosen.", "Think of winter."),
        2: ("no", "Does not fit.", "Seeds sprout in the dark."),
    }


def test_true_or_false_needs_the_right_reason_too() -> None:
    results = grades("dark", {"v": True, "r": 0}, {"v": True, "r": 1}, {"v": False, "r": 0})
    assert marks(results) == [(True, 1), (False, 0.5), (False, 0)]
    assert results[2]["feedback"] == ["It can, in fact.", "The two halves are food."]


def test_a_number_is_right_within_its_tolerance_and_else_too_low_or_too_high() -> None:
    assert marks(grades("seeds", 1234, 1222, 1246.3, 1221, 1247)) == [
        (True, 1),
        (True, 1),
        (True, 1),
        (False, 0),
        (False, 0),
    ]
    right, low, high = grades("seeds", 1234, 1, 99999)
    assert right["feedback"] == ["The table lists 1,234 seeds."]
    assert low["feedback"] == ["Did you add every row?"] and high["feedback"] == ["Did you add a row twice?"]


def test_order_counts_the_places_and_says_which_way() -> None:
    results = grades("steps", [0, 1, 2, 3], [1, 0, 2, 3], [3, 0, 1, 2])
    assert marks(results) == [(True, 1), (False, 0.5), (False, 0)]
    notes = {note["at"]: f"{note['word']} {note['text']}".strip() for note in results[1]["notes"]}
    assert notes[1] == "Belongs later. The stem lifts the leaves."
    assert notes[0] == "Belongs earlier. The root is first."
    assert notes[2] == "In its place."


def test_match_and_groups_grade_line_by_line() -> None:
    assert marks(grades("tools", [0, 1, 2], [1, 0, 2])) == [(True, 1), (False, pytest.approx(1 / 3))]
    results = grades("sort", [0, 1, 0], [1, 1, 0])
    assert marks(results) == [(True, 1), (False, pytest.approx(2 / 3))]
    assert results[1]["feedback"] == ["2 of 3 lines right."]


def test_open_and_private_kinds_are_never_scored() -> None:
    assert marks(grades("explain", "x" * 20) + grades("sure", 1) + grades("liking", 0)) == [(None, None)] * 3
    assert quiz_node.run([("x => LK.kinds.opinion.key(x)", payload("liking"))]) == [[]]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Congress and the president", "8 words are missing"),
        ("one two three four five six seven eight nine ten eleven", "1 word is missing"),
        ("a - b , c . d ! - - - - - - - -", "8 words are missing"),
        ("one two three four five six seven eight nine ten eleven twelve", ""),
        ("Sie leben von der Nahrung\nin den beiden Hälften, solange es dunkel ist.", ""),
        ("\u79cd\u5b50\u91cc\u6709\u98df\u7269\u6240\u4ee5\u4e0d\u9700\u8981\u5149", ""),
        ("", "12 words are missing"),
    ],
)
def test_a_model_answer_waits_for_twelve_words(text: str, missing: str) -> None:
    (said,) = quiz_node.run([("x => LK.kinds.open.short(x)", text)])
    assert (missing in said) if missing else said == ""


def test_not_answered_is_a_state_of_its_own() -> None:
    for name in ("first-leaf", "needs", "dark", "steps", "tools", "sort", "explain", "sure", "liking"):
        assert all(missing(name, None, "", [], {}, -1, 99, "x", [99], {"v": 1}))
    assert all(missing("seeds", None, "", [], {}, "12"))
    assert missing("tools", [0, None, 2]) == ["Choose for every line first: 1 line is still open."]
    assert missing("dark", {"v": True, "r": None}) == ["Choose a reason as well."]
    assert missing("needs", [0, 3]) == missing("sort", [1, 1, 1]) == [""]


def test_the_answer_shown_after_a_try_is_the_right_one() -> None:
    def key(name: str) -> list[str]:
        return [line["text"] for line in quiz_node.run([("x => LK.kinds[x.kind].key(x)", payload(name))])[0]]

    assert key("first-leaf") == ["The root"]
    assert sorted(key("needs")) == ["Warmth", "Water"]
    assert key("dark") == ["True", "The seed carries its own food"]
    assert key("seeds") == ["1,234 seeds"]
    assert key("steps") == ["Root", "Stem", "Flower", "Pod"]
    assert sorted(key("tools")) == ["Hose \u2013 Waters", "Rake \u2013 Levels", "Spade \u2013 Digs"]
    assert sorted(key("sort")) == ["Carrot \u2013 Root", "Lettuce \u2013 Leaf", "Radish \u2013 Root"]
    assert key("explain") == ["The seed halves hold food for the first days."]
