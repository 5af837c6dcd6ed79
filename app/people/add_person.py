"""Add a member of staff."""

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.base.access import Acting, Role
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.people.password import check_strength, hash_of

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,63}")


class WrongLogin(Refused):
    """The name to sign in with would be mistyped or misread."""

    def __init__(self) -> None:
        super().__init__(
            _("A login has 2 to 64 characters: letters a to z, digits, dot, hyphen, underscore, plus, at.")
        )


class LoginTaken(Refused):
    """Logins are never given twice, also not those of people who left."""

    def __init__(self, login: str) -> None:
        super().__init__(_("The login “%(login)s” is taken. Logins of people who left stay theirs.", login=login))


def add_person(
    login: str, name: str, roles: Iterable[Role], password: str, *, by: Acting | None, plate: str = "",
    may_choose: bool = False, hands: int = 1, locale: str = "de",
) -> Person:  # fmt: skip
    """Let somebody sign in as *login* and do what *roles* allow. *by* is None for a command.

    Raises WrongLogin, LoginTaken, PasswordTooWeak.
    """
    login, name = login.strip().lower(), " ".join(name.split())
    if not LOGIN.fullmatch(login):
        raise WrongLogin
    check_strength(password, login)
    person = Person(
        login=login, name=name or login, plate=plate.strip() or (name.split() or [login])[-1], locale=locale,
        password_hash=hash_of(password), may_choose=may_choose, hands=hands, **flags(roles),
    )  # fmt: skip
    try:
        with transaction() as session:
            if session.scalar(select(Person.id).where(Person.login == login)):
                raise LoginTaken(login)
            session.add(person)
            given = sorted(person.roles)
            record(session, "person_added", person, by=by, live=["people"], login=login, name=person.name, roles=given)
    except IntegrityError as fault:  # somebody else added the same login in this moment
        raise LoginTaken(login) from fault
    return person


def flags(roles: Iterable[Role]) -> dict[str, bool]:
    """The columns that *roles* are kept in."""
    given = frozenset(roles)
    return {f"is_{role.value}": role in given for role in Role}
