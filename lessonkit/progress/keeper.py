"""The keeper: the one widget of a lesson. It takes answers from the browser and says when they are in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from lessonkit.course import Course
from lessonkit.errors import CourseError
from lessonkit.progress.log import Log

SCRIPT = Path(__file__).parent.parent / "web" / "keeper.js"


class Keeper(anywidget.AnyWidget):
    """Carries a lesson's answers between the browser and the log.

    The browser says hello, hears whose log this is and what it holds, and then sends what it has; each event is
    acknowledged by its id once it is in the file. Nothing is created before a browser says hello.
    """

    _esm = SCRIPT.read_text("utf-8")
    course = traitlets.Unicode().tag(sync=True)
    lesson = traitlets.Unicode().tag(sync=True)

    def __init__(self, course: Course, lesson: str) -> None:
        """Keep answers to `lesson` in the course's log."""
        super().__init__(course=course.id, lesson=lesson)
        self._log = Log(course)
        self.on_msg(self._heard)

    def _heard(self, _widget: Any, message: Any, _buffers: Any = None) -> None:
        if not isinstance(message, dict):
            return
        kind, sent = message.get("type"), message.get("events")
        sent = sent if isinstance(sent, list) else []
        state: dict[str, Any] = {"log_id": "", "kept": [], "answers": [], "fresh": kind == "hello"}
        try:
            if kind == "wipe":
                state["wiped"] = self._wipe(message.get("log_id"))
            state["kept"] = self._log.append(sent)
            if state["fresh"]:
                state["answers"] = list(self._log.answers(self.lesson).values())
            state |= {"log_id": self._log.id, "message": self._line(self._refused(sent, state["kept"]))}
        except CourseError as error:
            state["message"] = f"{error} Until then your answers stay in this browser."
        self.send({"type": "state", **state})

    def _wipe(self, log: Any) -> bool:
        """Empty the log when it is the one that was meant; another student's is not touched."""
        self._log.events()
        if not self._log.id or log != self._log.id:
            return False
        self._log.wipe()
        return True

    def _refused(self, sent: list[Any], kept: list[str]) -> int:
        """Return the number of questions whose last answer in `sent` the log did not take."""
        left = [event for event in sent if isinstance(event, dict) and event.get("id") not in kept]
        last = {str(event.get("question")): str(event.get("at")) for event in left}
        held = self._log.answers(self.lesson) if last else {}
        return sum(question not in held or held[question]["at"] < at for question, at in last.items())

    def _line(self, refused: int) -> str:
        mine = "Your other answers" if refused else "Your answers"
        line = f"{mine} are kept in {'/'.join(self._log.path.parts[-2:])}."
        if refused:
            answers = "1 answer is" if refused == 1 else f"{refused} answers are"
            line += (
                f" {answers} too long or damaged and in this browser alone: "
                "write less, or copy it into a document of your own."
            )
        if self._log.torn:
            lines = "1 line" if self._log.torn == 1 else f"{self._log.torn} lines"
            line += f" {lines} of it could not be read and stayed as found; everything else is there."
        return line

    def __repr__(self) -> str:
        return (
            "Run this cell to see which file keeps your answers. If this line stays, nothing here can write one: "
            "answers stay in this browser, so save your passport."
        )
