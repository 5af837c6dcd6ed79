"""End a session on another browser."""

from app.base import clock
from app.base.access import Acting, Role
from app.base.database import locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person, StaffSession
from app.people.sessions import end_all


class NotYours(Refused):
    """Everybody ends their own sessions, administrators those of others."""

    def __init__(self) -> None:
        super().__init__(_("Only an administrator ends the sessions of others."))


def end_session(begun: StaffSession, *, by: Acting) -> None:
    """That browser is signed out with its next request. Ended already: nothing happens. Raises NotYours."""
    if begun.person_id != by.id and Role.ADMINISTRATOR not in by.roles:
        raise NotYours
    with transaction() as session:
        own = locked(session, StaffSession, begun.id)
        if own.ended_at is None:
            own.ended_at = clock.now()
            record(session, "session_ended", own, by=by, live=["people", f"person:{own.person_id}"])


def end_all_sessions(person: Person, *, by: Acting, but: int | None = None) -> int:
    """Sign *person* out everywhere, except in the session *but*; returns in how many browsers. Raises NotYours."""
    if person.id != by.id and Role.ADMINISTRATOR not in by.roles:
        raise NotYours
    with transaction() as session:
        person = locked(session, Person, person.id)
        count = end_all(session, person.id, but)
        if count:
            record(session, "sessions_ended", person, by=by, live=["people", f"person:{person.id}"], count=count)
        return count
