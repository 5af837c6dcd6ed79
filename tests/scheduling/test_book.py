"""Booking the first date."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.base.database import reading
from app.scheduling.book import MissedBefore, book
from app.scheduling.chain import OrderIsSettled, Stale
from app.scheduling.change_slot import change_slot
from app.scheduling.change_team import change_team
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import Appointment, AppointmentState, Outcome, Window
from app.scheduling.seat import NoSeat
from tests.support.schedule import again, chain


def test_a_seat_is_used_up(plan):
    order, slot = plan.order(), plan.slot()

    appointment = book(order, slot, by=plan.by)

    assert appointment.state == AppointmentState.BOOKED
    assert again(slot).booked == 1


def test_a_full_window_is_refused(plan):
    slot = plan.slot(seats=1)
    book(plan.order(), slot, by=plan.by)
    late = plan.order()

    with pytest.raises(NoSeat, match=r"Mo\., 08\.08\.2022, 8–12 Uhr ist voll"):
        book(late, slot, by=plan.by)

    assert again(slot).booked == 1
    assert chain(late) == []


def test_a_closed_window_says_why(plan):
    slot = plan.slot()
    change_slot(slot, capacity=2, closed_because="Fahrzeug in Werkstatt", by=plan.by)

    with pytest.raises(NoSeat, match="Fahrzeug in Werkstatt"):
        book(plan.order(), slot, by=plan.by)


def test_the_double_click_books_once(plan):
    order, slot = plan.order(), plan.slot()

    first = book(order, slot, by=plan.by, once="click")
    second = book(order, slot, by=plan.by, once="click")

    assert first.id == second.id
    assert again(slot).booked == 1


def test_one_live_date_per_order(plan):
    order, slot = plan.order(), plan.slot()
    book(order, slot, by=plan.by)

    with pytest.raises(Stale, match=r"hat schon einen Termin: Mo\., 08\.08\.2022, 8–12 Uhr"):
        book(order, slot, by=plan.by)

    assert again(slot).booked == 1


@pytest.mark.parametrize(
    ("now", "bookable"),
    [("2022-08-08 11:59:59", True), ("2022-08-08 12:00", False), ("2022-08-09 08:00", False)],
)
def test_until_the_window_is_over(plan, clock, now, bookable):
    order, slot = plan.order(), plan.slot(window=Window.MORNING)
    clock.set(now)

    if bookable:
        book(order, slot, by=plan.by)
    else:
        with pytest.raises(NoSeat, match="vorbei"):
            book(order, slot, by=plan.by)
    assert again(slot).booked == bookable


def test_the_window_closes_by_german_time_on_the_day_the_clocks_change(plan, clock):
    sunday = date(2022, 10, 30)
    order, slot = plan.order(), plan.slot(day=sunday)
    clock.set("2022-10-30T10:59:00+00:00")  # 11:59 in Germany, which is in winter time since the night

    book(order, slot, by=plan.by)

    clock.set("2022-10-30T11:00:00+00:00")
    with pytest.raises(NoSeat, match="vorbei"):
        book(plan.order(), slot, by=plan.by)


def test_a_team_without_the_skill_is_refused_by_its_name(plan):
    slot = plan.slot(plan.team(skills=["dsl"]))

    with pytest.raises(NoSeat, match="Kassel Ost kann Glasfaser nicht"):
        book(plan.order(), slot, by=plan.by)


def test_a_team_that_does_not_drive_there_is_refused(plan):
    slot = plan.slot(plan.team(regions=["342", "37"]))

    with pytest.raises(NoSeat, match="Kassel Ost fährt nicht nach 34346"):
        book(plan.order("34346"), slot, by=plan.by)
    book(plan.order("34260"), slot, by=plan.by)


def test_a_team_that_stopped_is_refused(plan):
    team = plan.team()
    slot = plan.slot(team)
    change_team(team, name=team.name, regions=["34"], skills=["fibre"], is_active=False, by=plan.by)

    with pytest.raises(NoSeat, match="fährt nicht mehr"):
        book(plan.order(), slot, by=plan.by)


def test_an_activated_order_needs_none(plan, clock):
    order, slot = plan.order(), plan.slot()
    appointment = book(order, slot, by=plan.by)
    clock.set("2022-08-08 10:00")
    mark_done(appointment, Outcome.ACTIVATED, by=plan.by)

    with pytest.raises(OrderIsSettled, match="geschaltet"):
        book(order, slot, by=plan.by)


def test_a_missed_date_is_not_passed_over(plan, clock):
    order, slot = plan.order(), plan.slot()
    appointment = book(order, slot, by=plan.by)
    clock.set("2022-08-08 10:00")
    miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

    with pytest.raises(MissedBefore):
        book(order, slot, by=plan.by)


def test_the_count_of_seats_equals_the_appointments(plan):
    slot = plan.slot(seats=3)
    for _each in range(3):
        book(plan.order(), slot, by=plan.by)

    booked = reading().scalar(select(func.count()).where(Appointment.slot_id == slot.id))
    assert again(slot).booked == booked == 3
