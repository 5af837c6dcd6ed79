"""The line: who waits, in which order, at which place. The order of the house stands here and nowhere else.

It lives beside the ticket, since a report, a merge and a re-opening enter or leave the line too.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, literal_column, select, tuple_, update
from sqlalchemy.orm import Session

from app.tickets.models import LineCount, State, Ticket, Topic

ORDER = (Ticket.first_reported_at, Ticket.number)
"""First reported, first served; two reports of the same instant by their number. Nothing else."""

# A literal, since neither database uses a partial index for a parameter that it cannot see.
IS_WAITING = Ticket.state == literal_column("'waiting'")
IS_HELD = Ticket.state == literal_column("'held'")


@dataclass(frozen=True)
class Place:
    """Place 1 is next; *waiting* is the length of the line."""

    place: int
    waiting: int


def waiting(topic_ids: Sequence[int]) -> Select[Ticket]:
    """All waiting tickets of these topics, the next one first."""
    return select(Ticket).where(Ticket.topic_id.in_(topic_ids), IS_WAITING).order_by(*ORDER)


_firsts = (
    select(Ticket.id)
    .where(Ticket.topic_id == Topic.id, IS_WAITING)
    .order_by(*ORDER)
    .limit(1)
    .correlate(Topic)
    .scalar_subquery()
)
# The first of each topic by its index, then the first of these: a line of 100,000 costs what one of 10 does.
OLDEST = (
    select(Ticket.id, Ticket.number, Ticket.topic_id, Ticket.first_reported_at)
    .where(Ticket.id.in_(select(_firsts).where(Topic.id.in_(bindparam("topics", expanding=True)))))
    .order_by(*ORDER)
    .limit(1)
)

_before = select(func.coalesce(func.sum(LineCount.waiting), 0)).where(
    LineCount.topic_id == bindparam("topic"), LineCount.hour < bindparam("hour")
)
_within = select(func.count()).where(
    Ticket.topic_id == bindparam("topic"),
    IS_WAITING,
    Ticket.first_reported_at >= bindparam("from"),
    tuple_(*ORDER) <= tuple_(bindparam("first", type_=Ticket.first_reported_at.type), bindparam("number")),
)
_all = select(Topic.waiting).where(Topic.id == bindparam("topic"))
PLACE = select(
    (_before.scalar_subquery() + _within.scalar_subquery()).label("place"), _all.scalar_subquery().label("waiting")
)


def hour_of(moment: datetime) -> int:
    """The hour that *moment* falls into, counted from 1970 in UTC."""
    return int(moment.timestamp() // 3600)


def place_of(session: Session, topic_id: int, first_reported_at: datetime, number: int) -> Place:
    """The place in the line of *topic_id* of a waiting ticket with this key."""
    hour = hour_of(first_reported_at)
    row = session.connection().execute(
        PLACE,
        {
            "topic": topic_id, "hour": hour, "from": datetime.fromtimestamp(hour * 3600, UTC),
            "first": first_reported_at, "number": number,
        },
    ).one()  # fmt: skip
    return Place(int(row.place), int(row.waiting))


def place(session: Session, ticket: Ticket) -> Place | None:
    """Where *ticket* stands in its line; None when it does not wait."""
    if ticket.state != State.WAITING:
        return None
    return place_of(session, ticket.topic_id, ticket.first_reported_at, ticket.number)


def lock_topics(session: Session, ids: Iterable[int]) -> dict[int, Topic]:
    """Lock these topics, in the order of their ids. Whoever changes a line holds its topic."""
    found = session.scalars(
        select(Topic)
        .where(Topic.id.in_(sorted(set(ids))))
        .order_by(Topic.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {topic.id: topic for topic in found}


_longer = (
    update(Topic).where(Topic.id == bindparam("topic")).values(waiting=Topic.waiting + 1, version=Topic.version + 1)
)
_shorter = (
    update(Topic)
    .where(Topic.id == bindparam("topic"))
    .values(waiting=Topic.waiting - bindparam("so_many"), version=Topic.version + 1)
)
_other = update(Topic).where(Topic.id == bindparam("topic")).values(version=Topic.version + 1)
_grown = (
    update(Topic)
    .where(Topic.id == bindparam("topic"))
    .values(waiting=Topic.waiting + bindparam("more"), version=Topic.version + 1)
)
_in_hour = (LineCount.topic_id == bindparam("topic"), LineCount.hour == bindparam("at_hour"))
_more = update(LineCount).where(*_in_hour).values(waiting=LineCount.waiting + 1)
_less = (
    update(LineCount)
    .where(*_in_hour, LineCount.waiting > bindparam("so_many"))
    .values(waiting=LineCount.waiting - bindparam("so_many"))
)
_empty = delete(LineCount).where(*_in_hour)
_begin = insert(LineCount)
_set = update(LineCount).where(*_in_hour).values(waiting=bindparam("so_many"))
_hours = select(LineCount.hour, LineCount.waiting).where(LineCount.topic_id == bindparam("topic"))


def count_in(session: Session, topic_id: int, first_reported_at: datetime) -> None:
    """Somebody with this key now waits in the topic, which the caller has locked."""
    connection = session.connection()
    hour = hour_of(first_reported_at)
    connection.execute(_longer, {"topic": topic_id})
    if not connection.execute(_more, {"topic": topic_id, "at_hour": hour}).rowcount:
        connection.execute(_begin, {"topic_id": topic_id, "hour": hour, "waiting": 1})


def count_out(session: Session, gone: Iterable[tuple[int, datetime]]) -> None:
    """Those with these topics and keys no longer wait; the caller has locked the topics."""
    connection = session.connection()
    per_hour = Tally((topic_id, hour_of(first_reported_at)) for topic_id, first_reported_at in gone)
    per_topic = Tally[int]()
    for (topic_id, hour), so_many in per_hour.items():
        per_topic[topic_id] += so_many
        at = {"topic": topic_id, "at_hour": hour}
        if not connection.execute(_less, {**at, "so_many": so_many}).rowcount:
            connection.execute(_empty, at)
    for topic_id, so_many in per_topic.items():
        connection.execute(_shorter, {"topic": topic_id, "so_many": so_many})


def count_many(session: Session, changes: Mapping[tuple[int, int], int]) -> None:
    """So many more (or fewer) wait now per topic and hour; the caller has locked the topics."""
    connection = session.connection()
    for topic_id, lines in groupby(sorted(changes), key=itemgetter(0)):
        old = dict(connection.execute(_hours, {"topic": topic_id}).all())
        new = {hour: old.get(hour, 0) + changes[topic_id, hour] for _topic, hour in lines}
        steps: dict[Any, list[dict[str, int]]] = {_empty: [], _set: [], _begin: []}
        for hour, waiting in new.items():
            if hour not in old and waiting:
                steps[_begin].append({"topic_id": topic_id, "hour": hour, "waiting": waiting})
            elif hour in old:
                row = {"topic": topic_id, "at_hour": hour}
                steps[_set if waiting else _empty].append({**row, "so_many": waiting} if waiting else row)
        for statement, rows in steps.items():
            if rows:
                connection.execute(statement, rows)
        more = sum(new.values()) - sum(old.get(hour, 0) for hour in new)
        connection.execute(_grown, {"topic": topic_id, "more": more})


def shows_differently(session: Session, topic_id: int) -> None:
    """A row of the line looks different now (a merge, another customer), though nobody came or went."""
    session.connection().execute(_other, {"topic": topic_id})
