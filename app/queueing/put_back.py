"""Put back: out of the hand, into the line, same place."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.tickets.holding import must_hold
from app.tickets.models import State, Ticket
from app.tickets.stand import channels, lock_ticket, stand


def put_back(ticket: Ticket, reason: str, *, by: Acting) -> None:
    """Let the ticket wait again where it stood, since its reporting time stays.

    Raises NotInHand, InOtherHands, IsPartOfAnother.
    """
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        must_hold(session, ticket, by)
        concerned = channels(ticket)
        stand(session, ticket, State.WAITING)
        record(session, "put_back", ticket, by=by, live=concerned, reason=reason)
