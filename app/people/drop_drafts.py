"""Throw away what was typed, once it is sent."""

from collections.abc import Iterable

from sqlalchemy import delete

from app.base.access import Acting
from app.base.database import transaction
from app.people.models import Draft


def drop_drafts(places: Iterable[str], *, by: Acting) -> None:
    """Forget what *by* was typing at these *places*; like keeping it, this is no change and leaves no row."""
    with transaction() as session:
        session.execute(delete(Draft).where(Draft.person_id == by.id, Draft.place.in_(list(places))))
