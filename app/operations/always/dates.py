"""Rules about seats, appointments, orders and promises."""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.operations.always.rule import is_sqlite, rows
from app.scheduling.promise import MADE_UP_WITHIN


def no_seat_is_sold_twice(connection: Connection) -> Iterable[str]:
    """The booked seats of a window are its appointments that were not moved, and never more than it has."""
    return rows(connection, """
        SELECT s.id, s.day, s.booked, s.capacity, count(a.id) AS sold FROM slot s
        LEFT JOIN appointment a ON a.slot_id = s.id AND a.state <> 'moved'
        GROUP BY s.id, s.day, s.booked, s.capacity HAVING s.booked <> count(a.id) OR count(a.id) > s.capacity
    """, "slot {id} on {day}: {sold} appointments, {booked} counted, {capacity} seats")  # fmt: skip


def an_order_has_one_live_appointment(connection: Connection) -> Iterable[str]:
    """An order has at most one live appointment, and only while it is outstanding."""
    return rows(connection, """
        SELECT o.number, o.state, count(*) AS live FROM appointment a JOIN customer_order o ON o.id = a.order_id
        WHERE a.state IN ('booked', 'confirmed')
        GROUP BY o.id, o.number, o.state HAVING count(*) > 1 OR o.state <> 'outstanding'
    """, "order {number} is {state} and has {live} live appointments")  # fmt: skip


def a_chain_of_appointments_is_whole(connection: Connection) -> Iterable[str]:
    """An appointment replaces one of the same order that was moved or missed, with a reason; each is replaced once."""
    return rows(connection, """
        SELECT a.id, a.supersedes_id FROM appointment a JOIN appointment b ON b.id = a.supersedes_id
        WHERE a.order_id <> b.order_id OR b.state NOT IN ('moved', 'missed') OR b.id >= a.id OR a.reason = ''
           OR EXISTS (SELECT 1 FROM appointment c WHERE c.supersedes_id = b.id AND c.id <> a.id)
    """, "appointment {id} replaces {supersedes_id}, which it may not")  # fmt: skip


def a_moved_appointment_has_its_successor(connection: Connection) -> Iterable[str]:
    """What was moved was moved to another date, unless the order was cancelled."""
    return rows(connection, """
        SELECT a.id, o.number FROM appointment a JOIN customer_order o ON o.id = a.order_id
        WHERE a.state = 'moved' AND o.state <> 'cancelled'
          AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.supersedes_id = a.id)
    """, "appointment {id} of order {number} was moved to nowhere")  # fmt: skip


def a_settled_appointment_has_its_outcome(connection: Connection) -> Iterable[str]:
    """Done means activated, missed means a reason; both have a moment, and nothing else has an outcome."""
    return rows(connection, """
        SELECT id, state, outcome FROM appointment
        WHERE (state = 'done') <> (coalesce(outcome, '') = 'activated')
           OR (state IN ('done', 'missed')) <> (outcome IS NOT NULL)
           OR (state IN ('booked', 'confirmed')) <> (settled_at IS NULL)
    """, "appointment {id} is {state} with the outcome {outcome}")  # fmt: skip


def an_activated_order_was_activated_once(connection: Connection) -> Iterable[str]:
    """An order is done exactly when one appointment of it was."""
    return rows(connection, """
        SELECT o.number, o.state, count(a.id) AS times FROM customer_order o
        LEFT JOIN appointment a ON a.order_id = o.id AND a.state = 'done'
        GROUP BY o.id, o.number, o.state HAVING count(a.id) <> CASE WHEN o.state = 'done' THEN 1 ELSE 0 END
    """, "order {number} is {state} and was activated {times} times")  # fmt: skip


def a_missed_appointment_makes_a_promise(connection: Connection) -> Iterable[str]:
    """Every missed appointment promises its making up within 14 days, to be planned on a day not after that."""
    days = MADE_UP_WITHIN.days
    due = f"date(s.day, '+{days} days')" if is_sqlite(connection) else f"s.day + {days}"
    return rows(connection, f"""
        SELECT a.id, s.day, p.due FROM appointment a JOIN slot s ON s.id = a.slot_id
        LEFT JOIN promise p ON p.missed_id = a.id
        WHERE (a.state = 'missed') <> (p.id IS NOT NULL)
           OR (p.id IS NOT NULL AND (p.order_id <> a.order_id OR p.due <> {due} OR p.plan_by > p.due))
    """, "appointment {id} was missed on {day}; promised is {due}")  # noqa: S608  # fmt: skip


def a_promise_is_open_until_it_is_kept(connection: Connection) -> Iterable[str]:
    """A promise is open while its order is outstanding, and kept by an appointment of that order that was done."""
    return rows(connection, """
        SELECT o.number, o.state, p.due, p.closed_at FROM promise p JOIN customer_order o ON o.id = p.order_id
        LEFT JOIN appointment k ON k.id = p.kept_by_id
        WHERE (o.state = 'outstanding') <> (p.closed_at IS NULL)
           OR (o.state = 'done') <> (k.id IS NOT NULL)
           OR (k.id IS NOT NULL AND (k.state <> 'done' OR k.order_id <> p.order_id))
    """, "the promise of order {number} for {due}: the order is {state}, the promise closed at {closed_at}")  # fmt: skip


RULES = [
    no_seat_is_sold_twice, an_order_has_one_live_appointment, a_chain_of_appointments_is_whole,
    a_moved_appointment_has_its_successor, a_settled_appointment_has_its_outcome,
    an_activated_order_was_activated_once, a_missed_appointment_makes_a_promise, a_promise_is_open_until_it_is_kept,
]  # fmt: skip
