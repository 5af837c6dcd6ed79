"""Give a person a new password."""

from app.base.access import Acting, Role
from app.base.database import locked, reading, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people import throttle
from app.people.models import Person
from app.people.password import check_strength, fits, hash_of
from app.people.sessions import end_all


class WrongPassword(Refused):
    """Whoever sits at an open desk must not be able to take the account over."""

    def __init__(self) -> None:
        super().__init__(_("The present password is not right. Nothing was changed."))


class NotYourPassword(Refused):
    """Only administrators set the passwords of others."""

    def __init__(self) -> None:
        super().__init__(_("Only an administrator sets the passwords of others."))


def set_password(
    person: Person, password: str, *, by: Acting | None, current: str | None = None, keep: int | None = None
) -> None:
    """Every session of *person* ends, except *keep*; earlier failures at the door no longer count.

    For the own one the *current* one is needed; *by* is None for a command.
    Raises PasswordTooWeak, WrongPassword, NotYourPassword, TooManyTries.
    """
    check_strength(password, person.login)
    is_own = by is not None and by.id == person.id
    if is_own:
        _check_own(person, current or "")
    elif by is not None and Role.ADMINISTRATOR not in by.roles:
        raise NotYourPassword
    hashed = hash_of(password)
    with transaction() as session:
        person = locked(session, Person, person.id)
        person.password_hash = hashed
        throttle.forget_account(session, person.login)
        ended = end_all(session, person.id, keep if is_own else None)
        channels = ["people", f"person:{person.id}"]
        record(session, "password_set", person, by=by, live=channels, sessions_ended=ended)


def _check_own(person: Person, current: str) -> None:
    place = f"device own page of {person.id}"
    with transaction() as session:
        throttle.note_attempt(session, person.login, place)
    kept = reading().get_one(Person, person.id).password_hash
    if not fits(current, kept):
        raise WrongPassword
