"""Telephone calls and the callbacks promised in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.database import Base


class Direction(StrEnum):
    """Who called."""

    IN = "in"
    OUT = "out"


class Reason(StrEnum):
    """Why; the order is that of the keys 1 to 9."""

    STATUS = "status"
    DATE_AGREED = "date_agreed"
    DATE_MOVED = "date_moved"
    DOCUMENTS = "documents"
    CALLBACK = "callback"
    FAULT = "fault"
    BILL = "bill"
    COMPLAINT = "complaint"
    NOT_REACHED = "not_reached"


class Call(Base):
    """One telephone call. Without a ticket it was information only. It never changes a place in line."""

    __tablename__ = "call"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    direction: Mapped[Direction] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text, default="")
    """E.164, or empty where the number was withheld."""
    started_at: Mapped[datetime]
    seconds: Mapped[int]
    reason: Mapped[Reason] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    logged_at: Mapped[datetime]
    callback_at: Mapped[datetime | None]
    callback_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who calls back; the agent who promised it, unless a supervisor gives it to somebody else."""
    called_back_at: Mapped[datetime | None]
    once: Mapped[str | None] = mapped_column(Text, unique=True)
    __table_args__ = (
        CheckConstraint("seconds >= 0", name="seconds"),
        CheckConstraint("(callback_at IS NULL) = (callback_by_id IS NULL)", name="callback_by_somebody"),
        Index("ix_call_ticket", "ticket_id", "started_at"),
        Index("ix_callback_due", "callback_by_id", "callback_at",
              sqlite_where=text("called_back_at IS NULL AND callback_at IS NOT NULL"),
              postgresql_where=text("called_back_at IS NULL AND callback_at IS NOT NULL")),
    )  # fmt: skip
