"""Rules about the log book, and about what points to what."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from app.base.database import Base, Moment
from app.base.record import Change, LogHead, LogRow, link
from app.operations.always.rule import is_sqlite, rows

BATCH = 10_000
OPENING = {
    "ticket": ("reported",), "call": ("logged",), "customer": ("added",), "customer_order": ("added",),
    "appointment": ("booked", "rebooked"),
}  # fmt: skip
"""The row that each of these things has in the log book from its first moment on."""
FORGOTTEN = {"staff_session"}
"""What is deleted when it is old; the log book goes on to say that it was there."""


def the_chain_of_the_log_book_is_unbroken(connection: Connection) -> Iterator[str]:
    """The rows of the log book are numbered without gaps, each hash covers the one before, the last one is the head's."""
    # What is written while this reads lies behind the head that was read first, and is left for the next check.
    head, head_hash = connection.execute(select(LogHead.seq, LogHead.hash)).one()
    table = LogRow.__table__
    seq, chain = 0, b""
    while seq < head:
        page = select(table).where(table.c.seq > seq, table.c.seq <= head).order_by(table.c.seq).limit(BATCH)
        found = connection.execute(page).all()
        if not found:
            break
        for row in found:
            if row.seq != seq + 1:
                yield f"log book: after row {seq} comes row {row.seq}"
            change = Change(row.action, row.kind, row.thing_id, row.by_id, row.ticket_id, {}, ())
            seq, chain = row.seq, link(chain, row.seq, row.at, change, row.facts)
            if row.hash != chain:
                yield f"log book: row {seq} or one before it is not as it was written"
                return
    if (seq, chain) != (head, head_hash):
        yield f"log book: the last row is {seq}, the head says {head}"


def every_new_thing_is_in_the_log_book(connection: Connection) -> Iterator[str]:
    """Whatever was made has a row in the log book that says so."""
    for kind, actions in OPENING.items():
        listed = ", ".join(f"'{action}'" for action in actions)
        yield from rows(connection, f"""
            SELECT x.id FROM {kind} x WHERE NOT EXISTS (
                SELECT 1 FROM log l WHERE l.kind = '{kind}' AND l.thing_id = x.id AND l.action IN ({listed})
            )
        """, kind + " {id} is not in the log book")  # noqa: S608  # fmt: skip


def the_log_book_speaks_of_what_exists(connection: Connection) -> Iterator[str]:
    """Every row of the log book is about something that is still there, since nothing of the work is deleted."""
    known = {name for name, table in Base.metadata.tables.items() if "id" in table.c}
    for kind in connection.scalars(select(LogRow.kind).distinct().order_by(LogRow.kind)).all():
        if kind in FORGOTTEN:
            continue
        if kind not in known:
            yield f"log book: nothing here is called {kind}"
            continue
        yield from rows(connection, f"""
            SELECT l.seq, l.thing_id FROM log l
            WHERE l.kind = '{kind}' AND NOT EXISTS (SELECT 1 FROM "{kind}" x WHERE x.id = l.thing_id)
        """, "log book: row {seq} is about " + kind + " {thing_id}, which is gone")  # noqa: S608  # fmt: skip


def everything_points_to_something(connection: Connection) -> Iterator[str]:
    """Entries, calls, appointments and all else belong to things that exist."""
    for name, table in sorted(Base.metadata.tables.items()):
        for column in table.c:
            for key in column.foreign_keys:
                other = key.column
                yield from rows(connection, f"""
                    SELECT x."{column.name}" AS value FROM "{name}" x WHERE x."{column.name}" IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM "{other.table.name}" y WHERE y."{other.name}" = x."{column.name}")
                """, f"{name}.{column.name} is {{value}}, but there is no such {other.table.name}")  # noqa: S608  # fmt: skip


def moments_are_instants(connection: Connection) -> Iterable[str]:
    """Times are kept as instants in UTC. PostgreSQL can keep them in no other way; on SQLite they are whole numbers."""
    if not is_sqlite(connection):
        return
    for name, table in sorted(Base.metadata.tables.items()):
        moments = [column.name for column in table.c if isinstance(column.type, Moment)]
        if moments:
            wrong = " OR ".join(f"typeof(\"{column}\") NOT IN ('integer', 'null')" for column in moments)
            yield from rows(
                connection, f'SELECT rowid AS id FROM "{name}" WHERE {wrong}',  # noqa: S608
                f"{name} row {{id}} holds a time that is no instant",
            )  # fmt: skip


RULES = [
    the_chain_of_the_log_book_is_unbroken, every_new_thing_is_in_the_log_book, the_log_book_speaks_of_what_exists,
    everything_points_to_something, moments_are_instants,
]  # fmt: skip
