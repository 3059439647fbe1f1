"""The command line. Each subcommand imports what it needs only when it is called."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from lessonkit.errors import CourseError
from lessonkit.terminal import of_a_file, say, visible, wipe
from lessonkit.text import nearest


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; return 0, 1 for something to mend, 2 for a command that does not exist."""
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.call(arguments)
        sys.stdout.flush()  # a reader that has gone is noticed here, not when Python ends
        return code
    except CourseError as error:
        say(error, to=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` does; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno is None:
            raise  # no file's fault
        say(of_a_file(error), to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped.", to=sys.stderr)
        return 130
    finally:
        wipe()


class _Parser(argparse.ArgumentParser):
    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, f"there is no {value!r}; {nearest(value, action.choices)}")

    def error(self, message: str) -> NoReturn:
        super().error(visible(message))  # it repeats what was typed, or what a pattern of the shell found


def parser() -> argparse.ArgumentParser:
    """Return the parser with all subcommands; each one names the function that does the work."""
    top = _Parser(prog="lessonkit", description="Work on a course of Jupyter notebooks.")
    commands = top.add_subparsers(required=True, metavar="command")

    run = commands.add_parser("run", help="execute notebooks and store their outputs")
    run.add_argument("notebooks", nargs="*", type=Path, metavar="NB", help="default: all of the course")
    run.set_defaults(call=_run)

    check = commands.add_parser("check", help="hold notebooks, data and text against the course's rules")
    check.add_argument("notebooks", nargs="*", type=Path, metavar="NB", help="check these notebooks only")
    check.add_argument("--report", action="store_true", help="print the figures of the evidence base as well")
    check.add_argument("--today", type=_date, metavar="DATE", help="take this day (YYYY-MM-DD) as today")
    check.add_argument(
        "--against", type=Path, action="append", default=[], metavar="FOLDER", help="texts not to be copied"
    )
    check.set_defaults(call=_check)

    dictionary = commands.add_parser("dictionary", help="write data/README.md, the table of lessons.md, guide/")
    dictionary.set_defaults(call=_dictionary)

    new = commands.add_parser("new", help="start a course, a lesson or a table")
    new.set_defaults(call=_new)
    things = new.add_subparsers(required=True, metavar="what", dest="what")
    course = things.add_parser("course", help="write a small course that passes the check into a new folder")
    course.add_argument("folder", type=Path, metavar="FOLDER")
    course.add_argument("--title", required=True, help="what the course is called")
    lesson = things.add_parser("lesson", help="start a notebook and its questions")
    lesson.add_argument("lesson", metavar="LESSON", help="its number, such as 03")
    lesson.add_argument("title", metavar="TITLE")
    table = things.add_parser("table", help="take a CSV file into data/tables and describe its columns")
    table.add_argument("name", metavar="NAME", help="lower-case letters, digits and underscores")
    table.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE.csv")

    claims = commands.add_parser("claims", help="find a claim by words of its sentence")
    claims.add_argument("words", nargs="+", metavar="WORD")
    claims.set_defaults(call=_claims)

    quiz = commands.add_parser("quiz", help="start or try a file of questions")
    kinds = quiz.add_subparsers(required=True, metavar="what")
    new = kinds.add_parser("new", help="start the file of a lesson's questions")
    new.add_argument("lesson", metavar="LESSON", help="number of the lesson, such as 03")
    new.set_defaults(call=_quiz_new)
    attempt = kinds.add_parser("try", help="open a file of questions as a page in the browser")
    attempt.add_argument("file", type=Path, metavar="FILE")
    attempt.set_defaults(call=_quiz_try)
    export = kinds.add_parser("export", help="write questions for Moodle, Canvas or Google Forms")
    export.add_argument("lesson", metavar="LESSON", help="number of the lesson, such as 03, or all")
    to = ("gift", "moodle-xml", "qti", "forms")
    export.add_argument("--to", nargs="+", choices=to, required=True, metavar="FORMAT", help=", ".join(to))
    export.add_argument("-o", dest="out", type=Path, metavar="DIR", help="default: build/exports in the course")
    export.set_defaults(call=_quiz_export)

    group = commands.add_parser("class", help="report on a folder of students' passports")
    group.add_argument("folder", type=Path, metavar="FOLDER")
    group.add_argument("--out", type=Path, metavar="DIR", help="where the report goes; default: report/ in the folder")
    group.add_argument("--lesson", metavar="LESSON", default="", help="report on this lesson alone, such as 03")
    group.add_argument("--nicknames", action="store_true", help="say who answered and finished what, by nickname")
    group.set_defaults(call=_class)

    student = commands.add_parser("student", help="write a copy without keys and solutions, for graded work")
    student.add_argument("folder", type=Path, metavar="DIR", help="a new folder, or an earlier copy to be renewed")
    student.add_argument("--all", action="store_true", help="seal every question that has a key")
    student.set_defaults(call=_student)

    sheet = commands.add_parser("sheet", help="write a student sheet and a teacher's page of a lesson, to print")
    sheet.add_argument("lesson", metavar="LESSON", help="number of the lesson, such as 03")
    sheet.add_argument("--out", type=Path, metavar="FOLDER", help="default: build/sheets in the course")
    sheet.add_argument("--whole", action="store_true", help="all that the notebook holds, and an answer key")
    _printed(sheet)
    sheet.set_defaults(call=_sheet)

    plan = commands.add_parser("plan", help="write the plan of a lesson for whoever teaches it, to print")
    plan.add_argument("lessons", nargs="*", metavar="LESSON", help="numbers of lessons; default: all of the course")
    plan.add_argument("--out", type=Path, metavar="FOLDER", help="default: build/plans in the course")
    _printed(plan)
    plan.set_defaults(call=_plan)

    slides = commands.add_parser("slides", help="write a lesson as slides: one file that needs no network")
    slides.add_argument("lesson", metavar="LESSON", help="number of the lesson, such as 03")
    slides.add_argument("--out", type=Path, metavar="FOLDER", help="default: build/slides in the course")
    slides.set_defaults(call=_slides)

    links = commands.add_parser("links", help="print links and badges that open the course on Binder and elsewhere")
    links.add_argument(
        "repository", metavar="OWNER/REPO", help="on GitHub; an address there or of GitHub Pages will do"
    )
    links.add_argument("--branch", default="", metavar="NAME", help="a branch, tag or commit; default: main")
    links.add_argument("--hub", default="", metavar="ADDRESS", help="a JupyterHub with nbgitpuller, for its link")
    links.add_argument("--write", action="store_true", help="put Binder's badge between the marks of README.md")
    links.set_defaults(call=_links)
    return top


def _printed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--a4", action="store_true", help="for A4 paper instead of Letter")
    command.add_argument("--large", action="store_true", help="in large print")


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2027-01-31") from None


def _notebooks(named: Sequence[Path]) -> list[Path]:
    """Return the named notebooks, or all of the course around the working folder."""
    if named:
        return list(named)
    from lessonkit.course import find_course
    from lessonkit.course.shelf import shelf as find_shelf

    root = find_course().root
    shelf = find_shelf(root)
    for line in shelf.left_out():
        say(line)
    if not shelf.notebooks:
        raise CourseError(f"{root / 'notebooks'} holds no notebook", "name one, or change to the course's folder")
    return shelf.notebooks


def _run(arguments: argparse.Namespace) -> int:
    from lessonkit.author.run import run

    run(_notebooks(arguments.notebooks))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from lessonkit.author.check import main

    return main(arguments.notebooks, report=arguments.report, today=arguments.today, against=arguments.against)


def _dictionary(arguments: argparse.Namespace) -> int:
    from lessonkit.author import data_readme, guide, lessons_table
    from lessonkit.course import find_course

    course = find_course()
    say(*filter(None, (data_readme.write(course), lessons_table.write(course), guide.write(course))))
    return 0


def _new(arguments: argparse.Namespace) -> int:
    from lessonkit.author import new
    from lessonkit.course import find_course

    if arguments.what == "course":
        say(new.course(arguments.folder, arguments.title))
    elif arguments.what == "lesson":
        say(new.lesson(find_course(), arguments.lesson, arguments.title))
    else:
        say(new.table(find_course(), arguments.name, arguments.source))
    return 0


def _claims(arguments: argparse.Namespace) -> int:
    from lessonkit.author import find_claims
    from lessonkit.course import find_course

    say(*find_claims.found(find_course(), arguments.words))
    return 0


def _quiz_new(arguments: argparse.Namespace) -> int:
    from lessonkit.author.skeleton import write
    from lessonkit.course import find_course

    say(f"{write(find_course(), arguments.lesson)} is ready; overwrite its examples, then `lessonkit quiz try` it.")
    return 0


def _quiz_try(arguments: argparse.Namespace) -> int:
    from lessonkit.author.trial import show

    say(show(arguments.file))
    return 0


def _quiz_export(arguments: argparse.Namespace) -> int:
    from lessonkit.course import find_course
    from lessonkit.teach.export.write import write

    say(*write(find_course(), arguments.lesson, arguments.to, arguments.out))
    return 0


def _sheet(arguments: argparse.Namespace) -> int:
    from lessonkit.course import find_course
    from lessonkit.teach import pages, sheet

    form = pages.Form(arguments.a4, arguments.large)
    written = sheet.write(find_course(), arguments.lesson, arguments.out, arguments.whole, form)
    say(*(line for line in (*written.files, written.note) if line))
    return 0


def _plan(arguments: argparse.Namespace) -> int:
    from lessonkit.course import find_course
    from lessonkit.teach import pages, plan

    written = plan.write(find_course(), arguments.lessons, arguments.out, pages.Form(arguments.a4, arguments.large))
    say(*(line for line in (*written.files, written.note) if line))
    return 0


def _student(arguments: argparse.Namespace) -> int:
    from lessonkit.author import student
    from lessonkit.author.run import run
    from lessonkit.course import find_course

    done = student.write(find_course(), arguments.folder, arguments.all)
    run(student.notebooks(arguments.folder))
    say(*done.said())
    return 0


def _slides(arguments: argparse.Namespace) -> int:
    from lessonkit.course import find_course
    from lessonkit.teach.slides_file import write

    say(write(find_course(), arguments.lesson, arguments.out))
    return 0


def _links(arguments: argparse.Namespace) -> int:
    from lessonkit.course import find_course
    from lessonkit.publish import links

    repo = links.repository(arguments.repository, arguments.branch)
    say(*([links.write(find_course(), repo)] if arguments.write else links.said(find_course(), repo, arguments.hub)))
    return 0


def _class(arguments: argparse.Namespace) -> int:
    from lessonkit.teach.class_page import write

    out = arguments.out or arguments.folder / "report"
    say(*write(arguments.folder, out, arguments.lesson, arguments.nicknames).split("\n"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
