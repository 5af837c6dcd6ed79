"""The list of all staff."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.base import clock
from app.base.access import Role
from app.base.database import reading
from app.people.models import Person, StaffSession


@dataclass(frozen=True)
class Line:
    """One person in the list; ``browsers`` are the running sessions."""

    id: int
    login: str
    name: str
    plate: str
    roles: frozenset[Role]
    may_choose: bool
    hands: int
    is_active: bool
    browsers: int
    last_seen: datetime | None
    """When the person last signed in."""


def roll() -> list[Line]:
    """Everybody who ever worked here, by name."""
    runs = StaffSession.ended_at.is_(None) & (StaffSession.ends_at > clock.now())
    statement = (
        select(Person, func.count(StaffSession.id).filter(runs), func.max(StaffSession.began_at))
        .outerjoin(StaffSession, StaffSession.person_id == Person.id)
        .group_by(Person.id)
        .order_by(func.lower(Person.name), Person.id)
    )
    return [
        Line(
            person.id, person.login, person.name, person.plate, person.roles, person.may_choose, person.hands,
            person.is_active, browsers, last_seen,
        )
        for person, browsers, last_seen in reading().execute(statement)
    ]  # fmt: skip
