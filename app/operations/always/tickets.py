"""Rules about tickets: reports, merges, keys, holders, numbers."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from app.base.record import LogRow
from app.operations.always.rule import rows
from app.tickets.models import Ticket

BATCH = 10_000


def every_ticket_holds_one_report(connection: Connection) -> Iterable[str]:
    """Every accepted report belongs to exactly one ticket."""
    return rows(connection, """
        SELECT t.number, count(e.id) AS reports FROM ticket t
        LEFT JOIN entry e ON e.ticket_id = t.id AND e.kind = 'report'
        GROUP BY t.id, t.number HAVING count(e.id) <> 1
    """, "ticket {number} holds {reports} reports")  # fmt: skip


def a_merged_ticket_has_one_root(connection: Connection) -> Iterable[str]:
    """A merged ticket names a root that is not merged itself; no other ticket names one."""
    return rows(connection, """
        SELECT t.number, t.state, t.merged_into_id, r.state AS root_state FROM ticket t
        LEFT JOIN ticket r ON r.id = t.merged_into_id
        WHERE (t.state = 'merged' AND (r.id IS NULL OR r.state = 'merged'))
           OR (t.state <> 'merged' AND t.merged_into_id IS NOT NULL)
    """, "ticket {number} is {state} and names {merged_into_id}, which is {root_state}")  # fmt: skip


def merges_lead_to_the_root(connection: Connection) -> Iterable[str]:
    """A ticket is merged exactly when one merge of it is in force, and the merges lead to the root that it names."""
    return rows(connection, """
        SELECT t.number, t.state, t.merged_into_id, s.number AS survivor FROM ticket t
        LEFT JOIN merging m ON m.duplicate_id = t.id AND m.undone_at IS NULL
        LEFT JOIN ticket s ON s.id = m.survivor_id
        WHERE (t.state = 'merged') <> (m.id IS NOT NULL)
           OR (t.state = 'merged' AND coalesce(s.merged_into_id, s.id) <> t.merged_into_id)
    """, "ticket {number} is {state} into {merged_into_id}; its merge in force leads to {survivor}")  # fmt: skip


def the_first_report_of_the_group_is_the_key(connection: Connection) -> Iterable[str]:
    """The order key of a root is the earliest report of its group."""
    return rows(connection, """
        SELECT t.number FROM ticket t
        LEFT JOIN (
            SELECT merged_into_id AS root, min(reported_at) AS earliest FROM ticket
            WHERE state = 'merged' GROUP BY merged_into_id
        ) g ON g.root = t.id
        WHERE t.state <> 'merged'
          AND t.first_reported_at <> CASE WHEN g.earliest < t.reported_at THEN g.earliest ELSE t.reported_at END
    """, "ticket {number} stands at another place than its first report")  # fmt: skip


def no_report_is_later_than_its_receipt(connection: Connection) -> Iterable[str]:
    """A reporting time is never later than its receipt."""
    return rows(
        connection, "SELECT number FROM ticket WHERE reported_at > received_at OR first_reported_at > reported_at",
        "ticket {number} was received before it was reported",
    )  # fmt: skip


def reporting_times_change_only_by_a_correction(connection: Connection) -> Iterator[str]:
    """A ticket has one row of its report in the log book, and its reporting time is that one or the last correction."""
    last = connection.scalar(select(func.max(Ticket.id))) or 0
    for start in range(0, last, BATCH):
        yield from _times(connection.execute(_told, {"after": start, "until": start + BATCH}).all())


_told = (
    select(Ticket.id, Ticket.number, Ticket.reported_at, LogRow.action, LogRow.facts)
    .outerjoin(
        LogRow,
        (LogRow.ticket_id == Ticket.id)
        & (LogRow.kind == "ticket")
        & LogRow.action.in_(["reported", "reporting_time_corrected"]),
    )
    .where(Ticket.id > bindparam("after"), Ticket.id <= bindparam("until"))
    .order_by(Ticket.id, LogRow.seq)
)


def _times(told: Iterable[tuple[int, int, datetime, str | None, str | None]]) -> Iterator[str]:
    tickets: dict[int, tuple[datetime, list[str]]] = {}
    for _id, number, reported_at, action, facts in told:
        _time, reports = tickets.setdefault(number, (reported_at, []))
        if action is not None and facts is not None:
            said = json.loads(facts)
            if action == "reported":
                reports.append(said["reported_at"])
            elif reports:
                reports[-1] = said["after"]
    for number, (reported_at, reports) in tickets.items():
        if len(reports) != 1:
            yield f"ticket {number} has {len(reports)} rows of its report in the log book"
        elif datetime.fromisoformat(reports[0]) != reported_at:
            yield f"ticket {number} was reported at {reported_at}; the log book says {reports[0]}"


def a_state_is_whole(connection: Connection) -> Iterable[str]:
    """In hand means one holder since a moment, asleep means until a day, resolved means at a moment; nothing else does."""
    return rows(connection, """
        SELECT number, state FROM ticket
        WHERE (state = 'held') <> (holder_id IS NOT NULL) OR (holder_id IS NULL) <> (taken_at IS NULL)
           OR (state = 'asleep') <> (asleep_until IS NOT NULL) OR (state = 'resolved') <> (resolved_at IS NOT NULL)
           OR state NOT IN ('waiting', 'held', 'asleep', 'resolved', 'merged')
    """, "ticket {number} is {state} by halves")  # fmt: skip


def nobody_has_taken_more_than_allowed(connection: Connection) -> Iterable[str]:
    """An agent has at most as many tickets in hand as were allowed when the last one was taken."""
    return rows(connection, """
        SELECT p.name, p.hands, h.held FROM (
            SELECT holder_id, count(*) AS held, max(taken_at) AS last FROM ticket
            WHERE state = 'held' GROUP BY holder_id
        ) h JOIN person p ON p.id = h.holder_id
        WHERE h.held > p.hands AND NOT EXISTS (
            SELECT 1 FROM log l WHERE l.kind = 'person' AND l.thing_id = p.id AND l.action = 'person_changed'
            AND l.facts LIKE '%"hands"%' AND l.at >= h.last
        )
    """, "{name} has {held} tickets in hand and may have {hands}")  # fmt: skip


def ticket_numbers_have_their_check_digits(connection: Connection) -> Iterable[str]:
    """Nine digits that leave 1 when divided by 97 (ISO 7064, MOD 97-10), each number once."""
    yield from rows(
        connection, "SELECT number FROM ticket WHERE number % 97 <> 1 OR number NOT BETWEEN 100000000 AND 999999999",
        "ticket {number} has wrong check digits",
    )  # fmt: skip
    yield from rows(
        connection, "SELECT number, count(*) AS times FROM ticket GROUP BY number HAVING count(*) > 1",
        "the number {number} was given {times} times",
    )  # fmt: skip


def counters_are_ahead_of_all_numbers(connection: Connection) -> Iterable[str]:
    """The next number of each series is one that was never given."""
    return rows(connection, """
        SELECT given.name, given.value AS drawn, c.value AS stands FROM (
            SELECT 'ticket' AS name, max(number) / 100 AS value FROM ticket
            UNION ALL SELECT 'customer', max(number) FROM customer
            UNION ALL SELECT 'order', max(number) FROM customer_order
        ) given LEFT JOIN counter c ON c.name = given.name
        WHERE c.value IS NULL OR given.value > c.value
    """, "the counter {name} stands at {stands}, but {drawn} was drawn already")  # fmt: skip


RULES = [
    every_ticket_holds_one_report, a_merged_ticket_has_one_root, merges_lead_to_the_root,
    the_first_report_of_the_group_is_the_key, no_report_is_later_than_its_receipt,
    reporting_times_change_only_by_a_correction, a_state_is_whole, nobody_has_taken_more_than_allowed,
    ticket_numbers_have_their_check_digits, counters_are_ahead_of_all_numbers,
]  # fmt: skip
