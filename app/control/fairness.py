"""The fairness record: how many were handed out in turn, and every one that was not."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from app.base.record import LogRow
from app.control.days import rows_of
from app.people.models import Person
from app.tickets.models import Ticket, Topic

IN_TURN, OUT_OF_TURN = "taken", "taken_out_of_turn"
LOOKED_AT = 1000
"""Takes out of turn that are looked at for the most that were passed."""

_counts = (
    select(LogRow.action, func.count())
    .where(
        LogRow.action.in_([IN_TURN, OUT_OF_TURN]), LogRow.seq >= bindparam("first"), LogRow.seq < bindparam("end")
    )
    .group_by(LogRow.action)
)  # fmt: skip
_takes = (
    select(LogRow.seq, LogRow.at, LogRow.facts, Person.name, Person.plate, Ticket.number, Topic.letter)
    .join(Ticket, Ticket.id == LogRow.ticket_id)
    .join(Topic, Topic.id == Ticket.topic_id)
    .outerjoin(Person, Person.id == LogRow.by_id)
    .where(LogRow.action == OUT_OF_TURN, LogRow.seq >= bindparam("first"), LogRow.seq < bindparam("end"))
    .order_by(LogRow.seq.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_passed = select(LogRow.facts).where(
    LogRow.action == OUT_OF_TURN, LogRow.seq >= bindparam("first"), LogRow.seq < bindparam("end")
)
# A literal, as in desk/queue/rows.py: a parameter would not show how rare it is.
LAST_OUT_OF_TURN = select(func.max(LogRow.seq)).where(LogRow.action == literal_column(f"'{OUT_OF_TURN}'"))


@dataclass(frozen=True)
class OutOfTurn:
    """One ticket that was chosen: by whom, why, and how many it passed."""

    seq: int
    at: datetime
    by: str
    plate: str
    number: int
    letter: str
    reason: str
    place: int
    passed: int


@dataclass(frozen=True)
class Proof:
    """The hand-outs of some days, counted in the log book, and a page of those out of turn, the newest first.

    ``before`` is where the next page begins, None at its end.
    """

    first: date
    last: date
    in_turn: int
    out_of_turn: int
    most_passed: int
    """How many were passed at once, at most; 0 where nobody was, or where there are too many takes to look at."""
    takes: list[OutOfTurn]
    before: int | None

    @property
    def handed_out(self) -> int:
        """All of them."""
        return self.in_turn + self.out_of_turn


def read_proof(session: Session, first: date, last: date, most: int, before: int | None = None) -> Proof:
    """The record of the days *first* to *last*, at most *most* takes, those before row *before*."""
    begins, end = rows_of(session, first, last)
    counts: dict[str, int] = dict(session.execute(_counts, {"first": begins, "end": end}).all())
    passed = [0]
    if 0 < counts.get(OUT_OF_TURN, 0) <= LOOKED_AT:
        passed = [json.loads(facts)["passed"] for facts in session.scalars(_passed, {"first": begins, "end": end})]
    rows = session.execute(_takes, {"first": begins, "end": min(end, before or end), "most": most + 1}).all()
    return Proof(
        first, last, counts.get(IN_TURN, 0), counts.get(OUT_OF_TURN, 0), max(passed), [_take(row) for row in rows[:most]],
        rows[most - 1].seq if len(rows) > most else None,
    )  # fmt: skip


def _take(row: Any) -> OutOfTurn:
    facts = json.loads(row.facts)
    return OutOfTurn(
        row.seq, row.at, row.name or "", row.plate or "", row.number, row.letter, facts["reason"], facts["place"],
        facts["passed"],
    )  # fmt: skip
