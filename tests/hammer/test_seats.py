"""No seat is sold twice, whoever presses at the same moment."""

import multiprocessing
import os

import pytest

from app import create_app
from app.base.access import Role
from app.base.database import get_or_404, transaction
from app.base.migrate import upgrade
from app.people.models import Person
from app.scheduling.book import book
from app.scheduling.models import AppointmentState, Order, Slot
from app.scheduling.rebook import rebook
from bench.seats import prepare, sell
from tests.support import postgres

BOOKINGS = 1000 if os.environ.get("WARTESAAL_NIGHTLY") else 150
"""Each of eight processes; the nightly run takes the figure of the house."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """An empty database that waits for the disk."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'seats.sqlite'}"
    else:
        url = postgres.new_database(request.getfixturevalue("durable_postgres"), "seats")
    upgrade(url)
    return url


def test_four_hundred_seats_are_sold_once_each(url):
    sold = sell(url, processes=8, bookings=BOOKINGS, seats=400)

    assert sold.faults == []
    assert (sold.booked, sold.refused) == (400, 8 * BOOKINGS - 400)
    assert (sold.appointments, sold.counted, sold.oversold) == (400, 400, 0)


def press(share):
    """One browser that sends the same form as all the others."""
    url, order_id, slot_id = share
    app = create_app(database_url=url, secret_key="only for tests, not secret", testing=True)
    with app.app_context():
        by = get_or_404(Person, login="bernd")
        order, slot = get_or_404(Order, id=order_id), get_or_404(Slot, id=slot_id)
        return [book(order, slot, by=by, once="the same form").id for _again in range(5)]


def test_the_same_form_from_eight_processes_books_one_seat(url):
    app = create_app(database_url=url, secret_key="only for tests, not secret", testing=True)
    with app.app_context():
        prepare(1, 400)
        order, slot = get_or_404(Order, number=500_000), get_or_404(Slot, id=1)
    with multiprocessing.get_context("spawn").Pool(8) as pool:
        found = pool.map(press, [(url, order.id, slot.id)] * 8, chunksize=1)

    assert len({id for ids in found for id in ids}) == 1
    with app.app_context():
        assert get_or_404(Slot, id=slot.id).booked == 1


def swap(share):
    """One scheduler who moves an appointment to and fro between two windows."""
    url, order_id, slots = share
    app = create_app(database_url=url, secret_key="only for tests, not secret", testing=True)
    with app.app_context():
        by = get_or_404(Person, login="bernd")
        first, second = (get_or_404(Slot, id=id) for id in slots)
        appointment = book(get_or_404(Order, id=order_id), first, by=by)
        for _round in range(20):
            appointment = rebook(appointment, second, "hin", by=by)
            appointment = rebook(appointment, first, "her", by=by)
        return appointment.state


def test_crossing_moves_do_not_wait_for_each_other_for_ever(url):
    app = create_app(database_url=url, secret_key="only for tests, not secret", testing=True)
    with app.app_context():
        prepare(4, 16)
        orders = [get_or_404(Order, number=500_000 + n).id for n in range(4)]
        with transaction() as session:
            for id in (1, 2):
                session.get_one(Slot, id).capacity = 4
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        states = pool.map(swap, [(url, id, (1, 2) if n % 2 else (2, 1)) for n, id in enumerate(orders)], chunksize=1)

    assert states == [AppointmentState.BOOKED] * 4
    with app.app_context():
        assert [get_or_404(Slot, id=id).booked for id in (1, 2)] == [2, 2]
        assert Role.SCHEDULER in get_or_404(Person, login="bernd").roles
