"""Who was faster: the last move of tickets that somebody else wanted to move too."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from app.base.database import reading
from app.base.record import LogRow
from app.people.models import Person

LOOK_BACK = 2000
"""Rows of moves that are looked through for the last one out of a topic."""

# A literal, as in desk/queue/rows.py: a parameter would not show how rare it is.
_moves = (
    select(LogRow.at, LogRow.by_id, LogRow.facts, Person.name)
    .outerjoin(Person, Person.id == LogRow.by_id)
    .where(LogRow.action == literal_column("'moved'"))
    .order_by(LogRow.seq.desc())
)
_of_tickets = _moves.where(LogRow.ticket_id.in_(bindparam("tickets", expanding=True))).limit(1)
_lately = _moves.limit(LOOK_BACK)


@dataclass(frozen=True)
class Move:
    """One move of tickets by one person at one moment."""

    at: datetime
    by_id: int | None
    by: str
    to_id: int
    to: str


def last_move_of(tickets: Sequence[int]) -> Move | None:
    """The last time that one of *tickets* (ids) was moved."""
    row = reading().execute(_of_tickets, {"tickets": list(tickets)}).first()
    return _move(row) if row else None


def last_move_out_of(topic_id: int) -> Move | None:
    """The last move out of a topic, if it was not long ago."""
    return next((_move(row) for row in reading().execute(_lately) if json.loads(row.facts)["before"] == topic_id), None)


def _move(row: Any) -> Move:
    facts = json.loads(row.facts)
    return Move(row.at, row.by_id, row.name or "", facts["after"], facts["after_name"])
