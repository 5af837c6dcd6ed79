"""The page of a customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row

from app.base import clock
from app.base.access import EVERY_ROLE, allowed
from app.base.database import get_or_404
from app.base.web import page
from app.calls.models import Direction
from app.calls.reasons import REASONS
from app.customers.models import Customer
from app.desk.blueprint import bp
from app.desk.contacts import Contact, contacts_of, tickets_of
from app.desk.names import CHANNELS, STATES
from app.desk.spelling import spelled
from app.scheduling.orders_of import OrderCard, orders_of
from app.tickets.models import State

WEEK = timedelta(days=7)
MANY = 3
"""Contacts within a week from which the page says so."""


@dataclass(frozen=True)
class CustomerPage:
    """What the page of a customer shows."""

    customer: Customer
    tickets: Sequence[Row[*tuple[Any, ...]]]
    orders: list[OrderCard]
    contacts: list[Contact]
    spelling: list[str]

    @property
    def open(self) -> list[Row[*tuple[Any, ...]]]:
        """The tickets that are still worked on."""
        return [row for row in self.tickets if row.state not in (State.RESOLVED, State.MERGED)]

    @property
    def first_open(self) -> Row[*tuple[Any, ...]] | None:
        """The one that was reported first: what is new belongs there."""
        return min(self.open, key=lambda row: (row.reported_at, row.number), default=None)

    @property
    def lately(self) -> int:
        """How often the customer turned to us within a week."""
        since = clock.now() - WEEK
        reports = {contact.at for contact in self.contacts if contact.ticket and contact.at >= since}
        # A report by telephone stands there as ticket and as call; both begin at the same moment.
        calls = {one.at for one in self.contacts if one.call and one.call.direction == Direction.IN and one.at >= since}
        return len(reports | calls)


@bp.get("/customers/<int(max=2147483647):number>")
@allowed(*EVERY_ROLE)
def customer(number: int) -> str:
    """Contracts, telephone numbers, tickets, calls, orders and dates of a customer."""
    found = get_or_404(Customer, number=number)
    tickets, orders = tickets_of(found.id), orders_of(found.id)
    shown = CustomerPage(
        found, tickets, orders, contacts_of(found.id, tickets, orders), spelled(found.family_name or found.company)
    )
    return page("desk/customer.html", shown=shown, channels=CHANNELS, states=STATES, reasons=REASONS, many=MANY)
