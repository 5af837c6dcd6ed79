"""Open seats of a team: so many per window, on these weekdays, from one day to another."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import select

from app.base import clock
from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.formats import day as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.scheduling.models import Slot, Team, Window
from app.scheduling.working_days import public_holidays

MOST_SEATS = 50
LONGEST = 366
"""Days that can be opened at once."""


class NothingToOpen(Refused):
    """These days, windows and seats do not make anything to book."""


def open_slots(
    team: Team, first_day: date, last_day: date, *, capacity: Mapping[Window, int], by: Acting | None,
    weekdays: Collection[int] = range(5), without_holidays_of: str | None = None,
) -> list[Slot]:  # fmt: skip
    """New seats from *first_day* to *last_day*, both included, on *weekdays* (Monday is 0), and those only.

    What is open already stays as it is, so opening twice opens once; change_slot changes it. The public holidays of a
    Land are left out when it is named. Raises NothingToOpen.
    """
    wanted = _wanted(first_day, last_day, capacity, weekdays, without_holidays_of)
    with transaction() as session:
        # One opening of a team at a time: two would both miss what the other is about to write.
        team = locked(session, Team, team.id)
        open_already = select(Slot.day, Slot.window).where(
            Slot.team_id == team.id, Slot.day.between(first_day, last_day)
        )
        there = {(day, window) for day, window in session.execute(open_already)}
        slots = [
            Slot(team_id=team.id, day=day, window=window, capacity=seats)
            for day, window, seats in wanted
            if (day, window) not in there
        ]
        session.add_all(slots)
        if slots:
            record(session, "opened", team, by=by, live=["board"], slots=len(slots), first_day=first_day,
                   last_day=last_day, **{f"seats_{window}": seats for window, seats in capacity.items()})  # fmt: skip
        return slots


def _wanted(
    first_day: date, last_day: date, capacity: Mapping[Window, int], weekdays: Collection[int], land: str | None
) -> list[tuple[date, Window, int]]:
    if first_day < clock.today():
        raise NothingToOpen(_("%(day)s is over. Seats open from today on.", day=spell(first_day)))
    if last_day < first_day:
        raise NothingToOpen(_("The last day is before the first."))
    if (last_day - first_day).days >= LONGEST:
        raise NothingToOpen(_("That is more than a year. Open a year at most at once."))
    if any(not 0 <= seats <= MOST_SEATS for seats in capacity.values()):
        raise NothingToOpen(_("A window has between 0 and %(most)s seats.", most=MOST_SEATS))
    free = public_holidays(land) if land is not None else {}
    days = (first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1))
    wanted = [
        (day, window, seats)
        for day in days
        if day.weekday() in weekdays and day not in free
        for window, seats in capacity.items()
        if seats
    ]
    if not wanted:
        raise NothingToOpen(_("No day or no seat is left of that. Choose weekdays and seats."))
    return wanted
