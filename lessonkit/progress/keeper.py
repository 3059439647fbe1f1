"""The keeper: the one widget of a lesson. It takes answers from the browser and says when they are in the file."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.progress.log import Log, folder, logs

SCRIPT = Path(__file__).parent.parent / "web" / "keeper.js"
_PASSPORT = re.compile(r"[\w-]{8,60}", re.ASCII)


class Keeper(anywidget.AnyWidget):
    """Carries answers between the browser and the log.

    The browser says hello and whose answers it shows. It hears what that log holds, or, when there is none and the
    folder holds answers all the same, which files there are: then the reader says whose they are. The browser then
    sends what it has, always for one log; each event is acknowledged by its id once it is in that file. Nothing is
    created before a browser says hello.
    """

    _esm = SCRIPT.read_text("utf-8")
    course = traitlets.Unicode().tag(sync=True)
    lesson = traitlets.Unicode().tag(sync=True)

    def __init__(self, course: Course, lesson: str, slides: Callable[[], str] | None = None) -> None:
        """Keep answers of the course; `lesson` is where the widget stands, `slides` makes the page that presents it."""
        super().__init__(course=course.id, lesson=lesson)
        self._course = course
        self._slides = slides
        self._known: dict[Path, Log] = {}  # so that each file is read once
        self._seen: dict[Path, int] = {}  # how often each had been exchanged when the page heard what it holds
        self.on_msg(self._heard)

    def _heard(self, _widget: Any, message: Any, _buffers: Any = None) -> None:
        # Where Python runs in the browser, a null is an object of JavaScript's: it becomes None, whatever holds it.
        message = json.loads(json.dumps(message, default=lambda _null: None))
        if not isinstance(message, dict):
            return
        if message.get("type") == "present":
            self.send({"type": "slides", **self._shown()})
            return
        state: dict[str, Any] = {
            "log_id": "",
            "kept": [],
            "answers": [],
            "fresh": message.get("type") in ("hello", "own"),
        }
        try:
            state |= self._reply(message)
        except CourseError as error:
            state["message"] = f"{error} Until then your answers stay in this browser."
        self.send({"type": "state", **state})

    def _reply(self, message: dict[str, Any]) -> dict[str, Any]:
        kind, sent = message.get("type"), message.get("events")
        sent = sent if isinstance(sent, list) else []
        if kind == "hello":
            return self._hello(message)
        if kind == "own":
            return self._opened(self._own(message.get("passport")))
        meant = message.get("log_id")
        if kind == "wipe":
            if not (log := self._find(meant)):
                return {"wiped": False, "other": True, "message": "Another file stands there now; it was not wiped."}
            log.wipe()
            log.append([])
            return {"wiped": True, "log_id": log.id, "message": self._line(log)}
        # A page from before logs had names in messages means the one that is there.
        log = self._find(meant) if "log_id" in message else self._at(logs(self._course)[0])
        ids = [event.get("id") for event in sent if isinstance(event, dict)]
        if not log or (message.get("first") and self._strange(log, ids)):
            return {"other": True, "message": "Another file stands there now: nothing was written to it."}
        kept = log.append(sent)
        # Put back to an older copy, it may lack what this page has been told is kept.
        older = log.forgotten > self._seen.get(log.path, 0)
        return {"log_id": log.id, "kept": kept, "other": older, "message": self._line(log, sent, kept)}

    def _shown(self) -> dict[str, str]:
        """Return the slides of the lesson as it is on disk, or a sentence why there are none."""
        try:
            return {"page": str(self._slides())} if self._slides else {"message": "There are no slides here."}
        except CourseError as error:
            return {"message": str(error)}

    # -- which file ----------------------------------------------------------------------------------------------------

    def _at(self, path: Path, id: str = "") -> Log:
        if path not in self._known:
            self._known[path] = Log(self._course, path, id)
        return self._known[path]

    def _find(self, id: Any) -> Log | None:
        """Return the log of that id; the ids of all are looked at anew, for a file may have been exchanged."""
        if not isinstance(id, str) or not id:
            return None
        for path in logs(self._course):
            log = self._at(path)
            with suppress(CourseError):  # a neighbor's damaged file
                log.events()
                if log.id == id:
                    return log
        return None

    def _hello(self, message: dict[str, Any]) -> dict[str, Any]:
        """Open the log of the browser's passport, or a new one, or say which files hold answers of others."""
        log = self._find(message.get("passport"))
        ids = message.get("ids")
        if "passport" in message and not (log and (message.get("mine") or not self._strange(log, ids))):
            held = self._held()
            if held:
                return {"files": held, "message": "Your answers stay in this browser until you have chosen."}
        return self._opened(log or self._at(logs(self._course)[0]))

    def _held(self) -> list[dict[str, Any]]:
        held: dict[str, dict[str, Any]] = {}
        for path in logs(self._course):
            with suppress(CourseError):
                log = self._at(path)
                answers = log.answers()
                if answers and not log.id:
                    log.append([])  # its first line is torn: without an id nobody could say that it is theirs
                if answers and log.id not in held:  # a copy of it is opened with it
                    last = max(event["at"] for event in answers.values())
                    held[log.id] = {"log_id": log.id, "name": log.shown(), "answers": len(answers), "last": last}
        return list(held.values())

    def _own(self, passport: Any) -> Log:
        """Return the file of this passport alone, to be begun: the course's own where nobody has one yet."""
        id = passport if isinstance(passport, str) and _PASSPORT.fullmatch(passport) else secrets.token_hex(8)
        if found := self._find(id):
            return found
        first = logs(self._course)[0]
        path = folder(self._course) / f"{first.stem}-{id}{first.suffix}" if first.exists() else first
        self._known.pop(path, None)
        return self._at(path, id)

    def _strange(self, log: Log, ids: Any) -> bool:
        """Say whether a log that a browser took up while it was empty has answers that are not among its own `ids`."""
        return any(event["id"] not in (ids if isinstance(ids, list) else []) for event in log.events())

    # -- what is said --------------------------------------------------------------------------------------------------

    def _opened(self, log: Log) -> dict[str, Any]:
        log.append([])
        for path in logs(self._course):
            with suppress(CourseError):
                if path != log.path and self._at(path).peek() == log.id:  # what a sync program made of two computers
                    log.append(self._at(path).events())
        self._seen[log.path] = log.forgotten
        return {"log_id": log.id, "answers": list(log.answers().values()), "message": self._line(log)}

    def _line(self, log: Log, sent: Sequence[Any] = (), kept: Sequence[str] = ()) -> str:
        refused = self._refused(log, sent, kept)
        mine = "Your other answers" if refused else "Your answers"
        line = f"{mine} are kept in {log.shown()}."
        if refused:
            answers = "1 answer is" if refused == 1 else f"{refused} answers are"
            line += (
                f" {answers} too long or damaged and in this browser alone: "
                "write less, or copy it into a document of your own."
            )
        if log.torn:
            lines = "1 line" if log.torn == 1 else f"{log.torn} lines"
            line += f" {lines} of it could not be read and stayed as found; everything else is there."
        return line

    def _refused(self, log: Log, sent: Sequence[Any], kept: Sequence[str]) -> int:
        """Return the number of questions whose last answer in `sent` the log did not take."""
        left = [event for event in sent if isinstance(event, dict) and event.get("id") not in kept]
        last = {str(event.get("question")): str(event.get("at")) for event in left}
        held = log.answers() if last else {}
        return sum(question not in held or held[question]["at"] < at for question, at in last.items())

    def __repr__(self) -> str:
        return (
            "Run this cell to see which file keeps your answers. If this line stays, nothing here can write one: "
            "answers stay in this browser, so save your passport."
        )
