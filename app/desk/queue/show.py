"""The rows of a waiting room as they are read."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import count, repeat
from typing import Any, NamedTuple

from app.base import clock
from app.base.formats import number, short_day
from app.base.words import _
from app.desk.names import CHANNELS, name_of

SOON, LATE, WHOLE = 21, 28, 35
"""Days from which an age is amber, brick, and as long as the bar."""


class Row(NamedTuple):
    """What stands in one row."""

    place: int | None
    """None: not in line, somebody has it in hand or it waits for the customer."""
    number: int
    spelled: str
    since: str
    days: str
    bar: tuple[tuple[str, float, float], ...]
    """The pieces of the age bar: class, from, width, in days; the whole width is 35."""
    age_kind: str
    customer: str
    town: str
    subject: str
    duplicates: int
    icon: str
    channel: str
    promise: str
    promise_kind: str
    plate: str
    holder: str
    until: str


def show(rows: Iterable[Any], promises: dict[int, date], first_place: int | None = None) -> list[Row]:
    """*rows* of queue/rows.py with the promises to their customers; the first stands at *first_place*, if in line."""
    # What is the same for all rows is looked up once: fifty times the clock and the language are a millisecond.
    now, today, in_days = clock.now(), clock.today(), _("%(days)s d")
    channels = {channel: (name.icon, str(name.text)) for channel, name in CHANNELS.items()}
    shown = []
    for row, place in zip(rows, repeat(None) if first_place is None else count(first_place)):  # noqa: B905  rows end first
        since: datetime = row.first_reported_at.astimezone(clock.BERLIN)
        days = (now - since).total_seconds() / 86400
        due = promises.get(row.customer_id)
        left = (due - today).days if due else 0
        shown.append(Row(
            place, row.number, number(row.number), f"{since:%d.%m. %H:%M}", in_days % {"days": int(days)}, _bar(days),
            "late" if days > LATE else "", name_of(row), row.town or "", row.subject, row.duplicates,
            *channels[row.channel], _promised(due, left) if due else "", "late" if left < 0 else "soon" if left <= 3 else "",
            row.plate or "", row.holder or "",
            short_day(row.asleep_until.astimezone(clock.BERLIN).date()) if row.asleep_until else "",
        ))  # fmt: skip
    return shown


def _bar(days: float) -> tuple[tuple[str, float, float], ...]:
    days = max(0.0, min(days, WHOLE))
    pieces = (("", 0, min(days, SOON)), ("soon", SOON, min(days, LATE) - SOON), ("late", LATE, days - LATE))
    return tuple((kind, start, round(width, 1)) for kind, start, width in pieces if width > 0)


def _promised(due: date, left: int) -> str:
    if left < 0:
        return _("by %(day)s, %(days)s d over", day=f"{due:%d.%m.}", days=-left)
    return _("by %(day)s, %(days)s d", day=f"{due:%d.%m.}", days=left)
