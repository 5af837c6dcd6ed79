"""Report: a concern comes in, on whatever channel, and stands in line from the moment it was reported."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.database import SentAlready, first_result, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.customers.models import Customer
from app.tickets.line import count_in, lock_topics
from app.tickets.models import Channel, Entry, EntryKind, State, Ticket, Topic
from app.tickets.number import draw
from app.tickets.stand import channels

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A report from before this is a slip of the keyboard."""


class ReportedInTheFuture(Refused):
    """A reporting time later than its receipt."""

    def __init__(self) -> None:
        super().__init__(_("The reporting time lies in the future. Enter when the customer reported it."))


class ReportedLongAgo(Refused):
    """A reporting time that cannot be meant."""

    def __init__(self) -> None:
        super().__init__(_("The reporting time lies before the year 2000. Check the date."))


class TopicIsClosed(Refused):
    """A closed topic takes nothing in."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(_("%(topic)s is closed at the moment. Choose another topic.", topic=topic.name))


def report(
    *, topic: Topic, channel: Channel, subject: str, text: str, by: Acting | None,
    reported_at: datetime | None = None, customer: Customer | None = None, once: str | None = None,
) -> Ticket:  # fmt: skip
    """Write down what a customer reported; the place in line follows from *reported_at* (default: now).

    The same *once* again gives the ticket of the first time. Raises ReportedInTheFuture, ReportedLongAgo,
    TopicIsClosed, SentAlready.
    """
    with transaction() as session:
        return file_report(
            session, topic_id=topic.id, channel=channel, subject=subject, text=text, by=by,
            reported_at=reported_at, customer_id=customer.id if customer else None, once=once,
        )  # fmt: skip


def file_report(
    session: Session, *, topic_id: int, channel: Channel, subject: str, text: str, by: Acting | None,
    reported_at: datetime | None = None, customer_id: int | None = None, once: str | None = None,
) -> Ticket:  # fmt: skip
    """The step of reporting; locks the topic first, so that a hand-out sees the report or comes before it."""
    topic = lock_topics(session, [topic_id])[topic_id]
    already = first_result(session, Ticket, once, subject=subject.strip(), channel=channel, customer_id=customer_id)
    if already is not None:
        if report_text(session, already) != text.strip():
            raise SentAlready
        return already
    if not topic.is_open:
        raise TopicIsClosed(topic)
    now = clock.now()
    reported_at = possible(reported_at or now, now)
    ticket = Ticket(
        number=draw(session), topic_id=topic.id, customer_id=customer_id, channel=channel,
        subject=subject.strip(), state=State.WAITING, reported_at=reported_at, first_reported_at=reported_at,
        received_at=now, received_by_id=by.id if by else None, once=once,
    )  # fmt: skip
    session.add(ticket)
    session.flush()
    session.add(
        Entry(
            ticket_id=ticket.id, kind=EntryKind.REPORT, text=text.strip(), at=reported_at, by_id=by.id if by else None
        )
    )
    count_in(session, topic.id, reported_at)
    record(session, "reported", ticket, by=by, live=channels(ticket), channel=channel, reported_at=reported_at)
    return ticket


def report_text(session: Session, ticket: Ticket) -> str | None:
    """What the customer said when reporting *ticket*."""
    return session.scalar(select(Entry.text).where(Entry.ticket_id == ticket.id, Entry.kind == EntryKind.REPORT))


def possible(reported_at: datetime, received_at: datetime) -> datetime:
    """*reported_at*, if a report received at *received_at* can have been made then."""
    if reported_at > received_at:
        raise ReportedInTheFuture
    if reported_at < EARLIEST:
        raise ReportedLongAgo
    return reported_at
