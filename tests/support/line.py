"""What the line, its counts and its keys must be, found out the slow way."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from app.base.database import reading
from app.base.record import Change, LogHead, LogRow, link
from app.tickets.line import hour_of
from app.tickets.models import LineCount, State, Ticket, Topic


def now(ticket: Any) -> Ticket:
    """The ticket as the database has it now."""
    return reading().get_one(Ticket, ticket.id, populate_existing=True)


def state(ticket: Any) -> State:
    return State(now(ticket).state)


def line(*topics: Any) -> list[int]:
    """The numbers of those who wait in *topics*, next first: by the earliest report of each group, then by number."""
    tickets = every_ticket()
    earliest = first_reports(tickets)
    here = {topic.id for topic in topics}
    waiting = [one for one in tickets if one.state == State.WAITING and one.topic_id in here]
    return [one.number for one in sorted(waiting, key=lambda one: (earliest[one.id], one.number))]


def numbers(*tickets: Any) -> list[int]:
    return [ticket.number for ticket in tickets]


def story(ticket: Any) -> list[str]:
    """What the log book says was done to the ticket, oldest first."""
    rows = select(LogRow.action).where(LogRow.ticket_id == ticket.id).order_by(LogRow.seq)
    return list(reading().scalars(rows))


def every_ticket() -> list[Ticket]:
    return list(reading().scalars(select(Ticket).order_by(Ticket.id).execution_options(populate_existing=True)))


def first_reports(tickets: list[Ticket]) -> dict[int, Any]:
    """The earliest report of each group, by the id of its root."""
    found: dict[int, Any] = {}
    for one in tickets:
        root = one.merged_into_id or one.id
        found[root] = min(found.get(root, one.reported_at), one.reported_at)
    return found


def faults() -> list[str]:
    """Where keys, counts and the log book differ from counting by hand; empty when all is well."""
    tickets = every_ticket()
    earliest = first_reports(tickets)
    roots = {one.id for one in tickets if one.state != State.MERGED}
    found = [
        f"{one.number} has the wrong key"
        for one in tickets
        if one.id in roots and one.first_reported_at != earliest[one.id]
    ]
    found += [f"{one.number} is part of no root" for one in tickets if (one.merged_into_id or one.id) not in roots]
    waiting = [one for one in tickets if one.state == State.WAITING]
    lengths = Counter(one.topic_id for one in waiting)
    hours = Counter((one.topic_id, hour_of(one.first_reported_at)) for one in waiting)
    session = reading()
    for topic_id, count in session.execute(select(Topic.id, Topic.waiting)):
        if count != lengths[topic_id]:
            found.append(f"topic {topic_id} counts {count}, but {lengths[topic_id]} wait")
    counted = {
        (row.topic_id, row.hour): row.waiting
        for row in session.execute(select(LineCount.topic_id, LineCount.hour, LineCount.waiting))
    }
    if counted != dict(hours):
        found.append(f"hours differ: {sorted(set(counted.items()) ^ set(hours.items()))}")
    return found + log_faults()


def log_faults() -> list[str]:
    """Where the chain of the log book is broken."""
    seq, chain = 0, b""
    for row in reading().scalars(select(LogRow).order_by(LogRow.seq)):
        change = Change(row.action, row.kind, row.thing_id, row.by_id, row.ticket_id, {}, ())
        seq, chain = seq + 1, link(chain, seq + 1, row.at, change, row.facts)
        if (row.seq, row.hash) != (seq, chain):
            return [f"the log book breaks at row {row.seq}"]
    head = reading().execute(select(LogHead.seq, LogHead.hash)).one()
    return [] if (head.seq, head.hash) == (seq, chain) else ["the head of the log book is not its last row"]
