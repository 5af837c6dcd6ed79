"""Who is signed in: one small select per request, by the hash of the token in the cookie."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import bindparam, select, true, update
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Me, Role
from app.base.database import reading
from app.people.models import Person, StaffSession

LENGTH = timedelta(hours=12)

_who_is = (
    select(
        Person.id, Person.name, Person.plate, Person.is_agent, Person.is_scheduler, Person.is_supervisor,
        Person.is_administrator, Person.locale, Person.theme, Person.density, Person.letters,
        StaffSession.id.label("session_id"),
    )
    .join(Person, Person.id == StaffSession.person_id)
    .where(
        StaffSession.token_hash == bindparam("hash"),
        StaffSession.ended_at.is_(None),
        StaffSession.ends_at > bindparam("now"),
        Person.is_active == true(),
    )
)  # fmt: skip


def hash_of_token(token: str) -> bytes:
    """What the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).digest()


def who_is(token: str) -> Me | None:
    """The person whose running session *token* opens."""
    # Every request passes here: a Core row by driver values, no entity, no write.
    row = reading().connection().execute(_who_is, {"hash": hash_of_token(token), "now": clock.now()}).first()
    if row is None:
        return None
    id, name, plate, *flags, locale, theme, density, letters, session_id = row
    return Me(id, name, plate, _roles(*flags), locale, theme, density, letters, session_id)


@cache
def _roles(*flags: bool) -> frozenset[Role]:
    return frozenset(role for role, given in zip(Role, flags, strict=True) if given)


def running(person_id: int) -> Sequence[StaffSession]:
    """The running sessions of a person, the latest first."""
    return reading().scalars(_running(person_id).order_by(StaffSession.began_at.desc(), StaffSession.id.desc())).all()


def end_all(session: Session, person_id: int, but: int | None = None) -> int:
    """End every running session of a person, except *but*; returns how many. A step: the caller records."""
    sessions = session.scalars(_running(person_id).with_only_columns(StaffSession.id)).all()
    ended = [id for id in sessions if id != but]
    session.execute(update(StaffSession).where(StaffSession.id.in_(ended)).values(ended_at=clock.now()))
    return len(ended)


def _running(person_id: int):  # type: ignore[no-untyped-def]
    return select(StaffSession).where(
        StaffSession.person_id == person_id, StaffSession.ended_at.is_(None), StaffSession.ends_at > clock.now()
    )
