"""Move: tickets go to another topic; every one keeps its time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, literal_column, select, update
from sqlalchemy.orm import Session

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.holding import must_not_disturb
from app.tickets.line import IS_HELD, IS_WAITING, ORDER, count_many, hour_of, lock_topics
from app.tickets.models import State, Ticket, Topic
from app.tickets.report import TopicIsClosed
from app.tickets.stand import IsPartOfAnother, channels, lock_tickets


class NothingToMove(Refused):
    """They are there already, or somebody else has moved them."""

    def __init__(self, to: Topic) -> None:
        super().__init__(_("There is nothing to move to %(topic)s (any more).", topic=to.name))


@dataclass(frozen=True, slots=True)
class Moving:
    """A ticket on its way: what counting and recording need of it, since there may be twenty thousand."""

    id: int
    topic_id: int
    state: State
    first_reported_at: datetime
    holder_id: int | None
    customer_id: int | None
    merged_into_id = None
    __tablename__ = "ticket"


_what_moves = (
    Ticket.id, Ticket.topic_id, Ticket.state, Ticket.first_reported_at, Ticket.holder_id, Ticket.customer_id,
)  # fmt: skip


def move(tickets: Sequence[Ticket], to: Topic, reason: str, *, by: Acting) -> int:
    """Move *tickets* to the topic *to*; gives how many went. One that was in hand waits there again.

    Those that are there already stay as they are. Raises TopicIsClosed, InOtherHands, IsPartOfAnother, NothingToMove.
    """
    with transaction() as session:
        found, topics = lock_tickets(session, dict.fromkeys(ticket.id for ticket in tickets), [to.id])
        going = [ticket for ticket in found if ticket.topic_id != to.id]
        for ticket in going:
            if ticket.state == State.MERGED:
                raise IsPartOfAnother(ticket, session.get_one(Ticket, ticket.merged_into_id))
            must_not_disturb(session, ticket, by)
        ids = [ticket.id for ticket in going]
        moving = [Moving(*(getattr(ticket, column.key) for column in _what_moves)) for ticket in going]
        return _carry(session, moving, Ticket.id.in_(ids), topics[to.id], reason, by)


def move_all(topic: Topic, to: Topic, reason: str, *, by: Acting) -> int:
    """Move everybody who waits in *topic* to *to*, who is next first. Raises as move does."""
    with transaction() as session:
        # Nobody enters or leaves a line without its topic, so its rows need no locks of their own.
        topics = lock_topics(session, [topic.id, to.id])
        these = (Ticket.topic_id == topic.id) & (Ticket.topic_id != to.id) & IS_WAITING
        rows = session.execute(select(*_what_moves).where(these).order_by(*ORDER))
        return _carry(session, [Moving(*row) for row in rows], these, topics[to.id], reason, by)


def _carry(
    session: Session, moving: list[Moving], these: ColumnElement[bool], to: Topic, reason: str, by: Acting
) -> int:
    if not to.is_open:
        raise TopicIsClosed(to)
    if not moving:
        raise NothingToMove(to)
    # Of all states only «in hand» changes, and only there is a holder.
    session.connection().execute(
        update(Ticket)
        .where(these)
        .values(
            topic_id=to.id, holder_id=None, taken_at=None,
            state=case((IS_HELD, literal_column("'waiting'")), else_=Ticket.state),
        )
    )  # fmt: skip
    lines: Counter[tuple[int, int]] = Counter()  # by topic and hour
    for ticket in moving:
        hour = hour_of(ticket.first_reported_at)
        lines[ticket.topic_id, hour] -= ticket.state == State.WAITING
        lines[to.id, hour] += ticket.state in (State.WAITING, State.HELD)
        record(
            session, "moved", ticket, by=by, live=[*channels(ticket), f"queue:{to.id}"],
            before=ticket.topic_id, after=to.id, after_name=to.name, reason=reason,
        )  # fmt: skip
    count_many(session, lines)
    return len(moving)
