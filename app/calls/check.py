"""What is said at once about a ticket number that is being typed."""

from dataclasses import dataclass, field

from sqlalchemy import select

from app.base.database import reading
from app.customers.models import Customer
from app.tickets.find_ticket import find_exactly
from app.tickets.line import Place, place_of
from app.tickets.models import State, Ticket, Topic
from app.tickets.number import DIGITS, NoSuchTicket, WrongNumber, digits_of


@dataclass(frozen=True)
class Checked:
    """The ticket that the number leads to; or what is wrong with it, and the near ones that exist."""

    fault: str = ""
    near: list[int] = field(default_factory=list)
    missing: int = 0
    """Digits that are still to come."""
    number: int | None = None
    merged_number: int | None = None
    """The number that was typed, where its ticket is now part of *number*."""
    letter: str = ""
    topic: str = ""
    subject: str = ""
    state: State | None = None
    customer: str = ""
    place: Place | None = None


_line = (
    select(
        Ticket.id, Ticket.number, Ticket.subject, Ticket.state, Ticket.topic_id, Ticket.first_reported_at,
        Topic.letter, Topic.name, Customer.company, Customer.given_name, Customer.family_name,
    )
    .join(Topic, Topic.id == Ticket.topic_id)
    .outerjoin(Customer, Customer.id == Ticket.customer_id)
)  # fmt: skip


def check(typed: str) -> Checked:
    """What to say about *typed*; never raises, since somebody is still typing."""
    digits = digits_of(typed)
    if not digits:
        return Checked()
    if len(digits) < DIGITS:
        return Checked(missing=DIGITS - len(digits))
    try:
        ticket = find_exactly(typed)
    except (WrongNumber, NoSuchTicket) as fault:
        return Checked(fault=str(fault), near=fault.near)
    row = reading().execute(_line.where(Ticket.id == (ticket.merged_into_id or ticket.id))).one()
    waits = row.state == State.WAITING
    return Checked(
        number=row.number, merged_number=ticket.number if ticket.merged_into_id else None, letter=row.letter,
        topic=row.name, subject=row.subject, state=State(row.state),
        customer=row.company or f"{row.given_name or ''} {row.family_name or ''}".strip(),
        place=place_of(reading(), row.topic_id, row.first_reported_at, row.number) if waits else None,
    )  # fmt: skip
