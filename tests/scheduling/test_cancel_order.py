"""Cancelling an order."""

import pytest

from app.scheduling.book import book
from app.scheduling.cancel_order import cancel_order
from app.scheduling.chain import NoReason, OrderIsSettled
from app.scheduling.miss import miss
from app.scheduling.models import AppointmentState, OrderState, Outcome
from tests.support.schedule import again, chain, promises


def test_the_seat_is_free_again(plan):
    order, slot = plan.order(), plan.slot()
    book(order, slot, by=plan.by)

    cancel_order(order, "Kundin ist umgezogen", by=plan.by)

    assert again(order).state == OrderState.CANCELLED
    assert again(slot).booked == 0
    assert [(one.state, one.remark) for one in chain(order)] == [(AppointmentState.MOVED, "Kundin ist umgezogen")]


def test_its_promise_is_closed_but_not_kept(plan, clock):
    order, slot = plan.order(), plan.slot()
    appointment = book(order, slot, by=plan.by)
    clock.set("2022-08-08 17:00")
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    cancel_order(order, "Kundin mag nicht mehr", by=plan.by)

    [promise] = promises(order)
    assert promise.closed_at is not None
    assert promise.kept_by_id is None
    assert again(slot).booked == 1


def test_a_cancelled_order_gets_no_date_and_is_not_cancelled_twice(plan):
    order, slot = plan.order(), plan.slot()
    cancel_order(order, "doppelt bestellt", by=plan.by)

    with pytest.raises(OrderIsSettled, match="storniert"):
        book(order, slot, by=plan.by)
    with pytest.raises(OrderIsSettled):
        cancel_order(order, "noch einmal", by=plan.by)
    assert again(slot).booked == 0


def test_without_a_reason_nothing_happens(plan):
    order = plan.order()

    with pytest.raises(NoReason):
        cancel_order(order, "  ", by=plan.by)

    assert again(order).state == OrderState.OUTSTANDING
