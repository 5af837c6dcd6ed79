"""At which row of the log book a moment begins, found without an index over times."""

from datetime import date, datetime, timedelta

from sqlalchemy import Integer, bindparam, case, literal_column, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.record import LogHead, LogRow

# The rows are numbered without gaps, in the order of their moments: halving needs 20 look-ups among a million rows,
# in one statement, and spares every change the upkeep of one more index.
_halves = select(
    literal_column("1", Integer).label("low"), (LogHead.seq + 1).label("high")
).where(LogHead.id == 1).cte("halves", recursive=True)  # fmt: skip
_middle = (_halves.c.low + _halves.c.high) // 2
_at = select(LogRow.at).where(LogRow.seq == _middle).correlate(_halves).scalar_subquery()
_is_later = _at >= bindparam("moment", type_=LogRow.at.type)
_halves = _halves.union_all(
    select(case((_is_later, _halves.c.low), else_=_middle + 1), case((_is_later, _middle), else_=_halves.c.high)).where(
        _halves.c.low < _halves.c.high
    )
)
_first = select(_halves.c.low).where(_halves.c.low >= _halves.c.high)


def first_row(session: Session, moment: datetime) -> int:
    """The number of the first row at *moment* or later; one more than the last row where there is none yet."""
    return session.execute(_first, {"moment": moment}).scalar_one()


def rows_of(session: Session, first: date, last: date) -> tuple[int, int]:
    """The rows of the days *first* to *last* in Germany: from this one on, and up to but without that one."""
    end = clock.start_of(last + timedelta(days=1))
    return first_row(session, clock.start_of(first)), first_row(session, end)
