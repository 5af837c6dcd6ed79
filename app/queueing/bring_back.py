"""Bring back: the customer answered before the day on which the ticket would have come back by itself."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.models import State, Ticket
from app.tickets.stand import channels, lock_ticket, stand


class IsNotAsleep(Refused):
    """Only what waits for the customer can be brought back."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is not waiting for the customer (any more).", number=spell(ticket.number)))


def bring_back(ticket: Ticket, reason: str, *, by: Acting) -> None:
    """Let the ticket stand in line again now, at its old place.

    Raises IsNotAsleep, IsPartOfAnother.
    """
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        if ticket.state != State.ASLEEP:
            raise IsNotAsleep(ticket)
        stand(session, ticket, State.WAITING)
        record(session, "brought_back", ticket, by=by, live=channels(ticket), reason=reason)
