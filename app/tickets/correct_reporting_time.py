"""Correct when a concern was reported."""

from datetime import datetime

from sqlalchemy import select

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.tickets.models import State, Ticket
from app.tickets.report import possible
from app.tickets.stand import JustChanged, below, channels, first_report_of_group, lock_tickets, set_key


def correct_reporting_time(ticket: Ticket, reported_at: datetime, reason: str, *, by: Acting) -> None:
    """Set the ticket's own reporting time; its place, or that of its survivor, follows.

    The log book keeps both times and the reason. Raises ReportedInTheFuture (later than the receipt counts
    as such), ReportedLongAgo, JustChanged.
    """
    with transaction() as session:
        root_id = session.scalar(select(Ticket.merged_into_id).where(Ticket.id == ticket.id))
        [ticket, *above], _topics = lock_tickets(session, [ticket.id] if root_id is None else [ticket.id, root_id])
        if ticket.state == State.MERGED and [root.id for root in above] != [ticket.merged_into_id]:
            raise JustChanged
        before = ticket.reported_at
        possible(reported_at, ticket.received_at)
        # The check "first report first" holds at every statement, so the key moves before a later report does.
        set_key(session, ticket, min(ticket.first_reported_at, reported_at))
        ticket.reported_at = reported_at
        session.flush()
        if ticket.state == State.MERGED:
            [root] = above
            own = [session.get_one(Ticket, id).reported_at for id in below(session, ticket.id)]
            set_key(session, ticket, min([reported_at, *own]))
            set_key(session, root, first_report_of_group(session, root))
        else:
            set_key(session, ticket, first_report_of_group(session, ticket))
        record(
            session, "reporting_time_corrected", ticket, by=by, live=channels(ticket),
            before=before, after=reported_at, reason=reason,
        )  # fmt: skip
