"""The orders of a customer with their dates: what ticket, customer and order pages show."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from app.base.database import reading
from app.customers.models import Address, Customer
from app.people.models import Person
from app.scheduling.chain import LIVE
from app.scheduling.models import Appointment, AppointmentState, Order, OrderState, Outcome, Promise, Slot, Team, Window
from app.scheduling.promise import Pledge, pledge


@dataclass(frozen=True)
class Visit:
    """One appointment of the chain."""

    id: int
    slot_id: int
    day: date
    window: Window
    team: str
    state: AppointmentState
    outcome: Outcome | None
    reason: str
    """Why it replaced the one before."""
    remark: str
    booked_at: datetime
    booked_by: str
    settled_at: datetime | None
    supersedes_id: int | None

    @property
    def is_live(self) -> bool:
        """Booked or confirmed."""
        return self.state in LIVE


@dataclass(frozen=True)
class OrderCard:
    """One order with its chain of appointments, the oldest first."""

    id: int
    number: int
    product: str
    skill: str
    state: OrderState
    reported_at: datetime
    customer_id: int
    customer_number: int
    name: str
    address: str
    postcode: str
    visits: tuple[Visit, ...]
    promise: Pledge | None

    @property
    def live(self) -> Visit | None:
        """The date that stands."""
        return next((visit for visit in self.visits if visit.is_live), None)

    @property
    def open_end(self) -> Visit | None:
        """What a new date would replace: the live one, or a missed one that nothing has replaced; None: it is the first."""
        last = self.visits[-1] if self.visits else None
        return last if last and (last.is_live or last.state == AppointmentState.MISSED) else None

    @property
    def is_outstanding(self) -> bool:
        """Whether it still waits for its activation."""
        return self.state == OrderState.OUTSTANDING


def orders_of(customer_id: int) -> list[OrderCard]:
    """The orders of the customer, outstanding ones first, then the newest; three queries."""
    cards = _cards(_OF_CUSTOMER, customer=customer_id)
    return sorted(cards, key=lambda card: (not card.is_outstanding, -card.reported_at.timestamp(), card.number))


def order_card(number: int) -> OrderCard | None:
    """The order *number*."""
    return next(iter(_cards(_BY_NUMBER, number=number)), None)


def _cards(which: Select[*tuple[Any, ...]], **whose: int) -> list[OrderCard]:
    run = reading().connection().execute
    orders = run(which, whose).all()
    if not orders:
        return []
    ids = [order.id for order in orders]
    visits: dict[int, list[Visit]] = defaultdict(list)
    for row in run(_visits, {"orders": ids}):
        order_id, *facts = row
        visits[order_id].append(Visit(*facts))
    promises = {row.order_id: row for row in run(_promises, {"orders": ids})}
    return [_card(order, visits[order.id], promises.get(order.id)) for order in orders]


_orders = (
    select(
        Order.id, Order.number, Order.product, Order.skill, Order.state, Order.reported_at, Order.customer_id,
        Customer.number.label("customer_number"), Customer.company, Customer.given_name, Customer.family_name,
        Address.street, Address.postcode, Address.place, Address.land,
    )
    .join(Customer, Customer.id == Order.customer_id)
    .join(Address, Address.id == Order.address_id)
    .order_by(Order.id)
)  # fmt: skip
_OF_CUSTOMER = _orders.where(Order.customer_id == bindparam("customer"))
_BY_NUMBER = _orders.where(Order.number == bindparam("number"))
_promises = (
    select(Promise.order_id, func.min(Promise.due).label("due"), func.min(Promise.plan_by).label("plan_by"))
    .where(Promise.order_id.in_(bindparam("orders", expanding=True)), Promise.closed_at.is_(None))
    .group_by(Promise.order_id)
)
_visits = (
    select(
        Appointment.order_id, Appointment.id, Slot.id, Slot.day, Slot.window, Team.name, Appointment.state,
        Appointment.outcome, Appointment.reason, Appointment.remark, Appointment.booked_at, Person.name,
        Appointment.settled_at, Appointment.supersedes_id,
    )
    .join(Slot, Slot.id == Appointment.slot_id)
    .join(Team, Team.id == Slot.team_id)
    .join(Person, Person.id == Appointment.booked_by_id)
    .where(Appointment.order_id.in_(bindparam("orders", expanding=True)))
    .order_by(Appointment.id)
)  # fmt: skip


def _card(row: Row[*tuple[Any, ...]], visits: list[Visit], promise: Row[*tuple[Any, ...]] | None) -> OrderCard:
    live_day = next((visit.day for visit in visits if visit.is_live), None)
    return OrderCard(
        id=row.id, number=row.number, product=row.product, skill=row.skill, state=OrderState(row.state),
        reported_at=row.reported_at, customer_id=row.customer_id, customer_number=row.customer_number,
        name=row.company or f"{row.given_name} {row.family_name}".strip(),
        address=f"{row.street}, {row.postcode} {row.place}", postcode=row.postcode, visits=tuple(visits),
        promise=pledge(promise.due, promise.plan_by, live_day, row.land) if promise else None,
    )  # fmt: skip
