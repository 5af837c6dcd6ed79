"""Move: tickets go to another topic; every one keeps its time."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.holding import must_not_disturb
from app.tickets.line import IS_WAITING, lock_topics
from app.tickets.models import State, Ticket, Topic
from app.tickets.report import TopicIsClosed
from app.tickets.stand import IsPartOfAnother, channels, lock_tickets, stand


class NothingToMove(Refused):
    """They are there already, or somebody else has moved them."""

    def __init__(self, to: Topic) -> None:
        super().__init__(_("There is nothing to move to %(topic)s (any more).", topic=to.name))


def move(tickets: Sequence[Ticket], to: Topic, reason: str, *, by: Acting) -> int:
    """Move *tickets* to the topic *to*; gives how many went. One that was in hand waits there again.

    Those that are there already stay as they are. Raises TopicIsClosed, InOtherHands, IsPartOfAnother, NothingToMove.
    """
    with transaction() as session:
        return _move(session, [ticket.id for ticket in tickets], to, reason, by)


def move_all(topic: Topic, to: Topic, reason: str, *, by: Acting) -> int:
    """Move everybody who waits in *topic* to *to*. Raises as move does."""
    with transaction() as session:
        lock_topics(session, [topic.id, to.id])
        ids = session.scalars(select(Ticket.id).where(Ticket.topic_id == topic.id, IS_WAITING)).all()
        return _move(session, ids, to, reason, by)


def _move(session: Session, ids: Sequence[int], to: Topic, reason: str, by: Acting) -> int:
    found, topics = lock_tickets(session, dict.fromkeys(ids), [to.id])
    if not topics[to.id].is_open:
        raise TopicIsClosed(topics[to.id])
    going = [ticket for ticket in found if ticket.topic_id != to.id]
    if not going:
        raise NothingToMove(to)
    for ticket in going:
        if ticket.state == State.MERGED:
            raise IsPartOfAnother(ticket, session.get_one(Ticket, ticket.merged_into_id))
        must_not_disturb(session, ticket, by)
    for ticket in going:
        _move_one(session, ticket, to, reason, by)
    return len(going)


def _move_one(session: Session, ticket: Ticket, to: Topic, reason: str, by: Acting) -> None:
    concerned, before = channels(ticket), ticket.topic_id
    state = State.WAITING if ticket.state == State.HELD else ticket.state
    stand(session, ticket, state, until=ticket.asleep_until, resolved_at=ticket.resolved_at, topic_id=to.id)
    record(
        session, "moved", ticket, by=by, live=[*concerned, f"queue:{to.id}"],
        before=before, after=to.id, after_name=to.name, reason=reason,
    )  # fmt: skip
