"""Add a note to a ticket's timeline."""

from app.base import clock
from app.base.access import Acting
from app.base.database import first_result, transaction
from app.base.record import record
from app.tickets.models import Entry, EntryKind, Ticket
from app.tickets.stand import channels, lock_ticket


def add_note(ticket: Ticket, text: str, *, by: Acting, once: str | None = None) -> Entry:
    """Write *text* on the ticket; it changes no state and no place.

    The same *once* again gives the note of the first time. Raises IsPartOfAnother, SentAlready.
    """
    text = text.strip()
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        already = first_result(session, Entry, once, ticket_id=ticket.id, text=text)
        if already is not None:
            return already
        note = Entry(ticket_id=ticket.id, kind=EntryKind.NOTE, text=text, at=clock.now(), by_id=by.id, once=once)
        session.add(note)
        record(session, "noted", note, by=by, ticket_id=ticket.id, live=channels(ticket))
        return note
