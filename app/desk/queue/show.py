"""One row of a waiting room as it is read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.base import clock
from app.base.formats import number, short_day
from app.base.words import _
from app.desk.names import CHANNELS, name_of

SOON, LATE, WHOLE = 21, 28, 35
"""Days from which an age is amber, brick, and as long as the bar."""


@dataclass(frozen=True)
class Row:
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
    channel: Any
    promise: str
    promise_kind: str
    plate: str
    holder: str
    until: str


def show(row: Any, place: int | None, promises: dict[int, date]) -> Row:
    """*row* of queue/rows.py with its place and the promise to its customer."""
    since: datetime = row.first_reported_at.astimezone(clock.BERLIN)
    days = (clock.now() - since).total_seconds() / 86400
    due = promises.get(row.customer_id)
    left = (due - clock.today()).days if due else 0
    name = CHANNELS[row.channel]
    asleep = getattr(row, "asleep_until", None)
    return Row(
        place, row.number, number(row.number), f"{since:%d.%m. %H:%M}", _("%(days)s d", days=int(days)), _bar(days),
        "late" if days > LATE else "", name_of(row), row.town or "", row.subject, row.duplicates, name.icon, name.text,
        _promised(due, left) if due else "", "late" if left < 0 else "soon" if left <= 3 else "",
        getattr(row, "plate", ""), getattr(row, "holder", ""),
        short_day(asleep.astimezone(clock.BERLIN).date()) if asleep else "",
    )  # fmt: skip


def _bar(days: float) -> tuple[tuple[str, float, float], ...]:
    days = max(0.0, min(days, WHOLE))
    pieces = (("", 0, min(days, SOON)), ("soon", SOON, min(days, LATE) - SOON), ("late", LATE, days - LATE))
    return tuple((kind, start, round(width, 1)) for kind, start, width in pieces if width > 0)


def _promised(due: date, left: int) -> str:
    if left < 0:
        return _("by %(day)s, %(days)s d over", day=f"{due:%d.%m.}", days=-left)
    return _("by %(day)s, %(days)s d", day=f"{due:%d.%m.}", days=left)
