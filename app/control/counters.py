"""The counters: who works on which topics, who is signed in, who has what in hand."""

import re
from collections import Counter as Counts
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, literal_column, or_, select
from sqlalchemy.orm import Session

from app.base import clock
from app.people.models import Person, StaffSession
from app.tickets.models import Entrusted, Ticket, Topic

_is_held = Ticket.state == literal_column("'held'")
_hands = (
    select(Ticket.holder_id, Ticket.topic_id, Ticket.number, Ticket.taken_at, Topic.letter)
    .join(Topic, Topic.id == Ticket.topic_id)
    .where(_is_held)
    .order_by(Ticket.taken_at, Ticket.number)
)
# Whoever was deactivated with a ticket in hand stays on the list, or nobody would take it back.
_people = select(Person.id, Person.name, Person.plate, Person.is_active, Person.is_agent).where(
    or_(and_(Person.is_agent, Person.is_active), Person.id.in_(select(Ticket.holder_id).where(_is_held)))
)
_signed_in = select(StaffSession.person_id).where(
    StaffSession.ended_at.is_(None), StaffSession.ends_at > bindparam("now", type_=StaffSession.ends_at.type)
)


@dataclass(frozen=True)
class Counter:
    """One agent: ``topics`` are ids, ``hand`` rows with number, letter, topic_id and taken_at."""

    id: int
    name: str
    plate: str
    short: str
    """What fits on a small plate: «4» of «Schalter 4», «T2» of «Terminplatz 2» where most are «Schalter»."""
    is_agent: bool
    is_here: bool
    topics: tuple[int, ...]
    hand: list[Any]

    @property
    def family_name(self) -> str:
        """The last word of the name."""
        return (self.name.split() or [self.plate])[-1]


def read_counters(session: Session) -> list[Counter]:
    """All agents by their plates, «Schalter 2» before «Schalter 10»."""
    topics: dict[int, set[int]] = {}
    for person_id, topic_id in session.execute(select(Entrusted.person_id, Entrusted.topic_id)):
        topics.setdefault(person_id, set()).add(topic_id)
    hands: dict[int, list[Any]] = {}
    for row in session.execute(_hands):
        hands.setdefault(row.holder_id, []).append(row)
    here = set(session.scalars(_signed_in, {"now": clock.now()}))
    people = session.execute(_people).all()
    usual = Counts(split(row.plate)[0] for row in people).most_common(1)
    found = [
        Counter(
            row.id, row.name, row.plate, short(row.plate, usual[0][0]), row.is_agent and row.is_active, row.id in here,
            tuple(sorted(topics.get(row.id, ()))), hands.get(row.id, []),
        )
        for row in people
    ]  # fmt: skip
    return sorted(found, key=lambda one: ([int(digits) for digits in re.findall(r"\d+", one.plate)], one.plate, one.id))


def split(plate: str) -> tuple[str, str]:
    """«Schalter 4» as «Schalter» and «4»."""
    word = re.sub(r"\s*\d+$", "", plate)
    return word, plate[len(word) :].strip()


def short(plate: str, usual: str) -> str:
    """The number of a plate, with the first letter of its word where that is not the *usual* one."""
    word, digits = split(plate)
    if not digits:
        return plate
    return digits if word == usual else f"{word[:1]}{digits}"
