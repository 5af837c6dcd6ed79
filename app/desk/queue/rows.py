"""The rows of a waiting room, read by key and not by page number: the 9,000th place costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, literal_column, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from app.base.database import EPOCH
from app.base.record import LogRow
from app.customers.models import Address, Customer
from app.people.models import Person
from app.scheduling.models import Order, Promise
from app.tickets.line import IS_WAITING, ORDER, place_of
from app.tickets.models import Ticket

PAGE = 50

_Part = aliased(Ticket, name="part")
_duplicates = (
    select(func.count())
    .where(_Part.merged_into_id == Ticket.id, _Part.state == literal_column("'merged'"))
    .correlate(Ticket)
    .scalar_subquery()
    .label("duplicates")
)
_first_address = (
    select(func.min(Address.id)).where(Address.customer_id == Ticket.customer_id).correlate(Ticket).scalar_subquery()
)
_rows = (
    select(
        Ticket.number, Ticket.first_reported_at, Ticket.channel, Ticket.subject, Ticket.customer_id,
        Customer.given_name, Customer.family_name, Customer.company, Address.place.label("town"), _duplicates,
        Person.name.label("holder"), Person.plate, Ticket.asleep_until,
    )
    .outerjoin(Customer, Customer.id == Ticket.customer_id)
    .outerjoin(Person, Person.id == Ticket.holder_id)
    .outerjoin(Address, Address.id == _first_address)
)  # fmt: skip
_waiting = _rows.where(Ticket.topic_id == bindparam("topic"), IS_WAITING).limit(PAGE + 1)
_key = tuple_(bindparam("first", type_=Ticket.first_reported_at.type), bindparam("number"))
_backwards = [column.desc() for column in ORDER]
FROM_THE_FIRST = _waiting.order_by(*ORDER)
AFTER = _waiting.where(tuple_(*ORDER) > _key).order_by(*ORDER)
BEFORE = _waiting.where(tuple_(*ORDER) < _key).order_by(*_backwards)
AT_THE_COUNTERS = _rows.where(Ticket.topic_id == bindparam("topic"), Ticket.state == literal_column("'held'")).order_by(
    *ORDER
)
ASLEEP = (
    _rows.where(Ticket.topic_id == bindparam("topic"), Ticket.state == literal_column("'asleep'"))
    .order_by(Ticket.asleep_until, *ORDER)
    .limit(200)
)
_promises = (
    select(Order.customer_id, func.min(Promise.due).label("due"))
    .join(Order, Order.id == Promise.order_id)
    .where(Order.customer_id.in_(bindparam("customers", expanding=True)), Promise.closed_at.is_(None))
    .group_by(Order.customer_id)
)
# What is written into rows without a change of their line: another name, a promise made, kept or given up.
# Literals: for a parameter PostgreSQL plans, from the tenth time on, a walk back through the whole log book (560 ms at
# 1,000,000 rows, measured), since it cannot see how rare the action is.
_changes: Any = union_all(
    *(
        select(func.max(LogRow.seq).label("seq")).where(LogRow.action == literal_column(f"'{action}'"))
        for action in ("changed", "person_changed", "missed", "done", "cancelled")
    )
).subquery("changes")
_last_change = select(func.max(_changes.c.seq))


@dataclass(frozen=True)
class Key:
    """A point in the line: who was reported just then and has that number."""

    first: datetime
    number: int

    def __str__(self) -> str:
        return f"{(self.first - EPOCH) // timedelta(microseconds=1)}-{self.number}"


@dataclass(frozen=True)
class Stretch:
    """Some rows of the line, in true order, and how it goes on."""

    rows: Sequence[Row[Any]]
    place: int
    """The place of the first row."""
    earlier: Key | None
    later: Key | None


def read_key(text: str) -> Key | None:
    """The key as an address carries it; None for anything else."""
    since, _dash, number = text.partition("-")
    if not (since.isascii() and since.isdecimal() and number.isascii() and number.isdecimal()):
        return None
    if len(since) > 17 or len(number) > 9:
        return None
    return Key(EPOCH + timedelta(microseconds=int(since)), int(number))


def stretch(session: Session, topic_id: int, after: Key | None, before: Key | None) -> Stretch:
    """At most fifty waiting tickets: from the first, after a key, or those just before one."""
    run = session.connection().execute  # plain rows, no entities: a third of the cost
    if before is not None:
        found = list(run(BEFORE, {"topic": topic_id, "first": before.first, "number": before.number}))
        if len(found) < PAGE:
            return stretch(session, topic_id, None, None)
        rows, is_more = found[PAGE - 1 :: -1], len(found) > PAGE
        return _stretch(session, topic_id, rows, is_first=not is_more, is_last=False)
    if after is not None:
        found = list(run(AFTER, {"topic": topic_id, "first": after.first, "number": after.number}))
        return _stretch(session, topic_id, found[:PAGE], is_first=False, is_last=len(found) <= PAGE)
    found = list(run(FROM_THE_FIRST, {"topic": topic_id}))
    return _stretch(session, topic_id, found[:PAGE], is_first=True, is_last=len(found) <= PAGE)


def _stretch(session: Session, topic_id: int, rows: Sequence[Row[Any]], *, is_first: bool, is_last: bool) -> Stretch:
    if not rows:
        return Stretch(rows, 1, None, None)
    place = 1 if is_first else place_of(session, topic_id, rows[0].first_reported_at, rows[0].number).place
    earlier = None if is_first else Key(rows[0].first_reported_at, rows[0].number)
    later = None if is_last else Key(rows[-1].first_reported_at, rows[-1].number)
    return Stretch(rows, place, earlier, later)


def last_change(session: Session) -> int:
    """The last row of the log book that may make rows of any line look different."""
    return session.connection().scalar(_last_change) or 0


def promises(session: Session, rows: Sequence[Row[Any]]) -> dict[int, date]:
    """Until when the customers of these rows were promised something, by customer."""
    customers = list({row.customer_id for row in rows if row.customer_id is not None})
    if not customers:
        return {}
    return {row.customer_id: row.due for row in session.connection().execute(_promises, {"customers": customers})}
