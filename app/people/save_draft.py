"""Keep what somebody is typing."""

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.people.models import Draft


def save_draft(place: str, text: str, *, by: Acting) -> None:
    """Keep *text* for *by* at *place*, instead of what stood there; an empty text throws the draft away.

    What is not sent yet is nobody else's matter: drafts leave no row in the log book and call no page.
    """
    with transaction() as session:
        own = (Draft.person_id == by.id, Draft.place == place)
        if not text.strip():
            session.execute(delete(Draft).where(*own))
            return
        change = update(Draft).where(*own).values(text=text, at=clock.now())
        if session.execute(change).rowcount:  # type: ignore[attr-defined]
            return
        try:
            with session.begin_nested():
                session.execute(insert(Draft).values(person_id=by.id, place=place, text=text, at=clock.now()))
        except IntegrityError:
            # The same person types at the same place in a second window.
            session.execute(change)
