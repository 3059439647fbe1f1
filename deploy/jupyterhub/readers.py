"""Readers of the built site, all at once, from an ordinary static server on 127.0.0.1.

The server is nginx where it is installed, which schools and hosts of pages use, else Python's own `http.server`: the
site needs nothing of either that the other lacks. Each reader opens lessons in a connection of a browser's own: the
page, and once all that the page asks for.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import aiohttp
from running import PATIENCE, free_ports

PAGES = 5  # that each reader opens
NGINX = """
daemon off; pid {place}/nginx.pid; error_log stderr error; worker_processes 2;
events {{ worker_connections 2048; }}
http {{
  include {types}; default_type application/octet-stream; access_log off; sendfile on;
  client_body_temp_path {place}; proxy_temp_path {place}; fastcgi_temp_path {place};
  uwsgi_temp_path {place}; scgi_temp_path {place};
  server {{ listen 127.0.0.1:{port} backlog=1024; root "{site}"; }}
}}
"""
ASKS = re.compile(r'<(?:link[^>]*?rel="(?:stylesheet|icon|manifest)"[^>]*?href|script[^>]*?src|img[^>]*?src)="([^"#]+)')


@contextlib.contextmanager
def served(site: Path) -> Iterator[tuple[str, str]]:
    """Give a folder out on 127.0.0.1 while it lasts; yields the address and the server's name."""
    (port,) = free_ports(1)
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    types = Path("/etc/nginx/mime.types")
    with tempfile.TemporaryDirectory() as folder:
        if nginx and types.is_file():
            Path(folder).chmod(0o755)
            file = Path(folder) / "nginx.conf"
            user = "user root;\n" if os.geteuid() == 0 else ""  # the site may lie where only we can read
            file.write_text(user + NGINX.format(place=folder, port=port, site=site, types=types), "utf-8")
            command = [nginx, "-c", str(file), "-p", folder]
        else:
            plain = ["-m", "http.server", str(port), "--bind", "127.0.0.1", "--protocol", "HTTP/1.1"]
            command = [sys.executable, *plain, "--directory", str(site)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}/", "nginx" if nginx else "python -m http.server"
        finally:
            process.terminate()
            process.wait()


def read(site: Path, count: int) -> list[str]:
    """Let so many readers read at once and print what it took; return a line for each request that failed."""
    if not (site / "index.html").is_file():
        return [f"no site stands in {site}: make site"]
    site = site.resolve()
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    with served(site) as (address, server):
        began = time.monotonic()
        spent, failed, requests, size = asyncio.run(_crowd(address, pages, count))
        took = time.monotonic() - began
    if spent:
        ordered = sorted(spent)
        worst = ordered[max(len(ordered) * 95 // 100 - 1, 0)]
        sys.stdout.write(
            f"\n## {count} readers of the site at once, from {server} (load {os.getloadavg()[0]:.1f})\n\n"
            f"{requests} requests, {len(failed)} errors, {size / 1e6:.0f} MB in {took:.1f} s; "
            f"a page with all it asks for: half in {1000 * statistics.median(spent):.0f} ms, "
            f"95 of 100 in {1000 * worst:.0f} ms, all in {1000 * ordered[-1]:.0f} ms\n"
        )
    return failed


async def _crowd(address: str, pages: list[str], count: int) -> tuple[list[float], list[str], int, int]:
    spent: list[float] = []
    failed: list[str] = []
    total = [0, 0]  # requests, bytes

    async def get(http: aiohttp.ClientSession, url: str) -> str:
        total[0] += 1
        try:
            async with http.get(url) as reply:
                body = await reply.read()  # raises where less comes than was announced
                total[1] += len(body)
                if reply.status != 200:
                    failed.append(f"{url}: {reply.status}")
                return body.decode("utf-8", "replace") if reply.content_type == "text/html" else ""
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            failed.append(f"{url}: {error!r}")
            return ""

    async def reader(number: int) -> None:
        chosen = random.Random(number).sample(pages, min(PAGES, len(pages)))
        known: set[str] = set()
        browser = aiohttp.TCPConnector(limit=6)  # as browsers do
        async with aiohttp.ClientSession(connector=browser, timeout=aiohttp.ClientTimeout(PATIENCE)) as http:
            for page in chosen:
                began = time.monotonic()
                url = address + page
                parts = {urljoin(url, part) for part in ASKS.findall(await get(http, url))}
                new = {part for part in parts if part.startswith(address)} - known
                known |= new
                await asyncio.gather(*(get(http, part) for part in new))
                spent.append(time.monotonic() - began)

    await asyncio.gather(*map(reader, range(count)))
    return spent, failed, total[0], total[1]


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    import socket

    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the static server did not start")
