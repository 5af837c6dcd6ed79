"""Marking an appointment as done."""

from datetime import timedelta

import pytest

from app.scheduling.book import book
from app.scheduling.chain import Stale
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import AppointmentState, OrderState, Outcome
from app.scheduling.rebook import rebook
from app.scheduling.settle import NotYet, WrongOutcome
from tests.support.schedule import MONDAY, again, promises


def test_the_order_is_activated_and_the_seat_used_up(plan, clock):
    order, slot = plan.order(), plan.slot()
    appointment = book(order, slot, by=plan.by)
    at = clock.set("2022-08-08 10:00")

    done = mark_done(appointment, Outcome.ACTIVATED, by=plan.by)

    assert (done.state, done.outcome, done.settled_at) == (AppointmentState.DONE, Outcome.ACTIVATED, at)
    assert again(order).state == OrderState.DONE
    assert again(slot).booked == 1


def test_every_promise_of_the_chain_is_kept_by_it(plan, clock):
    team, order = plan.team(), plan.order()
    slots = [plan.slot(team, MONDAY + timedelta(days=n)) for n in range(3)]
    appointment = book(order, slots[0], by=plan.by)
    clock.set("2022-08-08 17:00")
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)
    appointment = rebook(appointment, slots[1], "nach Ausfall", by=plan.by)
    clock.set("2022-08-09 17:00")
    miss(appointment, Outcome.CUSTOMER_ABSENT, by=plan.by)
    appointment = rebook(appointment, slots[2], "zweiter Versuch", by=plan.by)
    at = clock.set("2022-08-10 11:00")

    mark_done(appointment, Outcome.ACTIVATED, by=plan.by)

    assert [(one.kept_by_id, one.closed_at) for one in promises(order)] == [(appointment.id, at)] * 2


def test_not_before_its_day(plan, clock):
    appointment = book(plan.order(), plan.slot(), by=plan.by)
    clock.set("2022-08-07 23:59")

    with pytest.raises(NotYet, match=r"Mo\., 08\.08\.2022"):
        mark_done(appointment, Outcome.ACTIVATED, by=plan.by)

    clock.set("2022-08-08 00:00")
    mark_done(appointment, Outcome.ACTIVATED, by=plan.by)


def test_twice_changes_nothing(plan, clock):
    appointment = book(plan.order(), plan.slot(), by=plan.by)
    at = clock.set("2022-08-08 10:00")
    mark_done(appointment, Outcome.ACTIVATED, by=plan.by)
    clock.set("2022-08-08 10:01")

    assert mark_done(appointment, Outcome.ACTIVATED, by=plan.by).settled_at == at


def test_a_missed_one_is_not_done(plan, clock):
    order = plan.order()
    appointment = book(order, plan.slot(), by=plan.by)
    clock.set("2022-08-08 13:00")
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    with pytest.raises(Stale, match="versäumt"):
        mark_done(appointment, Outcome.ACTIVATED, by=plan.by)

    assert again(order).state == OrderState.OUTSTANDING


def test_done_has_one_outcome(plan, clock):
    appointment = book(plan.order(), plan.slot(), by=plan.by)
    clock.set("2022-08-08 13:00")

    with pytest.raises(WrongOutcome):
        mark_done(appointment, Outcome.CUSTOMER_ABSENT, by=plan.by)
