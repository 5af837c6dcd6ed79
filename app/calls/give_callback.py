"""Give a promised callback to another agent."""

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.calls.models import Call
from app.calls.of_ticket import root_id
from app.people.models import Person


class CallbackStays(Refused):
    """The callback cannot be given to this person."""


def give_callback(call: Call, to: Person, *, by: Acting) -> Call:
    """*to* makes the callback of *call* from now on, at the time that was promised.

    Raises CallbackStays when it was made already, or *to* is no agent at work.
    """
    with transaction() as session:
        to = locked(session, Person, to.id)
        call = locked(session, Call, call.id)
        if call.callback_at is None or call.called_back_at is not None:
            raise CallbackStays(_("This callback is done already; there is nothing left to give."))
        if not (to.is_active and to.is_agent):
            raise CallbackStays(_("%(name)s is no agent and cannot call back.", name=to.name))
        before = call.callback_by_id
        if before != to.id:
            call.callback_by_id = to.id
            live = [f"person:{before}", f"person:{to.id}"]
            live += [f"ticket:{root_id(session, call.ticket_id)}"] if call.ticket_id else []
            record(session, "callback_given", call, by=by, ticket_id=call.ticket_id, live=live, before=before, to=to.id)
        return call
