"""The visible world twice: as the database and the program's own questions have it, and as the oracle says it must be."""

from typing import Any

from sqlalchemy import func, select

from app.base.database import reading
from app.base.formats import number as spell
from app.base.record import LogHead
from app.calls.models import Call
from app.scheduling.models import Appointment, Order, Promise, Slot
from app.scheduling.outstanding import outstanding
from app.tickets.find_ticket import find_ticket
from app.tickets.line import place_of
from app.tickets.models import Entrusted, Entry, EntryKind, State, Ticket, Topic
from tests.model import oracle
from tests.model.world import World

_calls = select(func.count()).where(Call.ticket_id == Ticket.id).correlate(Ticket).scalar_subquery()
_notes = (
    select(func.count())
    .where(Entry.ticket_id == Ticket.id, Entry.kind == EntryKind.NOTE)
    .correlate(Ticket)
    .scalar_subquery()
)
_tickets = select(
    Ticket.number, Ticket.topic_id, Ticket.state, Ticket.holder_id, Ticket.taken_at, Ticket.asleep_until,
    Ticket.resolved_at, Ticket.reported_at, Ticket.received_at, Ticket.merged_into_id, Ticket.first_reported_at,
    _calls, _notes,
).order_by(Ticket.number)  # fmt: skip
_topics = select(Topic.id, Topic.is_open, Topic.waiting).order_by(Topic.id)
_entrusted = select(Entrusted.person_id, Entrusted.topic_id)
_slots = select(Slot.id, Slot.booked, Slot.capacity, Slot.closed_because != "").order_by(Slot.id)
_orders = select(Order.id, Order.state).order_by(Order.id)
_appointments = select(
    Appointment.id, Appointment.order_id, Appointment.slot_id, Appointment.state, Appointment.supersedes_id,
    Appointment.outcome,
).order_by(Appointment.id)  # fmt: skip
_promises = select(
    Promise.order_id, Promise.missed_id, Promise.due, Promise.plan_by, Promise.kept_by_id, Promise.closed_at.is_(None)
).order_by(Promise.missed_id)  # fmt: skip
_head = select(LogHead.seq)

View = dict[str, Any]


def changes() -> int:
    """How many rows the log book has."""
    return reading().scalar(_head) or 0


def lines_seen() -> View:
    """What the database holds about tickets."""
    ask = reading().connection().execute
    return {
        # The key of a merged ticket says nothing; its root's does.
        "tickets": [(*row[:10], None if row[2] == State.MERGED else row[10], *row[11:]) for row in ask(_tickets)],
        "topics": [tuple(row) for row in ask(_topics)],
        "entrusted": {tuple(row) for row in ask(_entrusted)},
    }


def lines_expected(world: World) -> View:
    """What it must hold about them."""
    room, real = world.room, world.real
    return {
        "tickets": [as_row(world, one) for one in room.tickets],
        "topics": [(world.topics[name].id, is_open, len(room.line(name))) for name, is_open in room.topics.items()],
        "entrusted": {(real[one].id, world.topics[topic].id) for one in room.people.values() for topic in one.topics},
    }


def dates_seen() -> View:
    """What the database holds about orders and their dates."""
    ask = reading().connection().execute
    return {
        "slots": [(*row[:3], bool(row[3])) for row in ask(_slots)],
        "orders": [tuple(row) for row in ask(_orders)],
        "appointments": [tuple(row) for row in ask(_appointments)],
        "promises": [(*row[:5], bool(row[5])) for row in ask(_promises)],
    }


def dates_expected(world: World) -> View:
    """What it must hold about them."""
    dates, real = world.dates, world.real
    return {
        "slots": sorted((real[one].id, dates.booked(one), one.seats, one.closed) for one in dates.slots),
        "orders": [(real[order].id, order.state) for order in dates.orders],
        "appointments": sorted(
            (real[one].id, real[order].id, real[one.slot].id, one.state, id_of(world, one.replaces), one.outcome)
            for order in dates.orders for one in order.chain
        ),
        "promises": sorted(
            ((real[order].id, real[one.missed].id, one.due, one.plan_by, id_of(world, one.kept_by), one.is_open)
            for order in dates.orders for one in order.promises), key=lambda row: row[1],
        ),
    }  # fmt: skip


def id_of(world: World, thing: Any) -> int | None:
    return world.real[thing].id if thing else None


def as_row(world: World, one: oracle.Ticket) -> tuple[Any, ...]:
    stands, root = one.stands, one.root
    at = {stands.state: stands.at}
    return (
        world.real[one].number, world.topics[one.topic].id, stands.state, id_of(world, stands.holder),
        at.get("held"), at.get("asleep"), at.get("resolved"), one.reported_at, one.received_at,
        None if root is one else world.real[root].id, world.room.first_report(one) if root is one else None,
        one.calls, one.notes,
    )  # fmt: skip


def told(world: World) -> View:
    """What people are told: the place, what a number opens, which orders wait, how their promises stand."""
    rows = outstanding(limit=1000)
    tickets = reading().execute(_tickets).all()
    return {
        "places": [place_now(*row) for row in tickets if row[2] == State.WAITING],
        "numbers": [find_ticket(spell(world.real[one].number)).id for one in world.room.tickets],
        "outstanding": [(row.id, row.live_day, row.promise and row.promise.standing) for row in rows],
    }


def place_now(number: int, topic_id: int, *row: Any) -> tuple[int, int, int]:
    stood = place_of(reading(), topic_id, row[8], number)
    return (number, stood.place, stood.waiting)


def to_be_told(world: World) -> View:
    """What they must be told."""
    real, room, dates = world.real, world.room, world.dates
    waiting = [order for order in dates.orders if order.state == "outstanding"]
    narrowest = {order: min(order.promises, key=lambda one: one.due, default=None) for order in waiting}
    return {
        "places": sorted(
            (real[one].number, place, len(line))
            for line in map(room.line, room.topics) for place, one in enumerate(line, 1)
        ),
        "numbers": [real[one.root].id for one in room.tickets],
        "outstanding": [
            (
                real[order].id, order.live.slot.day if order.live else None,
                dates.standing(order, narrowest[order]) if narrowest[order] else None,
            )
            for order in sorted(waiting, key=lambda order: (order.reported_at, real[order].number))
        ],
    }  # fmt: skip
