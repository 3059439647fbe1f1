"""The class report as files: an HTML page that needs no network, a CSV file for each of its tables, a page of texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from lessonkit import charts, web
from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.html import Markup, bdi, esc, trusted
from lessonkit.quiz.kinds import KINDS
from lessonkit.show.figures import figure
from lessonkit.show.table import as_text, table_html
from lessonkit.teach import classroom, first_screen, tickets, written
from lessonkit.teach.class_report import counted, read
from lessonkit.terminal import doing, visible
from lessonkit.text import brief

PAGE = "class-report.html"
#: The page is the one file: it loads nothing and runs nothing.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:72rem;margin:1.5rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}h1{line-height:1.2}main .lk-scroll{max-height:none}"
    "main .lk-scroll table.lk-data :is(th,td){min-width:3rem}"
    "main .stems table.lk-data td:not(.lk-n):nth-child(3),main .options table.lk-data td:nth-child(2){min-width:15rem}"
)
TITLES = {
    "lesson": "Lesson", "question": "Question", "kind": "Kind", "stem": "What was asked", "students": "Students",
    "answers": "Answers", "right_first": "Right at first try", "share_right_first": "Right at first try, %",
    "right_now": "Right at last", "tries": "Tries, median", "minutes": "Minutes, median",
    "discrimination": "Discrimination", "option": "Option", "right": "Right", "what": "Counted", "of": "Of",
    "share": "Share, %", "first_day": "First day", "last_day": "Last day", "before": "Before", "after": "After",
    "right_before": "Right before", "right_after": "Right after", "gained": "Wrong, then right",
    "lost": "Right, then wrong", "about": "What it is about", "part": "Part of the lesson", "questions": "Questions",
    "missed": "Missed it", "share_missed": "Missed it, %", "still": "Miss it still", "mistake": "Wrong answer",
    "why": "The mistake behind it", "place": "Place", "places": "Places", "stopped": "Stopped there", "began": "Began",
    "nickname": "Nickname", "answered": "Answered", "finished": "Finished lessons", "begun": "Begun lessons",
    "answer": "Given",
}  # fmt: skip
NOTES = (
    "Right at the first try, the share: of the students who answered, how many were right when they first checked.",
    "Discrimination: does being right here go with being right elsewhere? 1 is fully, 0 not at all; below 0, look at "
    f"the question. It is left empty below {classroom.FEWEST} students.",
    "Minutes: from a student's previous answer to this one, where both lie within "
    f"{classroom.PAUSE // 60} minutes; the median of the class. Reading before the first answer is not in it.",
    "Days are those of the time zone of the computer that made this report.",
    "Verdicts are those that the students' own browsers wrote into their passports: good for seeing where a class "
    "stands, not for marks.",
    "Files are counted as students by log ids and answers. A passport handed on to somebody who only adds to it cannot "
    "be told from the next day's file, and counts once; two computers that never exchanged a passport count twice.",
    "An answer, or a first try, given before a stem, an option or a key was changed counts nowhere. Passports from "
    "before answers were marked so are taken as they are.",
)


def write(folder: Path, out: Path, lesson: str = "", nicknames: bool = False) -> str:
    """Write page and tables into `out`, which is made; return in words what was read and written.

    With `lesson` the report is on one lesson alone; with `nicknames` it says who answered and finished what. Raises
    CourseError when the folder holds no passport, the lesson has no questions, or `out` cannot be written.
    """
    course, group, banks, tables, unused = read(folder, lesson, nicknames)
    pages = {PAGE: page(course, group, tables, unused)}
    if (texts := tickets.texts(group, banks)) or any(q.written for b in banks for q in b.questions):
        pages[tickets.PAGE] = tickets.page(course.title, texts, POLICY)
    try:
        written.folder(out)
        for name, table in tables.items():
            written.put(out / f"{name}.csv", written.csv(table))
        for name, html in pages.items():
            written.put(out / name, html.encode("utf-8", "replace"))
    except OSError as error:
        raise CourseError(
            f"{out} could not be written ({error.strerror or error})", "name another folder for the report"
        ) from None
    names = ", ".join([*pages, *(f"{name}.csv" for name in tables)])
    listed = [f"{title}: {name}: {why}" for title, files in _files(group).items() for name, why in files] + [
        f"Not counted: {line}" for line in unused
    ]
    return "\n".join([f"{counted(group)} Written to {visible(out)}: {names}.", *listed])


def _files(group: classroom.Group) -> dict[str, list[tuple[str, str]]]:
    return {
        "In doubt": group.doubtful + group.unsure,
        "Set aside": group.aside,
        "Put together": group.joined,
        "Read in part": group.partly,
    }


def page(course: Course, group: classroom.Group, tables: dict[str, pd.DataFrame], unused: list[str]) -> Markup:
    """Return the report as one HTML page; `unused` says which answers count nowhere."""
    named = "nicknames" in tables
    who = "Nicknames stand at the end: keep this page to yourself" if named else "Nobody is named"
    parts = [
        Markup("<h1>Class report: {}</h1>").format(bdi(course.title)),
        Markup("<p>{} {}; opinions are not looked at; texts stand in {} alone.</p>").format(
            counted(group), who, tickets.PAGE
        ),
        first_screen.html(tables, len(group.students)),
        Markup(
            '<p class="paper">The rest stands on the page on the screen and in the CSV files.</p><div class="rest">'
        ),
        *(
            _list([Markup("{}: {}").format(bdi(name), bdi(why)) for name, why in files], title)
            for title, files in _files(group).items()
        ),
        _list([esc(line) for line in unused], "Not counted"),
        _shown(tables["lessons"], "Each lesson"),
        _shown(tables["outcomes"], "Each outcome", folded=True),
        _shown(tables["parts"], "Each part of a lesson", folded=True),
        _list([esc(note) for note in NOTES], "How to read the numbers"),
    ]
    for lesson, asked in tables["questions"].groupby("lesson", sort=True):
        doing(f"Lesson {lesson} …")
        if asked["students"].any():
            chosen = tables["choices"][tables["choices"]["lesson"] == lesson]
            parts.append(_lesson(str(lesson), asked, chosen))
    parts.append(_shift(tables["shifts"]))
    if named:
        parts.append(_shown(tables["nicknames"], "Answered and finished, by nickname"))
    parts.append(Markup("</div>"))
    style = STYLE + first_screen.STYLE + first_screen.PAPER
    return Markup(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Class report: {}</title><style>{}{}</style></head>"
        "<body><main>{}</main></body></html>"
    ).format(POLICY, course.title, style, trusted(web.style()), Markup("").join(parts))


def _lesson(lesson: str, asked: pd.DataFrame, chosen: pd.DataFrame) -> Markup:
    answered = asked[asked["students"] > 0]
    plotted = pd.DataFrame(
        {"question": _labels(answered["question"], answered["stem"]), "share": _percent(answered["share_right_first"])}
    )
    # Thirty bars are as many as one picture holds.
    pictures = [_bars(plotted.iloc[i : i + 30], lesson, i) for i in range(0, len(plotted), 30)]
    return Markup("<details><summary><h2>Lesson {}</h2></summary>{}{}{}</details>").format(
        lesson,
        Markup("").join(pictures),
        _shown(asked.drop(columns=["lesson", "about", "part"]), f"Questions of lesson {lesson}"),
        _shown(chosen.drop(columns="lesson"), f"What was chosen first in lesson {lesson}", folded=True),
    )


def _bars(table: pd.DataFrame, lesson: str, start: int) -> Markup:
    table = table.copy()
    table.attrs = {"titles": {"question": "Question", "share": "Right at the first try, %"}}
    chart = charts.bars(table, category="question", value="share", unit="%", sort=False, most=100)
    more = f", from question {start + 1}" if start else ""
    return figure(chart, f"Lesson {lesson}: share right at the first try{more}").html


def _shift(table: pd.DataFrame) -> Markup:
    if not len(table):
        return Markup("<p>No knowledge question of this course is asked twice.</p>")
    rows = [
        {"question": label, "when": when, "share": round(100 * right / students)}
        for label, students, *both in zip(
            _labels(table["after"], table["stem"], lesson=True),
            table["students"],
            table["right_before"],
            table["right_after"],
            strict=True,
        )
        if students
        for when, right in zip(("before", "after"), both, strict=True)
    ]
    picture = Markup("")
    if rows:
        chart = charts.bars(
            pd.DataFrame(rows), category="question", value="share", group="when", unit="%", sort=False, most=100
        )
        picture = figure(chart, "Share right at the first try, before and after").html
    return Markup("<details><summary><h2>Questions asked twice</h2></summary>{}{}</details>").format(
        picture, _shown(table, "Questions asked twice")
    )


def _labels(ids: Sequence[str], stems: Sequence[str], lesson: bool = False) -> list[str]:
    # The id keeps two questions with one stem apart; with `lesson`, those of two lessons too.
    shown = ids if lesson else [id.split("-", 1)[1] for id in ids]
    return [f"{id}: {brief(stem, 60)}" for id, stem in zip(shown, stems, strict=True)]


def _percent(shares: pd.Series) -> pd.Series:
    return (pd.to_numeric(shares) * 100).round()


def _shown(table: pd.DataFrame, title: str, folded: bool = False) -> Markup:
    if not len(table):
        return Markup("")
    table = table.copy()
    for name in ("share", "share_right_first", "share_missed"):
        if name in table:
            table[name] = _percent(table[name])
    if "kind" in table:
        table["kind"] = [KINDS[kind].ask for kind in table["kind"]]
    for name in ("stem", "option", "about"):
        if name in table:
            table[name] = [brief(text, 160) for text in table[name]]  # whole in the CSV file
    table.attrs = {"titles": TITLES}
    kind = "stems" if "stem" in table else "options" if "option" in table else "plain"
    shown = Markup('<div class="{}">{}</div>').format(kind, table_html(as_text(table), title))
    return Markup("<details><summary>{}</summary>{}</details>").format(title, shown) if folded else shown


def _list(items: list[Markup], title: str) -> Markup:
    if not items:
        return Markup("")
    listed = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<h2>{}</h2><ul>{}</ul>").format(title, listed)
