"""Missing an appointment makes a promise."""

from datetime import date, timedelta

import pytest

from app.scheduling.book import book
from app.scheduling.chain import Stale
from app.scheduling.labels import WHY_MISSED
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import AppointmentState, OrderState, Outcome
from app.scheduling.rebook import rebook
from app.scheduling.settle import NotYet, WrongOutcome
from tests.support.schedule import MONDAY, again, promises


@pytest.mark.parametrize("outcome", WHY_MISSED)
def test_it_is_made_up_within_fourteen_days_whoever_caused_it(plan, clock, outcome):
    order, slot = plan.order(), plan.slot()
    appointment = book(order, slot, by=plan.by)
    clock.set("2022-08-08 17:00")

    miss(appointment, outcome, by=plan.by, remark=" niemand da ")

    [promise] = promises(order)
    assert (promise.due, promise.plan_by) == (date(2022, 8, 22), date(2022, 8, 22))
    assert again(order).state == OrderState.OUTSTANDING
    assert (again(appointment).outcome, again(appointment).remark) == (outcome, "niemand da")
    assert again(slot).booked == 1


def test_the_day_that_was_missed_counts_not_the_day_it_was_noted(plan, clock):
    order = plan.order()
    appointment = book(order, plan.slot(), by=plan.by)
    clock.set("2022-08-11 09:00")

    miss(appointment, Outcome.OUR_TECHNICIAN, by=plan.by)

    assert promises(order)[0].due == date(2022, 8, 22)


def test_a_due_day_on_a_holiday_is_planned_before_it(plan, clock):
    # 14 days after Mon 19 September is Mon 3 October, German Unity Day: the Friday before.
    order = plan.order()
    appointment = book(order, plan.slot(day=date(2022, 9, 19)), by=plan.by)
    clock.set("2022-09-19 17:00")

    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    assert (promises(order)[0].due, promises(order)[0].plan_by) == (date(2022, 10, 3), date(2022, 9, 30))


@pytest.mark.parametrize(
    ("land", "plan_by"), [("HE", date(2022, 6, 15)), ("TH", date(2022, 6, 16)), ("??", date(2022, 6, 16))]
)
def test_the_land_of_the_address_decides(plan, clock, land, plan_by):
    # Corpus Christi, 16 June 2022, is a holiday in Hesse and not in Thuringia.
    clock.set("2022-05-30 09:00")
    order = plan.order(land=land)
    appointment = book(order, plan.slot(day=date(2022, 6, 2)), by=plan.by)
    clock.set("2022-06-02 17:00")

    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    assert (promises(order)[0].due, promises(order)[0].plan_by) == (date(2022, 6, 16), plan_by)


def test_not_before_its_day(plan, clock):
    order = plan.order()
    appointment = book(order, plan.slot(), by=plan.by)

    with pytest.raises(NotYet):
        miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    assert again(appointment).state == AppointmentState.BOOKED
    assert promises(order) == []


def test_the_double_click_promises_once(plan, clock):
    order = plan.order()
    appointment = book(order, plan.slot(), by=plan.by)
    clock.set("2022-08-08 17:00")

    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    assert len(promises(order)) == 1


def test_two_who_say_different_things_do_not_both_win(plan, clock):
    order = plan.order()
    appointment = book(order, plan.slot(), by=plan.by)
    clock.set("2022-08-08 17:00")
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    with pytest.raises(Stale):
        miss(appointment, Outcome.CUSTOMER_ABSENT, by=plan.by)

    assert again(appointment).outcome == Outcome.OUR_OUTAGE


def test_what_is_done_is_not_missed(plan, clock):
    appointment = book(plan.order(), plan.slot(), by=plan.by)
    clock.set("2022-08-08 17:00")
    mark_done(appointment, Outcome.ACTIVATED, by=plan.by)

    with pytest.raises(Stale, match="erledigt"):
        miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)


def test_missed_needs_a_reason_of_its_kind(plan, clock):
    appointment = book(plan.order(), plan.slot(), by=plan.by)
    clock.set("2022-08-08 17:00")

    with pytest.raises(WrongOutcome):
        miss(appointment, Outcome.ACTIVATED, by=plan.by)


def test_a_second_miss_does_not_stretch_the_first_promise(plan, clock):
    team, order = plan.team(), plan.order()
    appointment = book(order, plan.slot(team), by=plan.by)
    clock.set("2022-08-08 17:00")
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)
    appointment = rebook(appointment, plan.slot(team, MONDAY + timedelta(days=4)), "nach Ausfall", by=plan.by)
    clock.set("2022-08-12 17:00")

    miss(appointment, Outcome.CUSTOMER_ABSENT, by=plan.by)

    assert [one.due for one in promises(order)] == [date(2022, 8, 22), date(2022, 8, 26)]
    assert all(one.closed_at is None for one in promises(order))
