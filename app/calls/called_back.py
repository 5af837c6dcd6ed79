"""Note that a promised callback was made."""

from app.base import clock
from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.calls.models import Call
from app.calls.of_ticket import root_id


class NoCallbackPromised(Refused):
    """Nobody promised to call back in this call."""


def called_back(call: Call, *, by: Acting) -> Call:
    """The customer of *call* was called back; whoever does it, the callback leaves its agent's list.

    A second time changes nothing. Raises NoCallbackPromised.
    """
    with transaction() as session:
        call = locked(session, Call, call.id)
        if call.callback_at is None:
            raise NoCallbackPromised(_("No callback was promised in this call."))
        if call.called_back_at is None:
            call.called_back_at = clock.now()
            live = [f"person:{call.callback_by_id}"]
            live += [f"ticket:{root_id(session, call.ticket_id)}"] if call.ticket_id else []
            record(session, "called_back", call, by=by, ticket_id=call.ticket_id, live=live, promised=call.callback_at)
        return call
