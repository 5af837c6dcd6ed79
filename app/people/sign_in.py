"""Sign in."""

import secrets

from sqlalchemy import delete, select

from app.base import clock
from app.base.database import locked, reading, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people import password as passwords
from app.people import throttle
from app.people.models import Person, StaffSession
from app.people.sessions import LENGTH, hash_of_token


class NotSignedIn(Refused):
    """One sentence for an unknown name, a wrong password and an inactive person."""

    def __init__(self) -> None:
        super().__init__(
            _("This name and this password don't belong together. Check both; capital letters count in the password.")
        )


def sign_in(login: str, password: str, address: str, browser: str, device: str = "") -> str:
    """Begin a session of twelve hours; returns its token, which only the browser keeps.

    *device* is the key of a browser that has signed in to this account before, or nothing. Unknown, wrong and
    inactive get the same answer after the same work. Raises NotSignedIn, TooManyTries.
    """
    login, place = login.strip().lower(), throttle.place_of(address, device)
    with transaction() as session:
        throttle.note_attempt(session, login, place)
    person = reading().scalar(select(Person).where(Person.login == login))
    # Outside of any transaction: the work takes a tenth of a second, and SQLite has one writer.
    fits = passwords.fits(password, person.password_hash if person else None)
    if person is None or not fits or not person.is_active:
        raise NotSignedIn
    rehashed = passwords.hash_of(password) if passwords.is_outdated(person.password_hash) else None
    token, now = secrets.token_urlsafe(32), clock.now()
    with transaction() as session:
        fresh = locked(session, Person, person.id)
        if not fresh.is_active or fresh.password_hash != person.password_hash:
            raise NotSignedIn  # deactivated, or given a new password, in this very moment
        throttle.forget(session, login, place)
        session.execute(
            delete(StaffSession).where(StaffSession.person_id == person.id, StaffSession.ends_at < now - 60 * LENGTH)
        )
        if rehashed:
            fresh.password_hash = rehashed
        begun = StaffSession(
            token_hash=hash_of_token(token), person_id=person.id, began_at=now, ends_at=now + LENGTH,
            address=address, browser=browser[:200],
        )  # fmt: skip
        session.add(begun)
        record(session, "signed_in", begun, by=fresh, live=["people"], address=address)
    return token
