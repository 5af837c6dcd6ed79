"""Resolve: the concern is dealt with."""

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.holding import must_not_disturb
from app.tickets.models import Entry, EntryKind, State, Ticket
from app.tickets.stand import channels, lock_ticket, stand


class AlreadyResolved(Refused):
    """Somebody resolved it before."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is resolved already.", number=spell(ticket.number)))


class WhyIsItResolved(Refused):
    """A ticket that nobody has in hand is resolved with a note only."""

    def __init__(self) -> None:
        super().__init__(_("Nobody has this ticket in hand. Write down why it is resolved all the same."))


def resolve(ticket: Ticket, *, by: Acting, note: str = "") -> None:
    """Close the ticket, with *note* on its timeline.

    One that is not in hand needs the note, so that resolving is no way around the line.
    Raises AlreadyResolved, InOtherHands, WhyIsItResolved, IsPartOfAnother.
    """
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        if ticket.state == State.RESOLVED:
            raise AlreadyResolved(ticket)
        must_not_disturb(session, ticket, by)
        if ticket.state != State.HELD and not note.strip():
            raise WhyIsItResolved
        concerned = channels(ticket)
        now = clock.now()
        if note.strip():
            session.add(Entry(ticket_id=ticket.id, kind=EntryKind.NOTE, text=note.strip(), at=now, by_id=by.id))
        was = ticket.state
        stand(session, ticket, State.RESOLVED, resolved_at=now)
        record(session, "resolved", ticket, by=by, live=concerned, was=was)
