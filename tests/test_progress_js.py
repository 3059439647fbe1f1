"""The browser's half of progress holds the same rules as the file's: one merge, one idea of a sound answer."""

from __future__ import annotations

import json
import random

import pytest

from lessonkit.errors import CourseError
from lessonkit.progress import event, passport

from . import quiz_node

pytestmark = pytest.mark.skipif(quiz_node.node() is None, reason="Playwright, which ships Node, is not installed")


def run(code, data):
    """Evaluate a JavaScript function on each of `data`, in one Node."""
    return quiz_node.run([(f"list => list.map({code})", data)])[0]


def answers(chance, count):
    """Sound answers to a few questions, many of them at one moment or with one id: what merging is hard on."""
    for _ in range(count):
        late, early = (f"2026-11-25T07:00:0{chance.randint(0, 5)}.000Z" for _ in range(2))
        answer = chance.choice([0, 1, [0, 2], {"v": True, "r": 1}, "wörter", 2.5])
        first = {"answer": chance.choice([0, 1, "a", [2]]), "right": chance.choice([True, False]), "at": early}
        yield {
            "id": f"e{chance.randint(0, 30)}",
            "course": "small",
            "lesson": "01",
            "question": f"01-q{chance.randint(0, 2)}",
            "kind": "single",
            "answer": answer,
            "right": chance.choice([True, False, None]),
            "score": chance.choice([None, 0, 0.5, 1]),
            "try": chance.randint(1, 4),
            "at": late,
            "first": first | chance.choice([{}, {"asked": "0badcafe"}]),
            **chance.choice([{}, {"asked": "0badcafe"}, {"asked": "12345678"}]),
        }


WILD = [
    None,
    True,
    0,
    -1,
    1.5,
    10**9,
    "",
    "x" * 70,
    "01-q",
    "é",
    "__proto__",
    "2026-11-25T07:00:00.000Z",
    "2026-02-30T07:00:00.000Z",
    "2026-11-25T24:00:00.000Z",
    "2026-11-25T07:00:60.000Z",
    "2026-11-25T070000Z",
    "2026-11-25T07:00Z",
    "9999-12-31T23:59:59.999Z",
    "9999-99-99T00:00:00.000Z",
    "0000-01-01T00:00:00.000Z",
    "2099-01-01T00:00:00.1234567Z",
    "BADCAFE0",
    [],
    [[]],
    {},
    {"a": None},
]


def bent(chance, whole):
    """A sound answer with up to three fields gone wrong."""
    spoiled = json.loads(json.dumps(whole))
    for _ in range(chance.randint(1, 3)):
        place = spoiled["first"] if isinstance(spoiled.get("first"), dict) and chance.random() < 0.3 else spoiled
        field = chance.choice([*place, "private", "kind", "asked", "at"])
        if chance.random() < 0.2:
            place.pop(field, None)
        else:
            place[field] = chance.choice(WILD)
    return spoiled


def test_browser_and_file_merge_two_answers_alike():
    chance = random.Random(4)
    found = [event.valid(raw, "small") for raw in answers(chance, 4000)]
    pairs = [(a, {**b, "question": a["question"]}) for a, b in zip(found[::2], found[1::2], strict=True)]
    assert sum((a["id"], a["at"]) == (b["id"], b["at"]) for a, b in pairs) > 5  # hand-edited: still one result
    assert run("([a, b]) => LK.merge(a, b)", pairs) == [event.merge(a, b) for a, b in pairs]
    assert run("([a, b]) => LK.merge(b, a)", pairs) == [event.merge(a, b) for a, b in pairs]


def test_browser_and_file_agree_on_what_a_sound_answer_is():
    chance = random.Random(5)
    whole = {"format": passport.FORMAT, "course": "small", "passport": "p", "nickname": ""}
    entries = [bent(chance, raw) if chance.random() < 0.8 else raw for raw in answers(chance, 3000)]
    texts = [json.dumps({**whole, "answers": [entry]}) for entry in entries]
    browser = run("text => LK.readPassport(text, 'small').length", texts)
    file = [len(passport.parse(json.loads(text), "small", "p").answers) for text in texts]
    apart = [entry for entry, b, f in zip(entries, browser, file, strict=True) if b != f]
    assert apart == []
    assert 400 < sum(file) < 2600


def test_browser_and_file_count_the_length_of_an_answer_alike():
    (whole,) = answers(random.Random(8), 1)
    units = {"a": 1, "д": 1, "字": 1, "\x7f": 1, "\u2028": 1, "😀": 2, '"': 2, "\\": 2, "\n": 2, "\x01": 6, "\ud83d": 6}
    texts = []
    for letter, each in units.items():
        for spare in (-1, 0, 1):
            answer = letter * 1000 + "a" * (40_000 - len('["",""]') - 2000 * each + spare)
            entry = {**whole, "kind": "open", "answer": answer, "first": {**whole["first"], "answer": letter * 1000}}
            texts.append(json.dumps({"format": passport.FORMAT, "course": "small", "answers": [entry]}))
    assert run("text => LK.readPassport(text, 'small').length", texts) == [1, 1, 0] * len(units)
    assert [len(passport.parse(json.loads(text), "small", "p").answers) for text in texts] == [1, 1, 0] * len(units)


def test_ten_thousand_passports_lose_and_double_nothing():
    """Whatever order and however often one person's passports are put together, each question has one answer."""
    chance = random.Random(6)
    for _ in range(10_000 // 5):
        sound = [event.valid(raw, "small") for raw in answers(chance, 5)]
        sound = list({one["id"]: one for one in sound}.values())
        files = [
            passport.Passport("p", "", event.latest(chance.sample(sound, chance.randint(1, len(sound)))))
            for _ in range(4)
        ] + [passport.Passport("p", "", event.latest(sound))]
        together = passport.merge(files)
        chance.shuffle(files)
        assert passport.merge(files + files[:2]) == together == event.latest(sound)
        assert {one["question"] for one in sound} == set(together)


def test_ten_thousand_damaged_passports_get_a_sentence_or_sound_answers():
    chance = random.Random(7)
    for raw in answers(chance, 10_000):
        data = {"format": passport.FORMAT, "course": "small", "answers": [bent(chance, raw), raw]}
        if chance.random() < 0.3:
            data[chance.choice(["format", "course", "answers", "passport", "nickname"])] = chance.choice(WILD)
        try:
            read = passport.parse(data, "small", "p.json")
        except CourseError as error:
            assert str(error).startswith("p.json: ")
        else:
            assert all(event.valid(one, "small") == one for one in read.answers.values())
            assert raw["question"] in read.answers or raw not in data["answers"]
