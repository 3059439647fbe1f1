"""Runs Firefox for Playwright and says for it what Debian's version does not say.

    python firefox_relay.py firefox-esr --remote-debugging-port=0 …

Playwright drives any Firefox by WebDriver BiDi, and tells each new window which colors it prefers. An extended support
release is a few months older than that command: here it gets an empty reply. It names no downloads either: each is
called by its address. All else goes through as it came.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

from tornado import httpserver, netutil, web, websocket

UNNAMED = ('"browsingContext.downloadWillBegin"', '"browsingContext.downloadEnd"')
UNKNOWN = ("emulation.setMediaFeaturesOverride",)
TOLD = re.compile(r"WebDriver BiDi listening on (?P<there>ws://\S+)")
LARGEST = 256 * 1024 * 1024  # bytes: a page's file may come in one message


class Relay(websocket.WebSocketHandler):
    """One connection of Playwright, led on to Firefox."""

    there = ""

    def check_origin(self, origin):
        return True

    async def open(self, *_):
        self.firefox = asyncio.ensure_future(
            websocket.websocket_connect(
                self.there + self.request.path.removesuffix("/"),
                on_message_callback=self._back,
                max_message_size=LARGEST,
            )
        )

    def _back(self, message):
        if message is None:
            self.close()
            return
        if any(event in message[:80] for event in UNNAMED):
            told = json.loads(message)
            told["params"].setdefault("download", told["params"].get("url"))
            message = json.dumps(told)
        self.write_message(message)

    async def on_message(self, message):
        command = json.loads(message)
        if command["method"] in UNKNOWN:
            await self.write_message(json.dumps({"type": "success", "id": command["id"], "result": {}}))
        else:
            await (await self.firefox).write_message(message)

    def on_close(self):
        if self.firefox.done() and not self.firefox.exception():
            self.firefox.result().close()


async def main(command):
    """Start Firefox, tell Playwright the relay's address in place of Firefox's own, and end when Firefox does."""
    sockets = netutil.bind_sockets(0, "127.0.0.1")
    server = httpserver.HTTPServer(web.Application([(".*", Relay)], websocket_max_message_size=LARGEST))
    server.add_sockets(sockets)
    here = f"ws://127.0.0.1:{sockets[0].getsockname()[1]}"
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    while line := (await firefox.stderr.readline()).decode(errors="replace"):
        if told := TOLD.search(line):
            Relay.there = told["there"]
            line = line.replace(told["there"], here)
        sys.stderr.write(line)
        sys.stderr.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
