"""Rebooking: a chain with reasons."""

from datetime import timedelta

import pytest

from app.scheduling.book import book
from app.scheduling.cancel_order import cancel_order
from app.scheduling.chain import NoReason, OrderIsSettled, Stale
from app.scheduling.confirm import confirm
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import AppointmentState, Outcome, Window
from app.scheduling.rebook import SameDate, rebook
from app.scheduling.seat import NoSeat
from tests.support.schedule import MONDAY, again, chain

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def two(plan):
    """A team with one seat on Monday and one on Tuesday."""
    team = plan.team()
    return plan.slot(team, MONDAY, seats=1), plan.slot(team, TUESDAY, seats=1)


def test_the_old_seat_is_free_and_the_chain_says_why(plan, two):
    order = plan.order()
    old = book(order, two[0], by=plan.by)

    new = rebook(old, two[1], " Kundin hat Frühschicht ", by=plan.by)

    assert [again(slot).booked for slot in two] == [0, 1]
    assert [one.state for one in chain(order)] == [AppointmentState.MOVED, AppointmentState.BOOKED]
    assert (new.supersedes_id, new.reason) == (old.id, "Kundin hat Frühschicht")


def test_a_confirmed_one_is_moved_too_and_the_new_one_is_to_be_confirmed(plan, two):
    old = confirm(book(plan.order(), two[0], by=plan.by), by=plan.by)

    assert rebook(old, two[1], "Team krank", by=plan.by).state == AppointmentState.BOOKED


def test_a_missed_one_keeps_its_seat_used_up(plan, two, clock):
    order = plan.order()
    old = book(order, two[0], by=plan.by)
    clock.set("2022-08-08 17:00")
    miss(old, Outcome.OUR_OUTAGE, by=plan.by)

    rebook(old, two[1], "nach Ausfall", by=plan.by)

    assert [again(slot).booked for slot in two] == [1, 1]
    assert [one.state for one in chain(order)] == [AppointmentState.MISSED, AppointmentState.BOOKED]


def test_a_full_window_leaves_everything_as_it_was(plan, two):
    order = plan.order()
    old = book(order, two[0], by=plan.by)
    book(plan.order(), two[1], by=plan.by)

    with pytest.raises(NoSeat, match="voll"):
        rebook(old, two[1], "Frühschicht", by=plan.by)

    assert [again(slot).booked for slot in two] == [1, 1]
    assert again(old).state == AppointmentState.BOOKED


def test_two_old_pages_replace_it_once(plan, two):
    order = plan.order()
    old = book(order, two[0], by=plan.by)
    rebook(old, two[1], "Frühschicht", by=plan.by)

    with pytest.raises(Stale, match="verlegt"):
        rebook(old, two[0], "Frühschicht", by=plan.by)

    assert [again(slot).booked for slot in two] == [0, 1]


def test_a_missed_one_is_replaced_once(plan, two, clock):
    order = plan.order()
    old = book(order, two[0], by=plan.by)
    third = plan.slot(plan.team("Zweites"), TUESDAY)
    clock.set("2022-08-08 17:00")
    miss(old, Outcome.OUR_OUTAGE, by=plan.by)
    rebook(old, two[1], "nach Ausfall", by=plan.by)

    with pytest.raises(Stale, match="ersetzt"):
        rebook(old, third, "nach Ausfall", by=plan.by)

    assert again(third).booked == 0


def test_the_double_click_moves_once(plan, two):
    old = book(plan.order(), two[0], by=plan.by)

    first = rebook(old, two[1], "Frühschicht", by=plan.by, once="click")
    second = rebook(old, two[1], "Frühschicht", by=plan.by, once="click")

    assert first.id == second.id
    assert [again(slot).booked for slot in two] == [0, 1]


def test_back_and_forth_keeps_the_whole_chain(plan, two):
    order = plan.order()
    one = book(order, two[0], by=plan.by)
    two_ = rebook(one, two[1], "Frühschicht", by=plan.by)
    three = rebook(two_, two[0], "doch wieder Montag", by=plan.by)

    assert [row.supersedes_id for row in chain(order)] == [None, one.id, two_.id]
    assert three.state == AppointmentState.BOOKED
    assert [again(slot).booked for slot in two] == [1, 0]


def test_the_same_date_is_no_move(plan, two):
    old = book(plan.order(), two[0], by=plan.by)

    with pytest.raises(SameDate):
        rebook(old, two[0], "Frühschicht", by=plan.by)

    assert again(two[0]).booked == 1


def test_without_a_reason_nothing_moves(plan, two):
    old = book(plan.order(), two[0], by=plan.by)

    with pytest.raises(NoReason):
        rebook(old, two[1], " \n", by=plan.by)

    assert [again(slot).booked for slot in two] == [1, 0]


def test_not_into_the_past(plan, two, clock):
    old = book(plan.order(), two[1], by=plan.by)
    clock.set("2022-08-08 12:00")

    with pytest.raises(NoSeat, match="vorbei"):
        rebook(old, two[0], "früher", by=plan.by)


def test_what_is_done_or_cancelled_stays(plan, two, clock):
    done, gone = book(plan.order(), two[0], by=plan.by), book(order := plan.order(), two[1], by=plan.by)
    free = plan.slot(plan.team("Zweites"), TUESDAY, Window.AFTERNOON)
    cancel_order(order, "storniert", by=plan.by)
    clock.set("2022-08-08 10:00")
    mark_done(done, Outcome.ACTIVATED, by=plan.by)

    for appointment in (done, gone):
        with pytest.raises(OrderIsSettled):
            rebook(appointment, free, "doch", by=plan.by)
    assert again(free).booked == 0
