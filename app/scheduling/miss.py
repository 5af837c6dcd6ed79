"""Mark an appointment as missed, and promise to make it up."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.words import _
from app.scheduling.chain import channels_of_promise, with_order
from app.scheduling.labels import WHY_MISSED
from app.scheduling.models import Appointment, Outcome
from app.scheduling.promise import promise
from app.scheduling.settle import WrongOutcome, is_settled_so, settle


def miss(appointment: Appointment, outcome: Outcome, *, by: Acting, remark: str = "") -> Appointment:
    """The date was not kept: its seat is used up, the order waits on, and a promise says until when it is made up.

    Saying the same twice changes nothing. Raises WrongOutcome, NotYet before its day, Stale when it was settled
    otherwise or moved.
    """
    if outcome not in WHY_MISSED:
        raise WrongOutcome(_("Say why the appointment was missed."))
    with transaction() as session:
        order, appointment = with_order(session, appointment.id)
        if is_settled_so(appointment, outcome):
            return appointment
        slot = settle(session, appointment, outcome, by=by, remark=remark.strip())
        made = promise(session, order, appointment, slot)
        record(session, "missed", appointment, by=by, live=channels_of_promise(order), order=order.number,
               outcome=outcome, day=slot.day, due=made.due, remark=remark.strip())  # fmt: skip
        return appointment
