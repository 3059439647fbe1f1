"""The file of answers: append-only JSON Lines beside the notebooks.

The first whole line names the log; each further line is one event. Two kernels may write at once. A line that a crash
has torn is left where it is, and a new one is begun after it. Where students share a folder, each further one has a
file of their own there, `answers-<id of the log>.jsonl`.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from lessonkit.errors import CourseError
from lessonkit.progress.event import Event, latest, merge, valid

if TYPE_CHECKING:
    from lessonkit.course import Course

try:
    import fcntl
except ImportError:  # Windows, and Python in the browser
    fcntl = None  # type: ignore[assignment]

NAME = "answers.jsonl"
FORMAT = 1


def folder(course: Course) -> Path:
    """Return the folder that answers are kept in: LESSONKIT_PROGRESS, else progress/ in the course.

    The setting may begin with ~ and name variables ($HOME); what is no whole path counts from the course. Raises
    CourseError for a variable or a home that the system does not know.
    """
    named = os.environ.get("LESSONKIT_PROGRESS", "").strip() or "progress"
    found = os.path.expanduser(os.path.expandvars(named))
    unknown = re.search(r"\$\w+|\$\{\w+\}|^~[^/\\]*|%\w+%", found)
    if unknown:
        raise CourseError(
            f"LESSONKIT_PROGRESS is {named}, and this system does not know {unknown[0]}",
            "write the whole path of a folder",
        )
    return course.root / found


def logs(course: Course) -> list[Path]:
    """Return the files of answers in the course's folder, its own first; none is opened."""
    place = folder(course)
    return [place / NAME, *sorted(place.glob(f"{Path(NAME).stem}-*{Path(NAME).suffix}"))]


