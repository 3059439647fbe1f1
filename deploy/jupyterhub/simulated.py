"""A student without a browser: logs in, opens a lesson, runs it and answers, by the requests that a page makes.

Answers go the way of `lessonkit/web/keeper.js`: over the websocket of the kernel to the keeper of the lesson. They are
kept here until the keeper has said that they are in the file, and sent again when a connection, a kernel or a server
was lost.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

import aiohttp
from questions import Question, shown_in, solution

LONGEST = 400  # seconds that anything may take
QUIET = 20  # seconds without a word from the keeper until the page sends again
PASSWORD = "a long word for one day"
Lost = (aiohttp.ClientError, ConnectionError, asyncio.TimeoutError)


class Student:
    """One student with one browser; `spent` has the seconds that each step took."""

    def __init__(self, hub: str, name: str) -> None:
        """Open no connection yet."""
        self.hub, self.name = hub, name
        self.base = f"{hub}/user/{name}"
        self.spent: dict[str, float] = {}
        self.questions: list[Question] = []
        self.given: list[str] = []  # ids of all answers
        self.waiting: list[dict[str, Any]] = []  # those that the file has not acknowledged
        self.again = 0  # how often a lost connection was made again
        self._tries: dict[str, dict[str, Any]] = {}
        self._cells: list[str] = []
        self._kernel = self._comm = self._log = ""
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def __aenter__(self) -> Student:
        """Open the browser."""
        limit = aiohttp.ClientTimeout(total=LONGEST)
        self._http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=limit, trust_env=False)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Close it."""
        await self._hang_up()
        await self._http.close()

    # -- the hub -------------------------------------------------------------------------------------------------------

    async def sign_up(self) -> None:
        """Make the account, which the class list knows."""
        words = {"username": self.name, "signup_password": PASSWORD, "signup_password_confirmation": PASSWORD}
        page = await self._form(f"{self.hub}/hub/signup", words)
        if "alert-success" not in page and "already in use" not in page:
            raise RuntimeError(f"{self.name} could not sign up: {_said(page)}")

    async def log_in(self) -> None:
        """Log in with name and password, and wait until the student's own server shows its first page."""
        with self._clock("log in"):
            page = await self._form(f"{self.hub}/hub/login?next=", {"username": self.name, "password": PASSWORD})
        with self._clock("server"):
            await self._served(page)

    async def _served(self, page: str) -> None:
        """Go from the hub's page to that of the server, as the waiting page does it."""
        last = time.monotonic() + LONGEST
        while "jupyter-config-data" not in page:
            if time.monotonic() > last:
                raise RuntimeError(f"the server of {self.name} did not start: {_said(page)}")
            if progress := re.search(r'new EventSource\("([^"]+)"\)', page):
                await self._progress(self.hub + json.loads(f'"{progress[1]}"').replace("&amp;", "&"))
            elif 'name="password"' in page:
                raise RuntimeError(f"{self.name} could not log in: {_said(page)}")
            page = await self._get(f"{self.hub}/hub/spawn/{self.name}")

    async def _progress(self, address: str) -> None:
        async with self._http.get(address) as reply:
            async for line in reply.content:
                if line.startswith(b"data:") and (said := json.loads(line[5:])):
                    if said.get("failed"):
                        raise RuntimeError(f"the server of {self.name} failed: {said.get('message')}")
                    if said.get("ready"):
                        return

    async def _form(self, address: str, words: dict[str, str]) -> str:
        token = re.search(r'name="_xsrf" value="([^"]*)"', await self._get(address))
        if not token:
            raise RuntimeError(f"no form stands at {address}")
        async with self._http.post(address, data={**words, "_xsrf": token[1]}) as reply:
            return await self._text(reply)

    async def _get(self, address: str) -> str:
        async with self._http.get(address) as reply:
            return await self._text(reply)

    async def _text(self, reply: aiohttp.ClientResponse) -> str:
        text = await reply.text()
        if reply.status >= 400:
            raise aiohttp.ClientResponseError(
                reply.request_info, reply.history, status=reply.status, message=_said(text)[:200]
            )
        return text

    # -- a lesson ------------------------------------------------------------------------------------------------------

    async def run(self, lesson: str) -> None:
        """Open the notebook of a lesson ("03"), run all its cells in order, and read the questions they show."""
        with self._clock("lesson"):
            listed = json.loads(await self._get(f"{self.base}/api/contents/notebooks"))["content"]
            path = next(item["path"] for item in listed if item["name"].startswith(f"{lesson}-"))
            cells = json.loads(await self._get(f"{self.base}/api/contents/{path}?content=1"))["content"]["cells"]
            self._cells = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
            self._path = path
            with self._clock("first cell"):
                await self._open()
            for code in self._cells[1:]:
                shown = await self._execute(code)
                self.questions += shown_in(shown)

    async def _open(self) -> None:
        """Start a kernel for the notebook, run the set-up cell, and say hello to the keeper that it shows."""
        await self._hang_up()
        new = {"path": self._path, "name": self._path, "type": "notebook", "kernel": {"name": "python3"}}
        token = self._http.cookie_jar.filter_cookies(aiohttp.client.URL(f"{self.base}/")).get("_xsrf")
        headers = {"X-XSRFToken": token.value if token else ""}
        async with self._http.post(f"{self.base}/api/sessions", json=new, headers=headers) as reply:
            self._kernel = json.loads(await self._text(reply))["kernel"]["id"]
        await self._connect()
        self._comm = ""
        await self._execute(self._cells[0])
        if not self._comm:
            raise RuntimeError(f"{self.name}: the set-up cell showed no keeper")
        await self._hello()

    async def _hello(self) -> None:
        ids = [event["id"] for event in self.waiting]
        said = await self._tell({"type": "hello", "passport": self._log or "new", "mine": bool(self._log), "ids": ids})
        if not said.get("log_id"):
            raise RuntimeError(f"{self.name}: the keeper opened no file: {said.get('message')}")
        self._log = said["log_id"]

    # -- answers -------------------------------------------------------------------------------------------------------

    async def answer_all(self, pause: float = 0) -> None:
        """Answer each question of the lesson once more, one after the other."""
        for question in self.questions:
            event = self._event(question)
            self.given.append(event["id"])
            self.waiting.append(event)
            await self.drain()
            await asyncio.sleep(pause)

    async def drain(self) -> None:
        """Send what waits until the file has it, whatever is lost on the way."""
        last = time.monotonic() + LONGEST
        while self.waiting:
            try:
                said = await self._tell({"type": "events", "log_id": self._log, "first": False, "events": self.waiting})
                self.waiting = [event for event in self.waiting if event["id"] not in said["kept"]]
            except Lost:
                if time.monotonic() > last:
                    raise
                await self._recover()

    async def _recover(self) -> None:
        """Do what page and student do when the line is dead: connect again, else start server and lesson again."""
        await asyncio.sleep(1)
        with suppress(*Lost):
            self.again += 1
            try:
                await self._connect()
                await self._hello()
            except aiohttp.ClientResponseError as error:
                if error.status < 500 or error.status == 503:  # the hub speaks in the place of a server that is gone
                    await self._served(await self._get(f"{self.hub}/hub/spawn/{self.name}"))
                    await self._open()

    def _event(self, question: Question) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        answer, right = solution(question)
        one = {"answer": answer, "right": right, "at": now, "asked": question["asked"]}
        before = self._tries.setdefault(question["id"], {"first": one, "try": 0})
        before["try"] += 1
        kind = "pretest" if question.get("pretest") else question["kind"]
        where = {"course": question["course"], "lesson": question["lesson"], "question": question["id"], "kind": kind}
        return {"id": secrets.token_hex(12), **where, **one, "score": None if right is None else 1, **before}

    # -- the kernel ----------------------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        await self._hang_up()
        address = f"{self.base}/api/kernels/{self._kernel}/channels?{urlencode({'session_id': secrets.token_hex(8)})}"
        self._socket = await self._http.ws_connect(address, origin=self.hub, max_msg_size=0, heartbeat=30)

    async def _hang_up(self) -> None:
        if self._socket:
            with suppress(*Lost):
                await asyncio.wait_for(self._socket.close(), 2)
        self._socket = None

    async def _send(self, kind: str, content: dict[str, Any]) -> str:
        if not self._socket or self._socket.closed:
            raise ConnectionError("no connection")
        header = {"msg_id": secrets.token_hex(8), "msg_type": kind, "username": "", "session": "s", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        await self._socket.send_str(json.dumps(message))
        return header["msg_id"]

    async def _hear(self, wanted: Callable[[dict[str, Any]], Any], limit: float) -> Any:
        """Return what `wanted` gives for the first message for which it gives something."""
        async with asyncio.timeout(limit):
            while True:
                if not self._socket:
                    raise ConnectionError("no connection")
                received = await self._socket.receive()
                if received.type is aiohttp.WSMsgType.TEXT:
                    message = json.loads(received.data)
                    opened = message["content"].get("data") if message["msg_type"] == "comm_open" else None
                    if opened and {"_esm", "course", "lesson"} <= opened.get("state", {}).keys():
                        self._comm = message["content"]["comm_id"]
                    if (found := wanted(message)) is not None:
                        return found
                elif received.type is not aiohttp.WSMsgType.BINARY:
                    raise ConnectionError("the connection was lost")

    async def _execute(self, code: str) -> str:
        """Run a cell and return the HTML it showed. Raises RuntimeError for a cell that fails."""
        words = {"silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        asked = await self._send("execute_request", {"code": code, "user_expressions": {}, **words})
        shown: list[str] = []
        left = {"execute_reply", "idle"}

        def done(message: dict[str, Any]) -> bool | None:
            if message["parent_header"].get("msg_id") != asked:
                return None
            kind, content = message["msg_type"], message["content"]
            shown.append("".join(content.get("data", {}).get("text/html", "")) if "data" in content else "")
            if kind == "error":
                raise RuntimeError(f"{self.name}: a cell failed: {content['ename']}: {content['evalue']}")
            left.discard(kind if kind != "status" else content["execution_state"])
            return None if left else True

        await self._hear(done, LONGEST)
        return "".join(shown)

    async def _tell(self, words: dict[str, Any]) -> dict[str, Any]:
        """Send the keeper a message as the page does, and return what it says to it."""
        content = {"comm_id": self._comm, "data": {"method": "custom", "content": words}}
        await self._send("comm_msg", content)

        def state(message: dict[str, Any]) -> dict[str, Any] | None:
            said = message["content"].get("data", {}) if message["msg_type"] == "comm_msg" else {}
            inner = said.get("content") or {}
            return inner if said.get("method") == "custom" and inner.get("type") == "state" else None

        return await self._hear(state, QUIET)

    def _clock(self, step: str) -> _Clock:
        return _Clock(self.spent, step)


class _Clock:
    def __init__(self, spent: dict[str, float], step: str) -> None:
        self._spent, self._step = spent, step

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._spent[self._step] = time.monotonic() - self._began


def _said(page: str) -> str:
    """Return the words of a page in one line."""
    body = re.sub(r"(?s)<(script|style).*?</\1>", " ", page.partition("<body")[2])
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())[:300]
