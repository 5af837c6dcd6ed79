"""The orders that wait for their activation, the first reported first; read as plain rows, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from app.base import clock
from app.base.database import reading
from app.customers.models import Address, Customer
from app.scheduling.chain import LIVE
from app.scheduling.models import Appointment, Order, OrderState, Promise, Slot, Team, Window
from app.scheduling.promise import Pledge, pledge

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """One outstanding order as a list shows it."""

    id: int
    number: int
    reported_at: datetime
    product: str
    skill: str
    customer_number: int
    name: str
    postcode: str
    place: str
    live_day: date | None
    live_window: Window | None
    live_team: str | None
    promise: Pledge | None


_promise = (
    # Of several open promises the one that is due first counts: it is the narrowest.
    select(Promise.order_id, func.min(Promise.due).label("due"), func.min(Promise.plan_by).label("plan_by"))
    .where(Promise.closed_at.is_(None))
    .group_by(Promise.order_id)
    .subquery("promise_now")
)


@dataclass(frozen=True)
class Key:
    """Where a page of the list ends: the next one begins behind it."""

    reported_at: datetime
    number: int


def outstanding(
    after: Key | None = None, *, region: str = "", skill: str = "", only: str = "", limit: int = PAGE
) -> list[Waiting]:
    """Outstanding orders in the order of their first report, then number; those behind *after*.

    *region*: the beginning of a postcode. *only*: «promise» with an open promise, «undated» without a live date.
    """
    asked = _lines().order_by(Order.reported_at, Order.number).limit(limit)
    if after:
        asked = asked.where(
            or_(
                Order.reported_at > after.reported_at,
                and_(Order.reported_at == after.reported_at, Order.number > after.number),
            )
        )
    if region:
        asked = asked.where(Address.postcode.startswith(region, autoescape=True))
    if skill:
        asked = asked.where(Order.skill == skill)
    if only == "promise":
        asked = asked.where(_promise.c.due.is_not(None))
    if only == "undated":
        asked = asked.where(Appointment.id.is_(None))
    return [_waiting(row) for row in reading().execute(asked)]


def to_be_dated(limit: int = 40) -> list[Waiting]:
    """What the board offers: first the promises without a date that keeps them, the most urgent first; then the other
    orders without a date, the first reported first.
    """
    promised = _lines().where(_promise.c.due.is_not(None), or_(Slot.day.is_(None), Slot.day > _promise.c.due))
    urgent = reading().execute(promised.order_by(_promise.c.due, Order.reported_at, Order.number).limit(limit)).all()
    others: Sequence[Row[*tuple[Any, ...]]] = []
    if len(urgent) < limit:
        undated = _lines().where(_promise.c.due.is_(None), Appointment.id.is_(None))
        others = reading().execute(undated.order_by(Order.reported_at, Order.number).limit(limit - len(urgent))).all()
    return [_waiting(row) for row in [*urgent, *others]]


def one_waiting(number: int) -> Waiting | None:
    """The outstanding order *number*."""
    row = reading().execute(_lines().where(Order.number == number)).one_or_none()
    return _waiting(row) if row else None


@dataclass(frozen=True)
class Backlog:
    """How much waits."""

    orders: int
    undated: int
    broken: int
    """Orders with an overdue promise."""


def backlog() -> Backlog:
    """The counts for the heads of pages."""
    orders = select(func.count()).where(Order.state == OrderState.OUTSTANDING).scalar_subquery()
    dated = select(func.count()).where(Appointment.state.in_(LIVE)).scalar_subquery()
    broken = (
        select(func.count(Promise.order_id.distinct()))
        .where(Promise.closed_at.is_(None), Promise.due < clock.today())
        .scalar_subquery()
    )
    row = reading().execute(select(orders, dated, broken)).one()
    return Backlog(row[0], row[0] - row[1], row[2])


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.id, Order.number, Order.reported_at, Order.product, Order.skill,
            Customer.number.label("customer_number"), Customer.company, Customer.given_name, Customer.family_name,
            Address.postcode, Address.place, Address.land,
            Slot.day.label("live_day"), Slot.window.label("live_window"), Team.name.label("live_team"),
            _promise.c.due, _promise.c.plan_by,
        )
        .join(Customer, Customer.id == Order.customer_id)
        .join(Address, Address.id == Order.address_id)
        .outerjoin(Appointment, and_(Appointment.order_id == Order.id, Appointment.state.in_(LIVE)))
        .outerjoin(Slot, Slot.id == Appointment.slot_id)
        .outerjoin(Team, Team.id == Slot.team_id)
        .outerjoin(_promise, _promise.c.order_id == Order.id)
        .where(Order.state == OrderState.OUTSTANDING)
    )  # fmt: skip


def _waiting(row: Row[*tuple[Any, ...]]) -> Waiting:
    return Waiting(
        id=row.id, number=row.number, reported_at=row.reported_at, product=row.product, skill=row.skill,
        customer_number=row.customer_number, name=row.company or f"{row.given_name} {row.family_name}".strip(),
        postcode=row.postcode, place=row.place,
        live_day=row.live_day, live_window=row.live_window, live_team=row.live_team,
        promise=pledge(row.due, row.plan_by, row.live_day, row.land) if row.due else None,
    )  # fmt: skip
