"""What a page costs: CPU, statements, and whether it gets dearer as the house fills."""

import re
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import create_environ, run_wsgi_app

from app.base import clock
from app.base.database import get_or_404, reading
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.customers.models import Customer
from app.desk.lines import topic_lines
from app.desk.queue.rows import PAGE, Key
from app.people.models import Person
from app.tickets.add_note import add_note
from app.tickets.line import place_of, waiting
from app.tickets.models import Ticket
from bench.fill import TOPICS, fill
from bench.ground import KINDS, a_database, an_app, cookie_and_token, database_of
from bench.say import Figure, run, say
from tests.support.statements import statements

SMALL, BIG, LINE = 10_000, 1_000_000, 100_000
"""Tickets in all in the two houses that are compared, and how many wait in the big one."""
ENTRIES, ROUNDS = 20, 60
QUEUE = f"/queues/{TOPICS[0].lower()}"


@dataclass(frozen=True)
class Cost:
    """Medians of some rounds, in milliseconds, and the statements of one of them."""

    cpu: float
    wall: float
    statements: int


class House:
    """A program in this process on a database of its own, and the browser of one agent."""

    def __init__(self, url: str, *, line: int, resolved: int, topics: int) -> None:
        fill(database_of(url), line, resolved=resolved, topics=topics, agents=8)
        self.app = an_app(url)
        self.cookie, _token = cookie_and_token(self.app, 1)

    def ask(self, path: str) -> tuple[float, float]:
        """Open a page as a browser does; CPU and wall time in seconds."""
        environ = create_environ(path, headers={"Cookie": self.cookie, "Accept-Encoding": "gzip, deflate, br, zstd"})
        # Rows that were rendered for somebody else are no measure of what rendering costs.
        self.app.extensions["rendered"].clear()
        cpu, wall = time.process_time(), time.perf_counter()
        _body, status, _headers = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        cost = time.process_time() - cpu, time.perf_counter() - wall
        assert status.startswith("200"), f"{path}: {status}"
        return cost

    def rows(self, path: str, row: str) -> int:
        """How many of these rows the page has."""
        body, _status, _headers = run_wsgi_app(self.app.wsgi_app, create_environ(path, headers={"Cookie": self.cookie}))
        return len(re.findall(row, b"".join(body).decode()))


def main() -> list[Figure]:
    """Both databases."""
    return [figure for kind in KINDS for figure in measure(kind)]


def measure(kind: str) -> list[Figure]:
    """The pages in a small and a big house, in turns, and the questions behind them at a long line."""
    with ExitStack() as stack:
        small = House(stack.enter_context(a_database(kind)), line=SMALL, resolved=0, topics=len(TOPICS))
        big = House(stack.enter_context(a_database(kind)), line=LINE, resolved=BIG - LINE, topics=len(TOPICS))
        figures = [figure for path in paths(small, big) for figure in queue_page(kind, small, big, *path)]
        figures += ticket_page(kind, big)
        release(small, big)
    with a_database(kind) as url:
        alone = House(url, line=LINE, resolved=0, topics=1)
        figures += questions(kind, alone)
        release(alone)
    return figures


def release(*houses: House) -> None:
    for house in houses:
        house.app.extensions["database"].engine.dispose()


def paths(small: House, big: House) -> list[tuple[str, str, str]]:
    """The beginning and the middle of a waiting room, with their addresses in both houses."""
    return [("first page", QUEUE, QUEUE), ("middle page", middle(small.app), middle(big.app))]


