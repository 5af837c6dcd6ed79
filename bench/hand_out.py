"""Take next over HTTP against the bare strict hand-out of the same database."""

import sqlite3
import sys
import time
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import text

from app.base.database import Database, prepare_sqlite
from bench.crowd import press
from bench.fill import fill
from bench.ground import KINDS, a_database, a_server, an_app, cookie_and_token, database_of
from bench.say import Figure, run, say

AGENTS, WAITING, ROUNDS, RUNS = 32, 100_000, 2, 5
HANDS = 20
BARE = 1_500
"""Bare hand-outs per run."""


def main() -> list[Figure]:
    """Measure both databases."""
    return [figure for kind in KINDS for figure in measure(kind)]


def measure(kind: str) -> list[Figure]:
    """Alternate bare and whole runs, and compare their medians."""
    bare, whole, waits, refused, slowest = [], [], [], 0, 1.0
    with a_database(kind) as url:
        database = database_of(url)
        fill(database, WAITING, agents=AGENTS, hands=HANDS)
        app = an_app(url)
        browsers = {n: cookie_and_token(app, n) for n in range(1, AGENTS + 1)}
        with a_server(url) as server:
            press(server.url, "/next", browsers, 2)
            release(database)
            for _run in range(RUNS):
                bare.append(bare_hand_outs(database))
                release(database)
                seconds = 0.0
                for _round in range(ROUNDS):
                    took, agents = press(server.url, "/next", browsers, HANDS)
                    seconds += took
                    waits += [wait for agent in agents for wait in agent.waits]
                    refused += sum(answer != 303 for agent in agents for answer in agent.answers)
                    shares = [HANDS / sum(agent.waits) for agent in agents]
                    slowest = min(slowest, min(shares) / (sum(shares) / len(shares)))
                    taken = held(database)
                    assert taken == AGENTS * HANDS - sum(a != 303 for agent in agents for a in agent.answers), taken
                    release(database)
                whole.append(AGENTS * HANDS * ROUNDS / seconds)
    ratio, waits = median(whole) / median(bare), sorted(waits)
    p99 = waits[int(len(waits) * 0.99)] * 1000
    name = f"hand-out, {kind}"
    figures = [
        say(
            f"{name}: whole / bare",
            f"{ratio:.2f} ({median(whole):.0f}/s of {median(bare):.0f}/s)",
            "≥ 0.25",
            ratio >= 0.25,
        ),
        say(f"{name}: refused while somebody waits", str(refused), "0", refused == 0),
        say(f"{name}: slowest agent / mean share", f"{slowest:.2f}", "≥ 0.5", slowest >= 0.5),
    ]
    limit = kind == "sqlite"
    figures.append(say(f"{name}: p99", f"{p99:.0f} ms", "≤ 150 ms" if limit else "", p99 <= 150 or not limit))
    return figures


def bare_hand_outs(database: Database) -> float:
    """Hand-outs per second of the driver alone: lock, oldest, claim, durable commit, one at a time."""
    work = bare_sqlite if database.is_sqlite else bare_postgresql
    began = time.perf_counter()
    work(database)
    return BARE / (time.perf_counter() - began)


def bare_sqlite(database: Database) -> None:
    connection = sqlite3.connect(str(database.url.database))
    prepare_sqlite(connection, None)
    for _n in range(BARE):
        connection.execute("BEGIN IMMEDIATE")
        [id] = connection.execute(OLDEST.format("?"), (1,)).fetchone()
        connection.execute(CLAIM.format("?", "?", "?"), (1, 0, id))
        connection.execute("COMMIT")
    connection.close()


def bare_postgresql(database: Database) -> None:
    with psycopg.connect(plain(database)) as connection:
        for _n in range(BARE):
            connection.execute("SELECT id FROM topic WHERE id = %s FOR UPDATE", (1,))
            [id] = connection.execute(OLDEST.format("%s"), (1,)).fetchone() or (0,)
            connection.execute(CLAIM.format("%s", "now() + %s * interval '1 s'", "%s"), (1, 0, id))
            connection.commit()


def plain(database: Database) -> str:
    """The address as libpq wants it."""
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


OLDEST = "SELECT id FROM ticket WHERE topic_id = {} AND state = 'waiting' ORDER BY first_reported_at, number LIMIT 1"
CLAIM = "UPDATE ticket SET state = 'held', holder_id = {}, taken_at = {} WHERE id = {}"


def held(database: Database) -> int:
    """How many are in somebody's hand."""
    with database.engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM ticket WHERE state = 'held'")) or 0


def release(database: Database) -> None:
    """Put everything back into the line, with its counts, between two runs."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        hour = (
            "first_reported_at / 3600000000"
            if database.is_sqlite
            else "floor(extract(epoch FROM first_reported_at) / 3600)"
        )
        run: Any = connection.exec_driver_sql
        run("UPDATE ticket SET state = 'waiting', holder_id = NULL, taken_at = NULL WHERE state = 'held'")
        run("DELETE FROM line_count")
        run(
            f"INSERT INTO line_count SELECT topic_id, {hour}, count(*) FROM ticket WHERE state = 'waiting' GROUP BY 1, 2"
        )
        waiting = "(SELECT count(*) FROM ticket WHERE topic_id = topic.id AND state = 'waiting')"
        run(f"UPDATE topic SET version = version + 1, waiting = {waiting}")
        connection.commit()


if __name__ == "__main__":
    sys.exit(run(main))
