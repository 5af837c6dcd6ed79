"""Customers and how to reach them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.database import Base

Key = Text().with_variant(TEXT(collation="C"), "postgresql")
"""A folded text in plain order of its signs, so that a range of an ordinary index finds what begins alike."""


class Customer(Base):
    """One customer: a person or a company. The number is drawn once and never given to another."""

    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    given_name: Mapped[str] = mapped_column(Text, default="")
    family_name: Mapped[str] = mapped_column(Text, default="")
    company: Mapped[str] = mapped_column(Text, default="")
    name_key: Mapped[str] = mapped_column(Key)
    """Family name (or company), then given name, folded for searching: see customers/fold.py."""
    note: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime]
    once: Mapped[str | None] = mapped_column(Text, unique=True)
    addresses: Mapped[list["Address"]] = relationship(order_by="Address.id", cascade="all, delete-orphan")
    contracts: Mapped[list["Contract"]] = relationship(order_by="Contract.id", cascade="all, delete-orphan")
    phones: Mapped[list["Phone"]] = relationship(order_by="Phone.id", cascade="all, delete-orphan")
    mails: Mapped[list["MailAddress"]] = relationship(order_by="MailAddress.id", cascade="all, delete-orphan")
    other_names: Mapped[list["OtherName"]] = relationship(order_by="OtherName.id", cascade="all, delete-orphan")
    __table_args__ = (Index("ix_customer_name_key", "name_key"),)

    @property
    def name(self) -> str:
        """The name as it is said."""
        return self.company or f"{self.given_name} {self.family_name}".strip()


class OtherName(Base):
    """Another name the customer is known by: before the wedding, the contact in a company."""

    __tablename__ = "customer_name"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Key, index=True)


class Address(Base):
    """Where the customer lives or wants the connection. ``land`` decides which holidays count."""

    __tablename__ = "address"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    street: Mapped[str] = mapped_column(Text)
    postcode: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    land: Mapped[str] = mapped_column(Text)
    street_key: Mapped[str] = mapped_column(Key, index=True)

    def __str__(self) -> str:
        return f"{self.street}, {self.postcode} {self.place}"


class Contract(Base):
    """What the customer has with us."""

    __tablename__ = "contract"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    product: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    until: Mapped[date | None]


class Phone(Base):
    """A telephone number in E.164 («+4956112345»)."""

    __tablename__ = "phone"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    e164: Mapped[str] = mapped_column(Text, index=True)
    label: Mapped[str] = mapped_column(Text, default="")


class MailAddress(Base):
    """A mail address in lower case."""

    __tablename__ = "mail_address"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    address: Mapped[str] = mapped_column(Text, index=True)
