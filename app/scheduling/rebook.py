"""Rebook: a new date that replaces a moved or missed one, linked to it, with a reason."""

from sqlalchemy import select

from app.base import clock
from app.base.access import Acting
from app.base.database import first_result, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.scheduling.chain import LIVE, NoReason, OrderIsSettled, Stale, channels, not_live, with_order
from app.scheduling.models import Appointment, AppointmentState, OrderState, Slot
from app.scheduling.seat import give_back, lock_slots, take_seat


class SameDate(Refused):
    """The new date is the old one."""


def rebook(appointment: Appointment, slot: Slot, reason: str, *, by: Acting, once: str | None = None) -> Appointment:
    """A seat of *slot* in place of *appointment*: a live one gives its seat back, a missed one has used it up.

    An appointment is replaced once. The same *once* again gives the first result. Raises NoReason, OrderIsSettled,
    Stale, SameDate, NoSeat, SentAlready.
    """
    reason = reason.strip()
    if not reason:
        raise NoReason
    with transaction() as session:
        order, old = with_order(session, appointment.id)
        if first := first_result(session, Appointment, once, order_id=order.id, slot_id=slot.id):
            return first
        if order.state != OrderState.OUTSTANDING:
            raise OrderIsSettled(order)
        was_live = old.state in LIVE
        if not was_live and old.state != AppointmentState.MISSED:
            raise not_live(old)
        if session.scalar(select(Appointment.id).where(Appointment.supersedes_id == old.id)):
            raise Stale(_("This appointment was replaced already. The page was older; here is how it stands."))
        if was_live and old.slot_id == slot.id:
            raise SameDate(_("That is the date it has already. Choose another one."))
        slot = lock_slots(session, old.slot_id, slot.id)[slot.id]
        if was_live:
            give_back(session, old.slot_id)
            old.state, old.settled_at, old.settled_by_id = AppointmentState.MOVED, clock.now(), by.id
            # Written before the new one: the order has at most one live appointment at every moment.
            session.flush()
        take_seat(session, slot, order)
        new = Appointment(
            order_id=order.id, slot_id=slot.id, supersedes_id=old.id, reason=reason,
            booked_at=clock.now(), booked_by_id=by.id, once=once or None,
        )  # fmt: skip
        session.add(new)
        record(session, "rebooked", new, by=by, live=channels(order), order=order.number, instead_of=old.id,
               day=slot.day, window=slot.window, team=slot.team_id, reason=reason)  # fmt: skip
        return new
