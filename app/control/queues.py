"""All lines side by side: who waits, since when, what is in hand, what came and went today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, literal_column, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.record import LogRow
from app.control.counters import Counter
from app.control.days import first_row
from app.tickets.line import IS_WAITING, ORDER
from app.tickets.models import Ticket, Topic

CAME = ("reported", "reopened")
WENT = ("resolved", "merged")

# One look into the index per topic, however long its line is.
_oldest = (
    select(Ticket.first_reported_at)
    .where(Ticket.topic_id == Topic.id, IS_WAITING)
    .order_by(*ORDER)
    .limit(1)
    .correlate(Topic)
    .scalar_subquery()
)
_topics = select(
    Topic.id, Topic.slug, Topic.name, Topic.letter, Topic.is_open, Topic.waiting, Topic.version, _oldest.label("oldest")
).order_by(Topic.name)
_asleep = (
    select(Ticket.topic_id, func.count())
    .where(Ticket.state == literal_column("'asleep'"), Ticket.topic_id.in_(bindparam("topics", expanding=True)))
    .group_by(Ticket.topic_id)
)
_today = (
    select(
        Ticket.topic_id,
        func.sum(case((LogRow.action.in_(CAME), 1), else_=0)),
        func.sum(case((LogRow.action.in_(WENT), 1), else_=0)),
    )
    .join(Ticket, Ticket.id == LogRow.ticket_id)
    .where(LogRow.action.in_(CAME + WENT), LogRow.seq >= bindparam("first"))
    .group_by(Ticket.topic_id)
)


@dataclass(frozen=True)
class Queue:
    """One line as the control room shows it. ``came`` and ``went`` are concerns of today, by their present topic."""

    topic: Row[Any]
    in_hand: int
    asleep: int
    came: int
    went: int
    counters: list[Counter]

    @property
    def days(self) -> float:
        """How long the first one waits."""
        oldest: datetime | None = self.topic.oldest
        return (clock.now() - oldest).total_seconds() / 86400 if oldest else 0.0


@dataclass(frozen=True)
class Sum:
    """All lines together."""

    waiting: int
    in_hand: int
    asleep: int
    came: int
    went: int


def read_topics(session: Session) -> list[Row[Any]]:
    """All topics by name, each with its version and the first report of the one who is next."""
    return list(session.execute(_topics))


def read_queues(session: Session, topics: list[Row[Any]], counters: list[Counter]) -> list[Queue]:
    """The lines of *topics* with the people of *counters*."""
    asleep: dict[int, int] = dict(session.execute(_asleep, {"topics": [one.id for one in topics]}).all())
    first = first_row(session, clock.start_of(clock.today()))
    today = {id: (came, went) for id, came, went in session.execute(_today, {"first": first})}
    held = [one.topic_id for counter in counters for one in counter.hand]
    return [
        Queue(
            topic, held.count(topic.id), asleep.get(topic.id, 0), *today.get(topic.id, (0, 0)),
            [one for one in counters if topic.id in one.topics],
        )
        for topic in topics
    ]  # fmt: skip


def sum_of(queues: list[Queue]) -> Sum:
    """The foot of the table."""
    return Sum(
        sum(one.topic.waiting for one in queues), sum(one.in_hand for one in queues), sum(one.asleep for one in queues),
        sum(one.came for one in queues), sum(one.went for one in queues),
    )  # fmt: skip