def middle(app: Flask) -> str:
    """The address of the rows in the middle of the first line."""
    with app.app_context():
        lines = topic_lines(reading(), 1)
        line = next(line for line in lines if line.id == 1)
        row = reading().execute(waiting([1]).offset(line.waiting // 2).limit(1)).scalar_one()
        return f"{QUEUE}?after={Key(row.first_reported_at, row.number)}"


def queue_page(kind: str, small: House, big: House, which: str, at_small: str, at_big: str) -> list[Figure]:
    assert small.rows(at_small, '<tr id="t') == big.rows(at_big, '<tr id="t') == PAGE
    near, far = compared(small, at_small, big, at_big)
    name = f"{kind}, queue page of {PAGE} rows, {which}"
    ratio = far.wall / near.wall
    return [
        say(f"{name}: CPU", f"{far.cpu:.1f} ms", "≤ 8 ms", far.cpu <= 8),
        say(f"{name}: statements", str(far.statements), "≤ 6", far.statements <= 6),
        say(
            f"{name}: time at {BIG:,} tickets / at {SMALL:,}",
            f"{ratio:.2f} ({far.wall:.1f} ms / {near.wall:.1f} ms)", "≤ 1.3", ratio <= 1.3,
        ),
    ]  # fmt: skip


def ticket_page(kind: str, house: House) -> list[Figure]:
    number = lived_through(house.app)
    path = f"/tickets/{number}"
    assert house.rows(path, '<li id="(entry|call|event)-') == ENTRIES
    cost = compared(house, path, house, path)[0]
    name = f"{kind}, ticket page with {ENTRIES} entries"
    return [
        say(f"{name}: CPU", f"{cost.cpu:.1f} ms", "≤ 10 ms", cost.cpu <= 10),
        say(f"{name}: statements", str(cost.statements), "≤ 10", cost.statements <= 10),
    ]


def lived_through(app: Flask) -> int:
    """A waiting ticket about which a lot was written; gives its number."""
    with app.app_context():
        ticket = reading().scalars(waiting([1]).offset(500).limit(1)).one()
        by = get_or_404(Person, id=1)
        for n in range(ENTRIES - 6):
            add_note(ticket, f"Nachgefragt beim Netzbetrieb, Stand {n}: die Strecke ist noch nicht geprüft.", by=by)
        customer = get_or_404(Customer, id=ticket.customer_id)
        for n in range(5):
            log_call(
                direction=Direction.IN, started_at=clock.now() - timedelta(minutes=30 - n), seconds=120,
                reason=Reason.STATUS, by=by, ticket=ticket, customer=customer, note="Fragt nach dem Stand.",
            )  # fmt: skip
        return ticket.number


def compared(one: House, at_one: str, other: House, at_other: str) -> tuple[Cost, Cost]:
    """What both pages cost, asked for in turns, so that a noisy minute strikes both."""
    costs: tuple[list[Any], list[Any]] = ([], [])
    for n in range(ROUNDS + 5):
        for house, path, kept in ((one, at_one, costs[0]), (other, at_other, costs[1])):
            cost = house.ask(path)
            if n >= 5:
                kept.append(cost)
    return cost_of(one, at_one, costs[0]), cost_of(other, at_other, costs[1])


def cost_of(house: House, path: str, rounds: list[tuple[float, float]]) -> Cost:
    with statements(house.app) as seen:
        house.ask(path)
    return Cost(median(cpu for cpu, _wall in rounds) * 1000, median(wall for _cpu, wall in rounds) * 1000, len(seen))


def questions(kind: str, house: House) -> list[Figure]:
    """Place in line and the counts of the lines, at a long one."""
    with house.app.app_context():
        session = reading()
        every = session.execute(select(Ticket.topic_id, Ticket.first_reported_at, Ticket.number)).all()
        some = every[:: len(every) // 500]
        place = timed([lambda row=row: place_of(session, *row) for row in some])
        counts = timed([lambda: topic_lines(session, 1)] * 500)
    name = f"{kind}, {LINE:,} waiting in one line"
    return [
        say(f"{name}: place in line", f"{place:.2f} ms", "≤ 1 ms", place <= 1),
        say(f"{name}: waiting counts", f"{counts:.2f} ms", "≤ 1 ms", counts <= 1),
    ]


def timed(questions: list[Callable[[], Any]]) -> float:
    """The median time of one answer in milliseconds."""
    times = []
    for question in questions:
        began = time.perf_counter()
        question()
        times.append(time.perf_counter() - began)
    return median(times) * 1000


if __name__ == "__main__":
    sys.exit(run(main))
