"""Changing a window of a team."""

import pytest

from app.scheduling.book import book
from app.scheduling.chain import Stale
from app.scheduling.change_slot import SlotCannotChange, as_seen, change_slot
from tests.support.schedule import again


def test_more_or_fewer_seats(plan):
    slot = plan.slot(seats=2)

    assert change_slot(slot, capacity=5, by=plan.by).capacity == 5
    assert change_slot(slot, capacity=0, by=plan.by).capacity == 0


def test_never_fewer_than_are_booked(plan):
    slot = plan.slot(seats=2)
    book(plan.order(), slot, by=plan.by)
    book(plan.order(), slot, by=plan.by)

    with pytest.raises(SlotCannotChange, match="2 Plätze"):
        change_slot(slot, capacity=1, by=plan.by)

    assert again(slot).capacity == 2


def test_a_closed_one_keeps_what_is_booked_and_can_open_again(plan):
    slot = plan.slot()
    book(plan.order(), slot, by=plan.by)
    change_slot(slot, capacity=2, closed_because=" Schulung ", by=plan.by)
    assert (again(slot).closed_because, again(slot).booked) == ("Schulung", 1)

    change_slot(slot, capacity=2, by=plan.by)

    book(plan.order(), slot, by=plan.by)
    assert again(slot).booked == 2


def test_not_from_a_page_that_is_no_longer_true(plan):
    slot = plan.slot(seats=2)
    seen = as_seen(slot.capacity, slot.closed_because)
    change_slot(slot, capacity=2, closed_because="Schulung", seen=seen, by=plan.by)

    with pytest.raises(Stale, match="2 Plätze, Schulung"):
        change_slot(slot, capacity=5, seen=seen, by=plan.by)

    assert again(slot).closed_because == "Schulung"


def test_what_is_over_stays_as_it_was(plan, clock):
    slot = plan.slot()
    clock.set("2022-08-08 12:00")

    with pytest.raises(SlotCannotChange, match="vorbei"):
        change_slot(slot, capacity=9, by=plan.by)
