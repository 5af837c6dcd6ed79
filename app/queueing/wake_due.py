"""Wake the due: whoever waited for the customer until today is back in line, at the old place."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, literal_column, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.database import reading, transaction
from app.base.record import record
from app.tickets.line import lock_topics
from app.tickets.models import State, Ticket, Topic
from app.tickets.stand import channels, stand

_due = select(Ticket).where(
    Ticket.topic_id.in_(bindparam("topics", expanding=True)),
    Ticket.state == literal_column("'asleep'"),
    Ticket.asleep_until <= bindparam("now", type_=Ticket.asleep_until.type),
)
SOMEBODY_IS_DUE = (
    exists()
    .where(
        Ticket.topic_id == Topic.id,
        Ticket.state == literal_column("'asleep'"),
        Ticket.asleep_until <= bindparam("now", type_=Ticket.asleep_until.type),
    )
    .correlate(Topic)
)
"""Of a topic: whether somebody's day has come."""
_topics_with_due = (
    select(Ticket.topic_id)
    .where(
        Ticket.state == literal_column("'asleep'"),
        Ticket.asleep_until <= bindparam("now", type_=Ticket.asleep_until.type),
    )
    .distinct()
)


def wake_due() -> int:
    """Bring back everybody whose day has come; gives how many. The clock of the house calls it now and then.

    A hand-out does the same for its topics first, so nobody is passed over while this has not run yet.
    """
    topics = reading().scalars(_topics_with_due, {"now": clock.now()}).all()
    return sum(_wake_topic(topic) for topic in sorted(topics))


def _wake_topic(topic_id: int) -> int:
    with transaction() as session:
        lock_topics(session, [topic_id])
        return wake_in(session, [topic_id])


def wake_in(session: Session, topic_ids: Sequence[int]) -> int:
    """The step: the topics are locked already."""
    if not topic_ids:
        return 0
    at = {"topics": topic_ids, "now": clock.now()}
    due = session.scalars(_due.order_by(Ticket.id).with_for_update(key_share=True), at).all()
    for ticket in due:
        stand(session, ticket, State.WAITING)
        record(session, "came_back", ticket, by=None, live=channels(ticket))
    return len(due)
