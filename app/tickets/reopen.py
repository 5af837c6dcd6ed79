"""Re-open: a resolved concern was not dealt with after all."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.models import State, Ticket
from app.tickets.stand import channels, lock_ticket, stand


class NotResolved(Refused):
    """Only a resolved ticket can be re-opened."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is not resolved; it is open already.", number=spell(ticket.number)))


def reopen(ticket: Ticket, reason: str, *, by: Acting | None) -> None:
    """Let the ticket wait again at its old place: the first report still decides.

    Raises NotResolved, IsPartOfAnother.
    """
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        if ticket.state != State.RESOLVED:
            raise NotResolved(ticket)
        stand(session, ticket, State.WAITING)
        record(session, "reopened", ticket, by=by, live=channels(ticket), reason=reason)
