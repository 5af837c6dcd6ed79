"""When an arrival window begins and ends."""

from datetime import date, datetime, time

from app.base import clock
from app.base.clock import BERLIN
from app.scheduling.models import Window


def begins_at(day: date, window: Window) -> datetime:
    """The instant at which *window* opens on *day*, German time."""
    return datetime.combine(day, time(int(window[:2])), BERLIN)


def ends_at(day: date, window: Window) -> datetime:
    """The instant at which *window* closes on *day*, German time."""
    return datetime.combine(day, time(int(window[3:])), BERLIN)


def is_over(day: date, window: Window) -> bool:
    """Whether nobody can arrive in it any more."""
    return ends_at(day, window) <= clock.now()
