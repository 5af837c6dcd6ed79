"""Many processes press "next" over HTTP while workers are killed: none handed out twice, none lost, none overtaken."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import func, select

from app.base.database import reading
from app.base.record import LogRow
from app.people.models import Person
from app.tickets.line import ORDER
from app.tickets.models import State, Ticket
from bench.fill import fill
from bench.ground import KINDS, a_database, a_server, an_app, cookie_and_token, database_of
from bench.processes import children
from bench.say import Figure, run, say
from tests.support.line import faults as faults_of_the_line

ROOT = Path(__file__).resolve().parents[1]
CLERKS, TICKETS, TOPICS = 32, 5_000, 5
PAUSE = (0.5, 1.0)
"""Seconds between two kills."""
PATIENCE = 0.2
"""Seconds for each ticket after which a clerk who is still at work never comes to an end."""


@dataclass(frozen=True)
class Outcome:
    """What came of it; *faults* are sentences, none if all is well."""

    handed_out: int
    kills: int
    lost: int
    """Answers that never came because the worker died."""
    seconds: float
    faults: list[str]


def main() -> list[Figure]:
    """Both databases at full size."""
    return [show(kind, hammer(kind, clerks=CLERKS, tickets=TICKETS)) for kind in KINDS]


def show(kind: str, came: Outcome) -> Figure:
    """One line with the figures, and the first faults."""
    for fault in came.faults[:20]:
        print(f"        {fault}")
    return say(
        f"hand-out hammer, {kind}",
        f"{came.handed_out} handed out to {CLERKS} processes in {came.seconds:.0f} s, {came.kills} workers killed, "
        f"{came.lost} answers lost, {len(came.faults)} faults",
        "none twice, none lost, none overtaken",
        not came.faults and came.kills > 0,
    )


def hammer(kind: str, *, clerks: int, tickets: int, pause: tuple[float, float] = PAUSE) -> Outcome:
    """Let *clerks* processes work off *tickets* tickets while a worker is killed after each pause."""
    with a_database(kind) as url:
        fill(database_of(url), tickets, topics=TOPICS, agents=clerks, hands=1)
        app = an_app(url)
        with a_server(url) as server:
            began = time.monotonic()
            processes = [start(urlsplit(server.url).netloc, *cookie_and_token(app, n + 1)) for n in range(clerks)]
            try:
                kills = kill_workers(server.pid, processes, pause, 60 + tickets * PATIENCE)
            finally:
                for process in processes:
                    process.kill()
            seconds = time.monotonic() - began
        told = [[json.loads(line) for line in process.stdout or ()] for process in processes]
        faults = [f"clerk {n} ended with {p.returncode}" for n, p in enumerate(processes, 1) if p.wait()]
        with app.app_context():
            faults += [*faults_of_the_order(tickets), *faults_of_the_told(told), *faults_of_the_line()]
            handed_out = reading().scalar(select(func.count()).where(LogRow.action == "taken")) or 0
        app.extensions["database"].engine.dispose()
    tally = Counter(what for one in told for what, _number in one)
    return Outcome(handed_out, kills, tally["lost"], seconds, faults)


def start(host: str, cookie: str, token: str) -> "subprocess.Popen[str]":
    """A clerk at work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.clerk"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    process.stdin.write(json.dumps({"host": host, "cookie": cookie, "token": token}) + "\n")
    process.stdin.close()
    return process


def kill_workers(
    server: int, processes: "list[subprocess.Popen[str]]", pause: tuple[float, float], seconds: float
) -> int:
    """Kill one worker after each pause, until all clerks have gone home or the *seconds* are over; gives how many."""
    kills, chance, until = 0, random.Random(2), time.monotonic() + seconds
    while time.monotonic() < until:
        next_kill = time.monotonic() + chance.uniform(*pause)
        while time.monotonic() < next_kill:
            if all(process.poll() is not None for process in processes):
                return kills
            time.sleep(0.02)
        workers = children(server)
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
    return kills


def faults_of_the_order(tickets: int) -> Iterable[str]:
    """Whether each ticket was handed out once, in true order, and dealt with."""
    session = reading()
    keys = {row.id: (row.first_reported_at, row.number) for row in session.execute(select(Ticket.id, *ORDER))}
    taken = list(session.scalars(select(LogRow.thing_id).where(LogRow.action == "taken").order_by(LogRow.seq)))
    if len(keys) != tickets:
        yield f"{len(keys)} tickets of {tickets} are left"
    yield from (f"{keys[id][1]} was handed out {many} times" for id, many in Counter(taken).items() if many > 1)
    yield from (f"{number} was never handed out" for id, (_first, number) in keys.items() if id not in set(taken))
    for before, after in pairwise(taken):
        if keys[before] > keys[after]:
            yield f"{keys[before][1]} was handed out before {keys[after][1]}, which stood before it"
    for row in session.execute(select(Ticket.number, Ticket.state).where(Ticket.state != State.RESOLVED)):
        yield f"{row.number} is {row.state}, though everybody has gone home"


def faults_of_the_told(told: list[list[Any]]) -> Iterable[str]:
    """Whether all that a clerk was told stands in the database, under the clerk's name."""
    done = select(LogRow.action, Ticket.number, LogRow.by_id).join(Ticket, Ticket.id == LogRow.thing_id)
    known = {tuple(row) for row in reading().execute(done.where(LogRow.action.in_(("taken", "resolved"))))}
    for person, one in zip(reading().scalars(select(Person.id).order_by(Person.id)), told, strict=True):
        for what, number in one:
            if what in ("taken", "resolved") and (what, number, person) not in known:
                yield f"clerk {person} was told that {number} is {what}, but it is not"
            if what == "vanished":
                yield f"clerk {person} was given a ticket that was not there afterwards"
            if what == "fault":
                yield f"clerk {person} was answered {number}"


if __name__ == "__main__":
    sys.exit(run(main))
