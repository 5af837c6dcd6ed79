"""Moving: to another line, with the same time; one ticket or twenty thousand by the same step."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from app.base.database import reading, transaction
from app.base.record import LogRow
from app.queueing.move import NothingToMove, move, move_all
from app.queueing.take_next import take_next
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.close_topic import close_topic
from app.tickets.holding import InOtherHands
from app.tickets.line import count_many, hour_of
from app.tickets.merge import merge
from app.tickets.models import Ticket
from app.tickets.report import TopicIsClosed
from app.tickets.resolve import resolve
from app.tickets.stand import IsPartOfAnother
from tests.support.line import faults, line, now, numbers, state, story


def test_a_moved_ticket_stands_where_its_time_belongs(make):
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    first = make.ticket(there, reported="2022-07-25 08:00")
    moved = make.ticket(here, reported="2022-07-25 08:30")
    last = make.ticket(there, reported="2022-07-25 09:00")

    assert move([moved], there, "falsch", by=carla) == 1

    assert (line(here), line(there), faults()) == ([], numbers(first, moved, last), [])
    assert story(moved) == ["reported", "moved"]


def test_all_who_wait_go_and_all_others_stay(make, clock):
    clock.set("2022-08-03 09:00")
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    held, asleep, *waiting, resolved, merged = make.tickets(here, 12)
    anna, bernd = make.agent(here), make.agent(here)
    take_next(anna)
    wait_for_customer(take_next(bernd), make.when("2022-08-05").date(), "x", by=bernd)
    resolve(resolved, by=carla, note="x")
    merge(merged, into=waiting[0], by=carla)
    make.tickets(there, 3, first="2022-07-25 08:05")

    assert move_all(here, there, "alle", by=carla) == len(waiting)

    assert (line(here), len(line(there)), faults()) == ([], len(waiting) + 3, [])
    assert [now(one).topic_id for one in (held, asleep, resolved, merged)] == [here.id] * 4
    assert [story(one)[-1] for one in waiting] == ["moved"] * len(waiting)


def test_chosen_ones_of_several_topics_and_states_go_together(make, clock):
    clock.set("2022-08-03 09:00")
    topics = [make.topic() for _ in range(3)]
    carla, anna, bernd = make.supervisor(), make.agent(topics[0]), make.agent(topics[1])
    held, waiting = make.tickets(topics[0], 2)
    asleep, elsewhere = make.tickets(topics[1], 2)
    resolved, there = make.tickets(topics[2], 2)
    resolve(resolved, by=carla, note="x")
    take_next(anna)
    wait_for_customer(take_next(bernd), make.when("2022-08-05").date(), "x", by=bernd)

    assert move([held, waiting, asleep, elsewhere, resolved, there], topics[2], "x", by=carla) == 4

    assert [state(one) for one in (held, asleep, resolved)] == ["waiting", "asleep", "resolved"]
    assert (line(topics[2]), faults()) == (numbers(held, waiting, elsewhere, there), [])
    assert now(held).holder_id is None


def test_what_a_colleague_holds_is_not_moved_and_then_nothing_is(make):
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    held, waiting = make.tickets(here, 2)
    anna = make.agent(here)
    take_next(anna)

    with pytest.raises(InOtherHands):
        move([waiting, held], there, "x", by=make.agent())
    assert (line(here), line(there)) == ([waiting.number], [])

    assert move([waiting, held], there, "x", by=carla) == 2
    assert (line(there), faults()) == (numbers(held, waiting), [])


def test_the_second_of_two_supervisors_is_told_that_nothing_is_left(make):
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    tickets = make.tickets(here, 3)
    move_all(here, there, "x", by=carla)

    with pytest.raises(NothingToMove):
        move_all(here, there, "x", by=carla)
    with pytest.raises(NothingToMove):
        move(tickets, there, "x", by=carla)
    with pytest.raises(NothingToMove):
        move_all(there, there, "x", by=carla)

    assert [story(one) for one in tickets] == [["reported", "moved"]] * 3


def test_nothing_moves_into_a_closed_topic_and_no_merged_ticket_moves(make):
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    duplicate, survivor = make.tickets(here, 2)
    merge(duplicate, into=survivor, by=carla)

    with pytest.raises(IsPartOfAnother):
        move([duplicate], there, "x", by=carla)
    close_topic(there, by=carla)
    with pytest.raises(TopicIsClosed):
        move([survivor], there, "x", by=carla)

    assert (line(here), faults()) == ([survivor.number], [])


def test_a_long_line_moves_as_a_whole(make):
    here, there, carla = make.topic(), make.topic(), make.supervisor()
    many_wait(here, 5_000, make.when("2022-07-20 00:00"))

    assert move_all(here, there, "x", by=carla) == 5_000

    assert (len(line(there)), line(here), faults()) == (5_000, [], [])
    assert reading().scalar(select(func.count()).where(LogRow.action == "moved")) == 5_000


def many_wait(topic, number, start):
    """Tickets a minute apart, filled in at once."""
    times = [start + timedelta(minutes=step) for step in range(number)]
    same = {"topic_id": topic.id, "channel": "call", "subject": "s", "state": "waiting"}
    rows = [
        {**same, "number": step, "reported_at": at, "first_reported_at": at, "received_at": at}
        for step, at in enumerate(times, 1)
    ]
    with transaction() as session:
        session.connection().execute(insert(Ticket), rows)
        count_many(session, Counter((topic.id, hour_of(at)) for at in times))
