"""The pages of the log book, the newest row first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal, or_, select, union_all
from sqlalchemy.orm import Session

from app.base.record import LogHead, LogRow
from app.control.actions import name_of, quoted, read_facts, said
from app.people.models import Person
from app.tickets.models import Ticket, Topic

MOST = 50
FAR = 20_000
"""How many rows are looked through for one person: no index holds them, since every change would have to keep it up."""


@dataclass(frozen=True)
class Asked:
    """What is looked for; None or empty: everything. ``before`` is the row at which the last page ended."""

    ticket: int | None = None
    person: int | None = None
    kind: str = ""
    action: str = ""
    before: int | None = None


@dataclass(frozen=True)
class Line:
    """One row as it is shown; ``of`` is what it is about, where that is no ticket."""

    seq: int
    at: datetime
    by: str
    name: str
    number: int | None
    letter: str
    of: str
    quoted: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class Book:
    """One page. ``before`` is where the next one begins, None at the end.

    ``searched_to`` is set where the search stopped although older rows may fit: it goes on before that row.
    """

    lines: list[Line]
    before: int | None
    searched_to: int | None


_rows: Any = (
    select(
        LogRow.seq, LogRow.at, LogRow.action, LogRow.kind, LogRow.thing_id, LogRow.facts, Person.name.label("by"),
        Ticket.number, Topic.letter,
    )
    .outerjoin(Person, Person.id == LogRow.by_id)
    .outerjoin(Ticket, Ticket.id == LogRow.ticket_id)
    .outerjoin(Topic, Topic.id == Ticket.topic_id)
    .order_by(LogRow.seq.desc())
)  # fmt: skip


def read_book(session: Session, asked: Asked) -> Book:
    """The page that *asked* describes."""
    before = asked.before or (session.scalar(select(LogHead.seq)) or 0) + 1
    rows = _rows.where(LogRow.seq < before).limit(MOST + 1)
    if asked.action:
        rows = rows.where(LogRow.action == asked.action, LogRow.kind == asked.kind)
    if asked.ticket is not None:
        rows = rows.where(LogRow.ticket_id.in_(_group(session, asked.ticket)))
    nearest = None
    if asked.person is not None:
        rows = rows.where(LogRow.by_id == asked.person)
        if asked.ticket is None:
            nearest = max(1, before - FAR)
            rows = rows.where(LogRow.seq >= nearest)
    found = session.execute(rows).all()
    has_more = len(found) > MOST
    shown = found[:MOST]
    names = _names(session, shown)
    return Book(
        [_line(row, names) for row in shown], shown[-1].seq if has_more else None,
        nearest if nearest and nearest > 1 and not has_more else None,
    )  # fmt: skip


def _group(session: Session, ticket_id: int) -> list[int]:
    return list(
        session.scalars(select(Ticket.id).where(or_(Ticket.id == ticket_id, Ticket.merged_into_id == ticket_id)))
    )


def _names(session: Session, rows: Any) -> dict[tuple[str, int], str]:
    """The names of the people and topics that the rows are about, in one statement."""
    of = {kind: {row.thing_id for row in rows if row.kind == kind} for kind in ("person", "topic")}
    if not any(of.values()):
        return {}
    found = session.execute(
        union_all(
            select(literal("person"), Person.id, Person.name).where(Person.id.in_(of["person"])),
            select(literal("topic"), Topic.id, Topic.name).where(Topic.id.in_(of["topic"])),
        )
    )
    return {(kind, id): name for kind, id, name in found}


def _line(row: Any, names: dict[tuple[str, int], str]) -> Line:
    facts = read_facts(row.facts)
    return Line(
        row.seq, row.at, row.by or "", name_of(row.kind, row.action), row.number, row.letter or "",
        names.get((row.kind, row.thing_id), ""), quoted(row.action, facts), said(row.action, facts),
    )  # fmt: skip
