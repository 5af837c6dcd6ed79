"""The promise that a missed appointment makes, and how it stands: the one place that says overdue or endangered."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.base import clock
from app.customers.models import Address
from app.scheduling.models import Appointment, Order, Promise, Slot
from app.scheduling.working_days import last_working_day, working_days_left

MADE_UP_WITHIN = timedelta(days=14)
"""Calendar days from the missed day on."""

WARN_WITHIN = 3
"""Working days before the last day to plan for."""


class Standing(StrEnum):
    """How an open promise stands."""

    SAFE = "safe"
    ENDANGERED = "endangered"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Pledge:
    """What a page says about the open promise of an order."""

    due: date
    plan_by: date
    standing: Standing
    days_left: int
    """Calendar days until ``due``; negative when it is broken."""

    @property
    def missed_on(self) -> date:
        """The day of the appointment that was missed."""
        return self.due - MADE_UP_WITHIN


def plan_by(due: date, land: str) -> date:
    """The last day to plan a promise for that is due on *due*."""
    # § 193 BGB would move a due day on a weekend or holiday to the next working day. That serves whoever owes;
    # a promise of ours is never stretched, so the planner aims at the last working day before.
    return last_working_day(due, land)


def standing(due: date, plan_by: date, live_day: date | None, land: str) -> Standing:
    """How an open promise stands today; *live_day* is the day of the order's live appointment, if it has one.

    Overdue: the day has passed and nothing was done. Endangered: the appointment is too late, or its day has passed and
    nobody says that it was kept, or there is none and three working days or fewer are left to plan in.
    """
    today = clock.today()
    if today > due:
        return Standing.OVERDUE
    if live_day is not None:
        return Standing.SAFE if today <= live_day <= due else Standing.ENDANGERED
    if working_days_left(today, plan_by, land) <= WARN_WITHIN:
        return Standing.ENDANGERED
    return Standing.SAFE


def pledge(due: date, plan_by: date, live_day: date | None, land: str) -> Pledge:
    """The promise as pages show it."""
    days_left = (due - clock.today()).days
    return Pledge(due, plan_by, standing(due, plan_by, live_day, land), days_left)


def promise(session: Session, order: Order, missed: Appointment, slot: Slot) -> Promise:
    """Promise to make up *missed*, which was on the day of *slot*.

    Whoever caused it: the customer waits just as long, and an outcome code must not switch off an alarm. A promise
    still open from before stays as it is, so the earlier day goes on to count.
    """
    land = session.scalar(select(Address.land).where(Address.id == order.address_id)) or ""
    due = slot.day + MADE_UP_WITHIN
    made = Promise(order_id=order.id, missed_id=missed.id, due=due, plan_by=plan_by(due, land))
    session.add(made)
    return made


def close_promises(session: Session, order: Order, *, kept_by: Appointment | None) -> None:
    """No promise to *order* is open any more: *kept_by* was done, or the order was cancelled (None)."""
    session.execute(
        update(Promise)
        .where(Promise.order_id == order.id, Promise.closed_at.is_(None))
        .values(closed_at=clock.now(), kept_by_id=kept_by.id if kept_by else None)
        .execution_options(synchronize_session=False)
    )
