"""Staff, their sessions, their failed attempts to sign in, and what they are typing."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.access import Role
from app.base.database import Base


class Person(Base):
    """One member of staff. ``login`` is lower case; an inactive person keeps the name in all records."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    plate: Mapped[str] = mapped_column(Text)
    """What stands on the counter: «Schalter 4»."""
    password_hash: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_agent: Mapped[bool] = mapped_column(default=False)
    is_scheduler: Mapped[bool] = mapped_column(default=False)
    is_supervisor: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    may_choose: Mapped[bool] = mapped_column(default=False)
    """May take a ticket out of turn, with a reason."""
    hands: Mapped[int] = mapped_column(default=1)
    """How many tickets the person may hold at once."""
    locale: Mapped[str] = mapped_column(Text, default="de")
    theme: Mapped[str] = mapped_column(Text, default="auto")
    density: Mapped[str] = mapped_column(Text, default="dense")
    letters: Mapped[bool] = mapped_column(default=True)
    __table_args__ = (
        CheckConstraint("login = lower(login)", name="login_is_lower_case"),
        CheckConstraint("hands BETWEEN 1 AND 20", name="hands"),
    )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles as a set."""
        has = {
            Role.AGENT: self.is_agent, Role.SCHEDULER: self.is_scheduler,
            Role.SUPERVISOR: self.is_supervisor, Role.ADMINISTRATOR: self.is_administrator,
        }  # fmt: skip
        return frozenset(role for role, given in has.items() if given)


class StaffSession(Base):
    """One sign-in on one browser. The browser holds a random token, we only its SHA-256."""

    __tablename__ = "staff_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    address: Mapped[str] = mapped_column(Text)
    browser: Mapped[str] = mapped_column(Text)


class FailedSignIn(Base):
    """One failed attempt; many of them slow down the next ones (people/throttle.py).

    ``login`` is a digest of what was typed, ``address`` the place that the attempt came from.
    """

    __tablename__ = "failed_sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    login: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    __table_args__ = (
        Index("ix_failed_sign_in_login", "login", "at"),
        Index("ix_failed_sign_in_address", "address", "at"),
    )


class Draft(Base):
    """Text that a person is typing at some place («ticket-77-note»); it survives crash, reload and sign-out."""

    __tablename__ = "draft"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
