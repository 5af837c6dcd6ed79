"""Orders, teams and seats for tests: customers as rows, everything else through its use case."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.base import clock
from app.base.database import reading, transaction
from app.customers.models import Address, Customer
from app.scheduling.add_order import add_order
from app.scheduling.add_team import add_team
from app.scheduling.models import Appointment, Order, Promise, Slot, Team, Window
from app.scheduling.open_slots import open_slots

MONDAY = date(2022, 8, 8)
"""The week of the tests; the clock stands at the Wednesday before unless a test sets it."""
NOW = "2022-08-03 09:00"
SEATS = {Window.MORNING: 2, Window.AFTERNOON: 2}


class Schedule:
    """Makes what is scheduled; everything fits together unless a test says otherwise."""

    def __init__(self, make: Any) -> None:
        self.make = make
        self.by = make.scheduler()
        self.count = 0

    def customer(self, postcode: str = "34260", land: str = "HE", name: str = "Wicke") -> Customer:
        self.count += 1
        with transaction() as session:
            customer = Customer(
                number=900_000 + self.count, given_name="Anneliese", family_name=name, name_key=name.lower(),
                since=clock.now(),
                addresses=[Address(street="Leipziger Straße 212", postcode=postcode, place="Kaufungen", land=land,
                                   street_key="leipzigerstrasse")],
            )  # fmt: skip
            session.add(customer)
        return customer

    def order(
        self, postcode: str = "34260", *, skill: str = "fibre", land: str = "HE", reported: str | None = None,
        customer: Customer | None = None, **more: Any,
    ) -> Order:  # fmt: skip
        customer = customer or self.customer(postcode, land)
        at = self.make.when(reported) if reported else clock.now()
        return add_order(customer, customer.addresses[0], "Glasfaser 300", skill, at, by=self.by, **more)

    def team(self, name: str = "Kassel Ost", regions: Any = ("34",), skills: Any = ("fibre",)) -> Team:
        return add_team(name, regions=regions, skills=skills, by=self.by)

    def slots(self, team: Team, day: date = MONDAY, last: date | None = None, seats: Any = None) -> list[Slot]:
        return open_slots(team, day, last or day, capacity=seats or SEATS, weekdays=range(7), by=self.by)

    def slot(
        self, team: Team | None = None, day: date = MONDAY, window: Window = Window.MORNING, seats: int = 2
    ) -> Slot:
        return self.slots(team or self.team(), day, seats={window: seats})[0]


def again(thing: Any) -> Any:
    """How it stands in the database now."""
    return reading().scalar(
        select(type(thing)).where(type(thing).id == thing.id).execution_options(populate_existing=True)
    )


def promises(order: Order) -> list[Promise]:
    return list(
        reading().scalars(
            select(Promise)
            .where(Promise.order_id == order.id)
            .order_by(Promise.id)
            .execution_options(populate_existing=True)
        )
    )


def chain(order: Order) -> list[Appointment]:
    return list(
        reading().scalars(
            select(Appointment)
            .where(Appointment.order_id == order.id)
            .order_by(Appointment.id)
            .execution_options(populate_existing=True)
        )
    )
