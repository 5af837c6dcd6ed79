"""Take next: the atomic hand-out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.together import together
from app.base.words import _
from app.people.models import Person
from app.queueing.wake_due import SOMEBODY_IS_DUE, wake_in
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


WhyNot = Callable[[], Refused]
"""A refusal that is not spoken yet: each person is told in their own language."""


@dataclass
class Hands:
    """How many tickets a person may hold, and how many it holds."""

    allowed: int
    full: int


def take_next(by: Acting) -> Taken:
    """Give *by* the ticket of the own topics that was reported first.

    Raises NobodyIsWaiting, NoTopics, HandsFull.
    """
    taken = together(hand_out, by)
    if isinstance(taken, Taken):
        return taken
    raise taken()


def hand_out(people: Sequence[Acting]) -> list[Taken | WhyNot]:
    """Serve those who press the key in the same moment, one after the other."""
    with transaction() as session:
        hands = lock_hands(session, people)
        # One hand-out at a time per topic: two agents who press the key in the same second
        # must neither get the same ticket nor overtake each other.
        topics = lock_topics_of(session, people)
        answers = [hand_to(session, person, hands[person.id], topics[person.id]) for person in people]
        count_out(session, [(one.topic_id, one.first_reported_at) for one in answers if isinstance(one, Taken)])
        return answers


def hand_to(session: Session, by: Acting, hands: Hands, topics: Sequence[int]) -> Taken | WhyNot:
    """The oldest of *topics*, or why not; the caller counts it out of the line."""
    if hands.full >= hands.allowed:
        return partial(HandsFull, hands.allowed)
    if not topics:
        return NoTopics
    row = session.connection().execute(_claim_oldest, {"topics": topics, "person": by.id, "at": clock.now()}).first()
    if row is None:
        return NobodyIsWaiting
    hands.full += 1
    taken = Taken(*row)
    record(session, "taken", taken, by=by, live=channels_of(taken, by))
    return taken


# Locks do not block the foreign keys of others (NO KEY UPDATE), or the log book row of a colleague would wait here.
# Two statements: one alone would count before it has waited for another press of the same key.
_hands = (
    select(Person.id, Person.hands)
    .where(Person.id.in_(bindparam("people", expanding=True)))
    .order_by(Person.id)
    .with_for_update(key_share=True)
)
_in_hand = (
    select(Ticket.holder_id, func.count())
    .where(Ticket.holder_id.in_(bindparam("people", expanding=True)), IS_HELD)
    .group_by(Ticket.holder_id)
)
_topics = (
    select(Entrusted.person_id, Topic.id, SOMEBODY_IS_DUE.label("somebody_is_due"))
    .join(Topic, Entrusted.topic_id == Topic.id)
    .where(Entrusted.person_id.in_(bindparam("people", expanding=True)), Topic.is_open)
    .order_by(Topic.id)
    .with_for_update(key_share=True, of=Topic)
)
_claim = update(Ticket).values(state=State.HELD, holder_id=bindparam("person"), taken_at=bindparam("at"))
_claim_this = _claim.where(Ticket.id == bindparam("ticket"))
# One statement: the topics are locked, so the oldest cannot become another one between looking and claiming.
_claim_oldest = _claim.where(Ticket.id == OLDEST.with_only_columns(Ticket.id).scalar_subquery()).returning(
    Ticket.id, Ticket.number, Ticket.topic_id, Ticket.first_reported_at
)


def lock_hands(session: Session, people: Sequence[Acting]) -> dict[int, Hands]:
    """Lock the people, in the order of their ids, and look at their hands."""
    connection, asked = session.connection(), {"people": [person.id for person in people]}
    allowed, full = dict(connection.execute(_hands, asked).all()), dict(connection.execute(_in_hand, asked).all())
    return {id: Hands(allowed[id], full.get(id, 0)) for id in allowed}


def lock_topics_of(session: Session, people: Sequence[Acting]) -> dict[int, list[int]]:
    """The open topics of each of these people, locked; whoever is due there stands in line again."""
    asked = {"people": [person.id for person in people], "now": clock.now()}
    topics: dict[int, list[int]] = {person.id: [] for person in people}
    due = set()
    for person, topic, somebody_is_due in session.connection().execute(_topics, asked):
        topics[person].append(topic)
        if somebody_is_due:
            due.add(topic)
    wake_in(session, sorted(due))
    return topics


def free_hand(session: Session, by: Acting) -> None:
    """Lock the person and refuse when all hands are full: a second press must not give a second ticket."""
    [hands] = lock_hands(session, [by]).values()
    if hands.full >= hands.allowed:
        raise HandsFull(hands.allowed)


def claim(session: Session, taken: Taken, by: Acting) -> None:
    """Out of the line, into the hand."""
    session.connection().execute(_claim_this, {"ticket": taken.id, "person": by.id, "at": clock.now()})
    count_out(session, [(taken.topic_id, taken.first_reported_at)])


def channels_of(taken: Taken, by: Acting) -> list[str]:
    """The live channels that show it."""
    return [f"queue:{taken.topic_id}", f"ticket:{taken.id}", f"person:{by.id}"]
