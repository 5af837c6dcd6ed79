"""Opening seats."""

from datetime import date, timedelta

import pytest

from app.scheduling.models import Window
from app.scheduling.open_slots import NothingToOpen, open_slots
from tests.support.schedule import MONDAY, SEATS, again


def test_each_window_of_each_weekday_gets_its_seats(plan):
    slots = open_slots(
        plan.team(), MONDAY, MONDAY + timedelta(days=6), by=plan.by,
        capacity={Window.MORNING: 3, Window.AFTERNOON: 0}, weekdays=[0, 2, 5],
    )  # fmt: skip

    assert [(slot.day.day, slot.window, slot.capacity, slot.booked) for slot in slots] == [
        (8, "08-12", 3, 0), (10, "08-12", 3, 0), (13, "08-12", 3, 0),
    ]  # fmt: skip


def test_opening_twice_opens_once(plan):
    team = plan.team()
    [slot] = open_slots(team, MONDAY, MONDAY, capacity={Window.MORNING: 3}, by=plan.by)

    more = open_slots(team, MONDAY, MONDAY, capacity={Window.MORNING: 9, Window.AFTERNOON: 1}, by=plan.by)

    assert [one.window for one in more] == ["12-16"]
    assert again(slot).capacity == 3
    assert open_slots(team, MONDAY, MONDAY, capacity=SEATS, by=plan.by) == []


def test_public_holidays_are_left_out_where_asked(plan):
    unity = date(2022, 10, 3)
    team = plan.team()

    slots = open_slots(team, unity, unity + timedelta(days=1), capacity=SEATS, by=plan.by, without_holidays_of="HE")

    assert {slot.day for slot in slots} == {date(2022, 10, 4)}


@pytest.mark.parametrize(
    ("first", "last", "capacity", "weekdays", "sentence"),
    [
        (date(2022, 8, 2), MONDAY, SEATS, range(5), "vorbei"),
        (MONDAY, MONDAY - timedelta(days=1), SEATS, range(5), "letzte Tag"),
        (MONDAY, MONDAY + timedelta(days=366), SEATS, range(5), "Jahr"),
        (MONDAY, MONDAY, {Window.MORNING: 51}, range(5), "50"),
        (MONDAY, MONDAY, {Window.MORNING: -1}, range(5), "50"),
        (MONDAY, MONDAY, {Window.MORNING: 0}, range(5), "kein Tag"),
        (MONDAY, MONDAY, SEATS, [6], "kein Tag"),
    ],
)
def test_what_makes_nothing_to_book_is_refused(plan, first, last, capacity, weekdays, sentence):
    with pytest.raises(NothingToOpen, match=sentence):
        open_slots(plan.team(), first, last, capacity=capacity, weekdays=weekdays, by=plan.by)
