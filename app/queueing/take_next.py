"""Take next: the atomic hand-out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.queueing.wake_due import wake_in
from app.tickets.line import IS_HELD, OLDEST, count_out
from app.tickets.models import Entrusted, State, Ticket, Topic


class NobodyIsWaiting(Refused):
    """The line is empty."""

    def __init__(self) -> None:
        super().__init__(_("Nobody is waiting in your topics."))


class NoTopics(Refused):
    """The agent is entrusted with nothing that is open."""

    def __init__(self) -> None:
        super().__init__(_("None of your topics is open at the moment. Ask your supervisor for one."))


class HandsFull(Refused):
    """The agent holds as many tickets as allowed."""

    def __init__(self, hands: int) -> None:
        if hands == 1:
            sentence = _("You have a ticket in hand. Resolve it or put it back first; its place is kept.")
        else:
            sentence = _("You have %(count)s tickets in hand. Resolve one or put one back first.", count=hands)
        super().__init__(sentence)


@dataclass(frozen=True)
class Taken:
    """What was handed out."""

    id: int
    number: int
    topic_id: int
    first_reported_at: datetime

    __tablename__ = "ticket"


# Locks do not block the foreign keys of others (NO KEY UPDATE), or the log book row of a colleague would wait here.
_hands = select(Person.hands).where(Person.id == bindparam("person")).with_for_update(key_share=True)
_topics = (
    select(Topic.id)
    .join(Entrusted, Entrusted.topic_id == Topic.id)
    .where(Entrusted.person_id == bindparam("person"), Topic.is_open)
    .order_by(Topic.id)
    .with_for_update(key_share=True, of=Topic)
)
_in_hand = select(func.count()).where(Ticket.holder_id == bindparam("person"), IS_HELD)
_claim = (
    update(Ticket)
    .where(Ticket.id == bindparam("ticket"))
    .values(state=State.HELD, holder_id=bindparam("person"), taken_at=bindparam("at"))
)


def take_next(by: Acting) -> Taken:
    """Give *by* the ticket of the own topics that was reported first.

    Raises NobodyIsWaiting, NoTopics, HandsFull.
    """
    with transaction() as session:
        connection = session.connection()
        free_hand(connection, by)
        # One hand-out at a time per topic: two agents who press the key in the same second
        # must neither get the same ticket nor overtake each other.
        topics = connection.scalars(_topics, {"person": by.id}).all()
        if not topics:
            raise NoTopics
        wake_in(session, topics)
        row = connection.execute(OLDEST, {"topics": topics}).first()
        if row is None:
            raise NobodyIsWaiting
        taken = Taken(*row)
        claim(session, taken, by)
        record(session, "taken", taken, by=by, live=channels_of(taken, by))
        return taken


def free_hand(connection: Connection, by: Acting) -> None:
    """Lock the person and refuse when all hands are full: a second press must not give a second ticket."""
    hands = connection.scalar(_hands, {"person": by.id}) or 0
    if (connection.scalar(_in_hand, {"person": by.id}) or 0) >= hands:
        raise HandsFull(hands)


def claim(session: Session, taken: Taken, by: Acting) -> None:
    """Out of the line, into the hand."""
    session.connection().execute(_claim, {"ticket": taken.id, "person": by.id, "at": clock.now()})
    count_out(session, taken.topic_id, taken.first_reported_at)


def channels_of(taken: Taken, by: Acting) -> list[str]:
    """The live channels that show it."""
    return [f"queue:{taken.topic_id}", f"ticket:{taken.id}", f"person:{by.id}"]
