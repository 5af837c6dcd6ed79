"""Change what a member of staff is called and may do."""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.base.access import Acting, Role
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.add_person import flags
from app.people.models import Person
from app.people.sessions import end_all


class LastAdministrator(Refused):
    """Somebody must be able to let the others in again."""

    def __init__(self) -> None:
        super().__init__(_("This is the last active administrator. Make somebody else an administrator first."))


class ChangedMeanwhile(Refused):
    """Two administrators had the same page open."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            _(
                "Somebody else changed %(name)s meanwhile. Nothing was saved; open the page again to see it.",
                name=person.name,
            )
        )


def change_person(
    person: Person, *, by: Acting | None, name: str | None = None, plate: str | None = None,
    roles: Iterable[Role] | None = None, may_choose: bool | None = None, hands: int | None = None,
    is_active: bool | None = None, seen: str | None = None,
) -> Person:  # fmt: skip
    """Change what is not None; it counts from the person's next request on. Deactivation ends all sessions.

    *seen* is the stamp of what the page showed. Raises LastAdministrator, ChangedMeanwhile.
    """
    wanted: dict[str, Any] = {"may_choose": may_choose, "hands": hands, "is_active": is_active}
    wanted["name"] = " ".join(name.split()) if name else None
    wanted["plate"] = plate.strip() if plate else None
    wanted |= flags(roles) if roles is not None else {}
    with transaction() as session:
        administrators = _lock_with_administrators(session, person)
        person = session.get_one(Person, person.id)
        if seen is not None and seen != stamp(person):
            raise ChangedMeanwhile(person)
        before = {key: getattr(person, key) for key, value in wanted.items() if value is not None}
        changed = {key: wanted[key] for key, value in before.items() if wanted[key] != value}
        if not changed:
            return person
        for key, value in changed.items():
            setattr(person, key, value)
        if administrators == [person.id] and not (person.is_active and person.is_administrator):
            raise LastAdministrator
        if not person.is_active:
            end_all(session, person.id)
        was = {key: before[key] for key in changed}
        record(session, "person_changed", person, by=by, live=["people", f"person:{person.id}"], was=was, now=changed)
        return person


def stamp(person: Person) -> str:
    """Stands for everything that change_person changes, to notice a page that is no longer true."""
    shown = (person.name, person.plate, sorted(person.roles), person.may_choose, person.hands, person.is_active)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def _lock_with_administrators(session: Session, person: Person) -> list[int]:
    """Lock *person* and all active administrators in id order; returns the administrators."""
    # All of them: two administrators who dismiss each other must not both succeed.
    chosen = select(Person).where(or_(Person.id == person.id, and_(Person.is_administrator, Person.is_active)))
    locked = session.scalars(chosen.order_by(Person.id).with_for_update(key_share=True)).all()
    return [one.id for one in locked if one.is_administrator and one.is_active]
