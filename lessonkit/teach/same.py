"""Which passports are one student's: the rule of the class report.

An answer is known by its question and its id, which a browser draws at random. What two files say of each other:

- They *contradict* each other when both hold a question with different first tries (and different ids): one person has
  one first try. No file contradicts a later one of its student, in which tries are added and first tries stay.
- An answer that two contradicting files share is *common*: a course given out with answers in it, a passport passed on,
  an answer copied by hand. A log's id that contradicting files carry is *cloned*. Neither says whose a file is.
- Two files are joined when they do not contradict each other and either carry one log id that is not cloned, or share
  an answer that is not common and agree on at least half of the smaller one. A shares with B and B with C: all three.
- Joined files that contradict each other all the same are one student's only if one of them holds everything that both
  hold (the last file of somebody with two computers), and files under more than three log ids only if each holds the
  one before it (a new log id at each visit of a Binder). Otherwise each of them is counted by itself.
- Files put together are one student's *without doubt* only if one of them continues all others: it holds every question
  of theirs, each as it was or tried again later. Files that share nothing but a log id, that share what was given out
  and go apart from there, or that bear different nicknames stay one student but are *unsure*. So are two lessons from
  one log, the second out of an emptied browser. A file without any free text may continue one with it: a box in the
  lesson leaves the texts out, all of them.

A file all of whose answers are common and stand in one other file adds nobody. Whatever is decided against a sign of
being one person is doubtful, and said so. The order and the names of the files change nothing. What no rule can tell: a
passport handed on to somebody who only adds to it, under the same nickname or none, looks like the next day's file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from lessonkit.progress.passport import Passport
from lessonkit.quiz.kinds import KINDS

WRITTEN = {name for name, kind in KINDS.items() if kind.written}
UNCLAIMED = ("", "new")  # of a browser that has met no file yet: says nothing about whose it is
MACHINES = 3  # log ids under which one student may work without ever carrying the answers on
CROWD = 300  # files; what more of them share is common without a look at each two


@dataclass
class Sorted:
    """The students as lists of places of files; places that add nobody (place: the file that holds all); doubts."""

    students: list[list[int]] = field(default_factory=list)
    nobody: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, int] = field(default_factory=dict)  # place: how many files it resembles without being joined
    unsure: list[int] = field(default_factory=list)  # places that were joined with others and may be another student's


class _File:
    def __init__(self, passport: Passport, place: int) -> None:
        answers = passport.answers
        self.log: Hashable = passport.id if passport.id not in UNCLAIMED else ("unclaimed", place)
        self.ids = {question: event["id"] for question, event in answers.items()}
        self.marks = frozenset(self.ids.items())
        firsts = ((q, json.dumps(e["first"], sort_keys=True, default=str)) for q, e in answers.items())
        self.firsts = frozenset(firsts)
        self.nickname = " ".join(passport.nickname.split()).casefold()
        self.states = {question: (event["at"], event["try"]) for question, event in answers.items()}
        self.texts = frozenset(mark for mark in self.marks if answers[mark[0]]["kind"] in WRITTEN)

    def contradicts(self, other: _File) -> bool:
        """Say whether a question that both hold has neither one first try nor one id in them."""
        different = (question for question, _ in self.firsts - other.firsts if question in other.ids)
        return any(self.ids[question] != other.ids[question] for question in different)

    def holds(self, other: _File) -> bool:
        return other.ids.keys() <= self.ids.keys() and not self.contradicts(other)

    def continues(self, other: _File, texts: bool) -> bool:
        """Say whether this may be a later file of the other's student; without `texts`, those of the other may lack."""
        marks = other.marks if texts else other.marks - other.texts or other.marks
        return all(
            question in self.states and _tried_again(self.states[question], other.states[question])
            for question, _ in marks - self.marks
        )


