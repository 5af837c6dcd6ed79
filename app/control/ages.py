"""How long those wait who wait: a few bars, and the figures behind them."""

from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from app.base import clock
from app.tickets.line import hour_of
from app.tickets.models import LineCount

BEGINS = (0, 4, 8, 15, 22, 29)
"""The day of age at which each bar begins; the last one has no end."""


@dataclass(frozen=True)
class Age:
    """One bar; ``height`` is at most 81, the room that the picture has. ``last`` is None for the oldest."""

    first: int
    last: int | None
    waiting: int
    height: int

    @property
    def kind(self) -> str:
        """Amber and brick where the bars of the lines are."""
        return "late" if self.first > 28 else "soon" if self.first > 21 else ""


_older = [LineCount.hour <= bindparam(f"from_{day}") for day in BEGINS[1:]]
_ages = select(
    *(
        func.coalesce(func.sum(case((is_older, LineCount.waiting), else_=0)), 0)
        for is_older in [LineCount.waiting > 0, *_older]
    )
)


def read_ages(session: Session) -> list[Age]:
    """Everybody who waits, by whole days since the first report; true to the hour, since the lines count by hours."""
    now = hour_of(clock.now())
    older = list(session.execute(_ages, {f"from_{day}": now - 24 * day for day in BEGINS[1:]}).one())
    waiting = [int(here - beyond) for here, beyond in zip(older, [*older[1:], 0], strict=True)]
    highest = max(*waiting, 1)
    lasts = [*(day - 1 for day in BEGINS[1:]), None]
    return [
        Age(first, last, count, 0 if not count else max(1, round(81 * count / highest)))
        for first, last, count in zip(BEGINS, lasts, waiting, strict=True)
    ]
