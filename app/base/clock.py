"""The one clock of the house, so that tests, drills and the replay can set the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

_set_to: datetime | None = None


def now() -> datetime:
    """The present instant in UTC, or the one the clock was set to."""
    return _set_to or datetime.now(UTC)


def today() -> date:
    """The calendar day in Germany."""
    return now().astimezone(BERLIN).date()


def start_of(day: date) -> datetime:
    """The instant at which *day* begins in Germany, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)


def set_to(moment: datetime) -> None:
    """Stop the clock at *moment* (with zone)."""
    global _set_to
    if moment.tzinfo is None:
        raise ValueError("the clock needs a moment with a zone")
    _set_to = moment.astimezone(UTC)


def reset() -> None:
    """Let the clock run again."""
    global _set_to
    _set_to = None
