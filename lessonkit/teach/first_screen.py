"""What a teacher reads first, on a screen or on two printed pages: what to teach again, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lessonkit.html import Markup, bdi
from lessonkit.teach import again
from lessonkit.text import brief

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

FEW = 10  # students below which a share swings with every one of them
EACH = 3  # hard questions shown of an outcome
STOPS = 2  # places a lesson at which most stopped
WHOLES = 6  # wrong orders and numbers shown; all stand in the CSV file
OFTEN = 10  # one in so many gave it
STYLE = (
    ".first li{margin:.75rem 0;break-inside:avoid}.first p{margin:.25rem 0}.first tr{break-inside:avoid}"
    ".first table{border-collapse:collapse;width:100%}.first.first table :is(th,td){border-bottom:1px solid #767676;"
    "padding:.25rem .5rem;text-align:start;vertical-align:top;font-weight:normal}"
    ".first.first thead th{font-weight:bold}"
    ".first caption{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden;white-space:nowrap}"
    ".first .doubt{border-inline-start:4px solid;padding-inline-start:.75rem}.first .note{font-size:.9rem}"
)
#: Of the page as a whole, and of its two printed ones.
PAPER = (
    "main details{margin:1rem 0}summary :is(h2,h3){display:inline}.paper{display:none}"
    "@media print{@page{margin:15mm}body{font-size:9.5pt;line-height:1.35;margin:0;max-width:none;"
    "padding:0}.first .note,.first table{font-size:8.5pt}"
    "h1{font-size:15pt;margin:0}h2{font-size:12pt;margin:.6rem 0 .2rem}.rest{display:none}"
    ".paper{display:block}.first li{margin:.35rem 0}.first.first table :is(th,td){padding:.1rem .3rem}}"
)
RULE = (
    "Missed: fewer than half of a student's answers to its questions were right at the first try. Ranked by the share "
    "of those who answered; where two numbers differ by one or two students, their order means nothing. What stands in "
    "italics is what the page says to that answer: the mistake behind it."
)


def html(tables: dict[str, pd.DataFrame], students: int) -> Markup:
    """Return the essentials of a report: `tables` are those that the report writes, `students` how many there are."""
    if not students:
        return Markup("")
    parts = [
        _again(tables, students),
        _stopped(tables["stops"]),
        _shifts(tables["shifts"]),
        _wholes(tables["wholes"], tables["questions"]),
    ]
    return Markup('<section class="first">{}</section>').format(Markup("").join(parts))


def caution(students: int) -> str:
    """Return what is doubtful about a group of this size; "" where nothing is beyond the usual."""
    if students == 1:
        return (
            "One student: this list is what one person missed and says nothing about a class. Whoever knows whose file "
            "it is knows whose mistakes these are."
        )
    if students < FEW:
        return (
            f"With {students} students, each one is {100 / students:.0f} percent: one more wrong answer changes this "
            "list and its order. Take it as places to ask about, not as findings, and do not compare shares. In a "
            "group this small a number can also tell who it was, though nobody is named."
        )
    return ""


# -- what to teach again -----------------------------------------------------------------------------------------------


def _again(tables: dict[str, pd.DataFrame], students: int) -> Markup:
    began: dict[str, int] = dict(zip(tables["lessons"]["lesson"], tables["lessons"]["students"], strict=True))
    top, too_few = again.ranked(tables["outcomes"], began)
    said = caution(students)
    notes = [Markup('<p class="doubt">{}</p>').format(said)] if said else []
    asked = _hard(tables["questions"], began)
    items = [_unit(row, asked, tables["mistakes"]) for row in top.to_dict("records")]
    named = set(zip(top["lesson"], top["about"], strict=True))
    alone = [row for row in asked.to_dict("records") if row["hard"] and (row["lesson"], row["about"]) not in named]
    items += [_alone(row, tables["mistakes"]) for row in alone[: again.MOST - len(items)]]
    if not items:
        notes.append(Markup("<p>No outcome was missed by a quarter of the class, and no question by a third.</p>"))
    listed = Markup("<ol>{}</ol>").format(Markup("").join(items)) if items else Markup("")
    left = f" {too_few} of the outcomes were answered by too few to be ranked." if too_few else ""
    rule = Markup('<p class="note">{}{}</p>').format(RULE, left) if items or left else Markup("")
    return Markup("<h2>Teach again</h2>{}{}{}").format(Markup("").join(notes), listed, rule)


def _hard(asked: pd.DataFrame, began: dict[str, int]) -> pd.DataFrame:
    """Return the questions that somebody got wrong at first, the hardest first.

    `hard` are those that a third or more got wrong, and more than one student unless there is only one.
    """
    answered = asked[asked["students"] > 0]
    wrong = (answered["students"] - answered["right_first"]).astype(int)
    found = answered.assign(wrong=wrong, part_wrong=wrong / answered["students"].astype(int))
    found = found[found["wrong"] > 0].sort_values(["part_wrong", "wrong"], ascending=False, kind="stable")
    enough = found["students"] >= found["lesson"].map(began).fillna(0) * again.LEAST_ANSWERED
    often = (found["wrong"] > 1) | (found["students"] == 1)
    return found.assign(hard=enough & often & (found["part_wrong"] >= again.HARD))


def _unit(row: dict[Hashable, Any], asked: pd.DataFrame, mistakes: pd.DataFrame) -> Markup:
    still = "nobody does after trying again"
    if row["still"]:
        still = f"{row['still']} still {'does' if row['still'] == 1 else 'do'} after trying again"
    head = Markup("<strong>{}: {}.</strong> Missed by {} of {} students; {}.").format(
        _lesson(row), bdi(str(row["about"]).rstrip(".?")), row["missed"], row["students"], still
    )
    mine = asked[(asked["lesson"] == row["lesson"]) & (asked["about"] == row["about"])]
    shown = mine[mine["hard"]] if mine["hard"].any() else mine.head(1)
    said = [_question(one, mistakes) for one in shown.head(EACH).to_dict("records")]
    return Markup("<li>{}{}</li>").format(head, Markup("").join(said))


def _alone(row: dict[Hashable, Any], mistakes: pd.DataFrame) -> Markup:
    """Return a question that was hard though its outcome as a whole was not."""
    head = Markup("<strong>{}, one question of an outcome that most reached:</strong> {}.").format(
        _lesson(row), bdi(str(row["about"]).rstrip(".?"))
    )
    return Markup("<li>{}{}</li>").format(head, _question(row, mistakes))


def _lesson(row: dict[Hashable, Any]) -> str:
    return f"Lesson {str(row['lesson']).lstrip('0') or '0'}"


def _question(row: dict[Hashable, Any], mistakes: pd.DataFrame) -> Markup:
    where = Markup(" ({})").format(bdi(row["part"])) if row["part"] != "Elsewhere" else Markup("")
    asked = Markup('<p class="hardest">“{}”{} Wrong at first: {} of {}. {}</p>')
    stem = bdi(brief(str(row["stem"]), 190))
    return asked.format(
        stem, where, row["wrong"], row["students"], _mistake(mistakes, str(row["question"]), row["wrong"])
    )


def _mistake(mistakes: pd.DataFrame, question: str, wrong: int) -> Markup:
    """Return the mistake most made at a question, with what the page says to it; two where they are level.

    It stands out when a third or more of those who were wrong made it, and more than one student unless there is one.
    """
    mine = mistakes[mistakes["question"] == question]
    most = int(mine["students"].iloc[0]) if len(mine) else 0
    if 3 * most < wrong or (most <= 1 and len(mine) and int(mine["of"].iloc[0]) > 1):
        return Markup("No wrong answer stands out.")
    level = mine[mine["students"] == most]
    said = []
    for mistake, why in list(zip(level["mistake"], level["why"], strict=True))[:2]:
        text = mistake if mistake.startswith("“") else f"“{brief(mistake, 150)}”"
        reason = Markup(" <em>{}</em>").format(bdi(brief(why, 260))) if why else Markup("")
        said.append(bdi(text) + reason)
    others = f" ({len(level) - 2} others as often)" if len(level) > 2 else ""
    each = " each" if len(level) > 1 else ""
    return Markup("Most given wrong answer, by {}{}: {}{}").format(most, each, Markup(" and ").join(said), others)


# -- how far they came, and what changed -------------------------------------------------------------------------------


def _stopped(table: pd.DataFrame) -> Markup:
    rows, whole = [], []
    for lesson, mine in table.groupby("lesson", sort=True):
        began = int(mine["began"].iloc[0])
        ended = int(mine.loc[mine["place"] == mine["places"], "stopped"].sum())
        before = mine[mine["place"] < mine["places"]].sort_values("stopped", ascending=False, kind="stable")
        if not len(before):
            whole.append(f"{lesson} ({began})")
            continue
        most = [
            Markup("{} after question {} of {}: “{}”").format(stopped, place, places, bdi(brief(stem, 70)))
            for stopped, place, places, stem in zip(
                before["stopped"], before["place"], before["places"], before["stem"], strict=True
            )
        ]
        rows.append([lesson, began, ended, Markup("<br>").join(most[:STOPS])])
    if not (rows or whole):
        return Markup("")
    head = ["Lesson", "Began", "Came to the end", "Where most of the others stopped"]
    shown = _table("How far they came", head, rows) if rows else Markup("")
    all = Markup("<p>Everybody who began came to the end of: {}.</p>").format(", ".join(whole)) if whole else Markup("")
    return Markup("<h2>Who stopped where</h2>{}{}").format(shown, all)


def _shifts(table: pd.DataFrame) -> Markup:
    rows = [
        [row.after[:2], bdi(brief(row.stem, 80)), row.students, row.right_before, row.right_after, row.gained, row.lost]
        for row in table[table["students"] > 0].itertuples()
    ]
    if not rows:
        return Markup("")
    head = ["Again in lesson", "What was asked twice", "Students", "Right before", "Right after"]
    head += ["Wrong, then right", "Right, then wrong"]
    return Markup("<h2>Before and after</h2>{}").format(_table("Before and after", head, rows))


def _wholes(table: pd.DataFrame, asked: pd.DataFrame) -> Markup:
    stems = dict(zip(asked["question"], asked["stem"], strict=True))
    most = table.drop_duplicates("question").sort_values("students", ascending=False, kind="stable")
    most = most[((most["students"] > 1) & (OFTEN * most["students"] >= most["of"])) | (most["of"] == 1)].head(WHOLES)
    rows = [
        [bdi(brief(stems[row.question], 80)), bdi(brief(row.answer, 200)), f"{row.students} of {row.of}"]
        for row in most.itertuples()
    ]
    if not rows:
        return Markup("")
    head = ["Question", "Most given wrong", "Students"]
    return Markup("<h2>Wrong orders and numbers</h2>{}").format(_table("Wrong orders and numbers", head, rows))


def _table(title: str, head: list[str], rows: Sequence[Sequence[object]]) -> Markup:
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(word) for word in head)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    )
    table = Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return table.format(title, top, body)
