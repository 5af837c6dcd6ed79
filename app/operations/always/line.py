"""Rules about the line: its counts, and who was taken out of turn."""

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from app.base.record import LogRow
from app.operations.always.rule import is_sqlite, rows


def topics_count_who_waits(connection: Connection) -> Iterable[str]:
    """A topic says how many wait in it."""
    return rows(connection, """
        SELECT p.name, p.waiting AS says, count(t.id) AS stand FROM topic p
        LEFT JOIN ticket t ON t.topic_id = p.id AND t.state = 'waiting'
        GROUP BY p.id, p.name, p.waiting HAVING p.waiting <> count(t.id)
    """, "topic {name} says that {says} wait; {stand} do")  # fmt: skip


def hours_count_who_waits(connection: Connection) -> Iterable[str]:
    """The counts by hour, from which a place in line follows, agree with the tickets."""
    hour = (
        "first_reported_at / 3600000000"
        if is_sqlite(connection)
        else "floor(extract(epoch FROM first_reported_at) / 3600)"
    )
    return rows(connection, f"""
        SELECT p.name, both_of.hour, sum(says) AS says, sum(stand) AS stand FROM (
            SELECT topic_id, hour, waiting AS says, 0 AS stand FROM line_count
            UNION ALL SELECT topic_id, {hour}, 0, count(*) FROM ticket WHERE state = 'waiting' GROUP BY 1, 2
        ) both_of JOIN topic p ON p.id = both_of.topic_id
        GROUP BY p.name, both_of.hour HAVING sum(says) <> sum(stand)
    """, "topic {name}, hour {hour} since 1970: {says} are counted, {stand} wait")  # noqa: S608  # fmt: skip


def out_of_turn_has_a_reason(connection: Connection) -> Iterator[str]:
    """Whoever took a ticket out of turn wrote down why."""
    taken = select(LogRow.seq, LogRow.ticket_id, LogRow.by_id, LogRow.facts).where(LogRow.action == "taken_out_of_turn")
    for seq, ticket_id, by_id, facts in connection.execute(taken.order_by(LogRow.seq)):
        said = json.loads(facts)
        if not str(said.get("reason", "")).strip() or by_id is None:
            yield f"log book row {seq}: ticket id {ticket_id} was taken out of turn without a reason or a name"


RULES = [topics_count_who_waits, hours_count_who_waits, out_of_turn_has_a_reason]