class Log:
    """A course's answers on disk. Nothing is read or written before it is asked for."""

    def __init__(self, course: Course, path: Path | None = None, id: str = "") -> None:
        """Name the file: `path`, else the course's own. A file begun here gets `id`, else one of chance."""
        self.course = course.id
        self.path = path or folder(course) / NAME
        self._root = course.root
        self._first_id = id
        self.forgotten = 0  # how often another file, or an older copy, stood where this one was
        self._forget()
        self._head = b""  # the first line, which is another one in a file begun anew

    def _forget(self) -> None:
        self.id = ""
        self.torn = 0  # lines that could not be read
        self._events: dict[str, Event] = {}
        self._offset = 0
        self._last = b""  # the last line read, which is another one in a file put back or edited

    def peek(self) -> str:
        """Return the log's id without reading on; "" when there is no log or it cannot be read."""
        try:
            with self._open("rb") as file:
                return self._header(file.readline(4096)) or ""
        except (OSError, CourseError):
            return ""

    def events(self) -> list[Event]:
        """Return all events, each id once, in the order first written.

        Raises CourseError for another course's log or an unreadable file.
        """
        try:
            with self._open("rb") as file:
                self._refresh(file)
        except FileNotFoundError:
            self._lose()
        except OSError as error:
            raise self._failure("read", error) from None
        return list(self._events.values())

    def answers(self, lesson: str | None = None) -> dict[str, Event]:
        """Return the latest answer to each question, of one lesson or of all."""
        return latest(event for event in self.events() if lesson in (None, event["lesson"]))

    def append(self, events: Iterable[Any]) -> list[str]:
        """Write what the file does not say yet; return the ids of all events that it now holds.

        An event of which the file knows a later first try, or fewer tries, is written once more, merged. Begins the log
        when there is none. What is no event of this course is left out. Raises CourseError when nothing could be
        written; then the file is as before.
        """
        wanted = [event for event in (valid(raw, self.course) for raw in events) if event]
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._open("a+b") as file, _locked(file):
                self._refresh(file)
                new: dict[str, Event] = {}
                for event in wanted:
                    known = new.get(_key(event)) or self._events.get(_key(event))
                    merged = merge(known, event) if known else event
                    if merged != known:
                        new[_key(event)] = merged
                lines = [_line(event) for event in new.values()]
                if not self.id:
                    header = {"log": self._first_id or secrets.token_hex(8), "course": self.course, "format": FORMAT}
                    lines.insert(0, _line(header))
                if lines:
                    self._write(file, lines)
                    self._refresh(file)
        except OSError as error:
            raise self._failure("written", error) from None
        return [event["id"] for event in wanted if _key(event) in self._events]

    def wipe(self) -> None:
        """Empty the file for good; the next append begins a new log. Raises CourseError when that is refused."""
        try:
            with self._open("r+b") as file, _locked(file):
                self._refresh(file)  # another course's answers are not ours to wipe
                file.truncate(0)
                os.fsync(file.fileno())
                self._refresh(file)
                self._first_id = ""  # what comes next is another log
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._failure("wiped", error) from None

    # -- one open file -------------------------------------------------------------------------------------------------

    def _open(self, mode: str) -> IO[bytes]:
        # A pipe would wait for ever at opening, a device would never end.
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise CourseError(
                    f"{self.shown()} is no ordinary file",
                    "move it away, then run the set-up cell again",
                    place=self.shown(),
                )
        return self.path.open(mode)

    def _lose(self) -> None:
        self.forgotten += self._offset > 0
        self._forget()

    def _write(self, file: IO[bytes], lines: list[bytes]) -> None:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":
                lines = [b"\n", *lines]  # the torn line stays by itself
        # Past Python's buffer, which would write its rest at closing. The file is open for appending: all at its end.
        rest = memoryview(b"".join(lines))
        try:
            while rest:
                rest = rest[os.write(file.fileno(), rest) :]
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                os.ftruncate(file.fileno(), end)  # a full disk may have taken half a line
            raise

    def _refresh(self, file: IO[bytes]) -> None:
        file.seek(0)
        head = file.readline(4096)
        file.seek(self._offset - len(self._last))
        if not head.startswith(self._head) or file.read(len(self._last)) != self._last:
            self._lose()
        self._head = head
        file.seek(self._offset)
        for line in file:
            if not line.endswith(b"\n"):
                # Being written, torn, or whole and without its end, as some editors save it: read again next time.
                self._take(line, whole=False)
                break
            self._take(line)  # another course's header is refused again next time
            self._offset += len(line)
            self._last = line

    def _take(self, line: bytes, whole: bool = True) -> None:
        if not self.id and (found := self._header(line)):
            self.id = found
            return
        try:
            event = valid(json.loads(line), self.course)
        except (ValueError, RecursionError):
            event = None
        if event:
            known = self._events.setdefault(_key(event), event)
            if known is not event:
                self._events[_key(event)] = merge(known, event)
        elif whole and line.strip() and b'"log"' not in line:
            self.torn += 1

    def _header(self, line: bytes) -> str | None:
        try:
            header = json.loads(line)
        except (ValueError, RecursionError):
            return None
        log = header.get("log") if isinstance(header, dict) else None
        if not isinstance(log, str):
            return None
        if header.get("course") != self.course:
            raise CourseError(
                f"{self.shown()} holds answers to another course ({header.get('course')})",
                "move it away or name another folder in LESSONKIT_PROGRESS",
                place=self.shown(),
            )
        made = header.get("format")
        if type(made) is int and made > FORMAT:
            raise CourseError(
                f"{self.shown()} was written by a newer version of this course",
                "open that version, or move the file away and run the set-up cell again",
                place=self.shown(),
            )
        return log

    def _failure(self, what: str, error: OSError) -> CourseError:
        return CourseError(
            f"{self.shown()} could not be {what} ({error.strerror or error})",
            "free some space or allow writing there, then run the set-up cell again",
            place=self.shown(),
        )

    def shown(self) -> str:
        """Return the file as people look for it: from the course, else from the home folder, else in full."""
        for start, sign in ((self._root, ""), (Path.home(), "~/")):
            with suppress(ValueError, RuntimeError):
                return sign + self.path.relative_to(start).as_posix()
        return self.path.as_posix()


def _key(event: Event) -> str:
    # Two questions under one id are two answers, whoever made them so.
    return f"{event['id']} {event['question']}"


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    """Keep other kernels from writing meanwhile, where the system can do that.

    Where it cannot (Windows, Python in the browser, some network folders) lines stay whole all the same, each write
    being one append, and an answer written twice is read once.
    """
    with suppress(OSError, AttributeError):
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
    yield  # closing the file unlocks it
