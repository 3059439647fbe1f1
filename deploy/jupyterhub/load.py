"""A class at nine o'clock, on this machine: everybody logs in at once; then hub, proxy and servers are killed.

    make hub-load                               30 students, lesson 03, then 200 readers of the site
    make hub-load HUB_ARGS="--students 5 --readers 0"

All of it goes to 127.0.0.1. Students think no longer than the network: each waits for nobody, so that a real class is
kinder to the machine. The exit code is 1 when a student fails or an answer is lost.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import math
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import readers  # noqa: E402
from running import Hub, memory, worked  # noqa: E402
from simulated import Student  # noqa: E402

OUTAGE = 3  # seconds that a killed hub or proxy stays away
STEPS = {
    "log in": "name and password, until the hub has taken them",
    "server": "until the student's own Jupyter shows its page",
    "first cell": "from opening the notebook until its set-up cell is done",
    "lesson": "until every cell of the lesson is done",
    "answers": "until each answer of the lesson is in the file",
}


def say(*lines: str) -> None:
    """Print lines now: a run takes minutes."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def at_percent(values: Iterable[float], percent: float) -> float:
    """Return the smallest of the values that so many percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)]


def busy() -> str:
    """Return what else the machine does, without which no time means anything."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


async def together(students: list[Student], act: Callable[[Student], Awaitable[None]]) -> list[str]:
    """Let all students do something at once; return a line for each who could not."""
    done = await asyncio.gather(*(act(student) for student in students), return_exceptions=True)
    return [
        f"{one.name}: {what!r}" for one, what in zip(students, done, strict=True) if isinstance(what, BaseException)
    ]


async def arrive(hub: Hub, students: list[Student], lesson: str) -> list[str]:
    """Make the accounts, then let everybody log in, run the lesson and answer its questions at once."""

    async def whole(student: Student) -> None:
        await student.log_in()
        await student.run(lesson)
        began = time.monotonic()
        await student.answer_all()
        student.spent["answers"] = time.monotonic() - began

    for student in students:  # in the days before
        await student.sign_up()
    say(f"\n## {len(students)} students at once ({busy()})\n")
    failed = await together(students, whole)
    say("| seconds | half of them | 95 of 100 | all | |", "| --- | ---: | ---: | ---: | --- |")
    for step, words in STEPS.items():
        if spent := [student.spent[step] for student in students if step in student.spent]:
            half, most, last = statistics.median(spent), at_percent(spent, 95), max(spent)
            say(f"| {step} | {half:.1f} | {most:.1f} | {last:.1f} | {words} |")
    answers = sum(len(student.given) for student in students)
    say(f"\n{len(failed)} failed; {answers} answers given; load {os.getloadavg()[0]:.1f} at the end.")
    return failed


def weigh(hub: Hub, students: list[Student]) -> None:
    """Print what the students' processes hold and have worked, a lesson run and open in each."""
    processes = [hub.processes(student.name) for student in students]
    server = statistics.mean(worked(pids[:1]) for pids in processes)
    kernel = statistics.mean(worked(pids[1:]) for pids in processes)
    say("\n| a student's share of a core | seconds |", "| --- | ---: |")
    say(f"| the server, from its start | {server:.1f} |", f"| the kernel, for the whole lesson | {kernel:.1f} |")
    each = [memory(pids) for pids in processes]
    servers = [memory(pids[:1]) for pids in processes]
    mean, most = statistics.mean(each), max(each)
    own = memory([process.pid for process in (hub.hub, hub.proxy) if process])
    say("\n| memory (PSS) | MB |", "| --- | ---: |", f"| a student: server and the kernel of one lesson | {mean:.0f} |")
    say(
        f"| the student who has most | {most:.0f} |",
        f"| of that the server, no lesson open | {statistics.mean(servers):.0f} |",
    )
    say(f"| hub and proxy | {own:.0f} |", f"| **students a GB** | **{1024 / most:.1f}** |")


