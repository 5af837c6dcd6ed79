"""The line: places and lengths, against counting by hand."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.queueing.take_next import take_next
from app.tickets.line import OLDEST, Place, place, waiting
from app.tickets.models import Ticket
from tests.support.line import faults, line, now


def test_places_agree_with_counting_for_every_ticket_of_every_topic(make):
    dice = random.Random(7)
    topics = [make.topic() for _ in range(3)]
    start = make.when("2022-07-25 08:00")
    tickets = [
        # Many share an hour, some an instant, and an hour's first and last microsecond are there as well.
        make.ticket(
            dice.choice(topics),
            reported=start
            + timedelta(
                hours=dice.randrange(4), minutes=dice.choice([0, 1, 59]), microseconds=dice.choice([0, 999999])
            ),
        )
        for _ in range(60)
    ]
    anna = make.agent(topics[0], hands=5)
    for _ in range(5):
        take_next(anna)

    for topic in topics:
        here = line(topic)
        for number in here:
            ticket = reading().scalar(select(Ticket).where(Ticket.number == number))
            assert place(reading(), ticket) == Place(here.index(number) + 1, len(here))
    assert len(tickets) == sum(len(line(topic)) for topic in topics) + 5
    assert faults() == []


def test_who_does_not_wait_has_no_place(make):
    topic = make.topic()
    ticket = make.ticket(topic)
    take_next(make.agent(topic))

    assert place(reading(), now(ticket)) is None


def test_the_oldest_of_several_topics_is_found(make):
    topics = [make.topic() for _ in range(3)]
    later = make.ticket(topics[0], reported="2022-07-25 09:00")
    first = make.ticket(topics[2], reported="2022-07-25 08:00")

    def oldest(*among):
        row = reading().execute(OLDEST, {"topics": [topic.id for topic in among]}).first()
        return row and row.id

    assert oldest(*topics) == first.id
    assert oldest(*topics[:2]) == later.id
    assert oldest(topics[1]) is None


def test_the_whole_line_is_read_in_its_order(make):
    topics = [make.topic(), make.topic()]
    tickets = [ticket for topic in topics for ticket in make.tickets(topic, 3)]

    read = reading().scalars(waiting([topic.id for topic in topics])).all()

    assert [one.number for one in read] == line(*topics)
    assert len(read) == len(tickets)


@pytest.mark.parametrize("statement", ["oldest", "line"])
def test_the_line_is_read_from_its_index_and_never_sorted(make, database, statement):
    topic = make.topic()
    make.tickets(topic, 5)
    query = (
        OLDEST.params(topics=[topic.id])
        if statement == "oldest"
        else waiting([topic.id]).with_only_columns(Ticket.id).limit(1)
    )
    text = str(query.compile(reading().get_bind(), compile_kwargs={"literal_binds": True, "render_postcompile": True}))
    explain = "EXPLAIN QUERY PLAN" if database == "sqlite" else "EXPLAIN"
    connection = reading().connection()
    if database == "postgresql":
        connection.exec_driver_sql("SET enable_seqscan = off")
    plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {text}"))
    if database == "postgresql":
        connection.exec_driver_sql("RESET enable_seqscan")

    assert "ix_line" in plan
