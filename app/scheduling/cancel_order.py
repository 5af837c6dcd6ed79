"""Cancel an order that nobody wants any more."""

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.scheduling.chain import NoReason, channels_of_promise, live_of, outstanding_order
from app.scheduling.models import AppointmentState, Order, OrderState
from app.scheduling.promise import close_promises
from app.scheduling.seat import give_back, lock_slots


def cancel_order(order: Order, reason: str, *, by: Acting) -> Order:
    """The order waits no longer: its live date gives the seat back, its promise is closed.

    Raises NoReason, OrderIsSettled.
    """
    reason = reason.strip()
    if not reason:
        raise NoReason
    with transaction() as session:
        order = outstanding_order(session, order.id)
        live = live_of(session, order)
        if live:
            lock_slots(session, live.slot_id)
            give_back(session, live.slot_id)
            live.state, live.remark = AppointmentState.MOVED, reason
            live.settled_at, live.settled_by_id = clock.now(), by.id
        close_promises(session, order, kept_by=None)
        order.state = OrderState.CANCELLED
        record(session, "cancelled", order, by=by, live=channels_of_promise(order), reason=reason)
        return order
