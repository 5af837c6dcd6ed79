"""All that happened between a customer and us, in one column of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, union
from sqlalchemy.orm import aliased

from app.base.database import reading
from app.calls.models import Call
from app.people.models import Person
from app.scheduling.orders_of import OrderCard, Visit
from app.tickets.models import Ticket, Topic

MOST = 100

_root = aliased(Ticket)
_tickets = (
    select(
        Ticket.id, Ticket.number, Ticket.channel, Ticket.subject, Ticket.state, Ticket.reported_at,
        Ticket.asleep_until, Ticket.resolved_at, Ticket.holder_id, Topic.letter, Topic.name.label("topic"),
        Person.name.label("holder"), _root.number.label("root_number"), _root.state.label("root_state"),
    )
    .join(Topic, Topic.id == Ticket.topic_id)
    .outerjoin(Person, Person.id == Ticket.holder_id)
    .outerjoin(_root, _root.id == Ticket.merged_into_id)
    .where(Ticket.customer_id == bindparam("customer"))
    .order_by(Ticket.reported_at.desc(), Ticket.number.desc())
    .limit(MOST)
)  # fmt: skip
# Two looks by index; joined by OR, both databases would read every call there is.
_of_customer = union(
    select(Call.id).where(Call.customer_id == bindparam("customer")),
    select(Call.id).join(Ticket, Ticket.id == Call.ticket_id).where(Ticket.customer_id == bindparam("customer")),
).subquery()
_calls = (
    select(
        Call.id, Call.direction, Call.reason, Call.phone, Call.started_at, Call.seconds, Call.note, Call.callback_at,
        Call.called_back_at, Person.name.label("by"), Ticket.number, Topic.letter,
    )
    .join(Person, Person.id == Call.by_id)
    .outerjoin(Ticket, Ticket.id == Call.ticket_id)
    .outerjoin(Topic, Topic.id == Ticket.topic_id)
    .where(Call.id.in_(select(_of_customer.c.id)))
    .order_by(Call.started_at.desc(), Call.id.desc())
    .limit(MOST)
)  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """One line: a report, a call, an order, or a date of an order."""

    at: datetime
    ticket: Row[*tuple[Any, ...]] | None = None
    call: Row[*tuple[Any, ...]] | None = None
    order: OrderCard | None = None
    visit: Visit | None = None


def tickets_of(customer_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The tickets of the customer, merged ones too, the newest report first."""
    return reading().execute(_tickets, {"customer": customer_id}).all()


def contacts_of(
    customer_id: int, tickets: Sequence[Row[*tuple[Any, ...]]], orders: Sequence[OrderCard]
) -> list[Contact]:
    """Reports, calls, orders and dates, the newest first; at most MOST."""
    contacts = [Contact(row.reported_at, ticket=row) for row in tickets]
    contacts += [Contact(row.started_at, call=row) for row in reading().execute(_calls, {"customer": customer_id})]
    for order in orders:
        contacts.append(Contact(order.reported_at, order=order))
        contacts += [Contact(visit.booked_at, order=order, visit=visit) for visit in order.visits]
    return sorted(contacts, key=lambda contact: contact.at, reverse=True)[:MOST]