def sort(passports: Sequence[Passport]) -> Sorted:
    """Say which of `passports`, none of them empty and no two alike, are one student's."""
    files = [_File(passport, place) for place, passport in enumerate(passports)]
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for place, file in enumerate(files):
        for sign in (*file.marks, ("log", file.log)):
            holders[sign].append(place)
    crowded = {sign for sign, places in holders.items() if len(places) > CROWD}
    together = {tuple(places) for sign, places in holders.items() if sign not in crowded}
    near = {pair for places in together for pair in combinations(places, 2)}
    against = {(a, b) for a, b in near if files[a].contradicts(files[b])}
    common: set[Hashable] = set(crowded)
    for a, b in against:
        common |= files[a].marks & files[b].marks
        if files[a].log == files[b].log:
            common.add(("log", files[a].log))
    joined = {(a, b) for a, b in near - against if _one(files[a], files[b], common)}

    found = Sorted()
    resembles: dict[int, int] = defaultdict(int)
    whose: dict[int, int] = {}
    for group in _groups(range(len(files)), joined):
        kept = [group] if _plausible([files[i] for i in group]) else [[i] for i in group]
        for members in kept:
            whose.update(dict.fromkeys(members, len(found.students)))
            found.students.append(members)
            found.unsure += _unsure(members, files)
    for a, b in near:
        if whose[a] != whose[b]:
            resembles[a] += 1
            resembles[b] += 1
    for many in (holders[sign] for sign in crowded):
        for place in many:
            resembles[place] += len(many) - 1
    found.doubtful = dict(sorted(resembles.items(), key=lambda pair: (-pair[1], pair[0])))
    _drop_beginnings(found, files, common, holders)
    return found


def _one(a: _File, b: _File, common: set[Hashable]) -> bool:
    if a.log == b.log and ("log", a.log) not in common:
        return True
    agreed = len(a.ids.keys() & b.ids.keys())  # on all that both hold: they do not contradict each other
    return bool((a.marks & b.marks) - common) and 2 * agreed >= min(len(a.ids), len(b.ids))


def _groups(places: Iterable[int], pairs: set[tuple[int, int]]) -> list[list[int]]:
    """Return the places in groups that the pairs connect, in order."""
    linked: dict[int, list[int]] = {place: [] for place in places}
    for a, b in pairs:
        linked[a].append(b)
        linked[b].append(a)
    groups, seen = [], set()
    for place in linked:
        if place in seen:
            continue
        seen.add(place)
        group, left = [], [place]
        while left:
            group.append(here := left.pop())
            fresh = [other for other in linked[here] if other not in seen]
            seen.update(fresh)
            left += fresh
        groups.append(sorted(group))
    return groups


def _plausible(files: list[_File]) -> bool:
    """Say whether joined files can be one student's."""
    if len(files) == 1:
        return True
    if len({file.log for file in files}) > MACHINES:
        for holds in (_File.holds, lambda a, b: b.holds(a)):
            # The files that no other holds, and those that hold no other.
            ends = {a.log for a in files if not any(holds(b, a) and not holds(a, b) for b in files)}
            if len(ends) > MACHINES:
                return False
    return all(any(c.holds(a) and c.holds(b) for c in files) for a, b in combinations(files, 2) if a.contradicts(b))


def _tried_again(later: tuple[str, int], earlier: tuple[str, int]) -> bool:
    # Answers of two computers, each a first try, are one first try when they are put together.
    return later[0] > earlier[0] and (later[1] > earlier[1] or later[1] == earlier[1] == 1)


def _unsure(places: list[int], files: list[_File]) -> list[int]:
    """Return those of one student's files that may be another student's: the ends that no file continues, and names."""
    unsure: set[int] = set()
    for texts in (False, True):
        some = [place for place in places if files[place].texts or not texts]
        largest_first = sorted(some, key=lambda place: -len(files[place].ids))
        if not some or any(all(files[b].continues(files[a], texts) for a in some) for b in largest_first):
            continue
        after = {(b, a) for a in some for b in some if files[b].continues(files[a], texts)}
        ends = [a for a in some if not any((b, a) in after and (a, b) not in after for b in some)]
        unsure.update(ends if len(ends) > 1 else some)  # forged dates may go round in a ring
    named = [place for place in places if files[place].nickname]
    if len({files[place].nickname for place in named}) > 1:
        unsure.update(named)
    return sorted(unsure)


def _drop_beginnings(
    found: Sorted, files: list[_File], common: set[Hashable], holders: dict[Hashable, list[int]]
) -> None:
    """Set aside a file of common answers alone that stand, all of them, in one larger file: a beginning given out."""
    for members in list(found.students):
        if len(members) != 1 or not files[members[0]].marks <= common:
            continue
        (place,) = members
        rarest = min((holders[mark] for mark in files[place].marks), key=len)
        larger = [i for i in rarest if files[place].marks < files[i].marks]
        if larger:
            found.students.remove(members)
            found.nobody[place] = larger[0]
            found.doubtful.pop(place, None)
