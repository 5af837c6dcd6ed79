"""Settling an appointment, once its day has come: the step that done and missed share."""

from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.formats import day
from app.base.refused import Refused
from app.base.words import _
from app.scheduling.chain import LIVE, not_live
from app.scheduling.models import Appointment, AppointmentState, Outcome, Slot


class NotYet(Refused):
    """What has not begun can be neither done nor missed."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(_("This appointment is only on %(day)s. Until then it can be moved.", day=day(slot.day)))


class WrongOutcome(Refused):
    """The outcome does not belong to what was said about the appointment."""


def settle(session: Session, appointment: Appointment, outcome: Outcome, *, by: Acting, remark: str = "") -> Slot:
    """The locked *appointment* is done or missed by *outcome*; its seat stays used up. Raises Stale, NotYet."""
    if appointment.state not in LIVE:
        raise not_live(appointment)
    slot = session.get_one(Slot, appointment.slot_id)
    if slot.day > clock.today():
        raise NotYet(slot)
    appointment.state = AppointmentState.DONE if outcome == Outcome.ACTIVATED else AppointmentState.MISSED
    appointment.outcome, appointment.remark = outcome, remark
    appointment.settled_at, appointment.settled_by_id = clock.now(), by.id
    return slot


def is_settled_so(appointment: Appointment, outcome: Outcome) -> bool:
    """Whether somebody pressed the same key before: a second press changes nothing."""
    return appointment.state not in LIVE and appointment.outcome == outcome
