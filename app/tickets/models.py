"""Tickets, their topics, their entries and what was merged with what."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.database import Base
from app.customers.models import Customer
from app.people.models import Person


class State(StrEnum):
    """Where a ticket is. Only WAITING stands in line."""

    WAITING = "waiting"
    HELD = "held"
    ASLEEP = "asleep"
    """Waits for the customer until a day, then comes back by itself."""
    RESOLVED = "resolved"
    MERGED = "merged"


class Channel(StrEnum):
    """How the customer reported it."""

    CALL = "call"
    MAIL = "mail"
    FORM = "form"
    LETTER = "letter"
    FAX = "fax"
    PORTAL = "portal"
    SOCIAL = "social"
    COUNTER = "counter"


class Topic(Base):
    """What tickets are about; each topic has one line.

    ``waiting`` always equals the number of its waiting tickets. ``version`` grows with each change of the line.
    A closed topic takes no reports and hands nothing out; who waits there keeps the place.
    """

    __tablename__ = "topic"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    letter: Mapped[str] = mapped_column(Text)
    is_open: Mapped[bool] = mapped_column(default=True)
    waiting: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)
    __table_args__ = (CheckConstraint("waiting >= 0", name="waiting"),)


class Entrusted(Base):
    """The person works on the topic."""

    __tablename__ = "entrusted"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True, index=True)


class Ticket(Base):
    """One concern of one customer.

    ``reported_at`` is the ticket's own reporting time; only an audited correction changes it.
    ``first_reported_at`` orders the line: the earliest report of the ticket and all that is merged into it.
    ``merged_into_id`` always names the root, never another merged ticket.
    """

    __tablename__ = "ticket"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[Channel] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    state: Mapped[State] = mapped_column(Text, default=State.WAITING)
    reported_at: Mapped[datetime]
    first_reported_at: Mapped[datetime]
    received_at: Mapped[datetime]
    """When it was written down here; never earlier than the report."""
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    asleep_until: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    once: Mapped[str | None] = mapped_column(Text, unique=True)

    topic: Mapped[Topic] = relationship(viewonly=True)
    customer: Mapped[Customer | None] = relationship(viewonly=True)
    holder: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[holder_id])
    merged_into: Mapped["Ticket | None"] = relationship(viewonly=True, remote_side=[id])

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'held', 'asleep', 'resolved', 'merged')", name="state"),
        CheckConstraint("(holder_id IS NULL) = (taken_at IS NULL)", name="taken_as_a_whole"),
        CheckConstraint("(state = 'held') = (holder_id IS NOT NULL)", name="held_by_somebody"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_something"),
        CheckConstraint("(state = 'asleep') = (asleep_until IS NOT NULL)", name="asleep_until_a_day"),
        CheckConstraint("(state = 'resolved') = (resolved_at IS NOT NULL)", name="resolved_at_a_moment"),
        CheckConstraint("reported_at <= received_at", name="not_reported_in_the_future"),
        CheckConstraint("first_reported_at <= reported_at", name="first_report_is_first"),
        # The line of each topic, in its order: what take_next and the queue page read, and nothing else.
        Index("ix_line", "topic_id", "first_reported_at", "number",
              sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")),
        Index("ix_in_hand", "holder_id",
              sqlite_where=text("state = 'held'"), postgresql_where=text("state = 'held'")),
        Index("ix_asleep", "topic_id", "asleep_until",
              sqlite_where=text("state = 'asleep'"), postgresql_where=text("state = 'asleep'")),
        Index("ix_merged_into", "merged_into_id",
              sqlite_where=text("state = 'merged'"), postgresql_where=text("state = 'merged'")),
    )  # fmt: skip


class LineCount(Base):
    """How many wait in a topic whose first report fell into that hour (hours since 1970, UTC).

    A place in line is the sum of the hours before plus a short count within the hour, however long the line is.
    """

    __tablename__ = "line_count"
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True)
    waiting: Mapped[int]
    __table_args__ = (CheckConstraint("waiting > 0", name="waiting"),)


class Merging(Base):
    """One merge: *duplicate* went into *survivor*. Undoing marks it; nothing is deleted.

    The ``was_…`` and ``became_…`` columns say how both stood, so that undoing leads back exactly there.
    """

    __tablename__ = "merging"
    id: Mapped[int] = mapped_column(primary_key=True)
    duplicate_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    survivor_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    merged_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    duplicate_was: Mapped[State] = mapped_column(Text)
    duplicate_asleep_until: Mapped[datetime | None]
    duplicate_resolved_at: Mapped[datetime | None]
    duplicate_holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    duplicate_taken_at: Mapped[datetime | None]
    survivor_was: Mapped[State] = mapped_column(Text)
    survivor_asleep_until: Mapped[datetime | None]
    survivor_resolved_at: Mapped[datetime | None]
    survivor_became: Mapped[State] = mapped_column(Text)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (
        Index("uq_merging_in_force", "duplicate_id", unique=True,
              sqlite_where=text("undone_at IS NULL"), postgresql_where=text("undone_at IS NULL")),
    )  # fmt: skip


class EntryKind(StrEnum):
    """What a timeline entry is."""

    REPORT = "report"
    """What the customer said when reporting."""
    NOTE = "note"


class Entry(Base):
    """One written line of a ticket's timeline. Never edited; corrections are added."""

    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    kind: Mapped[EntryKind] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    once: Mapped[str | None] = mapped_column(Text, unique=True)
    __table_args__ = (Index("ix_entry_ticket", "ticket_id", "at"),)
