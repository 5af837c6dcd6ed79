"""Fill an empty database with very many tickets, keeping every rule, faster than reporting them one by one."""

import random
from collections import Counter as Tally
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import chain
from typing import Any

from sqlalchemy import insert, update

from app.base.counter import Counter
from app.base.database import Base, Database
from app.base.record import Change, LogHead, LogRow, link
from app.customers.models import Address, Customer, Phone
from app.people.models import Person, StaffSession
from app.people.sessions import hash_of_token
from app.tickets.line import hour_of
from app.tickets.models import Channel, Entrusted, Entry, EntryKind, LineCount, State, Ticket, Topic
from app.tickets.number import with_check

CHUNK = 5_000
SPREAD = timedelta(days=21)
TOPICS = ["Schaltung", "Entstörung", "Vertrag", "Rechnung", "Portal", "Umzug", "Kündigung", "Sonstiges"]


def fill(
    database: Database, waiting: int, *, topics: int = 1, resolved: int = 0, agents: int = 32, hands: int = 20
) -> None:
    """*waiting* tickets over *topics*, reported over three weeks, *resolved* older ones, and *agents* for all topics."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        writer = Writer(connection)
        now = datetime.now(UTC)
        writer.topics(topics)
        writer.agents(agents, topics, hands, now)
        writer.customers(max(1, (waiting + resolved) // 2), now)
        writer.tickets(waiting, resolved, topics, now)
        connection.commit()
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA synchronous=FULL")
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def token_of(agent: int) -> str:
    """The session token of the agent with this number, counted from 1."""
    return f"bench-{agent}"


class Writer:
    """Writes rows in chunks; ids count from 1."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.random = random.Random(1)
        self.seq, self.hash = 0, b""

    def rows(self, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
        chunk: list[dict[str, Any]] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                self.connection.execute(insert(model), chunk)
                chunk = []
        if chunk:
            self.connection.execute(insert(model), chunk)

    def many(self, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
        """The same for very many rows with all their columns: straight through the driver."""
        first = next(rows, None)
        if first is None:
            return
        table, dialect = model.__table__, self.connection.dialect
        columns = [table.c[name] for name in first]
        bind = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
        values = (
            [process(value) if process else value for process, value in zip(bind, row.values(), strict=True)]
            for row in chain([first], rows)
        )
        names, cursor = ", ".join(column.name for column in columns), self.connection.connection.cursor()
        if dialect.name == "sqlite":
            cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(columns))})", values)
            return
        with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in values:
                copy.write_row([value.value if isinstance(value, Enum) else value for value in row])

    def topics(self, count: int) -> None:
        self.rows(
            Topic,
            ({"id": n + 1, "slug": name.lower(), "name": name, "letter": name[0], "is_open": True, "waiting": 0, "version": 0}
             for n, name in enumerate(TOPICS[:count])),
        )  # fmt: skip
        self.reset("topic", count)

    def agents(self, count: int, topics: int, hands: int, now: datetime) -> None:
        self.rows(
            Person,
            ({"id": n, "login": f"agent{n}", "name": f"Agent {n}", "plate": f"Schalter {n}", "password_hash": "none",
              "is_agent": True, "is_supervisor": n == 1, "is_scheduler": n == 1, "hands": hands}
             for n in range(1, count + 1)),
        )  # fmt: skip
        self.rows(
            StaffSession,
            ({"token_hash": hash_of_token(token_of(n)), "person_id": n, "began_at": now, "ends_at": now + timedelta(hours=12),
              "address": "127.0.0.1", "browser": "bench"} for n in range(1, count + 1)),
        )  # fmt: skip
        self.rows(
            Entrusted,
            ({"person_id": n, "topic_id": t} for n in range(1, count + 1) for t in range(1, topics + 1)),
        )
        self.reset("person", count)

    def customers(self, count: int, now: datetime) -> None:
        numbers = range(1, count + 1)
        self.many(
            Customer,
            ({"id": n, "number": 100_000 + n, "given_name": "Vera", "family_name": f"Muster{n}", "company": "",
              "name_key": f"muster{n} vera", "note": "", "since": now} for n in numbers),
        )  # fmt: skip
        self.many(
            Address,
            ({"id": n, "customer_id": n, "street": f"Lange Straße {n % 300 + 1}", "postcode": f"34{n % 400:03d}",
              "place": "Kassel", "land": "HE", "street_key": f"lange strasse {n % 300 + 1}"} for n in numbers),
        )  # fmt: skip
        self.many(Phone, ({"id": n, "customer_id": n, "e164": f"+4956155{n:06d}", "label": ""} for n in numbers))
        self.connection.execute(update(Counter).where(Counter.name == "customer").values(value=100_000 + count))
        for table in ("customer", "address", "phone"):
            self.reset(table, count)

    def tickets(self, waiting: int, resolved: int, topics: int, now: datetime) -> None:
        total, tally, hours = waiting + resolved, Tally[int](), Tally[tuple[int, int]]()
        customers = max(1, total // 2)
        moments: list[datetime] = []

        def each() -> Iterator[dict[str, Any]]:
            for n in range(1, total + 1):
                is_waiting = n > resolved
                age = self.random.random() * SPREAD if is_waiting else SPREAD + self.random.random() * 17 * SPREAD
                reported, topic = now - age, n % topics + 1
                moments.append(reported)
                if is_waiting:
                    tally[topic] += 1
                    hours[topic, hour_of(reported)] += 1
                yield {
                    "id": n, "number": with_check(1_000_000 + n), "topic_id": topic, "customer_id": (n - 1) % customers + 1,
                    "channel": list(Channel)[n % len(Channel)], "subject": f"Schaltung offen, Auftrag {n}",
                    "state": State.WAITING if is_waiting else State.RESOLVED, "reported_at": reported,
                    "first_reported_at": reported, "received_at": reported, "resolved_at": None if is_waiting else now,
                }  # fmt: skip

        self.many(Ticket, each())
        self.many(
            Entry,
            ({"ticket_id": n, "kind": EntryKind.REPORT, "text": "Wann wird mein Anschluss geschaltet?", "at": moments[n - 1]}
             for n in range(1, total + 1)),
        )  # fmt: skip
        self.many(LogRow, (self.reported(n, moments[n - 1]) for n in range(1, total + 1)))
        self.rows(
            LineCount, ({"topic_id": topic, "hour": hour, "waiting": many} for (topic, hour), many in hours.items())
        )
        for topic, many in tally.items():
            self.connection.execute(update(Topic).where(Topic.id == topic).values(waiting=many))
        self.connection.execute(update(Counter).where(Counter.name == "ticket").values(value=1_000_000 + total))
        self.connection.execute(update(LogHead).where(LogHead.id == 1).values(seq=self.seq, hash=self.hash))
        self.reset("ticket", total)

    def reported(self, ticket: int, at: datetime) -> dict[str, Any]:
        self.seq += 1
        change = Change("reported", "ticket", ticket, None, ticket, {}, ())
        self.hash = link(self.hash, self.seq, at, change, "{}")
        return {
            "seq": self.seq, "at": at, "by_id": None, "action": "reported", "kind": "ticket", "thing_id": ticket,
            "ticket_id": ticket, "facts": "{}", "live": "", "hash": self.hash,
        }  # fmt: skip

    def reset(self, table: str, last: int) -> None:
        """Let the next id follow the ones written by hand."""
        if self.connection.dialect.name == "postgresql":
            self.connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
