"""Seats under the hammer: 8 processes book at once; none is sold twice, none left unsold while somebody is refused."""

import multiprocessing
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, insert, select

from app import create_app
from app.base import clock
from app.base.access import Role
from app.base.database import get_or_404, reading, transaction
from app.customers.models import Address, Customer
from app.people.models import Person
from app.scheduling.add_team import add_team
from app.scheduling.book import book
from app.scheduling.models import Appointment, Order, Slot, Window
from app.scheduling.open_slots import open_slots
from app.scheduling.seat import NoSeat
from bench.ground import KINDS, a_database
from bench.say import Figure, run, say

PROCESSES, BOOKINGS, SEATS = 8, 1000, 400
SEATS_PER_WINDOW = 4


@dataclass(frozen=True)
class Sold:
    """What came of it."""

    seats: int
    booked: int
    refused: int
    faults: list[str]
    appointments: int
    counted: int
    oversold: int
    seconds: float

    @property
    def is_right(self) -> bool:
        """Every seat sold once, and everybody else refused by a sentence."""
        return not self.faults and self.oversold == 0 and self.booked == self.appointments == self.counted == self.seats


def sell(url: str, *, processes: int, bookings: int, seats: int) -> Sold:
    """Let *processes* try *bookings* each, for orders of their own, on *seats* seats."""
    app = create_app(database_url=url, secret_key="for measuring only", testing=True)
    with app.app_context():
        prepare(processes * bookings, seats)
        orders = list(reading().scalars(select(Order.id).order_by(Order.id)))
    app.extensions["database"].engine.dispose()

    started = time.monotonic()
    context = multiprocessing.get_context("spawn")
    shares = [(url, orders[n::processes], n) for n in range(processes)]
    with context.Pool(processes) as pool:
        results = pool.map(hammer, shares, chunksize=1)
    seconds = time.monotonic() - started

    outcomes = sum((Counter(outcomes) for outcomes, _faults in results), Counter())
    with app.app_context():
        read = reading()
        per_slot = select(Appointment.slot_id, func.count().label("sold")).group_by(Appointment.slot_id).subquery()
        oversold = read.scalar(
            select(func.count()).select_from(per_slot).join(Slot, Slot.id == per_slot.c.slot_id)
            .where(per_slot.c.sold > Slot.capacity)
        )  # fmt: skip
        return Sold(
            seats, outcomes["booked"], outcomes["refused"], [fault for _outcomes, faults in results for fault in faults],
            read.scalar(select(func.count(Appointment.id))) or 0, read.scalar(select(func.sum(Slot.booked))) or 0,
            oversold or 0, seconds,
        )  # fmt: skip


def prepare(orders: int, seats: int) -> None:
    """A scheduler, a team with *seats* seats, and *orders* orders that all fit."""
    with transaction() as session:
        by = Person(login="bernd", name="Bernd", plate="Terminierung", password_hash="-", is_scheduler=True)
        customer = Customer(number=900_000, family_name="Ott", name_key="ott", since=clock.now())
        customer.addresses = [Address(street="Weg 1", postcode="34117", place="Kassel", land="HE", street_key="weg1")]
        session.add_all([by, customer])
        session.flush()
        at = clock.now()
        session.execute(
            insert(Order),
            [
                {"number": 500_000 + n, "customer_id": customer.id, "address_id": customer.addresses[0].id,
                 "product": "Glasfaser", "skill": "fibre", "reported_at": at}
                for n in range(orders)
            ],
        )  # fmt: skip
    assert Role.SCHEDULER in by.roles
    team = add_team("Kassel", regions=["34"], skills=["fibre"], by=by)
    days = seats // (SEATS_PER_WINDOW * len(Window))
    tomorrow = clock.today() + timedelta(days=1)
    open_slots(team, tomorrow, tomorrow + timedelta(days=days - 1), weekdays=range(7), by=by,
               capacity=dict.fromkeys(Window, SEATS_PER_WINDOW))  # fmt: skip


def hammer(share: tuple[str, list[int], int]) -> tuple[dict[str, int], list[str]]:
    """One process: try to book each of the orders, at a window that has not refused this process yet, while there is one.

    So with 150 tries for 100 windows the last seat is sold whoever is faster: a window with a free seat has
    refused nobody, so each process was refused 99 times at most and has booked 51 times, and 8 × 51 is more than 400.
    """
    url, orders, seed = share
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    app = create_app(database_url=url, secret_key="for measuring only", testing=True)
    with app.app_context():
        by = get_or_404(Person, login="bernd")
        slots = list(reading().scalars(select(Slot).order_by(Slot.id)))
        hopeful = slots.copy()
        for id in orders:
            order, slot = get_or_404(Order, id=id), chance.choice(hopeful or slots)
            try:
                book(order, slot, by=by)
                outcomes["booked"] += 1
            except NoSeat:
                outcomes["refused"] += 1
                if slot in hopeful:
                    hopeful.remove(slot)
            except Exception as fault:
                faults.append(repr(fault))
    return dict(outcomes), faults


def main() -> list[Figure]:
    """Both databases at full size."""
    return [measure(kind) for kind in KINDS]


def measure(kind: str) -> Figure:
    """One line with the figures, and the first faults."""
    with a_database(kind) as url:
        sold = sell(url, processes=PROCESSES, bookings=BOOKINGS, seats=SEATS)
    for fault in sold.faults[:10]:
        print(f"        {fault}")
    return say(
        f"{kind}, {PROCESSES} processes × {BOOKINGS:,} bookings on {SEATS} seats",
        f"{sold.booked} booked, {sold.refused} refused, {sold.oversold} windows oversold, {sold.seconds:.0f} s",
        f"exactly {SEATS}, none oversold", sold.is_right,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(run(main))
