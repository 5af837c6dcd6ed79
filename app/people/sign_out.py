"""Sign out."""

from app.base import clock
from app.base.access import Me
from app.base.database import locked, transaction
from app.base.record import record
from app.people.models import StaffSession


def sign_out(me: Me) -> None:
    """End the session in which *me* is working; other browsers stay signed in."""
    with transaction() as session:
        own = locked(session, StaffSession, me.session_id)
        if own.ended_at is None:
            own.ended_at = clock.now()
            record(session, "signed_out", own, by=me, live=["people", f"person:{me.id}"])
