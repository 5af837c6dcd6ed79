"""How fast a change is everywhere: at 500 plain streams, in a real browser, and what the streams cost the others."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from app.base.database import Database, get_or_404
from app.people.models import Person
from app.queueing.take_next import take_next
from bench import crowd
from bench.fill import TOPICS, fill
from bench.ground import KINDS, a_database, a_server, an_app, cookie_and_token, database_of
from bench.hand_out import release
from bench.processes import family, pss
from bench.say import Figure, run, say
from bench.streams import heard, open_streams
from tests.support.browser import chromium

AGENTS, WAITING, HANDS = 20, 10_000, 20
MANY, SOME = 500, 200
"""Open streams: plain ones alone, and beside a browser."""
CHANGES, PAUSE = 40, 0.25
PRESSES, BEAT = 200, 0.05
IN_BROWSER, APART = 40, 0.6
QUEUE = f"/queues/{TOPICS[0].lower()}"


def main() -> list[Figure]:
    """Both databases."""
    return [figure for kind in KINDS for figure in measure(kind)]


def measure(kind: str) -> list[Figure]:
    """All figures on one kind of database."""
    with a_database(kind) as url:
        database = database_of(url)
        fill(database, WAITING, agents=AGENTS, hands=HANDS)
        app = an_app(url)
        browsers = {n: cookie_and_token(app, n) for n in range(1, AGENTS + 1)}
        with a_server(url) as server:
            figures = [
                *streams(kind, app, server.url, server.pid, browsers),
                hand_out_beside(kind, database, server.url, browsers),
            ]
            release(database)
            figures.append(in_a_browser(kind, app, server.url, browsers))
        app.extensions["database"].engine.dispose()
    return figures


def cookies(browsers: dict[int, tuple[str, str]], many: int) -> list[str]:
    """So many tabs, opened by these people in turn."""
    every = [cookie for cookie, _token in browsers.values()]
    return [every[n % len(every)] for n in range(many)]


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[int(len(values) * 0.95)]


# ---- plain streams


def streams(kind: str, app: Flask, url: str, pid: int, browsers: dict[int, tuple[str, str]]) -> list[Figure]:
    """From the commit to the last of many clients, and the memory of each stream."""
    press(url, browsers, AGENTS * 4)  # both processes have worked before they are weighed
    empty = pss(family(pid))
    with open_streams(url, cookies(browsers, MANY), "queue:1") as clients:
        full = pss(family(pid))
        waits = []
        with changing(app) as change:
            for _n in range(CHANGES):
                committed = change()
                waits.append((heard(clients) - committed) * 1000)
                time.sleep(max(0.0, committed + PAUSE - time.monotonic()))
    each, last = (full - empty) / MANY / 1024, p95(waits)
    name = f"{kind}, commit to the last of {MANY} streams"
    return [
        say(f"{name}: p95", f"{last:.0f} ms (median {median(waits):.0f} ms)", "≤ 100 ms", last <= 100),
        say(f"{kind}, memory of a stream", f"{each:.1f} KiB", "≤ 40 KiB", each <= 40),
    ]


@contextmanager
def changing(app: Flask) -> Iterator[Callable[[], float]]:
    """A change of the first line, by one agent after the other; gives the moment just after its commit."""
    with app.app_context():
        agents = cycle([get_or_404(Person, id=n) for n in range(1, AGENTS + 1)])

        def change() -> float:
            take_next(next(agents))
            return time.monotonic()

        yield change


# ---- take next beside the streams


def hand_out_beside(kind: str, database: Database, url: str, browsers: dict[int, tuple[str, str]]) -> Figure:
    """The time of a hand-out with and without streams that hear of each, in turns."""
    without: list[float] = []
    beside: list[float] = []
    for _round in range(3):
        release(database)  # a person may hold twenty, and each gets twenty in this round
        without += press(url, browsers, PRESSES)
        with open_streams(url, cookies(browsers, MANY), "queue:1"):
            beside += press(url, browsers, PRESSES)
    ratio = p95(beside) / p95(without)
    value = f"{ratio:.2f} ({p95(beside) * 1000:.0f} ms / {p95(without) * 1000:.0f} ms)"
    return say(f"{kind}, take-next p95 beside {MANY} streams / without", value, "≤ 2", ratio <= 2)


def press(url: str, browsers: dict[int, tuple[str, str]], presses: int) -> list[float]:
    """One press after the other, twenty each second, by all agents in turn; the seconds that each took."""
    host = urlsplit(url).netloc
    agents = [crowd.connect(host, "/next", number, *who, presses) for number, who in browsers.items()]
    begin = time.perf_counter()
    for n in range(presses):
        agent = agents[n % len(agents)]
        time.sleep(max(0.0, begin + n * BEAT - time.perf_counter()))
        crowd.send(agent)
        while not crowd.receive(agent):
            pass
    for agent in agents:
        agent.door.close()
        assert set(agent.answers) <= {303}, agent.answers
    return [wait for agent in agents for wait in agent.waits]


# ---- a real browser

# Who is next stands in the row "at"; the frame after the one in which it changes is the one that is seen.
WATCH = """() => {
    const next = () => document.querySelector("tr.at")?.id;
    let last = next();
    window.seen = 0;
    new MutationObserver(() => {
        if (next() === last) return;
        last = next();
        requestAnimationFrame(() => setTimeout(() => (window.seen = Date.now())));
    }).observe(document.querySelector("main"), {childList: true, subtree: true, attributes: true});
}"""


def in_a_browser(kind: str, app: Flask, url: str, browsers: dict[int, tuple[str, str]]) -> Figure:
    """From the commit to the changed row of an open queue page, with many other streams open."""
    name, _equals, value = browsers[1][0].partition("=")
    waits = []
    with open_streams(url, cookies(browsers, SOME), "queue:1"), chromium() as browser, changing(app) as change:
        context = browser.new_context(base_url=url, locale="de-DE")
        context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        page.goto(QUEUE)
        page.wait_for_timeout(2_000)
        page.evaluate(WATCH)
        for _n in range(IN_BROWSER):
            waits.append(until_seen(page, change))
            page.wait_for_timeout(APART * 1000)
        context.close()
    last = p95(waits)
    what = f"{kind}, commit to the changed row in a browser beside {SOME} streams: p95"
    return say(what, f"{last:.0f} ms (median {median(waits):.0f} ms)", "≤ 300 ms", last <= 300)


def until_seen(page: Any, change: Callable[[], float]) -> float:
    """Milliseconds from a commit to the frame in which somebody else is next."""
    page.evaluate("() => { window.seen = 0 }")
    change()
    committed = time.time() * 1000
    page.wait_for_function("() => window.seen", timeout=10_000)
    return float(page.evaluate("() => window.seen")) - committed


if __name__ == "__main__":
    sys.exit(run(main))
