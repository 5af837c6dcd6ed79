"""The callbacks that a person owes, and for the supervisor those of everybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import aliased

from app.base import clock
from app.base.database import reading
from app.calls.models import Call
from app.customers.models import Customer
from app.people.models import Person
from app.tickets.models import Ticket, Topic

MOST = 50


@dataclass(frozen=True)
class Callback:
    """One promised callback. The ticket is the one whose page to open; its fields are empty for information only."""

    id: int
    at: datetime
    phone: str
    note: str
    is_overdue: bool
    number: int | None
    letter: str
    subject: str
    customer_number: int | None
    customer: str
    agent_id: int
    agent: str


@dataclass(frozen=True)
class Callbacks:
    """What is overdue or due today, the oldest first; and the first one after today."""

    due: list[Callback]
    next: Callback | None


_own, _root, _of_ticket, _of_call = aliased(Ticket), aliased(Ticket), aliased(Customer), aliased(Customer)
_callbacks = (
    select(
        Call.id, Call.callback_at, Call.phone, Call.note, Call.callback_by_id.label("agent_id"),
        Person.name.label("agent"), _root.number, Topic.letter, _root.subject,
        func.coalesce(_of_call.number, _of_ticket.number).label("customer_number"),
        func.coalesce(_of_call.company, _of_ticket.company, "").label("company"),
        func.coalesce(_of_call.given_name, _of_ticket.given_name, "").label("given_name"),
        func.coalesce(_of_call.family_name, _of_ticket.family_name, "").label("family_name"),
    )
    .join(Person, Person.id == Call.callback_by_id)
    .outerjoin(_own, _own.id == Call.ticket_id)
    .outerjoin(_root, _root.id == func.coalesce(_own.merged_into_id, _own.id))
    .outerjoin(Topic, Topic.id == _root.topic_id)
    .outerjoin(_of_call, _of_call.id == Call.customer_id)
    .outerjoin(_of_ticket, _of_ticket.id == _own.customer_id)
    .where(Call.called_back_at.is_(None), Call.callback_at.is_not(None))
    .order_by(Call.callback_at, Call.id)
)  # fmt: skip
_of_person = _callbacks.where(Call.callback_by_id == bindparam("person")).limit(MOST)
_of_all = _callbacks.limit(4 * MOST)


def due_callbacks(person_id: int) -> Callbacks:
    """The callbacks of *person_id* that are overdue or due today (German time), and the next one after."""
    tomorrow = clock.start_of(clock.today() + timedelta(days=1))
    callbacks = [_callback(row) for row in reading().execute(_of_person, {"person": person_id})]
    later = (callback for callback in callbacks if callback.at >= tomorrow)
    return Callbacks([callback for callback in callbacks if callback.at < tomorrow], next(later, None))


def open_callbacks() -> list[Callback]:
    """The callbacks that anybody owes, the oldest first."""
    return [_callback(row) for row in reading().execute(_of_all)]


def _callback(row: Row[*tuple[Any, ...]]) -> Callback:
    return Callback(
        id=row.id, at=row.callback_at, phone=row.phone, note=row.note, is_overdue=row.callback_at < clock.now(),
        number=row.number, letter=row.letter or "", subject=row.subject or "", customer_number=row.customer_number,
        customer=row.company or f"{row.given_name} {row.family_name}".strip(),
        agent_id=row.agent_id, agent=row.agent,
    )  # fmt: skip
