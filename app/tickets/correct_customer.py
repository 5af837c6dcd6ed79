"""Correct whose concern a ticket is."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.customers.models import Customer
from app.tickets.line import shows_differently
from app.tickets.models import Ticket
from app.tickets.stand import channels, lock_ticket


def correct_customer(ticket: Ticket, customer: Customer | None, reason: str, *, by: Acting) -> None:
    """Give the ticket another customer, or none yet; the log book keeps both and the reason.

    Raises IsPartOfAnother.
    """
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        before = ticket.customer_id
        concerned = channels(ticket)
        ticket.customer_id = customer.id if customer else None
        shows_differently(session, ticket.topic_id)
        record(
            session, "customer_corrected", ticket, by=by, live=[*concerned, *channels(ticket)],
            before=before, after=ticket.customer_id, reason=reason,
        )  # fmt: skip
