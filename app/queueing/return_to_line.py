"""Return to line: an absent agent's tickets wait again, each at its place."""

from sqlalchemy import select

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.people.models import Person
from app.tickets.line import IS_HELD
from app.tickets.models import State, Ticket
from app.tickets.stand import channels, lock_tickets, stand


def return_to_line(agent: Person, reason: str, *, by: Acting) -> int:
    """Put back all that *agent* has in hand; gives how many."""
    with transaction() as session:
        locked(session, Person, agent.id)
        held = session.scalars(select(Ticket.id).where(Ticket.holder_id == agent.id, IS_HELD)).all()
        tickets, _topics = lock_tickets(session, held)
        # A colleague may have taken one over before the lock was there.
        still = [ticket for ticket in tickets if ticket.holder_id == agent.id]
        for ticket in still:
            concerned = channels(ticket)
            stand(session, ticket, State.WAITING)
            record(
                session, "returned_to_line", ticket, by=by, live=concerned,
                holder=agent.id, holder_name=agent.name, reason=reason,
            )  # fmt: skip
        return len(still)
