"""The run of the demo's days: what is planned for which moment happens in that order, with the clock set to it."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from app.base import clock
from app.base.clock import BERLIN
from app.base.refused import Refused

OPENS, CLOSES = time(8), time(17)


class Timetable:
    """Everything that is still to happen until *now*; what is planned for later never happens."""

    def __init__(self, now: datetime, dice: Random) -> None:
        self.now, self.dice = now, dice
        self.today = now.astimezone(BERLIN).date()
        self.plans: list[tuple[datetime, int, Callable[[], object]]] = []
        self.numbers = count()
        self.refused = 0

    def at(self, moment: datetime, do: Callable[[], object]) -> None:
        """Plan *do* for *moment*."""
        if moment <= self.now:
            heapq.heappush(self.plans, (moment, next(self.numbers), do))

    def within(self, earliest: timedelta, latest: timedelta, do: Callable[[], object]) -> None:
        """Plan *do* for some moment of office hours, counted from the one that the clock shows."""
        first, last = clock.now() + earliest, clock.now() + latest
        self.at(self.in_office(first + (last - first) * self.dice.random()), do)

    def days_ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def on(self, day: date, begin: time = OPENS, end: time = CLOSES) -> datetime:
        """Some moment of *day*."""
        first, last = (datetime.combine(day, at, BERLIN) for at in (begin, end))
        return first + timedelta(seconds=self.dice.randrange(int((last - first).total_seconds())))

    def in_office(self, moment: datetime) -> datetime:
        """*moment*, or one of the next working day where the office is closed by then."""
        local = moment.astimezone(BERLIN)
        if local.weekday() < 5 and OPENS <= local.time() < CLOSES:
            return moment
        day = local.date() + timedelta(days=local.time() >= CLOSES)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return self.on(day, OPENS, time(11))

    def run(self, tell: Callable[[float], None]) -> None:
        """Let everything happen. *tell* hears how much of the time has passed, from 0 to 1."""
        begin = self.plans[0][0]
        while self.plans:
            moment, _number, do = heapq.heappop(self.plans)
            clock.set_to(moment)
            try:
                do()
            except Refused:
                # In a real week people want things that the rules do not allow, too.
                self.refused += 1
            tell((moment - begin) / (self.now - begin))
