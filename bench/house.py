"""What the whole house takes: memory, the time until the doors are open, and the weight of pages over the wire."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench.fill import TOPICS, fill
from bench.ground import KEY, a_database, an_app, cookie_and_token, database_of
from bench.hand_out import release
from bench.processes import family, pss
from bench.say import Figure, run, say
from bench.streams import open_streams
from tests.support.browser import chromium

ROOT = Path(__file__).resolve().parents[1]
TICKETS, WAITING, STREAMS, STARTS = 1_000_000, 100_000, 100, 5
QUEUE = f"/queues/{TOPICS[0].lower()}"
ASKS_AS = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def main() -> list[Figure]:
    """On SQLite, as `make run` serves it."""
    with a_database("sqlite") as url:
        database = database_of(url)
        fill(database, WAITING, resolved=TICKETS - WAITING, topics=len(TOPICS), agents=STREAMS, hands=1)
        app = an_app(url)
        browsers = {n: cookie_and_token(app, n) for n in range(1, STREAMS + 1)}
        app.extensions["database"].engine.dispose()
        figures = cold_start(url, browsers[1][0])
        with make_run(url) as (address, pid):
            until_answer(address, "/login", "")
            figures += footprint(address, pid, browsers)
            release(database)  # a queue page of fifty rows, without a hundred tickets at the counters
            figures += weights(address, *browsers[1])
    return figures


@contextmanager
def make_run(url: str) -> Iterator[tuple[str, int]]:
    """The address and the process of what `make run` starts when everything is installed."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    settings = {"WARTESAAL_DATABASE_URL": url, "WARTESAAL_SECRET_KEY": KEY, "PORT": str(port), "DEMO": "0"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "run.py"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
        )
        try:
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait()


def until_answer(url: str, path: str, cookie: str) -> http.client.HTTPResponse:
    """The first answer of a server that is just starting."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            return ask(url, path, cookie)
        except ConnectionRefusedError:
            time.sleep(0.005)
    raise TimeoutError("the server did not open its door")


# ---- memory


def footprint(url: str, pid: int, browsers: dict[int, tuple[str, str]]) -> list[Figure]:
    """Everything that `make run` leaves running; each desk has opened its pages and holds its stream."""
    with open_streams(url, [cookie for cookie, _token in browsers.values()], "queue:1 topics"):
        for cookie, token in browsers.values():
            for path in ("/", QUEUE, "/queues"):
                ask(url, path, cookie)
            ask(url, "/next", cookie, f"csrf_token={token}")
            ask(url, "/", cookie)
        processes = family(pid)
        mebibytes = pss(processes) / 2**20
    what = f"footprint of {len(processes)} processes with {STREAMS} streams, after {5 * STREAMS} pages"
    return [say(what, f"{mebibytes:.0f} MiB PSS", "≤ 250 MiB", mebibytes <= 250)]


def ask(url: str, path: str, cookie: str, form: str | None = None) -> http.client.HTTPResponse:
    """One request on a connection of its own; the answer is read."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    headers = {"Cookie": cookie, **ASKS_AS}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if form is None else "POST", path, form, headers)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


# ---- cold start


def cold_start(url: str, cookie: str) -> list[Figure]:
    """From the start of `make run` to the last byte of the first page, at a million tickets."""
    figures = []
    for name, path in (("login page", "/login"), ("desk", "/")):
        times = []
        for _n in range(STARTS):
            times.append(start_and_ask(url, path, cookie))
        seconds = median(times)
        figures.append(
            say(
                f"cold start at {TICKETS:,} tickets to the first {name}",
                f"{seconds:.2f} s (of {STARTS}: {min(times):.2f} to {max(times):.2f})", "≤ 1.5 s", seconds <= 1.5,
            )
        )  # fmt: skip
    return figures


def start_and_ask(url: str, path: str, cookie: str) -> float:
    """The seconds until the page was there."""
    began = time.perf_counter()
    with make_run(url) as (address, _pid):
        answer = until_answer(address, path, cookie if path != "/login" else "")
        took = time.perf_counter() - began
        assert answer.status == 200, answer.status
    return took


# ---- weights


@dataclass
class Weight:
    """What went over the wire for one page, heads and bodies."""

    requests: int = 0
    size: int = 0


def weights(url: str, cookie: str, token: str) -> list[Figure]:
    """Desk and queue page as a browser loads them, and one live part."""
    ask(url, "/next", cookie, f"csrf_token={token}")  # a desk with a ticket in hand is the heavy one
    with chromium() as browser:
        desk = cold(browser, url, cookie, "/")[0]
        queue, warm = cold(browser, url, cookie, QUEUE)
    figures = [
        say("desk cold", f"{desk.size / 1000:.1f} kB", "≤ 60 kB", desk.size <= 60_000),
        say("desk cold, requests", str(desk.requests), "≤ 8", desk.requests <= 8),
        say("queue page cold", f"{queue.size / 1000:.1f} kB", "≤ 40 kB", queue.size <= 40_000),
        say("queue page warm", f"{warm.size / 1000:.1f} kB in {warm.requests} requests", "≤ 6 kB", warm.size <= 6_000),
    ]
    for name, path in (
        ("rows of a queue", f"{QUEUE}/rows"),
        ("counter", "/desk/counter"),
        ("all queues", "/queues/all"),
    ):
        answer = ask(url, path, cookie)
        size = len(answer.body) + len(str(answer.headers))  # type: ignore[attr-defined]
        figures.append(say(f"live part, {name}", f"{size / 1000:.1f} kB", "≤ 4 kB", size <= 4_000))
    return figures


def cold(browser: Any, url: str, cookie: str, path: str) -> tuple[Weight, Weight]:
    """The page in a browser that has never been here, and once more in the same one."""
    name, _equals, value = cookie.partition("=")
    context = browser.new_context(base_url=url, locale="de-DE")
    context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    weighed = []
    for _visit in range(2):
        weight = weigh(page, path)
        weighed.append(weight)
    context.close()
    return weighed[0], weighed[1]


def weigh(page: Any, path: str) -> Weight:
    """Open *path*; what comes out of the browser's own cache weighs nothing, the stream is no part of the page."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    weight, streams = Weight(), set()

    def started(event: Any) -> None:
        if event.get("type") == "EventSource":
            streams.add(event["requestId"])

    def finished(event: Any) -> None:
        if event["requestId"] not in streams and event["encodedDataLength"] > 0:
            weight.requests += 1
            weight.size += int(event["encodedDataLength"])

    network.on("Network.requestWillBeSent", started)
    network.on("Network.loadingFinished", finished)
    page.goto(path)
    page.wait_for_timeout(1_500)  # the parts that the page asks for by itself belong to it
    network.detach()
    return weight


if __name__ == "__main__":
    sys.exit(run(main))
