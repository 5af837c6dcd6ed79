"""The topics as the desk and the queue pages show them: how many wait, and since when the first of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, literal_column, select
from sqlalchemy.orm import Session

from app.base import clock
from app.tickets.line import IS_WAITING, ORDER
from app.tickets.models import Entrusted, Ticket, Topic

_oldest = (
    select(Ticket.first_reported_at)
    .where(Ticket.topic_id == Topic.id, IS_WAITING)
    .order_by(*ORDER)
    .limit(1)
    .correlate(Topic)
    .scalar_subquery()
    .label("oldest")
)
_lines = (
    select(
        Topic.id, Topic.slug, Topic.name, Topic.letter, Topic.is_open, Topic.waiting, Topic.version, _oldest,
        Entrusted.person_id.is_not(None).label("is_mine"),
    )
    .outerjoin(Entrusted, and_(Entrusted.topic_id == Topic.id, Entrusted.person_id == bindparam("person")))
    .order_by(Topic.name)
)  # fmt: skip

_asleep = (
    select(
        Ticket.topic_id, func.count().label("asleep"),
        func.sum(case((Ticket.asleep_until < bindparam("soon", type_=Ticket.asleep_until.type), 1), else_=0)).label("soon"),
    )
    .where(Ticket.state == literal_column("'asleep'"), Ticket.topic_id.in_(bindparam("topics", expanding=True)))
    .group_by(Ticket.topic_id)
)  # fmt: skip
_in_work = (
    select(Ticket.topic_id, func.count().label("held"))
    .where(Ticket.state == literal_column("'held'"))
    .group_by(Ticket.topic_id)
)


@dataclass(frozen=True)
class TopicLine:
    """One topic and its line."""

    id: int
    slug: str
    name: str
    letter: str
    is_open: bool
    waiting: int
    version: int
    oldest: datetime | None
    is_mine: bool

    @property
    def days(self) -> float:
        """How long the first one waits."""
        return (clock.now() - self.oldest).total_seconds() / 86400 if self.oldest else 0.0


def topic_lines(session: Session, person_id: int) -> list[TopicLine]:
    """All topics; those of the person are marked."""
    return [TopicLine(*row) for row in session.connection().execute(_lines, {"person": person_id})]


def next_in(lines: list[TopicLine]) -> TopicLine | None:
    """The line out of whose open ones the next ticket comes."""
    with_somebody = [line for line in lines if line.is_mine and line.is_open and line.oldest]
    return min(with_somebody, key=lambda line: line.oldest, default=None)  # type: ignore[arg-type,return-value]


@dataclass(frozen=True)
class Asleep:
    """How many of a topic wait for their customer, and how many of them come back soon."""

    asleep: int
    soon: int


def asleep_in(session: Session, topic_ids: list[int], soon: datetime) -> dict[int, Asleep]:
    """Who waits for the customer in these topics; *soon* ends before that moment."""
    rows = session.connection().execute(_asleep, {"topics": topic_ids, "soon": soon})
    return {row.topic_id: Asleep(row.asleep, row.soon) for row in rows}


def in_work(session: Session) -> dict[int, int]:
    """How many tickets of each topic are in somebody's hand."""
    return {row.topic_id: row.held for row in session.connection().execute(_in_work)}