async def killed(hub: Hub, what: str, students: list[Student], kill: Callable[[], Awaitable[str]]) -> list[str]:
    """Kill something while everybody answers, see that all answers arrive, and say what happened."""
    before = {student.name: len(student.given) for student in students}
    again = sum(student.again for student in students)
    answering = asyncio.gather(*(student.answer_all(pause=0.3) for student in students), return_exceptions=True)
    while min(len(student.given) - before[student.name] for student in students) < 3 and not answering.done():
        await asyncio.sleep(0.05)
    note = await kill()
    back = time.monotonic()
    done = await answering
    failed = [f"{what}: {one!r}" for one in done if isinstance(one, BaseException)]
    given = sum(len(student.given) - before[student.name] for student in students)
    lost = missing(hub, students)
    waited = time.monotonic() - back
    again = sum(student.again for student in students) - again
    say(f"| {what} | {given} | {len(lost)} | {again} | {waited:.0f} | {note} |")
    return failed + lost


def missing(hub: Hub, students: list[Student]) -> list[str]:
    """Return each answer that a student gave and that no line of the student's file holds."""
    lost = []
    for student in students:
        file = hub.folder(student.name) / "answers" / "answers.jsonl"
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
        held = {json.loads(line).get("id") for line in lines}
        lost += [f"{student.name}: answer {id} is lost" for id in student.given if id not in held]
    return lost


async def accidents(hub: Hub, students: list[Student]) -> list[str]:
    """Kill hub, proxy and servers in turn while everybody answers."""
    before = {student.name: hub.processes(student.name)[0] for student in students}

    async def the_hub() -> str:
        hub.kill(hub.hub)
        await asyncio.sleep(OUTAGE)
        await asyncio.to_thread(hub.start_hub)
        same = sum(hub.processes(name)[:1] == [pid] for name, pid in before.items())
        return f"back after {OUTAGE} s; {same} of {len(students)} servers went on"

    async def the_proxy() -> str:
        hub.kill(hub.proxy)
        await asyncio.sleep(OUTAGE)
        await asyncio.to_thread(hub.start_proxy)
        return f"back after {OUTAGE} s; the hub told it the servers again"

    async def some_servers() -> str:
        some = students[: max(1, len(students) // 3)]
        for student in some:
            for pid in hub.processes(student.name):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        return f"server and kernel of {len(some)} of {len(students)}; each was started again by its student"

    say(f"\n## Killed in the middle ({busy()})\n")
    say("| what was killed | answers given meanwhile | lost | connected again | seconds until all were in | |")
    say("| --- | ---: | ---: | ---: | ---: | --- |")
    failed = []
    for what, kill in (("hub", the_hub), ("proxy", the_proxy), ("servers", some_servers)):
        failed += await killed(hub, what, students, kill)
    return failed


async def classroom(hub: Hub, names: list[str], lesson: str) -> list[str]:
    """Run the whole day and return a line for each thing that went wrong."""
    async with contextlib.AsyncExitStack() as stack:
        students = [await stack.enter_async_context(Student(hub.url, name)) for name in names]
        failed = await arrive(hub, students, lesson)
        failed += missing(hub, students)
        if not failed:
            weigh(hub, students)
            failed += await accidents(hub, students)
        return failed


def main() -> int:
    """Read the command line and run what it asks for."""
    parser = argparse.ArgumentParser(description="Thirty students on a hub of this machine, and readers of the site.")
    parser.add_argument("--students", type=int, default=30, help="how many log in at once; 0 leaves the hub out")
    parser.add_argument("--lesson", default="03", help="the lesson that they run")
    parser.add_argument("--readers", type=int, default=200, help="how many read the site at once; 0 leaves it out")
    parser.add_argument("--site", type=Path, default=HERE.parents[1] / "build/site/html", help="the built site")
    asked = parser.parse_args()
    failed: list[str] = []
    if asked.students:
        names = [f"class-{number:03}" for number in range(1, asked.students + 1)]
        place = tempfile.TemporaryDirectory(prefix="course-hub-", ignore_cleanup_errors=True)
        with place as folder, Hub(Path(folder), names) as hub:
            failed += asyncio.run(classroom(hub, names, asked.lesson))
            if failed:
                say("\nThe hub's last words:", hub.log()[-2000:])
    if asked.readers:
        failed += readers.read(asked.site, asked.readers)
    say(*(f"FAILED {line}" for line in failed))
    say(f"\n{'nothing failed' if not failed else f'{len(failed)} things failed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
