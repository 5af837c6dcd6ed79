"""Log a telephone call: against a ticket, or as information only."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.database import first_result, transaction
from app.base.record import record
from app.base.refused import NotFound, Refused
from app.base.words import _
from app.calls.models import Call, Direction, Reason
from app.customers.models import Customer
from app.customers.phone import e164
from app.tickets.models import Ticket
from app.tickets.report import EARLIEST

CLOCKS_DIFFER = timedelta(minutes=2)
LONGEST = timedelta(hours=8)
FARTHEST = timedelta(days=366)
"""A callback farther away than this is a slip of the keyboard, and would be forgotten."""


class CallDoesNotFit(Refused):
    """The times of the call cannot be right."""


def log_call(
    *,
    direction: Direction,
    started_at: datetime,
    seconds: int,
    reason: Reason,
    by: Acting,
    ticket: Ticket | None = None,
    customer: Customer | None = None,
    phone: str = "",
    note: str = "",
    callback_at: datetime | None = None,
    once: str | None = None,
) -> Call:
    """Write down a call that *by* had. It stands with the *ticket* that was named, also when that one was merged.

    Neither place nor state of a ticket ever changes. *phone* in any spelling; empty where it was withheld.
    The same *once* again gives the first call. Raises CallDoesNotFit, NoTelephoneNumber, NotFound, SentAlready.
    """
    ticket_id, customer_id = ticket.id if ticket else None, customer.id if customer else None
    with transaction() as session:
        logged = first_result(session, Call, once, ticket_id=ticket_id, customer_id=customer_id, note=note.strip())
        if logged:
            return logged
        return put_call(
            session, direction=direction, started_at=started_at, seconds=seconds, reason=reason, by=by,
            ticket_id=ticket_id, customer_id=customer_id,
            phone=phone, note=note, callback_at=callback_at, once=once,
        )  # fmt: skip


def put_call(
    session: Session,
    *,
    direction: Direction,
    started_at: datetime,
    seconds: int,
    reason: Reason,
    by: Acting,
    ticket_id: int | None,
    customer_id: int | None,
    phone: str,
    note: str,
    callback_at: datetime | None,
    once: str | None = None,
) -> Call:
    """The step of log_call that other use cases share."""
    _check(started_at, seconds, reason, callback_at)
    # Read without a lock: the call changes nothing there, and the row cannot vanish.
    ticket = session.get(Ticket, ticket_id) if ticket_id else None
    if (ticket_id and ticket is None) or (customer_id and session.get(Customer, customer_id) is None):
        raise NotFound(_("This entry does not exist any more."))
    call = Call(
        ticket_id=ticket_id, customer_id=customer_id, direction=direction, phone=e164(phone) if phone.strip() else "",
        started_at=started_at, seconds=seconds, reason=reason, note=note.strip(), by_id=by.id, logged_at=clock.now(),
        callback_at=callback_at, callback_by_id=by.id if callback_at else None, once=once or None,
    )  # fmt: skip
    session.add(call)
    live = [f"ticket:{ticket.merged_into_id or ticket.id}"] if ticket else []
    live += [f"person:{by.id}"] if callback_at else []
    record(
        session, "logged", call, by=by, ticket_id=ticket_id, live=live, direction=direction, reason=reason,
        started_at=started_at, seconds=seconds, callback_at=callback_at,
    )  # fmt: skip
    return call


def _check(started_at: datetime, seconds: int, reason: Reason, callback_at: datetime | None) -> None:
    now = clock.now()
    if started_at > now + CLOCKS_DIFFER:
        raise CallDoesNotFit(_("The start of the call lies in the future. A call is logged when it has begun."))
    if started_at < EARLIEST:
        raise CallDoesNotFit(_("The start of the call lies before the year 2000. Check the date."))
    if not 0 <= seconds <= LONGEST.total_seconds():
        raise CallDoesNotFit(_("A call lasts between 0 seconds and 8 hours. Check the duration."))
    if callback_at is not None and callback_at <= now:
        raise CallDoesNotFit(_("The callback lies in the past. Choose a time that is still to come."))
    if callback_at is not None and callback_at > now + FARTHEST:
        raise CallDoesNotFit(_("The callback is more than a year away. Check the date."))
    if reason == Reason.CALLBACK and callback_at is None:
        raise CallDoesNotFit(_("A promised callback needs a day and a time."))
