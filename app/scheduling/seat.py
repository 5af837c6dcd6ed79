"""Seats: taking one and giving one back, each as one guarded update; what stands against it, as a sentence."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.base.database import locked
from app.base.refused import Refused
from app.base.words import _
from app.customers.models import Address
from app.scheduling.labels import SKILLS, when
from app.scheduling.models import Order, Slot, Team, TeamRegion, TeamSkill
from app.scheduling.window import is_over


class NoSeat(Refused):
    """This date cannot be had; the sentence says what is missing."""


def lock_slots(session: Session, *ids: int) -> dict[int, Slot]:
    """The slots by id, locked one after the other. Two that lock in different orders would wait for each other."""
    return {id: locked(session, Slot, id) for id in sorted(set(ids))}


def take_seat(session: Session, slot: Slot, order: Order) -> None:
    """Use up a seat of *slot* for *order*, whose row is locked.

    Raises NoSeat: the window is over, closed or full, or the team does not fit.
    """
    if is_over(slot.day, slot.window):
        raise NoSeat(_("%(date)s is over. Choose a later date.", date=when(slot.day, slot.window)))
    _fits(session, slot, order)
    # The guard is in the statement itself: whoever looks first and books then sells a seat twice.
    taken = session.execute(
        update(Slot)
        .where(Slot.id == slot.id, Slot.booked < Slot.capacity, Slot.closed_because == "")
        .values(booked=Slot.booked + 1)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        closed = session.scalar(select(Slot.closed_because).where(Slot.id == slot.id))
        if closed:
            raise NoSeat(
                _(
                    "%(date)s is closed: %(reason)s. Choose another date.",
                    date=when(slot.day, slot.window),
                    reason=closed,
                )
            )
        raise NoSeat(_("%(date)s is full. Choose another date.", date=when(slot.day, slot.window)))


def give_back(session: Session, slot_id: int) -> None:
    """A seat of the slot is free again."""
    session.execute(
        update(Slot)
        .where(Slot.id == slot_id)
        .values(booked=Slot.booked - 1)
        .execution_options(synchronize_session=False)
    )


def _fits(session: Session, slot: Slot, order: Order) -> None:
    team = session.get_one(Team, slot.team_id)
    if not team.is_active:
        raise NoSeat(_("%(team)s is not driving any more. Choose another team.", team=team.name))
    if session.get(TeamSkill, (team.id, order.skill)) is None:
        skill = str(SKILLS.get(order.skill, order.skill))
        raise NoSeat(_("%(team)s lacks the skill %(skill)s. Choose another team.", team=team.name, skill=skill))
    postcode = session.scalar(select(Address.postcode).where(Address.id == order.address_id)) or ""
    regions = session.scalars(select(TeamRegion.postcode).where(TeamRegion.team_id == team.id))
    if not any(postcode.startswith(region) for region in regions):
        raise NoSeat(
            _("%(team)s does not drive to %(postcode)s. Choose another team.", team=team.name, postcode=postcode)
        )
