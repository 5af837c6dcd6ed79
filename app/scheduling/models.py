"""Orders that wait for their activation, teams and their seats, appointments and promises."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.database import Base
from app.customers.models import Address, Customer


class Window(StrEnum):
    """The arrival window of a technician, local time."""

    MORNING = "08-12"
    AFTERNOON = "12-16"


class OrderState(StrEnum):
    """Whether the connection is live."""

    OUTSTANDING = "outstanding"
    DONE = "done"
    CANCELLED = "cancelled"


class AppointmentState(StrEnum):
    """BOOKED and CONFIRMED are live; MOVED gave its seat back; DONE and MISSED have used it up."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    DONE = "done"
    MISSED = "missed"
    MOVED = "moved"


class Outcome(StrEnum):
    """What became of an appointment, or why it was missed."""

    ACTIVATED = "activated"
    OUR_OUTAGE = "our_outage"
    OUR_TECHNICIAN = "our_technician"
    OUR_MATERIAL = "our_material"
    CUSTOMER_ABSENT = "customer_absent"
    CUSTOMER_NOT_READY = "customer_not_ready"


class Order(Base):
    """What a customer ordered. While it is OUTSTANDING it waits for a date, first reported first."""

    __tablename__ = "customer_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    product: Mapped[str] = mapped_column(Text)
    skill: Mapped[str] = mapped_column(Text)
    """What the team must be able to do: «fibre», «dsl», «cable»."""
    reported_at: Mapped[datetime]
    state: Mapped[OrderState] = mapped_column(Text, default=OrderState.OUTSTANDING)
    once: Mapped[str | None] = mapped_column(Text, unique=True)
    customer: Mapped[Customer] = relationship(viewonly=True)
    address: Mapped[Address] = relationship(viewonly=True)
    __table_args__ = (
        CheckConstraint("state IN ('outstanding', 'done', 'cancelled')", name="state"),
        Index("ix_outstanding", "reported_at", "number",
              sqlite_where=text("state = 'outstanding'"), postgresql_where=text("state = 'outstanding'")),
    )  # fmt: skip


class Team(Base):
    """Technicians who drive together."""

    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    regions: Mapped[list["TeamRegion"]] = relationship(cascade="all, delete-orphan")
    skills: Mapped[list["TeamSkill"]] = relationship(cascade="all, delete-orphan")


class TeamRegion(Base):
    """The team drives to postcodes that begin so."""

    __tablename__ = "team_region"
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    postcode: Mapped[str] = mapped_column(Text, primary_key=True)


class TeamSkill(Base):
    """The team can do this."""

    __tablename__ = "team_skill"
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    skill: Mapped[str] = mapped_column(Text, primary_key=True)


class Slot(Base):
    """The seats of one team on one day in one window. ``booked`` equals its appointments that were not moved."""

    __tablename__ = "slot"
    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    day: Mapped[date]
    window: Mapped[Window] = mapped_column(Text)
    capacity: Mapped[int]
    booked: Mapped[int] = mapped_column(default=0)
    closed_because: Mapped[str] = mapped_column(Text, default="")
    """Why nothing more can be booked here: «Fahrzeug in Werkstatt». Empty: open."""
    team: Mapped[Team] = relationship(viewonly=True)
    __table_args__ = (
        UniqueConstraint("team_id", "day", "window"),
        CheckConstraint("booked BETWEEN 0 AND capacity", name="no_seat_sold_twice"),
        Index("ix_slot_day", "day"),
    )


class Appointment(Base):
    """One date of an order. An older one is superseded once: the chain with its reasons is the history."""

    __tablename__ = "appointment"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("customer_order.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
    state: Mapped[AppointmentState] = mapped_column(Text, default=AppointmentState.BOOKED)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it replaces the one before; empty for the first."""
    outcome: Mapped[Outcome | None] = mapped_column(Text)
    remark: Mapped[str] = mapped_column(Text, default="")
    booked_at: Mapped[datetime]
    booked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    once: Mapped[str | None] = mapped_column(Text, unique=True)
    slot: Mapped[Slot] = relationship(viewonly=True)
    order: Mapped[Order] = relationship(viewonly=True)
    __table_args__ = (
        CheckConstraint("state IN ('booked', 'confirmed', 'done', 'missed', 'moved')", name="state"),
        CheckConstraint("(state IN ('done', 'missed')) = (outcome IS NOT NULL)", name="outcome"),
        Index("uq_one_live_appointment", "order_id", unique=True,
              sqlite_where=text("state IN ('booked', 'confirmed')"),
              postgresql_where=text("state IN ('booked', 'confirmed')")),
    )  # fmt: skip


class Promise(Base):
    """A missed appointment is made up by ``due``; planned by ``plan_by``, the last working day not after it.

    Kept by the appointment that was done; open until then.
    """

    __tablename__ = "promise"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("customer_order.id"), index=True)
    missed_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), unique=True)
    due: Mapped[date]
    plan_by: Mapped[date]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    closed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_open_promise", "due",
              sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL")),
    )  # fmt: skip
