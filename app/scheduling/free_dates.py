"""The dates that can be booked for an order: open windows with a free seat of teams that fit."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, select

from app.base import clock
from app.base.database import reading
from app.scheduling.models import Slot, Team, TeamRegion, TeamSkill, Window
from app.scheduling.window import is_over


@dataclass(frozen=True)
class FreeDate:
    """One window of one team that has a seat left."""

    slot_id: int
    day: date
    window: Window
    team: str
    free: int


def free_dates(postcode: str, skill: str, *, limit: int = 60) -> list[FreeDate]:
    """The next free dates of teams that can do *skill* and drive to *postcode*, the soonest first."""
    drives_there = select(TeamRegion.team_id).where(literal(postcode).startswith(TeamRegion.postcode))
    rows = reading().execute(
        select(Slot.id, Slot.day, Slot.window, Team.name, (Slot.capacity - Slot.booked).label("free"))
        .join(Team, Team.id == Slot.team_id)
        .join(TeamSkill, TeamSkill.team_id == Team.id)
        .where(
            Slot.day >= clock.today(), Slot.booked < Slot.capacity, Slot.closed_because == "",
            Team.is_active, TeamSkill.skill == skill, Team.id.in_(drives_there),
        )
        .order_by(Slot.day, Slot.window, Team.name)
        .limit(limit)
    )  # fmt: skip
    return [FreeDate(*row) for row in rows if not is_over(row.day, row.window)]
