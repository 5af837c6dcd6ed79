"""Mark an appointment as done: the connection is live."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.words import _
from app.scheduling.chain import channels_of_promise, with_order
from app.scheduling.models import Appointment, OrderState, Outcome
from app.scheduling.promise import close_promises
from app.scheduling.settle import WrongOutcome, is_settled_so, settle


def mark_done(appointment: Appointment, outcome: Outcome, *, by: Acting) -> Appointment:
    """The order is activated, and every promise to it is kept by this appointment; saying it twice changes nothing.

    Raises WrongOutcome, NotYet before its day, Stale when it was missed or moved.
    """
    if outcome != Outcome.ACTIVATED:
        raise WrongOutcome(_("Done means that the connection is live. Everything else is missed, with its reason."))
    with transaction() as session:
        order, appointment = with_order(session, appointment.id)
        if is_settled_so(appointment, outcome):
            return appointment
        settle(session, appointment, outcome, by=by)
        order.state = OrderState.DONE
        close_promises(session, order, kept_by=appointment)
        record(
            session, "done", appointment, by=by, live=channels_of_promise(order), order=order.number, outcome=outcome
        )
        return appointment
