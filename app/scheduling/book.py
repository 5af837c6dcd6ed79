"""Book the first date of an order."""

from app.base import clock
from app.base.access import Acting
from app.base.database import first_result, locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.scheduling.chain import OrderIsSettled, Stale, channels, live_of, unanswered
from app.scheduling.labels import when
from app.scheduling.models import Appointment, Order, OrderState, Slot
from app.scheduling.seat import lock_slots, take_seat


class MissedBefore(Refused):
    """A missed date is replaced, with its reason, not passed over."""


def book(order: Order, slot: Slot, *, by: Acting, once: str | None = None) -> Appointment:
    """A seat of *slot* for *order*, which has no date yet.

    The same *once* again gives the first appointment. Raises OrderIsSettled, Stale when the order has a date
    meanwhile, MissedBefore when the last one was missed (see rebook), NoSeat, SentAlready.
    """
    with transaction() as session:
        order = locked(session, Order, order.id)
        if first := first_result(session, Appointment, once, order_id=order.id, slot_id=slot.id):
            return first
        if order.state != OrderState.OUTSTANDING:
            raise OrderIsSettled(order)
        if live := live_of(session, order):
            at = session.get_one(Slot, live.slot_id)
            raise Stale(_("Order %(number)s has a date already: %(date)s. Move that one.",
                          number=order.number, date=when(at.day, at.window)))  # fmt: skip
        if unanswered(session, order):
            raise MissedBefore(_("The last date of order %(number)s was missed. Book the new one as its replacement.",
                                 number=order.number))  # fmt: skip
        slot = lock_slots(session, slot.id)[slot.id]
        take_seat(session, slot, order)
        appointment = Appointment(
            order_id=order.id, slot_id=slot.id, booked_at=clock.now(), booked_by_id=by.id, once=once or None
        )
        session.add(appointment)
        record(session, "booked", appointment, by=by, live=channels(order),
               order=order.number, day=slot.day, window=slot.window, team=slot.team_id)  # fmt: skip
        return appointment
