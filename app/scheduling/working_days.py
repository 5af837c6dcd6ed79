"""Working days: Monday to Friday without the public holidays of a Land."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def public_holidays(land: str) -> Mapping[date, str]:
    """The public holidays of *land* (ISO 3166-2:DE without ``DE-``); of all Germany where the Land is not known."""
    try:
        return country_holidays("DE", subdiv=land.upper() or None)  # type: ignore[no-any-return]
    except NotImplementedError:
        return country_holidays("DE")  # type: ignore[no-any-return]


def is_working_day(day: date, land: str) -> bool:
    """Whether our technicians drive on *day* in *land*."""
    return day.weekday() < 5 and day not in public_holidays(land)


def last_working_day(until: date, land: str) -> date:
    """The last working day not after *until*."""
    while not is_working_day(until, land):
        until -= DAY
    return until


def working_days_left(today: date, until: date, land: str) -> int:
    """How many working days come after *today*, up to and with *until*; none when it is past."""
    days = 0
    while until > today:
        days += is_working_day(until, land)
        until -= DAY
    return days
