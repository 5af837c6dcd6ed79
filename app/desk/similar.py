"""Open tickets that may be the same concern: the same customer's, or reached at the same telephone number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, union
from sqlalchemy.orm import Session, aliased

from app.base.words import _
from app.calls.models import Call
from app.customers.models import Customer, Phone
from app.desk.case import Case
from app.desk.names import CHANNELS, name_of
from app.tickets.models import Ticket, Topic

MOST = 5

_theirs = aliased(Phone)
_whose = union(
    select(Customer.id).where(Customer.id == bindparam("customer")),
    select(_theirs.customer_id)
    .join(Phone, Phone.e164 == _theirs.e164)
    .where(Phone.customer_id == bindparam("customer")),
    select(Phone.customer_id)
    .join(Call, Call.phone == Phone.e164)
    .where(Call.ticket_id.in_(bindparam("group", expanding=True))),
)
_similar = (
    select(
        Ticket.number, Topic.letter, Ticket.channel, Ticket.reported_at, Ticket.subject, Ticket.customer_id,
        Customer.given_name, Customer.family_name, Customer.company,
    )
    .join(Topic, Topic.id == Ticket.topic_id)
    .join(Customer, Customer.id == Ticket.customer_id)
    .where(
        Ticket.customer_id.in_(_whose),
        Ticket.state.in_([literal_column("'waiting'"), literal_column("'held'"), literal_column("'asleep'")]),
        Ticket.id.not_in(bindparam("group", expanding=True)),
    )
    .order_by(Ticket.first_reported_at, Ticket.number)
    .limit(MOST)
)  # fmt: skip


@dataclass(frozen=True)
class Similar:
    """A ticket that may be the same concern, and why we think so."""

    number: int
    letter: str
    icon: str
    channel: Any
    reported_at: datetime
    subject: str
    why: str


def similar_to(session: Session, case: Case) -> list[Similar]:
    """The open tickets that may be the same concern as *case*, oldest first."""
    rows = session.connection().execute(_similar, {"customer": case.ticket.customer_id, "group": case.ids})
    return [
        Similar(
            row.number, row.letter, CHANNELS[row.channel].icon, CHANNELS[row.channel].text, row.reported_at, row.subject,
            _("same customer") if row.customer_id == case.ticket.customer_id
            else _("same telephone number, %(name)s", name=name_of(row)),
        )
        for row in rows
    ]  # fmt: skip
