"""A new concern by telephone: the customer, the ticket and the call at once, or nothing of it."""

from datetime import datetime

from app.base import clock
from app.base.access import Acting
from app.base.database import SentAlready, first_result, locked, transaction
from app.calls.log_call import put_call
from app.calls.models import Call, Direction, Reason
from app.customers.add_customer import put_customer
from app.customers.facts import CustomerFacts
from app.customers.models import Customer
from app.tickets.line import lock_topics
from app.tickets.models import Channel, Ticket, Topic
from app.tickets.report import file_report, report_text


def report_by_call(
    *,
    topic: Topic,
    subject: str,
    text: str,
    direction: Direction,
    started_at: datetime,
    seconds: int,
    reason: Reason,
    by: Acting,
    customer: Customer | None = None,
    new_customer: CustomerFacts | None = None,
    phone: str = "",
    note: str = "",
    callback_at: datetime | None = None,
    once: str | None = None,
) -> Ticket:
    """Write down what a caller reports. The reporting time is the start of the call; the call stands with the ticket.

    *customer* is known already, or *new_customer* is taken in, or neither. The same *once* again gives the first
    ticket. Raises what log_call, report and add_customer raise.
    """
    with transaction() as session:
        # Topics are locked before the counters that a new customer draws from.
        lock_topics(session, [topic.id])
        logged = first_result(session, Call, once, note=note.strip(), started_at=started_at)
        if logged:
            ticket = locked(session, Ticket, logged.ticket_id or 0)
            if (ticket.subject, report_text(session, ticket)) != (subject.strip(), text.strip()):
                raise SentAlready
            return ticket
        customer_id = customer.id if customer else None
        if new_customer:
            customer_id = put_customer(session, new_customer, by=by).id
        ticket = file_report(
            session, topic_id=topic.id, channel=Channel.CALL, subject=subject, text=text, by=by,
            # A telephone's clock may run a little ahead of ours, a report never lies in the future.
            reported_at=min(started_at, clock.now()), customer_id=customer_id,
        )  # fmt: skip
        put_call(
            session, direction=direction, started_at=started_at, seconds=seconds, reason=reason, by=by,
            ticket_id=ticket.id, customer_id=None, phone=phone, note=note, callback_at=callback_at, once=once,
        )  # fmt: skip
        return ticket
