"""Find the ticket that somebody names by its number; a merged number leads to the survivor for ever."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.database import reading
from app.tickets.models import Ticket
from app.tickets.number import NoSuchTicket, WrongNumber, near, parse


def find_ticket(typed: str) -> Ticket:
    """The survivor of the ticket whose number was typed, in any grouping.

    Raises WrongNumber or NoSuchTicket, both with the near numbers that exist.
    """
    return root_of(find_exactly(typed))


def find_exactly(typed: str) -> Ticket:
    """The ticket with just this number, merged or not. Raises as find_ticket does."""
    session = reading()
    try:
        number = parse(typed)
    except WrongNumber:
        raise WrongNumber(typed, near(session, typed)) from None
    ticket = session.scalar(select(Ticket).where(Ticket.number == number))
    if ticket is None:
        raise NoSuchTicket(number, near(session, typed))
    return ticket


def root_of(ticket: Ticket, session: Session | None = None) -> Ticket:
    """The ticket that *ticket* was merged into, or itself."""
    if ticket.merged_into_id is None:
        return ticket
    return (session or reading()).get_one(Ticket, ticket.merged_into_id)
