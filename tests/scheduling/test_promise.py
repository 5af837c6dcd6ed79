"""How a promise stands."""

from datetime import date, timedelta

import pytest

from app.scheduling.promise import Standing, plan_by, standing
from app.scheduling.working_days import is_working_day, last_working_day, working_days_left

DUE = date(2022, 8, 22)  # a Monday
MADE_FOR = {"due": DUE, "plan_by": DUE, "land": "HE"}


@pytest.mark.parametrize(
    ("today", "live_day", "stands"),
    [
        ("2022-08-10", None, Standing.SAFE),
        ("2022-08-16", None, Standing.SAFE),  # four working days left
        ("2022-08-17", None, Standing.ENDANGERED),  # three: Thursday, Friday, Monday
        ("2022-08-22", None, Standing.ENDANGERED),
        ("2022-08-23", None, Standing.OVERDUE),
        ("2022-08-10", DUE, Standing.SAFE),
        ("2022-08-22", DUE, Standing.SAFE),
        ("2022-08-10", DUE + timedelta(days=1), Standing.ENDANGERED),
        ("2022-08-11", date(2022, 8, 11), Standing.SAFE),
        ("2022-08-12", date(2022, 8, 11), Standing.ENDANGERED),  # done or missed? nobody has said so
        ("2022-08-23", DUE + timedelta(days=1), Standing.OVERDUE),
        ("2022-08-23", DUE, Standing.OVERDUE),
    ],
)
def test_it_turns_red_before_it_breaks(app, clock, today, live_day, stands):
    clock.set(f"{today} 09:00")

    assert standing(live_day=live_day, **MADE_FOR) == stands


def test_the_day_is_the_german_one(app, clock):
    clock.set("2022-08-22T22:30:00+00:00")

    assert standing(live_day=None, **MADE_FOR) == Standing.OVERDUE


@pytest.mark.parametrize(
    ("due", "land", "last"),
    [
        (date(2022, 8, 21), "HE", date(2022, 8, 19)),
        (date(2022, 4, 18), "HE", date(2022, 4, 14)),  # Easter Monday: over the weekend and Good Friday
        (date(2022, 12, 26), "HE", date(2022, 12, 23)),
        (date(2022, 10, 31), "HE", date(2022, 10, 31)),  # Reformation Day is none in Hesse,
        (date(2022, 10, 31), "NI", date(2022, 10, 28)),  # but it is in Lower Saxony
        (date(2023, 1, 1), "he", date(2022, 12, 30)),
        (date(2022, 8, 22), "", date(2022, 8, 22)),
    ],
)
def test_it_is_planned_by_the_last_working_day_before(due, land, last):
    assert plan_by(due, land) == last == last_working_day(due, land)


def test_working_days_are_counted_without_weekends_and_holidays():
    assert working_days_left(date(2022, 4, 13), date(2022, 4, 19), "HE") == 2  # Thursday and Tuesday
    assert working_days_left(date(2022, 4, 19), date(2022, 4, 13), "HE") == 0
    assert not is_working_day(date(2022, 6, 16), "HE")
